"""The standards that generated subtasks refer to."""

from __future__ import annotations

import random

from bench.words import WORDS, sentence, title

STANDARDS = ".opencode/context/core/standards"

STANDARD_COUNT = 20
STANDARD_LINES = 240
"""How long each of them is."""


def standard_path(number: int) -> str:
    """The file of a standard (from 1), relative to the root."""
    return f"{STANDARDS}/{WORDS.standards[(number - 1) % len(WORDS.standards)]}-{number:02d}.md"


def standard(number: int) -> str:
    """The text of a standard."""
    choice = random.Random(number)
    lines = [f"# {title(choice)}", ""]
    while len(lines) < STANDARD_LINES:
        lines += [f"## {title(choice)}", "", *(f"- {sentence(choice)}" for _ in range(7)), ""]
    return "\n".join(lines[:STANDARD_LINES]) + "\n"
