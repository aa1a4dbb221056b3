"""The commands that tell something of features as data, and change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from callsheet.lsp.commands.parameters import Argument
from callsheet.lsp.commands.places import Place, no_feature, read_place
from callsheet.rules.engine import Checker
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot
from callsheet.workspace.stages import staged_features, staged_features_named

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

# What is asked for is imported when it is, and computed in the thread for long work.


async def plan(server: Server, argument: Argument) -> list[dict[str, Any]]:
    """Answer `callsheet.plan`: in which order the subtasks of features run, and what can begin.

    Raises:
        JsonRpcInvalidParams: if there is no such workspace, or no feature of that name.
    """
    place = await read_place(server, argument)
    return await server.work(_plans, _with_tasks(_meant(place, argument)))


def _plans(features: list[Feature]) -> list[dict[str, Any]]:
    from callsheet.ide.plan_data import plan_value, readiness_value

    return [{**plan_value(feature), **readiness_value(feature)} for feature in features]


async def graph(server: Server, argument: Argument) -> list[dict[str, Any]]:
    """Answer `callsheet.graph`: what depends on what, as data or as text that others draw.

    Raises:
        JsonRpcInvalidParams: if there is no such workspace, or no feature of that name.
    """
    place = await read_place(server, argument)
    kind = argument.get("kind", "subtasks")
    features = _meant(place, argument)
    if kind == "subtasks":
        features = _with_tasks(features)
    return await server.work(_graphs, place.snapshot, features, kind, argument.get("format", "data"))


def _graphs(snapshot: Snapshot, features: list[Feature], kind: Any, form: str) -> list[dict[str, Any]]:
    from callsheet.ide.graph import graph_of, graph_value
    from callsheet.ide.graph_drawing import dot, mermaid

    graphs = [graph_of(snapshot, feature, kind) for feature in features]
    if form == "data":
        return [graph_value(each) for each in graphs]
    draw = {"mermaid": mermaid, "dot": dot}[form]
    return [{"feature": each.feature, "kind": each.kind, "format": form, "text": draw(each)} for each in graphs]


async def summary(server: Server, argument: Argument) -> list[dict[str, Any]]:
    """Answer `callsheet.summary`: how far features are.

    Raises:
        JsonRpcInvalidParams: if there is no such workspace, or no feature of that name.
    """
    place = await read_place(server, argument)
    await server.validating.finish(place.workspace)
    features = _with_tasks(_meant(place, argument))
    return await server.work(_summaries, place.snapshot, features, place.workspace.checker)


def _summaries(snapshot: Snapshot, features: list[Feature], checker: Checker) -> list[dict[str, Any]]:
    from callsheet.ide.summary import summaries

    return summaries(snapshot, features, checker)


async def stages(server: Server, argument: Argument) -> list[dict[str, Any]]:
    """Answer `callsheet.stages`: the eight stages of features.

    Raises:
        JsonRpcInvalidParams: if there is no such workspace, or no feature of that name.
    """
    place = await read_place(server, argument)
    await server.validating.finish(place.workspace)
    return await server.work(_stages, place.snapshot, _meant(place, argument), place.workspace.checker)


def _stages(snapshot: Snapshot, features: list[Feature], checker: Checker) -> list[dict[str, Any]]:
    from callsheet.ide.stages import stages as compute
    from callsheet.ide.stages import to_value

    return [to_value(found) for found in compute(snapshot, features, checker)]


def _meant(place: Place, argument: Argument) -> list[Feature]:
    """The features that a command is about: those of a name, else that which the URI leads to, else all.

    Raises:
        JsonRpcInvalidParams: if there is no feature of the name.
    """
    name: str | None = argument.get("feature")
    if name is None:
        return [place.feature] if place.feature else staged_features(place.snapshot)
    found = staged_features_named(place.snapshot, name)
    if not found:
        raise JsonRpcInvalidParams(no_feature(name))
    return found


def _with_tasks(features: list[Feature]) -> list[Feature]:
    """The features that are not planned only."""
    return [feature for feature in features if feature.files]
