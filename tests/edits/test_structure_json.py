"""Structural edits of JSON: examples of how text looks afterwards, and properties over random texts."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from callsheet.edits import EditError
from callsheet.edits.structure import edits_for
from callsheet.syntax import Document, Value
from callsheet.syntax.operations import InsertItem, Operation, Remove, RenameKey, ReplaceSpan, SetValue
from callsheet.text import Text, TextEdit, apply_edits
from tests.edits.helpers import apply_operations, check_untouched, edit, operations_on

TASK = """{
  "id": "payments",
  "status": "active",
  "depends_on": ["01", "02"],
  "exit_criteria": [
    "Tests pass",
    "Docs written"
  ],
  "context": {}
}
"""


def check_edit(before: str, operations: Operation | Sequence[Operation], after: str) -> None:
    """Apply operations to a JSON text and compare."""
    listed = operations if isinstance(operations, Sequence) else [operations]
    assert edit("json", before, *listed) == after


def check_task(operations: Operation | Sequence[Operation], old: str, new: str) -> None:
    """Apply operations to `TASK`, in which only `old` should become `new`."""
    assert TASK.count(old) == 1
    check_edit(TASK, operations, TASK.replace(old, new))


class TestScalars:
    def test_replaces_the_span_only(self) -> None:
        document = Document(Text(TASK), "json")
        start = TASK.index('"active"')
        edits = edits_for(document, [SetValue(("status",), "completed")])
        assert edits == [TextEdit(start, start + len('"active"'), '"completed"')]

    def test_strings_are_exchanged_without_a_tree(self) -> None:
        document = Document(Text(TASK), "json")
        edits = edits_for(document, [SetValue(("depends_on", 1), "03"), SetValue(("id",), 'caf\u00e9 "\ud800"')])
        assert apply_edits(TASK, edits) == TASK.replace('"payments"', '"café \\"\\ud800\\""').replace('"02"', '"03"')
        assert "_tree" not in vars(document)

    def test_value_that_is_there_already_needs_no_edit(self) -> None:
        document = Document(Text('{"name": "caf\\u00e9", "n": [1.0]}'), "json")
        assert edits_for(document, [SetValue(("name",), "café"), SetValue(("n",), [1.0])]) == []

    def test_numbers_and_truth_values_differ(self) -> None:
        check_edit("[1, 1, 1]", [SetValue((0,), True), SetValue((1,), 1.0)], "[true, 1.0, 1]")

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ("né \u2028 🎬", '"né \u2028 🎬"'),
            ('quote " and \\ and \n', '"quote \\" and \\\\ and \\n"'),
            ("lone \ud800", '"lone \\ud800"'),
            (None, "null"),
            (False, "false"),
            (1e16, "1e+16"),
            (math.inf, "1e999"),
        ],
    )
    def test_writes(self, value: Value, text: str) -> None:
        check_edit("[0]", SetValue((0,), value), f"[{text}]")

    def test_refuses_what_json_cannot_write(self) -> None:
        with pytest.raises(EditError, match="NaN"):
            edit("json", "[0]", SetValue((0,), math.nan))

    def test_scalar_becomes_container_and_back(self) -> None:
        check_task(SetValue(("status",), {"now": "active"}), '"active"', '{\n    "now": "active"\n  }')
        check_task(SetValue(("depends_on",), None), '["01", "02"]', "null")

    def test_root(self) -> None:
        check_edit(' "a"\n', SetValue((), ["b", {}]), ' [\n   "b",\n   {}\n ]\n')


class TestAddingMembers:
    def test_at_the_end(self) -> None:
        check_task(SetValue(("agent",), "coder"), '"context": {}', '"context": {},\n  "agent": "coder"')

    def test_behind_a_named_one(self) -> None:
        check_task(
            SetValue(("name",), "Payments", after=("nowhere", "id", "status")),
            '"id": "payments",',
            '"id": "payments",\n  "name": "Payments",',
        )

    def test_several_behind_the_same_keep_their_order(self) -> None:
        check_task(
            [SetValue(("a",), 1, after=("id",)), SetValue(("b",), 2, after=("a", "id"))],
            '"id": "payments",',
            '"id": "payments",\n  "a": 1,\n  "b": 2,',
        )

    def test_the_last_value_for_a_key_counts(self) -> None:
        check_edit(
            '{"a": 1}', [SetValue(("b",), 2), SetValue(("c",), 3), SetValue(("b",), 4)], '{"a": 1, "b": 4, "c": 3}'
        )

    def test_empty_object_opens_up(self) -> None:
        check_task(
            [SetValue(("context", "files"), []), SetValue(("context", "refs"), ["x"])],
            '"context": {}',
            '"context": {\n    "files": [],\n    "refs": [\n      "x"\n    ]\n  }',
        )

    @pytest.mark.parametrize("unit", ["  ", "    ", "\t"])
    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    def test_indentation_and_line_ends_are_those_of_the_document(self, unit: str, newline: str) -> None:
        lines = ["{", '1"a": {', '2"b": {}', "1}", "}"]
        changed = ["{", '1"a": {', '2"b": {', '3"c": 1', "2},", '2"d": [', "3{", '4"e": 2', "3}", "2]", "1}", "}"]
        before, after = (
            newline.join(unit * int(line[0]) + line[1:] if line[0].isdigit() else line for line in written)
            for written in (lines, changed)
        )
        operations = [SetValue(("a", "b", "c"), 1), SetValue(("a", "d"), [{"e": 2}])]
        check_edit(before, operations, after)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ('{"a":1}', '{"a":1,"b":{"c":[1,2]}}'),
            ('{"a": 1}', '{"a": 1, "b": {"c": [1, 2]}}'),
            ('{ "a" : 1 }', '{ "a" : 1, "b" : { "c" : [1, 2] } }'),
            ('{"a": 1,\n "z": 2}', '{"a": 1,\n "z": 2,\n "b": {\n  "c": [\n   1,\n   2\n  ]\n }}'),
            ("{}", '{\n  "b": {\n    "c": [\n      1,\n      2\n    ]\n  }\n}'),
        ],
    )
    def test_style_of_the_surroundings(self, before: str, after: str) -> None:
        check_edit(before, SetValue(("b",), {"c": [1, 2]}), after)


class TestItems:
    def test_inline_array_stays_inline(self) -> None:
        check_task(SetValue(("depends_on", 9), "03"), '["01", "02"]', '["01", "02", "03"]')

    def test_multi_line_array_gets_a_line(self) -> None:
        check_task(
            InsertItem(("exit_criteria", 1), "Reviewed"),
            '"Tests pass",\n',
            '"Tests pass",\n    "Reviewed",\n',
        )

    def test_at_the_front_and_at_the_end(self) -> None:
        check_edit("[1, 2]", [InsertItem((0,), 0), InsertItem((7,), 3)], "[0, 1, 2, 3]")
        check_edit("[\n 1\n]", [InsertItem((0,), 0), InsertItem((7,), 3)], "[\n 0,\n 1,\n 3\n]")

    def test_several_at_one_place_keep_their_order(self) -> None:
        check_edit("[1, 2]", [InsertItem((1,), "a"), InsertItem((1,), "b")], '[1, "a", "b", 2]')

    def test_objects_are_written_like_their_neighbours(self) -> None:
        before = '{\n  "files": [\n    {"path": "a"}\n  ]\n}'
        after = '{\n  "files": [\n    {"path": "a"},\n    {"path": "b", "lines": [1]}\n  ]\n}'
        check_edit(before, InsertItem(("files", 1), {"path": "b", "lines": [1]}), after)

    def test_objects_that_hug_their_brackets(self) -> None:
        check_edit(
            '[{\n  "a": 1\n}, {\n  "a": 2\n}]',
            InsertItem((2,), {"a": 3}),
            '[{\n  "a": 1\n}, {\n  "a": 2\n}, {\n  "a": 3\n}]',
        )

    def test_empty_array_of_scalars_follows_the_others(self) -> None:
        check_edit('{\n  "a": ["x"],\n  "b": []\n}', InsertItem(("b", 0), "y"), '{\n  "a": ["x"],\n  "b": ["y"]\n}')
        check_edit('{\n  "b": []\n}', InsertItem(("b", 0), "y"), '{\n  "b": [\n    "y"\n  ]\n}')


class TestRemoving:
    @pytest.mark.parametrize(
        ("gone", "after"),
        [
            ([0], "[2, 3]"),
            ([1], "[1, 3]"),
            ([2], "[1, 2]"),
            ([0, 1], "[3]"),
            ([1, 2], "[1]"),
            ([0, 2], "[2]"),
            ([0, 1, 2], "[]"),
        ],
    )
    def test_items(self, gone: list[int], after: str) -> None:
        operations = [Remove((index,)) for index in gone]
        check_edit("[1, 2, 3]", operations, after)
        multi_line = after.replace("[", "[\n  ").replace(", ", ",\n  ").replace("]", "\n]") if after != "[]" else "[]"
        check_edit("[\n  1,\n  2,\n  3\n]", operations, multi_line)

    def test_takes_its_own_lines_only(self) -> None:
        check_edit('{\n  "a": 1,\n\n  "b": 2,\n\n  "c": 3\n}', Remove(("b",)), '{\n  "a": 1,\n\n\n  "c": 3\n}')
        check_edit('{ "a": 1,\n  "b": 2 }', Remove(("a",)), '{ "b": 2 }')

    def test_object_that_becomes_empty(self) -> None:
        check_edit('{\n  "a": 1\n}\n', Remove(("a",)), "{}\n")

    def test_twice_is_once(self) -> None:
        check_edit("[1, 2]", [Remove((0,)), Remove((0,))], "[2]")

    def test_duplicates(self) -> None:
        before = '{"a": 1, "b": 2, "a": 3}'
        check_edit(before, Remove(("a",)), '{"a": 1, "b": 2}')
        check_edit(before, Remove(("a",), duplicate=0), '{"b": 2, "a": 3}')
        check_edit(before, Remove(("a",), duplicate=1), '{"a": 1, "b": 2}')


class TestTogether:
    def test_add_in_the_place_of_the_removed(self) -> None:
        check_task(
            [Remove(("status",)), SetValue(("state",), "done", after=("status",))],
            '"status": "active"',
            '"state": "done"',
        )

    def test_everything_goes_and_something_comes(self) -> None:
        check_edit("[1, 2]", [Remove((0,)), Remove((1,)), InsertItem((2,), 3), InsertItem((0,), 0)], "[0, 3]")

    def test_parent_and_child(self) -> None:
        check_edit(
            '{"a": {"b": 1}, "c": 2}',
            [
                SetValue(("a", "b"), 5),
                SetValue(("a", "x"), 6),
                SetValue(("d",), 7, after=("a",)),
                RenameKey(("a",), "z"),
            ],
            '{"z": {"b": 5, "x": 6}, "d": 7, "c": 2}',
        )

    def test_what_happens_inside_of_something_removed_does_not_count(self) -> None:
        check_edit('{"a": {"b": 1}}', [SetValue(("a", "b"), 2), Remove(("a",)), SetValue(("a", "c"), 3)], "{}")

    def test_span_beside_a_value(self) -> None:
        check_edit('{"a": 1 "b": 2}', [ReplaceSpan(7, 7, ","), SetValue(("a",), 5)], '{"a": 5, "b": 2}')

    def test_swapped_names(self) -> None:
        check_edit('{"a": 1, "b": 2}', [RenameKey(("a",), "b"), RenameKey(("b",), "a")], '{"b": 1, "a": 2}')


class TestContainersAsValues:
    def test_only_what_differs_is_written(self) -> None:
        document = Document(Text(TASK), "json")
        value: Value = ["Tests pass", "Reviewed", "Docs written"]
        (only,) = edits_for(document, [SetValue(("exit_criteria",), value)])
        assert only.new_text.strip() == ',\n    "Reviewed"'

    def test_object_by_object(self) -> None:
        check_edit(
            '{"o": {"a": 1, "b": {"c": [1,2]}, "d": 4}}',
            SetValue(("o",), {"z": 0, "a": 1, "b": {"c": [1, 3]}, "n": None}),
            '{"o": {"z":0, "a": 1, "b": {"c": [1,3]}, "n": null}}'.replace('"z":0', '"z": 0'),
        )

    def test_other_order_writes_the_object_anew(self) -> None:
        check_edit('{ "b": 1,"a": 2 }', SetValue((), {"a": 2, "b": 1}), '{ "a": 2,"b": 1 }')

    def test_kind_that_differs(self) -> None:
        check_edit('{"a": {"b": 1}}', SetValue(("a",), [1]), '{"a": [1]}')


class TestBrokenDocuments:
    def test_missing_value(self) -> None:
        check_edit('{"title": , "b": 1}', SetValue(("title",), "x"), '{"title": "x", "b": 1}')
        check_edit('{"title":\n}', SetValue(("title",), "x"), '{"title": "x"\n}')
        check_edit('{"title", "b": 1}', SetValue(("title",), "x"), '{"title": "x", "b": 1}')
        check_edit('{"title":}', InsertItem(("title", 0), "x"), '{"title": ["x"]}')

    def test_intact_part_of_a_broken_document(self) -> None:
        check_edit('{"a": 1 "b": {"c": 2', SetValue(("a",), 2), '{"a": 2 "b": {"c": 2')
        check_edit('{"a": [1, 2,], "b"}', Remove(("a", 0)), '{"a": [2,], "b"}')
        check_edit('{"a": [1, 2,], "b"}', InsertItem(("a", 2), 3), '{"a": [1, 2, 3,], "b"}')

    def test_missing_comma_stays_the_only_fault(self) -> None:
        check_edit("[1 2, 3]", Remove((1,)), "[1, 3]")

    def test_comments_stay_with_what_they_follow(self) -> None:
        before = "[\n  1, // one\n  2 // two\n]"
        check_edit(before, InsertItem((1,), 5), "[\n  1, // one\n  5,\n  2 // two\n]")
        check_edit(before, InsertItem((2,), 5), "[\n  1, // one\n  2, // two\n  5\n]")
        check_edit(before, Remove((0,)), "[\n  2 // two\n]")
        check_edit(before, Remove((1,)), "[\n  1 // one\n]")

    def test_nothing_is_edited_that_would_break_more(self) -> None:
        document = Document(Text('{"status": "pending", "seq": "02", "a": [1, {"b": 2"], "c": {}}\n'), "json")
        with pytest.raises(EditError):
            edits_for(document, [SetValue(("new",), [1])])

    def test_broken_value_is_written_anew(self) -> None:
        check_edit('{"a": foo}', SetValue(("a",), "foo"), '{"a": "foo"}')
        check_edit('{"a": [1, 2,]}', SetValue(("a",), [1, 2]), '{"a": [1, 2]}')
        check_edit('{"a": [1,\n', SetValue(("a",), [1, 2]), '{"a": [\n  1,\n  2\n]\n')

    @pytest.mark.parametrize("before", ["", "\n", " \n\n"])
    def test_empty_document(self, before: str) -> None:
        check_edit(before, SetValue(("a",), 1), '{\n  "a": 1\n}\n')
        check_edit(before, InsertItem((0,), 1), "[\n  1\n]\n")


class TestRefusals:
    @pytest.mark.parametrize(
        ("operation", "message"),
        [
            (SetValue(("nothing", "x"), 1), "nothing at /nothing"),
            (SetValue(("status", "x"), 1), "/status is no object"),
            (SetValue(("status", 0), 1), "/status is no array"),
            (SetValue(("context", 0), 1), "/context is no array"),
            (SetValue(("depends_on", "x"), 1), "/depends_on is no object"),
            (SetValue(("depends_on", -1), 1), "counted from 0"),
            (InsertItem(("depends_on",), 1), "no place in an array"),
            (InsertItem((), 1), "no place in an array"),
            (Remove(("x",)), "nothing at /x"),
            (Remove(("depends_on", 2)), "nothing at /depends_on/2"),
            (Remove(("id",), duplicate=1), "nothing at /id"),
            (Remove(()), "whole document"),
            (RenameKey(("x",), "y"), "nothing at /x"),
            (RenameKey(("depends_on", 0), "y"), "no member"),
            (RenameKey(("id",), "status"), "there is a /status already"),
        ],
    )
    def test_leads_nowhere(self, operation: Operation, message: str) -> None:
        with pytest.raises(EditError, match=message):
            edit("json", TASK, operation)

    def test_contradictions(self) -> None:
        with pytest.raises(EditError, match="overlap"):
            edit("json", "[12]", SetValue((0,), 1), ReplaceSpan(2, 3, ""))
        with pytest.raises(EditError, match="already"):
            edit("json", '{"a": 1}', SetValue(("b",), 1), RenameKey(("a",), "b"))
        with pytest.raises(EditError, match="no object"):
            edit("json", '{"a": }', InsertItem(("a", 0), 1), SetValue(("a", "b"), 1))


KEYS = st.text(st.sampled_from('abä"\\ 🎬'), max_size=3)
SCALARS: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1000, 1000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
)
VALUES: st.SearchStrategy[Value] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


@st.composite
def layouts(draw: st.DrawFn, value: Value) -> str:
    """A text of a value, laid out by an author with or without habits."""
    newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    unit = draw(st.sampled_from(["", " ", "  ", "    ", "\t"]))
    colon = draw(st.sampled_from([":", ": ", " : "]))
    moody = draw(st.booleans())
    default = draw(st.booleans())

    def write(value: Value, indentation: str, inline: bool) -> str:
        if not isinstance(value, (dict, list)):
            return json.dumps(value, ensure_ascii=draw(st.booleans()) if moody else False)
        inline = inline or (draw(st.booleans()) if moody else default)
        inner = indentation + unit
        children = value.values() if isinstance(value, dict) else value
        texts = [write(child, inner, inline) for child in children]
        if isinstance(value, dict):
            texts = [json.dumps(key) + colon + text for key, text in zip(value, texts, strict=True)]
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        if inline:
            padding = draw(st.sampled_from(["", " "])) if moody else ""
            return opening + padding + ", ".join(texts) + padding + closing
        lead = newline + inner
        return opening + lead + ("," + lead).join(texts) + newline + indentation + closing

    text = write(value, "", False)
    return draw(st.sampled_from(["", "\ufeff"])) + text + draw(st.sampled_from(["", newline]))


@st.composite
def cases(draw: st.DrawFn, most: int) -> tuple[str, list[Operation]]:
    """A text and up to `most` operations on it."""
    value = draw(VALUES)
    operations = draw(st.lists(operations_on(value, VALUES, KEYS), min_size=1, max_size=most))
    return draw(layouts(value)), operations


@settings(max_examples=600, deadline=None)
@given(cases(6))
def test_text_after_operations_stands_for_the_value_after_them(case: tuple[str, list[Operation]]) -> None:
    before, operations = case
    document = Document(Text(before), "json")
    try:
        edits = edits_for(document, operations)
    except EditError as error:
        assume("already" not in str(error))
        raise
    after = apply_edits(before, edits)
    expected = apply_operations(document.value, operations)
    assert json.dumps(json.loads(after.removeprefix("\ufeff"))) == json.dumps(expected)
    assert after.startswith("\ufeff") == before.startswith("\ufeff")
    assert after.endswith(("\n", "\r")) == before.endswith(("\n", "\r"))


@settings(max_examples=400, deadline=None)
@given(cases(1))
def test_nothing_else_is_touched(case: tuple[str, list[Operation]]) -> None:
    before, (operation,) = case
    document = Document(Text(before), "json")
    edits = edits_for(document, [operation])
    check_untouched(document, operation, edits)


@settings(max_examples=300, deadline=None)
@given(VALUES, VALUES, st.data())
def test_whole_value_by_difference(old: Value, new: Value, data: st.DataObject) -> None:
    before = data.draw(layouts(old))
    assert json.dumps(json.loads(edit("json", before, SetValue((), new)).removeprefix("\ufeff"))) == json.dumps(new)


@settings(max_examples=200, deadline=None)
@given(cases(3), st.data())
def test_broken_text_is_edited_or_refused(case: tuple[str, list[Operation]], data: st.DataObject) -> None:
    before, operations = case
    start = data.draw(st.integers(0, len(before)))
    length = data.draw(st.integers(0, 4))
    junk = data.draw(st.sampled_from(["", ",", '"', "{", "]", "// x\n", "x"]))
    document = Document(Text(before[:start] + junk + before[start + length :]), "json")
    try:
        edits = edits_for(document, operations)
    except EditError:
        return
    apply_edits(document.text.string, edits)
