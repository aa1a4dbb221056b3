"""Another name for what planning artifacts define: where it is defined, where it is used, and in paths that say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import Definition, NameKind, NameUse, normal_name
from callsheet.artifacts.quoting import quoted
from callsheet.edits.moving_refs import workspace_refs
from callsheet.edits.node_changes import EditError
from callsheet.edits.renaming_places import in_title, move_to
from callsheet.syntax import Pointer
from callsheet.syntax.operations import Operation, RenameKey, SetValue
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.facts import Facts, PlanningFacts
from callsheet.workspace.planning import Named
from callsheet.workspace.snapshot import Snapshot

Found: TypeAlias = tuple[Facts, NameUse]
"""A place that uses a name, and the document that it stands in."""


def uses_of(snapshot: Snapshot, named: Named) -> Iterator[Found]:
    """The places that mean a name in the form that was asked for: an epic's id, or the epic's name."""
    kind, name = named.definition.kind, normal_name(named.definition.kind, name_of(named))
    is_endpoint = kind is NameKind.ENDPOINT
    for facts in snapshot.files():
        for use in facts.uses:
            if use.kind is kind and (is_endpoint or normal_name(kind, use.name) == name):
                other = snapshot.planning.resolve(use, facts.path, facts.artifact)
                if other is not None and other.path == named.path and _is_same(other, named):
                    yield facts, use


def _is_same(first: Named, second: Named) -> bool:
    """Whether two names are one; the operations of an endpoint all go by its path."""
    if first.definition.kind is NameKind.ENDPOINT:
        return first.definition.pointer == second.definition.pointer
    return first.pointer == second.pointer


def undefined_uses(snapshot: Snapshot, use: NameUse) -> Iterator[Found]:
    """The places that use a name which no document defines, as they do with the names of releases."""
    name = normal_name(use.kind, use.name)
    for facts in snapshot.files():
        for other in facts.uses:
            is_same = other.kind is use.kind and normal_name(other.kind, other.name) == name
            if is_same and snapshot.planning.resolve(other, facts.path, facts.artifact) is None:
                yield facts, other


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
    operations: dict[str, list[Operation]] = {}
    for definition, pointer, name in _definitions(named):
        operations.setdefault(named.path, []).append(_renamed(definition, pointer, name, new))
    for facts, use in uses_of(snapshot, named):
        operations.setdefault(facts.path, []).extend(_in_use(facts, use, new))
    for path, operation in _elsewhere(snapshot, named, new):
        operations.setdefault(path, []).append(operation)
    return tuple(DocumentChange(path, tuple(found)) for path, found in operations.items() if found)


def use_changes(found: Iterable[Found], new: str) -> tuple[DocumentChange, ...]:
    """Another name at places that use one."""
    operations: dict[str, list[Operation]] = {}
    for facts, use in found:
        operations.setdefault(facts.path, []).extend(_in_use(facts, use, new))
    return tuple(DocumentChange(path, tuple(found)) for path, found in operations.items() if found)


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


def _definitions(named: Named) -> Iterator[tuple[Definition, Pointer, str]]:
    """Where a name is defined: once, but that several contexts may have one module."""
    name = name_of(named)
    if named.definition.kind is not NameKind.MODULE:
        pointer = named.definition.pointer if named.definition.on_key else named.pointer
        yield named.definition, pointer, name
        return
    for definition in named.facts.definitions:
        if definition.kind is NameKind.MODULE and definition.name.strip() == name.strip():
            yield definition, definition.pointer, definition.name


def _renamed(definition: Definition, pointer: Pointer, name: str, new: str) -> Operation:
    return RenameKey(pointer, new) if definition.on_key else SetValue(pointer, in_place_of(name, new))


def in_place_of(written: str, new: str) -> str:
    """A new name with the blanks that stand around the old one."""
    bare = written.strip()
    start = written.find(bare)
    return f"{written[:start]}{new}{written[start + len(bare) :]}"


def _in_use(facts: Facts, use: NameUse, new: str) -> Iterator[Operation]:
    if use.kind is NameKind.ENDPOINT:
        yield SetValue(use.pointer, _endpoint_in_use(use.name, new))
    elif isinstance(facts, PlanningFacts) and facts.artifact.kind is ArtifactKind.MODULE_BRIEF:
        yield from in_title(facts, use.name, new)
    elif use.on_key:
        yield RenameKey(use.pointer, in_place_of(use.name, new))
    else:
        yield SetValue(use.pointer, in_place_of(use.name, new))


def _elsewhere(snapshot: Snapshot, named: Named, new: str) -> Iterator[tuple[str, Operation]]:
    """Places that speak of a name in ways of their own: a module brief's field, a `$ref` through a path."""
    if named.definition.kind is NameKind.MODULE:
        for facts in snapshot.planning.of_kind(ArtifactKind.MODULE_BRIEF):
            use = module_of_brief(facts)
            if use is not None and use.name.strip() == name_of(named).strip():
                found = snapshot.planning.resolve(use, facts.path, facts.artifact)
                if found is not None and found.path == named.path:
                    yield facts.path, SetValue(use.pointer, new)
    elif named.definition.kind is NameKind.ENDPOINT:
        from callsheet.artifacts.openapi.references import parse_ref, target_file, written_ref

        for path, ref in workspace_refs(snapshot):
            pointer = parse_ref(ref.written).pointer
            if pointer[:2] == named.definition.pointer and target_file(path, ref.written) == named.path:
                base = ref.written.partition("#")[0]
                yield path, SetValue(ref.pointer, base + written_ref("", ("paths", new, *pointer[2:])))


def module_of_brief(facts: PlanningFacts) -> NameUse | None:
    """The module that a module brief names in a field of its own (`**Module**: orders`)."""
    fields = facts.value.get("fields") if isinstance(facts.value, dict) else None
    module = fields.get("module") if isinstance(fields, dict) else None
    is_brief = facts.artifact.kind is ArtifactKind.MODULE_BRIEF
    return NameUse(NameKind.MODULE, module, ("fields", "module")) if is_brief and isinstance(module, str) else None


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
