"""Words for people."""

from __future__ import annotations

from collections.abc import Sequence


def listing(words: Sequence[str]) -> str:
    """Some words as a sentence lists them: `a`, `a and b`, `a, b and c`; empty for none."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
