"""A real Vim with ALE on a terminal, with the configuration that Callsheet ships, and what a person sees in it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.terminal import PATIENCE, Terminal, on_terminal

REPOSITORY = Path(__file__).parents[2]
ALE = Path("/usr/share/vim-ale")
FEATURE = ".tmp/tasks/order-management-mvp"

_SETTINGS = """
set nocompatible hidden noswapfile viminfo= shortmess+=FAWc
set runtimepath^={ale},{callsheet}
filetype plugin on
set completeopt=menuone,noinsert
let g:ale_virtualtext_cursor = 1
autocmd User ALELSPStarted let b:server_has_it = 1
let g:test = ch_open('127.0.0.1:{port}')
"""


class Vim:
    """Vim with one workspace. It has opened a channel, on which it answers for what is asked."""

    def __init__(self, terminal: Terminal, channel: socket.socket, root: Path) -> None:
        self.terminal = terminal
        self.root = root
        self._channel = channel

    def evaluate(self, expression: str) -> Any:
        """The value of an expression."""
        self._channel.sendall(json.dumps(["expr", expression, -1]).encode())
        answer = b""
        while True:
            part = self._channel.recv(65536)
            assert part, f"Vim has closed the channel\n{self.terminal.shown}"
            answer += part
            with contextlib.suppress(ValueError):  # it has not come as a whole
                value = json.loads(answer)[1]
                assert value != "ERROR", f"{expression}\n{self.terminal.shown}"
                return value

    def keys(self, keys: str) -> None:
        """Type, as a person would."""
        self.terminal.press(keys)

    def open(self, path: str) -> None:
        """Open a file of the workspace."""
        self.keys(f"\x1b:edit {self.root / path}\r")
        self.terminal.wait(lambda: self.evaluate("expand('%:p')") == str(self.root / path))

    def go_to(self, text: str) -> None:
        """Put the cursor on the first character of a text."""
        self.evaluate(f"cursor(1, 1) + search({json.dumps(text)}, 'cW')")

    def wait_for_server(self) -> None:
        """Wait until the server has the buffer's document."""
        self.terminal.wait(lambda: self.evaluate("get(b:, 'server_has_it', 0)"))

    def choose_code_action(self, title: str) -> None:
        """Choose from the code actions at the cursor, by the number that stands before a title."""
        self.keys(":ALECodeAction\r")
        choice = re.compile(rf"^(\d+)\) {re.escape(title)}$", re.MULTILINE)
        found = self.terminal.wait(lambda: choice.findall(self.terminal.shown))
        self.keys(f"{found[0]}\r")

    def findings(self) -> list[str]:
        """The messages of what is wrong in the buffer, as ALE lists them."""
        return list(
            self.evaluate("map(copy(get(g:ale_buffer_info, bufnr(''), {'loclist': []}).loclist), 'v:val.text')")
        )

    def lines(self) -> list[str]:
        return list(self.evaluate("getline(1, '$')"))


@contextlib.contextmanager
def vim(folder: Path) -> Iterator[Vim]:
    """Vim with the example workspace; all that it writes stays in the folder."""
    if "CI" not in os.environ and (shutil.which("vim") is None or not ALE.is_dir()):
        pytest.skip("needs Vim with ALE: scripts/install_editors.sh")
    root = folder / "workspace"
    shutil.copytree(REPOSITORY / "examples" / "order-management", root)
    environment = {
        **os.environ,
        "HOME": str(folder),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(PATIENCE)
        settings = folder / "vimrc"
        settings.write_text(
            _SETTINGS.format(ale=ALE, callsheet=REPOSITORY / "editors" / "vim", port=listener.getsockname()[1])
        )
        with on_terminal(["vim", "-N", "-u", str(settings)], root, environment) as terminal:
            channel, _ = listener.accept()
            channel.settimeout(PATIENCE)
            with channel:
                yield Vim(terminal, channel, root)
