"""What is laid out while it is typed: the indentation of a new line, and of a closing bracket."""

from __future__ import annotations

from callsheet.edits.formatting import json_indent_unit, yaml_indent_unit
from callsheet.edits.style import indentation_at, line_end, line_start
from callsheet.syntax import Document, walk
from callsheet.syntax.json_tokens import Token, tokenize
from callsheet.syntax.yaml_lines import Line, read_line
from callsheet.text import TextEdit

_CLOSERS = {"}": "{", "]": "["}


def format_on_type(document: Document, offset: int, typed: str, indent: int | None = None) -> list[TextEdit]:
    """The edit that indents the line around an offset (code points), behind a line end or closing bracket that was typed.

    A new line takes the column where what is likely to come belongs, and a bracket that begins its line that of the line
    of its opening bracket. Each level is indented by `indent` blanks; by default as the document has it. Nothing is
    done in the middle of a string, nor to a line that holds something already.
    """
    string = document.text.string
    start = line_start(string, offset)
    if document.language == "json":
        wanted = _json_indentation(document, start, offset, typed, indent)
    elif document.language == "yaml" and typed == "\n":
        wanted = _yaml_indentation(document, offset, indent)
    else:
        wanted = None
    present = indentation_at(string, offset)
    if wanted is None or wanted == present:
        return []
    return [TextEdit(start, start + len(present), wanted)]


def _json_indentation(document: Document, start: int, offset: int, typed: str, indent: int | None) -> str | None:
    string = document.text.string
    rest = string[start : line_end(string, start)].strip(" \t")
    if (typed == "\n" and rest[:1] not in ("", *_CLOSERS)) or (typed != "\n" and not rest.startswith(typed)):
        return None
    before = string[:start] if typed == "\n" else string[: offset - 1]
    opener = _open_bracket(before)
    if opener is None:
        return None
    outer = indentation_at(string, opener.start)
    if _CLOSERS.get(rest[:1]) == opener.kind:
        return outer
    return outer + json_indent_unit(document, indent) if typed == "\n" else None


def _open_bracket(before: str) -> Token | None:
    """The innermost bracket that is open at the end of a text; None where none is, or a string."""
    tokens, problems = tokenize(before)
    if any(problem.end == len(before.rstrip()) and "quotation mark" in problem.message for problem in problems):
        return None
    opened: list[Token] = []
    for token in tokens:
        if token.kind in ("{", "["):
            opened.append(token)
        elif token.kind in _CLOSERS and opened:
            opened.pop()
    return opened[-1] if opened else None


def _yaml_indentation(document: Document, offset: int, indent: int | None) -> str | None:
    number = document.text.line_at(offset)
    if document.text.line(number).strip(" \t"):
        return None
    above = next((line for line in _lines_above(document, number) if not line.is_empty), None)
    if (
        above is None
        or _is_inside_string(document, above)
        or document.text.string[above.value : above.value + 1] in "[{"
    ):
        return None
    if above.key is None:
        return " " * (above.dashes[-1] - above.start) if above.dashes else None
    column = above.key[0] - above.start
    value = document.text.string[above.value : above.content_end]
    opens = not value or value[0] in "|>"
    return " " * (column + yaml_indent_unit(document, indent) if opens else column)


def _lines_above(document: Document, number: int) -> list[Line]:
    return [read_line(document.text, above) for above in range(number - 1, max(number - 10, -1), -1)]


def _is_inside_string(document: Document, line: Line) -> bool:
    """Whether a line goes on with a string that began on one above it."""
    return any(node.kind == "string" and node.start < line.start < node.end for _, node in walk(document.root))
