"""Marking work done in a real VS Code: from the tree, from the lens, with the light bulb."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.e2e.vscode.sessions import Sessions
from tests.e2e.vscode.window import Window

FEATURE = ".tmp/tasks/order-management-mvp"
SUBTASK = f"{FEATURE}/subtask_02.json"
SUMMARY = "Types, events and contracts are in src/contracts"


def test_the_tree_completes_and_asks_for_the_summary(vscode: Sessions, workspace: Path) -> None:
    window = vscode.open(workspace)
    window.run("Callsheet: Focus on Features View")
    tree = window.tree("Features")
    expect(tree.row("03 The cart")).to_contain_text("waits for 02")
    tree.press("02 Types", "Complete Subtask")
    _give_summary(window, "complete-tree")
    _check_completed(window)
    expect(tree.row("03 The cart")).to_contain_text("ready")
    expect(tree.row("Order management, first release")).to_contain_text("2 of 12")
    window.keep_screen("tree")


def test_the_lens_completes_and_asks_for_the_summary(vscode: Sessions, workspace: Path) -> None:
    window = vscode.open(workspace, SUBTASK)
    window.editor.lens("Complete").click()
    _give_summary(window, "complete-lens")
    _check_completed(window)


def test_the_light_bulb_completes_and_asks_for_the_summary(vscode: Sessions, workspace: Path) -> None:
    window = vscode.open(workspace, SUBTASK)
    expect(window.editor.lenses.first).to_be_visible()
    window.editor.go_to('"status"')
    window.editor.light_bulb()
    window.keep_screen("complete-light-bulb-menu")
    window.editor.act("Mark 02 complete")
    _give_summary(window, "complete-light-bulb")
    _check_completed(window)


def _give_summary(window: Window, screen: str) -> None:
    """Answer the question for the summary."""
    window.quick_input.type(SUMMARY)
    window.keep_screen(screen)
    window.quick_input.answer(SUMMARY)


def _check_completed(window: Window) -> None:
    """Both files say so, on disk, without anybody saving them."""
    subtask, task = window.folder / SUBTASK, window.folder / FEATURE / "task.json"
    window.wait(lambda: _load(subtask)["status"] == "completed", "the subtask is completed on disk")
    assert _load(subtask)["completion_summary"] == SUMMARY
    window.wait(lambda: _load(task)["completed_count"] == 2, "the task counts it on disk")


def _load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
