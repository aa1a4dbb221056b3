"""The command as a process: what it imports, how it ends, whom it writes to."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from callsheet.cli.ending import ExitStatus, Failure, ending, say
from callsheet.cli.progress import Progress
from tests.cli.helpers import RIGHT, WRONG, environment, modules_of, run, started, write
from tests.cli.terminals import run_in_terminal

HEAVY = {"pygls", "lsprotocol", "pydantic", "rich", "networkx", "yaml", "markdown_it", "jsonschema", "asyncio"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "--format=json"],
        ["plan"],
        ["stages"],
        ["status"],
        ["next"],
        ["parallel"],
        ["blocked"],
        ["deps", "gift-cards", "01"],
        ["validate"],
        ["graph", "gift-cards"],
        ["graph", "gift-cards", "--format=svg"],
        ["rule"],
        ["rule", "too-long"],
        ["schema", "task"],
        ["completion", "bash"],
        ["--help"],
    ],
)
def test_nothing_heavy_is_imported(arguments: list[str], tmp_path: Path) -> None:
    """Where there are no YAML and no OpenAPI documents."""
    assert not HEAVY & modules_of(*arguments, folder=write(tmp_path, RIGHT))


@pytest.mark.parametrize("command", ["status", "next", "parallel", "blocked", "plan"])
def test_what_follows_the_work_checks_nothing(command: str, tmp_path: Path) -> None:
    modules = modules_of(command, folder=write(tmp_path, WRONG))
    assert "callsheet.workspace.skimming" in modules
    assert not {"jsonschema_rs", "callsheet.rules"} & modules


def test_of_a_group_only_the_command_that_is_meant_is_imported(tmp_path: Path) -> None:
    modules = modules_of("new", "subtask", "gift-cards", "Sell the card", folder=write(tmp_path, RIGHT))
    assert "callsheet.cli.commands.new_subtask" in modules
    assert "callsheet.cli.commands.new_feature" not in modules


def test_a_reader_that_goes_away_changes_nothing(tmp_path: Path) -> None:
    with started("check", folder=write(tmp_path, WRONG)) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert process.wait() == 1


ASCII: dict[str, Any] = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""A locale without most characters; Python would otherwise take another one."""


def test_pipes_get_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT.replace("Draw the card", "Größe prüfen").replace("[],", '["01"],'))
    assert "01 - Größe prüfen" in run("blocked", folder=root, **ASCII).out
    assert "gift-card…" in run("rule", "gift-cards" * 20, folder=root, **ASCII).err
    assert "01 - Gr\\xf6\\xdfe pr\\xfcfen" in run("blocked", folder=root, PYTHONIOENCODING="ascii").out


def test_a_terminal_gets_what_its_locale_has(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT.replace("Draw the card", "Größe prüfen"))
    assert "Gr\\xf6\\xdfe pr\\xfcfen" in run_in_terminal("next", folder=root, **ASCII)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "callsheet", "check"],
            cwd=root,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == ExitStatus.UNWRITABLE
    assert re.fullmatch(r"Error: cannot write the output: .+\n", done.stderr)


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes streams")
@pytest.mark.parametrize(
    "arguments",
    ["status", "check", "schema task", "rule", "complete gift-cards 01", "watch", "lsp", "mcp", "--version", "--help"],
)
def test_without_standard_output_nothing_is_done(arguments: str, tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT)
    done = run_in_shell(f"{arguments} >&-", root)
    assert (done.returncode, done.stderr) == (ExitStatus.UNWRITABLE, "Error: there is no standard output\n")
    assert '"pending"' in (root / ".tmp/tasks/gift-cards/subtask_01.json").read_text()


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes streams")
@pytest.mark.parametrize(("server", "who"), [("lsp", "editors"), ("mcp", "agents")])
def test_servers_need_standard_input(server: str, who: str, tmp_path: Path) -> None:
    if server == "mcp":
        pytest.importorskip("mcp")
    done = run_in_shell(f"{server} <&-", tmp_path)
    message = f"Error: there is no standard input, on which {who} speak to this server\n"
    assert (done.returncode, done.stdout, done.stderr) == (ExitStatus.MISUSED, "", message)


def run_in_shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command with what a shell makes of the rest of a line."""
    return subprocess.run(
        ["sh", "-c", f'"$0" -m callsheet {line}', sys.executable],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def end(problem: BaseException) -> int:
    """The exit status of a command in which something happens."""

    def command() -> ExitStatus:
        raise problem

    with pytest.raises(SystemExit) as ended:
        ending(command)()
    return int(str(ended.value.code))


def test_interrupting_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert end(KeyboardInterrupt()) == 130
    assert capsys.readouterr() == ("", "")


def test_a_failure_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert end(Failure("the cards are missing")) == 2
    assert capsys.readouterr() == ("", "Error: the cards are missing\n")


def test_in_a_terminal_messages_are_broken_between_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    say("Warning: .tmp/tasks/gift-cards/subtask_02.json cannot be understood in full; callsheet check tells why")
    assert capsys.readouterr().err == (
        "Warning:\n.tmp/tasks/gift-cards/subtask_02.json\ncannot be understood in full; callsheet\ncheck tells why\n"
    )


def test_a_defect_is_one_line_and_its_traceback_is_for_those_who_ask(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CALLSHEET_DEBUG", raising=False)
    assert end(ZeroDivisionError("cards")) == 70
    hint = "CALLSHEET_DEBUG=1 shows where it comes from"
    assert capsys.readouterr() == ("", f"Internal error: ZeroDivisionError: cards; {hint}\n")
    monkeypatch.setenv("CALLSHEET_DEBUG", "1")
    assert end(ZeroDivisionError("cards")) == 70
    shown = capsys.readouterr().err
    assert shown.startswith("Traceback")
    assert shown.endswith("Internal error: ZeroDivisionError: cards\n")


# Terminals


@pytest.fixture
def on_terminal(tmp_path: Path) -> Callable[..., str]:
    """Runs the command on a workspace with one error, with a terminal as its standard output."""
    root = write(tmp_path, WRONG)
    return lambda **variables: run_in_terminal("check", folder=root, **{"NO_COLOR": "", **variables})


def test_a_terminal_gets_colours_and_excerpts(on_terminal: Callable[..., str]) -> None:
    shown = on_terminal()
    assert "\x1b[1;31m^^^^\x1b[0m" in shown


def test_no_color(on_terminal: Callable[..., str]) -> None:
    for shown in (on_terminal(NO_COLOR="1"), on_terminal(NO_COLOR="1", FORCE_COLOR="1")):
        assert "\x1b" not in shown
        assert "^^^^" in shown


def test_a_dumb_terminal_gets_plain_lines(on_terminal: Callable[..., str]) -> None:
    shown = on_terminal(TERM="dumb")
    assert "\x1b" not in shown
    assert "^^^^" not in shown


def test_colours_can_be_forced_into_a_pipe(tmp_path: Path) -> None:
    done = run("check", folder=write(tmp_path, WRONG), FORCE_COLOR="1")
    assert "\x1b[1;31merror:\x1b[0m" in done.out
    assert len(done.out.splitlines()) == 2


def test_progress_is_told_of_long_work_and_then_taken_back(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("callsheet.cli.output._is_terminal", lambda _stream: True)
    with Progress() as progress:
        progress.tell("Checking documents", 1, 2000)
        assert capsys.readouterr().err == ""
        monkeypatch.setattr("callsheet.cli.progress.time.monotonic", lambda: float("inf"))
        progress.tell("Checking documents", 1000, 2000)
        assert capsys.readouterr().err == "\r\x1b[KChecking documents: 1,000 of 2,000"
    assert capsys.readouterr().err == "\r\x1b[K"
