"""Typing while the server still reads the workspace, beside typing when it is done."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bench.client import Answer, Client
from bench.figures import Result, Row, Sample, Skipped
from bench.keystrokes import Typist
from bench.stage import Stage

GAP = 0.04
"""The time between two keystrokes in seconds: short, for the work does not last long."""

PATIENCE = 2.0
"""How long to wait for work that shows progress to begin, in seconds."""


def measure(stage: Stage) -> Iterator[Result]:
    """Start a server in a big workspace and type at once; type as much again when it has come to rest."""
    big = stage.mixed()
    feature = big.fresh()
    path = big.root / feature.subtask_path(feature.middle)
    busy: list[Answer] = []
    idle: list[Answer] = []
    for _ in range(stage.settings.sessions):
        with Client(stage.callsheet(pulls=True), big.root) as client:
            typist = Typist(client, path)
            while not client.work_ended and (client.working or time.perf_counter() - client.started < PATIENCE):
                _round(typist)
            during = [answer for answer in typist.answers if answer.received < client.work_ended]
            client.settle()
            typist.answers.clear()
            while len(typist.answers) < max(len(during), 6):
                _round(typist)
            busy += during
            idle += typist.answers
    if not busy:
        yield Skipped("busy", f"the index of {big.subtask_count:,} subtasks was done before a key was pressed")
        return
    while_indexing, at_rest = (Sample(tuple(answer.seconds for answer in answers)) for answers in (busy, idle))
    what = f"keystroke → diagnostics while {big.subtask_count:,} subtasks are being indexed"
    yield Row("busy", what, "ms", while_indexing, "Callsheet at rest", at_rest, 2.0)


def _round(typist: Typist) -> None:
    for index in range(6):
        time.sleep(GAP)
        typist.type(index)
