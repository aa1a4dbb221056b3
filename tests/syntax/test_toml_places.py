"""What stands or could stand at an offset of a TOML text, in the states of typing."""

from __future__ import annotations

import pytest

from callsheet.syntax import Document, Pointer
from callsheet.text import Text

CURSOR = "<|>"

KEYS: list[tuple[str, Pointer, str | None]] = [
    ("<|>", (), None),
    ("ru<|>les", (), "rules"),
    ("[<|>", (), None),
    ("[ru<|>", (), "ru"),
    ("[rules<|>]", (), "rules"),
    ("[patterns.<|>]", ("patterns",), None),
    ("[patterns.ta<|>]\ntask = 1", ("patterns",), "ta"),
    ("[rules]\n<|>", ("rules",), None),
    ("[rules]\n  <|>\nb = 1", ("rules",), None),
    ("[rules]\r\ntoo<|>\r\n", ("rules",), "too"),
    ("[rules]\nto<|>o-long = 1", ("rules",), "too-long"),
    ('[rules]\n"too<|>-long" = 1', ("rules",), "too-long"),
    ("rules.<|>", ("rules",), None),
    ("rules.to<|>o = 1", ("rules",), "too"),
    ("rules = { <|> }", ("rules",), None),
    ("rules = { a = 1, b<|> = 2 }", ("rules",), "b"),
    ("rules = { a.b<|> = 2 }", ("rules", "a"), "b"),
    ("[[a]]\n[[a]]\n<|>", ("a", 1), None),
    ("[[a]]\n[a.b]\nc<|> = 1", ("a", 0, "b"), "c"),
    ("a = 1\n[a]\nb<|> = 1", ("a",), "b"),
]


@pytest.mark.parametrize(("text", "pointer", "key"), KEYS)
def test_a_key(text: str, pointer: Pointer, key: str | None) -> None:
    place = Document(Text(text.replace(CURSOR, "")), "toml").place_at(text.index(CURSOR))
    assert place is not None
    assert (place.role, place.pointer, place.key) == ("key", pointer, key)


VALUES: list[tuple[str, Pointer, str]] = [
    ("a =<|>", ("a",), ""),
    ("a = <|>", ("a",), ""),
    ("a = <|> # soon", ("a",), ""),
    ("a = o<|>ff", ("a",), "off"),
    ('a = "<|>', ("a",), '"'),
    ('a = "o<|>ff"', ("a",), '"off"'),
    ("[t]\na = 'o<|>' # why", ("t", "a"), "'o'"),
    ("a.b = tr<|>ue", ("a", "b"), "true"),
    ("a = [<|>]", ("a", 0), ""),
    ("a = [1, <|>]", ("a", 1), ""),
    ("a = [1, <|>2]", ("a", 1), "2"),
    ('a = ["x", "y<|>"]', ("a", 1), '"y"'),
    ("a = [\n  1, # one\n  <|>\n]", ("a", 1), ""),
    ("a = [\n  <|>\n[rules]\n", ("a", 0), ""),
    ("a = [[1], [<|>]]", ("a", 1, 0), ""),
    ("a = { b = <|> }", ("a", "b"), ""),
    ("a = { b = 1, c.d = tr<|> }", ("a", "c", "d"), "tr"),
    ("[[a]]\n[[a]]\nb = <|>", ("a", 1, "b"), ""),
]


@pytest.mark.parametrize(("text", "pointer", "written"), VALUES)
def test_a_value(text: str, pointer: Pointer, written: str) -> None:
    string = text.replace(CURSOR, "")
    place = Document(Text(string), "toml").place_at(text.index(CURSOR))
    assert place is not None
    assert (place.role, place.pointer, string[place.start : place.end]) == ("value", pointer, written)


@pytest.mark.parametrize(
    "text",
    [
        "# <|>",
        "a = 1 # <|>",
        "a = 1 <|>",
        "a = [ # <|>\n]",
        "a = [1] <|>",
        "[rules] <|>",
        "<|> a = 1",
    ],
)
def test_nothing(text: str) -> None:
    assert Document(Text(text.replace(CURSOR, "")), "toml").place_at(text.index(CURSOR)) is None


def test_commas_that_lack() -> None:
    before = Document(Text('a = ["x" ]'), "toml").place_at(9)
    after = Document(Text('a = [ "x"]'), "toml").place_at(5)
    assert before is not None
    assert after is not None
    assert (before.comma_before, before.comma_after) == (True, False)
    assert (after.comma_before, after.comma_after) == (False, True)


def test_what_is_too_long_has_no_places() -> None:
    assert Document(Text("# long\n" * 400_000), "toml").place_at(3) is None
