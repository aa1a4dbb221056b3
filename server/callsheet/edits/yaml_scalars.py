"""Scalars as YAML writes them: plain where every reader takes them for the same string, else quoted."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from typing import Literal, TypeAlias

import yaml
from yaml.resolver import Resolver

from callsheet.edits.edit_error import EditError
from callsheet.syntax import Value

Quote: TypeAlias = Literal["", "'", '"']
"""The quotation mark around a string; empty for a plain one."""

Sample: TypeAlias = tuple[str, Quote]
"""A string that stands in the document, and its quotation mark there."""

# What YAML 1.2's core schema does not read as a string, and the one-letter truth values of YAML 1.1. The rest of 1.1
# (`yes`, `1_000`, `12:30`, timestamps, `=`, `<<`) PyYAML's own resolver knows.
_NO_STRING = re.compile(
    r"""~ | [nN]ull | NULL | [tT]rue | TRUE | [fF]alse | FALSE | [yYnN]
    | [-+]?[0-9]+ | 0o[0-7]+ | 0x[0-9a-fA-F]+
    | [-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?
    | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN)""",
    re.VERBOSE,
)
_UNPRINTABLE = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NOT_PLAIN_IN_BLOCK = re.compile(r"""[-?:,\[\]{}#&*!|>'"%@`]|\.\.\.|.*(?::(?:\s|$)|\s\#)""", re.DOTALL)
_NOT_PLAIN_IN_FLOW = re.compile(r".*[,\[\]{}?]", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_resolver = Resolver()


def can_be_plain(text: str, *, in_flow: bool) -> bool:
    """Whether a string without quotation marks stays that string, in YAML 1.1 as well as in 1.2."""
    if not text or text != text.strip() or _UNPRINTABLE.search(text):
        return False
    if _NOT_PLAIN_IN_BLOCK.match(text) or (in_flow and _NOT_PLAIN_IN_FLOW.match(text)):
        return False
    return not _NO_STRING.fullmatch(text) and _resolves_to_string(text)


def _resolves_to_string(text: str) -> bool:
    """Whether YAML 1.1 takes plain text for a string."""
    tag: str = _resolver.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return tag == "tag:yaml.org,2002:str"


def quote_of(text: str) -> Quote:
    """The quotation mark that the text of a scalar begins with."""
    return "'" if text.startswith("'") else '"' if text.startswith('"') else ""


def habit(samples: Iterable[Sample], *, in_flow: bool) -> Quote | None:
    """How an author writes strings: what most do that could be plain, else what the last does; None without samples."""
    listed = list(samples)
    free = [quote for text, quote in listed if can_be_plain(text, in_flow=in_flow)]
    if free:
        return max(reversed(free), key=free.count)
    return listed[-1][1] if listed else None


def write_string(text: str, wanted: Quote, otherwise: Quote, *, in_flow: bool) -> str:
    """A string with the wanted quotation mark; with the other one where it cannot be plain as wanted.

    Line breaks and what cannot be printed need escapes, which only the double quotation mark has.
    """
    if not wanted and can_be_plain(text, in_flow=in_flow):
        return text
    if (wanted or otherwise) == "'" and not _UNPRINTABLE.search(text):
        return "'" + text.replace("'", "''") + "'"
    if _SURROGATE.search(text):
        raise EditError("YAML has no way to write half of a surrogate pair")
    escaped = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", escaped)


def write_scalar(value: Value) -> str:
    """A number, a truth value or null."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
        mantissa, exponent_mark, exponent = repr(value).partition("e")
        # YAML 1.1 knows no exponent without a point before it.
        return mantissa + (".0" if exponent_mark and "." not in mantissa else "") + exponent_mark + exponent
    return json.dumps(value)
