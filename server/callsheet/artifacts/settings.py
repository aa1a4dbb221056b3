"""The settings in `callsheet.toml`, or of an editor, as plain values: what is wrong with them that no schema can say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from callsheet.artifacts.kinds import SCHEMA_KINDS, ArtifactKind
from callsheet.artifacts.patterns import pattern_problem
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


def wrong_patterns(settings: Settings) -> Iterator[SchemaError]:
    """The patterns of paths that make no sense."""
    table = settings.get("patterns")
    patterns = table if isinstance(table, dict) else {}
    for kind in PATTERN_KINDS:
        for index, text in _strings(patterns.get(kind.value)):
            problem = pattern_problem(kind, text)
            if problem:
                yield SchemaError(("patterns", kind.value, index), PATTERN_KEYWORD, problem, text)
    for index, text in _strings(settings.get("ignore")):
        if not is_ignore_pattern(text):
            yield SchemaError(("ignore", index), PATTERN_KEYWORD, "git would not read it in a .gitignore", text)


def is_ignore_pattern(text: str) -> bool:
    """Whether a text is a pattern as they stand in a `.gitignore`."""
    from pathspec import GitIgnoreSpec  # imported late: it takes 40 ms

    try:
        GitIgnoreSpec.from_lines([text])
    except ValueError:
        return False
    return True


def _strings(value: Value) -> Iterator[tuple[int, str]]:
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        if isinstance(entry, str):
            yield index, entry
