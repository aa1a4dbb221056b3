"""The index is read in a thread while the loop takes changes: none of them is lost, and open texts win."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from callsheet.lsp.workspaces import Workspace
from callsheet.rules.engine import Checker
from callsheet.text import Text
from callsheet.workspace.loading import load
from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import Snapshot
from tests.workspaces import FEATURE_FOLDER, read_fixture

FILES = """
--- task.json
{"id": "gift-cards", "status": "active", "subtask_count": 3}
--- subtask_01.json
{"seq": "01", "status": "pending"}
--- subtask_02.json
{"seq": "02", "status": "pending", "depends_on": ["01"], "context_files": ["docs/prices.md"]}
--- /docs/prices.md
Prices include tax.
"""

FIRST = f"{FEATURE_FOLDER}/subtask_01.json"


def workspace_of(root: Path) -> Workspace:
    return Workspace(read_fixture(FILES).write_to(root), Session(root))


def findings(snapshot: Snapshot) -> list[tuple[str, str, str]]:
    """All findings, computed afresh."""
    checker = Checker()
    return [
        (found.path, found.rule, found.message)
        for facts in snapshot.files()
        for found in checker.findings(snapshot, facts.path)
    ]


def fresh(root: Path) -> Session:
    session = Session(root)
    session.index()
    return session


def write(root: Path, name: str, text: str) -> str:
    path = f"{FEATURE_FOLDER}/{name}"
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)
    return path


def change(workspace: Workspace) -> None:
    path = write(workspace.root, "subtask_01.json", '{"seq": "01", "status": "completed"}')
    workspace.refresh([path])


def create(workspace: Workspace) -> None:
    workspace.refresh([write(workspace.root, "subtask_03.json", '{"seq": "03", "depends_on": ["02"]}')])


def create_feature(workspace: Workspace) -> None:
    workspace.refresh([write(workspace.root, "../more/subtask_01.json", '{"seq": "01"}').replace("gift-cards/../", "")])


def delete(workspace: Workspace) -> None:
    (workspace.root / FIRST).unlink()
    workspace.refresh([FIRST])


def delete_all(workspace: Workspace) -> None:
    for path in (workspace.root / FEATURE_FOLDER).iterdir():
        path.unlink()
    (workspace.root / FEATURE_FOLDER).rmdir()
    workspace.refresh([FEATURE_FOLDER])


def delete_reference(workspace: Workspace) -> None:
    (workspace.root / "docs/prices.md").unlink()
    workspace.refresh(["docs/prices.md"])


def save_and_close(workspace: Workspace) -> None:
    text = '{"seq": "01", "status": "blocked"}'
    workspace.session.open(FIRST, Text(text))
    write(workspace.root, "subtask_01.json", text)
    workspace.close(FIRST)


@pytest.mark.parametrize(
    "happening", [change, create, create_feature, delete, delete_all, delete_reference, save_and_close]
)
def test_what_happens_while_the_index_is_read(tmp_path: Path, happening: Callable[[Workspace], None]) -> None:
    """The index has read everything, then something changes, and only then the index arrives."""
    workspace = workspace_of(tmp_path)
    loaded = load(workspace.session.snapshot.disk)
    happening(workspace)
    workspace.merge(loaded)
    assert findings(workspace.session.snapshot) == findings(fresh(tmp_path).snapshot)
    assert list(workspace.session.snapshot.features) == list(fresh(tmp_path).snapshot.features)


def test_open_texts_win(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path)
    workspace.session.open(FIRST, Text('{"seq": "01", "status": "completed"}'))
    loaded = load(workspace.session.snapshot.disk)
    workspace.session.open(f"{FEATURE_FOLDER}/subtask_04.json", Text('{"seq": "04"}'))
    workspace.merge(loaded)
    feature = workspace.session.snapshot.features[FEATURE_FOLDER]
    assert {key: facts.status for key, facts in feature.subtasks.items()} == {
        "01": "completed",
        "02": "pending",
        "04": None,
    }


def test_what_a_thread_has_seen_before_is_not_remembered_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread looks whether a file exists; before it remembers the answer, the file is deleted and that is told."""
    workspace = workspace_of(tmp_path)
    disk = workspace.session.snapshot.disk
    look = disk._entry_type

    def look_and_be_late(path: str) -> object:
        seen = look(path)
        if path == "docs/prices.md" and (tmp_path / path).exists():
            delete_reference(workspace)
        return seen

    monkeypatch.setattr(disk, "_entry_type", look_and_be_late)
    assert disk.entry_type("docs/prices.md") == "file"
    assert disk.entry_type("docs/prices.md") is None


def test_two_threads_and_one_checker(tmp_path: Path) -> None:
    """The index checks all files of one snapshot after the other, while the loop changes them and checks them too."""
    workspace = workspace_of(tmp_path)
    for number in range(60):
        write(tmp_path, f"../more-{number}/subtask_01.json", '{"seq": "01", "context_files": ["docs/a.md", "b/c.md"]}')
    workspace.session.index()
    is_over = threading.Event()

    def check_again_and_again() -> None:
        while not is_over.is_set():
            snapshot = workspace.session.snapshot
            for facts in snapshot.files():
                workspace.checker.findings(snapshot, facts.path)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    with ThreadPoolExecutor(1) as thread:
        work = thread.submit(check_again_and_again)
        try:
            for number in range(40):
                change_something(workspace, number)
                snapshot = workspace.session.snapshot
                found = [one for facts in snapshot.files() for one in workspace.checker.findings(snapshot, facts.path)]
                assert [(one.path, one.rule, one.message) for one in found] == findings(fresh(tmp_path).snapshot)
        finally:
            is_over.set()
            sys.setswitchinterval(interval)
        work.result()


def change_something(workspace: Workspace, number: int) -> None:
    """Change a subtask, and make or delete a file that many refer to."""
    status = "completed" if number % 2 else "pending"
    workspace.refresh([write(workspace.root, "subtask_01.json", f'{{"seq": "01", "status": "{status}"}}')])
    if number % 3:
        (workspace.root / "docs/a.md").write_text("a\n")
    else:
        (workspace.root / "docs/a.md").unlink(missing_ok=True)
    workspace.refresh(["docs/a.md"])
