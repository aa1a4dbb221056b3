"""The parts around the editor: side bar, panel, status bar, messages, and web pages in tabs."""

from __future__ import annotations

import re

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.e2e.vscode.waiting import click_until, press_until


class Problems:
    """The view of what has been found."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.messages = page.locator(".markers-panel .monaco-list-row .marker-message")

    def open(self) -> Locator:
        """Show the view; gives the message of each finding that can be seen."""
        panel = self._page.locator(".markers-panel")
        if not panel.is_visible():
            press_until(self._page, ["Control+Shift+m"], panel)
        return self.messages


class Notifications:
    """The messages in the corner."""

    def __init__(self, page: Page) -> None:
        self.shown = page.locator(".notifications-toasts .notification-list-item")

    def with_text(self, text: str | re.Pattern[str]) -> Locator:
        """The message in which a text stands."""
        return self.shown.filter(has_text=text).first

    def press(self, text: str | re.Pattern[str], button: str) -> None:
        """Press a button of a message."""
        self.with_text(text).locator(".monaco-button", has_text=button).click()


class StatusBar:
    """The line at the bottom."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.items = page.locator(".statusbar-item:visible")

    def item(self, text: str | re.Pattern[str]) -> Locator:
        """The item in which a text stands."""
        return self.items.filter(has_text=text).first


class Tree:
    """A view with a tree in the side bar, by its title."""

    def __init__(self, page: Page, title: str) -> None:
        self._page = page
        self.pane = page.locator(".pane", has=page.locator(f'.pane-header[aria-label^="{title}"]'))
        self.rows = self.pane.locator(".monaco-list-row")

    def labels(self) -> list[str]:
        """The labels of the rows that can be seen, without what stands in grey beside them."""
        return self.rows.locator(".label-name").all_inner_texts()

    def row(self, text: str | re.Pattern[str]) -> Locator:
        """The row in which a text stands."""
        return self.rows.filter(has_text=text).first

    def expand(self, text: str) -> None:
        """Open the row in which a text stands."""
        row = self.row(text)
        expect(row).to_be_visible()
        twistie = row.locator(".monaco-tl-twistie")
        click_until(self._page, twistie, lambda: row.get_attribute("aria-expanded") == "true")

    def press(self, text: str, action: str) -> None:
        """Press the button at the end of a row."""
        row = self.row(text)
        row.hover()
        row.locator(f'.action-label[aria-label^="{action}"]').click()

    def choose_in_menu(self, text: str, command: str) -> None:
        """Choose a command in the context menu of a row."""
        self.row(text).click(button="right")
        entry = self._page.locator(".monaco-menu .action-item", has_text=command).first
        expect(entry).to_be_visible()
        click_until(self._page, entry, entry.is_hidden)


def web_page(page: Page) -> FrameLocator:
    """The web page in the tab that is shown."""
    return page.frame_locator("iframe.webview.ready:visible").frame_locator("iframe#active-frame")
