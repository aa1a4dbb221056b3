"""Where backlogs rank stories: one look at every item, whoever asks."""

from __future__ import annotations

import gc
import json
import weakref
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.layout import DEFAULT_LAYOUT
from callsheet.ide.hover import hover
from callsheet.rules.engine import Checker
from callsheet.workspace.facts import PlanningFacts
from callsheet.workspace.planning import Planning
from callsheet.workspace.ranking import Ranking
from callsheet.workspace.reading import read_facts
from tests.workspaces import read_fixture

MAP = ".tmp/planning/shop/map.json"
SHOP = ".tmp/planning/shop/prioritized.json"
ALL = ".tmp/planning/prioritized.json"
MAPS = """
--- /.tmp/planning/shop/map.json
{"stories": [{"id": "s-1"}, {"id": "s-2"}]}
--- /.tmp/planning/club/map.json
{"stories": [{"id": "c-1"}]}
"""


def test_stories_with_the_items_that_rank_them(tmp_path: Path) -> None:
    backlogs = """
--- /.tmp/planning/prioritized.json
{"mvp_features": [{"id": "c-1", "combined_rank": 2}, {"id": " s-1 "}], "post_mvp_features": [{"id": "s-2", "combined_rank": true}]}
--- /.tmp/planning/shop/prioritized.json
{"post_mvp_features": [{"id": "s-1", "combined_rank": 1}]}
"""
    found = read_fixture(MAPS + backlogs).snapshot(tmp_path).planning.rankings
    assert found.of_stories == {
        (".tmp/planning/club/map.json", ("stories", 0, "id")): [Ranking(ALL, ("mvp_features", 0), 2)],
        (MAP, ("stories", 0, "id")): [
            Ranking(ALL, ("mvp_features", 1), None),
            Ranking(SHOP, ("post_mvp_features", 0), 1),
        ],
        (MAP, ("stories", 1, "id")): [Ranking(ALL, ("post_mvp_features", 0), None)],
    }
    assert found.maps == {ALL: {MAP, ".tmp/planning/club/map.json"}, SHOP: {MAP}}
    assert not found.uncertain


@pytest.mark.parametrize(
    "backlog",
    [
        '{"mvp_features": [{"id": "s-9"}]}',
        '{"mvp_features": [{"title": "Pay"}]}',
        '{"mvp_features": [{"id": "s-1"}, {"id": "s-2"',
    ],
)
def test_a_backlog_that_cannot_be_understood_is_uncertain(tmp_path: Path, backlog: str) -> None:
    snapshot = read_fixture(f"{MAPS}--- /{SHOP}\n{backlog}").snapshot(tmp_path)
    assert snapshot.planning.rankings.uncertain == {SHOP}


def plans(count: int) -> str:
    """Plans of one story each, and the backlogs that rank them."""
    return "".join(
        f'--- /.tmp/planning/p{number}/map.json\n{{"stories": [{{"id": "p{number}"}}]}}\n'
        f'--- /.tmp/planning/p{number}/prioritized.json\n{{"mvp_features": [{{"id": "p{number}", "combined_rank": 1}}]}}\n'
        for number in range(count)
    )


def test_the_cost_grows_with_the_plans_and_no_faster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = read_fixture(plans(40)).snapshot(tmp_path)
    calls = 0
    resolve = Planning.resolve

    def counted(self: Planning, *arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        return resolve(self, *arguments)

    monkeypatch.setattr(Planning, "resolve", counted)
    checker = Checker()
    found = [finding.rule for facts in snapshot.files() for finding in checker.findings(snapshot, facts.path)]
    assert "uncovered" not in found
    assert 0 < calls <= 40 * 10


def test_a_closed_workspace_is_not_remembered(tmp_path: Path) -> None:
    fixture = read_fixture('--- /.tmp/planning/shop/map.json\n{"stories": [{"id": "s-<|>1"}]}\n' + plans(1))
    assert fixture.cursor is not None
    snapshot = fixture.snapshot(tmp_path)
    assert hover(snapshot, *fixture.cursor) is not None
    planning = weakref.ref(snapshot.planning)
    del snapshot
    gc.collect()
    assert planning() is None


def read(path: str, value: Any) -> PlanningFacts:
    artifact = DEFAULT_LAYOUT.classify(path)
    assert artifact is not None
    facts = read_facts(path, artifact, value)
    assert isinstance(facts, PlanningFacts)
    return facts


def test_the_facts_of_a_file_go_with_its_next_version() -> None:
    """What is known of names outlives a change that leaves them as they are, but the old facts do not."""
    path = ".tmp/planning/forgotten/map.json"
    planning = Planning({path: read(path, {"feature": "old", "stories": [{"id": "s-1"}]})})
    assert not planning.rankings.uncertain  # for which the names are looked up
    changed = read(path, {"feature": "new", "stories": [{"id": "s-1"}]})
    planning = planning.changed({path: changed})
    gc.collect()
    kept = [each for each in gc.get_objects() if isinstance(each, PlanningFacts) and each.path == path]
    assert kept == [changed]
    assert planning.files[path] is changed


ITEMS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "id": st.sampled_from(["s-1", "s-2", "", "x", "\ud800"]) | st.none() | st.integers(),
            "combined_rank": st.integers() | st.booleans() | st.text(max_size=2) | st.just(10**5000),
        },
    )
    | st.none()
    | st.text(max_size=2),
    max_size=5,
)


@given(mvp=ITEMS | st.text(max_size=2), later=ITEMS | st.none())
def test_every_item_that_ranks_a_story_is_found(mvp: Any, later: Any) -> None:
    values = {MAP: {"stories": [{"id": "s-1"}, {"id": "s-2"}]}, SHOP: {"mvp_features": mvp, "post_mvp_features": later}}
    found = Planning({path: read(path, value) for path, value in values.items()}).rankings
    items = [
        item for entries in (mvp, later) if isinstance(entries, list) for item in entries if isinstance(item, dict)
    ]
    known = [item for item in items if item.get("id") in ("s-1", "s-2")]
    assert sum(map(len, found.of_stories.values())) == len(known)
    assert bool(found.uncertain) == (len(known) < len(items))
    assert json.dumps([ranking.rank for rankings in found.of_stories.values() for ranking in rankings])
