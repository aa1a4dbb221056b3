"""Mends for YAML's block style: keys, list items and their indentation."""

from __future__ import annotations

import re

from callsheet.syntax.tree import Problem, Repair
from callsheet.syntax.yaml_lines import open_columns, read_line
from callsheet.syntax.yaml_mends import Mend, Site, blank, close_quote, insert, nearest_column, put_in_quotes, reindent
from callsheet.text import TextEdit

_WORD_WITH_COLON = re.compile(r"([A-Za-z_][\w-]*):(?!//)(?=\S)")
_WORD = re.compile(r"[A-Za-z_$][\w$-]*(?=[ \t]+\S)")
_LONGEST_KEY = 1024


def missing_colon(site: Site) -> Mend | None:
    """A line where a key should be has no colon; `context` is where its text begins."""
    line = site.line_of(site.context)
    first = site.string[site.context : site.context + 1]
    if first in ("[", "{"):
        if site.string[line.content_end - 1] in "]}":
            return blank(site, site.context, line.content_end, "expected a key and a colon")
        return blank(site, site.context, site.context + 1, f"unexpected {first}", "Remove it")
    if first in ("'", '"') and site.text.line_at(site.at) > line.number and not line.key:
        end = site.string.find(first, site.context + 1)
        if end < 0 or end > line.end:
            return close_quote(site, site.context)
    column = site.column_of(site.context)
    kinds = [opened.node.kind for opened in site.open if site.column_of(opened.node.start) == column]
    if kinds == ["array"]:
        span = (site.context, max(line.content_end, site.context + 1))
        return insert(site.context, "- ", span, "expected a dash (-) before the list item", "Insert the dash")
    return _insert_colon(site, site.context)


def _insert_colon(site: Site, start: int) -> Mend | None:
    """Make a key of the first word of a text, of all of it where it has only one."""
    end = site.line_of(start).content_end
    if end <= start:
        return None
    text = site.string[start:end]
    glued = _WORD_WITH_COLON.match(text)
    if glued:
        place = start + glued.end()
        return insert(place, " ", (place - 1, place), "expected a blank after the colon", "Insert the blank")
    word = _WORD.match(text)
    message = "expected a colon after the key"
    if word:
        place = start + word.end()
        return insert(place, ":", (start, place), message, "Insert the colon")
    return insert(end, ":", (start, end), message)


def unexpected_colon(site: Site) -> Mend | None:
    """A colon where no key can be: in a value, or in a line that was taken for a part of the value above it."""
    line = site.line
    if line.colon is not None and line.colon < site.at:
        message = "a value with a colon and a blank in it stands in quotation marks"
        return put_in_quotes(site, line.value, line.content_end, message)
    last = site.last
    if last is None or line.colon != site.at:
        return None
    if site.at - last.start > _LONGEST_KEY and last.start >= line.start:
        return blank(site, line.content, line.content_end, f"a key has at most {_LONGEST_KEY:,} characters")
    if last.start >= line.start or last.end < line.content:
        return None
    above = site.line_of(last.start)
    if line.dashes and line.indent > above.indent:
        return _items_among_keys(site)
    if above.key and above.value >= last.start:
        return reindent(site, line.number, above.key[0] - above.start)
    if last.start == above.value:
        return _insert_colon(site, last.start)
    column = nearest_column(site, line)
    return reindent(site, line.number, column) if column is not None else None


def unexpected_in_object(site: Site) -> Mend | None:
    """Something that is no key where an object's next key should be."""
    line = site.line
    if not site.is_first_on_line:
        return _after_value(site)
    if site.character == ":":
        return blank(site, site.at, line.content_end, "expected a key before the colon")
    if line.dashes:
        return _items_among_keys(site)
    column = nearest_column(site, line)
    return reindent(site, line.number, column) if line.key and column is not None else None


def _items_among_keys(site: Site) -> Mend | None:
    """A list item that stands beside no other: shift it to one, else leave it out, with all that belongs to it."""
    first = site.line
    column = nearest_column(site, first)
    if column is not None:
        return reindent(site, first.number, column)
    edits: list[TextEdit] = []
    for number in range(first.number, site.text.line_count):
        line = read_line(site.text, number)
        is_inside = line.indent > first.indent or (line.indent == first.indent and bool(line.dashes))
        if not line.is_empty and not is_inside:
            break
        edits.append(TextEdit(line.start, line.end, " " * (line.end - line.start)))
    message = "expected a key; a list item cannot stand among the keys of an object"
    return Mend(edits, Problem(first.content, first.content_end, message))


def unexpected_in_list(site: Site) -> Mend | None:
    """Something that is no dash where a list's next item should be."""
    line = site.line
    if not site.is_first_on_line:
        return _after_value(site)
    columns = [found.column for found in open_columns(site.text, line.number)]
    if not line.key:
        return None
    inner = [column for column in columns if column > line.indent]
    if inner and _follows_object_item(site, line.number, inner[-1]):
        return reindent(site, line.number, inner[-1])
    outer = next((column for column in columns if column < line.indent), None)
    if outer is not None:
        return reindent(site, line.number, outer)
    return insert(line.content, "- ", line.key, "expected a dash (-) before the list item", "Insert the dash")


def _follows_object_item(site: Site, number: int, column: int) -> bool:
    """Whether the list item above a line is an object whose keys begin at a column."""
    for above in range(number - 1, -1, -1):
        line = read_line(site.text, above)
        if line.dashes and not line.is_empty:
            return line.key is not None and line.key[0] - line.start == column
    return False


def _after_value(site: Site) -> Mend | None:
    """Something behind a value that has ended, in the same line."""
    line = site.line
    start, end = line.value, line.content_end
    if start >= site.at or end <= site.at:
        return None
    first = site.string[start]
    if first in "\"'":
        return _inner_quotes(site, start, end) or put_in_quotes(
            site, start, end, "expected nothing behind the closing quotation mark"
        )
    is_glued = site.string[site.at - 1].strip() and site.character not in "]},"
    if first in "*&!" or is_glued or site.string.startswith("{{", start):
        return put_in_quotes(site, start, end, f"a string that begins with {first} stands in quotation marks")
    return blank(site, site.at, end, "expected the end of the line here", "Remove it")


def _inner_quotes(site: Site, start: int, end: int) -> Mend | None:
    """Quotation marks inside a value that is quoted with the same ones."""
    mark = site.string[start]
    if end - start < 2 or site.string[end - 1] != mark:
        return None
    places = [place for place in range(start + 1, end - 1) if site.string[place] == mark]
    escape = "'" if mark == "'" else "\\"
    if mark == '"':
        places = [place for place in places if site.string[place - 1] != "\\"]
    if not places:
        return None
    content = site.string[start:end]
    escaped = content[0] + content[1:-1].replace("\\" + mark, mark).replace(mark, escape + mark) + mark
    if mark == "'":
        escaped = content[0] + content[1:-1].replace("'", "''") + mark
    message = f"expected the end of the value; inside such quotation marks, {mark} is written {escape}{mark}"
    repair = Repair(f"Write {escape}{mark}", start, end, escaped)
    problem = Problem(places[0], places[-1] + 1, message, repair)
    return Mend([TextEdit(place, place, escape) for place in places], problem)


def dash_in_line(site: Site) -> Mend | None:
    """A list item in the line of its key."""
    line = site.line
    if line.key is None or line.colon is None or line.value != site.at:
        return None
    new_text = "\n" + " " * (line.key[0] - line.start + 2)
    start, end = line.colon + 1, site.at
    repair = Repair("Break the line", start, end, new_text)
    problem = Problem(end, end + 1, "expected the list item on a line of its own", repair)
    return Mend([TextEdit(start, end, new_text)], problem)
