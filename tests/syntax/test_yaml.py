"""The YAML parser: valid texts exactly, broken ones with a problem at the right place and all neighbours kept."""

from __future__ import annotations

import math
import re
import time
from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import example, given
from hypothesis import strategies as st

from callsheet.syntax import Document, Node, Pointer, Value, walk
from callsheet.syntax.tree import MAX_DEPTH, MAX_NODES, Tree
from callsheet.syntax.yaml import parse
from callsheet.syntax.yaml_scalars import resolve_plain
from callsheet.text import Text, TextEdit, apply_edits


def check_value(string: str, value: Value) -> Tree:
    """A text without problems, and its value."""
    tree = parse(string)
    assert tree.problems == []
    assert tree.root.value == value
    return tree


def check_problems(marked: str, message: str, value: Value, repaired: str | None = None) -> None:
    """The text's only problem lies between « and », and the value is understood all the same.

    `repaired` is the text after the problem's repair, which leads to the same value; None means there is no repair.
    """
    string = re.sub("[«»]", "", marked)
    start, end = marked.index("«"), marked.index("»") - 1
    tree = parse(string)
    assert [(problem.start, problem.end, problem.message) for problem in tree.problems] == [(start, end, message)]
    assert tree.root.value == value
    repair = tree.problems[0].repair
    if repaired is None:
        assert repair is None
        return
    assert repair is not None
    assert apply_edits(string, [TextEdit(repair.start, repair.end, repair.new_text)]) == repaired
    check_value(repaired, value)


def check_spans(marked: str) -> None:
    """The nodes whose spans are marked by « » are, by their pointers, those of the text, in document order."""
    string = re.sub("[«»]", "", marked)
    root = parse(string).root
    expected = []
    opened: list[int] = []
    position = 0
    for mark in re.split("([«»])", marked):
        if mark == "«":
            opened.append(position)
        elif mark == "»":
            expected.append((opened.pop(), position))
        else:
            position += len(mark)
    spans = [(node.start, node.end) for _, node in walk(root)]
    for span in expected:
        assert span in spans, (span, string[slice(*span)], spans)


def node_at(string: str, *pointer: str | int) -> Node:
    node = Document(Text(string), "yaml").node(pointer)
    assert node is not None
    return node


# --- scalars ---------------------------------------------------------------------------------------------------------

CORE_SCALARS: list[tuple[str, Value]] = [
    *[(text, None) for text in ("~", "null", "Null", "NULL")],
    *[(text, True) for text in ("true", "True", "TRUE")],
    *[(text, False) for text in ("false", "False", "FALSE")],
    *[("0", 0), ("-0", 0), ("12", 12), ("+12", 12), ("-19", -19), ("007", 7), ("0o7", 7), ("0x3A", 58), ("0xff", 255)],
    *[
        ("0.", 0.0),
        ("-0.0", 0.0),
        (".5", 0.5),
        ("+12e03", 12000.0),
        ("-2E+05", -200000.0),
        ("1e3", 1000.0),
        ("-.5", -0.5),
    ],
    *[(".inf", math.inf), ("-.Inf", -math.inf), ("+.INF", math.inf)],
    *[(text, text) for text in ("yes", "no", "on", "off", "y", "n", "Yes", "nULL", "tRUE")],
    *[
        (text, text)
        for text in ("2026-03-02", "2026-03-02T10:20:00Z", "12:30:45", "1_000", "0b11", "0o8", "0xg", "-0x1")
    ],
    *[(text, text) for text in (".", "-", "+", "e3", "1e", "--1", "1.2.3", "10-20", ".infinity", "-.nan", "0o", "0x")],
]


@pytest.mark.parametrize(("text", "value"), CORE_SCALARS)
def test_plain_scalars_follow_the_core_schema(text: str, value: Value) -> None:
    assert resolve_plain(text)[1] == value
    assert type(resolve_plain(text)[1]) is type(value)
    if text != "-":
        check_value(f"a: {text}\n", {"a": value})
        check_value(f"[{text}]", [value])
    check_value(f"a: '{text}'\nb: \"{text}\"", {"a": text, "b": text})


def test_not_a_number() -> None:
    value = parse("a: .nan").root.value
    assert isinstance(value, dict)
    assert isinstance(value["a"], float)
    assert math.isnan(value["a"])


@pytest.mark.parametrize("digits", ["9" * 5000, "-" + "9" * 5000, "0x" + "f" * 5000, "0o" + "7" * 5000, "1e99999"])
def test_endless_numbers(digits: str) -> None:
    node = node_at(f"a: {digits}", "a")
    assert node.kind == "number"
    assert isinstance(node.value, float)
    assert math.isinf(node.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("!!str 5", "5"),
        ("!!str", ""),
        ("! 5", "5"),
        ('!!int "5"', 5),
        ("!!float 5", 5.0),
        ('!!bool "true"', True),
        ("!!null ''", None),
        ("!!seq [1]", [1]),
        ("!!map {a: 1}", {"a": 1}),
        ("!local 5", 5),
        ("!local {a: 1}", {"a": 1}),
        ("!!timestamp 2026-03-02", "2026-03-02"),
        ("!<tag:yaml.org,2002:str> 5", "5"),
    ],
)
def test_tags(text: str, value: Value) -> None:
    check_value(f"a: {text}\nb: 1", {"a": value, "b": 1})


def test_a_tag_that_does_not_fit() -> None:
    check_problems("a: «!!int x»\nb: 1", "expected an integer after !!int", {"a": "x", "b": 1})
    check_problems("a: «!!bool yes»\nb: 1", "expected true or false after !!bool", {"a": "yes", "b": 1})


# --- structure -------------------------------------------------------------------------------------------------------


def test_block_and_flow_mean_the_same() -> None:
    value: Value = {"a": [1, {"b": "x", "c": []}], "d": {"e": None}}
    check_value("a:\n  - 1\n  - b: x\n    c: []\nd:\n  e:\n", value)
    check_value("a: [1, {b: x, c: []}]\nd: {e: }\n", value)
    check_value("{a: [1, {'b': \"x\", c: []},], d: {e}}", value)
    check_value("a:\n- 1\n-\n  b: x\n  c: []\nd:\n    e: ~", value)


def test_block_scalars() -> None:
    check_value("a: |\n  x\n   y\n\n  z\nb: >-\n  x\n  y\n", {"a": "x\n y\n\nz\n", "b": "x y"})
    check_value("a: |\n", {"a": ""})


@pytest.mark.parametrize("string", ["", "\n\n", "# nothing\n", "---\n", "---\n# nothing", "\ufeff", "   "])
def test_empty_documents(string: str) -> None:
    root = check_value(string, None).root
    assert root.kind == "null"
    assert root.start == root.end


def test_keys_are_strings_as_written() -> None:
    check_value(
        "1: a\n1.0: b\ntrue: c\n~: d\n'e': f\n<<: g\n",
        {"1": "a", "1.0": "b", "true": "c", "~": "d", "e": "f", "<<": "g"},
    )


def test_merge_keys_are_ordinary_keys() -> None:
    check_value("a: &x {b: 1}\nc:\n  <<: *x\n", {"a": {"b": 1}, "c": {"<<": {"b": 1}}})


def test_duplicate_keys_are_kept() -> None:
    tree = parse("a: 1\nb: 2\na: 3\n")
    assert [member.key for member in tree.root.members] == ["a", "b", "a"]
    assert tree.root.value == {"a": 3, "b": 2}


def test_complex_keys() -> None:
    message = "expected a plain key, not an object or an array"
    check_problems("? «[1, 2]»\n: x\nb: 1\n", message, {"[1, 2]": "x", "b": 1})
    check_problems("? «a: 1»\n: x\nb: 1\n", message, {"a: 1": "x", "b": 1})
    tree = parse("title: {{name}}\nb: 1")
    assert tree.problems[0].repair is not None
    assert tree.problems[0].repair.new_text == '"{{name}}"'


def test_several_documents() -> None:
    message = "expected one document; only the first one counts"
    check_problems("a: 1\n«---»\nb: 2\n---\nc: 3\n", message, {"a": 1})
    check_problems("---\na: 1\n...\n# end\n«---»\n", message, {"a": 1})
    check_value("%YAML 1.2\n---\na: 1\n...\n# end\n", {"a": 1})
    check_problems("a: 1\n...\n«b: 2»\n", "expected the end of the document", {"a": 1})


def test_anchors_and_aliases() -> None:
    tree = check_value("a: &x {b: [1]}\nc: *x\nd: &y text\n*y : [*x, *y]\n", {
        "a": {"b": [1]},
        "c": {"b": [1]},
        "d": "text",
        "text": [{"b": [1]}, "text"],
    })  # fmt: skip
    alias = tree.root.members[1].node
    assert (alias.kind, alias.start, alias.end, alias.members) == ("object", 18, 20, [])


def test_unknown_and_recursive_aliases() -> None:
    message = "expected a known anchor; nothing is marked &src"
    check_problems("a: «*src»\nb: 1", message, {"a": "*src", "b": 1}, 'a: "*src"\nb: 1')
    message = "expected an anchor that ends before this place; *x would contain itself"
    check_problems("a: &x [«*x»]\nb: 1", message, {"a": [None], "b": 1})
    check_problems("a: &x\n  b: «*x»\nc: 1", message, {"a": {"b": None}, "c": 1})


def test_alias_bombs_are_not_expanded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 10) + "]" for i in range(1, 30)]
    tree = parse("\n".join(lines))
    assert [problem.message for problem in tree.problems] == [
        f"the document stands for more than {MAX_NODES:,} values; the rest is not read"
    ]
    assert isinstance(tree.root.value, dict)
    assert tree.root.value["a0"] == ["x"] * 10


def test_aliases_do_not_add_up_to_endless_depth() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{i}: &a{i} " + "[" * 40 + f"*a{i - 1}" + "]" * 40 for i in range(1, 30)]
    tree = parse("\n".join(lines))
    assert len(tree.problems) == 1
    assert "nested more than 100 levels deep" in tree.problems[0].message


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[[{"])
def test_deep_nesting_ends_with_one_problem(opening: str) -> None:
    tree = parse(opening * 100_000)
    assert [p.message for p in tree.problems] == [f"nested more than {MAX_DEPTH} levels deep; the rest is not read"]
    assert max(len(pointer) for pointer, _ in walk(tree.root)) <= MAX_DEPTH


def test_allowed_depth() -> None:
    assert parse("[" * MAX_DEPTH + "]" * MAX_DEPTH).problems == []


# --- spans -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "marked",
    [
        "«a: «1»\nb: «[«x», «'y'»]»\nc:\n  «- «\"z\"»\n  - «d: «|\n      text»»»»\n\n\n# end\n",
        "«a:\n- «1»\n- «2»  # last»\n".replace("  # last»", "»  # last"),
        "«a: «»\nb:«»\nc:\n  «- «»\n  -«»»»\n",
        "«a: «»# note\nb: «1»»",
        "«{a: «{b: «1»}», c: «»}»",
        "«{a«», b: «»}»",
        "«a: &x «1»\nb: !!str «2»\nc: &y !!map\n  «d: «*x»»\ne: &z «»»\n",
        "«a: «>-\n  one\n  two»\nb: «|+\n  text»\n\n\nc: «|»\n»".replace("\n»", "»\n"),
        "«? a\n: «b»\n? c«»»\n",
        "\ufeff«a: «1»\nb: «[«2»]»»",
        "«a: «x\u2028y»\nb: «'\x85'»\nc: «\U0001f600»»",
        "«a: «1»\r\nb:\r\n  «c: «2»\r\n  d: «|\r\n    x\r\n    y»»»\r\n",
        "«[«a: «1»», «b»]»",
    ],
)
def test_spans(marked: str) -> None:
    check_spans(marked)


def test_kinds_and_styles() -> None:
    string = "a: |\n  x\nb: [1]\nc:\n  - 1\nd:\ne: {}\nf: 'x'\ng: ~\n"
    nodes = {member.key: member.node for member in parse(string).root.members}
    assert [nodes[key].kind for key in "abcdefg"] == ["string", "array", "array", "missing", "object", "string", "null"]
    assert [nodes[key].flow for key in "abcdefg"] == [False, True, False, True, True, True, True]
    assert all(node.closed for node in nodes.values())


def test_only_the_line_ends_of_yaml_1_2_end_a_line() -> None:
    check_value("a: x\u2028b: y".replace(": y", " y"), {"a": "x\u2028b y"})
    check_value("a: x\x85# y\nb: 'p\u2029q'", {"a": "x\x85# y", "b": "p\u2029q"})
    check_value('a: "\\L\\P\\N"', {"a": "\u2028\u2029\x85"})
    check_value("a: 1\rb: 2\r\nc: 3\n", {"a": 1, "b": 2, "c": 3})


# --- problems --------------------------------------------------------------------------------------------------------

COLON = "expected a colon after the key"
HALF_TYPED = [
    ("a: 1\n«tit»\nb: 2\n", COLON, {"a": 1, "tit": None, "b": 2}, None),
    ("«tit»\na: 1\n", COLON, {"tit": None, "a": 1}, None),
    ("a: 1\n«tit»", COLON, {"a": 1, "tit": None}, None),
    ("a:\n  b: 1\n  «tit»\nc: 2\n", COLON, {"a": {"b": 1, "tit": None}, "c": 2}, None),
    ("a:\n  - b: 1\n    «tit»\nc: 2\n", COLON, {"a": [{"b": 1, "tit": None}], "c": 2}, None),
    ("a:\n- b\n«tit»\nc: 2\n", COLON, {"a": ["b"], "tit": None, "c": 2}, None),
    ('a: 1\n«"tit"»\nb: 2\n', COLON, {"a": 1, "tit": None, "b": 2}, None),
    ("a: 1\n«title» Set up\nb: 2\n", COLON, {"a": 1, "title": "Set up", "b": 2}, "a: 1\ntitle: Set up\nb: 2\n"),
    ("«title» Set up\nb: 2\n", COLON, {"title": "Set up", "b": 2}, "title: Set up\nb: 2\n"),
    ("a: 1\nb«:»2\nc: 3", "expected a blank after the colon", {"a": 1, "b": 2, "c": 3}, "a: 1\nb: 2\nc: 3"),
    ("«: x»\na: 1", "expected a key before the colon", {"a": 1}, None),
]


@pytest.mark.parametrize(("marked", "message", "value", "repaired"), HALF_TYPED)
def test_half_typed_keys(marked: str, message: str, value: Value, repaired: str | None) -> None:
    check_problems(marked, message, value, repaired)


CLOSE = 'expected a closing quotation mark (")'
CLOSE_SINGLE = "expected a closing quotation mark (')"
QUOTES = [
    ('title: «"Set up»\nb: 1\n', CLOSE, {"title": "Set up", "b": 1}, 'title: "Set up"\nb: 1\n'),
    ('title: «"Set up»\nb: "1"\n', CLOSE, {"title": "Set up", "b": "1"}, 'title: "Set up"\nb: "1"\n'),
    (
        "title: «'Set up»\nb: '1'\nc: 2",
        CLOSE_SINGLE,
        {"title": "Set up", "b": "1", "c": 2},
        "title: 'Set up'\nb: '1'\nc: 2",
    ),
    ('a: «"»\nb: 1\n', CLOSE, {"a": "", "b": 1}, 'a: ""\nb: 1\n'),
    ('a: «"x\\»\nb: 1\n', CLOSE, {"a": "x\\", "b": 1}, 'a: "x\\\\"\nb: 1\n'),
    ('- «"a»\n- "b"\n', CLOSE, ["a", "b"], '- "a"\n- "b"\n'),
    ('a: ["1", «"2»]\nb: "3"', CLOSE, {"a": ["1", "2"], "b": "3"}, 'a: ["1", "2"]\nb: "3"'),
    (
        "a: 'it«'»s done'\nb: 1",
        "expected the end of the value; inside such quotation marks, ' is written ''",
        {"a": "it's done", "b": 1},
        "a: 'it''s done'\nb: 1",
    ),
    (
        'a: "say «"hi"» now"\nb: 1',
        'expected the end of the value; inside such quotation marks, " is written \\"',
        {"a": 'say "hi" now', "b": 1},
        'a: "say \\"hi\\" now"\nb: 1',
    ),
    (
        'a: «"x" and y»\nb: 1',
        "expected nothing behind the closing quotation mark",
        {"a": '"x" and y', "b": 1},
        "a: '\"x\" and y'\nb: 1",
    ),
    (
        'a: "src«\\p»ath"\nb: 1',
        "\\p is no escape; a backslash in double quotation marks is written \\\\",
        {"a": "src\\path", "b": 1},
        'a: "src\\\\path"\nb: 1',
    ),
    (
        'a: "C:«\\U»sers"\nb: 1',
        "\\U is no escape; a backslash in double quotation marks is written \\\\",
        {"a": "C:\\Users", "b": 1},
        'a: "C:\\\\Users"\nb: 1',
    ),
]


@pytest.mark.parametrize(("marked", "message", "value", "repaired"), QUOTES)
def test_quotation_marks(marked: str, message: str, value: Value, repaired: str) -> None:
    check_problems(marked, message, value, repaired)


def needs_quotes(mark: str, what: str = "a value") -> str:
    return f"{what} that begins with {mark} stands in quotation marks"


NEEDS_QUOTES = [
    ("a: «@app/orders»\nb: 1", needs_quotes("@"), {"a": "@app/orders", "b": 1}, 'a: "@app/orders"\nb: 1'),
    ("- «`x`»\n- y", needs_quotes("`"), ["`x`", "y"], '- "`x`"\n- y'),
    ("a: [«@x», y]", needs_quotes("@"), {"a": ["@x", "y"]}, 'a: ["@x", y]'),
    ("a: «%x»  # why\nb: 1", needs_quotes("%"), {"a": "%x", "b": 1}, 'a: "%x"  # why\nb: 1'),
    ("«@a»: 1\nb: 1", needs_quotes("@", "a key"), {"@a": 1, "b": 1}, '"@a": 1\nb: 1'),
    ("a: «*.ts»\nb: 1", needs_quotes("*"), {"a": "*.ts", "b": 1}, 'a: "*.ts"\nb: 1'),
    ("a: «**bold** x»\nb: 1", needs_quotes("*"), {"a": "**bold** x", "b": 1}, 'a: "**bold** x"\nb: 1'),
    ("a: «&»\nb: 1", needs_quotes("&"), {"a": "&", "b": 1}, 'a: "&"\nb: 1'),
    ("a: «> 5 ms»\nb: 1", needs_quotes(">"), {"a": "> 5 ms", "b": 1}, 'a: "> 5 ms"\nb: 1'),
    ("a: «| x»\nb: 1", needs_quotes("|"), {"a": "| x", "b": 1}, 'a: "| x"\nb: 1'),
    ("a: «!e!x»\nb: 1", needs_quotes("!"), {"a": "!e!x", "b": 1}, 'a: "!e!x"\nb: 1'),
    ("a: «, x»\nb: 1", needs_quotes(","), {"a": ", x", "b": 1}, 'a: ", x"\nb: 1'),
    ("a: «? x»\nb: 1", needs_quotes("?"), {"a": "? x", "b": 1}, 'a: "? x"\nb: 1'),
    (
        "a: «[id]/page.tsx»\nb: 1",
        "a string that begins with [ stands in quotation marks",
        {"a": "[id]/page.tsx", "b": 1},
        'a: "[id]/page.tsx"\nb: 1',
    ),
    (
        "a: «b: c»\nd: 1",
        "a value with a colon and a blank in it stands in quotation marks",
        {"a": "b: c", "d": 1},
        'a: "b: c"\nd: 1',
    ),
    (
        '- a: «"b": it\'s»\n- d',
        "a value with a colon and a blank in it stands in quotation marks",
        [{"a": '"b": it\'s'}, "d"],
        "- a: '\"b\": it''s'\n- d",
    ),
]


@pytest.mark.parametrize(("marked", "message", "value", "repaired"), NEEDS_QUOTES)
def test_values_that_need_quotation_marks(marked: str, message: str, value: Value, repaired: str) -> None:
    check_problems(marked, message, value, repaired)


TAB = "a tab cannot indent YAML; use spaces"
TABS = [
    ("a:\n«\t»b: 1\nc: 2\n", {"a": {"b": 1}, "c": 2}, "a:\n  b: 1\nc: 2\n"),
    ("a:\n«\t»b: 1\n\tc: 2\nd:\n\t- 3\n", {"a": {"b": 1, "c": 2}, "d": [3]}, "a:\n  b: 1\n  c: 2\nd:\n  - 3\n"),
    ("a:\n«\t»- b:\n\t\t\tc: 2\n", {"a": [{"b": {"c": 2}}]}, "a:\n  - b:\n      c: 2\n"),
    ("a:\n  b: 1\n«\t»c: 2\nd: 3", {"a": {"b": 1, "c": 2}, "d": 3}, "a:\n  b: 1\n  c: 2\nd: 3"),
    ("a: |\n«\t»x\nb: 1", {"a": "x\n", "b": 1}, "a: |\n  x\nb: 1"),
]


@pytest.mark.parametrize(("marked", "value", "repaired"), TABS)
def test_tabs_do_not_indent(marked: str, value: Value, repaired: str) -> None:
    check_problems(marked, TAB, value, repaired)


def test_tabs_that_yaml_1_2_allows() -> None:
    check_value("a: 1\n\t\nb:\t2\n  \t \nc: 3 \t\n", {"a": 1, "b": 2, "c": 3})
    check_value("a: 1\n\t# note\nb: 2\n", {"a": 1, "b": 2})
    check_value("-\tx\n-\ty\n", ["x", "y"])
    check_value("a: [\n\t1,\n\t2\n\t]\n", {"a": [1, 2]})


def indentation(columns: int) -> str:
    wanted = {0: "none", 1: "1 blank"}.get(columns, f"{columns} blanks")
    return f"the indentation does not fit; expected {wanted} here"


INDENTATIONS = [
    ("a: 1\n«  »b: 2\nc: 3\n", 0, {"a": 1, "b": 2, "c": 3}, "a: 1\nb: 2\nc: 3\n"),
    ('a: "x"\n« »b: 2\nc: 3\n', 0, {"a": "x", "b": 2, "c": 3}, 'a: "x"\nb: 2\nc: 3\n'),
    ("a: 1\n«  »b:\n    c: 2\nd: 3\n", 0, {"a": 1, "b": {"c": 2}, "d": 3}, "a: 1\nb:\n  c: 2\nd: 3\n"),
    ("a:\n  b: 1\n« »c: 2\nd: 3", 2, {"a": {"b": 1, "c": 2}, "d": 3}, "a:\n  b: 1\n  c: 2\nd: 3"),
    ("a:\n    b: 1\n«   »c: 2\n    d: 3\n", 4, {"a": {"b": 1, "c": 2, "d": 3}}, "a:\n    b: 1\n    c: 2\n    d: 3\n"),
    ("«  »a: 1\nb: 2\n", 0, {"a": 1, "b": 2}, "a: 1\nb: 2\n"),
    ("a:\n  - x\n«  »b: 2\n", 0, {"a": ["x"], "b": 2}, "a:\n  - x\nb: 2\n"),
    ("a:\n  - b: x\n«  »c: y\nd: 1", 4, {"a": [{"b": "x", "c": "y"}], "d": 1}, "a:\n  - b: x\n    c: y\nd: 1"),
]


@pytest.mark.parametrize(("marked", "columns", "value", "repaired"), INDENTATIONS)
def test_indentation(marked: str, columns: int, value: Value, repaired: str) -> None:
    check_problems(marked, indentation(columns), value, repaired)


def test_list_items() -> None:
    message = "expected a dash (-) before the list item"
    check_problems("- a\n«b»\n- c\n", message, ["a", "b", "c"], "- a\n- b\n- c\n")
    check_problems("a:\n  - b\n  «c»\nd: 1\n", message, {"a": ["b", "c"], "d": 1}, "a:\n  - b\n  - c\nd: 1\n")
    message = "expected the list item on a line of its own"
    check_problems("a: «-» 1\nb: 2\n", message, {"a": [1], "b": 2}, "a:\n  - 1\nb: 2\n")
    message = "expected a key; a list item cannot stand among the keys of an object"
    check_problems("a: 1\n«- b»\nc: 2\n", message, {"a": 1, "c": 2})


def unclosed(closer: str, line: int = 1) -> str:
    return f"expected {closer} to close the {'array' if closer == ']' else 'object'} that begins in line {line}"


BRACKETS = [
    ("a: [1, «2»\nb: 3\n", unclosed("]"), {"a": [1, 2], "b": 3}, "a: [1, 2]\nb: 3\n"),
    ("a: {b: «1»\nc: 2\n", unclosed("}"), {"a": {"b": 1}, "c": 2}, "a: {b: 1}\nc: 2\n"),
    (
        "x: 0\na: [\n  1,\n  «2»  # two\nb: 3\n",
        unclosed("]", 2),
        {"x": 0, "a": [1, 2], "b": 3},
        "x: 0\na: [\n  1,\n  2]  # two\nb: 3\n",
    ),
    ("a: [1, {b: «2»\nc: 3\n", unclosed("}"), {"a": [1, {"b": 2}], "c": 3}, "a: [1, {b: 2}]\nc: 3\n"),
    ("a: [1, «2»", unclosed("]"), {"a": [1, 2]}, "a: [1, 2]"),
    ("a: «[»\nb: 1", unclosed("]"), {"a": [], "b": 1}, "a: []\nb: 1"),
    ("- [1, «2»\n- 3\n", unclosed("]"), [[1, 2], 3], "- [1, 2]\n- 3\n"),
    ("a: {b: [1«}»\nc: 1", unclosed("]"), {"a": {"b": [1]}, "c": 1}, "a: {b: [1]}\nc: 1"),
    ("a: [1]«]»\nb: 1", "expected the end of the line here", {"a": [1], "b": 1}, "a: [1]\nb: 1"),
    ("a: «]»\nb: 1", "unexpected ]", {"a": None, "b": 1}, "a: \nb: 1"),
    ("{a: 1}«}»", "unexpected }", {"a": 1}, "{a: 1}"),
    ("a: [1«}», 2]", "unexpected }", {"a": [1, 2]}, "a: [1, 2]"),
    ("a: [1, «,» 2]", "expected a value between the commas", {"a": [1, 2]}, "a: [1,  2]"),
    ("a: [«,» 2]", "expected a value before the comma", {"a": [2]}, "a: [ 2]"),
    ("a: ['x«'» 'y']", "expected a comma", {"a": ["x", "y"]}, "a: ['x', 'y']"),
    ("a: {b: «1» c: 2}", "expected a comma", {"a": {"b": 1, "c": 2}}, "a: {b: 1, c: 2}"),
    ("a: {\n  b: «1»\n  c: 2\n}\n", "expected a comma", {"a": {"b": 1, "c": 2}}, "a: {\n  b: 1,\n  c: 2\n}\n"),
    ("a: [«-» 1]", "expected a value; - begins none here", {"a": [1]}, "a: [ 1]"),
]


@pytest.mark.parametrize(("marked", "message", "value", "repaired"), BRACKETS)
def test_brackets_and_commas(marked: str, message: str, value: Value, repaired: str) -> None:
    check_problems(marked, message, value, repaired)


def test_several_slips_are_several_problems() -> None:
    string = 'a: "x\nb: @y\n\tc: 1\ntit\nd: [1\ne: f: g\n'
    tree = parse(string)
    assert tree.root.value == {"a": "x", "b": "@y", "c": 1, "tit": None, "d": [1], "e": "f: g"}
    lines = [Text(string).line_at(problem.start) for problem in tree.problems]
    assert lines == sorted(set(lines))
    assert {0, 1, 3, 4, 5} <= set(lines)


def test_what_is_unclosed_is_marked_so() -> None:
    assert not node_at('a: "x\nb: 1', "a").closed
    assert not node_at("a: [1\nb: 1", "a").closed
    assert node_at("a: @x\nb: 1", "a").closed
    assert node_at('a: ["x"\nb: 1', "a", 0).closed


def test_control_characters() -> None:
    string = "a: x\x00y\nb: 1\n"
    tree = parse(string)
    assert [(p.start, p.end, p.message) for p in tree.problems] == [(4, 5, "a control character has no place in YAML")]
    assert tree.root.value == {"a": "x\ufffdy", "b": 1}
    assert parse("a: 'x\ud800y'\nb: 1").root.value == {"a": "x\ufffdy", "b": 1}


def test_directives() -> None:
    message = "expected %YAML or %TAG; no other line begins with %"
    check_problems("«%FOO bar»\na: 1\n", message, {"a": 1})
    assert parse("%YAML 1.2\na: 1\n").root.value == {"a": 1}


# --- properties ------------------------------------------------------------------------------------------------------

SAMPLE = """\
# A subtask.
id: gift-cards-02
seq: "02"
title: "Set up: the \\"card\\" model"
status: pending   # not yet
depends_on: ["01", '03']
parallel: false
context_files:
  - path: docs/cards.md
    lines: 10-20
    reason: >-
      The model of cards,
      and their states
  - path: src/[id]/card.ts
reference_files:
- src/cards/types.ts
acceptance_criteria:
  - |
    Cards can be issued
    and redeemed

  - Balance never goes below 0
deliverables: [src/cards/model.ts,
  src/cards/model.test.ts]
estimate: {low: 1.5, high: 3}
completed_at:
"""

PIECES = [
    "a",
    "b: ",
    "- ",
    "\n",
    "\n  ",
    "\n    ",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    '"',
    "'",
    "#",
    " #",
    "&a ",
    "*a",
    "!t ",
    "|",
    ">",
]
PIECES += [
    "\t",
    "%",
    "@",
    "---\n",
    "...\n",
    "\r",
    "\r\n",
    "\u2028",
    "\x85",
    "\ufeff",
    "\x00",
    "\ud800",
    "\U0001f600",
    "?",
    "? ",
    "\\",
    "1",
]
BROKEN = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


def check_tree(string: str, tree: Tree) -> None:
    """Every span lies in the text and in its parent's; keys stand before their values; problems are in order."""
    spans: dict[Pointer, tuple[int, int]] = {(): (0, len(string))}
    for pointer, node in walk(tree.root):
        parent_start, parent_end = spans[pointer[:-1]]
        assert parent_start <= node.start <= node.end <= parent_end, (pointer, node)
        spans[pointer] = (node.start, node.end)
        end = node.start
        for member in node.members:
            assert end <= member.key_start <= member.key_end <= member.node.start, member
            end = member.node.end
        for item in node.items:
            assert end <= item.start
            end = item.end
        assert end <= node.end
        keys = {member.key for member in node.members}
        assert not isinstance(node.value, dict) or not node.members or node.value.keys() == keys
    lines = [Text(string).line_at(problem.start) for problem in tree.problems]
    assert lines == sorted(lines)
    for problem in tree.problems:
        assert 0 <= problem.start <= problem.end <= len(string)
        assert problem.message
        assert "\n" not in problem.message
        if problem.repair is not None:
            assert 0 <= problem.repair.start <= problem.repair.end <= len(string)


@given(BROKEN)
@example("? [a]\n: {b: c}\n? d")
@example("a: &x\n  b: *x")
@example("\ufeff- - a\n  -")
def test_any_text_gives_a_sound_tree(string: str) -> None:
    check_tree(string, parse(string))


@given(st.data())
def test_a_damaged_sample_gives_a_sound_tree(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SAMPLE)))
    end = data.draw(st.integers(start, min(start + 20, len(SAMPLE))))
    string = SAMPLE[:start] + data.draw(BROKEN) + SAMPLE[end:]
    check_tree(string, parse(string))


def test_every_prefix_of_a_sample_is_understood() -> None:
    assert parse(SAMPLE).problems == []
    for length in range(len(SAMPLE)):
        tree = parse(SAMPLE[:length])
        check_tree(SAMPLE[:length], tree)
        assert len(tree.problems) <= 2
        if length > SAMPLE.index("seq:") + 4:
            assert isinstance(tree.root.value, dict)
            assert tree.root.value["id"] == "gift-cards-02"


SIMPLE = "id: gift-02\ntitle: Set up\nstatus: pending\ndepends_on:\n  - '01'\ncontext:\n  path: docs/a.md\n  lines: 1-2\nnotes: x\n"
DAMAGED = [
    "@x",
    '"x',
    "'x",
    "[1, 2",
    "{a: 1",
    "x: y",
    "*x",
    "- x",
    "]",
    "}",
    ", x",
    "%",
    "`x`",
    "'x' y",
    '"x" "y"',
    "&",
    "> x",
]


@pytest.mark.parametrize("damage", DAMAGED)
@pytest.mark.parametrize("key", ["id", "title", "status", "notes"])
def test_damage_to_one_value_keeps_the_other_members(damage: str, key: str) -> None:
    string = re.sub(rf"(?m)^{key}: .*$", lambda _: f"{key}: {damage}", SIMPLE)
    tree = parse(string)
    assert len(tree.problems) == 1
    assert Text(string).line_at(tree.problems[0].start) == Text(string).line_at(string.index(f"{key}: "))
    expected = parse(SIMPLE).root.value
    assert isinstance(expected, dict)
    assert isinstance(tree.root.value, dict)
    assert list(tree.root.value) == list(expected)
    assert {k: v for k, v in tree.root.value.items() if k != key} == {k: v for k, v in expected.items() if k != key}


@pytest.mark.parametrize(
    "damage", ["tit", '"tit"', "tit x", "tit:x", "@tit: x", "\ttit: x", " tit: x", "- x", ": x", "]", "%x", "`x`"]
)
@pytest.mark.parametrize("before", ["title:", "status:", "depends_on:", "context:", "notes:"])
def test_a_damaged_line_keeps_its_neighbours(damage: str, before: str) -> None:
    string = SIMPLE.replace(before, f"{damage}\n{before}", 1)
    tree = parse(string)
    assert 0 < len(tree.problems) <= 2
    expected = parse(SIMPLE).root.value
    assert isinstance(expected, dict)
    assert isinstance(tree.root.value, dict)
    for key, value in expected.items():
        found = tree.root.value[key]
        if isinstance(value, dict) and isinstance(found, dict):  # the line may have been taken for one of this object
            assert value.items() <= found.items()
        elif damage != "- x":
            assert found == value


TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=["\x85", "\u2028", "\u2029", "\ufeff"]), max_size=20
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(allow_nan=False), TEXTS,
    st.sampled_from(["yes", "null", "~", "1:30", "2026-03-02", "a: b", "- a", "# a", "a #b", "*a", "", " ", "x\ny\n", "'", '"']),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)


def is_alike_in_both_versions(value: Any) -> bool:
    """Whether the strings of a value are such to YAML 1.2 as well when PyYAML, after YAML 1.1, writes them plainly."""
    if isinstance(value, dict):
        return all(is_alike_in_both_versions(item) for item in value.values())
    if isinstance(value, list):
        return all(map(is_alike_in_both_versions, value))
    return not isinstance(value, str) or resolve_plain(value)[0] == "string" or value in ("", "~", "null")


@given(
    VALUES.filter(is_alike_in_both_versions), st.sampled_from([True, False, None]), st.booleans(), st.integers(20, 100)
)
def test_values_come_back_from_their_text(value: Any, flow: bool | None, unicode: bool, width: int) -> None:
    string = pyyaml.safe_dump(value, default_flow_style=flow, allow_unicode=unicode, width=width)
    tree = parse(string)
    assert tree.problems == []
    assert tree.root.value == value
    check_tree(string, tree)


@given(VALUES, st.sampled_from(['"', "'"]))
def test_quoted_and_tagged_values_come_back(value: Any, style: str) -> None:
    string = pyyaml.safe_dump(value, default_style=style)
    assert parse(string).root.value == value


@given(BROKEN)
def test_the_result_depends_on_the_text_alone(string: str) -> None:
    assert parse(string) == parse(string) or "nan" in string.lower()


# --- time ------------------------------------------------------------------------------------------------------------

LARGE = 2 * 1024 * 1024
GARBAGE = {
    "brackets": "[",
    "dashes": "- ",
    "questions": "? ",
    "quotes": '"x" ',
    "backslashes": '"\\',
    "tabs": "a:\n\tb: 1\n",
    "colons": "a: b: c\n",
    "indentation": "  a: 1\n b: 2\n",
    "pairs": "[],",
    "commas": ",",
    "anchors": "&a ",
    "directives": "%TAG !a! x\n",
    "blanks": " ",
    "comments": " #",
    "documents": "---\n",
    "controls": "\x01a",
}


@pytest.mark.parametrize("name", GARBAGE)
def test_large_garbage_takes_bounded_time(name: str) -> None:
    piece = GARBAGE[name]
    string = piece * (LARGE // len(piece))
    before = time.process_time()
    parse(string)
    # Twice as long as it should take anywhere; what is quadratic takes minutes.
    assert time.process_time() - before < 6
