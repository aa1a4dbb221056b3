"""One pass over a workspace in a process of its own: `python -m bench.passes floor|index ROOT` prints its seconds.

Imports do not count. The floor is the least that an index of these files can do: read each and decode it.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import orjson

from callsheet.rules.engine import Checker
from callsheet.workspace.session import Session

ARTIFACTS = ".tmp"
"""The folder below which all artifacts of a generated workspace lie."""


def floor(root: Path) -> int:
    """Read and decode every task, subtask and planning artifact."""
    count = 0
    for folder, _, names in os.walk(root / ARTIFACTS):
        for name in names:
            with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123 - the floor shall be low
                orjson.loads(file.read())
        count += len(names)
    return count


def index(root: Path) -> int:
    """Read every artifact, then check every file with all rules."""
    session = Session(root)
    session.index()
    snapshot, checker = session.snapshot, Checker()
    return sum(1 for facts in snapshot.files() if checker.findings(snapshot, facts.path) is not None)


PASSES: dict[str, Callable[[Path], int]] = {"floor": floor, "index": index}


def main() -> None:
    """Print the seconds of a pass and how many files it has read."""
    name, root = sys.argv[1:]
    gc.disable()  # as the command does, and the server while it indexes
    begin = time.perf_counter()
    count = PASSES[name](Path(root))
    print(time.perf_counter() - begin, count)


if __name__ == "__main__":
    main()
