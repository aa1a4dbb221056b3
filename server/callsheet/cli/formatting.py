"""What formatting the documents of a workspace comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callsheet.cli.positions import shown_position
from callsheet.cli.reading import read, wanted_paths
from callsheet.cli.rewriting import Rewriting, obstacle
from callsheet.edits.formatting import format_document
from callsheet.workspace.changes import DocumentChange, change_of_text
from callsheet.workspace.snapshot import language_of

if TYPE_CHECKING:
    from callsheet.cli.progress import Progress
    from callsheet.cli.standard_input import StandardInput
    from callsheet.cli.workspaces import Target
    from callsheet.syntax import Document


def compute_formatting(target: Target, progress: Progress, given: StandardInput | None) -> Rewriting:
    """What formatting comes to, of the JSON and YAML documents that are wanted of a workspace."""
    snapshot = read(
        target,
        progress,
        with_planning=True,
        with_validity=False,
        texts={given.path: given.text} if given else {},
    )
    paths = [path for path in wanted_paths(target, snapshot) if language_of(path) in ("json", "yaml")]
    changes: list[DocumentChange] = []
    obstacles: dict[str, str] = {}
    for done, path in enumerate(paths):
        progress.tell("Formatting documents", done, len(paths))
        document = snapshot.document(path)
        if document is None:
            facts = snapshot.facts(path)
            if facts is not None and facts.syntax.unreadable is not None:  # or else it went away meanwhile
                obstacles[target.shown(path)] = facts.syntax.unreadable
            continue
        edits = format_document(document, snapshot.configuration.indent)
        if document.problems:
            obstacles[target.shown(path) + _place(document)] = document.problems[0].message
        elif not edits:
            snapshot.forget(path)
        elif reason := obstacle(snapshot, path, given):
            obstacles[target.shown(path)] = reason
        else:
            changes.append(change_of_text(path, edits))
    return Rewriting(target, snapshot, paths, tuple(changes), obstacles)


def _place(document: Document) -> str:
    """Where the first slip of syntax is, as it stands behind a path."""
    line, column = shown_position(document.text, document.problems[0].start)
    return f":{line + 1}:{column + 1}"
