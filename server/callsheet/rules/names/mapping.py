"""A story map's `bounded_context_mapping` beside what the entries say of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from callsheet.artifacts.names import NameKind
from callsheet.syntax import Pointer, Value
from callsheet.syntax.operations import InsertItem, Operation, SetValue
from callsheet.workspace.facts import PlanningFacts, objects, string, strings

MAPPING = "bounded_context_mapping"
"""The member of a story map."""

LISTS: Mapping[str, NameKind] = {
    "stories": NameKind.STORY,
    "epics": NameKind.EPIC,
    "vertical_slices": NameKind.SLICE,
}
"""The lists of a context in the mapping, each named as the map's own list of such entries."""


class Entry(NamedTuple):
    """A story, epic or slice, and the contexts that it says it belongs to."""

    name: str
    contexts: tuple[str, ...]
    place: Pointer
    """The member that says so: a string of a story, a list of the others."""


def entries(facts: PlanningFacts, list_name: str) -> dict[str, Entry]:
    """The entries of a list of the map that say where they belong, by name; of duplicates the first."""
    found: dict[str, Entry] = {}
    for pointer, value in objects(facts, list_name):
        name = (string(value, "id") or "").strip()
        if list_name == "stories":
            contexts, member = [string(value, "bounded_context") or ""], "bounded_context"
        else:
            contexts, member = [text for _, text in strings(value, "bounded_contexts")], "bounded_contexts"
        named = tuple(dict.fromkeys(context.strip() for context in contexts if context.strip()))
        if name and named:
            found.setdefault(name, Entry(name, named, (*pointer, member)))
    return found


class Listed(NamedTuple):
    """A list of a context in the mapping."""

    key: str
    """The context as the mapping writes it."""
    pointer: Pointer
    """Where the list stands, or would."""
    value: Value
    """The list as it is; None where there is none."""
    names: tuple[tuple[int, str], ...]
    """The names in it, each with its number (0-based)."""
    known: frozenset[str]
    """The same names without their numbers."""

    @property
    def has_wrong_type(self) -> bool:
        """Whether something else stands where the list should be: then nothing follows from it."""
        return not isinstance(self.value, (list, type(None)))

    def additions(self, names: list[str]) -> list[Operation]:
        """The operations that put names into it."""
        if not isinstance(self.value, list):
            return [SetValue(self.pointer, [*names])]
        return [InsertItem((*self.pointer, len(self.value)), name) for name in names]


def mapping_of(facts: PlanningFacts) -> Mapping[str, Any] | None:
    """The mapping by context, without contexts that are null; None where there is no mapping."""
    found = facts.value.get(MAPPING) if isinstance(facts.value, dict) else None
    return {key: value for key, value in found.items() if value is not None} if isinstance(found, dict) else None


def listed(mapping: Mapping[str, Any], list_name: str) -> dict[str, Listed]:
    """The lists of a sort in a mapping, by context, also where there is none; without contexts that are no objects."""
    found: dict[str, Listed] = {}
    for key, value in mapping.items():
        if isinstance(value, dict):
            names = tuple((index, name.strip()) for index, name in strings(value, list_name))
            pointer, known = (MAPPING, key, list_name), frozenset(name for _, name in names)
            found.setdefault(key.strip(), Listed(key, pointer, value.get(list_name), names, known))
    return found
