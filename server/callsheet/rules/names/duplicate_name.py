"""The rule `duplicate-name`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import SCOPES, Definition, NameKind, normal_name
from callsheet.artifacts.quoting import quoted
from callsheet.rules.backlog.items import counted_without, items
from callsheet.rules.names.names_of_contracts import taken_names
from callsheet.rules.names.names_of_operations import taken_operation_ids
from callsheet.rules.names.numbers_of_records import take_free_number, taken_number
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Related, Severity, change, found, rule
from callsheet.syntax import Pointer, value_at
from callsheet.syntax.operations import Remove
from callsheet.workspace.facts import Facts, PlanningFacts


def _mend(finding: Finding, context: FixContext) -> Iterator[Fix]:
    yield from finding.data
    if finding.pointer == ("title",):
        yield from take_free_number(finding, context.snapshot)


@rule(
    "duplicate-name",
    "names",
    Severity.ERROR,
    summary="Two things of one sort have the same name, a backlog ranks one story twice, two ADRs have one number, "
    "two contracts one name, or two files are the same artifact.",
    reason="Whoever refers to the name can mean either, and what is changed in one place stays as it was in the other.",
    exceptions="Modules may be shared, and aggregates may each have an entity of the same name. "
    "Of an epic both the id and the name count, because either may stand where the epic is meant; "
    "so do the `contract_id` and the `service_name` of a contract, among all contracts of the workspace. "
    "The later of the two is reported, among files the later by path.",
    bad="""
--- contexts.json
{
  "feature": "gift-cards",
  "bounded_contexts": [
    {"name": "cards", "type": "core"},
    {"name": "payment", "type": "supporting"},
    {"name": «"cards"», "type": "core"}
  ]
}
""",
    good="""
--- contexts.json
{
  "feature": "gift-cards",
  "bounded_contexts": [
    {"name": "cards", "type": "core"},
    {"name": "payment", "type": "supporting"}
  ]
}
""",
    remedy="Removes the later entry, where it says nothing that the first does not say, which is safe. "
    "Gives a later ADR the first number behind all others, and an operation an id after its method and path. "
    "Which of two things is to have another name, and which one is meant where it is used, only their author knows.",
    fixes=_mend,
    safety="sometimes",
    kinds=(
        ArtifactKind.TASK,
        ArtifactKind.CONTEXTS,
        ArtifactKind.STORY_MAP,
        ArtifactKind.BACKLOG,
        ArtifactKind.CONTRACT,
        ArtifactKind.OPENAPI,
        ArtifactKind.ADR,
    ),
    scope="names",
)
def duplicate_name(facts: Facts, context: Context) -> Iterator[Finding]:
    """Report what has the name of something before it: within the document, and whole documents among others."""
    yield from _of_file(facts, context)
    if not isinstance(facts, PlanningFacts):
        return
    if facts.artifact.kind is ArtifactKind.BACKLOG:
        yield from _of_items(facts)
    elif facts.artifact.kind is ArtifactKind.OPENAPI:
        yield from taken_operation_ids(facts)
    elif facts.artifact.kind is ArtifactKind.ADR:
        yield from taken_number(facts, context.snapshot)
    elif facts.artifact.kind is ArtifactKind.CONTRACT:
        yield from taken_names(facts, context.snapshot.planning)
    yield from _of_definitions(facts)


_ELSEWHERE = (NameKind.MODULE, NameKind.ENDPOINT, NameKind.ADR)
"""Names that things may share, and those in whose case others look for duplicates."""


def _of_definitions(facts: PlanningFacts) -> Iterator[Finding]:
    """Names of one kind, in one scope, that were defined before in the document."""
    first: dict[tuple[NameKind, Pointer, str], tuple[Definition, Pointer]] = {}
    for definition in facts.definitions:
        if definition.kind in _ELSEWHERE:
            continue
        names = ((definition.name, definition.pointer), *definition.aliases)
        scope = definition.pointer[: SCOPES.get(definition.kind, 0)]
        places = [((definition.kind, scope, normal_name(definition.kind, name)), at, name) for name, at in names]
        clash = next(((first[key], at, name) for key, at, name in places if key in first), None)
        for key, at, _ in places:
            first.setdefault(key, (definition, at))
        if clash is not None:
            (other, before), at, name = clash
            word = definition.kind.value
            message = f"there is {_a(word)} named {quoted(name)} already"
            related = (Related(facts.path, before, f"the first {word} of that name"),)
            fixes = _removal(facts, _all_of(other), _all_of(definition))
            yield found("duplicate-name", facts, at, message, related=related, data=fixes)


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeioA" else f"a {word}"


def _all_of(definition: Definition) -> Pointer:
    """What there is of a definition: its object, or the string alone where it is no member of one."""
    return definition.entry if isinstance(definition.pointer[-1], str) else definition.pointer


def _removal(facts: PlanningFacts, first: Pointer, later: Pointer) -> list[Fix]:
    """Take out what is said twice."""
    if value_at(facts.value, first) != value_at(facts.value, later):
        return []
    changes = change(facts.path, Remove(later), *counted_without(facts, later))
    return [Fix("Remove the repetition", changes, is_preferred=True, is_safe=True)]


def _of_items(facts: PlanningFacts) -> Iterator[Finding]:
    """Items for a story that an item before ranks."""
    first: dict[str, Pointer] = {}
    for item in items(facts):
        before = first.setdefault(item.story, item.pointer) if item.story else item.pointer
        if before != item.pointer:
            where = "" if before[0] == item.pointer[0] else f" in {before[0]}"
            message = f"{quoted(item.story)} is ranked already{where}"
            related = (Related(facts.path, (*before, "id"), "where it is ranked first"),)
            fixes = _removal(facts, before, item.pointer)
            yield found("duplicate-name", facts, (*item.pointer, "id"), message, related=related, data=fixes)


_ALONE = frozenset(
    (
        ArtifactKind.TASK,
        ArtifactKind.CONTEXTS,
        ArtifactKind.STORY_MAP,
        ArtifactKind.BACKLOG,
        ArtifactKind.CONTRACT,
    )
)
"""The kinds of which a folder has one file at most."""


def _of_file(facts: Facts, context: Context) -> Iterator[Finding]:
    """A file that is the same artifact as another one of its folder in another syntax."""
    if facts.artifact.kind not in _ALONE:
        return
    stem = posixpath.splitext(facts.path)[0]
    paths = context.snapshot.paths_in(facts.artifact.folder)
    first = min((path for path in paths if posixpath.splitext(path)[0] == stem), default=facts.path)
    if first < facts.path:
        name = posixpath.basename(first)
        message = f"there is a {name} in this folder already; one of the two has to go"
        related = (Related(first, (), "the other file"),)
        yield found("duplicate-name", facts, facts.keys[:1], message, on_key=True, related=related, data=[])
