"""The family *state*."""

from __future__ import annotations

import pytest

from tests.rules.helpers import check_findings, check_fix, fix_titles

# count-mismatch


def test_counts() -> None:
    check_findings(
        """
--- task.json
{
  "subtask_count": «4»{count-mismatch warning: subtask_count is 4, but there are 2 subtasks},
  "completed_count": «0»{count-mismatch: completed_count is 0, but 1 subtask is completed}
}
--- subtask_01.json
{"seq": "01", "status": "completed"}
--- subtask_02.json
{"seq": "02", "status": "pending"}
"""
    )


def test_counts_of_nothing_and_of_one() -> None:
    check_findings(
        """
--- task.json
{"subtask_count": «1»{count-mismatch: there are no subtasks}, "completed_count": «1»{count-mismatch: no subtask is completed}}
"""
    )
    check_findings(
        '--- task.json\n{"subtask_count": «3»{count-mismatch: there is 1 subtask}}\n--- subtask_01.json\n{"seq": "01"}\n'
    )


@pytest.mark.parametrize("count", ["1", "2", "3"])
def test_an_unknown_status_may_be_completed_or_not(count: str) -> None:
    check_findings(
        f"""
--- task.json
{{"subtask_count": 4, "completed_count": {count}}}
--- subtask_01.json
{{"seq": "01", "status": "completed"}}
--- subtask_02.json
{{"seq": "02", "status": "done"}}
--- subtask_03.json
{{"seq": "03", "status":
--- subtask_04.json
{{"seq": "04", "status": "blocked"}}
""",
        "count-mismatch",
    )


def test_counts_that_are_none() -> None:
    check_findings(
        '--- task.json\n{"subtask_count": null, "completed_count": "one"}\n--- subtask_01.json\n{}\n', "count-mismatch"
    )
    check_findings('--- task.json\n{"subtask_count": true, "completed_count": -1}\n', "count-mismatch")


def test_counts_are_safe_to_correct() -> None:
    fix = check_fix(
        "--- task.yaml\nid: gift-cards\nsubtask_count: 5  # planned\n--- subtask_01.json\n{}\n",
        "count-mismatch",
        "--- task.yaml\nid: gift-cards\nsubtask_count: 1  # planned\n",
    )
    assert fix.is_safe


# status-mismatch


def test_an_active_task_whose_subtasks_are_all_completed() -> None:
    check_findings(
        """
--- task.json
{"status": «"active"»{status-mismatch warning: the task is active, but all its subtasks are completed}}
--- subtask_01.json
{"status": "completed"}
"""
    )


def test_a_finished_task_whose_subtasks_are_not() -> None:
    (finding,) = check_findings(
        """
--- task.json
{"status": «"completed"»{status-mismatch: the task is completed, but 02 is not}}
--- subtask_01.json
{"status": "completed"}
--- subtask_02.json
{"status": "in_progress"}
--- subtask_03.json
{"status":
"""
    )
    assert [related.message for related in finding.related] == ["02 is in progress"]
    subtasks = "".join(f'--- subtask_0{number}.json\n{{"status": "pending"}}\n' for number in range(1, 8))
    check_findings(
        '--- task.json\n{"status": «"archived"»{status-mismatch: 01, 02, 03, 04, 05 and more are not completed}}\n'
        + subtasks
    )


@pytest.mark.parametrize(
    ("task", "subtask"),
    [
        ('{"status": "active"}', '{"status": "pending"}'),
        ('{"status": "active"}', '{"status": null}'),
        ('{"status": "active"}', '{"status": "done"}'),
        ('{"status": "active"}', '{"status":'),
        ('{"status": "blocked"}', '{"status": "completed"}'),
        ('{"status": "completed"}', '{"status": "finished"}'),
        ('{"status": "in_progress"}', '{"status": "completed"}'),
    ],
)
def test_states_that_agree_or_say_nothing(task: str, subtask: str) -> None:
    check_findings(f"--- task.json\n{task}\n--- subtask_01.json\n{subtask}\n", "status-mismatch")


def test_a_task_without_subtasks_may_be_active() -> None:
    check_findings('--- task.json\n{"status": "active"}\n', "status-mismatch")


def test_a_task_is_set_to_active_again() -> None:
    check_fix(
        '--- task.json\n{"status": "completed", "completed_at": "2026-03-01T09:15:00Z"}\n--- subtask_01.json\n{"status": "pending"}\n',
        "status-mismatch",
        '--- task.json\n{"status": "active", "completed_at": null}\n',
        "Set the task to active and clear completed_at",
    )


# premature-status


def test_a_subtask_is_ahead_of_what_it_depends_on() -> None:
    (finding, _) = check_findings(
        """
--- subtask_01.json
{"seq": "01", "status": "pending"}
--- subtask_02.json
{"seq": "02", "status": "in_progress"}
--- subtask_03.json
{"seq": "03", "status": «"completed"»{premature-status warning: completed before what it depends on: 01 is pending, 02 is in progress}, "depends_on": ["01", "02"]}
--- subtask_04.json
{"seq": "04", "status": "completed", "depends_on": ["03"]}
--- subtask_05.json
{"seq": "05", "status": «"in_progress"»{premature-status: in progress before what it depends on: 06 is blocked}, "depends_on": ["06"]}
--- subtask_06.json
{"seq": "06", "status": "blocked"}
"""
    )
    assert [related.path[-15:] for related in finding.related] == ["subtask_01.json", "subtask_02.json"]


def test_dependencies_of_which_nothing_is_known() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": "01", "status":
--- subtask_02.json
{"seq": "02", "status": "finished"}
--- subtask_03.json
{"seq": "03", "status": "completed", "depends_on": ["01", "02", "09", "03"]}
--- subtask_04.json
{"seq": "04", "status": "pending", "depends_on": ["05"]}
--- subtask_05.json
{"seq": "05", "status": "blocked", "depends_on": ["04"]}
""",
        "premature-status",
    )


def test_going_back_to_pending_clears_the_time() -> None:
    fix = check_fix(
        """
--- subtask_01.json
{"seq": "01", "status": "pending"}
--- subtask_02.json
{"seq": "02", "status": "completed", "depends_on": ["01"], "completed_at": "2026-03-02T10:20:00Z"}
""",
        "premature-status",
        '--- subtask_02.json\n{"seq": "02", "status": "pending", "depends_on": ["01"], "completed_at": null}\n',
    )
    assert not fix.is_preferred


# incomplete-record


def test_records_that_are_incomplete() -> None:
    check_findings(
        """
--- task.json
{"status": «"completed"»{incomplete-record hint: completed, but without completed_at}, "objective": "x"}
--- subtask_01.json
{"status": «"completed"»{incomplete-record: without completed_at and completion_summary}, "depends_on": []}
--- subtask_02.json
{"status": «"completed"»{incomplete-record: without completion_summary}, "depends_on": [], "completed_at": "2026-03-01T09:15:00Z", "completion_summary": null}
--- subtask_03.json
{"status": "completed", "depends_on": [], "completed_at": "2026-03-01T09:15:00Z", "completion_summary": "x"}
--- subtask_04.json
{"status": "pending", "depends_on": []}
"""
    )


def test_a_record_under_a_wrong_name_is_reported_as_that_only() -> None:
    check_findings(
        """
--- subtask_01.json
{"status": "completed", "depends_on": [], "completed_at": "2026-03-01T09:15:00Z", «"completed_summary"»{unknown-field warning}: "x"}
""",
        "incomplete-record",
    )


def test_only_the_time_can_be_filled_in() -> None:
    text = '--- subtask_01.json\n{"status": "completed", "depends_on": [], "completed_at": "2026-03-01T09:15:00Z"}\n'
    assert fix_titles(text, "incomplete-record") == []


# stale-record


def test_a_time_of_completion_beside_another_status() -> None:
    check_findings(
        """
--- task.json
{"status": "active", "completed_at": «"2026-03-01T09:15:00Z"»{stale-record warning: it has a completed_at, but is active}}
--- subtask_01.json
{"status": "in_progress", "completed_at": «"2026-03-01T09:15:00Z"»{stale-record: but is in progress}}
--- subtask_02.json
{"status": "pending", "completed_at": null}
--- subtask_03.json
{"status": "pending", "completed_at": ""}
--- subtask_04.json
{"status": "finished", "completed_at": "2026-03-01T09:15:00Z"}
--- subtask_05.json
{"completed_at": "2026-03-01T09:15:00Z"}
"""
    )
    check_findings('--- task.json\n{"status": "archived", "completed_at": "2026-03-01T09:15:00Z"}\n', "stale-record")


def test_the_status_may_be_what_is_wrong() -> None:
    check_fix(
        '--- subtask_01.json\n{"status": "pending", "completed_at": "2026-03-01T09:15:00Z"}\n',
        "stale-record",
        '--- subtask_01.json\n{"status": "completed", "completed_at": "2026-03-01T09:15:00Z"}\n',
        "Set the status to completed",
    )


# time-order


@pytest.mark.parametrize(
    ("begun", "completed"),
    [
        ("2026-03-02T10:20:00Z", "2026-03-02T10:20:00Z"),
        ("2026-03-02T10:20:00Z", "2026-03-02T11:20:00+01:00"),
        ("2026-03-02T10:20:00Z", "2026-03-02T10:20"),
        ("2026-03-02T00:00:00Z", "2026-03-01T12:00:00Z"),
        ("2026-03-02T10:20:00Z", "2026-03-02T00:00:00Z"),
        ("2026-03-02T10:20:00Z", "soon"),
        ("now", "2026-03-02T00:00:00Z"),
    ],
)
def test_times_in_order_and_placeholders(begun: str, completed: str) -> None:
    check_findings(
        f'--- subtask_01.json\n{{"started_at": "{begun}", "completed_at": "{completed}"}}\n'
        f'--- task.json\n{{"created_at": "{begun}", "completed_at": "{completed}"}}\n',
        "time-order",
    )


def test_times_out_of_order() -> None:
    (finding, *_) = check_findings(
        """
--- subtask_01.json
{"started_at": "2026-03-02T10:20:00Z", "completed_at": «"2026-03-02T11:19:00+01:00"»{time-order warning: completed_at is before started_at, "2026-03-02T10:20:00Z"}}
--- task.json
{"created_at": "2026-03-02T10:20:00Z", "completed_at": «"2026-03-02T10:19:59Z"»{time-order: completed_at is before created_at}}
"""
    )
    assert [related.pointer for related in finding.related] == [("started_at",)]


# undelivered


def test_what_was_promised_and_is_not_there() -> None:
    check_findings(
        """
--- task.json
{"status": "active"}
--- subtask_01.json
{"status": "completed", "deliverables": [
  «"src/a.ts"»{undelivered information: src/a.ts does not exist, though this subtask is completed},
  "Modified: «src/b.ts»{undelivered} (new)",
  «"src/cards/"»{undelivered},
  "docs/", "docs/a.md", "./docs/a.md"
]}
--- /docs/a.md
Here.
"""
    )


def test_going_back_says_what_builds_on_it() -> None:
    text = """
--- task.json
{"status": "active"}
--- subtask_01.json
{"status": "completed", "deliverables": ["src/a.ts"]}
--- subtask_02.json
{"status": "in_progress", "depends_on": ["01"]}
"""
    assert fix_titles(text, "undelivered") == ["Set the subtask back to in progress although 02 has begun"]
    text = """
--- subtask_01.json
{"status": "pending"}
--- subtask_02.json
{"status": "completed", "depends_on": ["01"]}
--- subtask_03.json
{"status": "completed", "depends_on": ["02"]}
--- subtask_04.json
{"status": "completed", "depends_on": ["02"]}
"""
    assert fix_titles(text, "premature-status")[0] == "Set the subtask back to pending although 03 and 04 have begun"


def test_only_files_and_folders_can_be_missing() -> None:
    check_findings(
        """
--- task.json
{"status": "active"}
--- subtask_01.json
{"status": "completed", "deliverables": [
  "POST /api/cards", "https://example.org", "src/**/*.ts", "All tests pass", "~/x", "/tmp/y", "../z", "",
  "Modified: Button.tsx with a border", "Summary: what was done"
]}
--- subtask_02.json
{"status": "pending", "deliverables": ["src/a.ts"]}
""",
        "undelivered",
    )


@pytest.mark.parametrize("task", ['{"status": "completed"}', '{"status": "blocked"}', '{"status":', "{}"])
def test_finished_features_may_have_moved_on(task: str) -> None:
    check_findings(
        f'--- task.json\n{task}\n--- subtask_01.json\n{{"status": "completed", "deliverables": ["src/a.ts"]}}\n',
        "undelivered",
    )


# count-mismatch and time-order of planning artifacts

BACKLOG = "--- /.tmp/planning/prioritized.json\n"


def test_the_counts_of_a_backlog() -> None:
    check_findings(
        BACKLOG
        + """
{
  "metadata": {
    "total_items": «4»{count-mismatch warning: total_items is 4, but mvp_features and post_mvp_features have 3},
    "mvp_count": «1»{count-mismatch: mvp_count is 1, but mvp_features has 2},
    "post_mvp_count": 1
  },
  "mvp_features": [{"id": "s-1"}, {"id": "s-2"}],
  "post_mvp_features": [{"id": "s-3"}]
}
"""
    )


@pytest.mark.parametrize(
    "backlog",
    [
        '{"metadata": {"total_items": 9, "mvp_count": 0}, "mvp_features": []}',
        '{"metadata": {"mvp_count": true}, "mvp_features": []}',
        '{"metadata": {"mvp_count": -1}, "mvp_features": []}',
        '{"metadata": {"mvp_count": 2}, "mvp_features": {}}',
        '{"metadata": [], "mvp_features": [1]}',
        '{"metadata": {"mvp_count": 2}, "mvp_features": [{"id": "s-1"',
    ],
)
def test_what_cannot_be_counted(backlog: str) -> None:
    check_findings(BACKLOG + backlog, "count-mismatch")


def test_the_counts_of_a_backlog_are_safe_to_correct() -> None:
    text = '{{"metadata": {{"mvp_count": {}}}, "mvp_features": [{{"id": "s-1"}}]}}\n'
    fix = check_fix(BACKLOG + text.format(3), "count-mismatch", BACKLOG + text.format(1))
    assert fix.title == "Set mvp_count to 1"
    assert fix.is_safe


def test_a_contract_changes_after_it_was_created() -> None:
    text = '--- /.tmp/contracts/cards/cards-api/contract.json\n{{"created_at": "{}", "updated_at": {}}}\n'
    late, early = "2026-03-02T10:20:00Z", "2026-03-01T09:15:00Z"
    check_findings(text.format(late, f'«"{early}"»{{time-order: updated_at is before created_at, "{late}"}}'))
    check_findings(text.format(late, f'"{late}"'), "time-order")
    check_findings(text.format(late, '"2026-03-02T00:00:00Z"'), "time-order")
    check_findings(text.format(late, "null"), "time-order")
