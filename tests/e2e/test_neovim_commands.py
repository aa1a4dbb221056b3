"""Commands in a real Neovim: the edits that the server has it apply, and the question that it asks."""

from __future__ import annotations

import json
from typing import Any

from tests.e2e.neovim import FEATURE, Editor

_RUN = """
  local command, argument = ...
  local client = vim.lsp.get_clients({ bufnr = 0, name = 'callsheet' })[1]
  local params = { command = command, arguments = { argument } }
  client:request('workspace/executeCommand', params, function(failure, result)
    vim.g.answer = vim.json.encode({ failure = failure and failure.message, result = result })
  end)"""


def run(editor: Editor, command: str, **argument: object) -> Any:
    """Run a command at the current buffer, as a key binding would; gives its result, or what it says when it fails."""
    uri = editor.lua("vim.g.answer = nil return vim.uri_from_bufnr(0)")
    editor.lua(_RUN, f"callsheet.{command}", {"uri": uri, **argument})
    answer = json.loads(editor.wait(lambda: editor.lua("return vim.g.answer")))
    return answer.get("failure") or answer["result"]


def value(editor: Editor) -> Any:
    return json.loads("\n".join(editor.lines()))


def test_a_subtask_is_blocked_and_unblocked(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_02.json")
    assert run(editor, "block")["applied"]
    assert value(editor)["status"] == "blocked"
    assert run(editor, "start") == "02 is blocked: unblock it first"
    run(editor, "unblock")
    assert value(editor)["status"] == "pending"
    run(editor, "start", agent="CoderAgent")
    assert value(editor)["agent_id"] == "CoderAgent"


def test_the_last_subtask_asks_for_the_task(editor: Editor) -> None:
    for path in (editor.root / FEATURE).glob("subtask_*.json"):
        if path.name != "subtask_11.json":
            path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "status": "completed"}), "utf-8")
    editor.lua("vim.ui.select = function(items, _, choose) choose(items[1], 1) end")
    editor.open(f"{FEATURE}/subtask_11.json")
    assert run(editor, "complete", summary="All of it")["is_last"]
    editor.open(f"{FEATURE}/task.json")
    editor.wait(lambda: value(editor)["status"] == "completed")


def test_the_folder_goes_to_the_archive(editor: Editor) -> None:
    editor.open(f"{FEATURE}/task.json")
    assert "subtasks that are not completed" in run(editor, "archive")
    folder = run(editor, "archive", force=True)["folder"]
    assert (editor.root / folder / "subtask_12.json").is_file()
    assert not (editor.root / FEATURE).exists()
    editor.wait(lambda: editor.lua("return vim.api.nvim_buf_get_name(0)") == str(editor.root / folder / "task.json"))
