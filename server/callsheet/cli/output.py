"""What standard output is told, and how: colours, widths, characters that must not reach a terminal, JSON."""

from __future__ import annotations

import enum
import errno
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

from callsheet.cli.ending import ExitStatus, Failure, fall_silent


class Format(str, enum.Enum):
    """What `--format` can be."""

    TEXT = "text"
    JSON = "json"


class Style(str, enum.Enum):
    """How text can look; the values are ANSI's parameters. The colours are those of the terminal's theme."""

    BOLD = "1"
    DIM = "2"
    RED = "31"
    GREEN = "32"
    YELLOW = "33"
    BLUE = "34"
    CYAN = "36"


SEVERITY_STYLES: Mapping[str, Style] = {
    "error": Style.RED,
    "warning": Style.YELLOW,
    "information": Style.BLUE,
    "hint": Style.CYAN,
}
"""How severities are shown, by their labels."""


@dataclass(frozen=True)
class Screen:
    """What text is laid out for."""

    width: int | None = None
    """How many columns a person sees; None where nobody looks at it directly, so lines are as long as they are."""
    has_colour: bool = False

    @classmethod
    def of(cls, stream: TextIO | None) -> Screen:
        """What stands behind a stream."""
        is_terminal = _is_terminal(stream)
        has_colour = _wants_colour(is_terminal)
        if is_terminal:
            _enable_ansi(stream)
        return cls(_terminal_width() if is_terminal else None, has_colour)

    def paint(self, text: str, *styles: Style) -> str:
        """The text in a style, where there are colours."""
        if not self.has_colour or not text or not styles:
            return text
        return f"\x1b[{';'.join(style.value for style in styles)}m{text}\x1b[0m"


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at a stream; a dumb terminal is a program that reads lines, such as Emacs."""
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def _wants_colour(is_terminal: bool) -> bool:
    """Whether text is coloured: no-color.org and force-color.org, of which the first wins."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal


def _terminal_width() -> int:
    import shutil

    return max(shutil.get_terminal_size().columns, 40)


def _enable_ansi(stream: TextIO | None) -> None:
    """Let Windows' console understand escape sequences, of which colours are only some; newer terminals do anyway."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.GetStdHandle(-12 if stream is sys.stderr else -11)
        kernel.SetConsoleMode(handle, 7)  # the two usual modes, and ANSI's


def emit(text: str) -> bool:
    """Write to standard output. A reader that has gone away (`callsheet check | head`) is no failure.

    Gives whether it was written: not where nobody reads.
    """
    return _write(lambda stream: stream.write(text))


def emit_bytes(data: bytes) -> None:
    """Write to standard output what is to arrive there byte by byte, such as a file's content or a patch."""
    _write(lambda stream: stream.buffer.write(data))


def _write(write: Callable[[TextIO], object]) -> bool:
    stream = sys.stdout
    try:
        write(stream)
        stream.flush()
    except OSError as error:
        fall_silent(stream)
        is_gone = isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)
        if not is_gone:  # Windows says EINVAL of a pipe without a reader
            raise Failure(f"cannot write the output: {error.strerror}", ExitStatus.UNWRITABLE) from error
        return False
    return True


def emit_exactly(text: str) -> None:
    """Write what programs read to standard output, in UTF-8 whatever the locale says.

    A lone surrogate, which UTF-8 cannot hold, becomes `\\udXXX`: that is how JSON writes it.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    emit(text)


def to_json(value: Any) -> str:
    """A value as JSON in one line."""
    return json.dumps(value, ensure_ascii=False)


def json_lines(values: Iterable[Any], indent: str = "") -> str:
    """A list as JSON with an item a line: short enough to look through, and every line says all of its item."""
    lines = [f"{indent}  {to_json(value)}" for value in values]
    return "[\n" + ",\n".join(lines) + f"\n{indent}]" if lines else "[]"


_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """The text on one line with its control characters written out: a file's content must not steer the terminal."""
    return _UNSAFE.sub(lambda match: match.group().encode("unicode_escape").decode(), text)


def width_of(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    import unicodedata

    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def cut(text: str, width: int | None, *, at_start: bool = False) -> str:
    """The text, cut at its end (or at its start) to a number of columns where it takes more."""
    if width is None or width_of(text) <= width:
        return text
    room = width - 1
    kept = 0
    for character in reversed(text) if at_start else text:
        room -= _columns(character)
        if room < 0:
            break
        kept += 1
    return f"…{text[len(text) - kept :]}" if at_start else f"{text[:kept]}…"


def fold(text: str, width: int | None, indent: str) -> str:
    """The text indented, and broken between words into lines of a width."""
    if width is None or len(indent) + width_of(text) <= width:
        return indent + text
    import textwrap

    return textwrap.fill(
        text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
