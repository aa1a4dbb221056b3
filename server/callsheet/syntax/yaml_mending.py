"""Which mend a failure of libyaml calls for, and the mends for single characters."""

from __future__ import annotations

import re
from collections.abc import Callable

from callsheet.syntax.tree import Node, Problem, Repair
from callsheet.syntax.yaml_lines import read_line
from callsheet.syntax.yaml_mends import Mend, Site, blank, close_quote, empty_line, insert, put_in_quotes, reindent
from callsheet.syntax.yaml_mends_block import (
    dash_in_line,
    missing_colon,
    unexpected_colon,
    unexpected_in_list,
    unexpected_in_object,
)
from callsheet.syntax.yaml_mends_flow import mend_flow
from callsheet.syntax.yaml_reading import Failure, Reading
from callsheet.text import Text, TextEdit, apply_edits

_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*$")
_TAB = "a tab cannot indent YAML; use spaces"
_TWO_SPACES = "  "
_BAD_ESCAPE = re.compile(r"\\(?:[0abtnvfre \"/\\N_LP\t\r\n]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|(?P<bad>))")


def find_mend(text: Text, reading: Reading, is_stuck: bool) -> Mend:
    """What to do where reading failed; if mending is `stuck` there, the line is emptied."""
    if reading.failure is None:
        return _after_document(text, reading)
    site = Site(text, reading.failure)
    mend = None
    if not is_stuck:
        mend = _swallowed_lines(site) or _find(site)
    return mend or empty_line(site)


def _find(site: Site) -> Mend | None:
    mend = _MENDS.get(site.message)
    if mend is not None:
        return mend(site)
    if site.message.startswith("did not find expected '") and site.flows:
        return mend_flow(site)
    return None


def _swallowed_lines(site: Site) -> Mend | None:
    """A quoted scalar whose closing mark is missing ends at the next one, lines below; what follows is then odd."""
    last = site.last
    if last is None or not last.is_quoted or last.end > site.at or site.string[last.end : site.at].strip():
        return None
    first, end = site.text.line_at(last.start), site.text.line_at(last.end)
    if first == end or end != site.line.number:
        return None
    indent = read_line(site.text, first).indent
    for number in range(first + 1, end + 1):
        line = read_line(site.text, number)
        if not line.is_empty and (line.key or line.dashes or line.indent <= indent):
            start = next(place for place in range(last.start, last.end) if site.string[place] in "\"'")
            return close_quote(site, start)
    return None


def _unclosed_quote(site: Site) -> Mend:
    return close_quote(site, site.context)


def _cannot_start(site: Site) -> Mend | None:
    """A character with which nothing can begin."""
    if site.character == "\t":
        return _tab(site)
    if not site.character.strip():
        return None
    if site.character == "%" and site.at == site.line.start and not site.line.key:
        return _directive(site)
    start, end = site.at, site.value_span(site.at)[1]
    if site.line.key and start == site.line.key[0]:
        end = site.line.key[1]
    colon = site.string[start:end].find(": ")
    end = start + colon if colon > 0 and site.is_first_on_line else end
    if site.is_first_on_line and site.string[end - 1 : end] == ":" and end - start > 1:
        end -= 1
    what = "a key" if site.string[end : end + 1] == ":" else "a value"
    return put_in_quotes(site, start, end, f"{what} that begins with {site.character} stands in quotation marks")


def _tab(site: Site) -> Mend | None:
    """A tab where only spaces may be."""
    place = site.at
    if site.string[place : place + 1] != "\t":
        return None
    line = site.line
    if not line.content > place:
        return Mend([TextEdit(place, place + 1, " ")])  # behind a dash, where YAML 1.2 allows it
    if line.is_empty:
        return Mend(_tabs_in_empty_lines(site))
    edits = _tabs_of_lines(site)
    if site.flows:
        return Mend(edits)  # between brackets, indentation means nothing
    last = edits[-1]
    start = edits[0].start
    new_text = apply_edits(
        site.string[start : last.end], [TextEdit(e.start - start, e.end - start, e.new_text) for e in edits]
    )
    repair = Repair("Indent with spaces", start, last.end, new_text)
    return Mend(edits, Problem(edits[0].start, edits[0].end, _TAB, repair))


def _tabs_in_empty_lines(site: Site) -> list[TextEdit]:
    """Blanks for the tabs of empty lines, from the place down to the next block scalar; YAML 1.2 allows them there."""
    edits: list[TextEdit] = []
    for number in range(site.line.number, site.text.line_count):
        string = site.text.line(number)
        rest = string.lstrip(" \t")
        blanks = len(string) - len(rest)
        if "\t" in string[:blanks] and (not rest or rest.startswith("#")):
            start = site.text.line_starts[number]
            edits.append(TextEdit(start, start + blanks, " " * blanks))
        elif _BLOCK_HEADER.search(string):
            break
    return edits


def _tabs_of_lines(site: Site) -> list[TextEdit]:
    """Spaces for the tabs that indent the place's line, and for those at the very front of the lines below."""
    edits: list[TextEdit] = []
    for number in range(site.line.number, site.text.line_count):
        start, end = site.text.line_span(number)
        if number > site.line.number and site.string[start : start + 1] != "\t":
            if site.flows:
                break
            continue
        string = site.string[start:end]
        indent = string[: len(string) - len(string.lstrip(" \t"))]
        edits.append(TextEdit(start, start + len(indent), indent.replace("\t", _TWO_SPACES)))
    return edits


def _bad_escape(site: Site) -> Mend | None:
    """A backslash in double quotes that begins no escape."""
    line_end = site.line.end
    for match in _BAD_ESCAPE.finditer(site.string, site.context, line_end):
        if match["bad"] is not None:
            start = match.start()
            escape = site.string[start : start + 2]
            repair = Repair("Escape the backslash", start, start, "\\")
            message = f"{escape} is no escape; a backslash in double quotation marks is written \\\\"
            return Mend([TextEdit(start, start, "\\")], Problem(start, start + len(escape), message, repair))
    return None


def _glued_colon(site: Site) -> Mend | None:
    """A colon with a bracket or comma right behind it, which YAML 1.2 allows."""
    return Mend([TextEdit(site.at + 1, site.at + 1, " ")]) if site.character == ":" else None


def _needs_quotes(site: Site) -> Mend | None:
    """What looks like an anchor, alias, tag or block scalar, and is none."""
    if site.string.startswith("%", site.line_of(site.context).start):
        return _directive(site)
    start, end = site.value_span(site.context)
    mark = site.string[start : start + 1]
    return put_in_quotes(site, start, end, f"a value that begins with {mark} stands in quotation marks")


def _node_content(site: Site) -> Mend | None:
    """Something that begins no value, where a value should be."""
    if site.flows:
        return mend_flow(site)
    if site.character.isalnum():
        return None
    start, end = site.value_span(site.at)
    if end - start == 1 and site.character in "]}":
        return blank(site, start, end, f"unexpected {site.character}", "Remove it")
    return put_in_quotes(site, start, end, f"a value that begins with {site.character} stands in quotation marks")


def _directive(site: Site) -> Mend | None:
    """A line that begins with a percent sign."""
    line = site.line
    if not site.string.startswith("%", line.start):
        number = site.text.line_at(site.context)
        line = read_line(site.text, number)
    message = "expected %YAML or %TAG; no other line begins with %"
    return blank(site, line.start, line.end, message)


def _document_start(site: Site) -> Mend | None:
    """Directives without the line that ends them."""
    span = site.point(site.at)
    return insert(site.at, "---\n", span, "expected --- after the directives")


def _after_document(text: Text, reading: Reading) -> Mend:
    """Something behind the document: another one, or what was indented less than its beginning."""
    string = text.string
    start = reading.rest(string)
    line = read_line(text, text.line_at(start))
    if string.startswith("---", start) and start == line.start:
        return Mend([], Problem(start, start + 3, "expected one document; only the first one counts"))
    root = reading.root or Node("null", 0, 0, None)
    first = read_line(text, text.line_at(root.start))
    site = Site(text, Failure("", start, None, [], None))
    mend: Mend | None = None
    if text.line_at(root.end) > first.number and root.kind == "string" and string[root.start] in "\"'":
        mend = close_quote(site, root.start)
    elif start == line.content and line.number > first.number and not string.endswith("...", 0, reading.end):
        if not root.flow and root.kind in ("object", "array") and line.indent < first.indent:
            mend = _dedent(site, first.number, line.number, line.indent)
        elif root.kind == "string" and root.flow and line.indent == first.indent:
            mend = insert(root.end, ":", (root.start, root.end), "expected a colon after the key")
    if mend is None and start > line.content and string[start] in "]}":
        mend = blank(site, start, start + 1, f"unexpected {string[start]}", "Remove it")
    if mend is not None:
        return mend
    end = max(line.content_end, start + 1)
    return Mend([], Problem(start, end, "expected the end of the document"))


def _dedent(site: Site, first: int, end: int, column: int) -> Mend | None:
    """Shift the lines of an over-indented beginning to the column of what follows."""
    by = read_line(site.text, first).indent - column
    edits = []
    for number in range(first, end):
        line = read_line(site.text, number)
        if line.end > line.start:
            edits.append(TextEdit(line.start, line.start + min(by, line.indent), ""))
    if not edits:
        return None
    mend = reindent(site, first, column)
    problem = mend.problem if mend else None
    return Mend(edits, problem)


_MENDS: dict[str, Callable[[Site], Mend | None]] = {
    "found unexpected end of stream": _unclosed_quote,
    "found unexpected document indicator": _unclosed_quote,
    "could not find expected ':'": missing_colon,
    "mapping values are not allowed in this context": unexpected_colon,
    "did not find expected key": unexpected_in_object,
    "did not find expected '-' indicator": unexpected_in_list,
    "block sequence entries are not allowed in this context": dash_in_line,
    "found character that cannot start any token": _cannot_start,
    "found a tab character that violates indentation": _tab,
    "found a tab character where an indentation space is expected": _tab,
    "found unknown escape character": _bad_escape,
    "did not find expected hexdecimal number": _bad_escape,
    "found invalid Unicode character escape code": _bad_escape,
    "did not find expected alphabetic or numeric character": _needs_quotes,
    "did not find expected comment or line break": _needs_quotes,
    "found an indentation indicator equal to 0": _needs_quotes,
    "did not find expected whitespace": _needs_quotes,
    "did not find expected whitespace or line break": _needs_quotes,
    "did not find the expected '>'": _needs_quotes,
    "did not find expected '!'": _needs_quotes,
    "did not find expected tag URI": _needs_quotes,
    "did not find URI escaped octet": _needs_quotes,
    "found an incorrect leading UTF-8 octet": _needs_quotes,
    "found unexpected ':'": _glued_colon,
    "found undefined tag handle": _needs_quotes,
    "did not find expected node content": _node_content,
    "mapping keys are not allowed in this context": _node_content,
    "found unknown directive name": _directive,
    "could not find expected directive name": _directive,
    "found unexpected non-alphabetical character": _directive,
    "found incompatible YAML document": _directive,
    "did not find expected digit or '.' character": _directive,
    "did not find expected version number": _directive,
    "found duplicate %YAML directive": _directive,
    "found duplicate %TAG directive": _directive,
    "did not find expected <document start>": _document_start,
}
