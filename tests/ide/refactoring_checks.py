"""What the tests of refactorings share: an action by its title, carried out on an inline workspace."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from callsheet.ide.actions import Action, actions
from callsheet.rules.engine import Checker
from callsheet.workspace.snapshot import Snapshot
from tests.rules.helpers import NOW
from tests.workspaces import FEATURE_FOLDER, apply_changes, read_fixture


def check_action(before: str, title: str, after: str) -> None:
    """Check what becomes of a fixture once the action of a title, at its cursor, is carried out.

    `after` shows only the files that are to be compared.
    """
    files = carry_out(before, title)
    for path, text in read_fixture(after).files.items():
        assert files.get(path) == text, files.get(path)


def carry_out(before: str, title: str) -> dict[str, str]:
    """The files of a fixture once the action of a title, at its cursor, is carried out."""
    fixture = read_fixture(before)
    path, offset = fixture.cursor or (f"{FEATURE_FOLDER}/subtask_02.json", 0)
    with TemporaryDirectory() as root:
        snapshot = fixture.snapshot(Path(root))
        found = {action.title: action for action in refactorings_at(snapshot, path, offset)}
        assert title in found, list(found)
        assert found[title].refusal is None
        return apply_changes(fixture.files, snapshot, found[title].changes())


def titles_at(fixture: str) -> dict[str, str | None]:
    """The titles of the refactorings at the cursor of a fixture, each with the reason why it is refused."""
    read = read_fixture(fixture)
    assert read.cursor is not None
    with TemporaryDirectory() as root:
        found = refactorings_at(read.snapshot(Path(root)), *read.cursor)
    return {action.title: action.refusal for action in found}


def refactorings_at(snapshot: Snapshot, path: str, offset: int) -> list[Action]:
    """The refactorings at an offset of a document, and what puts it in order."""
    found = actions(snapshot, path, offset, offset, Checker().findings(snapshot, path), NOW)
    kinds = ("refactor.rewrite", "refactor.extract", "source.organize.callsheet")
    return [action for action in found if action.kind in kinds]
