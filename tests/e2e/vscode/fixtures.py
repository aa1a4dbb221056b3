"""The fixtures of the tests in VS Code; `tests/e2e/conftest.py` takes them in."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.vscode.browser import chromium
from tests.e2e.vscode.installation import REPOSITORY, VSIX, environment, what_is_missing
from tests.e2e.vscode.profile import install_extension
from tests.e2e.vscode.sessions import Sessions
from tests.e2e.vscode.waiting import PATIENCE


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser; not for the whole run, because asynchronous tests cannot run beside it."""
    missing = what_is_missing()
    if missing and "CI" not in os.environ:
        pytest.skip(missing)
    assert not missing, missing
    expect.set_options(timeout=PATIENCE * 1000)
    with chromium() as started:
        yield started


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A copy of the example."""
    return Path(shutil.copytree(REPOSITORY / "examples" / "order-management", tmp_path / "order-management"))


@pytest.fixture
def bare_vscode(browser: Browser, tmp_path: Path) -> Iterator[Sessions]:
    """VS Code with nothing but what it brings along."""
    with contextlib.closing(Sessions(browser, tmp_path, environment=environment())) as sessions:
        yield sessions


@pytest.fixture(scope="session")
def installed_extension(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Callsheet's extension, installed from its package."""
    if not VSIX.exists() and "CI" not in os.environ:
        pytest.skip("needs Callsheet's extension: make vsix")
    assert VSIX.exists(), f"there is no {VSIX.name}: make vsix"
    return install_extension(VSIX, tmp_path_factory.mktemp("extension"))


@pytest.fixture
def vscode(browser: Browser, tmp_path: Path, installed_extension: Path) -> Iterator[Sessions]:
    """VS Code with Callsheet's extension."""
    sessions = Sessions(browser, tmp_path, extensions=installed_extension, environment=environment())
    with contextlib.closing(sessions):
        yield sessions


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
