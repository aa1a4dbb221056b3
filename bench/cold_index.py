"""The first look at a big workspace, beside reading and decoding the same files and nothing else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Result, Row, Sample
from bench.stage import REPOSITORY, Stage


def measure(stage: Stage) -> Iterator[Result]:
    """Let the two take turns, each in a fresh process; the files are in the system's cache, the imports done."""
    big = stage.big()
    _run("floor", big.root)  # so that the first counts as the others do
    pairs = [(_run("index", big.root), _run("floor", big.root)) for _ in range(stage.settings.passes)]
    if pairs[0][0][1] != pairs[0][1][1]:
        raise RuntimeError(f"{pairs[0][0][1]} files indexed, but {pairs[0][1][1]} read")
    ours, floor = (Sample(tuple(one[0] for one in ones)) for ones in zip(*pairs, strict=True))
    what = f"cold index of {big.subtask_count:,} subtasks, all rules"
    yield Row("index", what, "s", ours, "read + orjson.loads", floor, 3.0)


def _run(name: str, root: Path) -> tuple[float, int]:
    command = [sys.executable, "-m", "bench.passes", name, str(root)]
    printed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.split()
    return float(printed[0]), int(printed[1])
