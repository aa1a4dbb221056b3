"""Callsheet's commands as processes, beside the task script that teams use."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.features import Feature
from bench.figures import Result, Row, Sample, Skipped
from bench.peers import Missing
from bench.stage import Stage
from bench.workspace import Workspace


@dataclass(frozen=True)
class Comparison:
    """A command of Callsheet's, the script's words for the same, and what the latter prints when it has done its work."""

    arguments: tuple[str, ...]
    script_arguments: tuple[str, ...]
    proof: str


def _check(_feature: Feature) -> Comparison:
    return Comparison(("check",), ("validate",), "All checks passed")


def _same(*arguments: str, proof: str) -> Callable[[Feature], Comparison]:
    """A command that both know by the same words; `FEATURE` among them stands for the name of the feature."""

    def comparison(feature: Feature) -> Comparison:
        named = tuple(feature.name if argument == "FEATURE" else argument for argument in arguments)
        return Comparison(named, named, proof)

    return comparison


TASK_COMMANDS = (
    _same("status", proof="Progress: "),
    _same("next", proof="=== Ready Tasks"),
    _same("parallel", proof="=== Parallelizable Tasks"),
    _same("deps", "FEATURE", "12", proof="=== Dependency Tree"),
    _same("blocked", proof="=== Blocked Tasks"),
    _same("complete", "FEATURE", "01", "Done as agreed", proof="as completed"),
    _same("validate", proof="All checks passed"),
)
"""The commands of the script, as they are typed."""


def measure_small(stage: Stage) -> Iterator[Result]:
    """Check one feature."""
    yield from _measure(stage, "check-small", "one feature of 12", _small(stage), [_check], 0.3)


def measure_big(stage: Stage) -> Iterator[Result]:
    """Check thousands of subtasks."""
    big = stage.big()
    place = _Place(big, stage.settings.passes)
    yield from _measure(stage, "check-big", f"{big.subtask_count:,} subtasks, all rules", place, [_check], 1.0)


def measure_tasks_small(stage: Stage) -> Iterator[Result]:
    """The script's own commands in a workspace of one feature."""
    yield from _measure(stage, "tasks-small", "one feature of 12", _small(stage), TASK_COMMANDS)


def measure_tasks_big(stage: Stage) -> Iterator[Result]:
    """The script's own commands in a workspace of a thousand features."""
    big = stage.big()
    place = _Place(big, stage.settings.passes)
    yield from _measure(stage, "tasks-big", f"{len(big.features):,} features", place, TASK_COMMANDS)


@dataclass(frozen=True)
class _Place:
    workspace: Workspace
    runs: int


def _small(stage: Stage) -> _Place:
    return _Place(stage.small(), max(stage.settings.starts, 1))


def _measure(
    stage: Stage,
    measurement: str,
    where: str,
    place: _Place,
    comparisons: Sequence[Callable[[Feature], Comparison]],
    target: float | None = None,
) -> Iterator[Result]:
    script: tuple[str, ...] | None = None
    try:
        script = stage.peers.task_script(stage.settings.task_cli)
    except Missing as reason:
        yield Skipped(measurement, str(reason))
    feature, root = place.workspace.fresh(), place.workspace.root
    for comparison in (compare(feature) for compare in comparisons):
        commands = [_Command((sys.executable, "-m", "callsheet", *comparison.arguments), "")]
        if script is not None:
            commands.append(_Command((*script, *comparison.script_arguments), comparison.proof))
        with _Restored(root / feature.folder) as restored:
            for command in commands:
                command.check(root)
                restored.restore()
            times = [[command.time(root, restored) for command in commands] for _ in range(place.runs)]
        samples = [Sample(tuple(of_one)) for of_one in zip(*times, strict=True)]
        beside = samples[1] if len(samples) > 1 else None
        what = f"`callsheet {comparison.arguments[0]}`, {where}"
        yield Row(measurement, what, "s", samples[0], "task script (ts-node)" if beside else "–", beside, target)


class _Restored:
    """The files of a folder, which get their contents back after each run of a command that may change them."""

    def __init__(self, folder: Path) -> None:
        self._contents = {path: path.read_bytes() for path in folder.iterdir()}

    def restore(self) -> None:
        """Give the files that have changed their contents back."""
        for path, content in self._contents.items():
            if path.read_bytes() != content:
                path.write_bytes(content)

    def __enter__(self) -> _Restored:
        return self

    def __exit__(self, *_: object) -> None:
        self.restore()


@dataclass(frozen=True)
class _Command:
    line: tuple[str, ...]
    proof: str

    def check(self, root: Path) -> None:
        """Run it once, so that it is in the caches, and see that it works."""
        done = subprocess.run(self.line, cwd=root, capture_output=True, text=True, check=False)
        if done.returncode or self.proof not in done.stdout:
            reason = (done.stdout + done.stderr)[:500]
            raise RuntimeError(f"{' '.join(self.line)} ended with {done.returncode}: {reason}")

    def time(self, root: Path, restored: _Restored) -> float:
        """How long it takes from start to exit, in seconds."""
        begin = time.perf_counter()
        subprocess.run(self.line, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        taken = time.perf_counter() - begin
        restored.restore()
        return taken
