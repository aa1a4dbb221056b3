"""From starting a server to the first diagnostics of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from bench.client import Client, Program
from bench.figures import Result, Row, Sample, Skipped
from bench.peers import Missing
from bench.stage import Stage
from bench.workspace import Workspace


def measure(stage: Stage) -> Iterator[Result]:
    """Start servers in turns, each with nothing but one document open, in a small workspace or in a big one."""
    small, big = stage.small(), stage.big()
    contestants = {
        "pushed": (stage.callsheet(pulls=False), small),
        "pulled": (stage.callsheet(pulls=True), small),
        "big": (stage.callsheet(pulls=False), big),
    }
    for name, find in (("old peer", stage.peers.old_json_server), ("peer", stage.peers.json_server)):
        peer = _if_there(find)
        if isinstance(peer, Skipped):
            yield peer
        else:
            contestants[name] = (peer, small)
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(stage.settings.starts):
        for name, (program, workspace) in contestants.items():
            times[name].append(_start(program, workspace))
    samples = {name: Sample(tuple(found)) for name, found in times.items()}
    count = f"{big.subtask_count:,} subtasks"
    for name, what, peer_name, target in (
        ("pushed", "spawn → first diagnostics, pushed", "old peer", 1.0),
        ("pulled", "spawn → first diagnostics, pulled", "peer", None),
        ("big", f"spawn → first diagnostics in a workspace of {count}, pushed", "old peer", None),
    ):
        beside = contestants[peer_name][0].name if peer_name in contestants else "–"
        yield Row("startup", what, "ms", samples[name], beside, samples.get(peer_name), target)


def _if_there(find: Callable[[], Program]) -> Program | Skipped:
    try:
        return find()
    except Missing as reason:
        return Skipped("startup", str(reason))


def _start(program: Program, workspace: Workspace) -> float:
    feature = workspace.fresh()
    path = Path(workspace.root, feature.subtask_path(feature.middle))
    with Client(program, workspace.root) as client:
        _, answer = client.open(path, "json", path.read_bytes().decode())
        return answer.received - client.started
