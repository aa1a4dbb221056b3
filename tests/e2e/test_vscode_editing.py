"""A real VS Code with the extension, and what its user sees while writing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.e2e.vscode.sessions import Sessions

FEATURE = ".tmp/tasks/order-management-mvp"
SUBTASK = f"{FEATURE}/subtask_07.json"
STANDARDS = ".opencode/context/core/standards/code-quality.md"


def test_a_finding_is_underlined_listed_and_mended(vscode: Sessions, workspace: Path) -> None:
    _replace(workspace / SUBTASK, '"03"', '"99"')
    window = vscode.open(workspace, SUBTASK)
    expect(window.editor.squiggles).to_have_count(1)
    expect(window.problems.open()).to_have_text(['"99" is no subtask of order-management-mvp'])
    window.keep_screen("finding")
    window.editor.go_to('"99"')
    expect(window.editor.light_bulb().first).to_contain_text('Remove "99" from depends_on')
    window.keep_screen("quick-fix")
    window.editor.act('Remove "99" from depends_on')
    expect(window.editor.squiggles).to_have_count(0)
    expect(window.problems.messages).to_have_count(0)
    window.editor.save()
    assert _load(workspace / SUBTASK)["depends_on"] == ["04", "05"]


def test_hover_shows_the_referenced_lines_and_completion_offers_siblings_and_files(
    vscode: Sessions, workspace: Path
) -> None:
    window = vscode.open(workspace, SUBTASK)
    expect(window.editor.lenses.first).to_be_visible()
    window.editor.go_to(STANDARDS)
    hover = window.editor.hover()
    for line in (workspace / STANDARDS).read_text(encoding="utf-8").splitlines()[126:130]:
        expect(hover).to_contain_text(line)
    expect(hover.locator(".monaco-tokenized-source")).to_be_visible()
    window.keep_screen("hover")
    window.press("Escape")
    window.editor.go_to('"depends_on": [', after=True)
    window.editor.type('"')
    siblings = window.editor.complete()
    expect(siblings.filter(has_text="06").first).to_contain_text("Order emails through SendGrid")
    expect(siblings.filter(has_text="08")).to_have_count(0)
    window.keep_screen("completion-siblings")
    siblings.filter(has_text="06").first.click()
    window.editor.save()
    assert _load(workspace / SUBTASK)["depends_on"] == ["06", "03", "04", "05"]
    window.editor.go_to('"reference_files": [', after=True)
    window.editor.type('"src/api')
    files = window.editor.complete()
    expect(files.filter(has_text="base.controller.ts").first).to_be_visible()
    window.keep_screen("completion-files")
    files.filter(has_text="base.controller.ts").first.click()
    window.editor.save()
    assert "src/api/base.controller.ts" in _load(workspace / SUBTASK)["reference_files"]


def test_renaming_a_subtask_renames_its_file_and_every_dependency(vscode: Sessions, workspace: Path) -> None:
    window = vscode.open(workspace, f"{FEATURE}/subtask_10.json")
    expect(window.editor.lenses.first).to_be_visible()
    window.editor.go_to('"10"')
    window.press("ArrowRight", "F2")
    box = window.page.locator(".rename-box input")
    expect(box).to_have_value("10")
    window.keep_screen("rename")
    box.fill("13")
    window.press("Enter")
    old, new, dependent = (workspace / FEATURE / f"subtask_{number}.json" for number in ("10", "13", "11"))
    window.wait(new.exists, "the file has its new name")
    assert not old.exists()
    window.wait(lambda: _load(new)["seq"] == "13", "the file is saved")
    window.wait(lambda: "13" in _load(dependent)["depends_on"], "what depends on it is saved")
    window.keep_screen("renamed")


def _load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(re.sub(re.escape(old), new, text, count=1), encoding="utf-8")
