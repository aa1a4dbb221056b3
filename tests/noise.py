"""Texts as they are when something has gone wrong with them."""

from __future__ import annotations

from hypothesis import strategies as st


@st.composite
def garbled(draw: st.DrawFn, text: str) -> str:
    """A text in which a few pieces have been replaced by noise."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(start + 20, len(text))))
        noise = draw(st.text("\"'{}[]:,-# \t\r\n\\a0é😀@/|>&*!\ud800$~%", max_size=4))
        text = text[:start] + noise + text[end:]
    return text
