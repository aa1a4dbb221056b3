"""The family *syntax*."""

from __future__ import annotations

from tests.rules.helpers import check_findings, check_fix, fix_titles


def test_a_missing_comma_is_reported_where_it_is_missing() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "seq": "01",
  "status": "pending«"»{syntax-error error: expected a comma}
  "parallel": true
}
"""
    )


def test_the_missing_comma_is_inserted() -> None:
    fix = check_fix(
        '--- subtask_01.json\n{\n  "seq": "01"\n  "parallel": true\n}\n',
        "syntax-error",
        '--- subtask_01.json\n{\n  "seq": "01",\n  "parallel": true\n}\n',
    )
    assert fix.is_safe
    assert check_fix(
        '--- subtask_01.json\n{"seq": "01",}\n', "syntax-error", '--- subtask_01.json\n{"seq": "01"}\n'
    ).is_safe
    assert not check_fix(
        '--- subtask_01.json\n{"seq": "01"}]\n', "syntax-error", '--- subtask_01.json\n{"seq": "01"}\n'
    ).is_safe


def test_yaml_has_syntax_errors_too() -> None:
    found = check_findings("--- subtask_01.yaml\nseq: '01'\nstatus: pending\n  parallel: true\n", "missing-field")
    assert found == []
    (error,) = check_findings(
        """
--- subtask_01.yaml
seq: '01'
title: «"Draw»{syntax-error}
"""
    )
    assert error.message


def test_a_slip_makes_nothing_else_look_wrong() -> None:
    """Half-typed documents: what lies on the slip or may hide behind it is quiet."""
    check_findings(
        """
--- subtask_01.json
{
  "seq": "01",
  "status": "completed«"»{syntax-error: expected a comma}
  «"»{syntax-error: expected a closing quotation mark}
""",
        "missing-field",
        "no-deliverables",
        "no-acceptance-criteria",
        "unknown-field",
        "status-stub",
        "incomplete-record",
    )


def test_a_value_being_typed_is_not_judged() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "seq": "01",
  "depends_on": ["0
}
""",
        "unresolved-dependency",
    )


def test_a_broken_sibling_still_exists() -> None:
    """Neither its number nor its unknown status makes others look wrong."""
    check_findings(
        """
--- task.json
{"id": "gift-cards", "status": "active", "subtask_count": 3, "completed_count": 1}
--- subtask_01.json
{"seq": "01", "status": "completed"}
--- subtask_02.json
{"seq": "02" "status":
--- subtask_03.json
{"seq": "03", "status": "in_progress", "depends_on": ["02"]}
""",
        "unresolved-dependency",
        "count-mismatch",
        "premature-status",
        "status-mismatch",
        "missing-task-file",
    )


def test_an_empty_document_has_one_finding() -> None:
    check_findings(
        "--- task.json\n«\n»{syntax-error}",
        "missing-field",
        "wrong-type",
        "missing-task-file",
    )


def test_a_null_that_hides_a_value_is_an_error() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "seq": "01",
  "completed_at": "2026-03-02T10:20:00Z",
  "parallel": true,
  «"completed_at"»{duplicate-key error: null hides "2026-03-02T10:20:00Z"}: null
}
"""
    )


def test_a_repeated_or_hidden_null_is_a_warning() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "seq": "01",
  "parallel": true,
  «"parallel"»{duplicate-key warning: the last one counts}: true,
  "agent_id": null,
  «"agent_id"»{duplicate-key warning}: "painter"
}
"""
    )


def test_every_further_key_is_reported_at_its_place() -> None:
    found = check_findings(
        """
--- subtask_01.json
{
  "seq": "01",
  "title": "a",
  «"title"»{duplicate-key error: null hides "a"}: "b",
  «"title"»{duplicate-key error: null hides "a"}: null,
  "context_files": [{"path": "x", «"path"»{duplicate-key error}: "y"}]
}
"""
    )
    assert all(finding.related[0].span is not None for finding in found)


def test_duplicates_inside_a_hidden_value_are_not_reported() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "a": {"b": 1, "b": 2},
  «"a"»{duplicate-key}: [1]
}
"""
    )


def test_yaml_knows_duplicate_keys() -> None:
    check_findings("--- subtask_01.yaml\nseq: '01'\nagent_id: painter\n«agent_id»{duplicate-key error}: null\n")


def test_one_of_several_values_is_kept() -> None:
    before = '--- subtask_01.json\n{"seq": "01", "title": "a", "title": "b", "title": null}\n'
    assert fix_titles(before, "duplicate-key") == ['Keep "a"', 'Keep "b"', "Keep null"]
    check_fix(before, "duplicate-key", '--- subtask_01.json\n{"seq": "01", "title": "b"}\n', 'Keep "b"')
    check_fix(before, "duplicate-key", '--- subtask_01.json\n{"seq": "01", "title": null}\n', "Keep null")


def test_keeping_a_value_is_safe_only_where_nothing_is_lost() -> None:
    same = '--- subtask_01.json\n{"title": "a", "title": "a"}\n'
    assert fix_titles(same, "duplicate-key") == ['Keep "a"']
    assert check_fix(same, "duplicate-key", '--- subtask_01.json\n{"title": "a"}\n').is_safe
    hidden_null = '--- subtask_01.json\n{"title": null, "title": "a"}\n'
    assert check_fix(hidden_null, "duplicate-key", '--- subtask_01.json\n{"title": "a"}\n').is_safe
    hidden = '--- subtask_01.json\n{"title": "a", "title": null}\n'
    assert not check_fix(hidden, "duplicate-key", '--- subtask_01.json\n{"title": "a"}\n').is_safe
