"""What somebody needs to know to begin a subtask, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from callsheet.edits.lifecycle import step_refusal
from callsheet.ide.brief.design import DesignEntry, decision_records, design
from callsheet.ide.brief.files import Mention, ReferencedFile, Speaker, referenced_files
from callsheet.ide.hover_subtasks import place_in_plan
from callsheet.workspace.facts import Facts, Reference, SubtaskFacts, strings
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot

MAX_CHARACTERS = 20_000
"""How many characters of referenced files a brief has, unless more are asked for."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A subtask that another depends on, or that depends on another."""

    subtask: str
    """Its key, or what is written where there is no such subtask."""
    title: str | None
    status: str | None
    """None where it cannot be read or does not exist."""
    summary: str | None
    """What was done, once it is completed."""
    deliverables: tuple[str, ...]
    exists: bool = True


@dataclass(frozen=True, slots=True)
class Promised:
    """What a subtask is to make."""

    deliverable: str
    """As written: a file, a folder or an endpoint."""
    exists: bool | None
    """Whether the file or folder is there already; None for what is neither."""


@dataclass(frozen=True, slots=True)
class Brief:
    """A subtask, and all that it is begun with. Paths are relative to the workspace root."""

    feature: str
    feature_title: str | None
    objective: str | None
    """What the feature is for."""
    subtask: str
    """Its key in the feature."""
    title: str | None
    status: str | None
    path: str
    task_path: str | None
    can_start: bool
    refusal: str | None
    """Why it cannot be started now."""
    place: str
    """The batch of the plan in which it runs, and beside what, as Markdown."""
    acceptance_criteria: tuple[str, ...]
    exit_criteria: tuple[str, ...]
    """What the feature has to meet as a whole."""
    deliverables: tuple[Promised, ...]
    depends_on: tuple[Neighbour, ...]
    needed_by: tuple[Neighbour, ...]
    design: tuple[DesignEntry, ...]
    files: tuple[ReferencedFile, ...]
    """What it refers to, then what its task refers to."""
    fields: Mapping[str, Any]
    """All members of its document."""
    is_broken: bool
    """Whether a slip of syntax in its document may hide something."""


def brief(snapshot: Snapshot, feature: Feature, key: str, max_characters: int = MAX_CHARACTERS) -> Brief:
    """The brief of a subtask; `snapshot` knows the planning. Of the files at most so many characters are shown."""
    facts = feature.subtasks[key]
    value = _value(snapshot, facts)
    of_task = _value(snapshot, feature.task) if feature.task else {}
    refusal = step_refusal("start", feature, key)
    return Brief(
        feature=feature.id,
        feature_title=feature.task.name if feature.task else None,
        objective=feature.task.objective if feature.task else None,
        subtask=key,
        title=facts.title,
        status=facts.status,
        path=facts.path,
        task_path=feature.task.path if feature.task else None,
        can_start=refusal is None,
        refusal=refusal.reason if refusal else None,
        place=place_in_plan(feature, key),
        acceptance_criteria=tuple(criterion for _, criterion in strings(value, "acceptance_criteria")),
        exit_criteria=tuple(criterion for _, criterion in strings(of_task, "exit_criteria")),
        deliverables=tuple(_promised(snapshot, facts)),
        depends_on=tuple(_dependencies(feature, key)),
        needed_by=tuple(_neighbour(feature, other) for other in feature.dependents[key]),
        design=design(snapshot, feature, facts),
        files=referenced_files(snapshot, feature, _mentions(snapshot, feature, facts), max_characters),
        fields=value,
        is_broken=facts.syntax.is_broken,
    )


def _value(snapshot: Snapshot, facts: Facts) -> Mapping[str, Any]:
    document = snapshot.document(facts.path)
    value = document.value if document else None
    return value if isinstance(value, dict) else {}


def _promised(snapshot: Snapshot, facts: SubtaskFacts) -> Iterator[Promised]:
    for deliverable in facts.deliverables:
        path = deliverable.path
        yield Promised(deliverable.written, snapshot.exists(path.path) if path.is_in_workspace else None)


def _dependencies(feature: Feature, key: str) -> Iterator[Neighbour]:
    """What a subtask depends on, each once, in the order in which it is written."""
    found = {other or dependency.written: other for dependency, other in feature.dependencies(key)}
    for name, other in found.items():
        yield _neighbour(feature, other) if other else Neighbour(name, None, None, None, (), exists=False)


def _neighbour(feature: Feature, key: str) -> Neighbour:
    facts = feature.subtasks[key]
    deliverables = tuple(deliverable.written for deliverable in facts.deliverables)
    summary = facts.completion_summary if facts.status == "completed" else None
    return Neighbour(key, facts.title, facts.status, summary, deliverables)


def _mentions(snapshot: Snapshot, feature: Feature, facts: SubtaskFacts) -> Iterator[Mention]:
    """Every place where a subtask, and then its task, refers to a file."""
    yield from (_mention(reference, "subtask") for reference in facts.references)
    yield from decision_records(snapshot, feature, facts)
    for reference in feature.task.references if feature.task else ():
        if reference.field not in _OVERRIDDEN or reference.field not in facts.fields:
            yield _mention(reference, "task")


_OVERRIDDEN = ("contracts", "design_components", "related_adrs")
"""The members that a subtask has in place of those of its task; the files of the others are added to them."""


def _mention(reference: Reference, by: Speaker) -> Mention:
    return Mention(reference.path, reference.field, by, reference.lines, reference.reason)
