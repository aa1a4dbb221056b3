"""Files that a change relies on and that are broken: somebody may be writing them at this very moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from callsheet.cli.ending import ExitStatus, Failure

if TYPE_CHECKING:
    from callsheet.workspace.facts import Facts, SubtaskFacts
    from callsheet.workspace.snapshot import Snapshot


class Unfinished(Exception):
    """A file is broken that somebody may still be writing. Nothing was changed: it can be computed anew."""

    def __init__(self, failure: Failure) -> None:
        """`failure` is what to say if the file stays as it is."""
        super().__init__(str(failure))
        self.failure = failure


def is_whole(facts: Facts) -> bool:
    """Whether a file has no slip of syntax and holds an object."""
    return facts.is_object and not facts.syntax.is_broken


def has_clear_status(facts: SubtaskFacts) -> bool:
    """Whether a subtask's file says what its status is; half a word, where the text breaks off, does not."""
    from callsheet.workspace.statuses import KNOWN_STATUSES

    return is_whole(facts) or facts.status in KNOWN_STATUSES


def slip_in(snapshot: Snapshot, facts: Facts) -> str:
    """What is wrong with a file that is not whole, and where: `task.json:8:3: expected a comma`.

    Line and column count from 1, columns in code points.
    """
    from callsheet.cli.output import visible
    from callsheet.cli.positions import shown_position
    from callsheet.cli.workspaces import Target

    document, shown = snapshot.document(facts.path), Target(snapshot.root).shown(facts.path)
    if document is None:
        return f"{shown} cannot be read: {facts.syntax.unreadable or 'it is not there any more'}"
    problem = document.misencoding if document.has_lost_characters else next(iter(document.problems), None)
    start, message = (problem.start, problem.message) if problem else (document.root.start, "expected an object")
    place = shown_position(document.text, start)
    return f"{shown}:{place.line + 1}:{place.character + 1}: {visible(message)}"


def check_whole(snapshot: Snapshot, facts: Facts) -> None:
    """Refuse to go on where a file is not whole.

    Raises:
        Unfinished: if somebody may still be writing it.
        Failure: if not.
    """
    if not is_whole(facts):
        slip = slip_in(snapshot, facts)
        give_up(snapshot, facts, Failure(f"{slip}; mend it first", ExitStatus.FOUND))


def give_up(snapshot: Snapshot, facts: Facts, failure: Failure) -> NoReturn:
    """Fail because of a file that is not whole.

    Raises:
        Unfinished: if somebody may still be writing it.
        Failure: if not.
    """
    wait_for(snapshot, facts, failure)
    raise failure


def wait_for(snapshot: Snapshot, facts: Facts, failure: Failure) -> None:
    """Raise `Unfinished` where somebody may still be writing a file that is not whole."""
    from callsheet.workspace.writing import is_fresh

    if is_fresh(snapshot.disk, facts.path):
        raise Unfinished(failure)
