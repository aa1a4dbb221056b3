"""Hovers over a `$ref`: the part of the document that it names."""

from __future__ import annotations

from callsheet.artifacts.quoting import counted
from callsheet.ide.api_references import Component, read_component
from callsheet.ide.hover_excerpts import excerpt
from callsheet.ide.hover_markdown import code, paragraphs, plain
from callsheet.ide.reading import Read
from callsheet.syntax import Document, format_pointer
from callsheet.syntax.tree import Pointer
from callsheet.workspace.facts import string

MAX_LINES = 25
"""How many lines of a component a hover shows."""


def component_markdown(read: Read, component: Component) -> str:
    """What a component is about, and its first lines; or that there is none."""
    name = f"{component.path}#{format_pointer(component.pointer)}"
    found = read_component(read, component)
    if found is None:
        return paragraphs(code(name), "There is nothing of that name.")
    document, target = found
    value = target.value if isinstance(target.value, dict) else {}
    about = string(value, "description") or string(value, "title") or string(value, "summary")
    first, last = _lines(document, target.pointer)
    shown = min(last, first + MAX_LINES - 1)
    return paragraphs(
        code(name),
        plain(about) if about else None,
        excerpt(document.text, component.path, first, shown),
        f"*… {counted(last - shown, 'more line')}, to {last}*" if shown < last else None,
    )


def _lines(document: Document, pointer: Pointer) -> tuple[int, int]:
    """The first and the last line (1-based) of a value with the key that leads to it."""
    node = document.node(pointer) or document.root
    member = document.member(pointer)
    start = member.key_start if member else node.start
    written = document.text.string[start : node.end].rstrip()
    return document.text.line_at(start) + 1, document.text.line_at(start + len(written)) + 1
