"""Marking work done in a real VS Code: from the tree, from the lens, with the light bulb."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.e2e.vscode.sessions import Sessions
from tests.e2e.vscode.window import Window

FEATURE = ".tmp/tasks/order-management-mvp"
SUMMARY = "It is there, with tests"


def test_subtasks_are_completed_from_tree_lens_and_light_bulb(vscode: Sessions, workspace: Path) -> None:
    window = vscode.open(workspace, f"{FEATURE}/subtask_03.json")
    window.run("Callsheet: Focus on Features View")
    tree = window.tree("Features")
    expect(tree.row("03 The cart")).to_contain_text("waits for 02")
    tree.press("02 Types", "Complete Subtask")
    _give_summary(window, "complete-tree")
    _check_completed(window, "02", 2)
    expect(tree.row("03 The cart")).to_contain_text("ready")
    expect(tree.row("Order management, first release")).to_contain_text("2 of 12")
    window.keep_screen("tree")
    window.editor.lens("Complete").click()
    _give_summary(window, "complete-lens")
    _check_completed(window, "03", 3)
    window.open(f"{FEATURE}/subtask_04.json").go_to('"status"')
    window.editor.light_bulb()
    window.keep_screen("complete-light-bulb-menu")
    window.editor.act("Mark 04 complete")
    _give_summary(window, "complete-light-bulb")
    _check_completed(window, "04", 4)
    expect(window.status_bar.item("order-management-mvp")).to_contain_text("4/12")
    expect(window.editor.lens("Start")).to_have_count(0)
    window.keep_screen("completed")


def _give_summary(window: Window, screen: str) -> None:
    """Answer the question for the summary."""
    window.quick_input.type(SUMMARY)
    window.keep_screen(screen)
    window.quick_input.answer(SUMMARY)


def _check_completed(window: Window, number: str, count: int) -> None:
    """Both files say so on disk, without anybody saving them."""
    subtask, task = (window.folder / FEATURE / name for name in (f"subtask_{number}.json", "task.json"))
    window.wait(lambda: _load(subtask)["status"] == "completed", f"{number} is completed on disk")
    assert _load(subtask)["completion_summary"] == SUMMARY
    window.wait(lambda: _load(task)["completed_count"] == count, "the task counts it on disk")


def _load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
