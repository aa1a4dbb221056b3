"""The family *schema*: values of a wrong type, outside their bounds or too long."""

from __future__ import annotations

import pytest

from tests.rules.helpers import check_findings, check_fix, fix_titles

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
