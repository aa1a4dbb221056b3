"""The steps of the subtasks of the faulty example: starting, blocking and unblocking bring no finding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from callsheet.ide.actions import Action, actions
from callsheet.rules.engine import Checker
from callsheet.workspace.facts import SubtaskFacts
from tests.examples import FAULTY_EXAMPLE, read_files
from tests.rules.harm import State
from tests.rules.helpers import NOW
from tests.workspaces import Fixture


def steps(state: State) -> Iterator[tuple[str, Action]]:
    """What can be done now with each subtask, with its path."""
    for facts in state.snapshot.files():
        if isinstance(facts, SubtaskFacts):
            for action in actions(state.snapshot, facts.path, 0, 0, (), NOW):
                if action.kind == "refactor.rewrite.lifecycle" and action.refusal is None:
                    yield facts.path, action


def test_starting_blocking_and_unblocking_bring_no_finding(tmp_path: Path) -> None:
    files = read_files(FAULTY_EXAMPLE)
    state = State(Fixture(files).snapshot(tmp_path), Checker())
    harmless = [each for each in steps(state) if each[1].title.startswith(("Start", "Block", "Unblock"))]
    assert len(harmless) > 10
    for path, action in harmless:
        after = state.after(action.changes(), files, tmp_path)
        assert not after.places - state.places, f"{path}: {action.title}"
