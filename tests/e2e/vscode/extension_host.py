"""Mocha suites that run in VS Code's extension host, where the whole `vscode` module is there."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.e2e.vscode.server import CodeServer
from tests.e2e.vscode.window import window_address

DRIVER = "--enable-smoke-test-driver"
"""The option of a server without which VS Code takes no notice of the tests in its address."""

PATIENCE = 100.0
"""How many seconds a suite may take."""


@dataclass(frozen=True)
class Outcome:
    """How a suite ended."""

    exit_code: int | None
    """0 when all its tests passed; None when it did not end."""
    lines: tuple[str, ...]
    """What was printed, by the suite and by everybody else in the window."""

    @property
    def report(self) -> str:
        """What Mocha has printed, whose lines are indented; everything, if it never came to that."""
        return "\n".join([line for line in self.lines if line.startswith("  ")] or self.lines)


def run_suite(browser: Browser, server: CodeServer, extension: Path, suite: Path, folder: Path) -> Outcome:
    """Run a compiled suite, a module with a function `run`, in a window with a folder, beside an unpacked extension.

    The server has to be started with `DRIVER`.
    """
    codes: list[int] = []
    lines: list[str] = []

    def record(kind: str, arguments: list[Any]) -> None:
        text = _format(arguments)
        # The errors of the window itself come with stacks, which are indented too.
        lines.extend(text.splitlines() if kind in ("info", "log") else [f"{kind}: {' '.join(text.split())}"])

    def finish(code: int, *_: object) -> None:
        codes.append(code)

    context = browser.new_context()
    try:
        page = context.new_page()
        page.expose_function("codeAutomationLog", record)
        page.expose_function("codeAutomationExit", finish)
        remote = f"vscode-remote://{server.host}"
        tests = (("extensionDevelopmentPath", f"{remote}{extension}"), ("extensionTestsPath", f"{remote}{suite}"))
        page.goto(window_address(server, folder, None, *tests), wait_until="domcontentloaded")
        until = time.monotonic() + PATIENCE
        while not codes and time.monotonic() < until:
            page.wait_for_timeout(50)
    finally:
        context.close()
    return Outcome(codes[0] if codes else None, tuple(lines))


def _format(arguments: list[Any]) -> str:
    """What a console prints: values stand where `%s` and `%d` are in the first argument, or behind it."""
    text, *values = map(str, arguments)
    for value in values:
        place = re.search("%[sd]", text)
        text = f"{text[: place.start()]}{value}{text[place.end() :]}" if place else f"{text} {value}"
    return text
