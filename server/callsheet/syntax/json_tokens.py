"""The tokens of a JSON text, also of one that is not quite JSON."""

from __future__ import annotations

import json
import re
from typing import Literal, NamedTuple, TypeAlias

from callsheet.syntax.tree import Problem, Repair, Value

TokenKind: TypeAlias = Literal["string", "literal", "word", "{", "}", "[", "]", ":", ",", "end"]


class Token(NamedTuple):
    """A token and its span; `value` is what a string or a literal stands for."""

    kind: TokenKind
    start: int
    end: int
    value: Value = None


_TOKEN = re.compile(
    r"""[ \t\r\n\ufeff]*(?:
      (?P<plain>"[^"\\\x00-\x1f]*")
    | (?P<punctuation>[{}\[\]:,])
    | (?P<literal>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?=[ \t\r\n,:{}\[\]"/]|\Z)
                 |(?:true|false|null)(?=[ \t\r\n,:{}\[\]"/]|\Z))
    | (?P<escaped>"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*")
    | (?P<quote>")
    | (?P<comment>//[^\r\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?)
    | (?P<word>[^ \t\r\n\ufeff,:{}\[\]"]+)
    )""",
    re.VERBOSE,
)
_LITERALS: dict[str, Value] = {"true": True, "false": False, "null": None}
_REST_OF_LINE = re.compile(r'"(?:[^"\\\r\n]|\\[^\r\n])*(?:"|\\?)')
_UNCLOSED_KEY = re.compile(r'"([A-Za-z_$][A-Za-z0-9_$-]*)(?=[ \t]*:)')
# A key or a string at the end of its line that lacks its opening quotation mark: `title": 1`, `"title": Set up",`.
_UNOPENED = re.compile(r'([^"\r\n{}\[\]:,]+)"(?=[ \t]*(?::|[,}\]]*[ \t]*(?:[\r\n]|\Z)))')
_VALUE_GOES_ON = re.compile(r"[^\s,:}\]]")
# A string broken over lines: it goes on as long as the next line does not look like JSON of its own.
_OVER_LINES = re.compile(r'"(?:[^"\\\r\n]|\\[^\r\n]|(?:\r\n|\r|\n)[ \t]*(?![\s"{}\[\]]))*"(?=[ \t]*(?:[,}\]\r\n]|\Z))')
_BAD_IN_STRING = re.compile(r'\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])|(\\u[0-9a-fA-F]{0,3}|\\.|[\x00-\x1f])', re.DOTALL)
_CONTROL = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def tokenize(string: str) -> tuple[list[Token], list[Problem]]:
    """Split a text into tokens, the last of kind `end`; comments are left out and are problems."""
    tokens: list[Token] = []
    problems: list[Problem] = []
    position = 0
    while match := _TOKEN.match(string, position):
        group = match.lastgroup
        start, position = match.span(group or 0)
        if group == "plain" and _swallowed_colon(string, start, position):
            group = "quote"
        if group == "plain":
            tokens.append(Token("string", start, position, string[start + 1 : position - 1]))
        elif group == "punctuation":
            tokens.append(Token(string[start], start, position))  # type: ignore[arg-type]
        elif group == "literal":
            tokens.append(Token("literal", start, position, _literal(string[start:position])))
        elif group == "escaped":
            tokens.append(Token("string", start, position, json.loads(string[start:position])))
        elif group == "quote":
            token = _broken_string(string, start, problems)
            tokens.append(token)
            position = token.end
        elif group == "comment":
            repair = Repair("Remove the comment", start, position, "")
            problems.append(Problem(start, position, "JSON has no comments", repair))
        elif unopened := _UNOPENED.match(string, start):
            position = unopened.end()
            tokens.append(Token("string", start, position, unopened[1]))
            repair = Repair("Open the string", start, start, '"')
            problems.append(Problem(start, position, 'expected an opening quotation mark (")', repair))
        else:
            tokens.append(Token("word", start, position))
    tokens.append(Token("end", len(string), len(string)))
    return tokens, problems


def _swallowed_colon(string: str, start: int, end: int) -> bool:
    """Whether a string is really a key without its closing quotation mark: `"title: "Set up",`."""
    if string[start + 1 : end - 1].rstrip(" \t")[-1:] != ":" or not _UNCLOSED_KEY.match(string, start):
        return False
    return _VALUE_GOES_ON.match(string, end) is not None


def _literal(text: str) -> Value:
    if text in _LITERALS:
        return _LITERALS[text]
    try:
        return int(text)
    except ValueError:  # a fraction or exponent, or more digits than Python converts
        return float(text)


def _broken_string(string: str, start: int, problems: list[Problem]) -> Token:
    """The string that begins at `start` and is not JSON: unclosed, or with something in it that may not stand there."""
    over_lines = _OVER_LINES.match(string, start)
    rest = _REST_OF_LINE.match(string, start)
    assert rest is not None  # it matches any quotation mark
    key = _UNCLOSED_KEY.match(string, start)
    closed = len(rest.group()) > 1 and rest.group().endswith('"') and not _swallowed_colon(string, start, rest.end())
    if not closed and over_lines is None:
        end = key.end() if key else start + len(rest.group().rstrip(" \t,}]"))
        end = max(end, start + 1)
        repair = Repair("Close the string", end, end, '"')
        message = 'expected a closing quotation mark (")'
        problems.append(Problem(start, end, message, repair))
        return Token("string", start, end, string[start + 1 : end])
    end = rest.end() if closed else over_lines.end() if over_lines else rest.end()
    pieces: list[str] = []
    position = start + 1
    for match in _BAD_IN_STRING.finditer(string, position, end - 1):
        pieces.append(string[position : match.start()])
        bad = match.group(1)
        pieces.append(_bad_character(match, problems) if bad else _unescape(match.group()))
        position = match.end()
    pieces.append(string[position : end - 1])
    return Token("string", start, end, "".join(pieces))


def _unescape(escape: str) -> str:
    return str(json.loads(f'"{escape}"'))


def _bad_character(match: re.Match[str], problems: list[Problem]) -> str:
    """Note an invalid escape or a bare control character, and give what was meant."""
    bad = match.group(1)
    start, end = match.span(1)
    if bad.startswith("\\"):
        repair = Repair("Escape the backslash", start, start, "\\")
        problems.append(Problem(start, end, f"{bad} is no escape in JSON; a backslash is written \\\\", repair))
        return bad
    escape = _CONTROL.get(bad, f"\\u{ord(bad):04x}")
    name = {"\n": "a line break", "\r": "a line break", "\t": "a tab"}.get(bad, "a control character")
    repair = Repair(f"Write {escape}", start, end, escape)
    problems.append(Problem(start, end, f"{name} in a string is written {escape}", repair))
    return bad
