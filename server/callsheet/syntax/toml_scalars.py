"""Strings, numbers, booleans and dates of TOML: what is written, and what it stands for."""

from __future__ import annotations

import re
from datetime import date

from callsheet.syntax.tree import Kind, Node, Problem, Repair, Value

_STRINGS = {
    '"': re.compile(r'"((?:[^"\\\r\n]|\\[^\r\n]|\\(?=[\r\n]|\Z))*)("?)'),
    "'": re.compile(r"'([^'\r\n]*)('?)"),
    '"""': re.compile(r'"""((?:[^"\\]|\\.|\\\Z|"{1,2}(?!"))*)("{3,5}|)', re.DOTALL),
    "'''": re.compile(r"'''((?:[^']|'{1,2}(?!'))*)('{3,5}|)", re.DOTALL),
}
"""Strings by their opening mark: the content, and the closing mark or nothing."""

_LITERAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:][^\s,\[\]{}#]*|[^\s,\]}#]+")
_INTEGER = re.compile(r"[+-]?(?:0|[1-9](?:_?[0-9])*)")
_FLOAT = re.compile(r"[+-]?(?:(?:0|[1-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?|inf|nan)")
_WITH_BASE = re.compile(r"0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|b[01](?:_?[01])*|o[0-7](?:_?[0-7])*)")
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
_DATE_OR_TIME = re.compile(
    rf"(?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?:[Tt ]{_TIME}(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?)?|{_TIME}"
)
_MOST_DIGITS = 4000
"""How many digits an integer may have; Python reads no more than 4,300."""

_ESCAPE = re.compile(
    r"""\\(?:
      u(?P<short>[0-9a-fA-F]{4}) | U(?P<long>[0-9a-fA-F]{8}) | (?P<plain>["\\bfnrt])
    | (?P<fold>[ \t]*(?:\r?\n[ \t\r\n]*|\Z)) | (?P<bad>.)
    )""",
    re.VERBOSE | re.DOTALL,
)
_PLAIN_ESCAPES = {'"': '"', "\\": "\\", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def read_string(string: str, start: int) -> tuple[Node, Problem | None]:
    """The string that begins with a quotation mark at an offset; one that is not closed ends where its line does."""
    mark = string[start] * 3 if string.startswith(string[start] * 3, start) else string[start]
    match = _STRINGS[mark].match(string, start)
    assert match  # whatever stands behind the mark
    content, closing = match[1], match[2]
    over_lines = len(mark) == 3
    if over_lines:
        content = re.sub(r"\A\r?\n", "", content) + closing[3:]
        content = content.replace("\r\n", "\n")
    value, problem = _unescaped(content, match.start(1), over_lines) if mark[0] == '"' else (content, None)
    end = match.end()
    if closing:
        return Node("string", start, end, value), problem
    message = f"expected a closing quotation mark ({mark})"
    repair = None if over_lines else Repair("Add the closing quotation mark", end, end, mark)
    return Node("string", start, end, value, closed=False), Problem(start, end, message, repair)


def _unescaped(content: str, start: int, over_lines: bool) -> tuple[str, Problem | None]:
    """What a string stands for, and what is wrong with the first of its escapes that is none."""
    problem: Problem | None = None

    def meant(match: re.Match[str]) -> str:
        nonlocal problem
        digits = match["short"] or match["long"]
        if match["plain"]:
            return _PLAIN_ESCAPES[match["plain"]]
        if match["fold"] is not None and over_lines:
            return ""
        code = int(digits, 16) if digits else -1
        if 0 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF:
            return chr(code)
        if problem is None:
            message = f"{match.group().strip()} is no escape in TOML; a backslash is written \\\\"
            at = start + match.start()
            problem = Problem(at, at + len(match.group()), message, Repair("Double the backslash", at, at, "\\"))
        return match.group()

    return (_ESCAPE.sub(meant, content), problem) if "\\" in content else (content, None)


def read_literal(string: str, start: int) -> tuple[Node, Problem | None]:
    """The number, boolean, date or time at an offset, where no quotation mark or bracket is.

    A date or time is a string, as it is written; so is a word that is no value, with a problem. Nothing at all is missing.
    """
    match = _LITERAL.match(string, start)
    if match is None:
        return Node("missing", start, start, None), None
    text, end = match.group(), match.end()
    known = _meaning(text)
    if known is not None:
        return Node(known[0], start, end, known[1]), None
    lowered = text.lower()
    if lowered in ("true", "false"):
        message, repair = f"TOML writes {lowered}, not {text}", Repair(f"Change to {lowered}", start, end, lowered)
    else:
        message = f'{text} is no value in TOML; a string stands in quotation marks (")'
        repair = Repair("Put it in quotation marks", start, end, _quoted(text))
    return Node("string", start, end, text), Problem(start, end, message, repair)


def _quoted(text: str) -> str:
    """A word between quotation marks; those that it has already are kept."""
    return f"'{text}'" if '"' in text or "\\" in text else f'"{text}"'


def _meaning(text: str) -> tuple[Kind, Value] | None:
    """The kind and the value of a literal; None where it is none."""
    if text in ("true", "false"):
        return "boolean", text == "true"
    if len(text) > _MOST_DIGITS:
        return None
    if _INTEGER.fullmatch(text):
        return "number", int(text)
    if _WITH_BASE.fullmatch(text):
        return "number", int(text, 0)
    if _FLOAT.fullmatch(text):
        return "number", float(text)
    match = _DATE_OR_TIME.fullmatch(text)
    return ("string", text) if match and _is_real(match["date"]) else None


def _is_real(written: str | None) -> bool:
    """Whether a date is in the calendar."""
    try:
        return written is None or bool(date.fromisoformat(written))
    except ValueError:
        return False
