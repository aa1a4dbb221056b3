"""Waiting for what cannot be seen in a window alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from playwright.sync_api import Error, Locator, Page

PATIENCE = 30.0
"""How many seconds something may take that a person waits for."""

Result = TypeVar("Result")


def wait_until(page: Page, condition: Callable[[], Result], what: str) -> Result:
    """Wait until something is so, and give it; the page goes on meanwhile."""
    until = time.monotonic() + PATIENCE
    while not (value := condition()):
        assert time.monotonic() < until, f"it did not happen that {what}"
        page.wait_for_timeout(20)
    return value


def click_until(page: Page, target: Locator, is_done: Callable[[], bool]) -> None:
    """Click until that has its effect; what VS Code is just drawing takes no click."""

    def clicked() -> bool:
        if is_done():
            return True
        try:
            target.click(timeout=2000)
        except Error:
            return is_done()
        until = time.monotonic() + 2
        while not is_done() and time.monotonic() < until:
            page.wait_for_timeout(20)
        return is_done()

    wait_until(page, clicked, f"a click on {target} has its effect")


def press_until(page: Page, keys: Sequence[str], shown: Locator) -> None:
    """Press keys until something is shown; while VS Code moves the focus, keys may get lost."""

    def shows() -> bool:
        for key in keys:
            page.keyboard.press(key)
        try:
            shown.wait_for(timeout=5000)
        except Error:
            return False
        return True

    wait_until(page, shows, f"{' '.join(keys)} shows {shown}")
