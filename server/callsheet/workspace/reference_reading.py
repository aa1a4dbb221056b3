"""The references and the contracts that a document names, from its plain value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from callsheet.artifacts.kinds import FEATURE_KINDS, ArtifactPath
from callsheet.artifacts.lines import Segment, parse_lines
from callsheet.artifacts.references import read_path
from callsheet.syntax import Pointer
from callsheet.workspace.facts import ContractLink, Reference, entries, string
from callsheet.workspace.planning_reading import planning_references

_REFERENCE_FIELDS = ("context_files", "reference_files")
_PATH_FIELDS = ("contracts", "design_components", "related_adrs")


def read_references(artifact: ArtifactPath, root: dict[str, Any]) -> Iterator[Reference]:
    """The files that a document names, but for its deliverables."""
    if artifact.kind not in FEATURE_KINDS:
        yield from planning_references(artifact, root)
        return
    for field in _REFERENCE_FIELDS:
        for index, entry in enumerate(entries(root, field)):
            pointer: Pointer = (field, index)
            if isinstance(entry, str):
                yield Reference(pointer, pointer, field, entry, read_path(entry))
            elif isinstance(entry, dict) and isinstance(path := entry.get("path"), str):
                lines, reason = string(entry, "lines"), string(entry, "reason")
                yield Reference(pointer, (field, index, "path"), field, path, read_path(path), lines, reason)
    for field in _PATH_FIELDS:
        for index, entry in enumerate(entries(root, field)):
            if isinstance(entry, dict) and isinstance(path := entry.get("path"), str):
                yield Reference((field, index), (field, index, "path"), field, path, read_path(path))


def read_contracts(root: dict[str, Any]) -> Iterator[ContractLink]:
    """The entries of `contracts`."""
    for index, entry in enumerate(entries(root, "contracts")):
        if isinstance(entry, dict):
            values = [string(entry, key) for key in ("type", "name", "path", "status")]
            yield ContractLink(("contracts", index), *values)


def read_ranges(references: Iterable[Reference]) -> tuple[tuple[tuple[Reference, Sequence[Segment]], ...], bool]:
    """The references of which parts can be read, with those parts; and whether any `lines` are not just one range."""
    lined = [(reference, parse_lines(reference.lines)) for reference in references if reference.lines is not None]
    is_odd = False
    for _, (segments, errors) in lined:
        is_odd = is_odd or bool(errors) or len(segments) != 1 or segments[0].first == segments[0].last
    found = [
        (reference, segments)
        for reference, (segments, errors) in lined
        if not errors and segments and reference.path.is_in_workspace
    ]
    return tuple(found), is_odd
