"""What was decided before a subtask was planned: the entries of planning artifacts that it goes back to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import NameKind, NameUse
from callsheet.artifacts.quoting import one_line
from callsheet.ide.brief.bodies import bodies
from callsheet.ide.brief.files import Mention, Speaker
from callsheet.ide.card_parts import entry_of
from callsheet.ide.cards import card
from callsheet.ide.hover_markdown import bullets, paragraphs
from callsheet.workspace.belonging import belongings
from callsheet.workspace.facts import Facts, SubtaskFacts, string, strings
from callsheet.workspace.feature import Feature
from callsheet.workspace.planning import Named
from callsheet.workspace.snapshot import Snapshot

MAX_STORIES = 6
"""How many user stories are shown: those of a whole slice can be many."""

MAX_LINE = 2_000
"""How much of a text is shown on a line (code points)."""


@dataclass(frozen=True, slots=True)
class DesignEntry:
    """An entry of a planning artifact, or a name that no document defines."""

    kind: str
    """What kind of thing it is, such as `bounded context`."""
    name: str
    path: str | None
    """The document that defines it, relative to the workspace root; None where none does although one should."""
    text: str | None
    """What the document says of it, as Markdown."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A use of a name, who uses it, and what it means."""

    use: NameUse
    by: Speaker
    named: Named | None


def design(snapshot: Snapshot, feature: Feature, facts: SubtaskFacts) -> tuple[DesignEntry, ...]:
    """The contexts, contracts, decisions, endpoints and stories that a subtask names or its task does, each once."""
    found: dict[object, DesignEntry] = {}
    uses = list(_uses(snapshot, feature, facts))
    for use in uses:
        if use.named is not None:
            found.setdefault(_identity(use.named), _entry(snapshot, use.named))
        elif use.use.claim == "defined":
            found.setdefault(use.use[:2], DesignEntry(use.use.kind.value, use.use.name, None, None))
    for story in list(_stories(snapshot, feature, uses))[:MAX_STORIES]:
        found.setdefault(_identity(story), _entry(snapshot, story))
    return tuple(found.values())


def decision_records(snapshot: Snapshot, feature: Feature, facts: SubtaskFacts) -> Iterator[Mention]:
    """The documents of the decisions that are named, whether or not their paths stand beside their names."""
    for use in _uses(snapshot, feature, facts):
        if use.named is not None and use.use.kind is NameKind.ADR:
            yield Mention.of_path(use.named.path, "related_adrs", use.by)


def _uses(snapshot: Snapshot, feature: Feature, facts: SubtaskFacts) -> Iterator[_Use]:
    """The names that a subtask uses; of a field that it leaves out those that its task has there."""
    yield from (_resolved(snapshot, facts, use, "subtask") for use in facts.uses)
    if feature.task is not None:
        inherited = (use for use in feature.task.uses if use.pointer[0] not in facts.fields and use.claim != "free")
        yield from (_resolved(snapshot, feature.task, use, "task") for use in inherited)


def _resolved(snapshot: Snapshot, facts: Facts, use: NameUse, by: Speaker) -> _Use:
    return _Use(use, by, snapshot.planning.resolve(use, facts.path, facts.artifact))


def _identity(named: Named) -> object:
    return named.path, named.pointer


def _entry(snapshot: Snapshot, named: Named) -> DesignEntry:
    definition = named.definition
    text = paragraphs(card(snapshot, named), bullets(_details(named)))
    return DesignEntry(definition.kind.value, definition.name, named.path, text)


def _details(named: Named) -> list[str]:
    """What those who do the work need of an entry besides its card: a story's criteria, what an operation takes and gives."""
    definition = named.definition
    if definition.kind is NameKind.STORY:
        return [one_line(criterion, MAX_LINE) for _, criterion in strings(entry_of(named), "acceptance_criteria")]
    is_operation = definition.kind is NameKind.ENDPOINT and named.pointer != definition.pointer
    return bodies(entry_of(named), named.facts.value) if is_operation else []


def _stories(snapshot: Snapshot, feature: Feature, uses: list[_Use]) -> Iterator[Named]:
    """The stories of the feature's story maps that lie in the bounded context and the slice that are named."""
    contexts = _names(uses, NameKind.CONTEXT)
    slices = _names(uses, NameKind.SLICE)
    if not contexts:
        return
    for facts in belongings(feature, snapshot.planning).get(ArtifactKind.STORY_MAP, ()):
        defined = [Named(facts, definition, definition.pointer) for definition in facts.definitions]
        epics = {
            name
            for named in defined
            if named.definition.kind is NameKind.EPIC and (not slices or slices & _listed(named, "vertical_slices"))
            for name in (named.definition.name, *(alias for alias, _ in named.definition.aliases))
        }
        stories = [named for named in defined if named.definition.kind is NameKind.STORY]
        for story in stories:
            entry = entry_of(story)
            if string(entry, "bounded_context") in contexts and string(entry, "epic") in epics:
                yield story


def _names(uses: list[_Use], kind: NameKind) -> set[str]:
    """The names of a kind that are used, as their documents write them."""
    return {use.named.definition.name for use in uses if use.use.kind is kind and use.named is not None}


def _listed(named: Named, key: str) -> set[str]:
    return {name for _, name in strings(entry_of(named), key)}
