"""A real VS Code can be driven: what the tests of the extension rest upon, tried on what VS Code brings along."""

from __future__ import annotations

import json
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import expect

from tests.e2e.vscode.sessions import Sessions

BROKEN = '{\n  "name": "Gift cards",\n  "status": oh\n}\n'


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "broken.json").write_text(BROKEN, encoding="utf-8")
    return folder


def test_a_mistake_is_found_and_mended_and_nothing_keeps_running(bare_vscode: Sessions, shop: Path) -> None:
    window = bare_vscode.open(shop, "broken.json")
    expect(window.editor.squiggles).to_have_count(1)
    expect(window.problems.open()).to_have_text(["Value expected"])
    window.editor.go_to("oh")
    expect(window.editor.hover()).to_contain_text("Value expected")
    window.press("Escape", "Delete", "Delete")
    window.editor.type("true")
    expect(window.editor.squiggles).to_have_count(0)
    assert window.editor.lines()[:3] == ["{", '  "name": "Gift cards",', '  "status": true']
    window.editor.save()
    assert json.loads((shop / "broken.json").read_text(encoding="utf-8"))["status"] is True
    started = _processes_with(window.server.profile.root)
    assert any("--type=extensionHost" in process.cmdline() for process in started)
    bare_vscode.close()
    assert not [process for process in started if process.is_running()]


def test_a_suite_that_fails_in_the_extension_host_tells_so(bare_vscode: Sessions, tmp_path: Path, shop: Path) -> None:
    extension = tmp_path / "extension"
    extension.mkdir()
    description = {"name": "nothing", "publisher": "tests", "version": "0.0.1", "engines": {"vscode": "*"}}
    (extension / "package.json").write_text(json.dumps(description), encoding="utf-8")
    suite = extension / "suite.js"
    suite.write_text(
        """
        exports.run = async () => {
          console.log("  open:", require("vscode").workspace.workspaceFolders[0].name);
          throw new Error("as it should");
        };""",
        encoding="utf-8",
    )
    outcome = bare_vscode.run_suite(extension, suite, shop)
    assert outcome.exit_code == 1, outcome.lines
    assert outcome.report == "  open: shop"


def _processes_with(profile: Path) -> list[psutil.Process]:
    """The server of a profile, and all that it has started."""
    server = next(process for process in psutil.Process().children() if str(profile) in " ".join(process.cmdline()))
    return [server, *server.children(recursive=True)]
