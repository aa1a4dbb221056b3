"""Patterns of paths: how a workspace says where the files of a kind lie.

A pattern is a path relative to the workspace root, `/` separators. `{feature}`, `{context}` and `{seq}` stand for what
the path says of the file, `*` for any part of a name, `**` for any number of folders. The ending may be left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from callsheet.artifacts.kinds import FEATURE_KINDS, MARKDOWN_KINDS, ArtifactKind

DATA_ENDINGS = (".json", ".yaml", ".yml")
"""How the names of JSON and YAML documents end."""

MARKDOWN_ENDINGS = (".md",)
"""How the names of Markdown documents end."""

ARCHIVE = "completed"
"""The name of the folder, beside the features, that holds the archived ones."""

FEATURE = "{feature}"
"""What stands for the name of a feature."""

Step: TypeAlias = "str | re.Pattern[str] | None"
"""A folder of a pattern: its name, what its name must match, or None for any number of folders."""

_PLACEHOLDERS = {"feature": "[^/]+", "context": "[^/]+", "seq": "[0-9]+"}
"""What may stand in braces, and what it matches."""

_TOKEN = re.compile(r"\*+|\{[^{}]*\}|[^*{}]+|[{}]")


@dataclass(frozen=True)
class Pattern:
    """A pattern, ready to be compared with paths and to be looked for on disk."""

    kind: ArtifactKind
    is_archived: bool
    folders: tuple[Step, ...]
    folder: re.Pattern[str]
    """Matches the folder of a file, with a `/` behind it; empty for the root."""
    name: re.Pattern[str]
    """Matches the name of a file."""
    names: tuple[str, ...]
    """The names that a file can have, where there is no choice but that of the ending; else empty."""


def split_pattern(text: str) -> tuple[str, str]:
    """The folder of a pattern and the name of its files, which may lack an ending."""
    folder, _, name = text.rpartition("/")
    return folder, name


def endings_of(kind: ArtifactKind) -> tuple[str, ...]:
    """How the names of a kind's files may end."""
    return MARKDOWN_ENDINGS if kind in MARKDOWN_KINDS else DATA_ENDINGS


def pattern_problem(kind: ArtifactKind, text: str) -> str | None:
    """Why a pattern makes no sense for the files of a kind; None where it does."""
    steps = text.split("/")
    folder, name = split_pattern(text)
    tokens = _TOKEN.findall(text)
    if text.startswith("/") or "\\" in text or re.match("[A-Za-z]:", text):
        return "a path is relative to the root of the workspace, with / between the names"
    if any(step in ("", ".", "..") for step in steps):
        return "each part of a path is a name; `.`, `..` and empty ones are none"
    if "**" in name or any("**" in step and step != "**" for step in steps):
        return "** stands for whole folders, alone between two /"
    for token in tokens:
        if token[0] in "{}" and token[1:-1] not in _PLACEHOLDERS:
            return f"{token} stands for nothing: there are {{feature}}, {{context}} and {{seq}}"
    if any(tokens.count(f"{{{placeholder}}}") > 1 for placeholder in _PLACEHOLDERS):
        return "each of {feature}, {context} and {seq} can stand there once"
    ending = next((ending for ending in (*DATA_ENDINGS, *MARKDOWN_ENDINGS) if name.endswith(ending)), None)
    if ending is not None and ending not in endings_of(kind):
        return f"the files of this kind end in {' or '.join(endings_of(kind))}"
    return _placeholder_problem(kind, folder, name)


def _placeholder_problem(kind: ArtifactKind, folder: str, name: str) -> str | None:
    is_numbered = kind in (ArtifactKind.SUBTASK, ArtifactKind.ADR)
    if kind in FEATURE_KINDS and folder.rpartition("/")[2] != FEATURE:
        return "tasks and subtasks lie in the folder of their feature: .../{feature}/name"
    if is_numbered and "{seq}" not in name:
        return "the name of the file says the number: it needs {seq}"
    if "{seq}" in folder or ("{seq}" in name and not is_numbered):
        return "{seq} belongs into the names of subtasks and decision records"
    return None


def compile_pattern(kind: ArtifactKind, text: str, *, is_archived: bool = False, has_archive: bool = False) -> Pattern:
    """A pattern that makes sense, ready for use; where it has an archive beside it, no feature has that one's name."""
    folder, name = split_pattern(text)
    steps = folder.split("/") if folder else []

    def expression(step: str) -> str:
        except_archive = f"(?!{ARCHIVE}(?:/|$))" if has_archive and step == FEATURE else ""
        return except_archive + _expression(step)

    whole = "".join("(?:[^/]+/)*" if step == "**" else f"{expression(step)}/" for step in steps)
    stem, endings = name, endings_of(kind)
    for ending in endings:
        if name.endswith(ending):
            stem, endings = name.removesuffix(ending), (ending,)
            break
    alternatives = "|".join(map(re.escape, endings))
    return Pattern(
        kind,
        is_archived,
        tuple(
            None if step == "**" else re.compile(expression(step), re.DOTALL) if _is_open(step) else step
            for step in steps
        ),
        re.compile(whole, re.DOTALL),
        re.compile(f"{_expression(stem)}(?:{alternatives})", re.DOTALL),
        () if _is_open(stem) else tuple(stem + ending for ending in endings),
    )


def _is_open(step: str) -> bool:
    return "*" in step or "{" in step


def _expression(step: str) -> str:
    """A part of a path as a regular expression."""
    if step == "*":
        return "[^/]+"
    return "".join(map(_token_expression, _TOKEN.findall(step)))


def _token_expression(token: str) -> str:
    if token == "*":
        return "[^/]*"
    if token.startswith("{"):
        return f"(?P<{token[1:-1]}>{_PLACEHOLDERS[token[1:-1]]})"
    return re.escape(token)


def literal_folder(text: str) -> str:
    """The innermost folder that holds all files of a pattern; empty for the root."""
    steps = split_pattern(text)[0].split("/")
    open_step = next((index for index, step in enumerate(steps) if _is_open(step)), len(steps))
    return "/".join(steps[:open_step])
