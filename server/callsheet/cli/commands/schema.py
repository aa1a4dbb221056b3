"""`callsheet schema`: the JSON Schema of a kind of file, as it is published; or which kinds there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus, Failure
from callsheet.cli.output import emit, emit_exactly

if TYPE_CHECKING:
    from callsheet.artifacts.kinds import ArtifactKind


def schema(kind: Annotated[str | None, typer.Argument(metavar="KIND", hidden=True)] = None) -> ExitStatus:
    """Print the JSON Schema of a kind of file, or list the kinds.

    KIND is a kind of file that has a schema, such as task or subtask. Without it: all of them, with where their files lie
    as long as callsheet.toml says nothing else.

    It is the published schema; what a team's own schema adds to it is not part of that.
    """
    from callsheet.artifacts.kinds import SCHEMA_KINDS

    if kind is None:
        emit("".join(f"{found.value:{_WIDTH}}  {path}\n" for found in SCHEMA_KINDS for path in _paths(found)))
        return ExitStatus.FINE
    wanted = next((found for found in SCHEMA_KINDS if found.value == kind), None)
    if wanted is None:
        raise Failure(_unknown_kind(kind), ExitStatus.FOUND)
    from callsheet.artifacts.schema import schema_file_name, schema_folder

    emit_exactly((schema_folder() / schema_file_name(wanted)).read_text(encoding="utf-8"))
    return ExitStatus.FINE


_WIDTH = len("configuration")
"""The longest name of a kind that has a schema."""


def _paths(kind: ArtifactKind) -> list[str]:
    """Where the files of a kind lie, as patterns."""
    from callsheet.artifacts.layout import CONFIGURATION_PATH, DEFAULT_PATTERNS

    patterns = DEFAULT_PATTERNS.get(kind)
    return [f"{pattern}.{{json,yaml,yml}}" for pattern in patterns] if patterns else [CONFIGURATION_PATH]


def _unknown_kind(written: str) -> str:
    from callsheet.artifacts.kinds import MARKDOWN_KINDS, SCHEMA_KINDS, ArtifactKind
    from callsheet.artifacts.quoting import listing
    from callsheet.cli.nearest import unknown

    names = [kind.value for kind in SCHEMA_KINDS]
    there = f"there are {listing(names)}"
    if written in [kind.value for kind in MARKDOWN_KINDS]:
        return f"{written} files are Markdown, for which there is no schema; {there}"
    if written == ArtifactKind.OPENAPI.value:
        return f"the schemas of OpenAPI documents are those of the OpenAPI specification; {there}"
    return unknown("kind of file with a schema named", written, names, there)


COMMAND = Command(schema, ("callsheet schema", "callsheet schema subtask", "callsheet schema task > task.schema.json"))
