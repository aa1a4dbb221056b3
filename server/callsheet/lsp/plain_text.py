"""Markdown as plain text, for clients that show no Markdown."""

from __future__ import annotations

import re

_LITERAL = re.compile(
    r"""
      ^(?P<fence>`{3,}|~{3,})[^\n]*\n(?P<block>.*?)^(?P=fence)[ \t]*$\n?
    | \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<marks>`+)(?P<code>(?:.(?!\n\n))+?)(?P=marks)(?!`)
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
"""What is to be shown as it is: a block of code, an escaped character, code in a line."""

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

    def keep(match: re.Match[str]) -> str:
        """Put text out of the reach of what follows; a private character with its number stands for it."""
        code = match["code"]
        kept.append(match["block"] or match["escaped"] or (code and (code.strip() or code)) or "")
        return f"\ue000{len(kept) - 1}\ue001"

    text = _LITERAL.sub(keep, re.sub("[\ue000\ue001]", "", markdown))
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    text = re.sub("\ue000([0-9]+)\ue001", lambda match: kept[int(match[1])], text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
