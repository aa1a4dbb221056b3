"""The resident memory of a server, once it has come to rest."""

from __future__ import annotations

from collections.abc import Iterator

from bench.client import Client, Program
from bench.figures import Result, Row, Sample, Skipped
from bench.peers import Missing
from bench.stage import Stage
from bench.workspace import Workspace


def measure(stage: Stage) -> Iterator[Result]:
    """One document open in a small workspace, beside the JSON server; then in a big one."""
    small, big = stage.small(), stage.big()
    ours = stage.callsheet(pulls=False)
    contestants: list[tuple[Program, Workspace]] = [(ours, small), (ours, big)]
    peer = "–"
    try:
        server = stage.peers.json_server()
    except Missing as reason:
        yield Skipped("memory", str(reason))
    else:
        contestants.append((server, small))
        peer = server.name
    rounds = [[_memory(*contestant) for contestant in contestants] for _ in range(stage.settings.sessions)]
    samples = [Sample(tuple(of_one)) for of_one in zip(*rounds, strict=True)]
    theirs = samples[2] if len(samples) > 2 else None
    yield Row("memory", "memory, one document open", "MiB", samples[0], peer, theirs, limit=80.0)
    yield Row("memory", f"memory, {big.subtask_count:,} subtasks indexed", "MiB", samples[1], "–", limit=150.0)


def _memory(program: Program, workspace: Workspace) -> float:
    feature = workspace.fresh()
    path = workspace.root / feature.subtask_path(feature.middle)
    with Client(program, workspace.root) as client:
        client.open(path, "json", path.read_bytes().decode())
        client.settle()
        return client.memory()
