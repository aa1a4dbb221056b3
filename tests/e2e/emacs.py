"""A real Emacs on a terminal, with the package that Callsheet ships, and what a person does and sees in it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.e2e.terminal import PATIENCE, Terminal, on_terminal

REPOSITORY = Path(__file__).parents[2]
PACKAGE = REPOSITORY / "editors" / "emacs"
FEATURE = ".tmp/tasks/order-management-mvp"

Result = TypeVar("Result")

_SETTINGS = f"""
  (setq inhibit-startup-screen t make-backup-files nil create-lockfiles nil auto-save-default nil
        ring-bell-function (function ignore) message-log-max t native-comp-async-report-warnings-errors nil
        native-comp-deferred-compilation nil)
  (package-activate-all)
  (add-to-list 'load-path "{PACKAGE}")
  (require 'callsheet)"""

CLIENTS = {
    "eglot": "(require 'eglot) (add-hook 'find-file-hook #'callsheet-eglot-ensure)",
    "lsp-mode": "(require 'lsp-mode) (add-hook 'find-file-hook #'callsheet-lsp-ensure)",
}
"""What a user writes for each of the clients. They are loaded beforehand, so that opening a file waits for no loading."""

_LISTEN = """
  (require 'server)
  (setq server-name (getenv "CALLSHEET_SOCKET"))
  (add-hook 'window-setup-hook #'server-start)"""


class Emacs:
    """Emacs with one workspace."""

    def __init__(self, client: str, terminal: Terminal, socket: Path, root: Path) -> None:
        self.client = client
        self.terminal = terminal
        self.root = root
        self._socket = socket
        self.wait(socket.exists)

    def evaluate(self, form: str) -> Any:
        """The value of a form in the buffer that is shown: a string, a number, a list of such, True or None."""
        shown = f"(with-current-buffer (window-buffer (selected-window)) {form})"
        command = ["emacsclient", "--socket-name", str(self._socket), "--eval", f"(json-encode {shown})"]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert answer.returncode == 0, f"{answer.stderr}{answer.stdout}\n{self.terminal.shown}"
        return json.loads(json.loads(_as_json_string(answer.stdout.strip())))

    def wait(self, condition: Callable[[], Result]) -> Result:
        """Wait until something is so, and give it."""
        return self.terminal.wait(condition)

    def keys(self, keys: str) -> None:
        """Type, as a person would."""
        self.terminal.press(keys)

    def command(self, name: str) -> None:
        """Run a command by its name."""
        self.keys(f"\x1bx{name}\r")

    def visit(self, path: str) -> None:
        """Open a file of the workspace."""
        self.keys(f"\x18\x06\x01\x0b{self.root / path}\r")
        self.wait(lambda: self.evaluate("buffer-file-name") == str(self.root / path))

    def open(self, path: str) -> None:
        """Open a file of the workspace, and wait for the server."""
        self.visit(path)
        self.wait(lambda: self.evaluate("(and (callsheet-connected) t)"))

    def go_to(self, text: str) -> None:
        """Put the cursor on the first character of a text."""
        found = f"(progn (goto-char (point-min)) (search-forward {json.dumps(text, ensure_ascii=False)}))"
        self.evaluate(f"(progn {found} (goto-char (match-beginning 0)) (set-window-point nil (point)))")

    def text(self) -> str:
        return str(self.evaluate("(buffer-substring-no-properties (point-min) (point-max))"))

    def findings(self) -> list[str]:
        """The messages of what is wrong in the buffer, as Flymake shows them."""
        return list(self.evaluate("(vconcat (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))"))

    def saved(self, path: str) -> Any:
        """What a JSON file of the workspace holds on disk."""
        return json.loads((self.root / path).read_text(encoding="utf-8"))


def _as_json_string(printed: str) -> str:
    """A string as Emacs prints it, as JSON: line ends stand as they are, and only two characters are escaped."""
    return json.dumps(printed[1:-1].replace('\\"', '"').replace("\\\\", "\\"))


def skip_without_emacs() -> None:
    """Skip the test where Emacs or a client is missing, unless all must be there."""
    if "CI" in os.environ:
        return
    if shutil.which("emacs") is None or shutil.which("emacsclient") is None:
        pytest.skip("needs Emacs with eglot and lsp-mode: scripts/install_editors.sh")


@contextlib.contextmanager
def emacs(client: str, folder: Path) -> Iterator[Emacs]:
    """Emacs with the example workspace and one of the `CLIENTS`; all that it writes stays in the folder."""
    skip_without_emacs()
    root, home = folder / "workspace", folder / "home"
    shutil.copytree(REPOSITORY / "examples" / "order-management", root)
    home.mkdir()
    socket = folder / "emacs"
    start = f"(progn {_SETTINGS} {CLIENTS[client]} {_CONNECTED[client]} {_LISTEN})"
    environment = {
        **os.environ,
        "HOME": str(home),
        "CALLSHEET_SOCKET": str(socket),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    with on_terminal(["emacs", "-nw", "--no-init-file", "--eval", start], root, environment) as terminal:
        yield Emacs(client, terminal, socket, root)


_CONNECTED = {
    "eglot": "(defun callsheet-connected () (eglot-managed-p))",
    "lsp-mode": "(defun callsheet-connected () (and (bound-and-true-p lsp-mode) (lsp-find-workspace 'callsheet)"
    " (eq 'initialized (lsp--workspace-status (lsp-find-workspace 'callsheet)))))",
}
