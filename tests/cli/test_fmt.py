"""`callsheet fmt`: JSON and YAML documents laid out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.helpers import EXAMPLE, RIGHT, modules_of, run, write
from tests.cli.test_check_diff import PROGRAMS, apply
from tests.cli.test_check_fix import contents
from tests.workspaces import FEATURE_FOLDER

FORMATTED = RIGHT.replace("}\n\n---", "}\n---")

UNTIDY = f"""{FORMATTED}\
--- subtask_02.json
{{ "id":"gift-cards-02","seq":"02",
  "title":"Print the card" , "depends_on":["01"]}}
--- subtask_03.yaml
id:   gift-cards-03   # the last
seq: "03"
depends_on:   [ "01","02" ]
"""

TIDY = {
    "subtask_02.json": """{
  "id": "gift-cards-02",
  "seq": "02",
  "title": "Print the card",
  "depends_on": ["01"]
}
""",
    "subtask_03.yaml": """id: gift-cards-03   # the last
seq: "03"
depends_on: [ "01", "02" ]
""",
}

PATHS = [f"{FEATURE_FOLDER}/{name}" for name in TIDY]

SLIP = '--- subtask_04.json\n{"id": "gift-cards-04"  "seq": "04"}\n'


def check_fmt(
    root: Path, fixture: str, *arguments: str, changed: list[str], listed: list[str] | None = None, status: int = 0
) -> str:
    """What is said of formatting a workspace, after a look that only the named files have changed, and to what."""
    before = contents(write(root, fixture))
    done = run("fmt", *arguments, folder=root)
    tidy = {f"{FEATURE_FOLDER}/{name}": text.encode() for name, text in TIDY.items()}
    assert contents(root) == before | {path: tidy[path] for path in changed}
    assert done.out.splitlines() == (changed if listed is None else listed)
    assert done.status == status
    return done.err


def test_files_are_formatted_and_listed(tmp_path: Path) -> None:
    assert check_fmt(tmp_path, UNTIDY, changed=PATHS) == "2 files formatted, 2 files formatted already\n"


def test_a_second_time_there_is_nothing_to_do(tmp_path: Path) -> None:
    check_fmt(tmp_path, UNTIDY, changed=PATHS)
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert run("fmt", folder=tmp_path).err == "4 files formatted already\n"
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == after


def test_only_what_is_named(tmp_path: Path) -> None:
    assert check_fmt(tmp_path, UNTIDY, PATHS[0], changed=PATHS[:1]) == "1 file formatted\n"


def test_check_lists_and_changes_nothing(tmp_path: Path) -> None:
    said = check_fmt(tmp_path, UNTIDY, "--check", changed=[], listed=PATHS, status=1)
    assert said == "2 files would be formatted, 2 files formatted already\n"
    assert check_fmt(tmp_path / "other", FORMATTED, "--check", changed=[]) == "2 files formatted already\n"


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program[0])
def test_a_diff_can_be_carried_out(tmp_path: Path, program: list[str]) -> None:
    root = write(tmp_path, UNTIDY)
    before = contents(root)
    done = run("fmt", "--diff", folder=root)
    assert (done.status, done.err) == (1, "")
    assert contents(root) == before
    apply(program, done.out.encode(), root)
    assert contents(root) == before | {f"{FEATURE_FOLDER}/{name}": text.encode() for name, text in TIDY.items()}
    done = run("fmt", "--diff", folder=root)
    assert (done.status, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize("arguments", [[], ["--check"]])
def test_a_file_with_a_slip_of_syntax_is_left_as_it_is_and_named(tmp_path: Path, arguments: list[str]) -> None:
    said = check_fmt(tmp_path, FORMATTED + SLIP, *arguments, changed=[], status=1)
    assert said.splitlines() == [
        f"Warning: {FEATURE_FOLDER}/subtask_04.json:1:22: expected a comma; the file is left as it is",
        "2 files formatted already, 1 file left as it is",
    ]


def test_the_others_are_formatted_all_the_same(tmp_path: Path) -> None:
    assert "2 files formatted, 2 files formatted already" in check_fmt(tmp_path, UNTIDY + SLIP, changed=PATHS, status=1)


def test_the_indent_that_the_workspace_sets(tmp_path: Path) -> None:
    root = write(tmp_path, f"{FORMATTED}--- /callsheet.toml\n[formatting]\nindent = 4\n")
    task = root / FEATURE_FOLDER / "task.json"
    expected = task.read_text(encoding="utf-8").replace("\n  ", "\n    ")
    assert run("fmt", folder=root).status == 0
    assert task.read_text(encoding="utf-8") == expected


def test_files_that_are_not_checked_and_pages_are_left_alone(tmp_path: Path) -> None:
    page = "--- /docs/adr/001-paper.md\n#   Paper\n"
    ignoring = '--- /callsheet.toml\nignore   = ["subtask_03.yaml"]\n'
    assert check_fmt(tmp_path, UNTIDY + page + ignoring, changed=PATHS[:1]).startswith("1 file formatted, ")
    done = run("fmt", "docs", folder=tmp_path)
    assert (done.status, done.err) == (0, "nothing to format\n")
    done = run("fmt", PATHS[1], folder=tmp_path)
    assert (done.status, done.err) == (0, f"Warning: {PATHS[1]} is ignored by callsheet.toml\nnothing to format\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_a_file_that_is_there_twice_is_written_once(tmp_path: Path) -> None:
    root = write(tmp_path, UNTIDY)
    (root / FEATURE_FOLDER / "subtask_09.json").symlink_to("subtask_02.json")
    done = run("fmt", folder=root)
    assert done.out.splitlines() == PATHS
    assert f"{FEATURE_FOLDER}/subtask_09.json: it is a link to {PATHS[0]}" in done.err
    assert run("fmt", "--check", folder=root).status == 0


def test_several_workspaces_at_once(tmp_path: Path) -> None:
    write(tmp_path / "shop", UNTIDY)
    write(tmp_path / "till", UNTIDY)
    done = run("fmt", folder=tmp_path)
    assert done.out.splitlines() == [f"{shop}/{path}" for shop in ("shop", "till") for path in PATHS]


def test_the_example_is_formatted() -> None:
    done = run("fmt", "--check", folder=EXAMPLE)
    assert (done.status, done.out) == (0, "")


def test_standard_input(tmp_path: Path) -> None:
    root = write(tmp_path, UNTIDY)
    before = contents(root)
    text = before[PATHS[0]]
    options = ["-", "--stdin-path", f"{FEATURE_FOLDER}/subtask_07.json"]
    done = run("fmt", *options, folder=root, given=text)
    assert (done.status, done.out, done.err) == (0, TIDY["subtask_02.json"], "")
    done = run("fmt", "--check", *options, folder=root, given=text)
    assert (done.status, done.out, done.err) == (1, f"{options[-1]}\n", "1 file would be formatted\n")
    assert run("fmt", "--diff", *options, folder=root, given=text).out.startswith(f"--- a/{options[-1]}\n")
    assert contents(root) == before


def test_standard_input_with_a_slip_comes_out_as_it_went_in(tmp_path: Path) -> None:
    root = write(tmp_path, FORMATTED)
    done = run("fmt", "-", "--stdin-path", PATHS[0], folder=root, given=b'{"id": \r\n')
    assert (done.status, done.out) == (1, '{"id": \r\n')
    assert done.err.startswith(f"Warning: {PATHS[0]}:1:")


def test_no_rules_are_imported(tmp_path: Path) -> None:
    modules = modules_of("fmt", folder=write(tmp_path, FORMATTED))
    assert "callsheet.cli.commands.fmt" in modules
    assert not {"callsheet.rules", "yaml", "pydantic", "openapi_spec_validator"} & modules
