"""A real Neovim with the configuration that Callsheet ships, and what a person does and sees in it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

REPOSITORY = Path(__file__).parents[2]
NEOVIM = Path(sys.executable).parent / "nvim"
PLUGIN = REPOSITORY / "editors" / "neovim"
FEATURE = ".tmp/tasks/order-management-mvp"
ARTIFACTS = REPOSITORY / "build" / "screens"

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

    def accept(self, keys: str, word: str) -> None:
        """Type, ask for completion, and take the item whose name begins with a word."""
        self.keys(f"{keys}<C-x><C-o>")
        names = self.wait(
            lambda: self.lua("return vim.tbl_map(function(item) return item.abbr end, vim.fn.complete_info().items)")
        )
        index = next(index for index, name in enumerate(names) if name.strip('"').startswith(word))
        self.keys("<C-n>" * index + "<C-y><Esc>")


class TerminalEditor(Editor):
    """Neovim as a person has it: in a terminal, with its own start-up files and the plugin installed as a package.

    The terminal is another Neovim's, so that its screen can be seen also while the inner one waits for a key.
    """

    def __init__(self, outer: Any, inner: Any, root: Path) -> None:
        super().__init__(inner, root)
        self.outer = Editor(outer, root)

    def keys(self, keys: str) -> None:
        """Type into the terminal."""
        self.outer.keys(keys)

    def screen(self) -> str:
        """The characters in the terminal."""
        return self.outer.screen()

    def shows(self, *texts: str) -> str:
        """Wait until all of some texts are on the screen, and give what is there."""
        until = time.monotonic() + 15
        while not all(text in (seen := self.screen()) for text in texts):
            assert time.monotonic() < until, f"{texts} did not appear:\n{seen}"
            time.sleep(0.02)
        return seen

    def command(self, command: str) -> None:
        """Type a command and run it."""
        self.keys(f":{command.replace('<', '<lt>')}<CR>")


def install_as_package(folder: Path) -> dict[str, str]:
    """Make a clean home for Neovim in a folder, with the plugin in it; gives the environment that says so."""
    names = {name: str(folder / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    packages = Path(names["XDG_DATA_HOME"]) / "nvim/site/pack/callsheet/start"
    packages.mkdir(parents=True)
    (packages / "callsheet").symlink_to(PLUGIN)
    configuration = Path(names["XDG_CONFIG_HOME"]) / "nvim"
    configuration.mkdir(parents=True)
    (configuration / "init.lua").write_text("vim.lsp.enable('callsheet')\n", encoding="utf-8")
    return names


@contextmanager
def in_terminal(root: Path, environment: dict[str, str], size: tuple[int, int] = (100, 34)) -> Iterator[TerminalEditor]:
    """Start Neovim in a terminal, with the workspace as its folder; `size` is columns and rows."""
    import pynvim

    socket = root.parent / "neovim.socket"
    outer = pynvim.attach("child", argv=[str(NEOVIM), "--embed", "--headless", "-u", "NONE", "-i", "NONE", "-n"])
    try:
        outer.ui_attach(*size, rgb=True)
        outer.command("set laststatus=0 noshowmode noruler noshowcmd cmdheight=0")
        outer.exec_lua(
            "vim.fn.jobstart(..., { term = true }) vim.cmd.startinsert()",
            ["env", "-u", "NVIM", *(f"{name}={value}" for name, value in environment.items()), str(NEOVIM), "--listen", str(socket)],
        )
        until = time.monotonic() + 15
        while not socket.exists():
            assert time.monotonic() < until, "Neovim did not start"
            time.sleep(0.02)
        inner = pynvim.attach("socket", path=str(socket))
        inner.command(f"cd {root}")
        yield TerminalEditor(outer, inner, root)
        inner.close()
    finally:
        outer.command("qall!", async_=True)
        outer.close()
