"""Mends for YAML's flow style: lists and objects in brackets."""

from __future__ import annotations

import re

from callsheet.syntax.tree import Problem, Repair
from callsheet.syntax.yaml_lines import Line, read_line
from callsheet.syntax.yaml_mends import Mend, Site, blank, insert
from callsheet.syntax.yaml_reading import Open
from callsheet.text import TextEdit

_CLOSER = {"object": "}", "array": "]"}
_LAST_WORD = re.compile(r"(?:\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s,\[\]{}\"']+)[ \t]*\Z")


def mend_flow(site: Site) -> Mend | None:
    """A mend for what libyaml did not expect between brackets."""
    flows = site.flows
    if not flows:
        return None
    left_open = _line_outside(site)
    if left_open is not None:
        inside = [opened for opened in flows if opened.node.start < left_open.start]
        return _close(site, inside, left_open.number)
    if not site.string[site.at :].strip():
        return _close(site, flows, site.text.line_count)
    if site.character in "]}":
        return _wrong_closer(site, flows)
    if site.character == ",":
        between = site.string[: site.at].rstrip()[-1:] == ","
        message = "expected a value between the commas" if between else "expected a value before the comma"
        return blank(site, site.at, site.at + 1, message, "Remove the comma")
    if site.message == "did not find expected node content":
        return blank(site, site.at, site.at + 1, f"expected a value; {site.character} begins none here", "Remove it")
    return _missing_comma(site)


def _line_outside(site: Site) -> Line | None:
    """The first line since the opening bracket that belongs to what is around it, by its indentation and a key or dash."""
    flow = site.flows[0]
    around = [opened for opened in site.open if not opened.node.flow]
    if not around:
        return None
    column = site.column_of(around[-1].node.start)
    for number in range(site.text.line_at(flow.node.start) + 1, min(site.line.number + 1, site.text.line_count)):
        line = read_line(site.text, number)
        if not line.is_empty and line.indent <= column and (line.key or line.dashes):
            return line
    return None


def _close(site: Site, flows: list[Open], before: int) -> Mend | None:
    """Close brackets ahead of a line, behind what stands there and blank lines that are indented like it."""
    if not flows:
        return None
    first = site.text.line_at(flows[0].node.start)
    base = site.line_of(flows[0].node.start).indent
    number = max(before - 1, first)
    while number > first:
        line = read_line(site.text, number)
        if line.end > line.start and (not line.is_empty or line.content - line.start > base):
            break
        number -= 1
    closers = "".join(_CLOSER[opened.node.kind] for opened in reversed(flows))
    place = _end_of_content(site, first, number)
    problem = Problem(
        max(place - 1, 0), place, _unclosed(site, flows[-1]), Repair(f"Insert {closers}", place, place, closers)
    )
    # On a line of its own, a comment does not swallow it.
    end = read_line(site.text, number).end
    return Mend([TextEdit(end, end, "\n" + closers)], problem)


def _end_of_content(site: Site, first: int, number: int) -> int:
    """The end of the last line, of two and those between, that is neither blank nor a comment."""
    for above in range(number, first, -1):
        line = read_line(site.text, above)
        if not line.is_empty:
            return line.content_end
    return read_line(site.text, first).content_end


def _unclosed(site: Site, opened: Open) -> str:
    number = site.text.line_at(opened.node.start) + 1
    return f"expected {_CLOSER[opened.node.kind]} to close the {opened.node.kind} that begins in line {number}"


def _wrong_closer(site: Site, flows: list[Open]) -> Mend | None:
    """A closing bracket that does not belong to the innermost opening one."""
    innermost = flows[-1]
    if any(_CLOSER[opened.node.kind] == site.character for opened in flows[:-1]):
        closer = _CLOSER[innermost.node.kind]
        return insert(site.at, closer, site.point(site.at), _unclosed(site, innermost), f"Insert {closer}")
    return blank(site, site.at, site.at + 1, f"unexpected {site.character}", "Remove it")


def _missing_comma(site: Site) -> Mend | None:
    """Two values, or two members, without a comma between them."""
    place = site.at
    if site.character == ":":
        start = max(site.line.start, site.at - 1000)
        word = _LAST_WORD.search(site.string[start : site.at])
        if word is None:
            return blank(site, site.at, site.at + 1, "expected a comma", None)
        place = start + word.start()
    before = len(site.string[:place].rstrip())
    between = site.string[before:place]
    title = "Insert the comma" if "#" not in between else None
    mend = insert(before, ",", site.point(before - 1), "expected a comma", title)
    if site.string[:before].endswith((",", "[", "{")):
        return None
    # Ahead of the value: a comment in between would swallow it.
    return Mend([TextEdit(place, place, ",")], mend.problem)
