"""The box at the top of VS Code: commands, files, questions and lists to choose from."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Error, Locator, Page, expect

from tests.e2e.vscode.waiting import press_until, wait_until


class QuickInput:
    """The box, whoever has opened it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.box = page.locator(".quick-input-widget")
        self.field = self.box.locator(".quick-input-box input")
        self.title = self.box.locator(".quick-input-title")
        self.message = self.box.locator(".quick-input-message")
        """The prompt, and what is wrong with the answer."""
        self.rows = self.box.locator(".quick-input-list .monaco-list-row")

    def run(self, title: str) -> None:
        """Run a command as the palette names it: `Category: Title`."""
        wait_until(self._page, lambda: self._offers(title), f"the palette offers {title}")
        self.choose(title)

    def _offers(self, title: str) -> bool:
        """Open the palette at a command; close it where there is none, for it lists what there is when it opens.

        Extensions bring their commands some time after a window has opened.
        """
        press_until(self._page, ["F1"], self.field)
        self.field.fill(f">{title}")
        try:
            self.row(title).wait_for(timeout=1000)
        except Error:
            self.dismiss()
            return False
        return True

    def open_file(self, path: Path) -> None:
        """Open a file by its whole path."""
        press_until(self._page, ["Control+p"], self.field)
        self.field.fill(str(path))
        expect(self.row(path.name)).to_be_visible()
        self._page.keyboard.press("Enter")
        expect(self.box).to_be_hidden()

    def row(self, label: str) -> Locator:
        """The entry of a list whose label is this."""
        return self.rows.filter(has=self._page.locator(".label-name", has_text=_exactly(label))).first

    def choose(self, label: str) -> None:
        """Take the entry with this label."""
        self.row(label).click()
        # What is under the mouse afterwards must not show its hover.
        self._page.mouse.move(0, 0)

    def answer(self, text: str) -> None:
        """Give an answer to a question."""
        self.type(text)
        self._page.keyboard.press("Enter")
        expect(self.box).to_be_hidden()

    def type(self, text: str) -> None:
        """Write an answer, without giving it."""
        expect(self.box).to_be_visible()
        self.field.fill(text)

    def dismiss(self) -> None:
        """Leave it without an answer."""
        self._page.keyboard.press("Escape")
        expect(self.box).to_be_hidden()


def _exactly(text: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(text)}$")
