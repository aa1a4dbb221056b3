"""`callsheet check`, as people and programs call it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.helpers import DOUBTFUL, EXAMPLE, RIGHT, TASK, WRONG, run, write
from tests.workspaces import FEATURE_FOLDER

CYCLE = f"""{TASK.replace('"subtask_count": 1', '"subtask_count": 2')}
--- subtask_01.json
{{"id": "gift-cards-01", "seq": "01", "title": "Größe 🎁", "status": "pending", "depends_on": ["02"],
 "acceptance_criteria": ["x"], "deliverables": ["a"]}}
--- subtask_02.json
{{"id": "gift-cards-02", "seq": "02", "title": "Größe 🎁", "status": "pending", "depends_on": ["01"],
 "acceptance_criteria": ["x"], "deliverables": ["b"]}}
"""

PLACE = {
    "path": {"type": "string", "pattern": r"^[^/\\][^\\]*$"},
    "line": {"type": "integer", "minimum": 1},
    "column": {"type": "integer", "minimum": 1},
    "end_line": {"type": "integer", "minimum": 1},
    "end_column": {"type": "integer", "minimum": 1},
    "message": {"type": "string", "minLength": 1},
}
COUNT = {"type": "integer", "minimum": 0}
COUNTS = dict.fromkeys(("error", "warning", "information", "hint", "documents"), COUNT)


def an_object(properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


FINDING = an_object(
    {
        "workspace": {"type": "string"},
        **PLACE,
        "severity": {"enum": ["error", "warning", "information", "hint"]},
        "rule": {"type": "string", "pattern": "^[a-z-]+$"},
        "related": {"type": "array", "items": an_object(PLACE)},
    },
    "workspace",
)
OUTPUT = an_object({"findings": {"type": "array", "items": FINDING}, "summary": an_object(COUNTS)})


def check_json(folder: Path, *arguments: str) -> Any:
    found = run("check", "--format", "json", *arguments, folder=folder).json
    jsonschema.validate(found, OUTPUT)
    return found


def listed(found: Any) -> list[tuple[str, int, int, str]]:
    return [(one["path"].rpartition("/")[2], one["line"], one["column"], one["rule"]) for one in found["findings"]]


def test_nothing_found(tmp_path: Path) -> None:
    done = run("check", folder=write(tmp_path, RIGHT))
    assert (done.status, done.out, done.err) == (0, "no findings in 2 documents\n", "")


def test_the_example_has_no_findings_that_matter() -> None:
    done = run("check", str(EXAMPLE), folder=EXAMPLE)
    assert done.status == 0
    assert " error" not in done.out


@pytest.mark.parametrize(
    ("fixture", "fail_on", "status"),
    [
        (WRONG, "error", 1),
        (WRONG, "hint", 1),
        (DOUBTFUL, "error", 0),
        (DOUBTFUL, "warning", 1),
        (DOUBTFUL, "information", 1),
        (RIGHT, "hint", 0),
    ],
)
def test_the_exit_status_says_whether_something_is_grave_enough(
    tmp_path: Path, fixture: str, fail_on: str, status: int
) -> None:
    assert run("check", "--fail-on", fail_on, folder=write(tmp_path, fixture)).status == status


def test_in_a_pipe_every_finding_is_one_line(tmp_path: Path) -> None:
    done = run("check", folder=write(tmp_path, WRONG))
    assert done.status == 1
    assert done.out.splitlines() == [
        '.tmp/tasks/gift-cards/subtask_01.json:6:18: error: "09" is no subtask of gift-cards [unresolved-dependency]',
        "1 error in 2 documents",
    ]


def test_text_lists_hints_only_on_demand_json_always(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT.replace('"title"', '"colour": "red",\n  "title"'))
    assert run("check", folder=root).out == "1 hint in 2 documents\n"
    assert "[unknown-field]" in run("check", "--fail-on", "hint", folder=root).out
    assert listed(check_json(root)) == [("subtask_01.json", 4, 3, "unknown-field")]


def test_json_counts_columns_in_code_points_from_1_and_the_end_is_exclusive(tmp_path: Path) -> None:
    first, second = check_json(write(tmp_path, CYCLE))["findings"]
    start = '{"id": "gift-cards-01", "seq": "01", "title": "Größe 🎁", "status": "pending", "depends_on": ['
    assert (first["line"], first["column"]) == (1, len(start) + 1)
    assert (first["end_line"], first["end_column"]) == (1, len(start) + 5)
    assert first["related"] == [
        {
            "path": ".tmp/tasks/gift-cards/subtask_02.json",
            **{key: second[key] for key in ("line", "column", "end_line", "end_column")},
            "message": "02 depends on 01",
        }
    ]


def test_json_summary_counts_findings_and_documents(tmp_path: Path) -> None:
    found = check_json(write(tmp_path, CYCLE))
    assert found["summary"] == {"error": 2, "warning": 0, "information": 0, "hint": 0, "documents": 3}
    assert [one["rule"] for one in found["findings"]] == ["dependency-cycle"] * 2


def test_json_without_findings(tmp_path: Path) -> None:
    found = check_json(write(tmp_path, RIGHT))
    assert found["findings"] == []


def test_findings_are_sorted_by_path_and_place(tmp_path: Path) -> None:
    write(tmp_path, WRONG.replace('"pending"', '"done"'))
    write(tmp_path, '--- /.tmp/tasks/a/subtask_01.json\n{"seq": "01"')
    places = [(one["path"], one["line"], one["column"]) for one in check_json(tmp_path)["findings"]]
    assert places == sorted(places)
    assert len({path for path, _, _ in places}) == 2


def test_a_broken_file_is_a_finding_not_a_failure(tmp_path: Path) -> None:
    root = write(tmp_path, f'{RIGHT}--- subtask_02.json\n{{"seq": "02", "title": "\\ud800 and \1", "sta')
    assert ("subtask_02.json", "syntax-error") in {(name, rule) for name, _, _, rule in listed(check_json(root))}
    assert run("check", folder=root).status == 1


def test_a_locale_without_the_characters_loses_none(tmp_path: Path) -> None:
    root = write(tmp_path, CYCLE)
    done = run("check", folder=root, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "01 \\u2192 02 \\u2192 01" in done.out
    assert "01 → 02 → 01" in run("check", "--format", "json", folder=root, PYTHONIOENCODING="ascii").out


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT.replace('"pending"', '"\\u001b[2J"'))
    done = run("check", folder=root)
    assert "\x1b" not in done.out
    assert "\\x1b[2J" in done.out


# Which files


TWO_FEATURES = WRONG + WRONG.replace("--- ", "--- /.tmp/tasks/vouchers/").replace("gift-cards", "vouchers")


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        ([], ["gift-cards", "vouchers"]),
        (["."], ["gift-cards", "vouchers"]),
        ([".tmp/tasks"], ["gift-cards", "vouchers"]),
        ([".tmp/tasks/vouchers"], ["vouchers"]),
        ([".tmp/tasks/vouchers/subtask_01.json"], ["vouchers"]),
        ([".tmp/tasks/vouchers/task.json"], []),
        ([".tmp/tasks/vouchers/", "./.tmp/tasks/gift-cards/../gift-cards/subtask_01.json"], ["gift-cards", "vouchers"]),
    ],
)
def test_only_what_lies_below_the_paths_is_reported(tmp_path: Path, paths: list[str], found: list[str]) -> None:
    findings = check_json(write(tmp_path, TWO_FEATURES), *paths)["findings"]
    assert [one["path"] for one in findings] == [f".tmp/tasks/{feature}/subtask_01.json" for feature in found]


def test_the_workspace_is_looked_for_upwards(tmp_path: Path) -> None:
    root = write(tmp_path, TWO_FEATURES)
    below = root / "src" / "cards"
    below.mkdir(parents=True)
    found = check_json(below)
    assert next(one["path"] for one in found["findings"]) == ".tmp/tasks/gift-cards/subtask_01.json"
    assert run("check", folder=below).out.startswith("../../.tmp/tasks/gift-cards/subtask_01.json:6:18: ")


def test_text_shows_paths_that_can_be_opened_from_here(tmp_path: Path) -> None:
    write(tmp_path / "shop", WRONG)
    (tmp_path / "elsewhere").mkdir()
    path = ".tmp/tasks/gift-cards/subtask_01.json:6:18: "
    assert run("check", "shop", folder=tmp_path).out.startswith(f"shop/{path}")
    absolute = (tmp_path / "shop").as_posix()
    assert run("check", "../shop", folder=tmp_path / "elsewhere").out.startswith(f"{absolute}/{path}")
    assert [one["path"] for one in check_json(tmp_path, "shop")["findings"]] == [path.partition(":")[0]]


@pytest.mark.parametrize("mark", [None, ".git/HEAD", "callsheet.toml"])
def test_a_folder_of_workspaces(tmp_path: Path, mark: str | None) -> None:
    write(tmp_path / "apps" / "shop", WRONG)
    write(tmp_path / "apps" / "till", RIGHT)
    write(tmp_path / "node_modules" / "other", WRONG)
    write(tmp_path / ".venv" / "other", WRONG)
    if mark:
        (tmp_path / mark).parent.mkdir(exist_ok=True)
        (tmp_path / mark).touch()
    found = check_json(tmp_path)
    assert [(one["workspace"], one["path"]) for one in found["findings"]] == [
        ("apps/shop", ".tmp/tasks/gift-cards/subtask_01.json")
    ]
    assert found["summary"]["documents"] == 4
    assert run("check", folder=tmp_path).out.splitlines()[-1] == "1 error in 4 documents of 2 workspaces"


def test_one_workspace_below_needs_no_name(tmp_path: Path) -> None:
    write(tmp_path / "shop", WRONG)
    (found,) = check_json(tmp_path)["findings"]
    assert "workspace" not in found


def test_several_workspaces_by_their_paths(tmp_path: Path) -> None:
    write(tmp_path / "till", WRONG)
    write(tmp_path / "shop", WRONG)
    found = check_json(tmp_path, "till", "shop/.tmp/tasks/gift-cards/subtask_01.json")
    assert [one["workspace"] for one in found["findings"]] == ["till", "shop"]
    assert found["summary"]["documents"] == 3


def test_a_workspace_inside_of_another_is_checked_when_its_folder_is_named(tmp_path: Path) -> None:
    write(tmp_path, RIGHT)
    write(tmp_path / "examples" / "shop", WRONG)
    assert len(check_json(tmp_path)["findings"]) == 0
    assert len(check_json(tmp_path, "examples")["findings"]) == 1


# Misuse


def check_misuse(done: Any, *words: str) -> None:
    assert done.status == 2
    assert done.out == ""
    assert all(word in done.err for word in words)
    assert "Traceback" not in done.err


def test_a_path_that_does_not_exist(tmp_path: Path) -> None:
    done = run("check", "docs/nowhere", folder=write(tmp_path, RIGHT))
    check_misuse(done)
    assert done.err == "Error: docs/nowhere does not exist\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "xml"], ["--format", "'xml'", "'text', 'json'"]),
        (["--fail-on", "never"], ["--fail-on", "'never'", "'error', 'warning', 'information', 'hint'"]),
        (["--fail-on"], ["--fail-on"]),
        (["--severity", "error"], ["--severity"]),
    ],
)
def test_options_that_make_no_sense(tmp_path: Path, arguments: list[str], words: list[str]) -> None:
    check_misuse(run("check", *arguments, folder=write(tmp_path, WRONG)), *words)


def test_another_folder_as_if_it_were_the_current_one(tmp_path: Path) -> None:
    write(tmp_path / "shop", WRONG)
    (tmp_path / "shop" / "src").mkdir()
    for root in ("shop", "shop/src"):
        found = run("check", "-C", root, folder=tmp_path)
        assert found.status == 1
        assert f"shop/{FEATURE_FOLDER}/subtask_01.json:6:" in found.out
    assert run("check", "--root", "shop", ".tmp/tasks/gift-cards/task.json", folder=tmp_path).status == 0
    assert run("check", "-C", "none", folder=tmp_path).err == "Error: none does not exist\n"
