"""The items that are wanted stand far up in the lists that completion gives."""

from __future__ import annotations

from collections import Counter
from statistics import mean

from bench.ranking.measure import CURSOR, positions, ranked, render


def test_the_positions_are_many_and_of_all_sorts() -> None:
    found = positions()
    assert all(position.text.count(CURSOR) == 1 for position in found)
    sorts = Counter(position.sort for position in found)
    assert set(sorts) == {"key", "value", "dependency", "path", "lines", "name", "document"}
    assert {position.file.rpartition(".")[2] for position in found} == {"json", "yaml", "md"}


def test_what_is_wanted_stands_far_up() -> None:
    results = ranked()
    assert len(results) >= 150
    missing = [(each.position.wanted, each.prefix, each.position.text) for each in results if each.rank is None]
    assert not missing, missing
    assert mean(each.reciprocal for each in results) > 0.9
    assert "| **all** |" in render(results)
