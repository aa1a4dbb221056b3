"""The layout of whole documents: JSON and YAML; what it says stays the same."""

from __future__ import annotations

from collections.abc import Sequence

from callsheet.edits.difference import same
from callsheet.edits.edit_error import EditError
from callsheet.edits.json_formatting import JsonLayout
from callsheet.edits.structure import edited, tidy
from callsheet.edits.style import indent_unit_of, line_end, line_start
from callsheet.syntax import Document
from callsheet.text import TextEdit

DEFAULT_INDENT = 2
"""By how many columns a document is indented that says nothing about it."""


def format_document(document: Document, indent: int | None = None) -> list[TextEdit]:
    """The edits that lay a document out, in document order; none where it has a slip of syntax, or is Markdown.

    Each level is indented by `indent` blanks; by default as the document has it. Comments, the order of members, how
    strings are written and which containers the author has on one line stay.
    """
    if document.problems or document.language not in ("json", "yaml"):
        return []
    try:
        edits = tidy(document.text.string, _layout(document, indent))
    except EditError:  # such as a dash that cannot be found
        return []
    return edits if _says_the_same(document, edits) else []


def format_range(document: Document, start: int, end: int, indent: int | None = None) -> list[TextEdit]:
    """The same for the lines that a span touches (offsets in code points)."""
    string = document.text.string
    first, last = line_start(string, min(start, end)), line_end(string, max(start, end))
    edits = [edit for edit in format_document(document, indent) if first <= edit.end and edit.start <= last]
    return edits if _says_the_same(document, edits) else []


def json_indent_unit(document: Document, indent: int | None) -> str:
    """By what a level of a JSON document is indented: so many blanks, or as the document has it."""
    own = indent_unit_of(document.text.string, document.root) if indent is None else None
    return own or " " * (indent or DEFAULT_INDENT)


def yaml_indent_unit(document: Document, indent: int | None) -> int:
    """By how many columns a level of a YAML document is indented: so many, or as the document has it."""
    from callsheet.edits.yaml_text import YamlText  # imported late, like the parser of YAML

    return YamlText(document.text.string, document.root).indent_unit if indent is None else indent


def _layout(document: Document, indent: int | None) -> list[TextEdit]:
    string = document.text.string
    if document.language == "yaml":
        from callsheet.edits.yaml_formatting import YamlLayout  # imported late, like the parser of YAML

        return list(YamlLayout(document, yaml_indent_unit(document, indent)).edits())
    if not string.strip("\ufeff \t\r\n"):
        return []
    return list(JsonLayout(string, document.root, json_indent_unit(document, indent)).edits())


def _says_the_same(document: Document, edits: Sequence[TextEdit]) -> bool:
    """Whether a document is read as before once it is laid out: what is doubtful in YAML is better left as it is."""
    changed = edited(document, edits)
    return not changed.problems and same(changed.value, document.value)
