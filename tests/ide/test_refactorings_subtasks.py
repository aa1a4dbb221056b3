"""Refactorings of a feature: a context file for the task, a document in order."""

from __future__ import annotations

import pytest

from tests.ide.refactoring_checks import check_action, titles_at
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
        ("", '{"path": "docs/a.md", "lines": "5"}', "01 refers to the whole file, but 02 to line 5"),
        (
            ', "context_files": [{"path": "docs/a.md", "lines": "4-6,8"}]',
            '"docs/a.md"',
            "01 refers to the whole file, but the task to lines 4-6,8",
        ),
        ("", '{"path": "docs/a.md", "lines": "some"}', '01 refers to the whole file, but 02 to "some"'),
        ("", '"docs/a.md", "docs/a.md"', "02 names it more than once"),
        (', "reference_files": ["docs/a.md"]', '"docs/a.md"', "the task has it among its reference_files"),
        (
            ', "context_files": [{"path": "docs/a.md", "reason": "Names"}]',
            '{"path": "docs/a.md", "reason": "Prices"}',
            'the reason is "Prices" in 02, but "Names" in the task',
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
    text = f"{before}--- subtask_03.yaml\ncontext_files:\n  - docs/a.md # as ever\n"
    assert titles_at(text)[EXTRACT] == f"a comment beside the entry in {FEATURE_FOLDER}/subtask_03.yaml would be lost"


def test_other_members_are_not_lost() -> None:
    text = SHARED.format(task="", subtask='"context_files": [{"path": "docs/a.md", "by": "us"}]')
    text = text.replace('["<|>docs/a.md"]', '[{"path": "<|>docs/a.md", "by": "them"}]')
    assert titles_at(text)[EXTRACT] == 'the entries cannot be one: they differ in "by"'


def test_of_a_long_path_the_title_shows_the_end() -> None:
    text = SHARED.format(task="", subtask='"context_files": ["docs/a.md"]')
    assert "Move …/say/how/we/name/things/in/the/shop.md to the task's context_files" in titles_at(
        text.replace("docs/a.md", "/home/documents/that/say/how/we/name/things/in/the/shop.md")
    )


def test_there_must_be_a_task_and_others() -> None:
    shared = SHARED.format(task="", subtask='"context_files": ["docs/a.md"]')
    assert EXTRACT in titles_at(shared)
    assert EXTRACT not in titles_at(shared.replace("task.json", "notes.json"))
    assert EXTRACT not in titles_at(shared.partition("--- subtask_02")[0])
    archived = shared.replace("--- ", "--- /.tmp/tasks/completed/gift-cards/")
    assert EXTRACT not in titles_at(archived)


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
