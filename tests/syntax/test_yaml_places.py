"""What stands, or could stand, at the cursor of a YAML text: also of one that is half typed or broken."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from callsheet.syntax import Document, Place, Pointer
from callsheet.text import Text
from tests.syntax.test_yaml import BROKEN, SAMPLE


def place(marked: str) -> tuple[Place | None, str]:
    """The place at `<|>`, and the text without it."""
    offset = marked.index("<|>")
    string = marked.replace("<|>", "", 1)
    return Document(Text(string), "yaml").place_at(offset), string


def check_key(marked: str, parent: Pointer, key: str | None, indent: int | None, covers: str = "") -> Place:
    """At the cursor is the place of a key of the object `parent`."""
    found, string = place(marked)
    assert found is not None
    assert (found.role, found.pointer, found.key, found.indent) == ("key", parent, key, indent)
    assert string[found.start : found.end] == covers
    assert found.start <= marked.index("<|>") <= found.end
    return found


def check_value(marked: str, pointer: Pointer, covers: str = "", indent: int | None = None) -> Place:
    """At the cursor is the place of a value; with an indent, a dash is needed there."""
    found, string = place(marked)
    assert found is not None
    assert (found.role, found.pointer, found.indent) == ("value", pointer, indent)
    assert string[found.start : found.end] == covers
    assert found.start <= marked.index("<|>") <= found.end
    return found


def check_nothing(marked: str) -> None:
    assert place(marked)[0] is None


@pytest.mark.parametrize("marked", ["<|>title: x", "ti<|>tle: x", "title<|>: x", "title<|>:", "a: 1\ntitle<|>\nb: 2"])
def test_on_a_key(marked: str) -> None:
    check_key(marked, (), "title", 0, "title")


def test_on_nested_keys() -> None:
    found = check_key("a:\n  b<|>: 1\n", ("a",), "b", 2, "b")
    assert found.node is not None
    assert found.node.value == 1
    check_key("- a: 1\n  <|>b: 1\n", (0,), "b", 2, "b")
    check_key("a:\n- b: 1\n  'c<|>': 1\n", ("a", 0), "c", 2, "'c'")
    check_key("{a: {b<|>: 1}}", ("a",), "b", None, "b")


def test_on_a_value() -> None:
    found = check_value("title: Set<|> up\n", ("title",), "Set up")
    assert found.node is not None
    assert found.node.value == "Set up"
    check_value("title: <|>Set up", ("title",), "Set up")
    check_value("title: Set up<|>", ("title",), "Set up")
    check_value("title: 'Set<|> up'  # note", ("title",), "'Set up'")
    check_value("a:\n  - 0<|>1\n", ("a", 0), "01")
    check_value("a: &x b<|>c", ("a",), "bc")
    check_value("a: &x 1\nb: *<|>x", ("b",), "*x")
    check_value("a: one\n  t<|>wo\nb: 1", ("a",), "one\n  two")
    check_value("a: 'one\n\n  <|>two'\nb: 1", ("a",), "'one\n\n  two'")


def test_after_the_colon() -> None:
    assert check_value("title: <|>", ("title",)).node is None
    check_value("title:<|>", ("title",))
    check_value("a: 1\ntitle: <|>\nb: 2", ("title",))
    check_value("a:\n  - b: <|>\nc: 1", ("a", 0, "b"))
    check_value("title:   <|>   # note", ("title",))
    check_value("a: &x <|>\nb: 1", ("a",))
    check_value("a: !!str <|>\nb: 1", ("a",))
    below = check_value("a: <|>\n  b: 1", ("a",))
    assert below.node is not None
    assert below.node.value == {"b": 1}


def test_behind_a_value() -> None:
    check_value("title: Set <|>", ("title",), "Set ")
    check_value("title: Set <|>\nb: 1", ("title",), "Set ")
    check_nothing('title: "Set" <|>')
    check_nothing("a: [1] <|>\nb: 1")
    check_nothing("a: [\n  1\n  ]<|>\nb: 1")


def test_in_quotes() -> None:
    check_value("title: '<|>'", ("title",), "''")
    check_value('title: "Set <|>\nb: 1\n', ("title",), '"Set ')
    check_value("title: '<|>\nb: 1\n", ("title",), "'")
    check_value('a:\n  - "<|>\nb: "x"\n', ("a", 0), '"')
    check_value('a: ["<|>\nb: "x"\n', ("a", 0), '"')
    check_value('a: ["01", "0<|>]\nb: "x"\n', ("a", 1), '"0')


@pytest.mark.parametrize("marked", ["<|>", "\n<|>\n", "# note\n<|>", "---\n<|>", "# note\n<|>\n# end"])
def test_in_an_empty_document(marked: str) -> None:
    check_key(marked, (), None, 0)


def test_a_word_alone_is_a_key_in_the_making() -> None:
    check_key("ti<|>", (), "ti", 0, "ti")
    check_key("a:\n  pa<|>", ("a",), "pa", 2, "pa")
    check_key("a:\n  pa<|>\nb: 1", ("a",), "pa", 2, "pa")
    check_key("a:\n  -\n    pa<|>\nb: 1", ("a", 0), "pa", 4, "pa")
    check_value("a:\n  src/pa<|>\nb: 1", ("a",), "src/pa")
    check_value("a:\n  - pa<|>\nb: 1", ("a", 0), "pa")


def test_half_typed_keys() -> None:
    check_key("a: 1\nti<|>\nb: 2", (), "ti", 0, "ti")
    check_key("ti<|>\nb: 2", (), "ti", 0, "ti")
    check_key("a: 1\nti<|>", (), "ti", 0, "ti")
    check_key("a:\n  b: 1\n  ti<|>\nc: 2", ("a",), "ti", 2, "ti")
    check_key("a:\n  - b: 1\n    ti<|>\nc: 2", ("a", 0), "ti", 4, "ti")
    check_key("a:\n- b\nti<|>\nc: 2", (), "ti", 0, "ti")
    check_key('a: 1\n"ti<|>\nb: 2', (), "ti", 0, '"ti')


def test_empty_lines_between_keys() -> None:
    check_key("a: 1\n<|>\nb: 2", (), None, 0)
    check_key("<|>\na: 1", (), None, 0)
    check_key("a: 1\n<|>", (), None, 0)
    check_key("a: 1\n\n\n<|>\n\nb: 2", (), None, 0)
    check_key("a:\n  b: 1\n  <|>\nc: 2", ("a",), None, 2)
    check_key("a:\n  b: 1\n  # note\n\n  <|>\nc: 2", ("a",), None, 2)
    check_key("a:\n  b: 1\n<|>\nc: 2", (), None, 0)
    check_key("a:\n  <|>\n  b: 1\n", ("a",), None, 2)
    check_key("a:\n  b:\n    c: 1\n  <|>", ("a",), None, 2)


def test_a_deeper_line_belongs_to_the_key_above_whose_value_is_missing() -> None:
    check_key("a:\n  <|>", ("a",), None, 2)
    check_key("a:\n    <|>\nb: 1", ("a",), None, 4)
    check_key("a:\n  b:\n    <|>\nc: 1", ("a", "b"), None, 4)
    check_key("a:\n<|>\nb: 1", (), None, 0)
    check_key("-\n  <|>", (0,), None, 2)


def test_an_indentation_that_fits_nothing_belongs_to_the_next_outer_column() -> None:
    check_key("a: 1\n  <|>", (), None, 0)
    check_key("a:\n    b: 1\n  <|>\n", (), None, 0)
    check_key("  a: 1\n<|>", (), None, 2)
    check_value("a:\n  - b\n      <|>\n", ("a", 1), "", 2)


def test_list_items() -> None:
    check_value("a:\n  - <|>", ("a", 0))
    check_value("a:\n  -<|>", ("a", 0))
    check_value("a:\n  - x\n  -   <|>\n  - y\nb: 1", ("a", 1))
    check_value("- <|>", (0,))
    check_value("a:\n- x\n- <|>\nb: 1", ("a", 1))
    check_value("- - <|>\n", (0, 0))


def test_a_line_where_a_dash_is_needed() -> None:
    check_value("a:\n  - x\n  <|>", ("a", 1), "", 2)
    check_value("a:\n  - x\n  <|>\n  - y\nb: 1", ("a", 1), "", 2)
    check_value("a:\n  - b: 1\n  <|>\nc: 1", ("a", 1), "", 2)
    check_value("- x\n<|>", (1,), "", 0)
    check_value("a:\n  <|>\n  - x\n", ("a", 0), "", 2)


def test_beside_dashes_in_the_column_of_the_keys_a_key_is_expected() -> None:
    check_key("a:\n- x\n<|>\nb: 1", (), None, 0)
    check_key("a:\n- x\n<|>", (), None, 0)


def test_keys_of_objects_in_a_list() -> None:
    check_key("a:\n  - b: 1\n    <|>\nc: 1", ("a", 0), None, 4)
    check_key("a:\n  - b: 1\n  - c: 1\n    <|>\nd: 1", ("a", 1), None, 4)
    check_key("- a: 1\n  <|>", (0,), None, 2)
    check_key("a:\n- b: 1\n  <|>", ("a", 0), None, 2)
    check_key("a:\n  - b:\n      - c: 1\n        <|>\n      - d: 1", ("a", 0, "b", 0), None, 8)


def test_flow_style() -> None:
    check_value("a: [<|>]", ("a", 0))
    check_value("a: [01, <|>]", ("a", 1))
    check_value("a: [01, 0<|>2]", ("a", 1), "02")
    check_value("a: [\n  01,\n  <|>\n]\n", ("a", 1))
    check_value("a: {b: <|>}", ("a", "b"))
    check_key("a: {<|>}", ("a",), None, None)
    check_key("a: {b: 1, <|>}", ("a",), None, None)
    check_key("a: {b: 1, c<|>}", ("a",), "c", None, "c")
    check_value("a: [{b: [<|>]}]", ("a", 0, "b", 0))
    check_value("{a: [1, <|>]}", ("a", 1))


def test_commas_that_a_new_item_needs() -> None:
    def commas(marked: str) -> tuple[bool, bool]:
        found, _ = place(marked)
        assert found is not None
        return found.comma_before, found.comma_after

    assert commas("a: [<|>]") == (False, False)
    assert commas("a: [01, <|>]") == (False, False)
    assert commas("a: [01 <|>]") == (True, False)
    assert commas("a: [<|> 01]") == (False, True)
    assert commas("a: {b: 1 <|>}") == (True, False)
    assert commas("a: {<|> b: 1}") == (False, True)


def test_unclosed_flow_style() -> None:
    check_value("a: [<|>", ("a", 0))
    check_value("a: [01, <|>\nb: 1", ("a", 1))
    check_value("a: [\n  01,\n  <|>\nb: 1", ("a", 1))
    check_key("a: {b: 1, <|>\nc: 1", ("a",), None, None)
    check_key("a: [01,\n<|>\nb: 1", (), None, 0)
    check_key("a: [01,\nb<|>: 1", (), "b", 0, "b")


@pytest.mark.parametrize(
    "marked", ["# no<|>te", "a: 1  # no<|>te", "a: # <|>", "a: [1, # <|>\n  2]", "a:\n  - 'x' # <|>\n"]
)
def test_nothing_stands_in_a_comment(marked: str) -> None:
    check_nothing(marked)


def test_what_only_looks_like_a_comment() -> None:
    check_value("a: '# x<|>'", ("a",), "'# x'")
    check_value("a: x#<|>y", ("a",), "x#y")
    check_value("a: |\n  # x<|>\nb: 1", ("a",), "|\n  # x")
    check_value('a: "x\n  # <|>y"\nb: 1', ("a",), '"x\n  # y"')


def test_block_scalars() -> None:
    check_value("a: |\n  on<|>e\n  two\nb: 1", ("a",), "|\n  one\n  two")
    check_value("a: |\n  one\n\n  <|>two\nb: 1", ("a",), "|\n  one\n\n  two")
    check_value("a: |\n  one\n  <|>\nb: 1", ("a",), "|\n  one\n  ")
    check_value("a: |\n  <|>\nb: 1", ("a",), "|\n  ")
    check_value("a:\n  - >-\n    b: <|>\n", ("a", 0), ">-\n    b: ")
    check_key("a: |\n  one\n<|>\nb: 1", (), None, 0)


def test_broken_neighbours_do_not_matter() -> None:
    check_key("a: @x\nb: c: d\ne: 'f\ng:\n  <|>\nh: [1", ("g",), None, 2)
    check_value('a: @x\n\tb: 1\nc:\n  - d: "x\n    e: <|>\n', ("c", 0, "e"))
    check_value("a: b: c<|>", ("a",), "b: c")
    check_value("a: @x<|>\nb: 1", ("a",), "@x")
    check_value("a: 1\n  b: <|>\n", ("b",))


def test_lines_that_the_tree_does_not_know() -> None:
    lost = "".join(f"a{number}: @x\n" for number in range(40))  # more than is mended
    check_key(lost + "b:\n  c: 1\n  <|>\n", ("b",), None, 2)
    check_key(lost + "b:\n  - c: 1\n    d<|>\n", ("b", 0), "d", 4, "d")
    check_key(lost + "b:\n  - c: 1\n    d<|>: 2\n", ("b", 0), "d", 4, "d")
    check_value(lost + "b:\n  - c: 1\n    d: <|>\n", ("b", 0, "d"))
    check_value(lost + "b:\n  - x\n  - <|>\n", ("b", 1))
    check_value(lost + "b:\n  - x\n  - y<|>\n", ("b", 1), "y")
    check_value(lost + "b:\n  - x\n  <|>\n", ("b", 1), "", 2)


def test_outside_of_the_document() -> None:
    check_nothing("--<|>-\na: 1")
    check_nothing("%YAML<|> 1.2\n---\na: 1")
    check_nothing("a:\n <|> b: 1")


@given(BROKEN, st.data())
@example("", None)
@example("!!str", None)
def test_any_offset_of_any_text_is_answered(string: str, data: st.DataObject | None) -> None:
    offset = data.draw(st.integers(0, len(string))) if data else 0
    found = Document(Text(string), "yaml").place_at(offset)
    if found is not None:
        assert 0 <= found.start <= found.end <= len(string)
        assert found.start <= offset <= found.end or found.node is not None


@given(st.data())
def test_any_offset_of_a_damaged_sample_is_answered(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SAMPLE)))
    end = data.draw(st.integers(start, min(start + 20, len(SAMPLE))))
    damage = data.draw(BROKEN)
    string = SAMPLE[:start] + damage + SAMPLE[end:]
    offset = data.draw(st.integers(start, start + len(damage)))
    found = Document(Text(string), "yaml").place_at(offset)
    assert found is None or 0 <= found.start <= found.end <= len(string)


def test_every_place_in_a_sample() -> None:
    document = Document(Text(SAMPLE), "yaml")
    for offset in range(len(SAMPLE) + 1):
        found = document.place_at(offset)
        if found is None:
            continue
        if found.role == "value" and found.node is not None:
            assert document.node(found.pointer) is found.node
        if found.role == "key" and found.key is not None:
            assert document.member((*found.pointer, found.key)) is not None


def test_the_end_of_every_prefix_of_a_sample_is_answered() -> None:
    """While the sample is typed there is a place at the cursor, but for comments and what stands behind a value."""
    for length in range(len(SAMPLE) + 1):
        string = SAMPLE[:length]
        found = Document(Text(string), "yaml").place_at(length)
        line = string[string.rfind("\n") + 1 :]
        if found is None:
            assert "#" in line or line.rstrip(" ").endswith(("'", '"', "]", "}", ">", "-", "|")) or line == "  -", line
        else:
            assert found.start <= length <= found.end
