"""The names that must not be put at a place: those that stand beside it already, and what would close a cycle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from callsheet.artifacts.backlogs import LISTS
from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import NameKind, normal_name
from callsheet.ide.completion.request import Request
from callsheet.syntax import Node

_ONCE_EACH: Mapping[tuple[ArtifactKind, str], tuple[str, tuple[str, ...]]] = {
    **{
        (kind, field): (member, (field,))
        for kind in (ArtifactKind.TASK, ArtifactKind.SUBTASK)
        for field, member in (("contracts", "name"), ("related_adrs", "id"))
    },
    **{(ArtifactKind.BACKLOG, field): ("id", LISTS) for field in LISTS},
}
"""Lists of objects that name a thing once each: the member that does, and the lists that count as one."""

_OPPOSITES: Mapping[tuple[ArtifactKind, str], Mapping[str, str]] = {
    (ArtifactKind.CONTEXTS, "context_relationships"): {"upstream": "downstream", "downstream": "upstream"},
}
"""Members of an entry of a list that cannot name the same, each with its opposite."""

_DEPENDENT: Mapping[tuple[ArtifactKind, str], tuple[str, ...]] = {
    (ArtifactKind.STORY_MAP, "stories"): ("stories",),
    (ArtifactKind.STORY_MAP, "vertical_slices"): ("vertical_slices",),
    **{(ArtifactKind.BACKLOG, field): LISTS for field in LISTS},
}
"""Lists of objects whose `dependencies` name one another, each with the lists that count as one."""


def unfit_names(request: Request, kind: NameKind) -> set[str]:
    """The names, normal, that cannot be put at the cursor, where a name of a kind is wanted."""
    written = [*_beside(request), *_closing_cycles(request)]
    return {normal_name(kind, name) for name in written}


def _beside(request: Request) -> Iterator[str]:
    """What stands in the same list, or in that member of the other entries where a list names a thing once."""
    if request.is_item:
        yield from (item.value for item in request.other_items() if isinstance(item.value, str))
        return
    pointer = request.pointer
    opposites = _OPPOSITES.get((request.artifact.kind, str(pointer[0])), {})
    opposite = request.sibling(opposites[str(pointer[-1])]) if pointer[-1] in opposites else None
    if isinstance(opposite, str):
        yield opposite
    member, fields = _ONCE_EACH.get((request.artifact.kind, str(pointer[0])), ("", ()))
    if len(pointer) == _LENGTH_OF_MEMBER and pointer[2] == member:
        for field in fields:
            for index, entry in enumerate(_entries(request, field)):
                if (field, index) != pointer[:2] and (name := _text(entry, member)) is not None:
                    yield name


_LENGTH_OF_MEMBER = 3
"""Steps to a member of an entry of a list of the root."""


def _closing_cycles(request: Request) -> Iterator[str]:
    """In `dependencies` the entry itself, and all that depend on it."""
    pointer = request.pointer
    fields = _DEPENDENT.get((request.artifact.kind, str(pointer[0])), ())
    if not fields or len(pointer) != _LENGTH_OF_MEMBER + 1 or pointer[2] != "dependencies":
        return
    entry = request.slot.document.node(pointer[:2])
    own = _text(entry, "id") if entry else None
    if own is None:
        return
    dependents: dict[str, list[str]] = {}
    for name, item in _named_entries(request, fields):
        for other in _dependencies(item):
            dependents.setdefault(other, []).append(name)
    yield from _with_all_above(own, dependents)


def _with_all_above(name: str, dependents: Mapping[str, list[str]]) -> set[str]:
    """A name and all that depend on it, directly or through others."""
    found, waiting = {name}, [name]
    while waiting:
        above = [other for other in dependents.get(waiting.pop(), ()) if other not in found]
        found.update(above)
        waiting += above
    return found


def _named_entries(request: Request, fields: tuple[str, ...]) -> Iterator[tuple[str, Node]]:
    for field in fields:
        for entry in _entries(request, field):
            if (name := _text(entry, "id")) is not None:
                yield name, entry


def _entries(request: Request, field: str) -> list[Node]:
    found = request.slot.document.node((field,))
    return found.items if found else []


def _dependencies(entry: Node) -> list[str]:
    found = entry.member("dependencies")
    return [item.value.strip() for item in found.node.items if isinstance(item.value, str)] if found else []


def _text(entry: Node, key: str) -> str | None:
    found = entry.member(key)
    return found.node.value.strip() if found and isinstance(found.node.value, str) else None
