"""What is silenced, in which order findings come, and what an archived feature is spared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from callsheet.rules import RULES, Finding
from callsheet.rules.engine import Checker, _checks, related_span, span_of
from callsheet.rules.registry import Context
from callsheet.text import Text
from callsheet.workspace.facts import Facts
from tests.rules.helpers import check_findings, findings_of
from tests.workspaces import FEATURE_FOLDER, read_fixture

# $callsheet.ignore


def test_a_document_silences_a_rule() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "$callsheet": {"ignore": ["broken-reference", "no-deliverables"]},
  "context_files": ["docs/a.md"],
  «"acceptance_criteria"»{no-acceptance-criteria}: []
}
""",
        "broken-reference",
        "no-deliverables",
    )


def test_a_value_silences_a_rule_for_itself_and_what_is_in_it() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "context_files": [
    {"path": "docs/a.md", "lines": "9-1", "$callsheet": {"ignore": ["broken-reference"]}},
    {"path": «"docs/a.md"»{broken-reference}}
  ]
}
"""
    )


@pytest.mark.parametrize(
    "setting", ["null", "[]", '"broken-reference"', '{"ignore": "broken-reference"}', '{"ignore": [1, null, {}]}']
)
def test_a_setting_of_another_form_silences_nothing(setting: str) -> None:
    check_findings(
        f'--- subtask_01.json\n{{"$callsheet": {setting}, "context_files": [«"docs/a.md"»{{broken-reference}}]}}\n'
    )


def test_yaml_has_the_member_too() -> None:
    check_findings(
        "--- subtask_01.yaml\n$callsheet:\n  ignore: [broken-reference]\ncontext_files: [docs/a.md]\n",
        "broken-reference",
    )


# comments in YAML


def test_a_comment_silences_rules_on_its_line_or_the_next() -> None:
    check_findings(
        """
--- subtask_01.yaml
# callsheet: ignore missing-field
id: gift-cards-01
context_files:
  - docs/a.md  # callsheet: ignore broken-reference, too-long
  # callsheet: ignore broken-reference
  # It will be written later.

  - docs/b.md
  - «docs/c.md»{broken-reference}  # callsheet: ignore too-long
""",
        "missing-field",
    )


def test_a_comment_silences_rules_in_markdown() -> None:
    record = "--- /docs/adr/{}.md\n{}"
    other = record.format("001-draw-cards", "# 001. Draw cards\n")
    for text in (
        "<!-- callsheet: ignore duplicate-name, id-mismatch -->\n# 002. Sell cards\n",
        "# 002. Sell cards <!-- callsheet: ignore id-mismatch, duplicate-name -->\n",
    ):
        check_findings(other + record.format("001-sell-cards", text), "duplicate-name", "id-mismatch")
    text = "<!-- callsheet: ignore duplicate-name -->\n# «002»{id-mismatch}. Sell cards\n"
    check_findings(f"--- /docs/adr/001-sell-cards.md\n{text}")


def test_json_has_no_comments() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "title": "# callsheet: ignore broken-reference",
  "context_files": [«"docs/a.md"»{broken-reference}]
}
"""
    )


def test_moving_a_comment_is_noticed(tmp_path: Path) -> None:
    """The facts of the document stay the same, its findings do not."""
    path = ".tmp/tasks/gift-cards/subtask_01.yaml"
    session = read_fixture("--- task.json\n{}\n").session(tmp_path)
    checker = Checker()

    def count(text: str) -> int:
        session.open(path, Text(text))
        found = checker.findings(session.snapshot, path)
        return sum(finding.rule == "broken-reference" for finding in found)

    assert count("# callsheet: ignore broken-reference\ncontext_files: [docs/a.md]\n") == 0
    assert count("# callsheet: ignore broken-reference\nseq: '01'\ncontext_files: [docs/a.md]\n") == 1
    assert count("# callsheet: ignore broken-reference\n\ncontext_files: [docs/a.md]\n") == 0


def test_moving_a_slip_is_noticed(tmp_path: Path) -> None:
    path = ".tmp/tasks/gift-cards/subtask_01.json"
    session = read_fixture("--- task.json\n{}\n").session(tmp_path)
    checker = Checker()
    for text in ('{"seq": "01"\n "title": ""}', '\n\n{"seq": "01"\n "title": ""}'):
        session.open(path, Text(text))
        (error,) = [f for f in checker.findings(session.snapshot, path) if f.rule == "syntax-error"]
        assert error.span == (text.index('\n "title') - 1, text.index('\n "title'))


# order and places


def test_findings_come_in_document_order(tmp_path: Path) -> None:
    snapshot = read_fixture("""
--- task.json
{}
--- subtask_01.json
{
  "context_files": ["docs/a.md", {"path": "docs/b.md", "lines": "9-1"}],
  "status": "done",
  "depends_on": ["09"],
  "deliverables": [],
  "seq": 1
}
""").snapshot(tmp_path)
    found = [(finding.rule, finding.pointer) for finding in findings_of(snapshot) if "01" in finding.path]
    assert found == [
        ("missing-field", ("id",)),
        ("missing-field", ("title",)),
        ("no-acceptance-criteria", ("acceptance_criteria",)),
        ("broken-reference", ("context_files", 0)),
        ("invalid-lines", ("context_files", 1, "lines")),
        ("broken-reference", ("context_files", 1, "path")),
        ("invalid-value", ("status",)),
        ("unresolved-dependency", ("depends_on", 0)),
        ("no-deliverables", ("deliverables",)),
        ("wrong-type", ("seq",)),
    ]


def test_a_part_of_a_string_is_marked_where_its_characters_can_be_told_apart() -> None:
    check_findings(
        r"""
--- subtask_01.json
{"context_files": ["@«docs/a.md»{broken-reference}", "@«docs\u002fa.md»{broken-reference}"]}
--- subtask_02.yaml
context_files:
  - "@«docs/a.md»{broken-reference}"
  - «"@docs\x2fa.md"»{broken-reference}
"""
    )


def test_every_finding_has_a_place_in_its_document(tmp_path: Path) -> None:
    """Also where its pointer leads to nothing, and for related places."""
    for number, rule in enumerate(RULES.values()):
        snapshot = read_fixture(rule.bad).snapshot(tmp_path / str(number))
        for finding in findings_of(snapshot):
            document = snapshot.document(finding.path)
            assert document is not None
            start, end = span_of(document, finding)
            assert 0 <= start <= end <= len(document.text)
            assert "\n" not in finding.message
            for related in finding.related:
                other = snapshot.document(related.path)
                assert other is not None
                first, last = related_span(other, related)
                assert 0 <= first <= last <= len(other.text)


# archived features

ARCHIVED = "/.tmp/tasks/completed/gift-cards"


def test_nobody_works_on_archived_features() -> None:
    check_findings(
        f"""
--- {ARCHIVED}/subtask_01.json
{{"id": "x", "seq": "01", "title": "Draw", "status": "completed", "depends_on": ["09"], "context_files": ["docs/a.md", "~/x"], "estimate": 1, "completion_summary": "{"x" * 300}"}}
--- {ARCHIVED}/subtask_02.json
{{"seq": "02", "status": "completed", "completed_at": "2026-03-01T09:15:00Z", "started_at": "2026-04-01T09:15:00Z", "deliverables": ["src/a.ts"]}}
""",
        *(rule.name for rule in RULES.values() if not rule.in_archive),
    )


def test_what_is_wrong_in_an_archived_file_itself_is_reported() -> None:
    check_findings(
        f"""
--- {ARCHIVED}/task.json
{{"id": "gift-cards", "status": «"archived"»{{status-mismatch}}, "subtask_count": «4»{{count-mismatch}}}}
--- {ARCHIVED}/subtask_01.json
{{"seq": "01", "status": «"done"»{{invalid-value}}}}
--- {ARCHIVED}/subtask_02.json
{{"seq": "02", "status": "pending"«,»{{syntax-error}}}}
"""
    )


def test_the_archive_is_no_feature(tmp_path: Path) -> None:
    snapshot = read_fixture("--- /.tmp/tasks/completed/task.json\n{}\n--- task.json\n{}\n").snapshot(tmp_path)
    assert list(snapshot.features) == [".tmp/tasks/gift-cards"]


def test_a_rule_that_fails_does_not_silence_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_facts: Facts, _context: Context) -> Iterator[Finding]:
        raise ZeroDivisionError

    rule = RULES["no-deliverables"]
    monkeypatch.setitem(RULES, rule.name, replace(rule, check=fail))
    _checks.cache_clear()
    snapshot = read_fixture('--- subtask_01.json\n{"seq": "01", "title": "x", "status": "done"}\n').snapshot(tmp_path)
    found = Checker().findings(snapshot, f"{FEATURE_FOLDER}/subtask_01.json")
    _checks.cache_clear()
    assert "invalid-value" in {finding.rule for finding in found}
    assert "fail failed on" in caplog.text
