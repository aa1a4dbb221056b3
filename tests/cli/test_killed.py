"""A command that ends in the middle of its work, at every step of it: killed, or interrupted with Ctrl-C."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from callsheet.cli.main import run as run_here
from tests.cli.helpers import run, write
from tests.workspace.steps_of_writing import Moment, Steps
from tests.workspaces import FEATURE_FOLDER

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")

NOW = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

WORKSPACE = """
--- task.json
{
  "id": "gift-cards",
  "status": "active",
  "context_files": [".tmp/tasks/gift-cards/subtask_01.json"],
  "subtask_count": 2,
  "completed_count": 0
}
--- subtask_01.json
{"seq": "01", "status": "pending"}
--- subtask_02.json
{"seq": "02", "status": "pending"}
"""

COMPLETE = ["complete", "gift-cards", "01", "Drawn"]


def files_in(root: Path) -> dict[str, str]:
    """The files of a workspace by path, with NOW for every time; without those that have no name of their own yet."""
    return {
        path.relative_to(root).as_posix(): NOW.sub("NOW", path.read_text())
        for path in root.rglob("*")
        if path.is_file() and not path.name.endswith(".tmp")
    }


def run_in_child(root: Path, arguments: list[str], steps: Steps) -> int:
    """Run a command in a copy of this process; gives what `os.wait` says of how it ended."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        os.chdir(root)
        with steps.counted():
            os._exit(run_here(arguments))
    return os.waitpid(child, 0)[1]


def check_at_every_step(
    root: Path, arguments: list[str], moment: Moment, event: Callable[[], None], status: int, before: str = WORKSPACE
) -> list[dict[str, str]]:
    """Let something happen at each step of a command that ends it with a status; gives the files after each."""
    found: list[dict[str, str]] = []
    while True:
        workspace = write(root / str(len(found)), before)
        ended = run_in_child(workspace, arguments, Steps(len(found), moment, event))
        found.append(files_in(workspace))
        if ended == 0:
            return found
        assert ended == status, len(found)


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def ctrl_c() -> None:
    os.kill(os.getpid(), signal.SIGINT)


INTERRUPTED = 130 << 8
"""How a process ends that says by its exit status that it was interrupted."""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_every_file_is_the_old_one_or_the_new_one(moment: Moment, tmp_path: Path) -> None:
    found = check_at_every_step(tmp_path, COMPLETE, moment, kill, signal.SIGKILL)
    before, after = files_in(write(tmp_path / "before", WORKSPACE)), found[-1]
    assert len(found) > 10
    assert before in found
    assert before != after
    for files in found:
        assert files.keys() == before.keys()
        assert all(text in (before[path], after[path]) for path, text in files.items())


@pytest.mark.parametrize("moment", ["before", "after"])
def test_the_next_command_finds_a_workspace_that_it_can_use(moment: Moment, tmp_path: Path) -> None:
    number = len(check_at_every_step(tmp_path, COMPLETE, moment, kill, signal.SIGKILL))
    for root in (tmp_path / str(each) for each in range(number)):
        assert run_here(["complete", "gift-cards", "02", "-C", str(root)]) == 0
        folder = root / FEATURE_FOLDER
        first, task = (json.loads((folder / name).read_text()) for name in ("subtask_01.json", "task.json"))
        assert task["completed_count"] == (2 if first["status"] == "completed" else 1)
        assert sorted(path.name for path in folder.iterdir()) == ["subtask_01.json", "subtask_02.json", "task.json"]


@pytest.mark.parametrize(
    "arguments",
    [COMPLETE, ["archive", "gift-cards", "--force"], ["new", "subtask", "gift-cards"], ["new", "feature", "vouchers"]],
)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_ctrl_c_leaves_all_as_it_was_or_lets_all_be_done(moment: Moment, arguments: list[str], tmp_path: Path) -> None:
    found = check_at_every_step(tmp_path, arguments, moment, ctrl_c, INTERRUPTED)
    before, after = files_in(write(tmp_path / "before", WORKSPACE)), found[-1]
    assert before in found
    assert before != after
    assert all(files in (before, after) for files in found)


def test_what_a_killed_archiving_leaves_can_be_archived(tmp_path: Path) -> None:
    archive = ["archive", "gift-cards", "--force"]
    found = check_at_every_step(tmp_path, archive, "after", kill, signal.SIGKILL)
    for root in (tmp_path / str(each) for each in range(len(found))):
        run_here([*archive, "-C", str(root)])  # is refused where all was done
        assert files_in(root) == found[-1]


def test_what_a_killed_beginning_leaves_can_be_begun(tmp_path: Path) -> None:
    new = ["new", "feature", "gift-cards"]
    found = check_at_every_step(tmp_path, new, "after", kill, signal.SIGKILL, "--- /README.md\n\n")
    for root in (tmp_path / str(each) for each in range(len(found))):
        run_here([*new, "-C", str(root)])  # is refused where all was done
        assert files_in(root) == found[-1]


def test_a_lock_is_not_left_behind(tmp_path: Path) -> None:
    root = write(tmp_path, WORKSPACE)
    assert run_in_child(root, COMPLETE, Steps(0, "after", kill)) == signal.SIGKILL
    assert run(*COMPLETE, folder=root).status == 0
