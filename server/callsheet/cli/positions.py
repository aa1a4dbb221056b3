"""Where a place of a text is seen."""

from __future__ import annotations

from callsheet.text import Encoding, Position, Text

_BYTE_ORDER_MARK = "\ufeff"


def shown_position(text: Text, offset: int) -> Position:
    """Where an editor shows an offset (both numbers 0-based, columns in code points): it hides a byte order mark."""
    position = text.position_at(offset, Encoding.UTF32)
    return position._replace(character=max(position.character - mark_in_line(text, position.line), 0))


def mark_in_line(text: Text, line: int) -> int:
    """How many characters of a 0-based line are a byte order mark: 1 in the first one, if it has one."""
    return int(line == 0 and text.string.startswith(_BYTE_ORDER_MARK))
