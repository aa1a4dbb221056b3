"""What a workspace's configuration does to findings: other severities, rules that are off, files that are not checked."""

from __future__ import annotations

from pathlib import Path

from callsheet.rules import Severity
from callsheet.rules.engine import Checker
from callsheet.text import Text
from callsheet.workspace.configuration import SEVERITIES
from callsheet.workspace.session import Session
from tests.workspaces import FEATURE_FOLDER, read_fixture

SUBTASK = f"{FEATURE_FOLDER}/subtask_01.json"
FAULTY = """
--- task.json
{"id": "gift-cards", "name": "Gift cards", "status": "active", "objective": "Sell", "created_at": "today"}
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": "Draw", "status": "pending", "acceptance_criteria": ["seen"],
 "deliverables": ["a.svg"], "context_files": ["docs/a.md"], "extra": 1, "completion_sumary": "Drawn"}
"""


def findings_of(session: Session, checker: Checker | None = None) -> list[tuple[str, str, str]]:
    """The findings as the name of the file, the severity and the rule."""
    snapshot, checker = session.snapshot, checker or Checker()
    found = [finding for facts in snapshot.files() for finding in checker.findings(snapshot, facts.path)]
    return sorted((finding.path.rpartition("/")[2], finding.severity.label, finding.rule) for finding in found)


def check_configured(root: Path, configuration: str, *expected: tuple[str, str, str]) -> None:
    """Check the findings of two faulty files by a configuration, severity and rule each."""
    session = read_fixture(f"{FAULTY}--- /callsheet.toml\n{configuration}\n").session(root)
    assert findings_of(session) == sorted(expected)


def test_the_severities_are_those_of_findings() -> None:
    assert (*(severity.label for severity in Severity), "off") == SEVERITIES


BROKEN = ("subtask_01.json", "warning", "broken-reference")
NO_FIELD = ("subtask_01.json", "hint", "unknown-field")
NEAR_MISS = ("subtask_01.json", "warning", "unknown-field")
NO_TIME = ("task.json", "error", "invalid-value")


def test_as_it_comes(tmp_path: Path) -> None:
    check_configured(tmp_path, "", BROKEN, NO_FIELD, NEAR_MISS, NO_TIME)


def test_another_severity(tmp_path: Path) -> None:
    error = ("subtask_01.json", "error", "broken-reference")
    check_configured(tmp_path, '[rules]\nbroken-reference = "error"', error, NO_FIELD, NEAR_MISS, NO_TIME)


def test_one_severity_for_all_grades_of_a_rule(tmp_path: Path) -> None:
    graded = ("subtask_01.json", "information", "unknown-field")
    check_configured(tmp_path, '[rules]\nunknown-field = "information"', BROKEN, graded, graded, NO_TIME)


def test_a_rule_that_is_off(tmp_path: Path) -> None:
    check_configured(tmp_path, '[rules]\nunknown-field = "off"\ninvalid-value = "off"', BROKEN)


def test_files_that_are_not_checked(tmp_path: Path) -> None:
    check_configured(tmp_path, 'ignore = ["subtask_*"]', NO_TIME)
    check_configured(tmp_path, 'ignore = ["/.tmp/tasks/gift-cards/*", "!subtask_01.json"]', BROKEN, NO_FIELD, NEAR_MISS)


def test_files_that_are_not_checked_still_define_what_they_define(tmp_path: Path) -> None:
    fixture = """
--- subtask_01.json
{"seq": "01", "depends_on": ["02"]}
--- subtask_02.json
{"seq": "02"}
--- /callsheet.toml
ignore = ["subtask_02.json"]
[rules]
missing-field = "off"
no-deliverables = "off"
no-acceptance-criteria = "off"
missing-task = "off"
"""
    session = read_fixture(fixture).session(tmp_path)
    assert not [finding for finding in findings_of(session) if finding[0] == "subtask_02.json"]
    assert not [finding for finding in findings_of(session) if finding[2] == "unresolved-dependency"]


def test_what_is_remembered_is_forgotten_with_another_configuration(tmp_path: Path) -> None:
    session, checker = read_fixture(FAULTY).session(tmp_path), Checker()
    everything = sorted([BROKEN, NO_FIELD, NEAR_MISS, NO_TIME])
    assert findings_of(session, checker) == everything
    session.open("callsheet.toml", Text('[rules]\nbroken-reference = "off"\nunknown-field = "off"\n'))
    assert findings_of(session, checker) == [NO_TIME]
    session.open("callsheet.toml", Text('ignore = ["task.json"]\n'))
    assert findings_of(session, checker) == sorted([BROKEN, NO_FIELD, NEAR_MISS])
    session.close("callsheet.toml")
    assert findings_of(session, checker) == everything


def test_findings_are_remembered_while_the_configuration_says_the_same(tmp_path: Path) -> None:
    session, checker = read_fixture(f"{FAULTY}--- /callsheet.toml\nignore = []\n").session(tmp_path), Checker()
    before = checker.findings(session.snapshot, SUBTASK)
    session.open("callsheet.toml", Text("# nothing is set\nignore = []\n"))
    assert checker.findings(session.snapshot, SUBTASK) is before
