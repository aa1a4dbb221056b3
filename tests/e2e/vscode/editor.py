"""The text editor that has the focus."""

from __future__ import annotations

import re
import urllib.parse
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.e2e.vscode.quick_input import QuickInput
from tests.e2e.vscode.waiting import press_until


class Editor:
    """What is written, and what is shown in and around it."""

    def __init__(self, page: Page, quick_input: QuickInput) -> None:
        self._page = page
        self._quick_input = quick_input
        self._group = page.locator(".editor-group-container.active")
        self.squiggles = self._group.locator(".squiggly-error, .squiggly-warning, .squiggly-info")
        self.lenses = self._group.locator(".codelens-decoration a")
        self.completions = page.locator(".suggest-widget.visible .monaco-list-row")
        self.actions = page.locator(".action-widget .monaco-list-row.action")
        """The menu of quick fixes and refactorings."""
        self._path: Path | None = None

    def open(self, path: Path) -> None:
        """Open a file, and wait until it is shown."""
        self._quick_input.open_file(path)
        self.wait_for(path)

    def wait_for(self, path: Path) -> None:
        """Wait until a file is shown."""
        expect(self._group.locator(f'.tab.active[data-resource-name="{path.name}"]')).to_be_visible()
        editor = self._group.locator(f'.monaco-editor[data-uri$="/{urllib.parse.quote(path.name)}"]')
        expect(editor.locator(".view-line").first).to_be_visible()
        self._path = path

    def go_to(self, text: str, *, after: bool = False) -> None:
        """Put the cursor before, or right behind, the first occurrence of a text, as the file stands on disk."""
        assert self._path is not None, "no file is open"
        content = self._path.read_text(encoding="utf-8")
        offset = content.index(text) + (len(text) if after else 0)
        line_start = content.rfind("\n", 0, offset) + 1
        column = len(content[line_start:offset].encode("utf-16-le")) // 2
        self.go_to_line(content.count("\n", 0, offset) + 1, column + 1)

    def go_to_line(self, line: int, column: int = 1) -> None:
        """Put the cursor on a line and a column, both 1-based."""
        press_until(self._page, ["Control+g"], self._quick_input.field)
        self._quick_input.answer(f":{line}:{column}")
        position = self._page.locator(r"#status\.editor\.selection")
        expect(position).to_have_text(re.compile(rf"Ln {line}, Col {column}\b"))

    def type(self, text: str) -> None:
        """Type at the cursor; brackets and quotation marks close themselves as they do for everybody."""
        self._page.keyboard.type(text)

    def lines(self) -> list[str]:
        """The lines that can be seen, from top to bottom."""
        found = self._group.locator(".view-lines .view-line").evaluate_all(
            """lines => lines
              .map(line => [parseFloat(line.style.top), line.textContent])
              .sort((one, other) => one[0] - other[0])
              .map(([, text]) => text)"""
        )
        return [str(line).replace("\u00a0", " ") for line in found]

    def hover(self) -> Locator:
        """Ask for the hover of what is at the cursor; more may come after the beginning."""
        shown = self._page.locator(".monaco-hover:visible .hover-contents:visible")
        press_until(self._page, ["Control+k", "Control+i"], shown.first)
        return self._page.locator(".monaco-hover:visible")

    def complete(self) -> Locator:
        """Ask for completions at the cursor; gives those that can be seen."""
        press_until(self._page, ["Control+Space"], self.completions.first)
        return self.completions

    def light_bulb(self) -> Locator:
        """Open the menu of quick fixes and refactorings at the cursor; gives its entries."""
        press_until(self._page, ["Control+."], self.actions.first)
        return self.actions

    def act(self, title: str) -> None:
        """Choose an entry of that menu while it is open."""
        self.actions.filter(has_text=title).first.click()
        expect(self.actions).to_have_count(0)

    def lens(self, title: str) -> Locator:
        """The lens with a title."""
        return self.lenses.filter(has_text=title).first

    def save(self) -> None:
        """Save the file, and wait until that is done."""
        self._page.keyboard.press("Control+s")
        expect(self._group.locator(".tab.active.dirty")).to_have_count(0)
