"""Many documents rewritten at once, or what that would come to: `check --fix` and `fmt`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from callsheet.artifacts.quoting import counted, some
from callsheet.cli.changing import alone
from callsheet.cli.ending import say
from callsheet.cli.order import Order, warn_of_gaps
from callsheet.cli.output import Screen, visible
from callsheet.cli.progress import Progress
from callsheet.cli.reading import ReadingSnapshot
from callsheet.cli.standard_input import StandardInput
from callsheet.cli.workspaces import Target
from callsheet.edits.carrying_out import INEXACT, carry_out, is_exact, why_unchangeable
from callsheet.edits.structure import edits_for
from callsheet.text import TextEdit, apply_edits
from callsheet.workspace.changes import DocumentChange, operations_of
from callsheet.workspace.disk import encode_text


@dataclass(frozen=True)
class Rewriting:
    """How documents of a workspace are to be rewritten."""

    target: Target
    snapshot: ReadingSnapshot
    """What it was computed from; it remembers the documents that change."""
    paths: list[str]
    """The documents that were looked at."""
    changes: tuple[DocumentChange, ...]
    """None of a text that stays as it is."""
    obstacles: Mapping[str, str]
    """Why documents stay as they are that would change otherwise, by where that is to be seen."""
    findings: int = 0
    """How many findings are gone by it."""

    def edits(self) -> Iterator[tuple[str, str, list[TextEdit]]]:
        """What changes, document by document: its path, its text, and the edits of that."""
        for path, operations in sorted(operations_of(self.changes).items()):
            document = self.snapshot.document(path)
            if document is not None:
                yield path, document.text.string, edits_for(document, operations)

    def result(self, given: StandardInput) -> bytes:
        """What becomes of standard input."""
        for _, text, edits in self.edits():  # of the one file that is wanted
            return encode_text(apply_edits(text, edits), given.data)
        return given.data


def obstacle(snapshot: ReadingSnapshot, path: str, given: StandardInput | None) -> str | None:
    """Why a document cannot be rewritten, in a few words; None where it can."""
    if given is not None:
        return None if is_exact(given.data) else INEXACT
    root = os.path.realpath(snapshot.root)
    real = Path(os.path.relpath(os.path.realpath(f"{root}/{path}"), root)).as_posix()
    if real != path and snapshot.facts(real) is not None:  # or else the same file would be written twice
        return f"it is a link to {visible(real)}"
    return why_unchangeable(snapshot.disk, path)


def rewrite_all(
    order: Order,
    compute: Callable[[Target, Progress], Rewriting],
    *,
    is_written: bool,
    lists_folders: bool = False,
) -> list[Rewriting]:
    """How each workspace is to be rewritten; what was given as standard input never is, all else if it `is_written`.

    Says on standard error which documents cannot be rewritten, and what is wanted in vain (see `warn_of_gaps`). Each
    workspace is written as a whole or not at all; where it ends early, also by Ctrl-C, it says which ones were.

    Raises:
        Failure: if standard input stands for nothing that is known, or something cannot be written.
    """

    def rewrite(target: Target) -> Rewriting:
        rewriting = compute(target, progress)
        progress.tell("Writing files", 0, len(rewriting.changes))
        carry_out(rewriting.snapshot, rewriting.changes)
        return rewriting

    is_written = is_written and order.given is None
    rewritings: list[Rewriting] = []
    try:
        with Progress() as progress:
            for target in order.targets:
                done = alone(target, partial(rewrite, target)) if is_written else compute(target, progress)
                rewritings.append(done)
    except BaseException:
        if is_written:
            _say_what_is_done(rewritings)
        raise
    warn_of_gaps(order, [rewriting.snapshot for rewriting in rewritings], lists_folders=lists_folders)
    for rewriting in rewritings:
        for where, reason in sorted(rewriting.obstacles.items()):
            say(f"Warning: {where}: {reason}; the file is left as it is")
    return rewritings


def _say_what_is_done(rewritings: Iterable[Rewriting]) -> None:
    """Say which workspaces are rewritten, if any are, though others are not."""
    changed = {each.target.name: len(each.changes) for each in rewritings if each.changes}
    if changed:
        names = some(list(map(visible, changed)), 5)
        say(f"{counted(sum(changed.values()), 'file')} changed in {names}; all other workspaces are as they were")


def show_all(rewritings: Iterable[Rewriting]) -> None:
    """Print as a diff what would be rewritten."""
    from callsheet.cli.diff import print_diff

    screen = Screen.of(sys.stdout)
    for rewriting in rewritings:
        for path, text, edits in rewriting.edits():
            print_diff(rewriting.target.from_here(path), text, edits, screen)
