"""Markdown as plain text, for clients that show no Markdown."""

from __future__ import annotations

import re

_FENCE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n(.*?)^\1[ \t]*$\n?", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(`+)(.+?)\1(?!`)", re.DOTALL)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = (
    (re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),  # a link or picture: its words
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)([*_])(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"^#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^[-*_]{3,}[ \t]*$", re.MULTILINE), ""),
)


def plain_text(markdown: str) -> str:
    """The words of a text without its marks: code as it is, emphasis, headings and links as what they say."""
    kept: list[str] = []

    def keep(text: str) -> str:
        """Put text out of the reach of what follows; a private character with its number stands for it."""
        kept.append(text)
        return f"\ue000{len(kept) - 1}\ue001"

    text = _FENCE.sub(lambda match: keep(match[2]), re.sub("[\ue000\ue001]", "", markdown))
    text = _CODE.sub(lambda match: keep(match[2].strip() or match[2]), text)
    text = _ESCAPE.sub(lambda match: keep(match[1]), text)
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    text = re.sub("\ue000([0-9]+)\ue001", lambda match: kept[int(match[1])], text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
