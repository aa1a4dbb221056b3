"""`callsheet check --format sarif`: valid by the schema of the standard, and what GitHub asks for beyond that."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet import __version__
from callsheet.cli.examination import examine
from callsheet.cli.formats.line_hashes import line_hashes
from callsheet.cli.formats.sarif import SCHEMA, render
from callsheet.cli.progress import Progress
from callsheet.cli.workspaces import Target
from callsheet.rules import RULES, Severity
from tests.cli.helpers import DOUBTFUL, EXAMPLE, RIGHT, TASK, WRONG, run, write
from tests.cli.published import check_against
from tests.workspaces import FEATURE_FOLDER, read_fixture

SUBTASK = f"{FEATURE_FOLDER}/subtask_01.json"


def check_sarif(folder: Path, *arguments: str) -> Any:
    """The one run of a valid log."""
    log = run("check", "--format", "sarif", *arguments, folder=folder).json
    check_against(SCHEMA, log)
    (only,) = log["runs"]
    return only


def rendered(root: Path) -> Any:
    """The log for all that is found in a workspace, hints included."""
    return json.loads(render([examine(Target(root), Severity.HINT, Progress())], Severity.ERROR))


def where(location: Any) -> tuple[str, int, int, int, int]:
    """The path, first line and column, last line and column of a location."""
    place = location["physicalLocation"]
    assert place["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
    region = place["region"]
    uri = place["artifactLocation"]["uri"]
    return uri, region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]


def test_a_finding(tmp_path: Path) -> None:
    found = check_sarif(write(tmp_path, WRONG))
    (result,) = found["results"]
    assert (result["ruleId"], result["level"]) == ("unresolved-dependency", "error")
    assert result["message"] == {"text": '"09" is no subtask of gift-cards'}
    assert [where(location) for location in result["locations"]] == [(SUBTASK, 6, 18, 6, 22)]
    assert "relatedLocations" not in result


def test_the_tool_and_the_rules_that_were_found(tmp_path: Path) -> None:
    found = check_sarif(write(tmp_path, WRONG.replace('["Front and back exist"]', "[]")))
    driver = found["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("Callsheet", __version__)
    assert [rule["id"] for rule in driver["rules"]] == ["no-acceptance-criteria", "unresolved-dependency"]
    for result in found["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    rule = driver["rules"][1]
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["shortDescription"]["text"] == RULES["unresolved-dependency"].summary
    assert rule["help"]["markdown"].startswith("# unresolved-dependency\n")


def test_the_level_is_that_of_the_finding_and_the_rule_keeps_its_own(tmp_path: Path) -> None:
    found = check_sarif(write(tmp_path, f'{WRONG}--- /callsheet.toml\nrules.unresolved-dependency = "information"\n'))
    ((result,), (rule,)) = found["results"], found["tool"]["driver"]["rules"]
    assert (result["level"], rule["defaultConfiguration"]) == ("note", {"level": "error"})
    assert rule["properties"] == {"tags": ["graph"]}


def test_nothing_found_is_a_run_without_results(tmp_path: Path) -> None:
    found = check_sarif(write(tmp_path, RIGHT))
    assert (found["results"], found["tool"]["driver"]["rules"]) == ([], [])


def test_hints_are_left_out_unless_they_are_asked_for(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT.replace('"title"', '"colour": "red",\n  "title"'))
    assert check_sarif(root)["results"] == []
    assert [result["level"] for result in check_sarif(root, "--fail-on", "hint")["results"]] == ["note"]


def test_columns_count_code_points_and_other_places_have_numbers(tmp_path: Path) -> None:
    whole = '{{"id": "gift-cards-0{0}", "seq": "0{0}", "title": "🎁", "status": "pending", "depends_on": ["0{1}"]}}\n'
    two = TASK.replace('"subtask_count": 1', '"subtask_count": 2')
    write(tmp_path, f"{two}--- subtask_01.json\n{whole.format(1, 2)}--- subtask_02.json\n{whole.format(2, 1)}")
    found = check_sarif(tmp_path)
    assert found["columnKind"] == "unicodeCodePoints"
    cycles = [result for result in found["results"] if result["ruleId"] == "dependency-cycle"]
    column = whole.format(1, 2).index('"02"') + 1
    assert where(cycles[0]["locations"][0]) == (SUBTASK, 1, column, 1, column + 4)
    (related,) = cycles[0]["relatedLocations"]
    assert (related["id"], related["message"]) == (1, {"text": "02 depends on 01"})
    assert where(related) == where(cycles[1]["locations"][0])


@pytest.mark.parametrize("folder", ["gift cards", "größe-🎁", "50%-off#1", "a:b"])
def test_paths_are_uris(tmp_path: Path, folder: str) -> None:
    write(tmp_path, f'--- /.tmp/tasks/{folder.replace(" ", "_")}/subtask_01.json\n{{"seq": 1}}')
    (tmp_path / ".tmp" / "tasks" / folder.replace(" ", "_")).rename(tmp_path / ".tmp" / "tasks" / folder)
    uris = {where(result["locations"][0])[0] for result in check_sarif(tmp_path)["results"]}
    assert {unquote(uri) for uri in uris} == {f".tmp/tasks/{folder}/subtask_01.json"}
    assert all(uri.isascii() and not set(uri) & set(" #:") for uri in uris)


def test_paths_are_relative_to_the_repository_and_so_differ_between_workspaces(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in ("shop", "till"):
        write(tmp_path / "apps" / name, WRONG)
    expected = [f"apps/shop/{SUBTASK}", f"apps/till/{SUBTASK}"]
    for folder in (tmp_path, tmp_path / "apps"):
        assert [where(result["locations"][0])[0] for result in check_sarif(folder)["results"]] == expected
    assert [where(result["locations"][0])[0] for result in check_sarif(tmp_path / "apps" / "shop")["results"]] == [
        expected[0]
    ]


def test_every_rule_is_valid_and_within_the_limits_of_code_scanning(tmp_path: Path) -> None:
    described: dict[str, Any] = {}
    for number, rule in enumerate(RULES.values()):
        log = rendered(read_fixture(rule.bad).write_to(tmp_path / str(number)))
        check_against(SCHEMA, log)
        described |= {each["id"]: each for each in log["runs"][0]["tool"]["driver"]["rules"]}
        assert all(result["partialFingerprints"] for result in log["runs"][0]["results"])
    assert described.keys() == RULES.keys()
    for each in described.values():
        assert 0 < len(each["shortDescription"]["text"]) <= 1024
        assert 0 < len(each["fullDescription"]["text"]) <= 1024
        assert each["help"]["text"]
        assert "](README" not in each["help"]["markdown"]


def test_a_broken_file_with_a_lone_surrogate(tmp_path: Path) -> None:
    write(tmp_path, f'{RIGHT}--- subtask_02.json\n{{"seq": "02", "depends_on": ["\\ud800"], "title": "\x01')
    assert "syntax-error" in {result["ruleId"] for result in check_sarif(tmp_path)["results"]}


def test_a_value_in_a_message_is_no_link(tmp_path: Path) -> None:
    (result,) = check_sarif(write(tmp_path, WRONG.replace('"09"', '"[see](1)"')))["results"]
    assert "[see] (1)" in result["message"]["text"]


def test_nor_is_one_in_what_is_said_of_another_place(tmp_path: Path) -> None:
    examination = examine(Target(write(tmp_path, WRONG)), Severity.HINT, Progress())
    (located,) = examination.located
    elsewhere = located._replace(related=[(located.place, "as in [see](1)")])
    log = json.loads(render([replace(examination, located=[elsewhere])], Severity.ERROR))
    ((related,),) = (result["relatedLocations"] for result in log["runs"][0]["results"])
    assert related["message"] == {"text": "as in [see] (1)"}


def test_the_schema_would_notice() -> None:
    with pytest.raises(jsonschema.ValidationError):
        check_against(SCHEMA, {"version": "2.1.0", "runs": [{"tool": {}, "results": []}]})


def test_the_example_is_valid() -> None:
    check_sarif(EXAMPLE, "--fail-on", "hint")


# Fingerprints


def fingerprints(root: Path) -> list[str]:
    (log,) = rendered(root)["runs"]
    return [result["partialFingerprints"]["primaryLocationLineHash"] for result in log["results"]]


def test_fingerprints_stay_when_lines_move(tmp_path: Path) -> None:
    before = fingerprints(write(tmp_path / "before", DOUBTFUL))
    moved = DOUBTFUL.replace('"seq": "01",', '"seq": "01",\n\n\n  "suggested_agent": "Illustrator",')
    after = fingerprints(write(tmp_path / "after", moved))
    assert len(before) == 1
    assert before == after


def test_an_empty_file_has_one_too(tmp_path: Path) -> None:
    assert "c129715d7a2bc9a3:1" in fingerprints(write(tmp_path, f"{RIGHT}--- subtask_02.json\n"))


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
        ("a\r\n b\rc\td", line_hashes("a\nb\ncd")),
    ],
)
def test_the_hash_of_a_line_is_that_of_the_action_which_uploads_logs(text: str, hashes: list[str]) -> None:
    assert line_hashes(text) == hashes


def test_lines_of_the_same_hash_are_counted() -> None:
    hashes = line_hashes("the same line again and again\n" * 10)
    assert [each.partition(":")[2] for each in hashes[:7]] == ["1", "2", "3", "4", "5", "6", "7"]
    assert len({each.partition(":")[0] for each in hashes[:7]}) == 1


@given(st.text(), st.text(alphabet=st.characters(exclude_characters="\n\r")))
def test_what_stands_above_a_line_does_not_change_its_hash(text: str, above: str) -> None:
    moved = line_hashes(f"{above}\n{text}")
    assert [each.partition(":")[0] for each in moved[1:]] == [each.partition(":")[0] for each in line_hashes(text)]
