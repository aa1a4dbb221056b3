"""The family *identity*."""

from __future__ import annotations

from tests.rules.helpers import check_findings, check_fix, fix_titles

# id-mismatch


def test_ids_follow_from_the_place() -> None:
    check_findings(
        """
--- task.json
{"id": «"vouchers"»{id-mismatch warning: the id is "vouchers", the folder gift-cards}}
--- subtask_01.json
{"id": «"01"»{id-mismatch: this is subtask 01 of vouchers: "vouchers-01"}, "seq": "01"}
--- subtask_02.json
{"id": "gift-cards-02", "seq": "02"}
--- subtask_03.json
{"id": "vouchers-03", "seq": "03"}
--- subtask_04.json
{"id": null, "seq": "04"}
"""
    )


def test_either_number_will_do_for_the_id() -> None:
    """The numbers disagree: that is reported once."""
    check_findings(
        """
--- subtask_02.json
{"id": "gift-cards-03", "seq": «"03"»{seq-mismatch}}
--- subtask_04.json
{"id": "gift-cards-04", "seq": «"05"»{seq-mismatch}}
""",
        "id-mismatch",
    )


def test_the_id_is_set() -> None:
    check_fix(
        '--- subtask_01_draw.json\n{"id": "x", "seq": "01"}\n',
        "id-mismatch",
        '--- subtask_01_draw.json\n{"id": "gift-cards-01", "seq": "01"}\n',
    )
    check_fix("--- task.yaml\nid: vouchers\n", "id-mismatch", "--- task.yaml\nid: gift-cards\n")


# seq-mismatch, duplicate-seq


def test_leading_zeros_are_no_mismatch() -> None:
    check_findings('--- subtask_003.json\n{"seq": "03"}\n--- subtask_4.json\n{"seq": "04"}\n', "seq-mismatch")


def test_a_slug_may_follow_the_number() -> None:
    check_findings(
        '--- subtask_03_draw-card.json\n{"seq": "03"}\n--- subtask_04-x.json\n{"seq": "04"}\n', "seq-mismatch"
    )


def test_no_number_is_no_mismatch() -> None:
    check_findings('--- subtask_03.json\n{"seq": "three"}\n--- subtask_04.json\n{"seq": null}\n', "seq-mismatch")


def test_the_number_is_set_and_the_id_with_it() -> None:
    check_fix(
        '--- subtask_02.json\n{"id": "gift-cards-03", "seq": "03"}\n',
        "seq-mismatch",
        '--- subtask_02.json\n{"id": "gift-cards-02", "seq": "02"}\n',
    )
    check_fix(
        '--- subtask_02.json\n{"id": "something", "seq": "03"}\n',
        "seq-mismatch",
        '--- subtask_02.json\n{"id": "something", "seq": "02"}\n',
    )


def test_a_taken_number_is_a_duplicate_only() -> None:
    check_findings(
        """
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01"}
--- subtask_02.json
{"id": "gift-cards-02", "seq": «"01"»{duplicate-seq error: the number 01 belongs to subtask_01.json}}
""",
        "seq-mismatch",
        "id-mismatch",
    )


def test_the_file_whose_name_agrees_keeps_the_number() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": «"02"»{duplicate-seq: belongs to subtask_02.json}}
--- subtask_02.json
{"seq": "02"}
"""
    )


def test_two_files_of_one_number() -> None:
    text = """
--- subtask_01_a.json
{"seq": "01"}
--- subtask_01_b.json
{"seq": «"01"»{duplicate-seq: belongs to subtask_01_a.json}}
"""
    check_findings(text, "seq-mismatch")
    plain = text.replace("»{duplicate-seq: belongs to subtask_01_a.json}", "»")
    assert fix_titles(plain, "duplicate-seq") == ['Change the number to "02", that of the file too']
    check_fix(plain, "duplicate-seq", '--- subtask_02_b.json\n{"seq": "02"}\n')


def test_json_beside_yaml() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": "01"}
--- subtask_01.yaml
seq: «"01"»{duplicate-seq}
"""
    )


def test_a_file_that_cannot_be_read_keeps_its_number() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq":
--- subtask_02.json
{"seq": «"01"»{duplicate-seq: belongs to subtask_01.json}}
"""
    )


# missing-task-file


def test_a_missing_task_file_is_reported_once() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": "01", «"id"»{missing-task-file warning: .tmp/tasks/gift-cards has no task.json}: "gift-cards-01"}
--- subtask_02.json
{"seq": "02", "id": "gift-cards-02"}
"""
    )


def test_any_task_file_will_do() -> None:
    check_findings("--- task.yml\nid: gift-cards\n--- subtask_01.json\n{}\n", "missing-task-file")
    check_findings("--- task.json\n{\n--- subtask_01.json\n{}\n", "missing-task-file")
    check_findings("--- task.json\n{}\n", "missing-task-file")


def test_the_task_file_is_created_with_its_counts() -> None:
    check_fix(
        '--- subtask_01.json\n{"seq": "01", "status": "completed"}\n--- subtask_02.json\n{"seq": "02"}\n',
        "missing-task-file",
        """
--- task.json
{
  "id": "gift-cards",
  "name": "Gift cards",
  "status": "active",
  "objective": "To be written: what Gift cards is to achieve",
  "subtask_count": 2,
  "completed_count": 1,
  "created_at": "2026-03-01T09:15:00Z"
}
""",
    )


# status-stub


def test_what_is_left_of_an_overwritten_file() -> None:
    check_findings(
        """
--- task.json
{"id": "gift-cards", "name": "Gift cards", «"status"»{status-stub: hardly more than a status is left of this task}: "completed"}
--- subtask_01.json
{
  "id": "gift-cards-01", "seq": "01", "title": "Draw",
  «"status"»{status-stub warning: hardly more than a status is left of this subtask; its criteria and deliverables are gone}: "completed",
  "agent_id": "painter", "started_at": null, "completed_at": "2026-03-02T10:20:00Z", "completion_summary": "Drawn"
}
--- subtask_02.json
{«"status"»{status-stub}: "in_progress"}
""",
        "missing-field",
        "no-deliverables",
        "no-acceptance-criteria",
        "incomplete-record",
        "unknown-field",
    )


def test_what_is_being_begun_is_no_stub() -> None:
    check_findings(
        """
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "status": "pending"}
--- subtask_02.json
{"id": "gift-cards-02", "seq": "02", "status": "completed", "depends_on": []}
--- subtask_03.json
{"id": "gift-cards-03", "seq": "03", "status": "completed", "notes": "a team's own"}
--- subtask_04.json
{"status": "completed",
--- task.json
{"status": "active"}
""",
        "status-stub",
    )


# id-mismatch of planning artifacts


def test_planning_artifacts_lie_where_they_say() -> None:
    check_findings(
        """
--- contexts.json
{"feature": «"vouchers"»{id-mismatch: the feature is "vouchers", the folder gift-cards}}
--- /.tmp/planning/gift-cards/map.yaml
feature: «Gift cards»{id-mismatch}
--- /.tmp/contracts/cards/cards-api/contract.json
{"bounded_context": «"orders"»{id-mismatch warning: the bounded context is "orders", the folder cards}}
--- /.tmp/planning/vouchers/map.json
{"feature": "vouchers"}
--- /.tmp/contracts/orders/orders-api/contract.json
{"bounded_context": "orders"}
--- /.tmp/planning/prioritized.json
{"feature": "anything"}
"""
    )


def test_the_number_of_a_record_is_that_of_its_file() -> None:
    text = "--- /docs/adr/003-sell-cards.md\n# ADR-{}: Sell cards in 4 colours\n"
    check_findings(text.format("«004»{id-mismatch: the title has the number 004, the file's name 003}"))
    check_fix(text.format("004"), "id-mismatch", text.format("003"))
    check_findings("--- /docs/adr/003-sell-cards.md\n# «20240115»{id-mismatch} - Sell cards\n")
    check_findings("--- /docs/adr/20240115-sell-cards.md\n# 20240115: Sell cards\n", "id-mismatch")


def test_records_without_a_number_of_their_own() -> None:
    for title in (
        "Sell cards",
        "003. Sell cards",
        "3. Sell cards",
        "ADR 3: Sell cards",
        "24 hours of cards",
        "4-D cards",
    ):
        check_findings(f"--- /docs/adr/003-sell-cards.md\n# {title}\n", "id-mismatch")


def test_the_name_is_set() -> None:
    check_fix("--- contexts.yaml\nfeature: vouchers\n", "id-mismatch", "--- contexts.yaml\nfeature: gift-cards\n")
