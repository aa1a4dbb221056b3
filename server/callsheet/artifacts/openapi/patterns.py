"""Regular expressions as ECMA 262 has them: whether one is certainly broken, and how the validator can take it."""

from __future__ import annotations

import re
from functools import lru_cache

_TOKEN = re.compile(
    r"(?P<escape>\\.)|(?P<class>\[(?:\\.|[^\]\\])*\])|(?P<open>\((?:\?(?:[:=!]|<[=!]|P?<[^>]*>))?)|(?P<close>\))"
    r"|(?P<quantifier>[*+?]|\{[0-9]+(?:,[0-9]*)?\})|(?P<alternative>\|)|(?P<broken>[\[\\])|(?P<character>.)",
    re.DOTALL,
)
_HYPHEN_BEHIND_CLASS = re.compile(r"(\\[dDsSwW])-")
_HYPHEN_BEFORE_CLASS = re.compile(r"(?<!\\)-(?=\\[dDsSwW])")


def is_pattern(text: str) -> bool:
    """Whether a text may be a regular expression.

    It is none if brackets or parentheses are not balanced, a quantifier has nothing before it, or a backslash nothing
    behind it. All else some engine takes, such as `[\\w-.]` every browser.
    """
    depth, has_before = 0, False
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "broken" or (kind == "quantifier" and not has_before):
            return False
        depth += (kind == "open") - (kind == "close")
        if depth < 0:
            return False
        has_before = kind not in ("open", "alternative")
    return depth == 0


@lru_cache(maxsize=1024)
def compilable(pattern: str) -> str | None:
    """A regular expression as the validator can compile it; None if it cannot.

    The validator refuses a hyphen beside a class of characters (`[\\w-.]`), which ECMA 262 takes for itself.
    """
    escaped = _HYPHEN_BEFORE_CLASS.sub(r"\\-", _HYPHEN_BEHIND_CLASS.sub(r"\1\\-", pattern))
    return next((text for text in (pattern, escaped) if _compiles(text)), None)


def _compiles(pattern: str) -> bool:
    import jsonschema_rs

    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern}, offline=True)
    except ValueError:
        return False
    return True
