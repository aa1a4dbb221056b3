"""What a workspace is set to: `callsheet.toml` at its root, overridden by what its editor says.

Settings are plain values and anything may be wrong with them: what makes no sense does not count, and the rest does.
What is wrong in the file is for the rules to report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.layout import DEFAULT_LAYOUT, Layout
from callsheet.artifacts.references import read_path
from callsheet.artifacts.settings import TEAM_SCHEMA_KINDS, Settings, ignore_problem, written_patterns
from callsheet.artifacts.team_schema import TeamSchema, TeamSchemaError, read_team_schema
from callsheet.syntax import Document, Language
from callsheet.text import Text

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SEVERITIES = ("error", "warning", "information", "hint", "off")
"""What a rule can be set to."""

_INDENTS = range(1, 9)

NO_SETTINGS: Settings = MappingProxyType({})
"""What says nothing."""


@dataclass(frozen=True)
class Configuration:
    """What a workspace is set to. Equal ones have the same effect."""

    layout: Layout = DEFAULT_LAYOUT
    """Where its artifacts lie."""
    severities: Mapping[str, str] = field(default_factory=dict)
    """What rules are set to, by name: one of `SEVERITIES`."""
    ignore: tuple[str, ...] = ()
    """Patterns of the files that are not checked, as they stand in a `.gitignore`."""
    schema_paths: Mapping[ArtifactKind, str] = field(default_factory=dict)
    """The files with schemas of the team's own, relative to the root."""
    schemas: Mapping[ArtifactKind, TeamSchema] = field(default_factory=dict)
    """Those of the schemas that can be used, or could be as they were before."""
    schema_problems: Mapping[ArtifactKind, str] = field(default_factory=dict)
    """Why schemas cannot be used as they are now, each in one line; nothing for a file that is not there."""
    context_roots: tuple[str, ...] = ()
    """The folders that are offered first where context files are named."""
    indent: int | None = None
    """By how many blanks formatting indents; None where each document keeps its own indent."""

    def is_ignored(self, path: str) -> bool:
        """Whether a file is not checked."""
        return bool(self.ignore) and self._ignore.match_file(path)

    @cached_property
    def _ignore(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec  # imported late: it takes 40 ms

        return GitIgnoreSpec.from_lines(self.ignore)

    def finds_the_same(self, other: Configuration) -> bool:
        """Whether the facts of all files are the same under another configuration."""
        return self.layout == other.layout and self.schemas == other.schemas


DEFAULT_CONFIGURATION = Configuration()
"""What a workspace is set to that says nothing."""


def configure(
    settings: Settings,
    read: Callable[[str], tuple[str, Language] | None],
    known: Mapping[ArtifactKind, TeamSchema] = MappingProxyType({}),
) -> Configuration:
    """Settings as they take effect.

    `read` gives the text of a file (relative to the root) with its language, None where there is none that may be read.
    `known` are the schemas as they were before: one counts on while its file holds nothing that can be used.
    """
    paths = dict(_schema_paths(_table(settings, "schemas")))
    schemas: dict[ArtifactKind, TeamSchema] = {}
    problems: dict[ArtifactKind, str] = {}
    for kind, path in paths.items():
        found = read(path)
        schema = _team_schema(kind, path, *found) if found else None
        if isinstance(schema, TeamSchema):
            schemas[kind] = schema
        elif schema is not None:
            problems[kind] = schema
            if kind in known and known[kind].path == path:
                schemas[kind] = known[kind]
    return Configuration(
        layout=Layout(_patterns(settings)),
        severities={name: severity for name, severity in _table(settings, "rules").items() if severity in SEVERITIES},
        ignore=tuple(pattern for pattern in _strings(settings.get("ignore")) if ignore_problem(pattern) is None),
        schema_paths=paths,
        schemas=schemas,
        schema_problems=problems,
        context_roots=tuple(_folders(_table(settings, "context").get("roots"))),
        indent=_indent(_table(settings, "formatting").get("indent")),
    )


def overridden(settings: Settings, stronger: Settings) -> dict[str, Any]:
    """Settings, those of `stronger` in place of others; null says nothing. A list is replaced as a whole."""
    found = dict(settings)
    for key, value in stronger.items():
        known = found.get(key)
        if isinstance(value, Mapping):
            found[key] = overridden(known if isinstance(known, Mapping) else {}, value)
        elif value is not None:
            found[key] = value
    return found


def _table(settings: Settings, name: str) -> Mapping[str, Any]:
    value = settings.get(name)
    return value if isinstance(value, dict) else {}


def _strings(value: Any) -> Iterator[str]:
    return (entry for entry in value if isinstance(entry, str)) if isinstance(value, list) else iter(())


def _patterns(settings: Settings) -> dict[ArtifactKind, tuple[str, ...]]:
    """The patterns of each kind that make sense; a kind without any keeps its default ones."""
    found: dict[ArtifactKind, tuple[str, ...]] = {}
    for kind, _, text, problem in written_patterns(settings):
        if problem is None and text not in found.get(kind, ()):
            found[kind] = (*found.get(kind, ()), text)
    return found


def _schema_paths(table: Mapping[str, Any]) -> Iterator[tuple[ArtifactKind, str]]:
    for kind in TEAM_SCHEMA_KINDS:
        written = table.get(kind.value)
        path = read_path(written) if isinstance(written, str) else None
        if path is not None and path.is_in_workspace and path.form == "file":
            yield kind, path.path


def _folders(value: Any) -> Iterator[str]:
    for written in _strings(value):
        path = read_path(written)
        if path.is_in_workspace and path.form in ("file", "folder"):
            yield path.path


def _indent(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value in _INDENTS else None


@lru_cache(maxsize=32)
def _team_schema(kind: ArtifactKind, path: str, text: str, language: Language) -> TeamSchema | str:
    """A team's schema, or why it cannot be used; the same object for the same text."""
    if language not in ("json", "yaml"):
        return f"{path}: a schema is written in JSON or YAML"
    document = Document(Text(text), language)
    if document.problems:
        return f"{path}: it has a syntax error: {document.problems[0].message}"
    try:
        return read_team_schema(kind, path, document.value)
    except TeamSchemaError as error:
        return f"{path}: {error}"
