"""Commands whose output is a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.helpers import environment


def run_in_terminal(*arguments: str, folder: Path, columns: int = 80, **variables: str) -> str:
    """What a command shows on a terminal of some columns; without colours unless `NO_COLOR` is given as empty."""
    pty = pytest.importorskip("pty", reason="needs pseudo-terminals")
    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "callsheet", *arguments]
    settings = environment(**{"COLUMNS": str(columns), "NO_COLOR": "1", **variables})
    process = subprocess.Popen(command, cwd=folder, env=settings, stdout=terminal)
    os.close(terminal)
    output = b""
    while True:
        try:
            piece = os.read(controller, 65536)
        except OSError:  # how Linux ends it
            break
        if not piece:
            break
        output += piece
    os.close(controller)
    process.wait()
    return output.decode().replace("\r\n", "\n")
