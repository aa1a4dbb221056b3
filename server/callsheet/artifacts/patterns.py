"""Patterns of paths: how a workspace says where the files of a kind lie.

A pattern is a path relative to the workspace root, `/` separators. `{feature}`, `{context}` and `{seq}` stand for what
the path says of the file, `*` for any part of a name, `**` for any number of folders. The ending may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from callsheet.artifacts.kinds import FEATURE_KINDS, MARKDOWN_KINDS, ArtifactKind

DATA_ENDINGS = (".json", ".yaml", ".yml")
"""How the names of JSON and YAML documents end."""

MARKDOWN_ENDINGS = (".md",)
"""How the names of Markdown documents end."""

_OTHER_ENDINGS = (".txt", ".rst", ".mdx", ".toml", ".xml", ".json5", ".jsonc", ".jsonl")
"""How the names of other texts end; any other word behind a dot, as in `sales.contract`, is a part of the name."""

ARCHIVE = "completed"
"""The name of the folder, beside the features, that holds the archived ones."""

FEATURE = "{feature}"
"""What stands for the name of a feature."""

SKIPPED = frozenset(
    (
        *(".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", "venv", ".tox", ".nox"),
        *(".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", ".gradle", ".next", ".turbo", ".DS_Store"),
    )
)
"""Names of what tools keep for themselves: `**` does not stand for such folders, and nobody is offered them."""

MAX_FOLDER_STARS = 2
"""How many `**` a pattern may have: the time that one takes to match grows with the power of their number."""

MAX_WILDCARDS = 4
"""How many `*` and placeholders a name in a pattern may have, for the same reason."""

Step: TypeAlias = "str | re.Pattern[str] | None"
"""A folder of a pattern: its name, what its name must match, or None for any number of folders."""

_PLACEHOLDERS = {"feature": "[^/]+", "context": "[^/]+", "seq": "[0-9]+"}
"""What may stand in braces, and what it matches."""

_COUNTS = ("no", "one", "two", "three", "four")

_ENDINGS = (*DATA_ENDINGS, *MARKDOWN_ENDINGS, *_OTHER_ENDINGS)

_ANY_FOLDERS = f"(?:(?!(?:{'|'.join(map(re.escape, sorted(SKIPPED)))})/)[^/]+/)*"
"""What `**` matches, with the `/` behind it."""

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
    if _collapsed(steps).count("**") > MAX_FOLDER_STARS:
        return f"a pattern has no more than {_COUNTS[MAX_FOLDER_STARS]} **"
    if any(sum(map(_is_open, _TOKEN.findall(step))) > MAX_WILDCARDS for step in steps):
        return f"a name has no more than {_COUNTS[MAX_WILDCARDS]} * and placeholders"
    ending = next((ending for ending in _ENDINGS if name.endswith(ending)), None)
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


@lru_cache(maxsize=256)  # one command makes several layouts, nearly always the same
def compile_pattern(kind: ArtifactKind, text: str, *, is_archived: bool = False, has_archive: bool = False) -> Pattern:
    """A pattern that makes sense, ready for use; where it has an archive beside it, no feature has that one's name."""
    folder, name = split_pattern(text)
    steps = _collapsed(folder.split("/")) if folder else []

    def expression(step: str) -> str:
        except_archive = f"(?!{ARCHIVE}(?:/|$))" if has_archive and step == FEATURE else ""
        return except_archive + _expression(step)

    whole = "".join(_ANY_FOLDERS if step == "**" else f"{expression(step)}/" for step in steps)
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


def _collapsed(steps: Sequence[str]) -> list[str]:
    """Steps without those `**` that stand behind another and so say nothing."""
    return [step for before, step in pairwise(("", *steps)) if not before == step == "**"]


def may_lead(steps: Sequence[Step], names: Iterable[str]) -> bool:
    """Whether folders, each in the one before, may be the first ones on a way that the steps of a pattern describe."""
    reached = set(_waiting(steps, 0))
    for name in names:
        reached = {after for index in reached for after in _after(steps, index, name)}
        if not reached:
            return False
    return True


def _after(steps: Sequence[Step], index: int, name: str) -> Iterator[int]:
    """The steps that can come next where a folder of a name takes the place of one."""
    if index == len(steps):
        return
    step = steps[index]
    if step is None:
        if name not in SKIPPED:
            yield from _waiting(steps, index)
    elif step == name if isinstance(step, str) else step.fullmatch(name):
        yield from _waiting(steps, index + 1)


def _waiting(steps: Sequence[Step], index: int) -> Iterator[int]:
    """A step, and the one behind it where it may stand for no folder at all."""
    yield index
    if index < len(steps) and steps[index] is None:
        yield index + 1


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
