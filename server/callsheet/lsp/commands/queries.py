"""The commands that tell something of features as data, and change nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from callsheet.lsp.cancelling import portions
from callsheet.lsp.commands.parameters import Argument
from callsheet.lsp.commands.places import Place, no_feature, read_place
from callsheet.workspace.feature import Feature
from callsheet.workspace.stages import staged_features, staged_features_named

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

# What is asked for is imported when it is, and computed in the thread for answers, a few features at a time.


async def plan(server: Server, argument: Argument) -> list[dict[str, Any]]:
    """Answer `callsheet.plan`: in which order the subtasks of features run, and what can begin.

    Raises:
        JsonRpcInvalidParams: if there is no such workspace, or no feature of that name.
    """
    from callsheet.ide.plan_data import plan_value, readiness_value

    place = await read_place(server, argument)
    features = _with_tasks(await _meant(server, place, argument))
    return await _for_each(server, features, lambda feature: {**plan_value(feature), **readiness_value(feature)})


async def graph(server: Server, argument: Argument) -> list[dict[str, Any]]:
    """Answer `callsheet.graph`: what depends on what, as data or as text that others draw.

    Raises:
        JsonRpcInvalidParams: if there is no such workspace, or no feature of that name.
    """
    from callsheet.ide.graph import graph_of, graph_value
    from callsheet.ide.graph_drawing import dot, mermaid

    place = await read_place(server, argument)
    snapshot, kind, form = place.snapshot, argument.get("kind", "subtasks"), argument.get("format", "data")
    features = await _meant(server, place, argument)

    def compute(feature: Feature) -> dict[str, Any]:
        found = graph_of(snapshot, feature, kind)
        if form == "data":
            return graph_value(found)
        draw = {"mermaid": mermaid, "dot": dot}[form]
        return {"feature": found.feature, "kind": found.kind, "format": form, "text": draw(found)}

    return await _for_each(server, _with_tasks(features) if kind == "subtasks" else features, compute)


async def summary(server: Server, argument: Argument) -> list[dict[str, Any]]:
    """Answer `callsheet.summary`: how far features are.

    Raises:
        JsonRpcInvalidParams: if there is no such workspace, or no feature of that name.
    """
    from callsheet.ide.summary import summaries

    place = await read_place(server, argument)
    await server.validating.finish(place.workspace)
    snapshot, checker = place.snapshot, place.workspace.checker
    features = _with_tasks(await _meant(server, place, argument))
    return await _for_each(server, features, lambda feature: summaries(snapshot, [feature], checker)[0])


async def stages(server: Server, argument: Argument) -> list[dict[str, Any]]:
    """Answer `callsheet.stages`: the eight stages of features.

    Raises:
        JsonRpcInvalidParams: if there is no such workspace, or no feature of that name.
    """
    from callsheet.ide.stages import stages as compute
    from callsheet.ide.stages import to_value

    place = await read_place(server, argument)
    await server.validating.finish(place.workspace)
    snapshot, checker = place.snapshot, place.workspace.checker
    features = await _meant(server, place, argument)
    return await _for_each(server, features, lambda feature: to_value(compute(snapshot, [feature], checker)[0]))


async def _for_each(
    server: Server, features: list[Feature], compute: Callable[[Feature], dict[str, Any]]
) -> list[dict[str, Any]]:
    """What is computed of each feature."""
    return [value async for portion in portions(server, map(compute, features)) for value in portion]


async def _meant(server: Server, place: Place, argument: Argument) -> list[Feature]:
    """The features that a command is about: those of a name, else that which the URI leads to, else all.

    Raises:
        JsonRpcInvalidParams: if there is no feature of the name.
    """
    name: str | None = argument.get("feature")
    if name is None:
        return [place.feature] if place.feature else await server.answer(staged_features, place.snapshot)
    found = await server.answer(staged_features_named, place.snapshot, name)
    if not found:
        raise JsonRpcInvalidParams(no_feature(name))
    return found


def _with_tasks(features: list[Feature]) -> list[Feature]:
    """The features that are not planned only."""
    return [feature for feature in features if feature.files]
