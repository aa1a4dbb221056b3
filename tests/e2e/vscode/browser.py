"""The browser that shows VS Code's windows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.e2e.vscode.installation import find_chromium

OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium without a screen; no asynchronous code can run in this thread meanwhile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=OPTIONS,
            # People have scrollbars, which take room.
            ignore_default_args=["--hide-scrollbars"],
        )
        yield browser
        browser.close()
