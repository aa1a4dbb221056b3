"""A new subtask between others."""

from __future__ import annotations

import pytest

from tests.ide.refactoring_checks import carry_out, check_action, titles_at
from tests.workspaces import FEATURE_FOLDER


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


IN_JSON = """
--- subtask_01.json
{{
  "seq": "01",
  "depends_on": {first},
  "acceptance_criteria": [
    "It is sold"
  ]
}}
--- subtask_03.json
{{
  "seq": "03"<|>,
  "depends_on": {third},
  "acceptance_criteria": [
    "It is sold"
  ]
}}
"""


@pytest.mark.parametrize(
    ("first", "third", "depends_on"),
    [
        ("[]", '["01"]', '["03"]'),
        ('["03"]', "[]", '["03"]'),
        ("[]", "[]", '[\n    "03"\n  ]'),
        ('[\n    "03"\n  ]', '["01"]', '["03"]'),
    ],
)
def test_dependencies_are_laid_out_as_in_the_feature(first: str, third: str, depends_on: str) -> None:
    files = carry_out(IN_JSON.format(first=first, third=third), "Insert a subtask after 03")
    assert f'"depends_on": {depends_on},' in files[f"{FEATURE_FOLDER}/subtask_04.json"]


def test_dependencies_are_laid_out_as_in_the_feature_in_yaml() -> None:
    before = "--- subtask_01.yaml\nseq: '01'<|>\ndepends_on: ['03']\nacceptance_criteria:\n  - It is sold\n"
    files = carry_out(before, "Insert a subtask after 01")
    assert "depends_on: ['01']\n" in files[f"{FEATURE_FOLDER}/subtask_02.yaml"]


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
