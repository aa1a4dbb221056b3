"""The numbers by which decision records go: `ADR-002`, `002-use-events`, `002. Use events`."""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBERED = re.compile(
    r"""
    \s*
    (?: ADR [\s_-]* (?P<marked>[0-9]+) (?! \w | \.\w )  # ADR-002, adr 2: Use events
      | (?P<bare>[0-9]+)
        (?: \s* $  # 002
          | \s* [.:)] (?=\s|$)  # 002. Use events
          | \s+ [-–—] (?=\s|$)  # 002 - Use events
          | - (?=\S+$)  # 002-use-events
        )
    )
    [\s.:)–—-]*
    """,
    re.IGNORECASE | re.VERBOSE,
)


MENTIONED_RECORD = re.compile(r"(?<![\w/])(?<!\]\()ADR[\s_-]*[0-9]+(?!\w)", re.IGNORECASE)
"""A record that is named in a text, `ADR-002`; not what begins the address of a link in Markdown."""


class RecordNumber(NamedTuple):
    """The number with which a text begins that names a record. Offsets are code points."""

    digits: str
    """As written."""
    start: int
    """Where the digits begin."""
    rest: str
    """What stands behind the number and the marks that set it off: a title, a slug or nothing."""


def record_number(text: str) -> RecordNumber | None:
    """The number in a record's title, file name or id; None where a text begins with none, as `24 hours` does not."""
    match = _NUMBERED.match(text)
    if match is None:
        return None
    group = "bare" if match["marked"] is None else "marked"
    return RecordNumber(match[group], match.start(group), text[match.end() :])


def normal_number(digits: str) -> str:
    """Digits in the form in which equal numbers are equal."""
    return digits.lstrip("0") or "0"


def as_wide(old: str, digits: str) -> str:
    """A number with as many digits as another one at least."""
    return normal_number(digits).zfill(len(old))


def with_number(written: str, digits: str) -> str:
    """What names a record, with another number, which is as wide as the old one at least; itself, if it has none."""
    number = record_number(written)
    if number is None:
        return written
    end = number.start + len(number.digits)
    return f"{written[: number.start]}{as_wide(number.digits, digits)}{written[end:]}"
