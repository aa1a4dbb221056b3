"""The graph and the board of a feature in a real VS Code."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import FrameLocator, Locator, expect

from tests.e2e.vscode.installation import REPOSITORY
from tests.e2e.vscode.sessions import Sessions
from tests.e2e.vscode.window import SCREENS, Window

FEATURE = ".tmp/tasks/order-management-mvp"
THEMES = {
    "Dark Modern": "vscode-dark",
    "Light Modern": "vscode-light",
    "Dark High Contrast": "vscode-high-contrast",
    "Light High Contrast": "vscode-high-contrast-light",
}
"""Themes by their labels, each with the class that pages have then."""

START = 60_000
"""How long the server may take to start on a busy machine, in milliseconds."""

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


OpenWindow = Callable[..., Window]
"""Opens a folder and a file in it, as `Sessions.open` does."""


@pytest.fixture
def open_window(vscode: Sessions) -> Iterator[OpenWindow]:
    """Opens windows in which, until the end of the test, nothing goes wrong that people or the browser are told of."""
    windows: list[Window] = []
    complaints: list[str] = []

    def open_and_listen(folder: Path, file: str | None = None) -> Window:
        window = vscode.open(folder, file)
        window.page.on("pageerror", lambda error: complaints.append(str(error)))
        window.page.on(
            "console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None
        )
        windows.append(window)
        return window

    yield open_and_listen
    assert complaints == []
    assert [text for window in windows for text in window.notifications.shown.all_inner_texts()] == []


def test_the_graph_shows_all_nodes_and_batches_and_opens_files(open_window: OpenWindow, workspace: Path) -> None:
    window = open_window(workspace, f"{FEATURE}/subtask_07.json")
    page = _open(window, "Graph")
    expect(page.locator(".node")).to_have_count(12)
    expect(page.locator(".heading")).to_have_text([re.compile(rf"^Batch {number}") for number in range(1, 9)])
    expect(_node(page, "07")).to_have_attribute("aria-label", re.compile("^07 .*, waits for 03, 04 and 05"))
    window.keep_screen("graph")
    _node(page, "07").hover()
    expect(page.locator(".card")).to_contain_text("03 The cart and its operations")
    expect(page.locator(".node.is-lit")).to_have_count(10)
    window.keep_screen("graph-card")
    groups = window.page.locator(".editor-group-container")
    for key in ("07", "05"):
        _node(page, key).click()
        expect(window.page.locator(f'.tab.active[data-resource-name="subtask_{key}.json"]')).to_be_visible()
        expect(groups).to_have_count(2)
        expect(page.locator(".node")).to_have_count(12)
    window.keep_screen("graph-beside")


def test_the_keyboard_leads_through_the_graph_and_takes_steps(open_window: OpenWindow, workspace: Path) -> None:
    window = open_window(workspace, f"{FEATURE}/task.json")
    page = _open(window, "Graph")
    page.get_by_role("tab", name="Graph").focus()
    window.press("Tab", "Tab", "ArrowRight")
    expect(_node(page, "02")).to_be_focused()
    expect(page.locator(".card")).to_contain_text("Types, events and contracts")
    window.keep_screen("graph-keyboard")
    window.press("b")
    expect(_node(page, "02")).to_have_class(re.compile("is-blocked"))
    window.wait(lambda: _status(window, "02") == "blocked", "the subtask is blocked on disk")
    expect(_node(page, "02")).to_be_focused()
    window.press("u")
    window.wait(lambda: _status(window, "02") == "pending", "the subtask is pending on disk")
    window.press("?")
    expect(page.locator("dialog.help")).to_be_visible()
    window.keep_screen("graph-help")
    window.press("Escape", "-", "-", "-", "f", "0")
    expect(page.locator(".zoom-level")).to_have_text("100 %")
    _node(page, "02").focus()
    window.press("Control+Enter")
    window.editor.wait_for(workspace / FEATURE / "subtask_02.json")
    expect(page.locator(".node")).to_have_count(12)


def test_a_card_is_moved_on_the_board(open_window: OpenWindow, workspace: Path) -> None:
    window = open_window(workspace, f"{FEATURE}/task.json")
    page = _open(window, "Board")
    column = _column(page, "Completed")
    expect(column.locator("li")).to_have_count(1)
    _node(page, "02").drag_to(column)
    window.quick_input.answer("Types and contracts are there")
    expect(column.locator("li")).to_have_count(2)
    window.wait(lambda: _status(window, "02") == "completed", "the subtask is completed on disk")
    expect(page.get_by_role("status")).to_contain_text(
        "02 Types, events and contracts that the modules share: completed."
    )
    window.keep_screen("board")
    # The same with the keyboard; what is not possible says why, and changes nothing.
    _node(page, "07").focus()
    window.press("m", "ArrowRight")
    expect(_column(page, "In progress").locator(".board-target")).to_have_text("It waits for 03, 04 and 05.")
    window.keep_screen("board-keyboard")
    window.press("Escape")
    _node(page, "03").focus()
    window.press("Space", "ArrowRight", "Enter")
    expect(_column(page, "In progress").locator("[data-key='03']")).to_be_focused()
    assert _status(window, "07") == "pending"
    _check_menu(window, page)


def _check_menu(window: Window, page: FrameLocator) -> None:
    """The menu of a card has the steps that are possible, and no others."""
    _node(page, "03").hover()
    _node(page, "03").get_by_role("button").click()
    entries = window.page.locator(".monaco-menu .action-item .action-label")
    expect(entries).to_have_text(["Complete Subtask…", "Block Subtask", "", "Open Subtask…"])
    window.keep_screen("board-menu")
    entries.filter(has_text="Block Subtask").click()
    expect(_column(page, "Blocked").locator("[data-key='03']")).to_be_visible()


def test_the_graph_is_saved_as_a_picture(open_window: OpenWindow, workspace: Path) -> None:
    window = open_window(workspace, f"{FEATURE}/task.json")
    page = _open(window, "Graph")
    png = _export(window, page, "png")
    assert png.read_bytes().startswith(PNG_SIGNATURE)
    svg = _export(window, page, "svg")
    text = svg.read_text(encoding="utf-8")
    assert not re.search(r"var\(|class=|style=|vscode|<script|<foreignObject", text)
    lines = [line.text for line in ElementTree.fromstring(text).iter("{http://www.w3.org/2000/svg}tspan")]
    assert "Place an order: cart," in lines
    window.notifications.press(f"The graph is saved as {svg.name}", "Open")
    expect(window.page.locator(f'.tab.active[data-resource-name="{svg.name}"]')).to_be_visible()
    window.run("Notifications: Clear All Notifications")


def _export(window: Window, page: FrameLocator, kind: str) -> Path:
    """Save the graph where it is suggested."""
    path = window.folder / f"order-management-mvp.{kind}"
    page.get_by_role("button", name=kind.upper()).click()
    expect(window.quick_input.field).to_have_value(str(path))
    window.press("Enter")
    expect(window.notifications.with_text(f"The graph is saved as {path.name}")).to_be_visible()
    SCREENS.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, SCREENS / f"vscode-export.{kind}")
    return path


def test_a_panel_survives_a_reload_of_the_window_and_the_end_of_its_feature(
    open_window: OpenWindow, workspace: Path
) -> None:
    # A window whose address names a file to open does not bring back what it had.
    window = open_window(workspace)
    window.open(f"{FEATURE}/task.json")
    page = _open(window, "Board")
    page.get_by_role("tab", name="Graph").click()
    expect(page.locator(".node")).to_have_count(12)
    window.run("Developer: Reload Window")
    expect(window.page.locator(".monaco-workbench")).to_be_hidden()
    expect(page.locator(".node")).to_have_count(12)
    expect(window.page.locator(".tab.active")).to_contain_text("Graph: Order management, first release")
    window.wait_for_watching()
    folder = workspace / FEATURE
    archived = folder.rename(folder.parent / "completed" / folder.name)
    expect(page.locator(".notice")).to_contain_text("in the archive now")
    window.keep_screen("panel-archived")
    page.get_by_role("button", name="Open It There").click()
    expect(page.locator(".node")).to_have_count(12)
    expect(window.page.locator(".tab", has_text="Graph:")).to_have_count(1)
    shutil.rmtree(archived)
    expect(page.locator(".notice")).to_contain_text("not there any more")


def test_a_feature_has_one_panel_though_another_tab_comes_back(open_window: OpenWindow, workspace: Path) -> None:
    window = open_window(workspace)
    window.open(f"{FEATURE}/task.json")
    page = _open(window, "Board")
    # VS Code brings back what is seen; of what is behind it only the tab.
    window.run("View: Open Next Editor")
    window.run("Developer: Reload Window")
    expect(window.page.locator(".monaco-workbench")).to_be_hidden()
    _open(window, "Graph")
    tabs = window.page.locator(".tab", has_text="Order management, first release")
    expect(tabs).to_have_count(2)
    tabs.filter(has_text="Board:").click()
    expect(tabs).to_have_count(1)
    expect(page.locator(".board-card")).to_have_count(12)
    # It is that panel which the feature has from now on.
    window.page.locator('.tab[data-resource-name="task.json"]').click()
    window.editor.wait_for(workspace / FEATURE / "task.json")
    _open(window, "Graph")
    expect(page.locator(".node")).to_have_count(12)
    expect(tabs).to_have_count(1)


def test_what_is_wrong_is_marked_in_every_theme(open_window: OpenWindow, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(REPOSITORY / "examples" / "faulty", tmp_path / "faulty"))
    window = open_window(folder, ".tmp/tasks/reservations/task.json")
    page = _open(window, "Graph")
    expect(page.locator(".heading").first).to_have_text("Missing")
    expect(page.locator(".heading").last).to_have_text("In no batch")
    expect(page.locator(".graph .edge.is-cycle")).to_have_count(3)
    expect(page.locator(".graph .edge.is-missing")).to_have_count(1)
    expect(page.locator(".graph .conflict")).to_have_count(1)
    page.get_by_text("3 problems").click()
    page.get_by_role("button", name="07, 08 and 09 wait for one another").click()
    expect(_node(page, "07")).to_be_in_viewport()
    expect(page.locator(".card")).to_contain_text("It waits for itself in the end.")
    window.keep_screen("graph-problems")
    page.locator(".legend summary").click()
    for theme, style in THEMES.items():
        window.run("Preferences: Color Theme")
        window.quick_input.type(theme)
        window.quick_input.choose(theme)
        expect(page.locator("body")).to_have_class(re.compile(rf"\b{style}(?!-)\b"))
        for view in ("Board", "Graph"):
            page.get_by_role("tab", name=view).click()
            expect(page.locator(".board-card, .node.is-waiting").first).to_be_visible()
            window.keep_screen(f"{view.lower()}-{theme.lower().replace(' ', '-')}")


def _open(window: Window, view: str) -> FrameLocator:
    """Open a view of the feature that the active file is of, once the server has told of it."""
    expect(window.status_bar.item(re.compile(r"\d+/\d+"))).to_be_visible(timeout=START)
    window.run(f"Callsheet: Open {view}")
    page = window.web_page()
    expect(page.get_by_role("tab", name=view)).to_have_attribute("aria-selected", "true")
    return page


def _node(page: FrameLocator, key: str) -> Locator:
    """The node of a subtask in the graph, or its card on the board."""
    return page.locator(f"[data-key='{key}']")


def _column(page: FrameLocator, title: str) -> Locator:
    return page.locator(".board-column", has=page.get_by_role("heading", name=title))


def _status(window: Window, key: str) -> str | None:
    """What the file of a subtask says; None while it is being written."""
    try:
        text = (window.folder / FEATURE / f"subtask_{key}.json").read_text(encoding="utf-8")
        return str(json.loads(text)["status"])
    except json.JSONDecodeError:
        return None
