"""The rule `rank-order`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from callsheet.artifacts.backlogs import rank_of
from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.quoting import quoted
from callsheet.rules.backlog.items import Item, items
from callsheet.rules.given_fixes import given_fixes
from callsheet.rules.registry import Context, Finding, Fix, Related, Severity, change, found, rule
from callsheet.syntax import Pointer
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import PlanningFacts


class _Ranked(NamedTuple):
    """An item with its rank; in the order of ranks, and of items where those are equal."""

    rank: int
    order: int
    item: Item

    @property
    def pointer(self) -> Pointer:
        return (*self.item.pointer, "combined_rank")


@rule(
    "rank-order",
    "backlog",
    Severity.WARNING,
    summary="The items' `combined_rank` is not 1, 2, 3 and so on over both lists.",
    reason="The rank says what comes next; with two items of one rank, or none, nobody knows.",
    exceptions="Items may stand in any order. Gaps are looked for only where every item has a rank; "
    "of each gap the first rank behind it is reported.",
    bad="""
--- /.tmp/planning/prioritized.json
{
  "mvp_features": [
    {"id": "story-1", "combined_rank": 1},
    {"id": "story-2", "combined_rank": «1»}
  ],
  "post_mvp_features": [
    {"id": "story-3", "combined_rank": «4»}
  ]
}
""",
    good="""
--- /.tmp/planning/prioritized.json
{
  "mvp_features": [
    {"id": "story-1", "combined_rank": 1},
    {"id": "story-2", "combined_rank": 2}
  ],
  "post_mvp_features": [
    {"id": "story-3", "combined_rank": 3}
  ]
}
""",
    remedy="Numbers all items anew in their present order; of equal ranks the first in the document stays before.",
    fixes=given_fixes,
    kinds=(ArtifactKind.BACKLOG,),
)
def rank_order(facts: PlanningFacts, _context: Context) -> Iterator[Finding]:
    """Go through the ranks in their order: each is one more than the one before."""
    all_items = list(items(facts))
    ranked = sorted(_Ranked(rank, order, item) for order, item in enumerate(all_items) if (rank := rank_of(item.value)))
    is_complete = len(ranked) == len(all_items) and not facts.syntax.is_broken
    fixes = [_renumbering(facts, ranked)]
    before: _Ranked | None = None
    for position, each in enumerate(ranked, 1):
        last = before.rank if before else 0
        if before and each.rank == last:
            related = (Related(facts.path, before.pointer, f"rank {last} stands here as well"),)
            message = f"rank {each.rank} is that of {quoted(before.item.story)} already"
            yield found("rank-order", facts, each.pointer, message, related=related, data=fixes)
            continue
        if is_complete and each.rank > last + 1 and each.rank > position:
            behind = f"after rank {last} comes {last + 1}" if last else "the first rank is 1"
            yield found("rank-order", facts, each.pointer, f"{behind}, not {each.rank}", data=fixes)
        before = each


def _renumbering(facts: PlanningFacts, ranked: list[_Ranked]) -> Fix:
    operations = [SetValue(each.pointer, position) for position, each in enumerate(ranked, 1) if each.rank != position]
    return Fix("Number all ranks anew in their present order", change(facts.path, *operations))
