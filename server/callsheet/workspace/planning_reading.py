"""What the planning artifacts say in their own ways: names, states and paths."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from callsheet.artifacts.kinds import MARKDOWN_KINDS, ArtifactKind, ArtifactPath
from callsheet.artifacts.names import Definition, NameKind, definitions
from callsheet.artifacts.occurrences import occurrences
from callsheet.artifacts.records import normal_number, record_number
from callsheet.artifacts.references import WrittenPath, read_path
from callsheet.artifacts.settings import TEAM_SCHEMA_KINDS
from callsheet.syntax import Pointer
from callsheet.workspace.facts import Reference, string

_SPEC = "openapi_spec_path"

_PATHS = {
    ArtifactKind.CONTRACT: (
        _SPEC,
        "providers/*/implementation_path",
        "testing_strategy/consumer_tests/*/test_path",
        "testing_strategy/provider_verification/verification_path",
        "versioning/changelog_path",
        "evolution_rules/migration_support/migration_guide_path",
    ),
    ArtifactKind.CONFIGURATION: (*(f"schemas/{kind.value}" for kind in TEAM_SCHEMA_KINDS), "context/roots/*"),
}
"""The places where paths stand, by kind."""


def read_definitions(artifact: ArtifactPath, root: dict[str, Any]) -> Iterator[Definition]:
    """The names that a document defines."""
    if artifact.kind is ArtifactKind.ADR:
        yield Definition(NameKind.ADR, f"ADR-{artifact.seq}", ("title",), title=string(root, "title"))
    elif artifact.kind is ArtifactKind.OPENAPI:
        yield from _endpoints(root)
    else:
        yield from definitions(artifact.kind, root)


def _endpoints(root: dict[str, Any]) -> Iterator[Definition]:
    """The paths of an OpenAPI document; each of their operations is an alias, such as `POST /orders`."""
    from callsheet.artifacts.openapi import endpoints  # imported here: most workspaces have no such document

    for path, pointer, operations in endpoints(root):
        aliases = tuple((f"{operation.method} {path}", operation.pointer) for operation in operations)
        title = ", ".join(operation.method for operation in operations)
        yield Definition(NameKind.ENDPOINT, path, pointer, on_key=True, title=title, aliases=aliases)


def read_status(artifact: ArtifactPath, root: dict[str, Any]) -> str | None:
    """The state that a document says it is in; a Markdown document says it in a field of its own."""
    fields = root.get("fields") if artifact.kind in MARKDOWN_KINDS else root
    return string(fields, "status") if isinstance(fields, dict) else None


def own_names(artifact: ArtifactPath, root: dict[str, Any]) -> Iterator[tuple[Pointer, str, str]]:
    """What a document says of its own place: each pointer with what stands there and what follows from the path."""
    if artifact.kind in (ArtifactKind.CONTEXTS, ArtifactKind.STORY_MAP) and (written := string(root, "feature")):
        yield ("feature",), written, artifact.feature
    if artifact.kind is ArtifactKind.CONTRACT and (written := string(root, "bounded_context")) and artifact.context:
        yield ("bounded_context",), written, artifact.context
    number = record_number(string(root, "title") or "") if artifact.kind is ArtifactKind.ADR else None
    if number and artifact.seq and normal_number(number.digits) != normal_number(artifact.seq):
        yield ("title",), number.digits, artifact.seq


def planning_references(artifact: ArtifactPath, root: dict[str, Any]) -> Iterator[Reference]:
    """The files that a planning artifact names."""
    for place in _PATHS.get(artifact.kind, ()):
        for text, pointer, _, _ in occurrences(root, place):
            path = read_path(text)
            if place == _SPEC:
                path = _beside(artifact.folder, path)
            yield Reference(pointer, pointer, str(pointer[0]), text, path)


def _beside(folder: str, path: WrittenPath) -> WrittenPath:
    """A path that counts from the document's folder, as one from the root.

    One that begins as the document's own path does, usually in `.tmp`, counts from the root as it is.
    """
    if path.form not in ("file", "folder") or path.path.startswith(f"{folder.partition('/')[0]}/"):
        return path
    joined = posixpath.normpath(f"{folder}/{path.path}")
    return path._replace(path=joined, is_in_workspace=not joined.startswith("../") and joined != "..")


def spec_path(artifact: ArtifactPath, root: dict[str, Any]) -> str | None:
    """The OpenAPI document that a contract names, relative to the workspace root."""
    written = string(root, _SPEC) if artifact.kind is ArtifactKind.CONTRACT else None
    path = _beside(artifact.folder, read_path(written)) if written else None
    is_data = path is not None and path.path.endswith((".json", ".yaml", ".yml"))
    return path.path if path and is_data and path.form == "file" and path.is_in_workspace else None
