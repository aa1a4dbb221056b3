"""Structural edits of YAML: examples of how text looks afterwards, and properties over random texts."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from callsheet.edits import EditError
from callsheet.edits.structure import edits_for
from callsheet.syntax import Document, Pointer, Value
from callsheet.syntax.operations import InsertItem, Operation, Remove, RenameKey, ReplaceSpan, SetValue
from callsheet.text import Text, apply_edits
from tests.edits.helpers import apply_operations, check_untouched, edit, operations_on

TASK = """\
# The task of the payments team.
id: payments
status: active   # since monday

# What has to be there first.
depends_on:
  - "01"  # setup
  # The schema.
  - "02"
  - "03"
exit_criteria: [Tests pass, 'Docs: written']
files:
- path: src/a.py   # entry
  lines: 1-10

- path: src/b.py
summary: |
  Does it.

  Well.
agent:
context: {}
"""


def check_edit(before: str, operations: Operation | Sequence[Operation], after: str) -> None:
    """Apply operations to a YAML text and compare."""
    listed = operations if isinstance(operations, Sequence) else [operations]
    assert edit("yaml", before, *listed) == after


def check_task(operations: Operation | Sequence[Operation], old: str, new: str) -> None:
    """Apply operations to `TASK`, in which only `old` should become `new`."""
    assert TASK.count(old) == 1
    check_edit(TASK, operations, TASK.replace(old, new))


class TestScalars:
    def test_replaces_the_span_only(self) -> None:
        check_task(SetValue(("status",), "completed"), "active ", "completed ")
        check_task(SetValue(("depends_on", 0), "11"), '"01"', '"11"')
        check_task(SetValue(("exit_criteria", 1), "Docs written"), "'Docs: written'", "'Docs written'")

    def test_value_that_is_there_already_needs_no_edit(self) -> None:
        document = Document(Text(TASK), "yaml")
        assert (
            edits_for(document, [SetValue(("status",), "active"), SetValue(("depends_on",), ["01", "02", "03"])]) == []
        )

    def test_missing_value(self) -> None:
        check_task(SetValue(("agent",), "coder"), "agent:\n", "agent: coder\n")
        check_edit("a: # why\nb:  \nc:", [SetValue((key,), 1) for key in "abc"], "a: 1 # why\nb: 1\nc: 1")
        check_edit("-\n- # why\n-  ", [SetValue((index,), 1) for index in range(3)], "- 1\n- 1 # why\n- 1")
        check_edit("{a: , b}", [SetValue(("a",), 1), SetValue(("b",), 2)], "{a: 1, b: 2}")

    def test_block_scalar(self) -> None:
        check_task(SetValue(("summary",), "Does it."), "|\n  Does it.\n\n  Well.\n", "Does it.\n")
        check_task(SetValue(("summary",), "One\nTwo\n"), "|\n  Does it.\n\n  Well.\n", '"One\\nTwo\\n"\n')
        check_edit("a: >- # why\n  b\n  c\n\nd: 1\n", SetValue(("a",), 5), "a: 5 # why\n\nd: 1\n")

    def test_scalar_over_several_lines(self) -> None:
        check_edit("a: b\n  c\n  d # why\ne: 1", SetValue(("a",), "x"), "a: x # why\ne: 1")
        check_edit('a: "b\n  c"\ne: 1', SetValue(("a",), "x"), 'a: "x"\ne: 1')
        check_edit("a:\n  b\ne: 1", SetValue(("a",), "x"), "a:\n  x\ne: 1")

    def test_root(self) -> None:
        check_edit("# a\nb\n", SetValue((), "c"), "# a\nc\n")
        check_edit("--- b # a\n", SetValue((), {"c": 1}), "---\nc: 1 # a\n")
        check_edit("a: 1\nb: 2 # b\n", SetValue((), ["c"]), "- c # b\n")


class TestQuotes:
    @pytest.mark.parametrize(
        "text",
        [
            *[
                "01",
                "1",
                "1.5",
                "1e3",
                "0x1F",
                "0o17",
                "1_000",
                "12:30",
                "yes",
                "No",
                "on",
                "true",
                "null",
                "~",
                "y",
                "=",
                "<<",
                ".inf",
                ".NaN",
                "2025-01-05",
            ],
            *[
                "2025-01-05T10:00:00Z",
                "-",
                "-a",
                ":",
                "?",
                "?a",
                "#a",
                "@a",
                "`a",
                "%a",
                "!a",
                "&a",
                "*a",
                "|",
                ">",
                "[a",
                "{a",
                ",a",
                "'a",
                '"a',
                "...",
                "---",
                "a:",
            ],
            *("", "- a", "? a", ": a", "a: b", "a #b", "... a", "--- a", " a", "a ", "2025-01-05 10:00:00"),
            *("a\tb", "a\nb", "a\u2028b", "a\x85b", "\ufeffa", "a\x00b", "a\x7fb"),
        ],
    )
    def test_where_plain_text_would_be_something_else(self, text: str) -> None:
        for before in ("a: b\n", "[b]", "'a': 'b'\n", "- b\n"):
            pointer: Pointer = ("a",) if "a" in before else (0,)
            after = edit("yaml", before, SetValue(pointer, text))
            loaded = yaml.safe_load(after)
            assert (loaded["a"] if "a" in before else loaded[0]) == text
            assert after.count("\n") == before.count("\n")

    @pytest.mark.parametrize(
        "text", ["setup", "01-setup", "a b", "a:b", "http://x/a=b#c", "1.2.3", "v1", "src/a.py:3", "né", "🎬"]
    )
    def test_plain_where_allowed(self, text: str) -> None:
        check_edit("a: b\n", SetValue(("a",), text), f"a: {text}\n")
        check_edit("[b]\n", SetValue((0,), text), f"[{text}]\n")

    def test_brackets_and_commas(self) -> None:
        check_edit("a: [b]\nc: d\n", [SetValue(("a", 0), "x, y"), SetValue(("c",), "x, y")], 'a: ["x, y"]\nc: x, y\n')

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("- a\n- b\n", "- a\n- b\n- new\n"),
            ("- 'a'\n- 'b'\n", "- 'a'\n- 'b'\n- 'new'\n"),
            ('- "a"\n', '- "a"\n- "new"\n'),
            ('- a\n- "01"\n', '- a\n- "01"\n- new\n'),
            ("- '01'\n", "- '01'\n- 'new'\n"),
            ("- 1\n", "- 1\n- new\n"),
        ],
    )
    def test_like_the_neighbours(self, before: str, after: str) -> None:
        check_edit(before, InsertItem((9,), "new"), after)

    @pytest.mark.parametrize(
        ("before", "quote"), [("a: 'x: y'\n", "'"), ('a: "x: y"\n', '"'), ("a: 1\n", '"'), ("a: b\n", '"')]
    )
    def test_time(self, before: str, quote: str) -> None:
        operation = SetValue(("at",), "2025-01-05T10:00:00Z")
        check_edit(before, operation, f"{before}at: {quote}2025-01-05T10:00:00Z{quote}\n")

    def test_apostrophe(self) -> None:
        check_edit("a: 'b'\n", SetValue(("a",), "it's: so"), "a: 'it''s: so'\n")
        check_edit("a: 'b'\n", SetValue(("a",), "x\ny"), 'a: "x\\ny"\n')

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (None, "null"),
            (True, "true"),
            (1e16, "1.0e+16"),
            (1e-7, "1.0e-07"),
            (0.5, "0.5"),
            (math.inf, ".inf"),
            (-math.inf, "-.inf"),
            (math.nan, ".nan"),
            ([], "[]"),
            ({}, "{}"),
        ],
    )
    def test_no_strings(self, value: Value, text: str) -> None:
        check_edit("a: b\n", SetValue(("a",), value), f"a: {text}\n")
        assert repr(yaml.safe_load(text)) == repr(value)

    def test_keys(self) -> None:
        check_edit("a: 1\n", SetValue(("yes",), 1), 'a: 1\n"yes": 1\n')
        check_edit("'a': 1\n", SetValue(("b",), 1), "'a': 1\n'b': 1\n")
        check_edit("{'a': 1}\n", SetValue(("b",), 1), "{'a': 1, 'b': 1}\n")
        check_edit("a: 1\n", RenameKey(("a",), "01"), '"01": 1\n')
        check_edit("'a' : 1\n", RenameKey(("a",), "b"), "'b' : 1\n")
        check_edit("{a: 1}\n", RenameKey(("a",), "b, c"), '{"b, c": 1}\n')

    def test_refuses_what_yaml_cannot_write(self) -> None:
        with pytest.raises(EditError, match="surrogate"):
            edit("yaml", "a: 1", SetValue(("a",), "\ud800"))


class TestAddingMembers:
    def test_at_the_end_and_behind_a_named_one(self) -> None:
        check_task(SetValue(("x",), 1), "context: {}\n", "context: {}\nx: 1\n")
        check_task(
            [SetValue(("x",), 1, after=("status",)), SetValue(("z",), "w", after=("status",))],
            "# since monday\n",
            "# since monday\nx: 1\nz: w\n",
        )
        check_task(SetValue(("x",), 1, after=("depends_on",)), '- "03"\n', '- "03"\nx: 1\n')
        check_task(SetValue(("x",), 1, after=("summary",)), "Well.\n", "Well.\nx: 1\n")

    def test_without_final_newline(self) -> None:
        check_edit("a: 1", SetValue(("b",), 2), "a: 1\nb: 2")
        check_edit("a: 1 # x", SetValue(("b",), [2]), "a: 1 # x\nb:\n  - 2")

    def test_in_an_item(self) -> None:
        check_task(SetValue(("files", 1, "lines"), "5-6"), "- path: src/b.py\n", "- path: src/b.py\n  lines: 5-6\n")
        check_task(
            SetValue(("files", 0, "why"), ["x"], after=("path",)),
            "# entry\n",
            "# entry\n  why:\n    - x\n",
        )

    def test_block_values_take_the_habits_of_the_document(self) -> None:
        check_edit(
            "a:\n- x\nb:\n    c: 1\n",
            SetValue(("d",), {"e": [{"f": 1, "g": ["h", {}]}, [1]], "i": []}),
            "a:\n- x\nb:\n    c: 1\nd:\n    e:\n    - f: 1\n      g:\n      - h\n      - {}\n    - - 1\n    i: []\n",
        )

    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    def test_line_ends_are_those_of_the_document(self, newline: str) -> None:
        before, after = "a:\n  - b\n", "a:\n  - b\n  - c\nd:\n  - e: 1\n    f: 2\n"
        operations: list[Operation] = [InsertItem(("a", 1), "c"), SetValue(("d",), [{"e": 1, "f": 2}])]
        check_edit(before.replace("\n", newline), operations, after.replace("\n", newline))

    def test_behind_a_block_scalar_that_keeps_its_line_ends(self) -> None:
        check_edit("a: |+\n  x\n\nb: 1\n", SetValue(("c",), 1, after=("a",)), "a: |+\n  x\n\nc: 1\nb: 1\n")
        check_edit("a: |+\n  x\n\n", SetValue(("c",), 1), "a: |+\n  x\n\nc: 1\n")

    def test_behind_a_block_scalar_without_a_line_end(self) -> None:
        check_edit("a: |\n  x", SetValue(("c",), 1), "a: |-\n  x\nc: 1")
        check_edit("a:\n  - >2+ # x\n    x", SetValue(("c",), 1), "a:\n  - >2- # x\n    x\nc: 1")
        check_edit("a: |-\n  x", SetValue(("c",), 1), "a: |-\n  x\nc: 1")

    def test_flow(self) -> None:
        check_task(
            SetValue(("context", "a"), [1, {"b": "x y"}]), "context: {}\n", "context:\n  a:\n    - 1\n    - b: x y\n"
        )
        check_edit("{a: 1}", SetValue(("b",), {"c": [1, "x"]}), "{a: 1, b: {c: [1, x]}}")
        check_edit("{ a: 1 }", SetValue(("b",), {"c": [1]}), "{ a: 1, b: { c: [1] } }")
        check_edit(
            "a: {\n  b: 1, # b\n  c: 2 # c\n}\n", SetValue(("a", "d"), 3), "a: {\n  b: 1, # b\n  c: 2, # c\n  d: 3\n}\n"
        )
        check_edit("a: [\n  b, # b\n  c, # c\n]\n", InsertItem(("a", 2), "d"), "a: [\n  b, # b\n  c, # c\n  d,\n]\n")


class TestItems:
    def test_dashes_like_those_of_the_neighbours(self) -> None:
        check_task(InsertItem(("depends_on", 9), "04"), '- "03"\n', '- "03"\n  - "04"\n')
        check_task(InsertItem(("files", 9), {"path": "c"}), "- path: src/b.py\n", "- path: src/b.py\n- path: c\n")
        check_edit("a:\n  -   b\n", InsertItem(("a", 1), {"c": 1, "d": 2}), "a:\n  -   b\n  -   c: 1\n      d: 2\n")

    def test_comment_above_stays_with_its_item(self) -> None:
        check_task(InsertItem(("depends_on", 1), "x"), "# setup\n", '# setup\n  - "x"\n')
        check_edit("a:\n  # b\n  - b\n", InsertItem(("a", 0), "x"), "a:\n  - x\n  # b\n  - b\n")
        check_edit("# about the list\n- b\n", InsertItem((0,), "x"), "# about the list\n- x\n- b\n")

    def test_at_the_front_of_what_begins_on_a_dash(self) -> None:
        check_edit("- - a\n  - b\n", InsertItem((0, 0), "x"), "- - x\n  - a\n  - b\n")

    def test_replaces_what_is_empty(self) -> None:
        check_edit(
            "a:\nb: []\nc: [] # c\nd: # d\n",
            [InsertItem((key, 0), "x") for key in "abcd"],
            "a:\n  - x\nb:\n  - x\nc: # c\n  - x\nd: # d\n  - x\n",
        )
        check_edit("a: [x]\nb: []\n", InsertItem(("b", 0), "z"), "a: [x]\nb: [z]\n")
        check_edit("- a:\n  b: 1\n", InsertItem((0, "a", 0), "x"), "- a:\n    - x\n  b: 1\n")
        check_edit("-\n- []\n", [SetValue((0, "a"), 1), InsertItem((1, 0), 2)], "- a: 1\n- - 2\n")

    def test_objects_in_flow_style(self) -> None:
        check_edit("- {a: 1}\n- {a: 2}\n", InsertItem((2,), {"a": 3}), "- {a: 1}\n- {a: 2}\n- {a: 3}\n")


class TestRemoving:
    @pytest.mark.parametrize(
        ("gone", "left"),
        [
            ([0], "bcd"),
            ([1], "acd"),
            ([3], "abc"),
            ([0, 1], "cd"),
            ([1, 2], "ad"),
            ([2, 3], "ab"),
            ([0, 2], "bd"),
            ([1, 2, 3], "a"),
        ],
    )
    @pytest.mark.parametrize("end", ["\n", ""])
    def test_items(self, gone: list[int], left: str, end: str) -> None:
        operations = [Remove(("x", index)) for index in gone]
        for lead in ("\n- ", "\n  - "):
            before, after = (f"x:{lead}" + lead.join(items) + end for items in ("abcd", left))
            check_edit(before, operations, after)
        check_edit(f"x: [a, b, c, d]{end}", operations, f"x: [{', '.join(left)}]{end}")

    def test_takes_the_comment_on_its_line_only(self) -> None:
        check_task(Remove(("depends_on", 0)), '  - "01"  # setup\n', "")
        check_task(Remove(("depends_on", 1)), '  - "02"\n', "")
        check_task(Remove(("status",)), "status: active   # since monday\n", "")
        check_task(Remove(("summary",)), "summary: |\n  Does it.\n\n  Well.\n", "")
        check_task(Remove(("depends_on",)), TASK[TASK.index("depends_on") : TASK.index("exit")], "")

    def test_first_of_what_begins_on_a_dash(self) -> None:
        check_task(Remove(("files", 0, "path")), "path: src/a.py   # entry\n  lines", "lines")
        check_edit("- a: 1 # a\n  # b\n  b: 2\n", Remove((0, "a")), "-\n  # b\n  b: 2\n")
        check_edit("- - a\n  - b\n  - c\n", [Remove((0, 0)), Remove((0, 1))], "- - c\n")

    def test_last_one_leaves_brackets(self) -> None:
        check_edit("a:\n  - b\nc: 1\n", Remove(("a", 0)), "a: []\nc: 1\n")
        check_edit("a: # x\n  # y\n  b: 1 # z\nc: 1", Remove(("a", "b")), "a: {} # x\n  # y\nc: 1")
        check_edit("- b: 1\n  c: 2\n- 1\n", [Remove((0, "b")), Remove((0, "c"))], "- {}\n- 1\n")
        check_edit("# x\na: 1\nb: 2\n", [Remove(("a",)), Remove(("b",))], "# x\n{}\n")
        check_edit("a: &x\n  - b\n", Remove(("a", 0)), "a: &x []\n")
        check_edit("a: {b: 1}\n", Remove(("a", "b")), "a: {}\n")

    def test_flow_over_several_lines(self) -> None:
        before = "a: [\n  b, # b\n  # about c\n  c, # c\n  d # d\n]\n"
        check_edit(before, Remove(("a", 0)), "a: [\n  # about c\n  c, # c\n  d # d\n]\n")
        check_edit(before, Remove(("a", 1)), "a: [\n  b, # b\n  # about c\n  d # d\n]\n")
        check_edit(before, Remove(("a", 2)), "a: [\n  b, # b\n  # about c\n  c # c\n]\n")

    def test_flow_with_several_on_a_line(self) -> None:
        before = "{\n  a: 1, b: 2,\n  c: 3, d: 4\n}\n"
        for key, behind in (("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")):
            after = before.replace(f"{key}: {behind}", f"{key}: {behind}, x: 0")
            check_edit(before, SetValue(("x",), 0, (key,)), after)

    def test_neighbour_keeps_what_it_needs(self) -> None:
        check_edit("a: |\n  x\nb: 1", Remove(("b",)), "a: |\n  x\n")
        check_edit("a: |\n  x\nb: 1\nc: 2", [Remove(("b",)), Remove(("c",))], "a: |\n  x\n")

    def test_duplicates(self) -> None:
        check_edit("a: 1\nb: 2\na: 3\n", Remove(("a",)), "a: 1\nb: 2\n")
        check_edit("a: 1\nb: 2\na: 3\n", Remove(("a",), duplicate=0), "b: 2\na: 3\n")


class TestOtherKinds:
    def test_scalar_becomes_collection(self) -> None:
        check_edit("a: b # x\nc: 1\n", SetValue(("a",), ["d"]), "a: # x\n  - d\nc: 1\n")
        check_edit("a: |\n  b\nc: 1\n", SetValue(("a",), {"d": 1}), "a:\n  d: 1\nc: 1\n")
        check_edit("- a # x\n- b\n", SetValue((0,), {"c": 1, "d": 2}), "- c: 1\n  d: 2 # x\n- b\n")
        check_edit("a:\n  b\nc: 1\n", SetValue(("a",), ["d"]), "a:\n  - d\nc: 1\n")

    def test_collection_becomes_scalar(self) -> None:
        check_edit("a: # x\n  # y\n  - b\n  - c # z\nd: 1\n", SetValue(("a",), 5), "a: 5 # x\nd: 1\n")
        check_edit("- a: 1\n  b: 2 # x\n- c\n", SetValue((0,), 5), "- 5\n- c\n")
        check_edit("a:\n- b", SetValue(("a",), None), "a: null")

    def test_array_becomes_object(self) -> None:
        check_edit("a: # x\n  - b\nc: 1\n", SetValue(("a",), {"d": 1}), "a: # x\n  d: 1\nc: 1\n")
        check_edit("- - b\n  - c\n- 1\n", SetValue((0,), {"d": 1}), "- d: 1\n- 1\n")

    def test_only_what_differs_is_written(self) -> None:
        check_task(
            SetValue(("depends_on",), ["02", "04", "03"]),
            TASK[TASK.index('  - "01"') : TASK.index('  - "03"')],
            '  # The schema.\n  - "02"\n  - "04"\n',
        )


class TestTogether:
    def test_neighbours(self) -> None:
        check_edit(
            "a: 1 # a\n# b\nb:\n  - x\n  - y\nc: 3",
            [
                Remove(("b", 0)),
                Remove(("b", 1)),
                Remove(("c",)),
                SetValue(("d",), 4, after=("b",)),
                SetValue(("e",), 5),
            ],
            "a: 1 # a\n# b\nb: []\nd: 4\ne: 5",
        )

    def test_end_of_parent_and_child(self) -> None:
        check_edit(
            "a:\n  b:\n    - 1\n",
            [SetValue(("d",), 4), SetValue(("a", "c"), 3), InsertItem(("a", "b", 1), 2)],
            "a:\n  b:\n    - 1\n    - 2\n  c: 3\nd: 4\n",
        )

    def test_in_the_place_of_the_removed(self) -> None:
        check_edit("- a\n# b\n- b # x\n- c\n", [Remove((1,)), InsertItem((1,), "x")], "- a\n# b\n- x\n- c\n")
        check_edit("a: 1\nb: 2\n", [Remove(("a",)), Remove(("b",)), SetValue(("c",), 3)], "c: 3\n")

    def test_renamed_and_set(self) -> None:
        check_edit("a:\n  b: 1\n", [RenameKey(("a",), "x"), SetValue(("a", "b"), 2)], "x:\n  b: 2\n")


class TestEmptyDocuments:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("", "a: 1\n"),
            ("\n\n", "a: 1\n"),
            ("# x\n", "# x\na: 1\n"),
            ("# x", "# x\na: 1"),
            ("---\n", "---\na: 1\n"),
            ("\ufeff", "\ufeffa: 1\n"),
            ("{}\n", "a: 1\n"),
            ("--- {}\n", "---\na: 1\n"),
        ],
    )
    def test_member(self, before: str, after: str) -> None:
        check_edit(before, SetValue(("a",), 1), after)

    def test_others(self) -> None:
        check_edit("", InsertItem((0,), {"a": ["b"]}), "- a:\n    - b\n")
        check_edit("# x\n", SetValue((), "z"), "# x\nz\n")


class TestBrokenDocuments:
    def test_intact_part(self) -> None:
        check_edit("a: 1\nb: [1, 2\nc: 3\n", SetValue(("a",), 2), "a: 2\nb: [1, 2\nc: 3\n")
        check_edit("a:\n  - x\nb\nc: 3\n", InsertItem(("a", 1), "z"), "a:\n  - x\n  - z\nb\nc: 3\n")
        check_edit('a: 1\nb: "x\nc: 3\n', Remove(("a",)), 'b: "x\nc: 3\n')


class TestRefusals:
    @pytest.mark.parametrize(
        ("before", "operation", "message"),
        [
            ("a: 1\n", SetValue(("b", "c"), 1), "nothing at /b"),
            ("a: 1\n", InsertItem(("a", 0), 1), "/a is no array"),
            ("a: &x [1]\nb: *x\n", InsertItem(("b", 0), 1), "alias"),
            ("a: &x 1\nb: *x\n", Remove(("a",)), "cannot be written"),
            ("a: &x 1\nb: *x\n", SetValue(("a",), 2), "cannot be written"),
        ],
    )
    def test_message(self, before: str, operation: Operation, message: str) -> None:
        with pytest.raises(EditError, match=message):
            edit("yaml", before, operation)

    def test_tag_goes_with_its_value(self) -> None:
        check_edit("a: !!str 1\nb: [!x y]\n", [SetValue(("a",), 2), SetValue(("b", 0), 3)], "a: 2\nb: [3]\n")
        check_edit("a: !!str 1\n", SetValue(("a",), ["x"]), "a:\n  - x\n")
        check_edit("!!str 1\n", SetValue((), 2), "2\n")

    def test_tag_of_a_string_stays_with_another_string(self) -> None:
        check_edit(
            'a: !!str "x"\nb: [!!str x]\n',
            [SetValue(("a",), "z"), SetValue(("b", 0), "z")],
            'a: !!str "z"\nb: [!!str z]\n',
        )
        check_edit("!!str x\n", SetValue((), "z"), "!!str z\n")

    def test_explicit_keys(self) -> None:
        check_edit(
            "? a\n: b\n? c\n: d\n", [SetValue(("a",), 1), Remove(("c",)), SetValue(("e",), 2)], "? a\n: 1\ne: 2\n"
        )
        check_edit("{a: 1, ? b : 2, ? c : 3}", [Remove(("a",)), Remove(("b",))], "{? c : 3}")

    def test_alias_itself_can_be_replaced(self) -> None:
        check_edit("a: &x [1]\nb: *x\nc: *x\n", [SetValue(("b",), 2), Remove(("c",))], "a: &x [1]\nb: 2\n")


KEYS = st.text(st.sampled_from("ab0y-: #\"'é\n"), max_size=3)
STRINGS = st.one_of(
    st.text(st.sampled_from("ab01y-:,[]{} #\"'é\n\t&*!|>%@\\\u2028\x85🎬"), max_size=6),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
    st.sampled_from(["01", "yes", "null", "2025-01-05", "1e3", "src/a.py:10", "word", "some words"]),
)
SCALARS: st.SearchStrategy[Value] = st.one_of(st.none(), st.booleans(), st.integers(-1000, 1000), st.floats(), STRINGS)
VALUES: st.SearchStrategy[Value] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


class Indented(yaml.SafeDumper):
    """Indents the dashes below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


@st.composite
def dumps(draw: st.DrawFn) -> str:
    """A text as a program would write it, in one of many styles."""
    text: str = yaml.dump(
        draw(VALUES),
        Dumper=draw(st.sampled_from([yaml.SafeDumper, Indented])),
        indent=draw(st.sampled_from([2, 3, 4])),
        width=draw(st.sampled_from([10, 80])),
        allow_unicode=draw(st.booleans()),
        default_flow_style=draw(st.sampled_from([False, None, True])),
        default_style=draw(st.sampled_from([None, None, None, '"', "'", "|", ">"])),
        explicit_start=draw(st.booleans()),
        line_break=draw(st.sampled_from(["\n", "\r\n"])),
    )
    return text


TEMPLATE = re.compile(r"[ABCDEFGH]")
TEMPLATES = [
    """\
# head

a: A # a
b:   # b
  # above c
  c: B

  d: C  # d
# above e
e:
- D # one

# above two
- E
f: [F, G] # f
# end
""",
    """\
a:
    # above x
    - x: A # x
      # above y
      y: B
    - C
    # last
b: |
    C

    D # no comment

# above c
c: >+ # folded
    E

d: {x: F, y: G} # d
""",
    """\
- A # a
- - B # b
  # above c
  - C
-
  # above x
  x: D # x
-   y: E
    z: F # z
- [
    G, # g
    # above h
    H # h
  ]
# end
""",
    """\
a: {
  b: A, # b
  c: [B, C], # c
} # a
d:
f: # f

  - # g
    D
  -
  - E
""",
]


@st.composite
def commented(draw: st.DrawFn) -> str:
    """A text with comments, as a person would write it."""
    scalars = st.sampled_from(["1", "word", "two words", "'single'", '"double"', "true", "null", '"01"'])
    text = TEMPLATE.sub(lambda _: draw(scalars), draw(st.sampled_from(TEMPLATES)))
    if draw(st.booleans()):
        text = text.rstrip("\n")
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))


def is_same(first: Value, second: Value) -> bool:
    return json.dumps(first) == json.dumps(second)


@settings(max_examples=800, deadline=None)
@given(st.one_of(dumps(), commented()), st.data())
def test_text_after_operations_stands_for_the_value_after_them(before: str, data: st.DataObject) -> None:
    document = Document(Text(before), "yaml")
    assume(not document.problems)
    operations = data.draw(st.lists(operations_on(document.value, VALUES, KEYS), min_size=1, max_size=5))
    try:
        edits = edits_for(document, operations)
    except EditError as error:
        assume("already" not in str(error))
        raise
    after = Document(Text(apply_edits(before, edits)), "yaml")
    assert not after.problems
    assert is_same(after.value, apply_operations(document.value, operations))


@settings(max_examples=500, deadline=None)
@given(st.one_of(dumps(), commented()), st.data())
def test_nothing_else_is_touched(before: str, data: st.DataObject) -> None:
    document = Document(Text(before), "yaml")
    assume(not document.problems)
    operation = data.draw(operations_on(document.value, VALUES, KEYS))
    check_untouched(document, operation, edits_for(document, [operation]))


@settings(max_examples=500, deadline=None)
@given(commented(), st.data())
def test_comments_stay(before: str, data: st.DataObject) -> None:
    document = Document(Text(before), "yaml")
    operation = data.draw(operations_on(document.value, SCALARS, KEYS))
    assert not isinstance(operation, ReplaceSpan)
    assume(operation.pointer)
    edits = edits_for(document, [operation])
    member, node = document.member(operation.pointer), document.node(operation.pointer)
    parent = document.node(operation.pointer[:-1])
    is_inside = range(0)
    if node is not None and not isinstance(operation, InsertItem):
        start = member.key_start if member else node.start
        if not member and parent and not parent.flow:
            start = before.rindex("-", 0, node.start + 1)
        is_inside = range(start, document.text.line_span(document.text.line_at(node.end))[1] + 1)
    for match in re.finditer(r"# (?!no comment)[^\r\n]*", before):
        if match.start() not in is_inside:
            assert not any(edit.start < match.end() and edit.end > match.start() for edit in edits)


@settings(max_examples=300, deadline=None)
@given(st.one_of(dumps(), commented()), VALUES)
def test_whole_value_by_difference(before: str, new: Value) -> None:
    assume(not Document(Text(before), "yaml").problems)
    assert is_same(Document(Text(edit("yaml", before, SetValue((), new))), "yaml").value, new)


@settings(max_examples=300, deadline=None)
@given(STRINGS, st.sampled_from(["- a\n", "- 'a'\n", '- "a"\n', "[a]", "['a']", "a: 1\n", "{a: 1}"]))
def test_strings_are_the_same_for_readers_of_yaml_1_1(text: str, before: str) -> None:
    root = Document(Text(before), "yaml").root
    operation: Operation = SetValue((0,), text) if root.items else RenameKey(("a",), text)
    loaded: Any = yaml.safe_load(edit("yaml", before, operation))
    assert (loaded[0] if root.items else next(iter(loaded))) == text


@settings(max_examples=300, deadline=None)
@given(st.one_of(dumps(), commented()), st.data())
def test_broken_text_is_edited_or_refused(before: str, data: st.DataObject) -> None:
    start, length = data.draw(st.integers(0, len(before))), data.draw(st.integers(0, 4))
    junk = data.draw(st.sampled_from(["", ",", '"', "'", "{", "]", "- ", ": ", "\n", "&a ", "*a", "\t"]))
    document = Document(Text(before[:start] + junk + before[start + length :]), "yaml")
    operations = data.draw(st.lists(operations_on(document.value, VALUES, KEYS), min_size=1, max_size=3))
    try:
        edits = edits_for(document, operations)
    except EditError:
        return
    apply_edits(document.text.string, edits)
