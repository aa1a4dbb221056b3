"""Refactorings of a feature: a context file for the task, a new subtask between others, a document in order."""

from __future__ import annotations

import pytest

from callsheet.edits import EditError
from tests.ide.refactoring_checks import carry_out, check_action, titles_at
from tests.workspaces import FEATURE_FOLDER

EXTRACT = "Move docs/a.md to the task's context_files"


def test_a_shared_context_file_goes_to_the_task() -> None:
    before = """
--- task.json
{
  "id": "gift-cards",
  "objective": "Sell gift cards",
  "created_at": "2026-03-01T09:15:00Z"
}
--- subtask_01.json
{
  "seq": "01",
  "context_files": [
    "docs/b.md",
    {
      "path": "docs/<|>a.md",
      "lines": "1-9, 20",
      "reason": "How we name things"
    }
  ]
}
--- subtask_02.yaml
seq: "02"
context_files:
  - path: ./docs/a.md
    lines: 1-9,20
  - docs/c.md
"""
    after = """
--- task.json
{
  "id": "gift-cards",
  "objective": "Sell gift cards",
  "context_files": [
    {
      "path": "docs/a.md",
      "lines": "1-9, 20",
      "reason": "How we name things"
    }
  ],
  "created_at": "2026-03-01T09:15:00Z"
}
--- subtask_01.json
{
  "seq": "01",
  "context_files": [
    "docs/b.md"
  ]
}
--- subtask_02.yaml
seq: "02"
context_files:
  - docs/c.md
"""
    check_action(before, EXTRACT, after)


SHARED = """
--- task.json
{{"id": "gift-cards"{task}}}
--- subtask_01.json
{{"seq": "01", "context_files": ["<|>docs/a.md"]}}
--- subtask_02.json
{{"seq": "02", {subtask}}}
"""


@pytest.mark.parametrize(
    ("in_task", "result"),
    [
        ("", '"context_files": ["docs/a.md"]'),
        (', "context_files": null', '"context_files": ["docs/a.md"]'),
        (', "context_files": ["docs/b.md"]', '"context_files": ["docs/b.md", "docs/a.md"]'),
        (', "context_files": ["@docs/a.md"]', '"context_files": ["@docs/a.md"]'),
    ],
)
def test_what_the_task_has_already(in_task: str, result: str) -> None:
    before = SHARED.format(task=in_task, subtask='"context_files": ["docs/a.md"]')
    after = f"""
--- task.json
{{"id": "gift-cards", {result}}}
--- subtask_01.json
{{"seq": "01", "context_files": []}}
--- subtask_02.json
{{"seq": "02", "context_files": []}}
"""
    check_action(before, EXTRACT, after)


@pytest.mark.parametrize(
    ("in_task", "entries", "reason"),
    [
        ("", '{"path": "docs/a.md", "lines": "5"}', 'lines is "" in 01, but "5" in 02'),
        ("", '"docs/a.md", "docs/a.md"', "02 names it more than once"),
        (', "reference_files": ["docs/a.md"]', '"docs/a.md"', "the task has it among its reference_files"),
        (
            ', "context_files": [{"path": "docs/a.md", "reason": "Names"}]',
            '{"path": "docs/a.md", "reason": "Prices"}',
            'reason is "Prices" in 02, but "Names" in the task',
        ),
    ],
)
def test_nothing_is_lost_on_the_way_to_the_task(in_task: str, entries: str, reason: str) -> None:
    assert titles_at(SHARED.format(task=in_task, subtask=f'"context_files": [{entries}]'))[EXTRACT] == reason


@pytest.mark.parametrize(
    "subtask",
    [
        pytest.param('"context_files": ["docs/b.md"]', id="not all have it"),
        pytest.param('"reference_files": ["docs/a.md"]', id="one has it elsewhere"),
        pytest.param('"context_files": ["docs/a.md"] "title"', id="one cannot be read"),
    ],
)
def test_nothing_to_extract(subtask: str) -> None:
    assert EXTRACT not in titles_at(SHARED.format(task="", subtask=subtask))


def test_a_comment_beside_the_entry_is_not_lost() -> None:
    before = SHARED.format(task="", subtask='"context_files": ["docs/a.md"]')
    with pytest.raises(EditError, match="a comment beside the entry"):
        carry_out(f"{before}--- subtask_03.yaml\ncontext_files:\n  - docs/a.md # as ever\n", EXTRACT)


def test_there_must_be_a_task_and_others() -> None:
    shared = SHARED.format(task="", subtask='"context_files": ["docs/a.md"]')
    assert EXTRACT in titles_at(shared)
    assert EXTRACT not in titles_at(shared.replace("task.json", "notes.json"))
    assert EXTRACT not in titles_at(shared.partition("--- subtask_02")[0])
    archived = shared.replace("--- ", "--- /.tmp/tasks/completed/gift-cards/")
    assert EXTRACT not in titles_at(archived)


def test_a_subtask_between_others() -> None:
    before = """
--- task.json
{"id": "gift-cards", "subtask_count": 3}
--- subtask_01.yaml
# The model comes first.
id: 'gift-cards-01'
seq: '01'
title: <|>Model
context_files:
- docs/a.md
--- subtask_02_api.json
{"id": "gift-cards-02", "seq": "02", "depends_on": ["01"], "context_files": [".tmp/tasks/gift-cards/subtask_04.json"]}
--- subtask_04.json
{"id": "gift-cards-04", "seq": "04", "depends_on": ["gift-cards-02"]}
"""
    after = """
--- task.json
{"id": "gift-cards", "subtask_count": 4}
--- subtask_02.yaml
id: gift-cards-02
seq: '02'
title: Subtask 02
status: pending
depends_on:
- '01'
parallel: false
context_files: []
acceptance_criteria: []
deliverables: []
--- subtask_03_api.json
{"id": "gift-cards-03", "seq": "03", "depends_on": ["01"], "context_files": [".tmp/tasks/gift-cards/subtask_04.json"]}
--- subtask_04.json
{"id": "gift-cards-04", "seq": "04", "depends_on": ["gift-cards-03"]}
"""
    check_action(before, "Insert a subtask after 01, renumbering 02", after)
    after_last = """
--- subtask_05.json
{"id": "gift-cards-05", "seq": "05", "title": "Subtask 05", "status": "pending", "depends_on": ["04"], "parallel": false, "context_files": [], "acceptance_criteria": [], "deliverables": []}
"""
    moved = before.replace("<|>", "").replace('"id": "gift-cards-04"', '<|>"id": "gift-cards-04"')
    check_action(moved, "Insert a subtask after 04", after_last)


def test_references_to_renumbered_files_follow() -> None:
    before = """
--- subtask_01.json
{"seq": "01"<|>}
--- subtask_02.json
{"seq": "02"}
--- subtask_03.json
{"seq": "03", "context_files": ["./.tmp/tasks/gift-cards/subtask_02.json"]}
"""
    after = """
--- subtask_03.json
{"seq": "03"}
--- subtask_04.json
{"seq": "04", "context_files": ["./.tmp/tasks/gift-cards/subtask_03.json"]}
"""
    check_action(before, "Insert a subtask after 01, renumbering 02 to 03", after)


def test_three_digits_for_all_once_one_needs_them() -> None:
    before = '--- subtask_98.json\n{"seq": "98"<|>}\n--- subtask_99.json\n{"seq": "99", "depends_on": ["98"]}\n'
    after = '--- subtask_098.json\n{"seq": "098"}\n--- subtask_100.json\n{"seq": "100", "depends_on": ["098"]}\n'
    check_action(before, "Insert a subtask after 98, renumbering 98 to 99", after)


@pytest.mark.parametrize(
    ("fixture", "reason"),
    [
        pytest.param(
            '--- task.json\n{"status": "completed"}\n--- subtask_01.json\n{"seq": "01"<|>}\n',
            "the task is completed; make it active first",
            id="a completed task",
        ),
        pytest.param(
            '--- subtask_01.json\n{"seq": "01"<|>}\n--- subtask_02.json\n{"seq": "02",\n',
            f"{FEATURE_FOLDER}/subtask_02.json has a slip of syntax; mend it first",
            id="a slip of syntax",
        ),
    ],
)
def test_no_new_subtask_for_now(fixture: str, reason: str) -> None:
    assert reason in titles_at(fixture).values()


def test_a_slip_elsewhere_is_no_matter_where_no_number_changes() -> None:
    fixture = '--- subtask_01.json\n{"seq": "01",\n--- subtask_02.json\n{"seq": "02"<|>}\n'
    assert titles_at(fixture)["Insert a subtask after 02"] is None


@pytest.mark.parametrize(
    "fixture",
    [
        pytest.param('--- subtask_999.json\n{"seq": "999"<|>}\n', id="there are no more numbers"),
        pytest.param('--- subtask_01.json\n{"seq": "one"<|>}\n', id="a number that is none"),
        pytest.param('--- task.json\n{"id": "gift-cards"<|>}\n', id="a task"),
        pytest.param('--- /.tmp/tasks/completed/old/subtask_01.json\n{"seq": "01"<|>}\n', id="the archive"),
    ],
)
def test_no_new_subtask(fixture: str) -> None:
    assert not any(title.startswith("Insert") for title in titles_at(fixture))


ORGANISE = "Organise this document: fix what is safe to fix, sort dependencies"


def test_a_document_in_order() -> None:
    before = """
--- subtask_01.json
{"seq": "01", "status": "pending"}
--- subtask_02.json
{"seq": "02", "status": "pending"}
--- subtask_03.json
{
  "seq": "03",
  "status": "pending",
  "depends_on": ["02", <|>"01"],
  "context_files": [{"path": "docs/b.md", "lines": "9-12,1-8"}, "docs/a.md"]
}
"""
    after = """
--- subtask_03.json
{
  "seq": "03",
  "status": "pending",
  "depends_on": ["01", "02"],
  "context_files": [{"path": "docs/b.md", "lines": "1-12"}, "docs/a.md"]
}
"""
    check_action(before, ORGANISE, after)


def test_counts_in_order() -> None:
    check_action('--- task.json\n{"subtask_count": 3<|>}\n', ORGANISE, '--- task.json\n{"subtask_count": 0}\n')


def test_a_document_that_is_in_order() -> None:
    assert ORGANISE not in titles_at('{"seq": "02", "depends_on": [], "context_files": ["b.md", "a.md"]<|>}')
