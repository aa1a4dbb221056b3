"""Changing a workspace beside an editor and other commands, and where it cannot be written."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from callsheet.cli import changing
from callsheet.cli.main import run as run_here
from callsheet.workspace import locking, writing
from callsheet.workspace.locking import locked
from tests.cli.helpers import age, environment, run, write
from tests.workspace.steps_of_writing import files_in
from tests.workspaces import FEATURE_FOLDER

CARDS = """
--- task.json
{"id": "gift-cards", "status": "active", "completed_count": 0}
--- subtask_01.json
{"seq": "01", "status": "pending", "title": "Draw"}
--- subtask_02.json
{"seq": "02", "status": "pending"}
"""

COMPLETE = ["complete", "gift-cards", "01"]


def before_writing(monkeypatch: pytest.MonkeyPatch, event: Callable[[int], object]) -> None:
    """Let something happen between reading and writing; it is told how often that has been before."""
    times, write_really = iter(range(1000)), writing.write

    def write_after_event(*arguments: Any, **options: Any) -> None:
        event(next(times))
        write_really(*arguments, **options)

    monkeypatch.setattr("callsheet.edits.carrying_out.write", write_after_event)


def test_what_an_editor_writes_meanwhile_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path, CARDS) / FEATURE_FOLDER

    def type_something(time: int) -> None:
        if time == 0:
            (folder / "subtask_01.json").write_text('{"seq": "01", "status": "pending", "title": "Paint"}')
        if time == 1:
            (folder / "subtask_02.json").write_text('{"seq": "02", "status": "completed"}')
            (folder / "task.json").write_text('{"id": "gift-cards", "status": "active", "completed_count": 1}')

    before_writing(monkeypatch, type_something)
    assert run_here([*COMPLETE, "-C", str(tmp_path)]) == 0
    assert capsys.readouterr().out.endswith("  Progress: 2/2\n" + ALL_COMPLETED)
    assert '"title": "Paint"' in (folder / "subtask_01.json").read_text()
    assert '"completed_count": 2' in (folder / "task.json").read_text()


ALL_COMPLETED = '  All subtasks are completed; "callsheet complete gift-cards" completes the task\n'


def test_a_step_is_refused_that_somebody_else_has_taken_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, CARDS) / FEATURE_FOLDER / "subtask_01.json"
    before_writing(monkeypatch, lambda _: path.write_text('{"seq": "01", "status": "completed"}'))
    assert run_here([*COMPLETE, "-C", str(tmp_path)]) == 1
    assert capsys.readouterr() == ("", "Error: 01 is completed already; reopen it to change its summary\n")


def test_a_step_is_refused_that_depends_on_what_somebody_else_has_undone_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No file changes meanwhile that the step would change."""
    folder = write(tmp_path, WAITING) / FEATURE_FOLDER
    before_writing(monkeypatch, lambda _: (folder / "subtask_03.json").write_text('{"seq": "03", "status": "pending"}'))
    assert run_here([*COMPLETE, "-C", str(tmp_path)]) == 1
    reason = "01 depends on what is not completed: 03 is pending; --force does it all the same"
    assert capsys.readouterr() == ("", f"Error: {reason}\n")
    assert '"status": "pending"' in (folder / "subtask_01.json").read_text()
    assert '"completed_count": 1' in (folder / "task.json").read_text()


WAITING = """
--- task.json
{"id": "gift-cards", "status": "active", "completed_count": 1}
--- subtask_01.json
{"seq": "01", "status": "pending", "depends_on": ["03"]}
--- subtask_03.json
{"seq": "03", "status": "completed"}
"""


@pytest.mark.parametrize("seq", ["02", "03"])
def test_what_others_complete_meanwhile_is_counted(seq: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path, CARDS) / FEATURE_FOLDER
    text = f'{{"seq": "{seq}", "status": "completed"}}'
    before_writing(monkeypatch, lambda _: (folder / f"subtask_{seq}.json").write_text(text))
    assert run_here([*COMPLETE, "-C", str(tmp_path)]) == 0
    assert '"completed_count": 2' in (folder / "task.json").read_text()


def test_a_completed_subtask_that_goes_meanwhile_is_not_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path, CARDS.replace('"02", "status": "pending"', '"02", "status": "completed"')) / FEATURE_FOLDER
    before_writing(monkeypatch, lambda _: (folder / "subtask_02.json").unlink(missing_ok=True))
    assert run_here([*COMPLETE, "-C", str(tmp_path)]) == 0
    assert '"completed_count": 1' in (folder / "task.json").read_text()


def test_a_subtask_that_comes_while_its_feature_is_made_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path, "--- subtask_01.json\n{}\n") / FEATURE_FOLDER
    before_writing(monkeypatch, lambda _: (folder / "subtask_02.json").write_text("{}"))
    assert run_here(["new", "feature", "gift-cards", "-C", str(tmp_path)]) == 0
    assert '"subtask_count": 2' in (folder / "task.json").read_text()


def test_values_that_equal_nothing_are_no_change(tmp_path: Path) -> None:
    root = write(tmp_path, f'{CARDS}--- subtask_03.yaml\nseq: "03"\ndepends_on: [.nan]\nstatus: .nan\nlines: .nan\n')
    assert run(*COMPLETE, folder=root).status == 0


def test_a_file_that_never_rests_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, CARDS) / FEATURE_FOLDER / "subtask_01.json"

    def type_on(time: int) -> None:
        path.write_text(f'{{"seq": "01", "status": "pending", "title": "{time}"}}')

    monkeypatch.setattr(changing, "_PATIENCE", 0.0)
    before_writing(monkeypatch, type_on)
    assert run_here([*COMPLETE, "-C", str(tmp_path)]) == 74
    message = f"Error: {FEATURE_FOLDER}/subtask_01.json is being changed by another program\n"
    assert capsys.readouterr() == ("", message)
    assert path.read_text() == '{"seq": "01", "status": "pending", "title": "0"}'


def test_a_feature_that_vanishes_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, CARDS + "--- /.tmp/tasks/vouchers/task.json\n{}\n")
    before_writing(monkeypatch, lambda _: shutil.rmtree(tmp_path / FEATURE_FOLDER))
    assert run_here([*COMPLETE, "-C", str(tmp_path)]) == 1
    assert capsys.readouterr() == ("", 'Error: there is no feature "gift-cards"; there is vouchers\n')


def test_a_workspace_that_vanishes_while_it_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path / "shop", CARDS)
    before_writing(monkeypatch, lambda _: shutil.rmtree(root))
    assert run_here([*COMPLETE, "-C", str(root)]) != 0
    assert capsys.readouterr().err.count("\n") == 1
    assert not root.exists()


def test_what_is_no_valid_text_is_not_written(tmp_path: Path) -> None:
    path = write(tmp_path, CARDS) / FEATURE_FOLDER / "subtask_01.json"
    content = b'{"seq": "01", "status": "pending", "title": "Gr\xfc\xdfe"}'
    path.write_bytes(content)
    done = run(*COMPLETE, folder=age(tmp_path))
    assert (done.status, done.out, path.read_bytes()) == (1, "", content)
    assert done.err == (
        f"Error: {FEATURE_FOLDER}/subtask_01.json:1:48: "
        "byte FC is not valid UTF-8: save the file as UTF-8; mend it first\n"
    )


def test_what_cannot_be_written_by_itself_is_refused(tmp_path: Path) -> None:
    """As that is no fault of the disk, the exit status is that of a refusal."""
    root = write(tmp_path, '--- subtask_01.yaml\nseq: "01"\nstatus: &s pending\nnote: *s\n')
    done = run(*COMPLETE, folder=root)
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        f"Error: {FEATURE_FOLDER}/subtask_01.yaml:2:9: &s marks a value that *s repeats, so it cannot be changed alone; "
        "change it by hand\n"
    )


# Where the report cannot be written


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "command",
    [
        [*COMPLETE, "Drawn"],
        [*COMPLETE, "--format", "json"],
        ["block", "gift-cards", "01"],
        ["new", "feature", "vouchers"],
        ["new", "subtask", "gift-cards"],
        ["archive", "gift-cards", "--force"],
        ["fmt"],
    ],
)
def test_a_change_that_cannot_be_reported_has_been_made_all_the_same(command: list[str], tmp_path: Path) -> None:
    before = files_in(write(tmp_path, CARDS))
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "callsheet", *command],
            cwd=tmp_path,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    made = "cannot write the output: No space left on device; the change has been made"
    assert (done.returncode, done.stderr) == (74, f"Error: {made}\n")
    assert files_in(tmp_path) != before


# Beside other commands


def test_a_command_waits_for_another_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, CARDS)
    monkeypatch.setattr(locking, "PATIENCE", 0.0)
    other = locked(tmp_path)
    other.__enter__()
    monkeypatch.setattr("time.sleep", lambda _: other.__exit__(None, None, None))
    assert run_here([*COMPLETE, "-C", str(tmp_path)]) == 0
    assert capsys.readouterr().err == "Waiting for another command that changes this workspace\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGINT")
def test_ctrl_c_while_waiting(tmp_path: Path) -> None:
    root = write(tmp_path, CARDS)
    with locked(root):
        command = [sys.executable, "-m", "callsheet", *COMPLETE]
        waiting = subprocess.Popen(command, cwd=root, env=environment(), stderr=subprocess.PIPE, text=True)
        assert waiting.stderr is not None
        assert waiting.stderr.readline().startswith("Waiting for another command")
        waiting.send_signal(signal.SIGINT)
        assert waiting.communicate(timeout=20)[1] == ""
        assert waiting.returncode == 130
    assert '"pending"' in (root / FEATURE_FOLDER / "subtask_01.json").read_text()


def test_reading_waits_for_nobody(tmp_path: Path) -> None:
    root = write(tmp_path, CARDS)
    with locked(root):
        assert run("status", folder=root).status == 0


# In a terminal


@pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
def test_a_terminal_gets_a_green_mark_and_lines_of_its_width(tmp_path: Path) -> None:
    import pty

    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "callsheet", *COMPLETE, "word " * 30]
    done = subprocess.run(
        command, cwd=write(tmp_path, CARDS), env=environment(COLUMNS="60"), stdout=terminal, check=False
    )
    os.close(terminal)
    shown = os.read(controller, 65536).decode().splitlines()
    os.close(controller)
    assert done.returncode == 0
    assert shown[0] == "\x1b[32m✓\x1b[0m Marked gift-cards/01 as completed"
    assert shown[1] == "  Summary: " + " ".join(["word"] * 10)
    assert max(map(len, shown[1:])) <= 60
