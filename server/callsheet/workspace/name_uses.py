"""Where a name of the planning artifacts is used, in whichever of its forms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TypeAlias

from callsheet.artifacts.names import NameKind, NameUse, normal_name
from callsheet.syntax import Pointer
from callsheet.workspace.facts import Facts
from callsheet.workspace.planning import Named, Planning

UsesIn: TypeAlias = Callable[[Facts], Iterator[NameUse]]
"""Gives the places of a document that use a certain name."""


def name_pointers(named: Named) -> tuple[Pointer, ...]:
    """Where in its document a thing is named: at its definition, then at its other names.

    A module is what all bounded contexts of the document say that have it.
    """
    definition = named.definition
    if definition.kind is NameKind.MODULE:
        name = definition.name.strip()
        same = (each for each in named.facts.definitions if each.kind is definition.kind and each.name.strip() == name)
        return tuple(each.pointer for each in same)
    return (definition.pointer, *(pointer for _, pointer in definition.aliases))


def uses_of(planning: Planning, named: Named, pointers: Collection[Pointer]) -> UsesIn:
    """What finds the uses of a thing by those of its names that stand at some pointers of its document."""
    definition = named.definition
    forms = [(definition.name, definition.pointer), *definition.aliases]
    names = {normal_name(definition.kind, name) for name, _ in forms}

    def find(facts: Facts) -> Iterator[NameUse]:
        for use in facts.uses:
            if use.kind is definition.kind and normal_name(use.kind, use.name) in names:
                meant = planning.resolve(use, facts.path, facts.artifact)
                if meant is not None and meant.path == named.path and meant.pointer in pointers:
                    yield use

    return find


def uses_of_undefined(planning: Planning, use: NameUse) -> UsesIn:
    """What finds the uses of a name that no document defines, as it is often with releases."""
    name = normal_name(use.kind, use.name)

    def find(facts: Facts) -> Iterator[NameUse]:
        for other in facts.uses:
            is_same = other.kind is use.kind and normal_name(other.kind, other.name) == name
            if is_same and planning.resolve(other, facts.path, facts.artifact) is None:
                yield other

    return find
