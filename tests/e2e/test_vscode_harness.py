"""A real VS Code can be driven: what the tests of the extension rest upon, tried on what VS Code brings along."""

from __future__ import annotations

import json
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import expect

from tests.e2e.vscode.sessions import Sessions
from tests.e2e.vscode.window import Window

BROKEN = '{\n  "name": "Gift cards",\n  "status": oh\n}\n'


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "broken.json").write_text(BROKEN, encoding="utf-8")
    (folder / "notes.md").write_text("# Opening hours\n", encoding="utf-8")
    return folder


def test_a_mistake_is_found_shown_explained_and_mended(bare_vscode: Sessions, shop: Path) -> None:
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


def test_the_palette_runs_commands_and_web_pages_can_be_read(bare_vscode: Sessions, shop: Path) -> None:
    window = bare_vscode.open(shop, "notes.md")
    window.run("Markdown: Open Preview")
    expect(window.web_page().locator("h1")).to_have_text("Opening hours")


def test_a_file_changed_on_disk_is_noticed(bare_vscode: Sessions, shop: Path) -> None:
    window = bare_vscode.open(shop, "notes.md")
    window.wait_for_watching()
    (shop / "notes.md").write_text("# Closed\n", encoding="utf-8")
    window.wait(lambda: "# Closed" in window.editor.lines(), "the editor shows the new text")


def test_a_folder_is_not_trusted_until_its_user_says_so(bare_vscode: Sessions, shop: Path) -> None:
    window = bare_vscode.open(shop, asks_for_trust=True)
    expect(window.status_bar.item("Restricted Mode")).to_be_visible()


@pytest.mark.parametrize(("body", "exit_code"), [("return;", 0), ("throw new Error('as it should');", 1)])
def test_a_suite_in_the_extension_host_tells_how_it_ended(
    bare_vscode: Sessions, tmp_path: Path, shop: Path, body: str, exit_code: int
) -> None:
    extension = tmp_path / "extension"
    extension.mkdir()
    description = {"name": "nothing", "publisher": "tests", "version": "0.0.1", "engines": {"vscode": "*"}}
    (extension / "package.json").write_text(json.dumps(description), encoding="utf-8")
    suite = extension / "suite.js"
    suite.write_text(
        f"""
        exports.run = async () => {{
          console.log("  open:", require("vscode").workspace.workspaceFolders[0].name);
          {body}
        }};""",
        encoding="utf-8",
    )
    outcome = bare_vscode.run_suite(extension, suite, shop)
    assert outcome.exit_code == exit_code, outcome.lines
    assert outcome.report == "  open: shop"


def test_nothing_outlives_a_session(bare_vscode: Sessions, shop: Path) -> None:
    window = bare_vscode.open(shop, "broken.json")
    window.wait(lambda: window.server.processes("--type=extensionHost"), "the extension host starts")
    started = _processes_of(window)
    bare_vscode.close()
    assert not [process for process in started if process.is_running()]


def _processes_of(window: Window) -> list[psutil.Process]:
    folder = str(window.server.profile.root)
    server = next(process for process in psutil.Process().children() if folder in " ".join(process.cmdline()))
    return [server, *server.children(recursive=True)]
