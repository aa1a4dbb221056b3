"""What stands, or could stand, at the cursor of a JSON text: also of one that is half typed."""

from __future__ import annotations

import pytest

from callsheet.syntax import Document, Place, Pointer
from callsheet.text import Text


def place(marked: str) -> tuple[Place | None, str]:
    """The place at `<|>`, and the text without it."""
    offset = marked.index("<|>")
    string = marked.replace("<|>", "")
    return Document(Text(string), "json").place_at(offset), string


def check_key(marked: str, parent: Pointer, key: str | None, covers: str = "") -> Place:
    found, string = place(marked)
    assert found is not None
    assert (found.role, found.pointer, found.key) == ("key", parent, key)
    assert string[found.start : found.end] == covers
    return found


def check_value(marked: str, pointer: Pointer, covers: str = "") -> Place:
    found, string = place(marked)
    assert found is not None
    assert (found.role, found.pointer) == ("value", pointer)
    assert string[found.start : found.end] == covers
    return found


@pytest.mark.parametrize("marked", ['{<|>"ab": 1}', '{"a<|>b": 1}', '{"ab"<|>: 1}', '{"ab<|>}', "{ab<|>}", '{"ab<|>"}'])
def test_on_a_key(marked: str) -> None:
    found, string = place(marked)
    assert found is not None
    assert (found.role, found.pointer, found.key) == ("key", (), "ab")
    assert string[found.start : found.end].strip('"}') == "ab"


def test_where_a_key_could_stand() -> None:
    check_key("{<|>}", (), None)
    check_key('{"a": 1, <|>}', (), None)
    check_key('{"o": {"a": 1, <|>}}', ("o",), None)
    check_key('[{"a": 1,\n<|>\n}]', (0,), None)
    check_key('{"a": 1,\n<|>\n"b": 2}', (), None)


def test_commas_that_a_new_key_needs() -> None:
    assert not check_key("{<|>}", (), None).comma_before
    assert check_key('{"a": 1 <|>}', (), None).comma_before
    assert not check_key('{"a": 1, <|>}', (), None).comma_before
    assert check_key('{<|> "a": 1}', (), None).comma_after
    assert not check_key('{<|>, "a": 1}', (), None).comma_after


def test_on_a_value() -> None:
    check_value('{"a": "x<|>y"}', ("a",), '"xy"')
    check_value('{"a": <|>"xy"}', ("a",), '"xy"')
    check_value('{"a": "xy"<|>}', ("a",), '"xy"')
    check_value('{"a": tr<|>ue}', ("a",), "true")
    check_value('{"a": [1, 2<|>3]}', ("a", 1), "23")


def test_where_a_value_could_stand() -> None:
    check_value('{"a":<|>}', ("a",))
    check_value('{"a": <|>}', ("a",))
    check_value('{"a": <|>, "b": 1}', ("a",))
    check_value('{"a": <|>\n "b": 1}', ("a",))
    check_value("<|>", ())
    check_value('{"a": [<|>]}', ("a", 0))
    check_value('{"a": [1, <|>]}', ("a", 1))
    check_value('{"a": [1, <|>, 2]}', ("a", 1))
    check_value('{"a": [<|>, 2]}', ("a", 0))


def test_commas_that_a_new_item_needs() -> None:
    assert check_value("[1 <|>]", (1,)).comma_before
    assert not check_value("[1, <|>]", (1,)).comma_before
    assert check_value("[<|> 1]", (0,)).comma_after
    assert not check_value("[<|> , 1]", (0,)).comma_after


def test_in_unclosed_text() -> None:
    check_value('{"depends_on": ["01", <|>', ("depends_on", 1))
    check_value('{"depends_on": ["<|>', ("depends_on", 0), '"')
    check_value('{"status": "pen<|>\n}', ("status",), '"pen')
    check_key('{"a": 1, "o": {<|>', ("o",), None)


def test_outside_the_root_nothing_stands() -> None:
    assert place('{"a": 1} <|>')[0] is None
    assert place('<|> {"a": 1}')[0] is None
