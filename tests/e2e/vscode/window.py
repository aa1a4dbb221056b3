"""A window of the real VS Code, and what a person does and sees in it."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Error, FrameLocator, expect

from tests.e2e.vscode.editor import Editor
from tests.e2e.vscode.installation import REPOSITORY
from tests.e2e.vscode.parts import Notifications, Problems, StatusBar, Tree, web_page
from tests.e2e.vscode.quick_input import QuickInput
from tests.e2e.vscode.server import CodeServer
from tests.e2e.vscode.waiting import PATIENCE, Result, wait_until

SCREENS = REPOSITORY / "build" / "screens"
SIZE = (1280, 800)
"""Width and height of a window in pixels."""


class Window:
    """A window with one folder open, in a browser session of its own."""

    def __init__(self, browser: Browser, server: CodeServer, folder: Path) -> None:
        """Make a window for a folder; it is empty until it is told what to show."""
        self.server = server
        self.folder = folder
        self._context = browser.new_context(viewport={"width": SIZE[0], "height": SIZE[1]}, reduced_motion="reduce")
        self._context.set_default_timeout(PATIENCE * 1000)
        self.page = self._context.new_page()
        self.quick_input = QuickInput(self.page)
        self.editor = Editor(self.page, self.quick_input)
        self.problems = Problems(self.page)
        self.notifications = Notifications(self.page)
        self.status_bar = StatusBar(self.page)

    def show(self, file: str | None = None) -> None:
        """Load the folder, and open a file by its path below it; again, to load everything anew."""
        path = self.folder / file if file else None
        self.page.goto(window_address(self.server, self.folder, path), wait_until="domcontentloaded")
        if path is None:
            expect(self.page.locator(".part.statusbar")).to_be_visible()
        else:
            self.editor.wait_for(path)

    def run(self, title: str) -> None:
        """Run a command as the palette names it."""
        self.quick_input.run(title)

    def press(self, *keys: str) -> None:
        """Press keys, one after another, by the names that Playwright has for them."""
        for key in keys:
            self.page.keyboard.press(key)

    def open(self, file: str) -> Editor:
        """Open a file by its path below the folder; gives the editor that shows it."""
        self.editor.open(self.folder / file)
        return self.editor

    def tree(self, title: str) -> Tree:
        """The view of the side bar with a title."""
        return Tree(self.page, title)

    def web_page(self) -> FrameLocator:
        """The web page in the tab that is shown."""
        return web_page(self.page)

    def wait(self, condition: Callable[[], Result], what: str) -> Result:
        """Wait until something outside of the window is so, and give it."""
        return wait_until(self.page, condition, what)

    def wait_for_watching(self) -> None:
        """Wait until VS Code notices what changes on disk, which it does some time after a window has opened."""
        probe = self.folder / "is-it-seen"
        row = self.page.locator(".explorer-folders-view .monaco-list-row", has_text=probe.name)

        def comes_and_goes() -> bool:
            try:
                probe.touch()
                row.wait_for(state="visible", timeout=1000)
                probe.unlink()
                row.wait_for(state="hidden", timeout=1000)
            except Error:
                probe.unlink(missing_ok=True)
                return False
            return True

        self.wait(comes_and_goes, "the explorer shows a new file, and no longer when it is gone")

    def keep_screen(self, name: str) -> Path:
        """Keep a picture of the window, to be looked at after the run."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        path = SCREENS / f"vscode-{name}.png"
        self.page.screenshot(path=path)
        return path

    def close(self) -> None:
        """Close the window; its extension host ends with it."""
        self._context.close()


def window_address(server: CodeServer, folder: Path, file: Path | None, *payload: tuple[str, str]) -> str:
    """The address that opens a folder; `payload` are further things that VS Code takes from it."""
    entries = [("skipWelcome", "true"), ("skipReleaseNotes", "true"), *payload]
    if file is not None:
        entries.append(("openFile", f"vscode-remote://{server.host}{file}"))
    query = urllib.parse.urlencode({"folder": str(folder), "payload": json.dumps(entries)})
    return f"http://{server.host}/?{query}"
