"""A real Neovim with the configuration that Callsheet ships, and what a person does and sees in it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

REPOSITORY = Path(__file__).parents[2]
NEOVIM = Path(sys.executable).parent / "nvim"
PLUGIN = REPOSITORY / "editors" / "neovim"
FEATURE = ".tmp/tasks/order-management-mvp"
ARTIFACTS = REPOSITORY / "build" / "screens"

PATIENCE = 30.0
"""How long a test waits for something to happen, in seconds; a machine may be busy with other things."""

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

    def wait(self, condition: Callable[[], Result], seconds: float = PATIENCE) -> Result:
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

    def accept(self, keys: str, word: str) -> None:
        """Type, ask for completion, and take the item whose name begins with a word."""
        self.keys(f"{keys}<C-x><C-o>")
        names = self.wait(
            lambda: self.lua("return vim.tbl_map(function(item) return item.abbr end, vim.fn.complete_info().items)")
        )
        index = next(index for index, name in enumerate(names) if name.strip('"').startswith(word))
        self.keys("<C-n>" * index + "<C-y><Esc>")
