"""How the extension finds its server, or makes one, in a real VS Code."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

import callsheet
from tests.e2e.vscode.installation import REPOSITORY, VSIX
from tests.e2e.vscode.sessions import Sessions
from tests.e2e.vscode.window import Window

TASK = ".tmp/tasks/order-management-mvp/task.json"

INSTALLATION = 100_000
"""How many milliseconds the libraries may take to come."""

PYTHON = Path(sys.base_prefix) / "bin" / "python3"


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """The only folder on the PATH; there is nothing in it."""
    folder = tmp_path / "tools"
    folder.mkdir()
    return folder


@pytest.mark.timeout(300)
def test_the_first_run_without_any_environment_makes_its_own(vscode: Sessions, workspace: Path, tools: Path) -> None:
    (tools / "python3").symlink_to(PYTHON)
    window = vscode.open(workspace, TASK, environment=_environment(tools))
    progress = window.notifications.with_text("Preparing Callsheet's server: installing libraries")
    expect(progress).to_be_visible(timeout=INSTALLATION)
    window.keep_screen("server-first-run")
    expect(_lenses(window)).to_be_visible(timeout=INSTALLATION)
    (made,) = _private_environments(window)
    assert (made / "complete").exists()
    window.show(TASK)
    expect(_lenses(window)).to_be_visible()
    assert _private_environments(window) == [made]
    assert _log(window).count("Making a private environment") == 1


@pytest.mark.timeout(300)
def test_a_folder_that_is_not_trusted_gets_only_the_private_environment(
    vscode: Sessions, workspace: Path, tools: Path, tmp_path: Path
) -> None:
    (tools / "uv").symlink_to(REPOSITORY / ".venv" / "bin" / "uv")
    (tools / "python3").symlink_to(PYTHON)
    betrayed = tmp_path / "betrayed"
    for program in ("callsheet", "python", "uv"):
        _write_program(workspace / ".venv" / "bin" / program, f"echo {program} >> {betrayed}")
    (workspace / ".vscode").mkdir()
    settings = {"callsheet.server.path": "${workspaceFolder}/.venv/bin/callsheet"}
    (workspace / ".vscode" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    path = [workspace / ".venv" / "bin", tools]
    window = vscode.open(workspace, TASK, environment=_environment(*path), asks_for_trust=True)
    expect(_lenses(window)).to_be_visible(timeout=INSTALLATION)
    expect(window.status_bar.item("Restricted Mode")).to_be_visible()
    window.keep_screen("server-restricted")
    (made,) = _private_environments(window)
    assert _running(window) == [str(made / "bin" / "python")]
    assert not betrayed.exists(), betrayed.read_text(encoding="utf-8")


def test_a_folder_that_becomes_trusted_is_not_kept_waiting_for_the_private_environment(
    vscode: Sessions, workspace: Path, tools: Path
) -> None:
    (workspace / ".venv").symlink_to(REPOSITORY / ".venv")
    _write_program(tools / "python3", f'case "$*" in *venv*) exec /bin/sleep 600;; *) exec {PYTHON} "$@";; esac')
    window = vscode.open(workspace, TASK, environment=_environment(tools), asks_for_trust=True)
    progress = window.notifications.with_text("making a Python environment")
    expect(progress).to_be_visible()
    window.status_bar.item("Restricted Mode").click()
    window.page.locator(".workspace-trust-editor").get_by_role("button", name="Trust", exact=True).click()
    expect(progress).to_be_hidden()
    window.open(TASK)
    expect(_lenses(window)).to_be_visible()
    assert _running(window) == [str(workspace / ".venv" / "bin" / "python")]
    assert not _private_environments(window)


def test_the_environment_of_a_trusted_folder_is_used(vscode: Sessions, workspace: Path, tools: Path) -> None:
    (workspace / ".venv").symlink_to(REPOSITORY / ".venv")
    window = vscode.open(workspace, TASK, environment=_environment(tools))
    expect(_lenses(window)).to_be_visible()
    assert _running(window) == [str(workspace / ".venv" / "bin" / "python")]
    assert not _private_environments(window)


def test_what_is_chosen_in_the_python_extension_is_used(
    installed_extension: Path, browser: Browser, workspace: Path, tools: Path, tmp_path: Path
) -> None:
    (tmp_path / "chosen").symlink_to(REPOSITORY / ".venv")
    python = tmp_path / "chosen" / "bin" / "python"
    extensions = Path(shutil.copytree(installed_extension, tmp_path / "extensions"))
    _install_python_extension(extensions, python)
    with contextlib.closing(Sessions(browser, tmp_path, extensions=extensions)) as sessions:
        window = sessions.open(workspace, TASK, environment=_environment(tools))
        expect(_lenses(window)).to_be_visible()
        assert _running(window) == [str(python)]


@pytest.mark.timeout(300)
def test_uvx_is_used_where_it_is_there(vscode: Sessions, workspace: Path, tools: Path) -> None:
    for program in ("uv", "uvx"):
        (tools / program).symlink_to(REPOSITORY / ".venv" / "bin" / program)
    (tools / "python3").symlink_to(PYTHON)
    window = vscode.open(workspace, TASK, environment=_environment(tools))
    expect(_lenses(window)).to_be_visible(timeout=INSTALLATION)
    assert re.search(rf"from uvx, is Callsheet {re.escape(callsheet.__version__)}$", _log(window), re.MULTILINE)
    assert not _private_environments(window)


def test_a_setting_that_is_wrong_is_told_with_buttons_and_can_be_mended(vscode: Sessions, workspace: Path) -> None:
    settings = {"callsheet.server.path": "~/nowhere/callsheet"}
    window = vscode.open(workspace, TASK, settings=settings)
    message = window.notifications.with_text('The setting "callsheet.server.path" names')
    expect(message).to_contain_text("and there is no such program")
    expect(_buttons(message)).to_have_text(["Choose Program…", "Restart", "Show Log"])
    window.keep_screen("server-wrong-setting")
    window.notifications.press("callsheet.server.path", "Choose Program…")
    expect(window.page.locator(".settings-editor .setting-item-description").first).to_contain_text("callsheet")
    window.keep_screen("server-choose-program")
    window.page.locator(".settings-editor .setting-item-control input").fill("callsheet")
    window.wait(lambda: "from the settings, is Callsheet" in _log(window), "the program that is named now is run")
    window.press("Escape")
    expect(_lenses(window)).to_be_visible()


def test_where_there_is_no_python_the_message_says_what_to_do(vscode: Sessions, workspace: Path, tools: Path) -> None:
    window = vscode.open(workspace, TASK, environment=_environment(tools))
    message = window.notifications.with_text("Callsheet needs Python 3.10 or newer, and there is none.")
    expect(_buttons(message)).to_have_text(["Install Python…", "Choose Program…", "Restart", "Show Log"])
    window.keep_screen("server-no-python")
    (tools / "callsheet").symlink_to(REPOSITORY / ".venv" / "bin" / "callsheet")
    window.notifications.press("Callsheet needs Python", "Restart")
    expect(_lenses(window)).to_be_visible()


def test_the_package_holds_what_runs_and_nothing_else(installed_extension: Path) -> None:
    with zipfile.ZipFile(VSIX) as package:
        names = package.namelist()
        texts = {name: package.read(name).decode(errors="replace") for name in names}
    assert f"extension/bundled/{_wheel_name()}" in names
    assert not [name for name in names if re.search(r"node_modules|\.map$|\.tsx?$|package-lock|/test/", name)]
    addresses = re.compile(rf"{re.escape(str(REPOSITORY))}|registry\.npmjs|pypi\.org|pythonhosted")
    assert not [name for name, text in texts.items() if addresses.search(text)]
    assert json.loads(texts["extension/package.json"])["version"] == callsheet.__version__
    assert VSIX.stat().st_size < 2_000_000


def _wheel_name() -> str:
    return f"callsheet-{callsheet.__version__}-py3-none-any.whl"


def _environment(*path: Path) -> dict[str, str]:
    """The environment of the tests with another PATH, on which there is neither Python nor Callsheet."""
    return {**os.environ, "PATH": os.pathsep.join(map(str, path))}


def _write_program(path: Path, command: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
    path.chmod(0o755)


def _install_python_extension(extensions: Path, python: Path) -> None:
    """Install an extension that offers of the Python extension's interface what tells which Python is chosen."""
    identifier = "ms-python.python"
    publisher, name = identifier.split(".")
    folder = extensions / f"{identifier}-1.0.0"
    folder.mkdir()
    description = {"publisher": publisher, "name": name, "version": "1.0.0", "main": "./main.js"}
    (folder / "package.json").write_text(
        json.dumps({**description, "engines": {"vscode": "^1.91.0"}}), encoding="utf-8"
    )
    (folder / "main.js").write_text(
        f"""
        const {{ Uri }} = require("vscode");
        const environments = {{
          getActiveEnvironmentPath: (resource) => ({{ id: resource.toString(), path: "chosen" }}),
          resolveEnvironment: async () => ({{ executable: {{ uri: Uri.file({json.dumps(str(python))}) }} }}),
        }};
        exports.activate = () => ({{ environments }});""",
        encoding="utf-8",
    )
    index = extensions / "extensions.json"
    location = {"$mid": 1, "path": str(folder), "scheme": "file"}
    entry = {
        "identifier": {"id": identifier},
        "version": "1.0.0",
        "location": location,
        "relativeLocation": folder.name,
    }
    index.write_text(json.dumps([*json.loads(index.read_text(encoding="utf-8")), entry]), encoding="utf-8")


def _lenses(window: Window) -> Locator:
    """What is shown once the server has answered."""
    return window.editor.lenses.first


def _buttons(message: Locator) -> Locator:
    return message.locator(".monaco-button:visible")


def _private_environments(window: Window) -> list[Path]:
    return sorted(window.server.profile.storage("callsheet.callsheet").glob("server-*"))


def _running(window: Window) -> list[str]:
    """The programs that run as the server."""
    return [process.cmdline()[0] for process in window.server.processes("lsp")]


def _log(window: Window) -> str:
    """What the extension has logged."""
    return "\n".join(text for path, text in window.server.profile.logs().items() if path.endswith("Callsheet.log"))
