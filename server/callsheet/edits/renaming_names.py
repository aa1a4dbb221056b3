"""Another name for what planning artifacts define: where it is defined, where it is used, and in paths that say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from callsheet.artifacts.names import NameKind, NameUse
from callsheet.artifacts.quoting import quoted
from callsheet.edits.edit_error import EditError
from callsheet.edits.moving_refs import workspace_refs
from callsheet.edits.renaming_places import in_title, move_to
from callsheet.edits.renaming_uses import respelt_uses
from callsheet.syntax import value_at
from callsheet.syntax.operations import Operation, RenameKey, SetValue
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.facts import Facts, PlanningFacts
from callsheet.workspace.name_uses import UsesIn, name_pointers, uses_of, uses_of_undefined
from callsheet.workspace.planning import Named, Planning
from callsheet.workspace.snapshot import Snapshot


def _uses_to_change(planning: Planning, named: Named) -> UsesIn:
    """What finds the uses of a name in the form that was asked for: an epic's id, or the epic's name.

    The operations of an endpoint all go by its path, and a module may be that of several contexts.
    """
    has_one_form = named.definition.kind in (NameKind.ENDPOINT, NameKind.MODULE)
    return uses_of(planning, named, name_pointers(named) if has_one_form else (named.pointer,))


def name_of(named: Named) -> str:
    """What a definition calls itself at the place that was asked for."""
    aliases = {pointer: name for name, pointer in named.definition.aliases}
    return named.definition.name if named.definition.on_key else aliases.get(named.pointer, named.definition.name)


def name_changes(snapshot: Snapshot, named: Named, new: str, written: str) -> tuple[DocumentChange, ...]:
    """Another name at all places that define or use it; `written` is the name at the place where it was asked for.

    Raises:
        EditError: if it cannot be the name of such a thing.
    """
    if named.definition.kind is NameKind.ENDPOINT:
        new = _checked_path(named.definition.name, new, written)
    found = {named.path: list(_in_definitions(named, new))}
    uses_in = _uses_to_change(snapshot.planning, named)
    for facts in snapshot.files():
        found.setdefault(facts.path, []).extend(_in_uses(facts, uses_in(facts), new))
    if named.definition.kind is NameKind.ENDPOINT:
        for path, operation in _in_refs(snapshot, named, new):
            found.setdefault(path, []).append(operation)
    return tuple(DocumentChange(path, tuple(operations)) for path, operations in found.items() if operations)


def changes_of_undefined(snapshot: Snapshot, use: NameUse, new: str) -> tuple[DocumentChange, ...]:
    """Another name at all places that use one which no document defines."""
    uses_in = uses_of_undefined(snapshot.planning, use)
    found = {facts.path: tuple(_in_uses(facts, uses_in(facts), new)) for facts in snapshot.files()}
    return tuple(DocumentChange(path, operations) for path, operations in found.items() if operations)


def name_moves(snapshot: Snapshot, named: Named, new: str) -> dict[str, str]:
    """The files and folders that go by a name, with their new paths.

    Those are a bounded context's module brief and its folder of contracts, and the folder of a contract that goes by its
    id or its service's name.

    Raises:
        EditError: if one of them cannot go by the new name.
    """
    kind, name = named.definition.kind, name_of(named)
    if kind is NameKind.CONTEXT:
        filed = (facts for facts in snapshot.planning.files.values() if facts.artifact.context == name)
        return dict(move_to(snapshot, facts, "context", new) for facts in filed if _means(snapshot, facts, named))
    folder = named.facts.artifact.folder
    if kind is NameKind.CONTRACT and folder.rpartition("/")[2] == name:
        return {folder: f"{folder[: -len(name)]}{new}"}
    return {}


def _means(snapshot: Snapshot, facts: PlanningFacts, named: Named) -> bool:
    """Whether the bounded context in a document's path is one that is asked for."""
    use = NameUse(NameKind.CONTEXT, facts.artifact.context or "", ())
    found = snapshot.planning.resolve(use, facts.path, facts.artifact)
    return found is not None and (found.path, found.pointer) == (named.path, named.pointer)


def _in_definitions(named: Named, new: str) -> Iterator[Operation]:
    """Where a name is defined: once, but that several contexts may have one module."""
    if named.definition.on_key:
        yield RenameKey(named.definition.pointer, new)
        return
    for pointer in name_pointers(named) if named.definition.kind is NameKind.MODULE else (named.pointer,):
        yield SetValue(pointer, _in_place_of(str(value_at(named.facts.value, pointer)), new))


def _in_place_of(written: str, new: str) -> str:
    """A new name with the blanks that stand around the old one."""
    bare = written.strip()
    start = written.find(bare)
    return f"{written[:start]}{new}{written[start + len(bare) :]}"


def _in_uses(facts: Facts, uses: Iterable[NameUse], new: str) -> Iterator[Operation]:
    found = list(uses)
    in_titles = [
        use for use in found if use.pointer == ("title",)
    ]  # of module briefs, which need not have the name there
    for use in in_titles:
        yield from in_title(facts, use.name, new)
    yield from respelt_uses(facts, (use for use in found if use not in in_titles), lambda use: _respelt(use, new))


def _respelt(use: NameUse, new: str) -> str:
    return _endpoint_in_use(use.name, new) if use.kind is NameKind.ENDPOINT else _in_place_of(use.name, new)


def _in_refs(snapshot: Snapshot, named: Named, new: str) -> Iterator[tuple[str, Operation]]:
    """The `$ref`s that lead through the path of an endpoint."""
    from callsheet.artifacts.openapi.references import parse_ref, target_file, written_ref

    for path, ref in workspace_refs(snapshot):
        pointer = parse_ref(ref.written).pointer
        if pointer[:2] == named.definition.pointer and target_file(path, ref.written) == named.path:
            base = ref.written.partition("#")[0]
            yield path, SetValue(ref.pointer, base + written_ref("", ("paths", new, *pointer[2:])))


_PARAMETER = re.compile(r"\{[^{}/]*\}")


def path_start(written: str) -> int:
    """Where in the name of an endpoint its path begins (code points): behind the method, if there is one."""
    return max(written.find("/"), 0)


def _checked_path(path: str, new: str, written: str) -> str:
    """A new path with the parameters as the OpenAPI document calls them."""
    if not new.startswith("/") or re.search(r"\s", new):
        raise EditError(f"{quoted(new)} is no path: it begins with a slash and has no blanks")
    own, wanted = _PARAMETER.findall(path), _PARAMETER.findall(new)
    if wanted not in (own, _PARAMETER.findall(written)):
        raise EditError(f"the parameters of {path} have to stay: {', '.join(own) or 'it has none'}")
    return _with_parameters(new, own)


def _with_parameters(path: str, parameters: list[str]) -> str:
    """A path with other names for its parameters, as far as there are any."""
    names = iter(parameters)
    return _PARAMETER.sub(lambda match: next(names, match.group()), path)


def _endpoint_in_use(written: str, new: str) -> str:
    """An endpoint as it is named at a place: with its method, blanks and parameters."""
    start = path_start(written)
    path = written[start:].rstrip()
    return f"{written[:start]}{_with_parameters(new, _PARAMETER.findall(path))}{written[start + len(path) :]}"
