"""What a backlog consists of: its two lists, and the rank of an item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MVP = "mvp_features"
"""The list of what the first release needs."""

POST_MVP = "post_mvp_features"
"""The list of what comes later."""

LISTS = (MVP, POST_MVP)
"""The lists of a backlog, in the order of their release."""

_LARGEST = 2**53
"""Larger numbers are no ranks; decoders disagree on them."""


def rank_of(item: Mapping[str, Any]) -> int | None:
    """The `combined_rank` of an item, from 1; None where it has none that could be one."""
    rank = item.get("combined_rank")
    is_rank = isinstance(rank, int) and not isinstance(rank, bool) and 0 < rank < _LARGEST
    return rank if is_rank else None
