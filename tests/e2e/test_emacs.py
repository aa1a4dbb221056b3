"""A real Emacs with eglot and with lsp-mode, driven through a working day of a subtask."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.emacs import CLIENTS, FEATURE, PACKAGE, Emacs, emacs, skip_without_emacs


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
    editor.wait(lambda: 'Remove "99"' in editor.terminal.shown)
    keep_screen(editor, "code-actions")
    editor.keys("Remove\t\r")
    editor.wait(lambda: '"99"' not in editor.text())
    editor.wait(lambda: not editor.findings())


def test_completion_hover_and_definition(editor: Emacs) -> None:
    editor.open(f"{FEATURE}/subtask_07.json")
    editor.go_to('"03"')
    editor.keys('"0",\x02\x02\x1b\t')
    editor.wait(lambda: "06 Order emails through SendGrid" in editor.terminal.shown)
    keep_screen(editor, "completion")
    editor.go_to("code-quality.md")
    editor.keys("\x06")
    editor.wait(lambda: "code-quality.md" in editor.terminal.shown.rpartition("-U")[2])
    keep_screen(editor, "hover")
    editor.keys("\x1b.")
    standard = editor.root / ".opencode/context/core/standards/code-quality.md"
    editor.wait(lambda: editor.evaluate("buffer-file-name") == str(standard))
    assert editor.evaluate("(line-number-at-pos)") == 127


def test_complete_asks_for_the_summary_and_saves(editor: Emacs) -> None:
    editor.open(f"{FEATURE}/subtask_02.json")
    editor.command("callsheet-complete")
    editor.wait(lambda: "What was done" in editor.terminal.shown)
    editor.keys("Types and events are there\r")
    editor.wait(lambda: "Mark 02 complete" in editor.terminal.shown)
    keep_screen(editor, "complete")
    subtask = editor.saved(f"{FEATURE}/subtask_02.json")
    assert (subtask["status"], subtask["completion_summary"]) == ("completed", "Types and events are there")
    assert editor.saved(f"{FEATURE}/task.json")["completed_count"] == 2


def test_what_is_refused_says_why_and_can_be_overruled(editor: Emacs) -> None:
    editor.open(f"{FEATURE}/subtask_07.json")
    editor.command("callsheet-start")
    editor.wait(lambda: "07 depends on what is not completed" in editor.terminal.shown)
    editor.command("callsheet-complete")
    editor.wait(lambda: "What was done" in editor.terminal.shown)
    editor.keys("\r")
    editor.wait(lambda: "Go on all the same?" in editor.terminal.shown)
    keep_screen(editor, "refused")
    editor.keys("y")
    editor.wait(lambda: "Mark 07 complete" in editor.terminal.shown)
    assert editor.saved(f"{FEATURE}/subtask_07.json")["status"] == "completed"


def test_the_plan_opens_subtasks_and_takes_steps(editor: Emacs) -> None:
    editor.open(f"{FEATURE}/task.json")
    editor.command("callsheet-plan")
    editor.wait(lambda: editor.evaluate("major-mode") == "callsheet-plan-mode")
    assert "Critical path  01 → 02 → 03 → 07 → 08 → 11" in editor.text()
    editor.go_to("02  Types")
    editor.keys("b")
    editor.wait(lambda: "✗ 02" in editor.text())
    keep_screen(editor, "plan")
    assert editor.saved(f"{FEATURE}/subtask_02.json")["status"] == "blocked"
    editor.keys("n\r")
    editor.wait(lambda: editor.evaluate('(file-name-base (or buffer-file-name ""))') == "subtask_03")


def test_the_last_subtask_leads_to_the_question_about_the_feature(editor: Emacs) -> None:
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
    editor.wait(lambda: "Mark order-management-mvp complete" in editor.terminal.shown)
    assert editor.saved(f"{FEATURE}/task.json")["status"] == "completed"


_SERVERS = """
  (length (seq-filter (lambda (process)
                        (let ((command (process-command process)))
                          (and (listp command) (member "lsp" command))))
                      (process-list)))"""


def test_one_server_has_the_files_of_all_kinds_and_no_others(editor: Emacs) -> None:
    (editor.root / "callsheet.toml").touch()
    for path in (
        f"{FEATURE}/task.json",
        ".tmp/planning/order-management-system/prioritized.yaml",
        "docs/adr/001-event-driven-architecture.md",
        "callsheet.toml",
    ):
        editor.open(path)
    assert editor.evaluate(_SERVERS) == 1
    elsewhere = editor.root.with_name("elsewhere.json")
    elsewhere.write_text("{}")
    editor.visit(str(elsewhere))
    assert editor.evaluate("callsheet-mode") is None


def test_the_package_compiles_without_a_warning_and_is_documented(tmp_path: Path) -> None:
    skip_without_emacs()
    shutil.copytree(PACKAGE, tmp_path, dirs_exist_ok=True)
    compile_all = ["--eval", "(setq byte-compile-error-on-warn t)", "-f", "batch-byte-compile"]
    check_all = ["--eval", "(mapc #'checkdoc-file command-line-args-left)"]
    for action in (check_all, compile_all):
        command = ["emacs", "--batch", "--no-init-file", "--directory", ".", *action]
        run = subprocess.run(
            [*command, *(path.name for path in sorted(tmp_path.glob("*.el")))],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "arning" not in run.stderr, run.stderr
    assert len(list(tmp_path.glob("*.elc"))) == len(list(tmp_path.glob("*.el")))
