"""Steps of subtasks that there are not, and of files that cannot be understood."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from callsheet.cli.main import run as run_here
from tests.cli.helpers import age, run, write
from tests.workspace.steps_of_writing import files_in

TASK = """
--- task.json
{"id": "gift-cards", "status": "active", "subtask_count": 2, "completed_count": 0}
"""

CARDS = f"""{TASK}
--- subtask_01.json
{{"seq": "01", "status": "pending"}}
--- subtask_02.json
{{"seq": "02", "status": "pending", "depends_on": ["01"]}}
"""


@pytest.mark.parametrize("command", ["start", "complete", "block", "unblock", "reopen"])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("gift-card 01", 'there is no feature "gift-card"; did you mean gift-cards?'),
        ("gift-cards 07", 'gift-cards has no subtask "07"; it has 01 and 02'),
        ("gift-cards -1", 'gift-cards has no subtask "-1"; it has 01 and 02'),
        ("gift-cards ", 'gift-cards has no subtask ""; it has 01 and 02'),
        ("gift-cards \x1b\ud800", 'gift-cards has no subtask "\\x1b\\ud800"; it has 01 and 02'),
    ],
)
def test_what_there_is_not(
    command: str, arguments: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, CARDS)
    assert run_here([command, "-C", str(tmp_path), "--", *arguments.split(" ")]) == 1
    assert capsys.readouterr() == ("", f"Error: {message}\n")


@pytest.mark.parametrize("command", ["start", "complete", "block", "unblock", "reopen"])
def test_without_a_workspace(command: str, tmp_path: Path) -> None:
    done = run(command, "gift-cards", "01", folder=tmp_path)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("Error: nothing to work on: there is no .tmp/tasks")


@pytest.mark.parametrize("command", ["start", "complete", "block", "unblock", "reopen"])
@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"\ufeff', '{"status"', "[" * 5000])
def test_a_broken_subtask_is_not_made_worse(
    command: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_in(age(write(tmp_path, f"{TASK}--- subtask_01.json\n{text}")))
    assert run_here([command, "gift-cards", "01", "-C", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert re.fullmatch(r"Error: \S+/subtask_01.json:1:\d+: .+; mend it first\n", said.err)
    assert files_in(tmp_path) == before


def test_an_archived_feature(tmp_path: Path) -> None:
    root = write(tmp_path, CARDS.replace("--- ", "--- /.tmp/tasks/completed/gift-cards/"))
    for command in ("start", "complete", "block", "unblock", "reopen"):
        assert run(command, "gift-cards", "01", folder=root).err == "Error: gift-cards is archived\n"
