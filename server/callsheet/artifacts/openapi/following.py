"""Ways through a bundle that follow the references they meet. Bundles have no circles of references."""

from __future__ import annotations

from typing import Any

from callsheet.artifacts.openapi.bundle import FILES
from callsheet.artifacts.openapi.references import parse_ref, resolve_pointer
from callsheet.syntax import Pointer


def follow(root: Any, pointer: Pointer) -> Pointer:
    """The pointer of what a chain of references leads to that begins at a pointer; itself, if none does."""
    seen: set[Pointer] = set()
    while pointer not in seen:
        seen.add(pointer)
        found = resolve_pointer(root, pointer)
        written = found.value.get("$ref") if found is not None and isinstance(found.value, dict) else None
        if not isinstance(written, str):
            break
        pointer = parse_ref(written).pointer
    return pointer


def followed_value(root: Any, steps: Pointer) -> Any:
    """The value that steps lead to, references followed on the way and at the end; None where there is none."""
    pointer: Pointer = ()
    for step in steps:
        pointer = (*follow(root, pointer), step)
    found = resolve_pointer(root, follow(root, pointer))
    return None if found is None else found.value


def locate(root: Any, steps: Pointer) -> Pointer:
    """Where in the document itself the value stands that steps lead to, references followed on the way.

    For what stands in another file it is the `$ref` in the document that leads there.
    """
    pointer: Pointer = ()
    for step in steps:
        target = follow(root, pointer)
        if target[:1] == (FILES,):
            return (*pointer, "$ref")
        pointer = (*target, step)
    return pointer
