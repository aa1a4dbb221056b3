"""Commands beside each other: nothing is lost, and whoever reads meanwhile finds whole files."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.cli.helpers import environment, write
from tests.workspaces import FEATURE_FOLDER

PROCESSES = 8
ROUNDS = 100

TASK = '{\n  "id": "gift-cards",\n  "status": "active",\n  "subtask_count": 8,\n  "completed_count": 0\n}\n'
SUBTASK = '{{\n  "seq": "{0}",\n  "title": "Subtask {0}",\n  "status": "pending"\n}}\n'

FILES = {"task.json": TASK} | {
    f"subtask_{number:02}.json": SUBTASK.format(f"{number:02}") for number in range(1, PROCESSES + 1)
}


class Worker:
    """A process that runs commands."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.worker"],
            cwd=Path(__file__).parents[2],
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._folder = folder

    def begin(self, *arguments: str) -> None:
        """Let it run a command."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([*arguments, "-C", str(self._folder)]) + "\n")
        self._process.stdin.flush()

    def status(self) -> int:
        """The exit status of the command that it was given, once that has ended."""
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def end(self) -> None:
        self._process.communicate()


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[list[Worker]]:
    """Processes that run commands on one workspace."""
    found = [Worker(tmp_path) for _ in range(PROCESSES)]
    yield found
    for worker in found:
        worker.end()


class Reader(threading.Thread):
    """Reads all files of a feature again and again, and keeps what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._is_over = threading.Event()
        self.times = 0
        self.faults: list[str] = []

    def run(self) -> None:
        while not self._is_over.is_set():
            for name in FILES:
                text = (self._folder / name).read_text()
                try:
                    assert json.loads(text)["status"] in ("active", "pending", "completed")
                except (ValueError, KeyError, AssertionError):
                    self.faults.append(text)
            self.times += 1

    def end(self) -> None:
        self._is_over.set()
        self.join()


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is being read cannot be replaced at once there")
def test_nothing_is_lost_where_all_complete_subtasks_of_one_feature(tmp_path: Path, workers: list[Worker]) -> None:
    folder = tmp_path / FEATURE_FOLDER
    put(folder, FILES)
    reader = Reader(folder)
    reader.start()
    try:
        for _ in range(ROUNDS):
            for number, worker in enumerate(workers, 1):
                worker.begin("complete", "gift-cards", f"{number:02}", f"Done by process {number}")
            assert [worker.status() for worker in workers] == [0] * PROCESSES
            values = {name: json.loads((folder / name).read_text()) for name in FILES}
            assert values.pop("task.json")["completed_count"] == PROCESSES
            assert [value["status"] for value in values.values()] == ["completed"] * PROCESSES
            assert [value["completion_summary"][-1] for value in values.values()] == list("12345678")
            put(folder, FILES)
    finally:
        reader.end()
    assert reader.faults == []
    assert reader.times > ROUNDS
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)


def put(folder: Path, files: Mapping[str, str]) -> None:
    """Write files so that no reader finds half of one."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / f"{name}.new"
        path.write_text(text)
        path.replace(folder / name)


def test_every_new_subtask_gets_a_number_of_its_own(tmp_path: Path, workers: list[Worker]) -> None:
    folder = tmp_path / FEATURE_FOLDER
    write(tmp_path, f"--- task.json\n{TASK.replace('8', '0')}")
    for worker in workers:
        worker.begin("new", "subtask", "gift-cards", "One more")
    assert [worker.status() for worker in workers] == [0] * PROCESSES
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert json.loads((folder / "task.json").read_text())["subtask_count"] == PROCESSES


def test_one_of_many_makes_a_feature(tmp_path: Path, workers: list[Worker]) -> None:
    for worker in workers:
        worker.begin("new", "feature", "gift-cards")
    assert sorted(worker.status() for worker in workers) == [0, *[1] * (PROCESSES - 1)]
