"""The server for agents as a process: how it ends, and what it needs."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.helpers import environment, run, started

INITIALIZE = (
    b'{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18",'
    b' "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}\n'
)


def start(root: Path) -> subprocess.Popen[bytes]:
    """A server that has answered once."""
    process = started("mcp", folder=root)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(INITIALIZE)
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["result"]["serverInfo"]["name"] == "callsheet"
    return process


def test_it_ends_with_its_input(tmp_path: Path) -> None:
    out, err = start(tmp_path).communicate()
    assert (out, err) == (b"", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are another matter there")
def test_it_ends_on_an_interrupt(tmp_path: Path) -> None:
    process = start(tmp_path)
    process.send_signal(signal.SIGINT)
    assert process.wait() == 130
    assert process.communicate() == (b"", b"")


def test_it_ends_once_nobody_reads_its_answers(tmp_path: Path) -> None:
    process = start(tmp_path)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.close()
    process.stdin.write(b'{"jsonrpc": "2.0", "id": 2, "method": "ping"}\n')
    process.stdin.close()
    assert process.wait() == 0
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()


def test_it_says_how_to_install_what_it_needs(tmp_path: Path) -> None:
    code = "import sys; sys.modules['mcp'] = None; from callsheet.cli.main import run; sys.exit(run(['mcp']))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        'Error: the server for agents needs the package mcp: pip install "callsheet[mcp]", '
        'or in a checkout pip install ".[mcp]"'
    )
    assert done.stderr.count("\n") == 1


def test_a_root_that_is_no_folder(tmp_path: Path) -> None:
    done = run("mcp", "--root", "gone", folder=tmp_path)
    assert (done.status, done.out, done.err) == (2, "", "Error: gone is no folder\n")
