"""The planning artifacts of a workspace, joined: which names they define, and what a name means where it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import starmap
from typing import NamedTuple, TypeAlias

from callsheet.artifacts.kinds import ArtifactKind, ArtifactPath
from callsheet.artifacts.layout import DEFAULT_LAYOUT, Layout
from callsheet.artifacts.names import SCOPES, Definition, NameKind, NameUse, normal_name
from callsheet.syntax import Pointer
from callsheet.workspace.facts import PlanningFacts
from callsheet.workspace.ranking import Rankings, rankings


class Named(NamedTuple):
    """What a name means: a definition, and the document that it stands in."""

    facts: PlanningFacts
    definition: Definition
    pointer: Pointer
    """Where the name stands that was asked for: the definition's own, or that of one of its aliases."""

    @property
    def path(self) -> str:
        """The document, relative to the workspace root."""
        return self.facts.path


_Where: TypeAlias = "tuple[str, str | Pointer]"
"""From where a name is seen: a document, a folder, a feature, anywhere; for a scoped name its document and scope."""

_Place: TypeAlias = "tuple[NameKind, str, str, str | Pointer]"
"""A name, normal, and from where it is seen."""


_Found: TypeAlias = "tuple[str, int, int | None]"
"""A definition: its document's path and its number there; and the number of the alias by which it was found, if any."""


class _Defining(NamedTuple):
    """What matters of a document for what names mean."""

    path: str
    artifact: ArtifactPath
    definitions: tuple[Definition, ...]


class _Names:
    """Which definition each name means, as seen from each place. It holds no facts, so it outlives many changes."""

    def __init__(self, files: Iterable[PlanningFacts]) -> None:
        """The names that files define, to be looked at when first needed."""
        self._files = [
            _Defining(facts.path, facts.artifact, facts.definitions) for facts in sorted(files, key=_is_archived)
        ]
        """Archived ones come last: of several definitions the first counts."""

    @cached_property
    def nearest(self) -> dict[_Place, _Found]:
        """The definition that counts for each name, by all its aliases."""
        found: dict[_Place, _Found] = {}
        for file in self._files:
            for number, definition in enumerate(file.definitions):
                places = list(_places_of(file, definition))
                names = [
                    (definition.name, None),
                    *((name, index) for index, (name, _) in enumerate(definition.aliases)),
                ]
                for name, alias in names:
                    normal = normal_name(definition.kind, name)
                    for where in places:
                        found.setdefault((definition.kind, normal, *where), (file.path, number, alias))
        return found

    @cached_property
    def defined(self) -> dict[tuple[NameKind, str, str | Pointer], dict[str, _Found]]:
        """The names of each kind that each place can see, each normal name with the definition that counts."""
        found: dict[tuple[NameKind, str, str | Pointer], dict[str, _Found]] = {}
        for file in self._files:
            for number, definition in enumerate(file.definitions):
                normal = normal_name(definition.kind, definition.name)
                for where in _places_of(file, definition):
                    names = found.setdefault((definition.kind, *where), {})
                    names.setdefault(normal, (file.path, number, None))
        return found


class Planning:
    """An immutable view of all artifacts but tasks and subtasks."""

    def __init__(self, files: Mapping[str, PlanningFacts] | None = None, layout: Layout = DEFAULT_LAYOUT) -> None:
        """Join the files, by path."""
        self._layout = layout
        self.files: dict[str, PlanningFacts] = dict(sorted((files or {}).items()))
        self._names = _Names(self.files.values())
        self.seen_from_features: object = object()
        """The same object as long as nothing changes that tasks and subtasks depend on: names, backlogs, contracts."""

    def changed(self, changes: Mapping[str, PlanningFacts | None]) -> Planning:
        """The same with some files changed, None for one that is gone.

        Most changes leave the names as they are: then what is known of them stays.
        """
        files = {path: facts for path, facts in {**self.files, **changes}.items() if facts is not None}
        joined = Planning(files, self._layout)
        pairs = [(self.files.get(path), facts) for path, facts in changes.items()]
        if all(starmap(_have_same_names, pairs)):
            joined._names = self._names
            kinds = {facts.artifact.kind for _, facts in pairs if facts is not None}
            if ArtifactKind.BACKLOG not in kinds and "rankings" in self.__dict__:
                joined.rankings = self.rankings
            if not kinds.intersection((ArtifactKind.BACKLOG, ArtifactKind.CONTRACT)):
                joined.seen_from_features = self.seen_from_features
        return joined

    def _named(self, found: _Found) -> Named:
        """What an entry of the index stands for: the definition as it is now."""
        path, number, alias = found
        facts = self.files[path]
        definition = facts.definitions[number]
        return Named(facts, definition, definition.pointer if alias is None else definition.aliases[alias][1])

    def resolve(self, use: NameUse, path: str, artifact: ArtifactPath) -> Named | None:
        """What a name means that the document at a path uses; of several definitions the nearest."""
        key = use.kind, normal_name(use.kind, use.name)
        for where in self._places_from(use.kind, use.pointer, path, artifact):
            found = self._names.nearest.get((*key, *where))
            if found is not None:
                return self._named(found)
        return None

    def is_defined(self, use: NameUse, path: str, artifact: ArtifactPath) -> bool:
        """Whether a name means anything that the document at a path uses; quicker than to find out what."""
        if use.kind in SCOPES or use.kind is NameKind.ENDPOINT:
            return self.resolve(use, path, artifact) is not None
        return (use.kind, normal_name(use.kind, use.name), "anywhere", "") in self._names.nearest

    def _places_from(self, kind: NameKind, pointer: Pointer, path: str, artifact: ArtifactPath) -> Iterator[_Where]:
        """The places in which a name is looked for, the nearest first."""
        if kind in SCOPES:
            yield (path, pointer[: SCOPES[kind]])
        elif kind is NameKind.ENDPOINT and artifact.kind is ArtifactKind.CONTRACT:
            contract = self.files.get(path)
            yield ("in", contract.spec_path if contract and contract.spec_path else "")
        else:
            yield from (("in", path), ("beside", artifact.folder), ("for", artifact.feature), ("anywhere", ""))

    def defined(self, kind: NameKind, pointer: Pointer, path: str, artifact: ArtifactPath) -> list[Named]:
        """Every name of a kind that can be used at a pointer of a document, the nearest first.

        Of several definitions of one name only the nearest is given.
        """
        found: dict[str, Named] = {}
        for where in self._places_from(kind, pointer, path, artifact):
            for name, entry in self._names.defined.get((kind, *where), {}).items():
                if name not in found:
                    found[name] = self._named(entry)
        return list(found.values())

    @cached_property
    def rankings(self) -> Rankings:
        """Where the backlogs rank the stories."""
        return rankings(self)

    @cached_property
    def folders(self) -> dict[str, list[str]]:
        """The paths by the folder that they lie in."""
        found: dict[str, list[str]] = {}
        for path in self.files:
            found.setdefault(path.rpartition("/")[0], []).append(path)
        return found

    @cached_property
    def contracts(self) -> list[PlanningFacts]:
        """The contract documents."""
        return self.of_kind(ArtifactKind.CONTRACT)

    @cached_property
    def named_specs(self) -> dict[str, PlanningFacts]:
        """The OpenAPI documents that contracts name, by path, each with the first contract that does.

        A file that is an artifact of another kind is none, whatever a contract says.
        """
        found: dict[str, PlanningFacts] = {}
        for contract in self.contracts:
            path = contract.spec_path
            artifact = self._layout.classify(path) if path is not None else None
            if path is not None and (artifact is None or artifact.kind is ArtifactKind.OPENAPI):
                found.setdefault(path, contract)
        return found

    def of_kind(self, kind: ArtifactKind) -> list[PlanningFacts]:
        """The artifacts of a kind, by path."""
        return self._by_kind.get(kind, [])

    @cached_property
    def broken_kinds(self) -> frozenset[ArtifactKind]:
        """The kinds of which some document cannot be understood in full: it may define names that nobody can see."""
        return frozenset(kind for kind, found in self._by_kind.items() if any(map(_may_hide_names, found)))

    @cached_property
    def _by_kind(self) -> dict[ArtifactKind, list[PlanningFacts]]:
        found: dict[ArtifactKind, list[PlanningFacts]] = {}
        for facts in self.files.values():
            found.setdefault(facts.artifact.kind, []).append(facts)
        return found


def _have_same_names(first: PlanningFacts | None, second: PlanningFacts | None) -> bool:
    """Whether two states of a document define the same names in the same places, as far as anybody can tell."""
    if first is None or second is None:
        return False
    return _may_hide_names(first) == _may_hide_names(second) and _names_of(first) == _names_of(second)


def _may_hide_names(facts: PlanningFacts) -> bool:
    """Whether a document has a slip of syntax, or is as a whole something else than an object."""
    return facts.syntax.is_broken or not facts.is_object


def _names_of(facts: PlanningFacts) -> list[tuple[object, ...]]:
    """All of a document's definitions that decides which of them a name means."""
    return [(*definition[:4], definition.aliases) for definition in facts.definitions]


def _is_archived(facts: PlanningFacts) -> bool:
    return facts.artifact.is_archived


def _places_of(file: _Defining, definition: Definition) -> Iterator[_Where]:
    """The places from which a definition can be seen, the narrowest first."""
    if definition.kind in SCOPES:
        yield (file.path, definition.pointer[: SCOPES[definition.kind]])
        return
    yield ("in", file.path)
    yield ("beside", file.artifact.folder)
    if file.artifact.feature:
        yield ("for", file.artifact.feature)
    yield ("anywhere", "")
