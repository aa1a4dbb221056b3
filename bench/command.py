"""`callsheet check` as a process, beside the task script that teams use."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Result, Row, Sample, Skipped
from bench.peers import Missing
from bench.stage import Stage
from bench.workspace import Workspace

SCRIPT_FINDS_NOTHING = "All checks passed"


def measure_small(stage: Stage) -> Iterator[Result]:
    """Check one feature."""
    small = stage.small()
    runs = max(stage.settings.starts, 1)
    yield from _measure(stage, "check-small", "`callsheet check`, one feature of 12", small, runs, 0.3)


def measure_big(stage: Stage) -> Iterator[Result]:
    """Check thousands of subtasks."""
    big = stage.big()
    what = f"`callsheet check`, {big.subtask_count:,} subtasks, all rules"
    yield from _measure(stage, "check-big", what, big, stage.settings.passes, 1.0)


def _measure(
    stage: Stage, measurement: str, what: str, workspace: Workspace, runs: int, target: float
) -> Iterator[Result]:
    ours = (sys.executable, "-m", "callsheet", "check")
    commands: list[tuple[str, ...]] = [ours]
    try:
        commands.append((*stage.peers.task_script(stage.settings.task_cli), "validate"))
    except Missing as reason:
        yield Skipped(measurement, str(reason))
    for command in commands:
        _try(command, workspace.root)
    times = [[_time(command, workspace.root) for command in commands] for _ in range(runs)]
    samples = [Sample(tuple(of_one)) for of_one in zip(*times, strict=True)]
    beside = samples[1] if len(samples) > 1 else None
    yield Row(measurement, what, "s", samples[0], "task script (ts-node)" if beside else "–", beside, target)


def _try(command: tuple[str, ...], root: Path) -> None:
    """Run a command once, so that it is in the caches, and see that it works."""
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode or ("validate" in command and SCRIPT_FINDS_NOTHING not in done.stdout):
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {(done.stdout + done.stderr)[:500]}")


def _time(command: tuple[str, ...], root: Path) -> float:
    begin = time.perf_counter()
    subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin
