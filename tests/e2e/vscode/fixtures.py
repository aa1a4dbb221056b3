"""The fixtures of the tests in VS Code; `tests/e2e/conftest.py` takes them in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.vscode.installation import REPOSITORY, find_chromium, what_is_missing
from tests.e2e.vscode.sessions import Sessions
from tests.e2e.vscode.window import PATIENCE

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Not for the whole run: asynchronous tests cannot run while Playwright's loop does."""
    missing = what_is_missing()
    if missing and "CI" not in os.environ:
        pytest.skip(missing)
    assert not missing, missing
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A copy of the example."""
    return Path(shutil.copytree(REPOSITORY / "examples" / "order-management", tmp_path / "order-management"))


@pytest.fixture
def bare_vscode(browser: Browser, tmp_path: Path) -> Iterator[Sessions]:
    """VS Code with nothing but what it brings along."""
    sessions = Sessions(browser, tmp_path, None)
    yield sessions
    sessions.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep what VS Code shows and has logged when a test fails."""
    report = yield
    if report.when == "call" and report.failed and isinstance(item, pytest.Function):
        for value in item.funcargs.values():
            if isinstance(value, Sessions):
                report.sections.append(("VS Code", value.describe(item.name)))
    return report
