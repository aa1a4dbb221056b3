"""Ctrl-C at moments when other things are under way than the command's own work."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from callsheet.cli.ending import ending, explain
from callsheet.cli.main import run as run_here
from tests.cli.helpers import environment, started


class Panic(BaseException):
    """As libraries in Rust raise it."""


def wrapped(cause: BaseException) -> Exception:
    """An exception that took another one for its cause, as Python does amid the making of a class."""
    problem = RuntimeError("Error calling __set_name__")
    problem.__cause__ = cause
    return problem


@pytest.mark.parametrize(
    "problem",
    [
        KeyboardInterrupt(),
        wrapped(KeyboardInterrupt()),
        wrapped(wrapped(KeyboardInterrupt())),
        Panic("failed to import decimal: PyErr { type: <class 'KeyboardInterrupt'> }"),
    ],
)
def test_ctrl_c_while_something_is_loaded(
    problem: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise problem

    monkeypatch.setattr("callsheet.cli.main._set_encodings", interrupted)
    assert run_here(["status"]) == 130
    assert capsys.readouterr() == ("", "")


def test_other_causes_are_defects(capsys: pytest.CaptureFixture[str]) -> None:
    around = wrapped(ValueError())
    assert around.__cause__ is not None
    around.__cause__.__context__ = around
    assert explain(around) == 70
    assert explain(Panic("index out of bounds")) == 70
    assert capsys.readouterr().err.count("Internal error: ") == 2


def test_a_panic_in_a_command_is_said_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    def panic() -> None:
        raise Panic("index out of bounds")

    with pytest.raises(SystemExit) as end:
        ending(panic)()  # type: ignore[arg-type]
    assert end.value.code == 70
    assert capsys.readouterr().err.startswith("Internal error: Panic: index out of bounds; ")


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGINT to send")
def test_ctrl_c_ends_the_language_server(tmp_path: Path) -> None:
    request = b'{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}'
    with started("lsp", folder=tmp_path) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(request), request))
        server.stdin.flush()
        assert server.stdout.readline().startswith(b"Content-Length: ")
        server.send_signal(signal.SIGINT)
        _, said = server.communicate(timeout=20)
        assert (server.returncode, said) == (130, b"")


def test_nothing_is_loaded_before_ctrl_c_is_dealt_with() -> None:
    program = (
        "import sys; before = set(sys.modules); import callsheet.cli.main; print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["__future__", "callsheet", "callsheet.cli", "callsheet.cli.main"]
