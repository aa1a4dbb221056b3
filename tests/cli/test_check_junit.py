"""`callsheet check --format junit`: a report that is green exactly where the command ends with 0."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from callsheet.cli.examination import examine
from callsheet.cli.formats.junit import render
from callsheet.cli.progress import Progress
from callsheet.cli.workspaces import Target
from callsheet.rules import RULES, Severity
from tests.cli.helpers import DOUBTFUL, RIGHT, WRONG, run, write
from tests.workspaces import FEATURE_FOLDER, read_fixture

SUBTASK = f"{FEATURE_FOLDER}/subtask_01.json"


def read(report: str) -> ET.Element:
    """The root of a report whose counts are those of its tests."""
    root = ET.fromstring(report.encode())
    assert root.tag == "testsuites"
    for element in (root, *root):
        tests = list(element.iter("testcase"))
        assert element.attrib["tests"] == str(len(tests))
        assert element.attrib["failures"] == str(sum(test.find("failure") is not None for test in tests))
        assert element.attrib["errors"] == "0"
    return root


def check_junit(folder: Path, *arguments: str) -> ET.Element:
    """A report with a failure exactly where the exit status is 1."""
    done = run("check", "--format", "junit", *arguments, folder=folder)
    root = read(done.out)
    assert done.status == (1 if int(root.attrib["failures"]) else 0)
    return root


def failed(root: ET.Element) -> list[str]:
    return [test.attrib["name"] for test in root.iter("testcase") if test.find("failure") is not None]


def test_every_document_is_a_test(tmp_path: Path) -> None:
    root = check_junit(write(tmp_path, WRONG))
    first, second = root.iter("testcase")
    assert first.attrib == {"classname": "callsheet.check", "name": SUBTASK, "file": SUBTASK, "line": "6"}
    failure = first.find("failure")
    assert failure is not None
    assert failure.attrib == {"message": '"09" is no subtask of gift-cards', "type": "unresolved-dependency"}
    assert failure.text == f'{SUBTASK}:6:18: error: "09" is no subtask of gift-cards [unresolved-dependency]'
    assert second.attrib["name"] == f"{FEATURE_FOLDER}/task.json"
    assert list(second) == []


def test_the_findings_of_a_document_are_one_failure(tmp_path: Path) -> None:
    root = check_junit(write(tmp_path, WRONG.replace('"pending"', '"done"')))
    (failure,) = root.iter("failure")
    assert failure.attrib == {"message": "2 findings", "type": "invalid-value, unresolved-dependency"}
    assert failure.text is not None
    assert len(failure.text.splitlines()) == 2


@pytest.mark.parametrize(
    ("fixture", "fail_on", "failures"),
    [
        (WRONG, "error", [SUBTASK]),
        (DOUBTFUL, "error", []),
        (DOUBTFUL, "warning", [SUBTASK]),
        (DOUBTFUL, "hint", [SUBTASK]),
        (RIGHT, "hint", []),
    ],
)
def test_what_is_grave_enough_fails(tmp_path: Path, fixture: str, fail_on: str, failures: list[str]) -> None:
    assert failed(check_junit(write(tmp_path, fixture), "--fail-on", fail_on)) == failures


def test_what_is_not_is_the_output_of_the_test(tmp_path: Path) -> None:
    (output,) = check_junit(write(tmp_path, DOUBTFUL)).iter("system-out")
    assert output.text is not None
    assert output.text.startswith(f"{SUBTASK}:7:")


def test_every_workspace_is_a_suite(tmp_path: Path) -> None:
    write(tmp_path / "apps" / "shop", WRONG)
    write(tmp_path / "apps" / "till", RIGHT)
    root = check_junit(tmp_path)
    assert [(suite.attrib["name"], suite.attrib["failures"]) for suite in root] == [
        ("apps/shop", "1"),
        ("apps/till", "0"),
    ]
    assert failed(root) == [f"apps/shop/{SUBTASK}"]


def test_one_workspace_is_called_after_its_folder(tmp_path: Path) -> None:
    (suite,) = check_junit(write(tmp_path / "shop", RIGHT))
    assert suite.attrib["name"] == "shop"


def test_characters_that_xml_does_not_have(tmp_path: Path) -> None:
    wrong = '"<&\\"\\u0000\\u001b\\ud800\\ufffe]]>"'
    (failure,) = check_junit(write(tmp_path, WRONG.replace('"09"', wrong))).iter("failure")
    assert "<&" in failure.attrib["message"]
    assert "]]>" in failure.attrib["message"]


def test_every_rule_can_be_read(tmp_path: Path) -> None:
    for number, rule in enumerate(RULES.values()):
        root = read_fixture(rule.bad).write_to(tmp_path / str(number))
        report = read(render([examine(Target(root), Severity.HINT, Progress())], Severity.HINT))
        assert rule.name in {name for failure in report.iter("failure") for name in failure.attrib["type"].split(", ")}
