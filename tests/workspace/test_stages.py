"""The eight stages: what belongs to a feature, and how far it is."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.workspace.snapshot import Snapshot
from callsheet.workspace.stages import STAGE_NAMES, Stage, staged_features, staged_features_named, stages_of
from tests.workspaces import Fixture, read_fixture

TASK = """
--- task.json
{"id": "gift-cards", "bounded_context": "cards", "vertical_slice": "buying"}
"""
SUBTASKS = """
--- subtask_01.json
{"seq": "01", "status": "completed"}
--- subtask_02.json
{"seq": "02", "status": "pending"}
"""
CONTEXTS = """
--- /.tmp/tasks/shop/contexts.json
{"feature": "shop", "bounded_contexts": [{"name": "cards"}, {"name": "money"}]}
"""
MAP = """
--- /.tmp/planning/shop/map.json
{"feature": "shop", "vertical_slices": [{"id": "buying"}], "stories": [{"id": "story-001", "title": "Buy a card"}]}
"""
BACKLOG = """
--- /.tmp/planning/prioritized.json
{"mvp_features": [{"id": "story-001"}], "post_mvp_features": []}
"""
CONTRACT = """
--- /.tmp/contracts/cards/cards-api/contract.json
{"contract_id": "cards-api", "service_name": "CardsAPI", "openapi_spec_path": "contract.openapi.yaml"}
--- /.tmp/contracts/cards/cards-api/contract.openapi.yaml
openapi: 3.0.3
"""
RESULTS = """
--- /.tmp/validation/gift-cards-report.md
# Gift cards
--- /docs/retrospectives/shop.md
# The shop
"""
PLAN = CONTEXTS + MAP + BACKLOG
ALL = TASK + SUBTASKS + PLAN + CONTRACT + RESULTS


def states(
    fixture: str, name: str = "gift-cards", errors: Mapping[str, int] | None = None
) -> dict[int, tuple[str, list[str], str | None]]:
    """The state, the files' last two steps and the note of each stage of the one feature that a name means."""
    with tempfile.TemporaryDirectory() as root:
        snapshot = read_fixture(fixture).snapshot(Path(root))
        (feature,) = staged_features_named(snapshot, name)
        found = stages_of(snapshot, feature, lambda path: (errors or {}).get(_short(path), 0))
    assert [stage.name for stage in found.stages] == list(STAGE_NAMES)
    return {stage.number: _plain(stage) for stage in found.stages}


def _short(path: str) -> str:
    return "/".join(path.split("/")[-2:])


def _plain(stage: Stage) -> tuple[str, list[str], str | None]:
    return stage.state, [_short(path) for path in stage.artifacts], stage.note


MISSING: tuple[str, list[str], str | None] = ("missing", [], None)


# how far a feature is


def test_a_plan_under_another_name_belongs_to_the_tasks_that_use_its_names() -> None:
    assert states(ALL) == {
        1: ("done", ["shop/contexts.json"], None),
        2: ("done", ["shop/map.json"], None),
        3: ("done", ["planning/prioritized.json"], None),
        4: ("done", ["gift-cards/task.json", "gift-cards/subtask_01.json", "gift-cards/subtask_02.json"], None),
        5: ("done", ["cards-api/contract.json", "cards-api/contract.openapi.yaml"], None),
        6: ("open", ["gift-cards/subtask_01.json"], "1 of 2 subtasks completed"),
        7: ("done", ["validation/gift-cards-report.md"], None),
        8: ("done", ["retrospectives/shop.md"], None),
    }


def test_tasks_alone() -> None:
    found = states(TASK + SUBTASKS)
    assert [found[number] for number in (1, 2, 3, 5, 7, 8)] == [MISSING] * 6
    assert (found[4][0], found[6][0]) == ("done", "open")


@pytest.mark.parametrize(
    ("statuses", "state", "note"),
    [
        (["pending", "blocked"], "missing", "0 of 2 subtasks completed"),
        (["in_progress", "pending"], "open", "0 of 2 subtasks completed"),
        (["completed", "blocked"], "open", "1 of 2 subtasks completed"),
        (["completed", "completed"], "done", "2 of 2 subtasks completed"),
        ([], "missing", None),
    ],
)
def test_the_work_is_done_once_every_subtask_is_completed(statuses: list[str], state: str, note: str | None) -> None:
    subtasks = "".join(
        f'--- subtask_0{number}.json\n{{"seq": "0{number}", "status": "{status}"}}\n'
        for number, status in enumerate(statuses, 1)
    )
    work = states(TASK + subtasks)[6]
    assert (work[0], work[2]) == (state, note)


def test_errors_keep_a_stage_open() -> None:
    found = states(ALL, errors={"shop/map.json": 1, "gift-cards/task.json": 1, "gift-cards/subtask_02.json": 1})
    assert (found[2][0], found[2][2]) == ("open", "1 error")
    assert (found[4][0], found[4][2]) == ("open", "2 errors")
    assert found[1][0] == "done"


@pytest.mark.parametrize(("fixture", "note"), [(TASK, "no subtasks"), (SUBTASKS, "no task file")])
def test_a_breakdown_needs_a_task_and_subtasks(fixture: str, note: str) -> None:
    found = states(fixture)[4]
    assert (found[0], found[2]) == ("open", note)


def test_module_briefs_are_no_substitute_for_contexts() -> None:
    brief = "--- module-briefs/cards.md\n# Cards\n"
    assert states(TASK + brief)[1] == ("open", ["module-briefs/cards.md"], "no contexts")


def test_module_briefs_lie_beside_the_contexts() -> None:
    brief = "--- /.tmp/tasks/shop/module-briefs/cards.md\n# Cards\n"
    assert states(ALL + brief)[1] == ("done", ["shop/contexts.json", "module-briefs/cards.md"], None)


def test_contracts_that_are_named_but_not_written_keep_the_stage_open() -> None:
    links = '"contracts": [{"type": "api", "name": "CardsAPI"}, {"type": "api", "name": "MoneyAPI"}]'
    found = states(ALL.replace('"bounded_context": "cards"', links))[5]
    assert found == ("open", ["cards-api/contract.json", "cards-api/contract.openapi.yaml"], "no MoneyAPI")


def test_an_openapi_document_that_does_not_exist_keeps_the_stage_open() -> None:
    found = states(ALL.partition("--- /.tmp/contracts/cards/cards-api/contract.openapi")[0])[5]
    assert found == ("open", ["cards-api/contract.json"], "no contract.openapi.yaml")


# what belongs to a feature


def test_what_has_the_features_own_name_comes_first() -> None:
    own = CONTEXTS.replace("shop", "gift-cards") + MAP.replace("shop", "gift-cards")
    found = states(ALL + own)
    assert (found[1][1], found[2][1]) == (["gift-cards/contexts.json"], ["gift-cards/map.json"])


def test_a_plan_belongs_together() -> None:
    """The tasks use a name of the contexts only; the map of the same plan belongs to them as well."""
    other = MAP.replace("shop", "club").replace("buying", "joining")
    assert states(ALL.replace(', "vertical_slice": "buying"', "") + other)[2][1] == ["shop/map.json"]


def test_of_several_plans_that_nothing_connects_with_a_feature_none_belongs_to_it() -> None:
    task = '--- task.json\n{"id": "gift-cards"}\n'
    found = states(task + PLAN + PLAN.replace("shop", "club").replace("planning/prior", "planning/club/prior"))
    assert [found[number] for number in (1, 2, 3)] == [MISSING] * 3


def test_the_only_plan_of_a_workspace_belongs_to_every_feature() -> None:
    found = states('--- task.json\n{"id": "gift-cards"}\n' + PLAN + CONTRACT)
    assert [found[number][0] for number in (1, 2, 3)] == ["done"] * 3
    assert found[5] == MISSING


def test_of_several_backlogs_it_is_the_one_that_ranks_the_stories() -> None:
    other = '--- /.tmp/planning/club/prioritized.json\n{"mvp_features": [{"id": "story-900"}]}\n'
    assert states(ALL + other)[3][1] == ["planning/prioritized.json"]


def test_contracts_of_other_contexts_do_not_belong() -> None:
    other = CONTRACT.replace("contracts/cards", "contracts/money").replace("ards", "oney")
    assert states(ALL + other)[5][1] == ["cards-api/contract.json", "cards-api/contract.openapi.yaml"]


def test_a_contract_belongs_by_its_link() -> None:
    link = '"contracts": [{"type": "api", "name": "CardsAPI"}]'
    assert states(ALL.replace('"bounded_context": "cards"', link))[5][0] == "done"


def test_archived_contexts_are_those_of_the_archived_feature() -> None:
    archived = TASK.replace("--- ", "--- /.tmp/tasks/completed/old/").replace('"gift-cards"', '"old"')
    old = CONTEXTS.replace("tasks/shop", "tasks/completed/old").replace("cards", "coins")
    new = CONTEXTS.replace("tasks/shop", "tasks/old").replace("cards", "coins")
    assert states(archived + old + new, "old")[1][1] == ["old/contexts.json"]


# which features there are


def names(fixture: str, root: Path) -> list[str]:
    return [feature.name for feature in staged_features(read_fixture(fixture).snapshot(root))]


def test_a_plan_without_tasks_is_a_feature_of_its_own(tmp_path: Path) -> None:
    assert names(PLAN + CONTRACT, tmp_path) == ["shop"]
    found = states(PLAN + CONTRACT, "shop")
    assert [found[number][0] for number in sorted(found)] == ["done"] * 3 + ["missing", "done"] + ["missing"] * 3


def test_a_plan_with_tasks_is_none(tmp_path: Path) -> None:
    assert names(ALL, tmp_path) == ["gift-cards"]
    assert states(ALL, "shop") == states(ALL)


def test_archived_features_are_none_unless_named(tmp_path: Path) -> None:
    archived = CONTEXTS.replace("tasks/shop", "tasks/completed/old")
    fixture = TASK.replace("--- ", "--- /.tmp/tasks/completed/done/").replace(', "bounded_context": "cards"', "")
    more = CONTEXTS.replace("tasks/shop", "tasks/third")
    assert names(fixture + archived + more, tmp_path) == ["third"]
    for name in ("old", "done"):
        assert states(fixture + archived + more, name)


def test_a_new_plan_is_not_that_of_an_archived_feature(tmp_path: Path) -> None:
    archived = '--- /.tmp/tasks/completed/old/task.json\n{"id": "old"}\n'
    assert names(archived + MAP, tmp_path) == ["shop"]
    assert states(archived + MAP, "old")[2] == MISSING


def test_a_plan_stays_that_of_an_archived_feature_that_uses_its_names(tmp_path: Path) -> None:
    archived = TASK.replace("--- ", "--- /.tmp/tasks/completed/old/").replace('"gift-cards"', '"old"')
    assert names(archived + MAP, tmp_path) == []
    assert states(archived + MAP, "old")[2][1] == ["shop/map.json"]


def test_an_unknown_name_means_none(tmp_path: Path) -> None:
    assert staged_features_named(read_fixture(ALL).snapshot(tmp_path), "cards") == []


# whatever the files hold

PATHS = [
    ".tmp/tasks/gift-cards/task.json",
    ".tmp/tasks/gift-cards/subtask_01.json",
    ".tmp/tasks/completed/old/subtask_01.json",
    ".tmp/tasks/shop/contexts.json",
    ".tmp/planning/shop/map.json",
    ".tmp/planning/prioritized.json",
    ".tmp/contracts/cards/cards-api/contract.json",
    ".tmp/contracts/cards/cards-api/contract.openapi.json",
    ".tmp/validation/shop-report.md",
    "docs/retrospectives/gift-cards.md",
]
NAMES = st.sampled_from(["cards", "shop", "", "story-001", "completed", "../x", "\U0001f680"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.integers() | NAMES,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("id", "name", "status", "bounded_context", "bounded_contexts", "vertical_slice", "contracts"),
                    *("vertical_slices", "stories", "mvp_features", "openapi_spec_path", "feature", "type"),
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(PATHS), VALUES.map(json.dumps) | st.just("{"), max_size=8))
def test_nothing_fails(files: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as root:
        snapshot = Fixture(files).snapshot(Path(root))
        for feature in staged_features(snapshot):
            check_stages(snapshot, stages_of(snapshot, feature, lambda path: len(path) % 2).stages)


def check_stages(snapshot: Snapshot, stages: tuple[Stage, ...]) -> None:
    """Eight in their order, made of files that are there; only what is done or open has any."""
    assert [stage.number for stage in stages] == list(range(1, 9))
    for stage in stages:
        assert bool(stage.artifacts) == (stage.state != "missing")
        assert all(snapshot.facts(path) for path in stage.artifacts)
