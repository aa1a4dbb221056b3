"""`callsheet watch`: the real command on a terminal, and beside it somebody who changes the files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from callsheet.cli.board.terminal import Terminal
from tests.cli.helpers import EXAMPLE, RIGHT, environment, modules_of, run, write
from tests.cli.live_terminal import live_terminal
from tests.workspaces import FEATURE_FOLDER

FIRST = f"{FEATURE_FOLDER}/subtask_01.json"
STARTED = '"status": "in_progress", "agent_id": "agent-7"'


def change(root: Path, old: str, new: str, path: str = FIRST) -> None:
    """Write a file in place, as an agent's tools do."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_board_follows_the_files(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT)
    with live_terminal("watch", folder=root, NO_COLOR="1") as terminal:
        shown = terminal.wait_for(lambda screen: "no errors, no warnings" in screen)
        assert shown.splitlines()[0].startswith("[gift-cards] Gift cards")
        assert "Ready        ○ 01 Draw the card" in shown
        change(root, '"status": "pending"', STARTED)
        shown = terminal.wait_for(lambda screen: "01 started by agent-7: Draw the card" in screen)
        assert "In progress  ~ 01 Draw the card  agent-7" in shown
        assert run("complete", "gift-cards", "01", "Front and back exist", folder=root).status == 0
        shown = terminal.wait_for(lambda screen: "01 completed by agent-7: Front and back exist" in screen)
        assert "1 of 1 completed (100%)" in shown
        assert "Draw the card" not in shown.splitlines()[2:4]
        terminal.press("q")
        assert terminal.end() == 0


def test_the_screen_of_the_example(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "shop")
    with live_terminal("watch", "order-management-mvp", folder=tmp_path / "shop", TZ="UTC") as terminal:
        shown = terminal.wait_for(lambda screen: "no errors, no warnings" in screen)
        assert "1 of 12 completed (8%), 1 in progress, 10 waiting" in shown
        assert b"\x1b[33m~\x1b[0m" in terminal.output
        terminal.keep_screen("watch-order-management")


def test_a_file_that_breaks_vanishes_or_comes(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT)
    with live_terminal("watch", "gift-cards", folder=root, NO_COLOR="1") as terminal:
        terminal.wait_for(lambda screen: "○ 01 Draw the card" in screen)
        text = (root / FIRST).read_text(encoding="utf-8")
        (root / FIRST).write_text(text[:60], encoding="utf-8")
        shown = terminal.wait_for(lambda screen: "✗ subtask_01.json:" in screen)
        assert "Unclear      ? 01" in shown
        assert "its file is broken" in shown
        (root / FIRST).unlink()
        terminal.wait_for(lambda screen: "01 removed" in screen)
        (root / FEATURE_FOLDER / "subtask_02.yaml").write_text("seq: '02'\ntitle: Sell the card\nstatus: pending\n")
        terminal.wait_for(lambda screen: "02 added: Sell the card" in screen and "○ 02 Sell the card" in screen)


def test_a_feature_that_is_archived_or_gone(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT)
    archive = root / ".tmp/tasks/completed"
    with live_terminal("watch", folder=root, NO_COLOR="1") as terminal:
        terminal.wait_for(lambda screen: "○ 01 Draw the card" in screen)
        archive.mkdir()
        (root / FEATURE_FOLDER).rename(archive / "gift-cards")
        terminal.wait_for(lambda screen: "the feature is archived" in screen and "Gift cards (archived)" in screen)
        shutil.rmtree(archive)
        terminal.wait_for(lambda screen: "Gift cards: gone, waiting for files" in screen)
        write(root, RIGHT)
        terminal.wait_for(lambda screen: "its files are back" in screen and "(archived)" not in screen)
        terminal.press("\x03")
        assert terminal.end() == 130


def test_findings_follow_what_other_files_say(tmp_path: Path) -> None:
    """A reference to a file that does not exist yet, outside the feature."""
    root = write(tmp_path, RIGHT.replace('"depends_on"', '"context_files": ["docs/style.md"], "depends_on"'))
    with live_terminal("watch", folder=root, NO_COLOR="1") as terminal:
        terminal.wait_for(lambda screen: "! subtask_01.json:6:21" in screen)
        (root / "docs").mkdir()
        (root / "docs/style.md").write_text("Plain words.\n")
        terminal.wait_for(lambda screen: "no errors, no warnings" in screen)


def test_the_window_gets_another_size(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT)
    with live_terminal("watch", folder=root, NO_COLOR="1") as terminal:
        terminal.wait_for(lambda screen: "no errors, no warnings" in screen)
        terminal.resize(30, 3)
        terminal.wait_for(lambda screen: screen.splitlines()[2:] == ["○ 01 Draw the card"])
        terminal.resize(120, 40)
        shown = terminal.wait_for(lambda screen: "Findings" in screen)
        assert shown.splitlines()[0].endswith("q ends")
        assert len(shown.splitlines()[0]) == 120


def test_nothing_is_written_while_nothing_happens(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT)
    with live_terminal("watch", folder=root) as terminal:
        terminal.wait_for(lambda screen: "no errors, no warnings" in screen)
        before = len(terminal.output)
        change(root, '"status": "pending"', STARTED)
        terminal.wait_for(lambda screen: "started by agent-7" in screen)
        frame = terminal.output[before:]
        assert frame.startswith(b"\x1b[?2026h")
        assert b"Gift cards" not in frame  # the first line is as it was


@pytest.mark.parametrize(("name", "status"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
def test_signals_leave_the_terminal_as_it_was(name: str, status: int, tmp_path: Path) -> None:
    with live_terminal("watch", folder=write(tmp_path, RIGHT)) as terminal:
        terminal.wait_for(lambda screen: "01 Draw the card" in screen)
        terminal.process.send_signal(getattr(signal, name))
        assert terminal.end() == status


def test_stopping_and_going_on(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT)
    with live_terminal("watch", folder=root) as terminal:
        terminal.wait_for(lambda screen: "no errors, no warnings" in screen)
        before = len(terminal.output)
        terminal.process.send_signal(signal.SIGTSTP)
        # A process without a parent in its session cannot be stopped by the terminal; it gives it back all the same.
        terminal.wait_for(lambda _: b"\x1b[?1049l" in terminal.output[before:])
        terminal.process.send_signal(signal.SIGCONT)
        terminal.wait_for(lambda screen: b"\x1b[?1049h" in terminal.output[before:] and "Gift cards" in screen)
        terminal.press("q")
        assert terminal.end() == 0


def test_several_features_are_a_line_each(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT + RIGHT.replace("--- ", "--- /.tmp/tasks/vouchers/"))
    with live_terminal("watch", folder=root, NO_COLOR="1") as terminal:
        shown = terminal.wait_for(lambda screen: "vouchers" in screen)
        assert shown.splitlines()[0].startswith("2 features, 0 in progress, 0 completed")
        change(root, '"status": "pending"', STARTED)
        terminal.wait_for(lambda screen: "gift-cards 01 started by agent-7" in screen)
        write(root, RIGHT.replace("--- ", "--- /.tmp/tasks/stamps/"))
        shown = terminal.wait_for(lambda screen: "stamps the feature is new" in screen)
        assert shown.splitlines()[0].startswith("3 features")
        (root / ".tmp/tasks/completed").mkdir()
        (root / ".tmp/tasks/vouchers").rename(root / ".tmp/tasks/completed/vouchers")
        shown = terminal.wait_for(lambda screen: "vouchers the feature is archived" in screen)
        assert shown.splitlines()[0].startswith("2 features")


def test_of_several_the_one_that_is_not_completed(tmp_path: Path) -> None:
    done = RIGHT.replace('"status": "pending"', '"status": "completed"').replace("--- ", "--- /.tmp/tasks/vouchers/")
    with live_terminal("watch", folder=write(tmp_path, RIGHT + done), NO_COLOR="1") as terminal:
        assert terminal.wait_for(lambda screen: "Ready" in screen).startswith("[gift-cards] Gift cards")


def test_a_workspace_without_features_waits_for_some(tmp_path: Path) -> None:
    (tmp_path / ".tmp/tasks").mkdir(parents=True)
    with live_terminal("watch", folder=tmp_path, NO_COLOR="1") as terminal:
        terminal.wait_for(lambda screen: "There are no features." in screen and "Waiting for new ones." in screen)
        write(tmp_path, RIGHT)
        terminal.wait_for(lambda screen: "gift-cards  ░░░░░░░░░░░░  0 of 1 completed, 1 ready" in screen)


def test_an_unknown_feature(tmp_path: Path) -> None:
    done = run("watch", "gift-card", folder=write(tmp_path, RIGHT))
    assert (done.status, done.out) == (1, "")
    assert done.err == 'Error: there is no feature "gift-card"; did you mean gift-cards?\n'


def test_nothing_heavy_is_imported_before_the_first_frame(tmp_path: Path) -> None:
    """Where nobody reads it, it ends there."""
    reader, writer = os.pipe()
    os.close(reader)
    modules = modules_of("watch", folder=write(tmp_path, RIGHT), out=writer)
    os.close(writer)
    assert "callsheet.cli.board.following" in modules
    assert not [name for name in modules if name.startswith("callsheet.rules")]
    assert not {"pydantic", "rich", "networkx", "yaml", "asyncio", "markdown_it"}.intersection(modules)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a folder of descriptors")
@pytest.mark.parametrize("platform", [sys.platform, "win32"])
def test_a_board_leaves_no_descriptors_behind(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    if platform == "win32":
        monkeypatch.delattr(os, "set_blocking")  # it came with Python 3.12
    before = set(Path("/dev/fd").iterdir())
    with Terminal():
        pass
    assert set(Path("/dev/fd").iterdir()) == before


# Without a terminal


@contextmanager
def piped(*arguments: str, folder: Path) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    """The command and what it prints into a pipe."""
    process = subprocess.Popen(
        [sys.executable, "-m", "callsheet", "watch", *arguments],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    try:
        yield process, process.stdout
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def next_line(output: IO[str]) -> str:
    """The next line, without the time that it begins with."""
    date, clock, text = output.readline().rstrip("\n").split(" ", 2)
    assert (len(date), len(clock)) == (10, 8)
    return text


def test_a_pipe_gets_a_line_for_each_change(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT)
    with piped(folder=root) as (process, output):
        assert next_line(output) == "[gift-cards] Gift cards: 0 of 1 completed, 1 ready"
        change(root, '"status": "pending"', STARTED)
        assert next_line(output) == "[gift-cards] 01 started by agent-7: Draw the card"
        assert next_line(output) == "[gift-cards] 0 of 1 completed, 1 in progress"
        change(root, '"depends_on": []', '"depends_on": ["09"]')
        assert next_line(output).startswith("[gift-cards] 1 error")
        assert next_line(output) == '[gift-cards] error: subtask_01.json:6:18 "09" is no subtask of gift-cards'
        if sys.platform != "win32":
            process.send_signal(signal.SIGINT)
            assert process.wait() == 130


def test_in_a_pipe_findings_whose_lines_move_are_said_once(tmp_path: Path) -> None:
    wrong = RIGHT.replace('"depends_on": []', '"depends_on": ["03", "04", "05", "06", "07", "08", "09"]')
    right = RIGHT.replace("gift-cards", "vouchers").replace("--- ", "--- /.tmp/tasks/vouchers/")
    root = write(tmp_path, wrong + right)
    with piped(folder=root) as (_, output):
        assert [next_line(output).split(" ")[0] for _ in range(2)] == ["[gift-cards]", "[vouchers]"]
        assert next_line(output) == "[gift-cards] 7 errors"
        for column in (18, 24, 30, 36, 42):
            assert next_line(output).startswith(f"[gift-cards] error: subtask_01.json:6:{column} ")
        assert next_line(output) == "[gift-cards] and 2 more"
        change(root, "{", "{\n")
        change(root, "[]", '["09"]', ".tmp/tasks/vouchers/subtask_01.json")
        assert next_line(output) == "[vouchers] 1 error"


def test_in_a_pipe_where_all_is_archived(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT.replace("--- ", "--- /.tmp/tasks/completed/vouchers/"))
    with piped(folder=root) as (_, output):
        assert next_line(output) == "There are no features; 1 is archived. Waiting for new ones."
        write(root, RIGHT)
        assert next_line(output) == "[gift-cards] the feature is new"


@pytest.mark.skipif(sys.platform == "win32", reason="nobody is told there")
def test_a_reader_that_goes_away_ends_it(tmp_path: Path) -> None:
    with piped(folder=write(tmp_path, RIGHT)) as (process, output):
        next_line(output)
        output.close()
        assert process.wait(timeout=20) == 0
