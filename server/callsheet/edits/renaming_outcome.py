"""What a workspace would be like after changes: a rename that would make it worse is refused before it is begun."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from callsheet.artifacts.kinds import FEATURE_KINDS
from callsheet.artifacts.names import SCOPES, Definition, NameKind, normal_name
from callsheet.artifacts.quoting import quoted
from callsheet.edits.edit_error import EditError
from callsheet.edits.moving import Moves
from callsheet.syntax import Pointer, Value, value_at
from callsheet.syntax.operations import Operation, RenameKey, SetValue
from callsheet.workspace.changes import DocumentChange, operations_of
from callsheet.workspace.facts import Facts, PlanningFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.planning import Named
from callsheet.workspace.reading import read_facts
from callsheet.workspace.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Outcome:
    """The artifacts of a workspace after changes."""

    snapshot: Snapshot
    """With the features and the planning that there would be; its texts and files are those of the present."""
    changed: Mapping[str, Facts]
    """The facts of the documents that change or move, by their present paths."""
    moves: Moves


def outcome(snapshot: Snapshot, changes: Iterable[DocumentChange], moves: Mapping[str, str]) -> Outcome:
    """What there would be once documents have changed and files have moved.

    Raises:
        EditError: if a document with a slip of syntax would change, or one is not there any more.
    """
    wanted = Moves(moves)
    operations = operations_of(changes)
    changed: dict[str, Facts] = {}
    for facts in snapshot.files():
        if facts.path in operations or wanted.new_path(facts.path) != facts.path:
            changed[facts.path] = _changed(snapshot, facts, operations.get(facts.path, []), wanted)
    return Outcome(_joined(snapshot, changed), changed, wanted)


def _changed(snapshot: Snapshot, facts: Facts, operations: list[Operation], moves: Moves) -> Facts:
    """What a document says then. Found out from its value: its text is changed only if nothing speaks against that."""
    document = snapshot.document(facts.path)
    if document is None:
        raise EditError(f"{facts.path} is not there any more")
    if operations and document.problems:
        raise EditError(f"{facts.path} has a slip of syntax; mend it first")
    path = moves.new_path(facts.path)
    artifact = snapshot.classify(path) or facts.artifact._replace(folder=path.rpartition("/")[0])
    value = _carried_out(document.value, operations)
    return read_facts(path, artifact, value, syntax=facts.syntax, team=facts.team)


def _carried_out(value: Value, operations: list[Operation]) -> Value:
    """A value once members and items that it has are set, then keys renamed; places in a text are none of its."""
    for operation in operations:
        if isinstance(operation, SetValue):
            value = _set(value, operation.pointer, operation.value)
    for operation in operations:
        if isinstance(operation, RenameKey):
            value = _with_key(value, operation.pointer, operation.key)
    return value


def _set(value: Value, pointer: Pointer, new: Value) -> Value:
    """A copy of a value, as far as it differs, with another one at a pointer."""
    if not pointer:
        return new
    step, rest = pointer[0], pointer[1:]
    if isinstance(value, dict) and isinstance(step, str) and step in value:
        return {**value, step: _set(value[step], rest, new)}
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return [*value[:step], _set(value[step], rest, new), *value[step + 1 :]]
    return value


def _with_key(value: Value, pointer: Pointer, key: str) -> Value:
    """A copy of a value with another key for the member at a pointer, in its place."""
    parent = value_at(value, pointer[:-1])
    if isinstance(parent, dict):
        members = {key if old == pointer[-1] else old: child for old, child in parent.items()}
        return _set(value, pointer[:-1], members)
    return value


def _joined(snapshot: Snapshot, changed: Mapping[str, Facts]) -> Snapshot:
    features = {folder: dict(feature.files) for folder, feature in snapshot.features.items()}
    planning: dict[str, PlanningFacts | None] = {}
    touched: set[str] = set()
    for path, facts in changed.items():
        if isinstance(facts, PlanningFacts):
            planning[path] = None
        else:
            folder = path.rpartition("/")[0]
            features.get(folder, {}).pop(path, None)
            touched |= {folder, facts.artifact.folder}
    for facts in changed.values():
        if isinstance(facts, PlanningFacts):
            planning[facts.path] = facts
        elif facts.artifact.kind in FEATURE_KINDS:
            features.setdefault(facts.artifact.folder, {})[facts.path] = facts
    joined = {
        folder: Feature(folder, files.values()) if folder in touched else snapshot.features[folder]
        for folder, files in features.items()
        if files
    }
    return replace(snapshot, features=joined, planning=snapshot.planning.changed(planning))


def refuse_faults(snapshot: Snapshot, after: Outcome) -> None:
    """Refuse what would leave values that the schema does not allow, names that mean something else, or new cycles.

    Raises:
        EditError: with what would be wrong.
    """
    for path, new in after.changed.items():
        _refuse_invalid(snapshot.facts(path), new)
    touched = _touched_names(snapshot, after)
    for facts in snapshot.files():
        _refuse_other_meaning(snapshot, facts, after, touched)
    for folder, feature in snapshot.features.items():
        new_feature = after.snapshot.features.get(after.moves.new_path(folder))
        if new_feature is not None and new_feature is not feature and len(new_feature.cycles) > len(feature.cycles):
            raise EditError(f"subtasks of {feature.name} would depend on each other in a circle")


def _touched_names(snapshot: Snapshot, after: Outcome) -> set[tuple[NameKind, str]]:
    """The names, in their normal form, that are defined otherwise or elsewhere than before."""
    touched: set[tuple[NameKind, str]] = set()
    for path, new in after.changed.items():
        old = snapshot.planning.files.get(path)
        if old is not None and isinstance(new, PlanningFacts):
            is_moved = (old.path, old.artifact) != (new.path, new.artifact)
            for pair in zip(old.definitions, new.definitions, strict=False):
                if is_moved or pair[0] != pair[1]:
                    touched |= {(each.kind, name) for each in pair for name in _all_names(each)}
    return touched


def _refuse_invalid(facts: Facts | None, new: Facts) -> None:
    known = Counter((error.keyword, len(error.pointer)) for error in facts.schema_errors) if facts else Counter()
    for error in new.schema_errors:
        known[error.keyword, len(error.pointer)] -= 1
        if known[error.keyword, len(error.pointer)] < 0:
            where = "/".join(map(str, error.pointer))
            value = quoted(error.value) if isinstance(error.value, str) else "this"
            raise EditError(
                f"{value} is not allowed as {where} of {facts.path if facts else new.path} ({error.keyword})"
            )


def _refuse_other_meaning(snapshot: Snapshot, facts: Facts, after: Outcome, touched: set[tuple[NameKind, str]]) -> None:
    """Refuse that a use means another definition then, in a document that changes or under a name that does."""
    new = after.changed.get(facts.path, facts)
    for use, new_use in zip(facts.uses, new.uses, strict=False):
        if new is facts and (use.kind, normal_name(use.kind, use.name)) not in touched:
            continue
        meant = snapshot.planning.resolve(use, facts.path, facts.artifact)
        found = after.snapshot.planning.resolve(new_use, new.path, new.artifact)
        if meant is not None and (found is None or _place(found) != _place(meant, after.moves)):
            other = f"what {found.path} defines" if found is not None else "nothing any more"
            raise EditError(f"{quoted(new_use.name)} in {facts.path} would then mean {other}")


def _place(named: Named, moves: Moves | None = None) -> tuple[str, int, int]:
    """A definition, in terms that outlive a rename: its document, its number there and that of the alias that is meant."""
    pointers = [named.definition.pointer, *(pointer for _, pointer in named.definition.aliases)]
    number = next(index for index, other in enumerate(named.facts.definitions) if other is named.definition)
    return moves.new_path(named.path) if moves else named.path, number, pointers.index(named.pointer)


def refuse_taken(snapshot: Snapshot, named: Named, new: str) -> None:
    """Refuse a name that another thing of the same kind and scope has already; modules may share one.

    Raises:
        EditError: with the document that has it.
    """
    kind = named.definition.kind
    if kind is NameKind.MODULE:
        return
    documents = [named.facts]
    if kind in (NameKind.CONTRACT, NameKind.ADR):
        documents = snapshot.planning.of_kind(named.facts.artifact.kind)
    wanted, scope = normal_name(kind, new), SCOPES.get(kind, 0)
    for facts in documents:
        for definition in facts.definitions:
            is_other = facts is not named.facts or definition.pointer != named.definition.pointer
            is_near = definition.kind is kind and definition.pointer[:scope] == named.definition.pointer[:scope]
            if is_other and is_near and wanted in _names(definition):
                raise EditError(f"{facts.path} has the {kind.value} {quoted(new)} already")


def _names(definition: Definition) -> set[str]:
    """The names of a definition, in their normal form; an endpoint goes by its path alone."""
    if definition.kind is NameKind.ENDPOINT:
        return {normal_name(definition.kind, definition.name)}
    return _all_names(definition)


def _all_names(definition: Definition) -> set[str]:
    names = (definition.name, *(name for name, _ in definition.aliases))
    return {normal_name(definition.kind, name) for name in names}
