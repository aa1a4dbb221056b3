"""The rule `mapping-mismatch`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import NameKind, normal_name
from callsheet.artifacts.quoting import listing, quoted, shorten
from callsheet.rules.given_fixes import given_fixes
from callsheet.rules.names.epics_of_items import wrong_epics
from callsheet.rules.names.mapping import LISTS, MAPPING, Entry, Listed, entries, listed, mapping_of
from callsheet.rules.names.unknown import unknown_uses
from callsheet.rules.registry import Context, Finding, Fix, Related, Severity, change, found, rule
from callsheet.syntax import Value, value_at
from callsheet.syntax.operations import InsertItem, Operation, Remove, SetValue
from callsheet.workspace.facts import PlanningFacts, strings

_Unknown: TypeAlias = "frozenset[tuple[NameKind, str]]"
"""The names that mean nothing: what they lead to is left to `unknown-name`."""


@rule(
    "mapping-mismatch",
    "names",
    Severity.WARNING,
    summary="A story map's `bounded_context_mapping` and the entries themselves do not agree on where an entry belongs, "
    "a list of it names an entry twice, or a backlog names another epic for a story than the map does.",
    reason="Work is handed out by bounded context and epic; whoever reads the other place does it in the wrong one, or twice.",
    exceptions="The two are one rule because both say where an entry of a map belongs: "
    "the mapping to which bounded contexts, the `epic` of a backlog's item to which epic. "
    "An epic may be called by its id or by its name; items and stories that name none are not compared. "
    "A map without a mapping, and lists that no context of it has, are complete as they are; "
    "a mapping without any context leaves all contexts out. "
    "Entries that say nothing of their context may stand anywhere. "
    "What a list leaves out is one finding; names that mean nothing are left to `unknown-name`.",
    bad="""
--- /.tmp/planning/gift-cards/map.json
{
  "feature": "gift-cards",
  "stories": [
    {"id": "story-1", "bounded_context": "cards"},
    {"id": "story-2", "bounded_context": "payment"},
    {"id": "story-3", "bounded_context": "cards"}
  ],
  "bounded_context_mapping": {
    "cards": {«"stories"»: ["story-1"]},
    "payment": {"stories": ["story-2"]}
  }
}
""",
    good="""
--- /.tmp/planning/gift-cards/map.json
{
  "feature": "gift-cards",
  "stories": [
    {"id": "story-1", "bounded_context": "cards"},
    {"id": "story-2", "bounded_context": "payment"},
    {"id": "story-3", "bounded_context": "cards"}
  ],
  "bounded_context_mapping": {
    "cards": {"stories": ["story-1", "story-3"]},
    "payment": {"stories": ["story-2"]}
  }
}
""",
    remedy="Adds the entries to the mapping, takes them out of it or moves them, and removes repetitions; or changes what the entry says. "
    "For a backlog it writes the story's epic, or changes the story's.",
    fixes=given_fixes,
    kinds=(ArtifactKind.STORY_MAP, ArtifactKind.BACKLOG),
    scope="names",
)
def mapping_mismatch(facts: PlanningFacts, context: Context) -> Iterator[Finding]:
    """Compare the mapping with the entries, both ways; and the items of a backlog with the stories that they rank."""
    planning = context.snapshot.planning
    if facts.artifact.kind is ArtifactKind.BACKLOG:
        yield from wrong_epics(facts, planning)
        return
    mapping = mapping_of(facts)
    if facts.syntax.is_broken or mapping is None:
        return
    unknown = frozenset((use.kind, normal_name(use.kind, use.name)) for use, _ in unknown_uses(facts, planning))
    for list_name in LISTS:
        lists = listed(mapping, list_name)
        yield from _repeated(facts, lists, LISTS[list_name], unknown)
        yield from _check_list(facts, list_name, lists, unknown)
    yield from _left_out_contexts(facts, mapping, unknown)


def _repeated(facts: PlanningFacts, lists: dict[str, Listed], kind: NameKind, unknown: _Unknown) -> Iterator[Finding]:
    """The names that stand in the list of one context before."""
    for names in lists.values():
        first: dict[str, int] = {}
        for index, name in names.names:
            before = first.setdefault(name, index)
            if before == index or not name or (kind, name) in unknown:
                continue
            pointer = (*names.pointer, index)
            message = f"{quoted(name)} is listed under {shorten(names.key)} already"
            related = (Related(facts.path, (*names.pointer, before), "where it is listed first"),)
            fix = Fix("Remove the repetition", change(facts.path, Remove(pointer)), is_preferred=True)
            yield found("mapping-mismatch", facts, pointer, message, related=related, data=[fix])


def _check_list(facts: PlanningFacts, list_name: str, lists: dict[str, Listed], unknown: _Unknown) -> Iterator[Finding]:
    """The names of a sort that stand in the wrong lists, and those that the lists leave out."""
    known = _known_entries(facts, list_name, unknown)
    misplaced: set[str] = set()
    for context, names in lists.items():
        if (NameKind.CONTEXT, context) in unknown:
            continue
        for index, name in names.names:
            entry = known.get(name)
            if entry is not None and context not in entry.contexts:
                misplaced.add(name)
                yield _wrong_place(facts, names, index, entry, lists)
    if all(names.value is None for names in lists.values()):
        return
    for context, names in lists.items():
        has_unknown = any((LISTS[list_name], name) in unknown for name in names.known)
        if names.has_wrong_type or has_unknown:
            continue
        missing = [
            entry
            for entry in known.values()
            if context in entry.contexts
            and entry.name not in names.known
            and not (list_name == "stories" and entry.name in misplaced)
        ]
        if missing:
            yield _left_out(facts, names, missing)


def _known_entries(facts: PlanningFacts, list_name: str, unknown: _Unknown) -> dict[str, Entry]:
    """The entries all of whose contexts exist."""
    return {
        name: entry
        for name, entry in entries(facts, list_name).items()
        if not any((NameKind.CONTEXT, context) in unknown for context in entry.contexts)
    }


def _wrong_place(facts: PlanningFacts, names: Listed, index: int, entry: Entry, lists: dict[str, Listed]) -> Finding:
    """A name in the list of a context to which its entry does not belong."""
    pointer, context = (*names.pointer, index), shorten(names.key)
    own = listing(shorten(each) for each in entry.contexts)
    is_story = entry.place[0] == "stories"
    additions = _additions_of_story(entry, names, lists) if is_story else []
    title = f"Move {shorten(entry.name)} to {own}" if additions else f"Take {shorten(entry.name)} out of {context}"
    own_value = _belongs_too(facts, entry, names.key.strip())
    fixes = [
        Fix(title, change(facts.path, Remove(pointer), *additions)),
        Fix(
            f"Let {shorten(entry.name)} belong to {context}{'' if is_story else ' too'}", change(facts.path, own_value)
        ),
    ]
    message = f"{quoted(entry.name)} itself says that it belongs to {own}, not to {context}"
    related = (Related(facts.path, entry.place, "what it says itself"),)
    return found("mapping-mismatch", facts, pointer, message, related=related, data=fixes)


def _additions_of_story(entry: Entry, names: Listed, lists: dict[str, Listed]) -> list[Operation]:
    """The operations that put a story where it belongs; none where it is there already, or nothing can be put there."""
    own, list_name = entry.contexts[0], names.pointer[-1]
    target = lists.get(own)
    if target is None:
        return [SetValue((MAPPING, own), {str(list_name): [entry.name]})]
    return [] if target.has_wrong_type or entry.name in target.known else target.additions([entry.name])


def _belongs_too(facts: PlanningFacts, entry: Entry, context: str) -> Operation:
    """The operation by which an entry belongs to a context."""
    if entry.place[0] == "stories":
        return SetValue(entry.place, context)
    return InsertItem((*entry.place, _length(facts, entry)), context)


def _length(facts: PlanningFacts, entry: Entry) -> int:
    """How many items the list has in which an entry says where it belongs."""
    value = value_at(facts.value, entry.place)
    return len(value) if isinstance(value, list) else 0


def _left_out(facts: PlanningFacts, names: Listed, missing: list[Entry]) -> Finding:
    """The entries of a context that its list leaves out."""
    fixes = [Fix(_title_of_adding(missing), change(facts.path, *names.additions([entry.name for entry in missing])))]
    if len(missing) == 1 and len(missing[0].contexts) > 1:
        fixes.append(_leaving(facts, missing[0], names.key))
    is_one = len(missing) == 1
    verb = "says that it belongs" if is_one else "say that they belong"
    message = f"{_all_names(missing)} {verb} to {shorten(names.key)}, but {'is' if is_one else 'are'} not listed there"
    pointer = names.pointer if names.value is not None else names.pointer[:-1]
    related = tuple(Related(facts.path, entry.place, "what it says itself") for entry in missing)
    return found("mapping-mismatch", facts, pointer, message, on_key=True, related=related, data=fixes)


def _leaving(facts: PlanningFacts, entry: Entry, context: str) -> Fix:
    """The fix by which an entry of several contexts leaves one."""
    owner = value_at(facts.value, entry.place[:-1])
    written = strings(owner, str(entry.place[-1])) if isinstance(owner, dict) else []
    removals = [Remove((*entry.place, index)) for index, text in written if text.strip() == context.strip()]
    return Fix(f"Let {shorten(entry.name)} no longer belong to {shorten(context)}", change(facts.path, *removals))


def _left_out_contexts(facts: PlanningFacts, mapping: Mapping[str, Any], unknown: _Unknown) -> Iterator[Finding]:
    """The contexts that entries belong to and the mapping has not at all; a misspelt one may be meant by another."""
    keys = {key.strip() for key in mapping}
    if any((NameKind.CONTEXT, key) in unknown for key in keys):
        return
    absent: dict[str, dict[str, list[Entry]]] = {}
    for list_name in LISTS:
        lists = listed(mapping, list_name)
        if mapping and all(names.value is None for names in lists.values()):
            continue
        in_lists = {name for names in lists.values() for name in names.known}
        for entry in _known_entries(facts, list_name, unknown).values():
            for context in entry.contexts:
                if context not in keys and not (list_name == "stories" and entry.name in in_lists):
                    absent.setdefault(context, {}).setdefault(list_name, []).append(entry)
    for context, by_list in absent.items():
        missing = [entry for each in by_list.values() for entry in each]
        value: Value = {list_name: [entry.name for entry in each] for list_name, each in by_list.items()}
        fix = Fix(f"Add {shorten(context)} to the mapping", change(facts.path, SetValue((MAPPING, context), value)))
        verb = "belong" if len(missing) > 1 else "belongs"
        message = f"the mapping has no {shorten(context)}, to which {_all_names(missing)} {verb}"
        related = tuple(Related(facts.path, entry.place, "what it says itself") for entry in missing)
        yield found("mapping-mismatch", facts, (MAPPING,), message, on_key=True, related=related, data=[fix])


def _title_of_adding(missing: list[Entry]) -> str:
    return f"Add {shorten(missing[0].name)}" if len(missing) == 1 else f"Add all {len(missing)}"


def _all_names(missing: list[Entry]) -> str:
    return listing(quoted(entry.name) for entry in missing)
