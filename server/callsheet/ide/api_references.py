"""The `$ref`s of OpenAPI documents, and what they lead to: in the document or in another file of the workspace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.ide.mentions import text_span
from callsheet.ide.reading import Read
from callsheet.syntax import Document, Pointer
from callsheet.workspace.facts import Facts, PlanningFacts

if TYPE_CHECKING:
    from callsheet.artifacts.openapi import Found, Ref

# The grammar of OpenAPI is imported with the first document that needs it: it takes a twentieth of a second.


class Component(NamedTuple):
    """A part of a file that a `$ref` names, whether it exists or not."""

    path: str
    """The file, relative to the workspace root."""
    pointer: tuple[str, ...]
    """The place in it; the numbers of items as texts."""


def refs_of(facts: Facts) -> list[Ref]:
    """The `$ref`s of a document in its order; none where it is no OpenAPI document."""
    if not isinstance(facts, PlanningFacts) or facts.artifact.kind is not ArtifactKind.OPENAPI:
        return []
    from callsheet.artifacts.openapi import refs

    return refs(facts.value)


def component_of(facts: Facts, ref: Ref) -> Component | None:
    """What a `$ref` of a document names; None where that is nothing that a workspace can hold."""
    from callsheet.artifacts.openapi import parse_ref, target_file

    target, path = parse_ref(ref.written), target_file(facts.path, ref.written)
    if not ref.written or path is None or target.anchor is not None:
        return None
    return Component(path, tuple(map(str, target.pointer)))


def component_at(facts: Facts, pointer: Pointer, *, on_key: bool) -> Component | None:
    """What a `$ref` at a pointer names; for a key the value that it leads to, if that is one of `components`."""
    if not on_key:
        found = next((ref for ref in refs_of(facts) if ref.pointer == pointer), None) if _ends_as_ref(pointer) else None
        return None if found is None else component_of(facts, found)
    is_component = len(pointer) == _LENGTH_OF_COMPONENT and pointer[0] == "components"
    is_component = is_component and facts.artifact.kind is ArtifactKind.OPENAPI
    return Component(facts.path, tuple(map(str, pointer))) if is_component else None


_LENGTH_OF_COMPONENT = 3


def _ends_as_ref(pointer: Pointer) -> bool:
    return pointer[-1:] == ("$ref",)


def refs_to(facts: Facts, component: Component) -> Iterator[Ref]:
    """The `$ref`s of a document that name a component."""
    return (ref for ref in refs_of(facts) if component_of(facts, ref) == component)


def read_component(read: Read, component: Component) -> tuple[Document, Found] | None:
    """The document that a component stands in and the component; None where there is none that may be shown."""
    from callsheet.artifacts.openapi import resolve_pointer

    document = read(component.path)
    found = resolve_pointer(document.value, component.pointer) if document else None
    return (document, found) if document and found else None


def component_span(document: Document, found: Found) -> tuple[int, int]:
    """The key that leads to a component; of an item or a whole file what a finding about it would underline."""
    if not found.pointer:
        return 0, 0
    on_key = isinstance(found.pointer[-1], str)
    return text_span(document, found.pointer, on_key=on_key) or document.span(found.pointer)
