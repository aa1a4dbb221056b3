"""The view of features in a real VS Code: from nothing to the first task, and finding one's way in a long list."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.vscode.sessions import Sessions

FEATURE = ".tmp/tasks/order-management-mvp"


def test_an_empty_folder_welcomes_with_a_new_feature(vscode: Sessions, tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    shop.mkdir()
    window = vscode.open(shop)
    window.run("Callsheet: Focus on Features View")
    tree = window.tree("Features")
    button = tree.pane.get_by_role("button", name="New Feature")
    expect(button).to_be_visible()
    window.keep_screen("welcome")
    button.click()
    window.quick_input.type("Gift cards")
    expect(window.quick_input.message).to_contain_text("gift-cards")
    window.keep_screen("new-feature")
    window.press("Enter")
    expect(window.quick_input.title).to_contain_text("2/2")
    window.quick_input.answer("People can give each other cards")
    task = shop / ".tmp/tasks/gift-cards/task.json"
    window.editor.wait_for(task)
    window.wait(task.exists, "the task is on disk")
    assert json.loads(task.read_text(encoding="utf-8"))["objective"] == "People can give each other cards"
    expect(tree.row("Gift cards")).to_contain_text("no subtasks")
    window.keep_screen("first-feature")


def test_the_tree_is_filtered_follows_the_editor_and_has_a_menu(vscode: Sessions, workspace: Path) -> None:
    window = vscode.open(workspace, f"{FEATURE}/subtask_12.json")
    window.run("Callsheet: Focus on Features View")
    tree = window.tree("Features")
    expect(tree.row("12 OpenAPI")).to_have_attribute("aria-selected", "true")
    window.run("Callsheet: Filter Features…")
    window.quick_input.answer("stripe")
    expect(tree.row("Batch 2 of 8")).to_have_count(0)
    assert [label for label in tree.labels() if label[:2].isdigit()] == ["05 Card payments through Stripe"]
    window.keep_screen("filter")
    window.run("Callsheet: Clear Filter")
    expect(tree.row("12 OpenAPI")).to_be_visible()
    tree.choose_in_menu("05 Card payments", "Block Subtask")
    expect(tree.row("05 Card payments")).to_contain_text("blocked")
    path = workspace / FEATURE / "subtask_05.json"
    window.wait(lambda: '"status": "blocked"' in path.read_text(encoding="utf-8"), "05 is blocked on disk")
    tree.expand("Archive")
    expect(tree.row("What every service builds on")).to_be_visible()
    window.keep_screen("view")
