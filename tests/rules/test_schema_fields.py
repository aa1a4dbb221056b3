"""The family *schema*: fields that are missing, unknown or empty."""

from __future__ import annotations

import pytest

from tests.rules.helpers import check_findings, check_fix, fix_titles

# missing-field


def test_required_fields_are_named() -> None:
    check_findings(
        """
--- task.json
«««{»{missing-field error: this task has no "name"}»{missing-field: this task has no "objective"}»{missing-field: "created_at"}"id": "gift-cards", "status": "active"}
--- subtask_01.json
«{»{missing-field: this subtask has no "seq"}"id": "gift-cards-01", "title": "Draw", "status": "pending"}
"""
    )


def test_null_is_as_good_as_nothing() -> None:
    check_findings(
        """
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": «null»{missing-field}, "status": "pending"}
"""
    )


@pytest.mark.parametrize(
    "field",
    [
        "agent_id",
        "started_at",
        "completed_at",
        "completion_summary",
        "depends_on",
        "parallel",
        "context_files",
        "bounded_context",
        "contracts",
    ],
)
def test_null_is_no_fault_where_nothing_is_required(field: str) -> None:
    check_findings(
        f'--- subtask_01.json\n{{"id": "gift-cards-01", "seq": "01", "title": "Draw", "status": "pending", "{field}": null}}\n',
        "missing-field",
        "wrong-type",
        "invalid-value",
        "unknown-field",
    )


def test_yaml_blames_the_first_key() -> None:
    check_findings("--- subtask_01.yaml\n«id»{missing-field}: gift-cards-01\nseq: '01'\ntitle: Draw\n")


def test_entries_miss_fields_too() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "id": "gift-cards-01", "seq": "01", "title": "Draw", "status": "pending",
  "context_files": ["a.md", «{»{missing-field: item 2 of "context_files" has no "path"}"reason": "why"}],
  "contracts": [«{»{missing-field: has no "status"}"type": "api", "name": "CardAPI"}],
  "design_components": [
    {"type": "figma", "url": "https://example.org"},
    {"type": "sketch", "path": "design/card.png"},
    «{»{missing-field: item 3 of "design_components" needs a "url" or a "path"}"type": "sketch"},
    «{»{missing-field: needs a "url" or a "path"}"type": "sketch", "path": null}
  ]
}
"""
    )


def test_all_missing_fields_are_added_where_they_belong() -> None:
    before = '--- task.json\n{\n  "id": "gift-cards",\n  "subtask_count": 0\n}\n'
    assert fix_titles(before, "missing-field") == ['Add "name"', "Add all missing fields"]
    check_fix(
        before,
        "missing-field",
        """
--- task.json
{
  "id": "gift-cards",
  "name": "Gift cards",
  "status": "active",
  "objective": "To be written: objective",
  "subtask_count": 0,
  "created_at": "2026-03-01T09:15:00Z"
}
""",
        "Add all missing fields",
    )


def test_fields_of_an_entry_are_added() -> None:
    check_fix(
        '--- task.json\n{\n  "wsjf_score": {"business_value": 3, "time_criticality": 2, "risk_reduction": 1},\n'
        '  "id": "gift-cards", "name": "a", "status": "active", "objective": "b", "created_at": "2026-03-01T09:15:00Z"\n}\n',
        "missing-field",
        '--- task.json\n{\n  "wsjf_score": {"business_value": 3, "time_criticality": 2, "risk_reduction": 1, "job_size": 1},\n'
        '  "id": "gift-cards", "name": "a", "status": "active", "objective": "b", "created_at": "2026-03-01T09:15:00Z"\n}\n',
    )


def test_a_near_miss_is_not_missing_as_well() -> None:
    check_findings(
        """
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", «"titel"»{unknown-field error: did you mean "title"?}: "Draw", "status": "pending"}
""",
        "missing-field",
    )


# unknown-field


def test_unknown_fields_are_one_hint_a_document() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "seq": "01",
  «"estimate"»{unknown-field hint: "estimate", "notes", "weight" are no fields of the format}: 3,
  "notes": "x",
  "context_files": [{"path": "a.md", "weight": 1}]
}
--- subtask_02.json
{"seq": "02", «"estimate"»{unknown-field hint: "estimate" is no field of the format}: 3}
"""
    )


def test_some_fields_are_free() -> None:
    check_findings(
        '--- subtask_01.json\n{"$schema": "x", "$callsheet": {"ignore": []}, "x-team": 1, "context_files": [{"path": "a", "x-y": 1}]}\n',
        "unknown-field",
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("completed_summary", "completion_summary"),
        ("dependencies", "depends_on"),
        ("dependsOn", "depends_on"),
        ("acceptance-criteria", "acceptance_criteria"),
        ("exit_criteria", "acceptance_criteria"),
        ("deliverable", "deliverables"),
        ("context_file", "context_files"),
        ("startedAt", "started_at"),
        ("suggested_agents", "suggested_agent"),
    ],
)
def test_near_misses_are_warnings_with_a_fix(written: str, meant: str) -> None:
    check_findings(
        f'--- subtask_01.json\n{{"seq": "01", «"{written}"»{{unknown-field warning: did you mean "{meant}"?}}: null}}\n',
        "no-acceptance-criteria" if meant == "acceptance_criteria" else "too-long",
    )
    check_fix(
        f'--- subtask_01.json\n{{"{written}": "x"}}\n', "unknown-field", f'--- subtask_01.json\n{{"{meant}": "x"}}\n'
    )


def test_a_field_beside_the_right_one_is_no_near_miss() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": "01", "completion_summary": "x", «"completed_summary"»{unknown-field hint: is no field of the format}: "y"}
"""
    )


def test_a_near_miss_takes_the_place_of_a_null() -> None:
    check_fix(
        '--- subtask_01.json\n{\n  "completion_summary": null,\n  "completed_summary": "y"\n}\n',
        "unknown-field",
        '--- subtask_01.json\n{\n  "completion_summary": "y"\n}\n',
    )


def test_near_misses_in_entries() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "context_files": [
    {"path": "a.md", «"line"»{unknown-field warning: did you mean "lines"?}: "1-3"},
    {"path": "b.md", "lines": "1-3", «"line"»{unknown-field hint}: "1-3"}
  ]
}
"""
    )


def test_yaml_near_misses() -> None:
    check_fix(
        "--- subtask_01.yaml\nseq: '01'\ncompleted_summary: Drawn  # at last\n",
        "unknown-field",
        "--- subtask_01.yaml\nseq: '01'\ncompletion_summary: Drawn  # at last\n",
    )


# no-acceptance-criteria, no-deliverables


def test_lists_that_are_wanting() -> None:
    check_findings(
        """
--- subtask_01.json
«{»{no-acceptance-criteria warning}"title": "Draw", «"deliverables"»{no-deliverables warning}: []}
--- subtask_02.json
{"title": "Draw", "acceptance_criteria": ["Drawn"], "deliverables": ["a.svg"]}
--- subtask_03.yaml
title: Draw
«acceptance_criteria»{no-acceptance-criteria}: []
deliverables: [a.svg]
--- subtask_04.json
{"title": "Draw", "acceptance_criteria": ["Drawn"], «"deliverables"»{no-deliverables}: null}
"""
    )


def test_where_very_many_fields_are_unknown_none_is_taken_for_a_slip() -> None:
    own = ", ".join(f'"k{number}": 1' for number in range(1, 600))
    check_findings(f'{{«"k0"»{{unknown-field}}: 1, {own}, "completed_summary": "Done"}}\n')
