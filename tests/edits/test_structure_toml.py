"""Structural edits of TOML: what changes, what stays, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.edits import EditError
from callsheet.edits.toml_structure import write_key, write_value
from callsheet.syntax import Document
from callsheet.syntax.operations import InsertItem, Operation, Remove, RenameKey, SetValue
from callsheet.text import Text
from tests.edits.helpers import apply_operations, edit

DOCUMENT = """\
# What we set.
ignore = [
  "legacy/**", # old
  'drafts/**',
]

[rules]
too-long = "of" # soon
'untidy-lines' = 'hint'
x.y = 1
[formatting]
indent = "2"
"""


def check_edit(old: str, new: str, *operations: Operation) -> None:
    """Operations change one line of the document, or take it out, and nothing else."""
    assert edit("toml", DOCUMENT, *operations) == DOCUMENT.replace(old, new)


EDITS: list[tuple[str, str, Operation]] = [
    ('"of"', '"off"', SetValue(("rules", "too-long"), "off")),
    ("'hint'", "'off'", SetValue(("rules", "untidy-lines"), "off")),
    ("'hint'", '"it\'s"', SetValue(("rules", "untidy-lines"), "it's")),
    ('"2"', "2", SetValue(("formatting", "indent"), 2)),
    ('"2"', "true", SetValue(("formatting", "indent"), True)),
    ('"2"', '["2"]', SetValue(("formatting", "indent"), ["2"])),
    ("too-long", "too-short", RenameKey(("rules", "too-long"), "too-short")),
    ("too-long", '"too long"', RenameKey(("rules", "too-long"), "too long")),
    ("'untidy-lines'", "tidy", RenameKey(("rules", "untidy-lines"), "tidy")),
    ("[formatting]", "[format]", RenameKey(("formatting",), "format")),
    ('too-long = "of" # soon\n', "", Remove(("rules", "too-long"))),
    ('indent = "2"\n', "", Remove(("formatting", "indent"))),
    ("  'drafts/**',\n", "", Remove(("ignore", 1))),
    ('"legacy/**"', '"old/**"', SetValue(("ignore", 0), "old/**")),
    ("  'drafts/**',\n", "  'drafts/**',\n  \"x/**\",\n", InsertItem(("ignore", 2), "x/**")),
]


@pytest.mark.parametrize(("old", "new", "operation"), EDITS)
def test_an_edit_changes_only_its_place(old: str, new: str, operation: Operation) -> None:
    check_edit(old, new, operation)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_lines_of_a_setting_go_with_it(newline: str) -> None:
    before = newline.join(["a = [", "  1,", "] # all", "b = 2"])
    assert edit("toml", before, Remove(("a",))) == "b = 2"
    assert edit("toml", before, Remove(("b",))) == newline.join(["a = [", "  1,", "] # all", ""])


def test_a_missing_value_is_put_in() -> None:
    assert edit("toml", "a =\nb = 1", SetValue(("a",), "x")) == 'a = "x"\nb = 1'
    assert edit("toml", "a = # x\nb = 1", SetValue(("a",), 2)) == "a = 2 # x\nb = 1"


def test_inline_tables() -> None:
    before = "a = { b = 1, c.d = 2 }"
    assert edit("toml", before, SetValue(("a", "e"), "x")) == 'a = { b = 1, c.d = 2, e = "x" }'
    assert edit("toml", before, Remove(("a", "b"))) == "a = { c.d = 2 }"


@pytest.mark.parametrize(
    "operation",
    [
        SetValue(("rules",), {"too-long": "off"}),
        SetValue(("rules", "new"), "off"),
        SetValue(("context",), {}),
        SetValue(("rules", "too-long"), None),
        SetValue(("rules", "too-long"), "\ud800"),
        Remove(("rules",)),
        Remove(("rules", "x", "y")),
        RenameKey(("rules", "too-long"), "untidy-lines"),
    ],
)
def test_what_cannot_be_written_is_refused(operation: Operation) -> None:
    with pytest.raises(EditError):
        edit("toml", DOCUMENT, operation)


def test_a_table_with_two_headers_is_not_renamed_by_halves() -> None:
    with pytest.raises(EditError):
        edit("toml", "[a]\nb = 1\n[a.c]\nd = 1\n", RenameKey(("a",), "z"))


NAMES = st.text("ab-é \"'", min_size=1, max_size=4)
SCALARS = st.text("ab\"'\\\n\té\x7f", max_size=5) | st.integers() | st.booleans() | st.floats(allow_nan=False)
ROOTS = st.dictionaries(NAMES, SCALARS | st.lists(SCALARS, max_size=3), min_size=1, max_size=4)


@given(st.data(), ROOTS)
def test_an_edit_gives_what_the_operation_says(data: st.DataObject, value: dict[str, Any]) -> None:
    string = "".join(
        f"{write_key(key)} = {write_value(item)} # {number}\n" for number, (key, item) in enumerate(value.items())
    )
    key = data.draw(st.sampled_from(list(value)))
    new_key = data.draw(NAMES.filter(lambda name: name not in value))
    operations: list[Operation] = [SetValue((key,), data.draw(SCALARS)), Remove((key,)), RenameKey((key,), new_key)]
    operation = data.draw(st.sampled_from(operations))
    changed = edit("toml", string, operation)
    document = Document(Text(changed), "toml")
    assert document.problems == []
    assert document.value == apply_operations(value, [operation])
    assert changed.count("#") == string.count("#") - isinstance(operation, Remove)
