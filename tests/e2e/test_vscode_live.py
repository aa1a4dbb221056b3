"""What a real VS Code shows stays true: of files that others change, and when the server stops."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.vscode.sessions import Sessions
from tests.e2e.vscode.window import Window

FEATURE = ".tmp/tasks/order-management-mvp"


def test_a_file_changed_on_disk_updates_the_tree(vscode: Sessions, workspace: Path) -> None:
    window = vscode.open(workspace)
    window.wait_for_watching()
    window.run("Callsheet: Focus on Features View")
    tree = window.tree("Features")
    expect(tree.row("02 Types")).to_contain_text("in progress")
    path = workspace / FEATURE / "subtask_02.json"
    changed = path.read_text(encoding="utf-8").replace('"status": "in_progress"', '"status": "blocked"')
    path.write_text(changed, encoding="utf-8")
    expect(tree.row("02 Types")).to_contain_text("blocked")
    window.keep_screen("tree-blocked")


def test_a_server_that_is_killed_comes_back(vscode: Sessions, workspace: Path) -> None:
    window = vscode.open(workspace, f"{FEATURE}/subtask_07.json")
    expect(window.editor.lenses.first).to_be_visible()
    (first,) = window.server.processes("lsp")
    first.kill()
    second = window.wait(lambda: _server_after(window, first.pid), "another server starts")
    assert second != first.pid
    window.editor.go_to('"03"')
    window.editor.type('"99", ')
    expect(window.editor.squiggles).to_have_count(1)
    expect(window.problems.open()).to_have_text(['"99" is no subtask of order-management-mvp'])
    expect(window.notifications.shown).to_have_count(0)
    window.keep_screen("server-back")


def _server_after(window: Window, killed: int) -> int | None:
    """The number of the server's process, if it is not the one that was killed."""
    return next((process.pid for process in window.server.processes("lsp") if process.pid != killed), None)
