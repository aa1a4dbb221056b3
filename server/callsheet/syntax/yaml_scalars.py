"""What the scalars of YAML stand for: the core schema of YAML 1.2 (section 10.3), and how to quote what is no string."""

from __future__ import annotations

import math
import re

from callsheet.syntax.tree import Kind, Value

_CONSTANTS: dict[str, tuple[Kind, Value]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), ("null", None)),
    **dict.fromkeys(("true", "True", "TRUE"), ("boolean", True)),
    **dict.fromkeys(("false", "False", "FALSE"), ("boolean", False)),
}
_NUMBER = re.compile(
    r"""(?P<decimal>[-+]?[0-9]+)
      | 0o(?P<octal>[0-7]+)
      | 0x(?P<hexadecimal>[0-9a-fA-F]+)
      | (?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)
      | (?P<infinity>[-+]?\.(?:inf|Inf|INF))
      | (?P<no_number>\.(?:nan|NaN|NAN))""",
    re.VERBOSE,
)
_FIRST_OF_NUMBER = frozenset("+-.0123456789")
_MAX_DIGITS = 4000
"""Python refuses to convert more than 4300 digits to an integer, and an integer of more digits to text."""

_CORE = "tag:yaml.org,2002:"
_EXPECTED = {
    "null": "null",
    "bool": "true or false",
    "int": "an integer",
    "float": "a number",
}


def resolve_plain(text: str) -> tuple[Kind, Value]:
    """The kind and value of a scalar that is written without quotes."""
    found = _CONSTANTS.get(text)
    if found is not None:
        return found
    if text[0] in _FIRST_OF_NUMBER:
        match = _NUMBER.fullmatch(text)
        if match is not None:
            return "number", _number(match)
    return "string", text


def _number(match: re.Match[str]) -> int | float:
    text = match.group()
    if match.lastgroup == "decimal":
        return int(text) if len(text) <= _MAX_DIGITS else float(text)
    if match.lastgroup == "float":
        return float(text)
    if match.lastgroup == "infinity":
        return -math.inf if text[0] == "-" else math.inf
    if match.lastgroup == "no_number":
        return math.nan
    digits = text[2:]
    return int(digits, 8 if match.lastgroup == "octal" else 16) if len(digits) <= _MAX_DIGITS // 2 else math.inf


def resolve_tagged(text: str, tag: str, is_plain: bool) -> tuple[Kind, Value, str | None]:
    """The kind and value of a scalar with a tag, and what its tag asks for where the text is something else.

    A tag that is not of the core schema changes nothing.
    """
    if tag in ("!", _CORE + "str"):
        return "string", text, None
    name = tag[len(_CORE) :] if tag.startswith(_CORE) else ""
    kind, value = resolve_plain(text) if is_plain or name in _EXPECTED else ("string", text)
    if name == "float" and isinstance(value, int) and not isinstance(value, bool):
        return "number", float(text) if text[1:2] not in ("o", "x") else value, None
    fits = {
        "null": kind == "null",
        "bool": kind == "boolean",
        "int": isinstance(value, int) and kind == "number",
        "float": kind == "number",
    }.get(name, True)
    if fits:
        return kind, value, None
    return "string", text, f"expected {_EXPECTED[name]} after !!{name}"


def quote(text: str) -> str:
    """A text of one line as a quoted scalar, in double quotes where that needs no escapes."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
