"""A real Emacs with eglot and with lsp-mode, driven through a working day of a subtask."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.emacs import CLIENTS, FEATURE, Emacs, emacs


@pytest.fixture(params=list(CLIENTS))
def editor(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Emacs]:
    with emacs(request.param, tmp_path) as editor:
        yield editor


def keep_screen(editor: Emacs, name: str) -> None:
    editor.terminal.keep_screen(f"emacs-{editor.client}-{name}")


def test_a_finding_appears_while_typing_and_a_code_action_takes_it_away(editor: Emacs) -> None:
    editor.open(f"{FEATURE}/subtask_07.json")
    editor.go_to('"03"')
    editor.keys('"99",')
    editor.wait(lambda: any("99" in finding for finding in editor.findings()))
    keep_screen(editor, "finding")
    editor.go_to('"99"')
    editor.command("eglot-code-actions" if editor.client == "eglot" else "lsp-execute-code-action")
    editor.wait(lambda: "action" in editor.terminal.shown.splitlines()[-1])
    editor.keys("\t")
    editor.wait(lambda: "Remove" in editor.terminal.shown)
    keep_screen(editor, "code-actions")
    editor.keys("Remove\t\r")
    editor.wait(lambda: '"99"' not in editor.text())
    editor.wait(lambda: not editor.findings())


def test_hover_and_definition_of_a_reference(editor: Emacs) -> None:
    editor.open(f"{FEATURE}/subtask_07.json")
    editor.go_to("code-quality.md")
    editor.keys("\x06")
    editor.wait(lambda: "code-quality.md" in editor.terminal.shown.rpartition("subtask_07.json")[2])
    keep_screen(editor, "hover")
    editor.keys("\x1b.")
    standard = editor.root / ".opencode/context/core/standards/code-quality.md"
    editor.wait(lambda: editor.evaluate("buffer-file-name") == str(standard))
    assert editor.evaluate("(line-number-at-pos)") == 127


def test_completion_offers_a_sibling(editor: Emacs) -> None:
    editor.open(f"{FEATURE}/subtask_07.json")
    editor.go_to('"03"')
    editor.keys('"0",\x02\x02')
    editor.keys("\x1b\t")
    editor.wait(lambda: "06" in editor.terminal.shown)
    keep_screen(editor, "completion")


def test_complete_asks_for_the_summary_and_saves(editor: Emacs) -> None:
    editor.open(f"{FEATURE}/subtask_02.json")
    editor.command("callsheet-complete")
    editor.wait(lambda: "What was done" in editor.terminal.shown)
    editor.keys("Types and events are there\r")
    editor.wait(lambda: editor.saved(f"{FEATURE}/subtask_02.json")["status"] == "completed")
    assert editor.saved(f"{FEATURE}/subtask_02.json")["completion_summary"] == "Types and events are there"
    editor.wait(lambda: "Mark 02 complete" in editor.terminal.shown)
    assert editor.saved(f"{FEATURE}/task.json")["completed_count"] == 2
    keep_screen(editor, "complete")


def test_what_is_refused_can_be_overruled(editor: Emacs) -> None:
    editor.open(f"{FEATURE}/subtask_07.json")
    editor.command("callsheet-start")
    editor.wait(lambda: "07 depends on what is not completed" in editor.terminal.shown)
    editor.command("callsheet-complete")
    editor.wait(lambda: "What was done" in editor.terminal.shown)
    editor.keys("\r")
    editor.wait(lambda: "Go on all the same?" in editor.terminal.shown)
    keep_screen(editor, "refused")
    editor.keys("y")
    editor.wait(lambda: editor.saved(f"{FEATURE}/subtask_07.json")["status"] == "completed")


def test_the_plan_opens_subtasks_and_takes_steps(editor: Emacs) -> None:
    editor.open(f"{FEATURE}/task.json")
    editor.command("callsheet-plan")
    editor.wait(lambda: "Batch 3" in editor.terminal.shown)
    editor.wait(lambda: editor.evaluate("major-mode") == "callsheet-plan-mode")
    assert "Critical path  01 → 02 → 03 → 07 → 08 → 11" in editor.text()
    editor.go_to("02  Types")
    editor.keys("b")
    editor.wait(lambda: "✗ 02" in editor.text())
    keep_screen(editor, "plan")
    assert editor.saved(f"{FEATURE}/subtask_02.json")["status"] == "blocked"
    editor.keys("n\r")
    editor.wait(lambda: editor.evaluate("(file-name-nondirectory (or buffer-file-name \"\"))") == "subtask_03.json")


def test_the_last_subtask_leads_to_the_question_about_the_task(editor: Emacs) -> None:
    for path in (editor.root / FEATURE).glob("subtask_*.json"):
        if path.name != "subtask_11.json":
            path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "status": "completed"}), "utf-8")
    editor.open(f"{FEATURE}/subtask_11.json")
    editor.command("callsheet-complete")
    editor.wait(lambda: "What was done" in editor.terminal.shown)
    editor.keys("\r")
    editor.wait(lambda: "Complete the feature as well?" in editor.terminal.shown)
    keep_screen(editor, "last")
    editor.keys("y")
    editor.wait(lambda: editor.saved(f"{FEATURE}/task.json")["status"] == "completed")


def test_one_server_has_the_files_of_all_kinds_and_no_others(editor: Emacs) -> None:
    managed = [
        f"{FEATURE}/task.json",
        ".tmp/planning/order-management-system/prioritized.yaml",
        "docs/adr/001-event-driven-architecture.md",
    ]
    for path in managed:
        editor.open(path)
    assert len(editor.evaluate("(vconcat (seq-filter #'process-query-on-exit-flag (process-list)))")) >= 0
    editor.visit("package.json")
    assert editor.evaluate("(bound-and-true-p callsheet-mode)") is None
    editor.visit(managed[0])
    assert editor.evaluate("callsheet-mode") is True


