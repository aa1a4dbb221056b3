"""The family *stages*."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.rules import Finding
from callsheet.rules.engine import Checker
from callsheet.text import Text
from callsheet.workspace.session import Session
from tests.rules.helpers import check_findings

RULE = "skipped-stage"

TASK = """
--- task.json
{"id": "gift-cards", "bounded_context": "cards", "vertical_slice": "buying"}
"""
CONTEXTS = """
--- /.tmp/tasks/shop/contexts.json
{"feature": "shop", "bounded_contexts": [{"name": "cards"}]}
"""
MAP = """
--- /.tmp/planning/shop/map.json
{"feature": "shop", "vertical_slices": [{"id": "buying"}], "stories": [{"id": "story-001", "title": "Buy a card"}]}
"""
BACKLOG = """
--- /.tmp/planning/shop/prioritized.json
{"metadata": {"total_items": 1}, "mvp_features": [{"id": "story-001"}], "post_mvp_features": []}
"""
CONTRACT = """
--- /.tmp/contracts/cards/cards-api/contract.json
{"contract_id": "cards-api"}
"""
REPORT = """
--- /.tmp/validation/gift-cards-report.md
# Gift cards
"""
RETROSPECTIVE = """
--- /docs/retrospectives/gift-cards.md
# Gift cards
"""


def marked(text: str, words: str, *messages: str) -> str:
    """A fixture in which some words are blamed, once for each message."""
    opened = words
    for message in messages:
        opened = f"«{opened}»{{{RULE} hint: {message}}}"
    return text.replace(words, opened, 1)


def check_task(fixture: str, *messages: str) -> list[Finding]:
    """Check what is found at the id of the task."""
    return check_findings(marked(TASK, '"gift-cards"', *messages) + fixture, RULE)


# what is reported


def test_a_backlog_without_a_story_map() -> None:
    message = "shop has contexts and a backlog, but no story map between them (stage 2, story mapping)"
    (finding,) = check_findings(CONTEXTS + marked(BACKLOG, '"metadata"', message))
    assert [related.path for related in finding.related] == [".tmp/tasks/shop/contexts.json"]


def test_a_backlog_without_metadata_is_blamed_at_its_first_member() -> None:
    backlog = BACKLOG.replace('"metadata": {"total_items": 1}, ', "")
    check_findings(CONTEXTS + marked(backlog, '"mvp_features"', "no story map"))


def test_the_backlog_of_the_whole_workspace() -> None:
    backlog = BACKLOG.replace("planning/shop", "planning")
    check_findings(CONTEXTS + marked(backlog, '"metadata"', "the workspace has contexts and a backlog"))


def test_tasks_right_behind_the_contexts() -> None:
    check_task(
        CONTEXTS,
        "gift-cards has contexts and tasks, but no story map between them (stage 2, story mapping)",
        "gift-cards has contexts and tasks, but no backlog between them (stage 3, prioritization)",
    )


def test_tasks_right_behind_the_story_map() -> None:
    (finding,) = check_task(CONTEXTS + MAP, "gift-cards has a story map and tasks, but no backlog between them")
    assert [related.path for related in finding.related] == [".tmp/planning/shop/map.json"]


def test_a_validation_report_without_contracts() -> None:
    check_task(CONTEXTS + MAP + BACKLOG + REPORT, "gift-cards has tasks and a validation report, but no contracts")


@pytest.mark.parametrize("planning", [CONTEXTS + MAP + BACKLOG + CONTRACT, CONTRACT])
def test_a_retrospective_without_a_validation_report(planning: str) -> None:
    (finding,) = check_task(
        planning + RETROSPECTIVE,
        "gift-cards has contracts and a retrospective, but no validation report between them",
    )
    assert finding.related[1].path == "docs/retrospectives/gift-cards.md"


def test_a_missing_story_map_is_reported_once() -> None:
    """At the backlog, not at the tasks behind it as well."""
    check_findings(TASK + CONTEXTS + marked(BACKLOG, '"metadata"', "no story map"))


# what is left alone


@pytest.mark.parametrize(
    "fixture",
    [
        TASK,
        TASK + RETROSPECTIVE,
        TASK + REPORT + RETROSPECTIVE,
        CONTEXTS,
        CONTEXTS + MAP,
        MAP + BACKLOG,
        BACKLOG,
        TASK + BACKLOG,
        TASK + CONTRACT,
        TASK + CONTRACT + REPORT,
        CONTEXTS + MAP + BACKLOG,
        TASK + CONTEXTS + MAP + BACKLOG,
        TASK + CONTEXTS + MAP + BACKLOG + CONTRACT,
        TASK + CONTEXTS + MAP + BACKLOG + CONTRACT + REPORT,
        TASK + CONTEXTS + MAP + BACKLOG + CONTRACT + REPORT + RETROSPECTIVE,
    ],
    ids=[
        "tasks alone",
        "no planning, but a retrospective",
        "no planning, but results",
        "contexts alone",
        "a plan that has just begun",
        "a plan that begins with the story map",
        "a backlog alone",
        "nothing before the backlog",
        "contracts alone",
        "contracts and a report, no plan",
        "a plan whose tasks are still to come",
        "a plan and tasks, no contracts yet",
        "nothing behind the contracts yet",
        "a report, no retrospective yet",
        "everything",
    ],
)
def test_nothing_is_missing_between_two_stages(fixture: str) -> None:
    check_findings(fixture, RULE)


def test_the_plan_of_others() -> None:
    """It is the only one of the workspace, but nothing connects the feature with it."""
    check_findings('--- task.json\n{"id": "gift-cards"}\n' + CONTEXTS, RULE)


def test_a_backlog_that_ranks_the_stories_of_another_plan() -> None:
    check_findings(CONTEXTS + BACKLOG + MAP.replace("planning/shop", "planning/shop-map"), RULE)


def test_a_plan_whose_tasks_were_removed() -> None:
    results = (REPORT + RETROSPECTIVE).replace("gift-cards", "shop")
    check_findings(CONTEXTS + MAP + BACKLOG + CONTRACT + results, RULE)


def test_an_archived_feature() -> None:
    check_findings(TASK.replace("--- ", "--- /.tmp/tasks/completed/gift-cards/") + CONTEXTS, RULE)


def test_a_feature_without_a_task_file() -> None:
    check_findings('--- subtask_01.json\n{"seq": "01", "bounded_context": "cards"}\n' + CONTEXTS, RULE)


@pytest.mark.parametrize("broken", ['--- /.tmp/planning/shop-2/map.json\n{"stories": [', "--- subtask_01.json\n{"])
def test_while_a_file_cannot_be_read_that_may_belong(broken: str) -> None:
    check_findings(TASK + CONTEXTS + broken, RULE)


def test_it_can_be_silenced() -> None:
    task = TASK.replace('{"id"', '{"$callsheet": {"ignore": ["skipped-stage"]}, "id"')
    check_findings(task + CONTEXTS, RULE)


# incremental equals from scratch

FOLDER = ".tmp/tasks/gift-cards"
TEXTS = {
    f"{FOLDER}/task.json": ['{"id": "gift-cards", "bounded_context": "cards"}', '{"id": "gift-cards"}'],
    f"{FOLDER}/subtask_01.json": ['{"seq": "01", "vertical_slice": "buying"}', '{"seq": "01"}', "{"],
    ".tmp/tasks/shop/contexts.json": ['{"bounded_contexts": [{"name": "cards"}]}', "{}"],
    ".tmp/planning/shop/map.json": ['{"vertical_slices": [{"id": "buying"}]}', '{"stories": [{"id": "story-001"}]}'],
    ".tmp/planning/prioritized.json": ['{"metadata": {}, "mvp_features": [{"id": "story-001"}]}', "[]"],
    ".tmp/contracts/cards/cards-api/contract.json": ['{"contract_id": "cards-api"}'],
    "docs/retrospectives/shop.md": ["# The shop\n"],
}
STEPS = st.sampled_from([(path, text) for path, texts in TEXTS.items() for text in (*texts, None)])


@given(st.lists(STEPS, max_size=15))
def test_it_follows_every_change(steps: list[tuple[str, str | None]]) -> None:
    with TemporaryDirectory() as root:
        session, checker = Session(Path(root)), Checker()
        opened: dict[str, str] = {}
        for path, text in steps:
            if text is not None:
                session.open(path, Text(text))
                opened[path] = text
            elif opened.pop(path, None) is not None:
                session.close(path)
            remembered = skipped(session, checker)
        afresh = Session(Path(root))
        for path, text in opened.items():
            afresh.open(path, Text(text))
        assert not steps or remembered == skipped(afresh, Checker())


def skipped(session: Session, checker: Checker) -> dict[str, list[Finding]]:
    """What the rule finds in each file."""
    paths = sorted(facts.path for facts in session.snapshot.files())
    findings = {path: checker.findings(session.snapshot, path) for path in paths}
    return {path: [finding for finding in found if finding.rule == RULE] for path, found in findings.items()}
