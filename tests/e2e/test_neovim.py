"""A real Neovim, driven through a working day of a subtask."""

from __future__ import annotations

import json

from tests.e2e.neovim import FEATURE, Editor


def test_a_finding_appears_while_typing_and_goes_with_its_cause(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_07.json")
    editor.go_to('"03"')
    editor.keys('i"99", <Esc>')
    editor.wait(lambda: editor.findings() == ["unresolved-dependency"])
    editor.keep_screen("finding")
    editor.keys("u")
    editor.wait(lambda: editor.findings() == [])


def test_hover_shows_the_referenced_lines(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_03.json")
    editor.go_to(".opencode")
    editor.keys("K")
    shown = editor.wait(editor.floating_text)
    standard = (editor.root / ".opencode/context/core/standards/code-quality.md").read_text(encoding="utf-8")
    assert standard.splitlines()[52] in shown
    editor.keep_screen("hover")


def test_completion_offers_a_sibling(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_07.json")
    editor.go_to('"03"')
    editor.keys('i"0<C-x><C-o>')
    words = editor.wait(
        lambda: editor.lua("return vim.tbl_map(function(item) return item.abbr end, vim.fn.complete_info().items)")
    )
    editor.keep_screen("completion")
    assert any(word.strip('"').startswith("06") for word in words), words
    assert not any(word.strip('"').startswith("08") for word in words), "08 waits for 07"


def test_an_accepted_item_has_its_quotation_marks_once(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_12.json")
    editor.go_to('"08"')
    editor.accept('i"",<Left><Left>', "07")
    editor.wait(lambda: '    "07","08"' in editor.lines())
    editor.go_to('"pending"')
    editor.accept('lct"', "in_progress")
    editor.wait(lambda: '  "status": "in_progress",' in editor.lines())


def test_an_accepted_key_brings_its_skeleton(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_12.json")
    editor.go_to('"parallel"')
    editor.accept('O"agent', "agent_id")
    editor.wait(lambda: any(line.startswith('  "agent_id": "') and line.endswith('",') for line in editor.lines()))
    editor.keep_screen("key")
    assert json.loads("\n".join(editor.lines()))["seq"] == "12"


def test_mark_complete_edits_subtask_and_task(editor: Editor) -> None:
    editor.open(f"{FEATURE}/task.json")
    task_before = json.loads("\n".join(editor.lines()))
    editor.open(f"{FEATURE}/subtask_02.json")
    editor.lua("""
      vim.lsp.buf.code_action({
        filter = function(action) return action.title == 'Mark 02 complete' end, apply = true })""")
    editor.wait(lambda: any('"status": "completed"' in line for line in editor.lines()))
    subtask = json.loads("\n".join(editor.lines()))
    assert subtask["status"] == "completed"
    assert subtask["completed_at"].endswith("Z")
    editor.keep_screen("complete")
    editor.open(f"{FEATURE}/task.json")
    task = json.loads("\n".join(editor.lines()))
    assert task == {**task_before, "completed_count": task_before["completed_count"] + 1}


def test_a_sibling_is_told_of_a_change_elsewhere(editor: Editor) -> None:
    editor.open(f"{FEATURE}/task.json")
    assert editor.findings() == []
    editor.open(f"{FEATURE}/subtask_02.json")
    editor.go_to("in_progress")
    editor.keys("ciwcompleted<Esc>")
    editor.wait(lambda: '"status": "completed",' in "\n".join(editor.lines()))
    editor.neovim.command(f"silent buffer {editor.root / FEATURE / 'task.json'}")
    editor.wait(lambda: editor.findings() == ["count-mismatch"])
