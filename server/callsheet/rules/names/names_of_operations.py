"""Operations of an OpenAPI document that go by the id of another operation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from callsheet.artifacts.quoting import quoted, shorten
from callsheet.rules.registry import Finding, Fix, Related, change, found
from callsheet.syntax import Pointer, value_at
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import PlanningFacts, string


def taken_operation_ids(facts: PlanningFacts) -> Iterator[Finding]:
    """Report operations with the id of an operation before them."""
    operations = list(_operations(facts))
    taken = {identifier for _, identifier, _ in operations}
    first: dict[str, tuple[str, Pointer]] = {}
    for name, identifier, place in operations:
        other, before = first.setdefault(identifier, (name, place))
        if before != place:
            message = f"{quoted(identifier)} is the operationId of {shorten(other)} already"
            related = (Related(facts.path, before, f"the operationId of {shorten(other)}"),)
            own = _own_id(name)
            fixes = [] if own in taken else [Fix(f"Change to {quoted(own)}", change(facts.path, SetValue(place, own)))]
            yield found("duplicate-name", facts, place, message, related=related, data=fixes)


def _operations(facts: PlanningFacts) -> Iterator[tuple[str, str, Pointer]]:
    """The operations that have an id: their method and path, the id, and its place."""
    for definition in facts.definitions:
        for name, pointer in definition.aliases:
            operation = value_at(facts.value, pointer)
            identifier = string(operation, "operationId") if isinstance(operation, dict) else None
            if identifier:
                yield name, identifier, (*pointer, "operationId")


def _own_id(name: str) -> str:
    """An id after method and path: `GET /cards/{id}` gives `getCardsId`."""
    method, _, path = name.partition(" ")
    words = re.findall(r"[A-Za-z0-9]+", path)
    return method.lower() + "".join(word[0].upper() + word[1:] for word in words)
