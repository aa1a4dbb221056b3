"""The JSON parser: valid texts exactly, broken ones with one problem at the right place and all neighbours kept."""

from __future__ import annotations

import json as standard_json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.syntax import Document, Value, walk
from callsheet.syntax.json import decode, decode_bytes, parse
from callsheet.text import Text, TextEdit, apply_edits


def check_problem(marked: str, message: str, value: Value, repaired: str | None = None) -> None:
    """The text's only problem lies between « and », and the value is understood all the same."""
    string = re.sub("[«»]", "", marked)
    tree = parse(string)
    start, end = marked.index("«"), marked.index("»") - 1
    assert [(problem.start, problem.end) for problem in tree.problems] == [(start, end)], tree.problems
    problem = tree.problems[0]
    assert problem.message == message
    assert tree.root.value == value
    if repaired is None:
        return
    assert problem.repair is not None
    edit = TextEdit(problem.repair.start, problem.repair.end, problem.repair.new_text)
    assert apply_edits(string, [edit]) == repaired


MISSING_PUNCTUATION = [
    ('{"a": «1» "b": 2}', "expected a comma", {"a": 1, "b": 2}, '{"a": 1, "b": 2}'),
    ('{\n  "a": [1«]»\n  "b": 2\n}', "expected a comma", {"a": [1], "b": 2}, '{\n  "a": [1],\n  "b": 2\n}'),
    ('["a«"» "b"]', "expected a comma", ["a", "b"], '["a", "b"]'),
    ('{«"a"» 1}', "expected a colon after the key", {"a": 1}, '{"a": 1}'),
    ('{"a": 1«,»}', "JSON has no trailing comma", {"a": 1}, '{"a": 1}'),
    ("[1«,»]", "JSON has no trailing comma", [1], "[1]"),
    ("[1,«,»2]", "expected a value between the commas", [1, 2], "[1,2]"),
    ("[«,»1]", "expected a value before the comma", [1], "[1]"),
]


@pytest.mark.parametrize(("marked", "message", "value", "repaired"), MISSING_PUNCTUATION)
def test_missing_or_extra_punctuation(marked: str, message: str, value: Value, repaired: str) -> None:
    check_problem(marked, message, value, repaired)


UNCLOSED = [
    (
        '{"a": ["x", "y«"»\n "b": 2}',
        "expected ] to close the array that begins in line 1",
        {"a": ["x", "y"], "b": 2},
        '{"a": ["x", "y"]\n "b": 2}',
    ),
    (
        '[{"p": «1», {"p": 2}]',
        "expected } to close the object that begins in line 1",
        [{"p": 1}, {"p": 2}],
        '[{"p": 1}, {"p": 2}]',
    ),
    ('{"a": [1, «2»}', "expected ] to close the array that begins in line 1", {"a": [1, 2]}, '{"a": [1, 2]}'),
    ('{"a": «[»', "expected ] to close the array that begins in line 1", {"a": []}, '{"a": []}'),
    ('{\n "a": «1»\n', "expected } to close the object that begins in line 1", {"a": 1}, '{\n "a": 1}\n'),
]


@pytest.mark.parametrize(("marked", "message", "value", "repaired"), UNCLOSED)
def test_missing_brackets(marked: str, message: str, value: Value, repaired: str) -> None:
    check_problem(marked, message, value, repaired)


CLOSE_QUOTE = 'expected a closing quotation mark (")'
OPEN_QUOTE = 'expected an opening quotation mark (")'
STRINGS = [
    ('{"t": «"Set up»,\n "s": "03"}', CLOSE_QUOTE, {"t": "Set up", "s": "03"}, '{"t": "Set up",\n "s": "03"}'),
    ('{«"t»: "Set up", "s": 1}', CLOSE_QUOTE, {"t": "Set up", "s": 1}, '{"t": "Set up", "s": 1}'),
    ('{«t"»: "Set up", "s": 1}', OPEN_QUOTE, {"t": "Set up", "s": 1}, '{"t": "Set up", "s": 1}'),
    ('{"t": «Set up"»,\n "s": 1}', OPEN_QUOTE, {"t": "Set up", "s": 1}, '{"t": "Set up",\n "s": 1}'),
    ('{"a": «"xy»', CLOSE_QUOTE, {"a": "xy"}, '{"a": "xy"'),
    (
        '{"t": "one«\n» two", "s": 1}',
        "a line break in a string is written \\n",
        {"t": "one\n two", "s": 1},
        '{"t": "one\\n two", "s": 1}',
    ),
    ('{"t": "a«\t»b"}', "a tab in a string is written \\t", {"t": "a\tb"}, '{"t": "a\\tb"}'),
    (
        '{"t": "C:«\\d»ir"}',
        "\\d is no escape in JSON; a backslash is written \\\\",
        {"t": "C:\\dir"},
        '{"t": "C:\\\\dir"}',
    ),
]


@pytest.mark.parametrize(("marked", "message", "value", "repaired"), STRINGS)
def test_broken_strings(marked: str, message: str, value: Value, repaired: str) -> None:
    check_problem(marked, message, value, repaired)


FOREIGN = [
    ('{"a": «True»}', "JSON writes true, not True", {"a": True}, '{"a": true}'),
    ('{"a": «None»}', "JSON writes null, not None", {"a": None}, '{"a": null}'),
    ("{«a»: 1}", 'a key stands in quotation marks (")', {"a": 1}, '{"a": 1}'),
    (
        """{"a": «'b c'»}""",
        'expected a value; a string stands in quotation marks (")',
        {"a": "b c"},
        '{"a": "b c"}',
    ),
    ('{"a": «01»}', "01 is no JSON number", {"a": "01"}, '{"a": "01"}'),
    ('{"a": «NaN»}', "NaN is no JSON number", {"a": "NaN"}, '{"a": "NaN"}'),
    ('{"a": 1} «// done»', "JSON has no comments", {"a": 1}, '{"a": 1} '),
    ('«Here it is:» {"a": 1}', "expected nothing before the value", {"a": 1}, ' {"a": 1}'),
    ('{"a": 1}«{"b": 2}»', "expected the end of the document", {"a": 1}, '{"a": 1}'),
    ('{"a": 1}«}»', "expected the end of the document", {"a": 1}, '{"a": 1}'),
]


@pytest.mark.parametrize(("marked", "message", "value", "repaired"), FOREIGN)
def test_what_other_languages_write(marked: str, message: str, value: Value, repaired: str) -> None:
    check_problem(marked, message, value, repaired)


HALF_TYPED = [
    ('{"a": 1, «"ti»\n}', CLOSE_QUOTE, {"a": 1, "ti": None}),
    ('{"a": 1, «"ti"» }', "expected a colon after the key", {"a": 1, "ti": None}),
    ('{"a"«:» }', "expected a value", {"a": None}),
    ('{"a"«:» , "b": 1}', "expected a value", {"a": None, "b": 1}),
    ('{"a"«:»\n "b": 1}', "expected a value", {"a": None, "b": 1}),
    ("«»", "expected a value; the document is empty", None),
    ("«  \n»", "expected a value; the document is empty", None),
    ("«\ufeff»", "expected a value; the document is empty", None),
]


@pytest.mark.parametrize(("marked", "message", "value"), HALF_TYPED)
def test_half_typed(marked: str, message: str, value: Value) -> None:
    check_problem(marked, message, value)


def test_nesting_has_a_limit() -> None:
    tree = parse("[" * 100_000)
    assert [problem.message for problem in tree.problems] == ["nested more than 100 levels deep; the rest is not read"]
    assert not decode("[" * 150 + "]" * 150)[0]


def test_a_document_over_the_limit_is_not_read() -> None:
    document = Document(Text('"' + "x" * 3_000_000 + '"'), "json")
    assert document.value is None
    assert [problem.message for problem in document.problems] == [
        "the document has more than 2,097,152 characters and is not checked; split it up"
    ]


def test_duplicate_keys_are_kept() -> None:
    document = Document(Text('{"a": {"b": 1, "b": 2, "b": null}}'), "json")
    assert document.value == {"a": {"b": None}}
    assert [(each.parent, each.first.node.value, each.later.node.value) for each in document.duplicates] == [
        (("a",), 1, 2),
        (("a",), 1, None),
    ]


SPANS = [
    ((), False, "«{»"),
    (("a",), False, '«"a"»'),
    (("a", 1), False, "«2»"),
    (("s",), False, '«"x"»'),
    (("s",), True, '«"s"»'),
    (("a", 0), True, "«1»"),
    (("missing",), False, "«{»"),
    (("a", 7), False, '«"a"»'),
    (("o", "missing"), False, '«"o"»'),
]


@pytest.mark.parametrize(("pointer", "of_key", "marked"), SPANS)
def test_spans(pointer: tuple[str | int, ...], of_key: bool, marked: str) -> None:
    string = '{"a": [1, 2], "s": "x", "o": {"p": null}}'
    document = Document(Text(string), "json")
    start, end = document.key_span(pointer) if of_key else document.span(pointer)
    assert string[start:end] == marked.strip("«»")


values: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda children: st.lists(children, max_size=5) | st.dictionaries(st.text(), children, max_size=5),
    max_leaves=20,
)


def has_huge_number(value: Value) -> bool:
    return any(len(digits) > 18 for digits in re.findall("[0-9]+", str(value)))


@given(values, st.sampled_from([None, 1, "\t"]), st.lists(st.text(max_size=2) | st.integers(0, 3), max_size=2))
def test_spans_are_the_same_without_the_tree(value: Value, indent: int | str | None, beyond: list[str | int]) -> None:
    string = standard_json.dumps(value, indent=indent, ensure_ascii=False)
    with_tree = Document(Text(string), "json")
    with_tree.__dict__["_decoded"] = (False, None)
    for pointer, _ in walk(with_tree.root):
        for further in (pointer, (*pointer, *beyond)):
            quick = Document(Text(string), "json")
            assert quick.span(further) == with_tree.span(further)
            assert quick.key_span(further) == with_tree.key_span(further)
            assert "_tree" not in quick.__dict__


@given(values, st.sampled_from([None, 1, 4, "\t"]), st.booleans())
def test_valid_json_is_read_as_the_standard_library_reads_it(
    value: Value, indent: int | str | None, ascii_only: bool
) -> None:
    string = standard_json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    tree = parse(string)
    assert tree.problems == []
    assert tree.root.value == value
    assert decode(string) == (True, value)
    for pointer, node in walk(tree.root):
        if node.kind not in ("object", "array"):
            assert standard_json.loads(string[node.start : node.end]) == node.value, pointer


def test_the_fast_decoder_of_bytes_takes_numbers_beyond_64_bits_as_fractions() -> None:
    assert decode_bytes(b"-9223372036854775809") == (True, -9223372036854775809.0)


@given(values.filter(lambda value: not has_huge_number(value)))
def test_the_fast_decoder_of_bytes_is_right_or_declines(value: Value) -> None:
    faultless, decoded = decode_bytes(standard_json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    assert not faultless or decoded == value


def test_the_fast_decoders_decline_duplicate_keys() -> None:
    for text in ('{"a": 1, "a": 2}', '{"a": 1, "a" : 2}', '[{"x": {"a": 1, "a"\n: null}}]'):
        assert not decode(text)[0]
        assert not decode_bytes(text.encode())[0]


SAMPLE = """{
  "id": "gift-cards-02",
  "depends_on": ["01"],
  "context_files": [{"path": "docs/a.md", "lines": "1-2", "reason": "Größe 🚀"}],
  "parallel": true,
  "n": -1.5e3
}
"""


@given(st.text(alphabet='{}[]:,"\\ \n\tabt1e-./*\u2028\ud800'))
def test_any_text_is_read(string: str) -> None:
    check_tree(string)


@given(st.integers(0, len(SAMPLE)), st.integers(0, 8), st.text(alphabet='{}[]:,"\\ \nax1', max_size=3))
def test_any_damage_is_survived(start: int, length: int, inserted: str) -> None:
    check_tree(SAMPLE[:start] + inserted + SAMPLE[start + length :])


def check_tree(string: str) -> None:
    """The tree is well formed, problems lie in the text, and no problem means it is JSON."""
    tree = parse(string)
    for problem in tree.problems:
        assert 0 <= problem.start <= problem.end <= len(string)
        assert problem.message
        assert "\n" not in problem.message
    for _, node in walk(tree.root):
        assert 0 <= node.start <= node.end <= len(string)
        children = [*node.items, *(member.node for member in node.members)]
        assert all(node.start <= child.start and child.end <= node.end for child in children)
    document = Document(Text(string), "json")
    for offset in range(len(string) + 1):
        place = document.place_at(offset)
        assert place is None or 0 <= place.start <= place.end <= len(string)
    if not tree.problems and "\ufeff" not in string:
        assert standard_json.loads(string) == tree.root.value


@pytest.mark.parametrize("line", range(1, 6))
def test_a_damaged_line_does_not_lose_the_others(line: int) -> None:
    lines = SAMPLE.splitlines()
    key = lines[line].split('"')[1]
    lines[line] = lines[line].replace('"', "", 1)
    value = parse("\n".join(lines)).root.value
    assert isinstance(value, dict)
    expected = standard_json.loads(SAMPLE)
    assert {name: value.get(name) for name in expected if name != key} == {
        name: expected[name] for name in expected if name != key
    }
