"""What a subtask can depend on: the other subtasks of its feature."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.request import Request
from callsheet.ide.hover_subtasks import subtask_card
from callsheet.ide.matching import closeness
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature


def offer_dependencies(request: Request) -> Iterator[Offer]:
    """The subtasks that may be added to `depends_on`.

    Not the subtask itself, those listed already, and those that depend on it themselves: they would close a cycle.
    First come those before it in number that are not completed, then those that are, then those after it, and last
    those on which it depends already through others.
    """
    feature, facts = request.feature, request.facts
    if feature is None or not isinstance(facts, SubtaskFacts):
        return
    own = feature.key_of(facts)
    written = [item.value for item in request.other_items() if isinstance(item.value, str)]
    listed = {feature.resolve(name) for name in written}
    ancestors = feature.ancestors
    implied = {other for key in listed if key in ancestors for other in ancestors[key]}
    candidates = [
        key
        for key in feature.subtasks
        if key != own and key not in listed and own not in ancestors[key] and key.isdigit()
    ]
    has_ids = bool(written) and all(not name.strip().isdigit() for name in written)
    writes_ids = has_ids or _begins_id(request.typed, feature, candidates)
    for key in sorted(candidates, key=lambda key: _rank(feature, own, key, key in implied)):
        yield _offer(feature, key, f"{feature.id}-{key}" if writes_ids else key, is_implied=key in implied)


def _begins_id(typed: str, feature: Feature, keys: list[str]) -> bool:
    """Whether what is typed is the beginning of a full id rather than of a word of a title."""
    typed, start = typed.casefold(), f"{feature.id}-".casefold()
    if not typed or not (typed.startswith(start) or start.startswith(typed)):
        return False
    titles = (feature.subtasks[key].title or "" for key in keys)
    return not any(closeness(typed, title) in (0, 1) for title in titles)


def _rank(feature: Feature, own: str, key: str, is_implied: bool) -> int:
    if is_implied:
        return 3
    if not own.isdigit() or int(key) > int(own):
        return 2
    return 1 if feature.subtasks[key].status == "completed" else 0


def _offer(feature: Feature, key: str, name: str, *, is_implied: bool) -> Offer:
    facts = feature.subtasks[key]
    title, status = facts.title or "", facts.status or "unknown"
    detail = f"{status}, already implied by another dependency" if is_implied else status
    return Offer(
        label=name,
        kind="reference",
        value=name,
        description=title,
        detail=detail,
        documentation=partial(subtask_card, feature, key),
        words=f"{name} {title}",
    )
