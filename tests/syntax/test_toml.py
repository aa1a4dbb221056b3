"""The TOML parser: valid texts as tomllib reads them, broken ones with a problem at the right place and all neighbours kept."""

from __future__ import annotations

import datetime
import importlib
import math
import re
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.edits.toml_structure import write_key, write_value
from callsheet.syntax import Document, Value, walk
from callsheet.syntax.toml import parse
from callsheet.text import Text, TextEdit, apply_edits

tomllib = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")  # which pytest brings along

GOOD = """\
# What we set.
ignore = ["legacy/**", 'C:\\old', ] # both

[rules]
too-long = "off"
"untidy-lines" = 'hint'

[patterns]
task = [
  "tasks/{feature}/task", # the new place
  ".tmp/tasks/{feature}/task",
]

[x-team.shop]
since = 2026-03-01T09:15:00Z
opens = 09:15:00
sizes = { small = 1, large.factor = 1.5e3 }
motto = \"""
One "word" \\
   more\"""

[[x-people]]
role = "lead"
[[x-people]]
[x-people.desk]
number = 0x1F
"""


def check_problem(marked: str, message: str, value: Value, repaired: str | None = None) -> None:
    """The text's only problem lies between « and », and the value is understood all the same."""
    string = re.sub("[«»]", "", marked)
    tree = parse(Text(string))
    start, end = marked.index("«"), marked.index("»") - 1
    assert [(problem.start, problem.end) for problem in tree.problems] == [(start, end)], tree.problems
    problem = tree.problems[0]
    assert problem.message == message
    assert tree.root.value == value
    assert (repaired is None) == (problem.repair is None)
    if problem.repair is not None:
        edit = TextEdit(problem.repair.start, problem.repair.end, problem.repair.new_text)
        assert apply_edits(string, [edit]) == repaired


PUNCTUATION = [
    ("a «1»", "expected = behind the key", {"a": 1}, "a = 1"),
    ("a«:» 1", "expected = behind the key, not a colon", {"a": 1}, "a = 1"),
    ("«a»\nb = 1", "expected = and a value behind the key", {"a": None, "b": 1}, None),
    ("a «=» # soon\nb = 1", "expected a value", {"a": None, "b": 1}, None),
    ("a = 1«,»\nb = 2", "expected the end of the line", {"a": 1, "b": 2}, "a = 1\nb = 2"),
    ("a = 1 «b = 2»", "expected the end of the line", {"a": 1}, None),
    ("«=» 1\nb = 2", "expected a key", {"b": 2}, None),
    ("[«a»\nb = 1", "expected ] to close the header", {"a": {"b": 1}}, "[a]\nb = 1"),
    ("[[«a»\nb = 1", "expected ]] to close the header", {"a": [{"b": 1}]}, "[[a]]\nb = 1"),
    ('a = ["x«"»\n[b]\nc = 1', "expected ] to close the array", {"a": ["x"], "b": {"c": 1}}, 'a = ["x"]\n[b]\nc = 1'),
    ('a = ["x«"»\nb = 1', "expected ] to close the array", {"a": ["x"], "b": 1}, 'a = ["x"]\nb = 1'),
    ("a = [«1» 2]", "expected a comma", {"a": [1, 2]}, "a = [1, 2]"),
    ("a = [«,»1]", "expected a value before the comma", {"a": [1]}, None),
    (
        "a = { b = «1»\nc = 2",
        "expected } to close the inline table on its line",
        {"a": {"b": 1}, "c": 2},
        "a = { b = 1}\nc = 2",
    ),
    ("a = { b = 1«,» }", "an inline table has no trailing comma", {"a": {"b": 1}}, "a = { b = 1 }"),
]


@pytest.mark.parametrize(("marked", "message", "value", "repaired"), PUNCTUATION)
def test_missing_or_extra_punctuation(marked: str, message: str, value: Value, repaired: str | None) -> None:
    check_problem(marked, message, value, repaired)


NO_WORD = ' is no value in TOML; a string stands in quotation marks (")'
SCALARS = [
    ('a = «"x»\nb = 1', 'expected a closing quotation mark (")', {"a": "x", "b": 1}, 'a = "x"\nb = 1'),
    ("a = «'x»\nb = 1", "expected a closing quotation mark (')", {"a": "x", "b": 1}, "a = 'x'\nb = 1"),
    ('a = «"""x\nb = 1»', 'expected a closing quotation mark (""")', {"a": "x\nb = 1"}, None),
    ('a = "C:«\\d»ir"', "\\d is no escape in TOML; a backslash is written \\\\", {"a": "C:\\dir"}, 'a = "C:\\\\dir"'),
    ("a = «off»", f"off{NO_WORD}", {"a": "off"}, 'a = "off"'),
    ("a = «01»", f"01{NO_WORD}", {"a": "01"}, 'a = "01"'),
    ("a = «2026-02-30»", f"2026-02-30{NO_WORD}", {"a": "2026-02-30"}, 'a = "2026-02-30"'),
    ("a = «True»", "TOML writes true, not True", {"a": "True"}, "a = true"),
    (
        "«größe» = 1",
        "a key with other characters than letters, digits, _ and - stands in quotation marks",
        {"größe": 1},
        "'größe' = 1",
    ),
    ('«"""a"""» = 1', "a key stands on one line, between single quotation marks", {"a": 1}, None),
    (
        "a = 1«\r»b = 2",
        "a line ends with a line feed in TOML, not with a carriage return alone",
        {"a": 1, "b": 2},
        "a = 1\nb = 2",
    ),
    ("a = 'x«\x00»y'", "a control character has no place in TOML", {"a": "x\0y"}, "a = 'xy'"),
]


@pytest.mark.parametrize(("marked", "message", "value", "repaired"), SCALARS)
def test_broken_keys_and_scalars(marked: str, message: str, value: Value, repaired: str | None) -> None:
    check_problem(marked, message, value, repaired)


TABLES = [
    ("a = 1\n«a» = 2", '"a" stands in this table already, in line 1; keep one of the two', {"a": 2}),
    (
        "[a]\nb = 1\n[c]\n[«a»]\nd = 2",
        "this table stands in line 1 already; put what follows below it there",
        {"a": {"b": 1, "d": 2}, "c": {}},
    ),
    (
        "a = 1\n[«a»]\nb = 2",
        '"a" of line 1 is a value of its own, to which nothing can be added; put this into it, or remove it',
        {"a": 1},
    ),
    (
        "a = { b = 1 }\n«a».c = 2",
        '"a" of line 1 is a value of its own, to which nothing can be added; put this into it, or remove it',
        {"a": {"b": 1}},
    ),
    ("[[a]]\n[«a»]", '"a" of line 1 is a list of tables, whose headers have two brackets: [[a]]', {"a": [{}]}),
    (
        "[a.b]\n[a]\n«b».c = 1",
        '"b" of line 1 is a table with a header of its own; put this below that header',
        {"a": {"b": {}}},
    ),
    (
        "a.b = 1\n[«a»]\nc = 2",
        "this table stands in line 1 already; put what follows below it there",
        {"a": {"b": 1, "c": 2}},
    ),
]


@pytest.mark.parametrize(("marked", "message", "value"), TABLES)
def test_what_stands_there_twice(marked: str, message: str, value: Value) -> None:
    check_problem(marked, message, value)


def test_a_good_text() -> None:
    tree = parse(Text(GOOD))
    assert tree.problems == []
    assert tree.root.value == plain(tomllib.loads(GOOD))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("beginning", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark(newline: str, beginning: str) -> None:
    tree = parse(Text(beginning + GOOD.replace("\n", newline)))
    assert tree.problems == []
    assert tree.root.value == parse(Text(GOOD)).root.value


def test_spans() -> None:
    document = Document(Text(GOOD), "toml")
    assert spanned(document, ("rules", "too-long")) == '"off"'
    assert spanned(document, ("rules", "untidy-lines")) == "'hint'"
    assert spanned(document, ("patterns", "task", 1)) == '".tmp/tasks/{feature}/task"'
    assert spanned(document, ("x-team", "shop", "sizes", "large", "factor")) == "1.5e3"
    assert GOOD[slice(*document.key_span(("rules",)))] == "rules"
    assert GOOD[slice(*document.span(("rules",)))] == "rules"
    assert GOOD[slice(*document.span(("rules", "gone")))] == "rules"
    assert GOOD[slice(*document.key_span(("x-people", 1, "desk")))] == "desk"
    assert GOOD[slice(*document.key_span(("x-people", 1, "desk", "number")))] == "number"


def test_a_table_reaches_as_far_as_its_statements() -> None:
    string = "[a]\nb = 1\n[a.c]\nd = 2 # last\n[e]\n[a.f]\n"
    node = Document(Text(string), "toml").node(("a",))
    assert node is not None
    assert string[node.start : node.end] == "]\nb = 1\n[a.c]\nd = 2"


def spanned(document: Document, pointer: tuple[str | int, ...]) -> str:
    return document.text.string[slice(*document.span(pointer))]


# arbitrary texts

SCRAPS = [
    *"[]{}=.,#\n\r\"'\\ abé0-+:",
    '"""',
    "'''",
    "\r\n",
    "true",
    "1.5",
    "2026-03-01",
    "07:32:00",
    "[[",
    "]]",
    "\\u00e9",
]
STATEMENTS = [
    *("a = 1", "b = [1,\n2]", "b = {c = 1}", "c = {d.e = 1, d.f = 2}", "a.b = 2", "b.c = 1", "c.d = 1"),
    *("[a]", "[b]", "[a.b]", "[b.c]", "[a.b.c]", "[c]", "[[a]]", "[[a.b]]", "[[c.d]]", "x = 2026-03-01 # day"),
]


def plain(value: Any) -> Any:
    """A value of tomllib without what JSON has no word for: dates are only told from other values."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat().replace("+00:00", "Z")
    return "nan" if isinstance(value, float) and math.isnan(value) else value


def check_like_tomllib(string: str) -> None:
    """A text has a problem exactly if tomllib refuses it, and else the same value."""
    tree = parse(Text(string))
    try:
        value = tomllib.loads(string)
    except tomllib.TOMLDecodeError:
        assert tree.problems
    else:
        assert tree.problems == []
        assert plain(tree.root.value) == plain(value)


@given(st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join))
def test_scraps_are_read_like_tomllib(string: str) -> None:
    check_like_tomllib(string)


@given(st.lists(st.sampled_from(STATEMENTS), max_size=6).map("\n".join))
def test_tables_are_joined_like_tomllib(string: str) -> None:
    check_like_tomllib(string)


TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)
SCALAR_VALUES = TEXTS | st.booleans() | st.integers() | st.floats(allow_nan=False)
VALUES = st.recursive(
    SCALAR_VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=12
)


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_values_survive_being_written(value: dict[str, Any]) -> None:
    string = "".join(f"{write_key(key)} = {write_value(item)}\n" for key, item in value.items())
    check_like_tomllib(string)
    assert parse(Text(string)).root.value == value


@pytest.mark.parametrize("blank", ["\x0b", "\x0c", "\x1f", "\x85", "\xa0", "\u2028"])
def test_blanks_that_toml_does_not_know(blank: str) -> None:
    for string in (blank, f"a = {blank}1", f"a = [{blank}1]", f"a = {{{blank}b = 1 }}", f"[{blank}a]", f"a{blank} = 1"):
        assert parse(Text(string)).problems
        check_spans(string)


@given(st.text() | st.text("[]{}=.,#\n\r\"'\\ a1\x0c\x85:"))
def test_no_text_makes_it_raise(string: str) -> None:
    check_spans(string)


@pytest.mark.parametrize("cut", [GOOD[:length] for length in range(len(GOOD) + 1)])
def test_no_beginning_of_a_good_text_makes_it_raise(cut: str) -> None:
    check_spans(cut)


def check_spans(string: str) -> None:
    """Everything lies in the text, children in their order, and a place can be found anywhere."""
    document = Document(Text(string), "toml")
    for _, node in walk(document.root):
        assert 0 <= node.start <= node.end <= len(string)
        assert all(member.key_start <= member.key_end <= member.node.start for member in node.members)
    assert all(0 <= problem.start <= problem.end <= len(string) for problem in document.problems)
    for offset in range(len(string) + 1):
        place = document.place_at(offset)
        assert place is None or 0 <= place.start <= place.end <= len(string)


@pytest.mark.parametrize(
    "string",
    ["a = " + "[" * 9999, "a = {" * 9999, "a." * 9999 + "b = 1", "[" + "a." * 9999 + "b]", "a = [\n" + "[\n" * 9999],
)
def test_deep_nesting_is_one_problem(string: str) -> None:
    tree = parse(Text(string))
    assert ["levels deep" in problem.message for problem in tree.problems][:1] == [True]
    assert max(len(pointer) for pointer, _ in walk(tree.root)) < 101
