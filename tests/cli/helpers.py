"""What the tests of the command line share: the real command as a process, and workspaces to run it on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import callsheet
from tests.workspaces import read_fixture

SOURCES = str(Path(callsheet.__file__).parent.parent)
EXAMPLE = Path(__file__).parents[2] / "examples" / "order-management"

TASK = """
--- task.json
{
  "id": "gift-cards",
  "name": "Gift cards",
  "status": "active",
  "objective": "Customers can send gift cards",
  "subtask_count": 1,
  "completed_count": 0,
  "created_at": "2026-03-01T09:15:00Z"
}
"""

RIGHT = f"""{TASK}
--- subtask_01.json
{{
  "id": "gift-cards-01",
  "seq": "01",
  "title": "Draw the card",
  "status": "pending",
  "depends_on": [],
  "acceptance_criteria": ["Front and back exist"],
  "deliverables": ["design/card.svg"]
}}
"""

WRONG = RIGHT.replace('"depends_on": []', '"depends_on": ["09"]').replace('"design/card.svg"', '"design/", "design/"')
"""An error in line 6; nothing else."""

DOUBTFUL = RIGHT.replace('["Front and back exist"]', "[]")
"""A warning in line 7; nothing else."""


@dataclass
class Result:
    """What a finished command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def environment(**variables: str) -> dict[str, str]:
    """The environment of the tests without what would change the output, and with some variables."""
    plain = {
        name: value
        for name, value in os.environ.items()
        if name not in ("NO_COLOR", "FORCE_COLOR", "CALLSHEET_DEBUG", "COLUMNS", "PYTHONIOENCODING")
    }
    return {**plain, "PYTHONPATH": SOURCES, "TERM": "xterm", **variables}


def run(*arguments: str, folder: Path, given: bytes | None = None, **variables: str) -> Result:
    """Run the command in a folder, its output in pipes, and what is `given` as its input."""
    command = [sys.executable, "-m", "callsheet", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment(**variables), input=given, capture_output=True, check=False
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def started(*arguments: str, folder: Path, **variables: str) -> subprocess.Popen[bytes]:
    """The command at work in a folder, with pipes for its input and its output."""
    return subprocess.Popen(
        [sys.executable, "-m", "callsheet", *arguments],
        cwd=folder,
        env=environment(**variables),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def modules_of(*arguments: str, folder: Path, out: int = subprocess.DEVNULL, **variables: str) -> set[str]:
    """The modules that are imported when a command has run in a folder; `out` becomes of its output."""
    code = f"import sys; from callsheet.cli.main import run; run({[*arguments]}); sys.exit(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment(**variables),
        stdout=out,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    modules = set(done.stderr.splitlines()[-1].split())
    assert "callsheet.cli.main" in modules
    return modules


def write(root: Path, fixture: str) -> Path:
    """Write an inline workspace below a folder; gives the folder back."""
    return read_fixture(fixture).write_to(root)


def age(root: Path) -> Path:
    """Let all files below a folder be as they are for long, so that nobody can still be writing them; gives it back."""
    for path in root.rglob("*.*"):
        os.utime(path, (0, 0))
    return root
