"""Decision records that have the number of another record."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.quoting import shorten
from callsheet.artifacts.records import RecordNumber, normal_number, record_number, with_number
from callsheet.rules.registry import Finding, Fix, Related, change, found
from callsheet.syntax.operations import SetValue
from callsheet.workspace.changes import Change, FileRename
from callsheet.workspace.facts import Facts, PlanningFacts, string
from callsheet.workspace.snapshot import Snapshot


def taken_number(facts: PlanningFacts, snapshot: Snapshot) -> Iterator[Finding]:
    """Report a record whose number another record has, which comes before it."""
    number = _number_of(facts)
    for other in snapshot.planning.of_kind(ArtifactKind.ADR):
        if other is facts:
            return
        if _number_of(other) == number:
            name = posixpath.basename(other.path)
            message = f"the number {facts.artifact.seq} belongs to {shorten(name)}"
            related = (Related(other.path, ("title",), "the other record of this number"),)
            written = _number_in_title(facts)
            part = (written.start, written.start + len(written.digits)) if written else None
            yield found("duplicate-name", facts, ("title",), message, part=part, related=related, data=[])
            return


def take_free_number(finding: Finding, snapshot: Snapshot) -> Iterator[Fix]:
    """Give a record the first number behind all others: in its file's name, its title, and where it is referred to."""
    facts = snapshot.planning.files.get(finding.path)
    if facts is None or facts.artifact.seq is None:
        return
    records = snapshot.planning.of_kind(ArtifactKind.ADR)
    number = str(max(int(_number_of(record)) for record in records) + 1).zfill(len(facts.artifact.seq))
    path = snapshot.configuration.layout.with_number(facts.path, number)
    if path is not None and not snapshot.exists(path):
        changes: list[Change] = [*_in_title(facts, number), *_in_uses(facts, number, snapshot)]
        yield Fix(f"Change the number to {number}, that of the file too", (*changes, FileRename(facts.path, path)))


def _in_title(facts: PlanningFacts, number: str) -> tuple[Change, ...]:
    written = _number_in_title(facts)
    if written is None or normal_number(written.digits) != _number_of(facts):
        return ()
    return change(facts.path, SetValue(("title",), with_number(_title(facts), number)))


def _in_uses(facts: PlanningFacts, number: str, snapshot: Snapshot) -> Iterator[Change]:
    """The ids beside the paths that name the record."""
    for other in snapshot.files():
        operations = [
            SetValue(use.pointer, with_number(use.name, number))
            for pointer in _entries(other, facts.path)
            for use in other.uses
            if use.pointer == (*pointer, "id") and record_number(use.name)
        ]
        if operations:
            yield from change(other.path, *operations)


def _entries(facts: Facts, path: str) -> list[tuple[str | int, ...]]:
    """The entries of `related_adrs` that name a file."""
    return [each.pointer for each in facts.references if each.field == "related_adrs" and each.path.path == path]


def _number_in_title(facts: PlanningFacts) -> RecordNumber | None:
    return record_number(_title(facts))


def _title(facts: PlanningFacts) -> str:
    return (string(facts.value, "title") if isinstance(facts.value, dict) else None) or ""


def _number_of(facts: PlanningFacts) -> str:
    return normal_number(facts.artifact.seq or "")
