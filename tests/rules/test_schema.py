"""The family *schema*."""

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


# wrong-type


def test_wrong_types_are_named() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "seq": «1»{wrong-type error: "seq" must be a string, not a number},
  "parallel": «"true"»{wrong-type: "parallel" must be true or false, not a string},
  «"completion_summary"»{wrong-type: must be a string, not an object}: {"text": "done"},
  "depends_on": [«1»{wrong-type: item 1 of "depends_on" must be a string, not a number}, «null»{wrong-type}],
  "context_files": [«3»{wrong-type: must be a string or an object, not a number}]
}
--- task.json
{"subtask_count": «1.5»{wrong-type: "subtask_count" must be a whole number, not a number}}
"""
    )


def test_a_document_that_is_no_object() -> None:
    check_findings(
        "--- subtask_01.json\n«[»{wrong-type: the document must be an object, not a list}1]\n", "missing-field"
    )
    check_findings("--- subtask_01.json\n«null»{wrong-type}\n", "missing-field")
    check_findings('--- subtask_01.json\n«"text"»{wrong-type}\n', "missing-field")


def test_yaml_numbers() -> None:
    """`01` is a number to everybody, `08` to readers of YAML 1.2 only; either way nothing else goes wrong."""
    check_findings(
        """
--- subtask_01.yaml
seq: «01»{wrong-type error: "seq" must be a string, not a number}
--- subtask_08.yaml
seq: «08»{wrong-type warning: to tools that read YAML 1.2}
depends_on: ["01"]
--- subtask_09.yaml
seq: "09"
depends_on: [«08»{wrong-type warning}]
""",
        "seq-mismatch",
        "unresolved-dependency",
        "invalid-value",
    )


def test_a_yaml_item_that_is_being_typed() -> None:
    check_findings("--- subtask_01.yaml\nseq: '01'\ndepends_on:\n  - \n", "wrong-type", "unresolved-dependency")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"seq": 1', '"seq": "01"'),
        ('"depends_on": [3]', '"depends_on": ["03"]'),
        ('"title": 3', '"title": "3"'),
        ('"title": 1.5', '"title": "1.5"'),
        ('"parallel": "True"', '"parallel": true'),
        ('"context_files": {"path": "a.md"}', '"context_files": [{"path": "a.md"}]'),
    ],
)
def test_what_can_only_mean_one_thing_is_converted(before: str, after: str) -> None:
    check_fix(f"--- subtask_02.json\n{{{before}}}\n", "wrong-type", f"--- subtask_02.json\n{{{after}}}\n")


def test_counts_are_converted() -> None:
    check_fix('--- task.json\n{"subtask_count": "3"}\n', "wrong-type", '--- task.json\n{"subtask_count": 3}\n')


def test_what_could_mean_anything_is_left_alone() -> None:
    assert fix_titles('--- subtask_01.json\n{"title": {"text": "Draw"}}\n', "wrong-type") == []
    assert fix_titles('--- subtask_01.json\n{"parallel": "maybe"}\n', "wrong-type") == []


# invalid-value


@pytest.mark.parametrize(
    ("status", "meant"),
    [
        ("done", "completed"),
        ("complete", "completed"),
        ("Completed", "completed"),
        ("in-progress", "in_progress"),
        ("In Progress", "in_progress"),
        ("started", "in_progress"),
        ("active", "in_progress"),
        ("todo", "pending"),
        ("waiting", "blocked"),
        ("blokced", "blocked"),
    ],
)
def test_the_status_that_was_meant(status: str, meant: str) -> None:
    check_findings(
        f'--- subtask_01.json\n{{"status": «"{status}"»{{invalid-value error: did you mean "{meant}"?}}}}\n',
    )
    check_fix(
        f'--- subtask_01.json\n{{"status": "{status}"}}\n',
        "invalid-value",
        f'--- subtask_01.json\n{{"status": "{meant}"}}\n',
    )


def test_a_task_in_progress_is_active() -> None:
    check_findings('--- task.json\n{"status": «"in_progress"»{invalid-value: did you mean "active"?}}\n')


def test_any_allowed_value_can_be_chosen() -> None:
    text = '--- subtask_01.json\n{"status": "purple"}\n'
    assert fix_titles(text, "invalid-value") == [
        'Change to "pending"',
        'Change to "in_progress"',
        'Change to "completed"',
        'Change to "blocked"',
    ]
    check_findings('--- subtask_01.json\n{"status": «"purple"»{invalid-value: is not one of pending, in_progress,}}\n')


def test_an_invalid_status_is_the_only_finding() -> None:
    """Counts, states and dependencies that hang on it are not reported as well."""
    check_findings(
        """
--- task.json
{"status": "active", "subtask_count": 2, "completed_count": 1}
--- subtask_01.json
{"seq": "01", "status": «"done"»{invalid-value}}
--- subtask_02.json
{"seq": "02", "status": "completed", "depends_on": ["01"]}
""",
        "count-mismatch",
        "premature-status",
        "status-mismatch",
    )


@pytest.mark.parametrize(
    "time",
    [
        "2026-03-01T09:15:00Z",
        "2026-03-01T09:15:00.123Z",
        "2026-03-01T09:15:00+02:00",
        "2026-03-01T09:15",
        "2026-03-01 09:15:00",
        "2026-03-01T00:00:00Z",
    ],
)
def test_iso_times_are_right(time: str) -> None:
    check_findings(f'--- subtask_01.json\n{{"started_at": "{time}"}}\n', "invalid-value")


@pytest.mark.parametrize("time", ["yesterday", "2026-13-01T00:00:00Z", "09:15", "", "1 March 2026"])
def test_other_times_are_not(time: str) -> None:
    check_findings(f'--- subtask_01.json\n{{"started_at": «"{time}"»{{invalid-value: is no ISO 8601 time}}}}\n')


def test_a_date_becomes_a_time() -> None:
    check_fix(
        '--- subtask_01.json\n{"started_at": "2026/03/01"}\n',
        "invalid-value",
        '--- subtask_01.json\n{"started_at": "2026-03-01T00:00:00Z"}\n',
    )


def test_numbers_of_subtasks() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": «"1"»{invalid-value: did you mean "01"?}}
--- subtask_02.json
{"seq": «"two"»{invalid-value: is no subtask number}}
--- subtask_100.json
{"seq": "100"}
""",
        "seq-mismatch",
    )


def test_ids_of_tasks() -> None:
    check_findings(
        '--- task.json\n{"id": «"Gift Cards"»{invalid-value: did you mean "gift-cards"?}}\n',
        "id-mismatch",
    )
    check_findings('--- /.tmp/tasks/GiftCards/task.json\n{"id": "GiftCards"}\n', "invalid-value", "id-mismatch")
    check_findings(
        '--- /.tmp/tasks/GiftCards/task.json\n{"id": «"GiftCard!"»{invalid-value: did you mean "gift-card"?}}\n',
        "id-mismatch",
    )


def test_bounds() -> None:
    check_findings(
        """
--- task.json
{
  "name": «""»{invalid-value: "name" must not be empty},
  "subtask_count": «-1»{invalid-value: "subtask_count" must be at least 0, not -1},
  "rice_score": {
    "reach": «0»{invalid-value: must be more than 0, not 0},
    "impact": «5»{invalid-value: must be at most 3, not 5},
    "confidence": 80,
    "effort": 2
  }
}
""",
        "count-mismatch",
    )


def test_enumerations_in_entries() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "contracts": [{"type": «"rest"»{invalid-value: is not one of api, interface}, "name": "A", "status": "draft"}],
  "design_components": [{"type": «"figmaa"»{invalid-value: did you mean "figma"?}, "url": "https://example.org"}]
}
"""
    )


# too-long


def test_long_texts_are_hints() -> None:
    check_findings(
        f"""
--- subtask_01.json
{{"title": «"{"x" * 101}"»{{too-long hint: has 101 characters, 1 more than the 100 allowed}}, "completion_summary": "{"x" * 200}"}}
"""
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
