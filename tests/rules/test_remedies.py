"""What fixes give where more than one value, or more than one file, has to change."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from callsheet.artifacts.times import format_time
from callsheet.ide.actions.fixes import changes_of
from callsheet.rules.engine import fixes_for
from callsheet.workspace.changes import FileRename
from tests.rules.helpers import NOW, check_fix, findings_of, fix_titles
from tests.workspaces import FEATURE_FOLDER, apply_changes, read_fixture

# numbers and names of files


def test_a_number_that_others_depend_on_stays_and_the_file_is_renamed() -> None:
    text = """
--- subtask_03_api.json
{"id": "gift-cards-03", "seq": "06"}
--- subtask_07.json
{"seq": "07", "depends_on": %s}
"""
    assert fix_titles(text % '["06"]', "seq-mismatch") == ["Rename the file to subtask_06_api.json"]
    assert fix_titles(text % "[]", "seq-mismatch") == [
        'Change the number to "03"',
        "Rename the file to subtask_06_api.json",
    ]
    check_fix(text % '["06"]', "seq-mismatch", '--- subtask_06_api.json\n{"id": "gift-cards-06", "seq": "06"}\n')


def test_a_folder_that_the_subtasks_do_not_go_by() -> None:
    check_fix(
        """
--- task.json
{"id": "vouchers"}
--- subtask_01.json
{"id": "vouchers-01", "seq": "01"}
""",
        "id-mismatch",
        '--- /.tmp/tasks/vouchers/task.json\n{"id": "vouchers"}\n',
        "Rename the folder to vouchers",
    )
    alone = '--- task.json\n{"id": "vouchers"}\n--- subtask_01.json\n{"id": "gift-cards-01", "seq": "01"}\n'
    assert fix_titles(alone, "id-mismatch") == ['Change the id to "gift-cards"']


def test_a_folder_is_not_renamed_to_what_is_none() -> None:
    text = '--- task.json\n{"id": "%s"}\n--- subtask_01.json\n{"id": "%s-01", "seq": "01"}\n'
    for name in ("a/b", "completed", "..", ""):
        assert not [title for title in fix_titles_or_none(text % (name, name)) if title.startswith("Rename the folder")]


def fix_titles_or_none(text: str) -> list[str]:
    try:
        return fix_titles(text, "id-mismatch")
    except StopIteration:
        return []


ADRS = """
--- /docs/adr/001-use-events.md
# 001. Use events
--- /docs/adr/001-use-stripe.md
# ADR-001: Use Stripe
"""


def test_a_second_record_of_a_number(tmp_path: Path) -> None:
    """What means the record by its path goes on meaning it."""
    link = '{"related_adrs": [{"id": "ADR-%s", "path": "docs/adr/%s-use-stripe.md"}, {"id": "ADR-001"}]}\n'
    fixture = read_fixture(ADRS + "--- subtask_01.json\n" + link % ("001", "001"))
    snapshot = fixture.snapshot(tmp_path)
    finding = next(finding for finding in findings_of(snapshot) if finding.rule == "duplicate-name")
    (fix,) = fixes_for(finding, snapshot, NOW)
    assert fix.title == "Change the number to 002, that of the file too"
    assert FileRename("docs/adr/001-use-stripe.md", "docs/adr/002-use-stripe.md") in fix.changes
    changed = apply_changes(fixture.files, snapshot, changes_of(fix, snapshot))
    assert changed["docs/adr/002-use-stripe.md"] == "# ADR-002: Use Stripe\n"
    assert changed[f"{FEATURE_FOLDER}/subtask_01.json"] == link % ("002", "002")


def test_the_number_of_a_record_in_its_title_or_its_name() -> None:
    text = "--- /docs/adr/001-use-events.md\n# 003. Use events\n"
    check_fix(text, "id-mismatch", "--- /docs/adr/001-use-events.md\n# 001. Use events\n")
    check_fix(
        text,
        "id-mismatch",
        "--- /docs/adr/003-use-events.md\n# 003. Use events\n",
        "Rename the file to 003-use-events.md",
    )
    taken = text + "--- /docs/adr/003-use-stripe.md\n# 003. Use Stripe\n"
    assert fix_titles(taken, "id-mismatch") == ['Change the title to "001. Use events"']


# states


DONE = '--- subtask_01.json\n{"seq": "01", "status": "completed", "deliverables": ["src/a.ts", "src/b.ts"]}\n'


def test_the_task_counts_what_is_set_back() -> None:
    check_fix(
        """
--- task.json
{"id": "gift-cards", "status": "completed", "completed_count": 2, "completed_at": "2026-03-01T08:00:00Z"}
--- subtask_01.json
{"seq": "01", "status": "pending"}
--- subtask_02.json
{"seq": "02", "status": "completed", "completed_at": "2026-03-01T08:00:00Z", "depends_on": ["01"]}
""",
        "premature-status",
        """
--- task.json
{"id": "gift-cards", "status": "active", "completed_count": 0, "completed_at": null}
--- subtask_02.json
{"seq": "02", "status": "pending", "completed_at": null, "depends_on": ["01"]}
""",
    )


def test_the_task_counts_what_is_completed() -> None:
    check_fix(
        """
--- task.json
{"id": "gift-cards", "status": "active", "completed_count": 0}
--- subtask_01.json
{"seq": "01", "status": "pending", "completed_at": "2026-03-01T08:00:00Z"}
""",
        "stale-record",
        '--- task.json\n{"id": "gift-cards", "status": "active", "completed_count": 1}\n',
        "Set the status to completed",
    )


def test_a_beginning_that_is_still_to_come() -> None:
    """The time of completion is not before it."""
    later = format_time(NOW + timedelta(days=1))
    text = '--- subtask_01.json\n{"status": "completed", "deliverables": ["a"], "started_at": "%s"%s}\n'
    title = "Set completed_at to the time of started_at"
    check_fix(text % (later, ""), "incomplete-record", text % (later, f', "completed_at": "{later}"'), title)


def test_what_a_completed_subtask_did_not_make() -> None:
    active = '--- task.json\n{"id": "gift-cards", "status": "active"}\n'
    assert fix_titles(active + DONE, "undelivered") == [
        "Set the subtask back to in progress",
        "Remove src/a.ts from the deliverables",
    ]
    needed = '--- subtask_02.json\n{"seq": "02", "depends_on": ["01"], "reference_files": ["src/a.ts"]}\n'
    assert fix_titles(active + DONE + needed, "undelivered") == ["Set the subtask back to in progress"]
    beside = "--- /src/aa.ts\nx\n"
    assert fix_titles(active + DONE + beside, "undelivered")[0] == "Change to src/aa.ts"


# dependencies


def test_what_follows_from_a_new_dependency_goes() -> None:
    check_fix(
        """
--- subtask_01.json
{"seq": "01"}
--- subtask_02.json
{"seq": "02", "depends_on": ["01"], "deliverables": ["src/a.ts"]}
--- subtask_03.json
{"seq": "03", "depends_on": ["gift-cards-01"], "reference_files": ["src/a.ts"]}
""",
        "missing-dependency",
        '--- subtask_03.json\n{"seq": "03", "depends_on": ["02"], "reference_files": ["src/a.ts"]}\n',
        "Depend on 02 instead of 01",
    )


def test_what_follows_from_a_new_dependency_goes_from_other_subtasks_too() -> None:
    """What followed from others before, as in 05, stays."""
    check_fix(
        """
--- subtask_01.json
{"seq": "01"}
--- subtask_02.json
{"seq": "02", "parallel": true, "depends_on": ["01"], "deliverables": ["src/a.ts"]}
--- subtask_03.json
{"seq": "03", "parallel": true, "depends_on": ["01"], "deliverables": ["src/a.ts"]}
--- subtask_04.json
{"seq": "04", "depends_on": ["gift-cards-02", "03"]}
--- subtask_05.json
{"seq": "05", "depends_on": ["01", "02", "04"]}
""",
        "parallel-conflict",
        """
--- subtask_03.json
{"seq": "03", "parallel": true, "depends_on": ["02"], "deliverables": ["src/a.ts"]}
--- subtask_04.json
{"seq": "04", "depends_on": ["03"]}
--- subtask_05.json
{"seq": "05", "depends_on": ["01", "02", "04"]}
""",
        "Depend on 02 instead of 01; 04 no longer directly on 02",
    )


def test_a_created_subtask_is_counted() -> None:
    text = '--- task.json\n{"id": "gift-cards", "subtask_count": 1}\n--- subtask_02.json\n{"seq": "02", "depends_on": ["07"]}\n'
    after = '--- task.json\n{"id": "gift-cards", "subtask_count": 2}\n'
    check_fix(text, "unresolved-dependency", after, "Create subtask_07.json")


def test_a_created_subtask_is_what_the_entry_means() -> None:
    text = '--- subtask_02.json\n{"seq": "02", "depends_on": ["%s"]}\n'
    check_fix(text % "7", "unresolved-dependency", text % "07", "Create subtask_07.json")
    check_fix(text % "gift-cards-07", "unresolved-dependency", text % "gift-cards-07", "Create subtask_07.json")


# values


def test_a_task_is_not_given_a_status_that_its_subtasks_contradict() -> None:
    task = '--- task.json\n{"id": "gift-cards", "created_at": "2026-02-27T08:00:00Z", "status": "%s"}\n'
    subtask = '--- subtask_01.json\n{"status": "%s"}\n'
    assert fix_titles(task % "in_progress" + subtask % "pending", "invalid-value") == [
        'Change to "active"',
        'Change to "blocked"',
    ]
    assert fix_titles(task % "stopped" + subtask % "completed", "invalid-value") == [
        'Change to "completed"',
        'Change to "blocked"',
        'Change to "archived"',
    ]
    # What its author most likely meant is offered even so.
    fix = check_fix(task % "done" + subtask % "pending", "invalid-value", subtask % "pending")
    assert (fix.title, fix.is_preferred) == ('Change to "completed"', False)


def test_a_task_that_is_completed_gets_the_time() -> None:
    text = '--- task.json\n{"id": "gift-cards", "created_at": "2026-02-27T08:00:00Z"%s, "status": "%s"}\n'
    done = '--- subtask_01.json\n{"status": "completed"}\n'
    after = text % (', "completed_at": "2026-03-01T09:15:00Z"', "completed")
    assert check_fix(text % ("", "done") + done, "invalid-value", after).is_preferred
    assert check_fix(text % ("", "Completed") + done, "invalid-value", text % ("", "completed")).is_safe


def test_a_teams_own_fields() -> None:
    text = '--- subtask_01.json\n{"seq": "01", "estimate": 3, "sprint": 7}\n'
    check_fix(text, "unknown-field", '--- subtask_01.json\n{"seq": "01", "x-estimate": 3, "x-sprint": 7}\n')
    assert fix_titles('--- subtask_01.json\n{"estimate": 3, "x-estimate": 3}\n', "unknown-field") == []


def test_a_list_is_made_of_what_can_be_in_it() -> None:
    text = '--- subtask_01.json\n{"%s": %s}\n'
    assert fix_titles(text % ("depends_on", '"02"'), "wrong-type") == ["Make it a list"]
    assert fix_titles(text % ("depends_on", '" "'), "wrong-type") == ["Make it an empty list"]
    assert fix_titles(text % ("contracts", '"OrderAPI"'), "wrong-type") == []


def test_a_version_that_is_a_number() -> None:
    contract = "--- /.tmp/contracts/cards/cards-api/contract.yaml\nversion: %s\n"
    check_fix(contract % "1.0", "wrong-type", contract % "1.0.0")


def test_versions_are_settled_in_all_three_places() -> None:
    text = """
--- /.tmp/contracts/cards/cards-api/contract.json
{"version": "%s", "versioning": {"current_version": "1.0.0"}, "openapi_spec_path": "openapi.yaml"}
--- /.tmp/contracts/cards/cards-api/openapi.yaml
openapi: 3.0.3
info: {title: Cards, version: %s}
"""
    title = 'Set the version to "1.0.0", in the OpenAPI document too'
    check_fix(text % ("1.1.0", "1.1.0"), "version-mismatch", text % ("1.0.0", "1.0.0"), title)


def test_an_operation_gets_an_id_of_its_own() -> None:
    text = """
--- /.tmp/contracts/cards/cards-api/openapi.yaml
openapi: 3.0.3
paths:
  /cards:
    get: {operationId: show}
  /cards/{id}:
    get: {operationId: %s}
"""
    check_fix(text % "show", "duplicate-name", text % "getCardsId")


def test_a_repeated_item_is_no_longer_counted() -> None:
    check_fix(
        """
--- /.tmp/planning/prioritized.json
{
  "metadata": {"total_items": 2, "mvp_count": 2},
  "mvp_features": [{"id": "story-1"}, {"id": "story-1"}],
  "post_mvp_features": []
}
""",
        "duplicate-name",
        """
--- /.tmp/planning/prioritized.json
{
  "metadata": {"total_items": 1, "mvp_count": 1},
  "mvp_features": [{"id": "story-1"}],
  "post_mvp_features": []
}
""",
    )
