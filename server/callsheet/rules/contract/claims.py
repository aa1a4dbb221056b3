"""What the documents of a feature say of contracts, judged together: once for each state of the workspace."""

from __future__ import annotations

from typing import NamedTuple
from weakref import WeakKeyDictionary

from callsheet.rules.contract.links import Link, deliverers, links
from callsheet.workspace.feature import Feature
from callsheet.workspace.planning import Planning
from callsheet.workspace.statuses import is_open

_DONE = ("implemented", "verified")
"""The states that need the contract's files."""


class Claim(NamedTuple):
    """A link, and what speaks against its state."""

    link: Link
    unfinished: dict[str, str]
    """The subtasks that have yet to deliver what the link takes for done, each with the path."""


class Claims(NamedTuple):
    """The claims of a feature. It holds no feature and no planning, so that they can be given up."""

    by_file: dict[str, list[Claim]]
    """Those of each document, by its path."""
    credible: list[Link]
    """The links against which nothing speaks, the task's first, the subtasks' in the order of their numbers."""


_judged: WeakKeyDictionary[Feature, WeakKeyDictionary[Planning, Claims]] = WeakKeyDictionary()
"""What is known of features and plannings that somebody still has; neither of them ever changes."""


def claims(feature: Feature, planning: Planning) -> Claims:
    """What the documents of a feature say of contracts."""
    known = _judged.setdefault(feature, WeakKeyDictionary())
    if planning not in known:
        known[planning] = _judge(feature, planning)
    return known[planning]


def _judge(feature: Feature, planning: Planning) -> Claims:
    judged = Claims({}, [])
    for link in links(feature):
        unfinished = _unfinished(link, feature, planning)
        judged.by_file.setdefault(link.facts.path, []).append(Claim(link, unfinished))
        if not unfinished:
            judged.credible.append(link)
    return judged


def _unfinished(link: Link, feature: Feature, planning: Planning) -> dict[str, str]:
    if link.status not in _DONE:
        return {}
    makers = deliverers(link, feature, planning)
    return {key: path for key, path in makers.items() if is_open(feature.subtasks[key])}
