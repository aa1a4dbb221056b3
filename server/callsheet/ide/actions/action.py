"""What a code action is, and what the functions that give them look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from callsheet.rules.registry import Finding
from callsheet.syntax import Document
from callsheet.workspace.changes import Change, FileCreation, FileRename
from callsheet.workspace.facts import Facts
from callsheet.workspace.snapshot import Snapshot

ActionKind: TypeAlias = Literal[
    "quickfix",
    "refactor.rewrite",
    "refactor.rewrite.lifecycle",
    "refactor.extract",
    "source.fixAll.callsheet",
    "source.organize.callsheet",
]

FileOperation: TypeAlias = Literal["create", "rename"]
"""What an action does to files besides changing their text; LSP's `ResourceOperationKind`."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Where actions are asked for."""

    snapshot: Snapshot
    path: str
    document: Document
    facts: Facts
    start: int
    """The span of the selection in the document (offsets in code points, end exclusive); a cursor where it is empty."""
    end: int
    findings: Sequence[Finding]
    """All findings of the document."""
    now: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """A step in the life of a subtask or a feature."""

    name: str
    """That of the server's command, without its prefix."""
    subtask: str | None = None
    """The subtask's key; None of a feature's step."""
    is_forced: bool = False
    with_task: bool = False
    """Whether the task is completed with its last subtask."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done at a place."""

    title: str
    """Tells the action from all others of its place, or of its finding."""
    kind: ActionKind
    changes: Callable[[], Iterable[Change]]
    """Computes what it changes; may raise `EditError`, if that cannot be carried out."""
    file_operations: frozenset[FileOperation] = frozenset()
    """What it does to files; an editor that cannot do that is not offered the action."""
    finding: Finding | None = None
    """The finding that a quick fix mends."""
    is_preferred: bool = False
    refusal: str | None = None
    """Why it cannot be done now; it has no changes then."""
    step: Step | None = None
    """The step that it takes, for editors that ask questions before, and save files after, all steps alike."""


def file_operations(changes: Iterable[Change]) -> frozenset[FileOperation]:
    """What changes do to files."""
    kinds: dict[type, FileOperation] = {FileCreation: "create", FileRename: "rename"}
    return frozenset(kinds[type(change)] for change in changes if type(change) in kinds)


def refused(title: str, reason: str, kind: ActionKind = "refactor.rewrite") -> Action:
    """An action that cannot be done now, and why."""
    return Action(title, kind, tuple, refusal=reason)
