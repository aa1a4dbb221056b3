"""The settings in `callsheet.toml`, or of an editor, as plain values: what is wrong with them that no schema can say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from callsheet.artifacts.kinds import SCHEMA_KINDS, ArtifactKind
from callsheet.artifacts.layout import DEFAULT_PATTERNS
from callsheet.artifacts.patterns import pattern_problem, split_pattern
from callsheet.artifacts.validation import SchemaError
from callsheet.syntax import Value

Settings: TypeAlias = Mapping[str, Any]
"""Settings as they were read, of which nothing is known yet."""

PATTERN_KEYWORD = "pathPattern"
"""What stands for the keyword of JSON Schema in the error of a pattern; its limit is the reason."""

PATTERN_KINDS = tuple(kind for kind in ArtifactKind if kind is not ArtifactKind.CONFIGURATION)
"""The kinds whose files can lie elsewhere than by default."""

TEAM_SCHEMA_KINDS = tuple(kind for kind in SCHEMA_KINDS if kind is not ArtifactKind.CONFIGURATION)
"""The kinds whose schema a team can extend."""


class WrittenPattern(NamedTuple):
    """A pattern of paths that a workspace gives for a kind."""

    kind: ArtifactKind
    place: int
    """Its index in the list of its kind."""
    text: str
    problem: str | None
    """Why it makes no sense; None where it does."""


def wrong_patterns(settings: Settings) -> Iterator[SchemaError]:
    """The patterns of paths that make no sense; an empty one is for the schema to report."""
    for kind, place, text, problem in written_patterns(settings):
        if problem and text:
            yield SchemaError(("patterns", kind.value, place), PATTERN_KEYWORD, problem, text)
    for index, text in _strings(settings.get("ignore")):
        problem = ignore_problem(text)
        if problem:
            yield SchemaError(("ignore", index), PATTERN_KEYWORD, problem, text)


def written_patterns(settings: Settings) -> Iterator[WrittenPattern]:
    """The patterns of all kinds, right or wrong."""
    table = settings.get("patterns")
    patterns = table if isinstance(table, dict) else {}
    tasks = [text for _, text in _strings(patterns.get(ArtifactKind.TASK.value))]
    for kind in PATTERN_KINDS:
        for index, text in _strings(patterns.get(kind.value)):
            problem = pattern_problem(kind, text)
            if kind is ArtifactKind.SUBTASK:
                problem = problem or _apart_from_tasks(text, tasks or DEFAULT_PATTERNS[ArtifactKind.TASK])
            yield WrittenPattern(kind, index, text, problem)


def _apart_from_tasks(subtask: str, tasks: Sequence[str]) -> str | None:
    """What is wrong with a pattern of subtasks where no task can lie in their folder; with wildcards one may."""
    folder, folders = split_pattern(subtask)[0], [split_pattern(task)[0] for task in tasks]
    if folder in folders or any("*" in each for each in (folder, *folders)):
        return None
    return f"no task lies in {folder}; tasks and subtasks of a feature lie in one folder"


def ignore_problem(text: str) -> str | None:
    """Why a text is no pattern as they stand in a `.gitignore`; None where it is one."""
    from pathspec import GitIgnoreSpec  # imported late: it takes 40 ms

    try:
        patterns = GitIgnoreSpec.from_lines([text]).patterns
    except ValueError:
        return "git would not read it in a .gitignore"
    return None if any(pattern.include is not None for pattern in patterns) else "it matches no file"


def _strings(value: Value) -> Iterator[tuple[int, str]]:
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        if isinstance(entry, str):
            yield index, entry
