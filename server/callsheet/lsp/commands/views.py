"""The commands that an editor's own views live on: the features of a workspace, one of them with everything in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from callsheet.lsp.cancelling import portions
from callsheet.lsp.commands.parameters import Argument
from callsheet.lsp.commands.places import no_feature, read_place
from callsheet.lsp.workspaces import Workspace

if TYPE_CHECKING:
    from callsheet.lsp.server import Server


async def features(server: Server, argument: Argument) -> list[dict[str, Any]]:
    """Answer `callsheet.features`: all features of a workspace in a few figures, those of the archive too.

    Raises:
        JsonRpcInvalidParams: if there is no such workspace.
    """
    from callsheet.ide.feature_views import overview_value

    place = await read_place(server, argument)
    to_uri = _to_uri(server, place.workspace)
    values = (overview_value(feature, to_uri) for feature in place.snapshot.features.values())
    return [value async for portion in portions(server, values) for value in portion]


async def feature(server: Server, argument: Argument) -> dict[str, Any]:
    """Answer `callsheet.feature`: a feature with its plan, its subtasks, and the steps that they can take.

    Raises:
        JsonRpcInvalidParams: if there is no such workspace, or no such feature.
    """
    from callsheet.ide.feature_views import feature_value

    place = await read_place(server, argument)
    name: str | None = argument.get("feature")
    found = place.feature if name is None else place.snapshot.feature_named(name)
    if found is None:
        where = argument.get("uri", "a workspace")
        raise JsonRpcInvalidParams(f"{where} lies in no feature" if name is None else no_feature(name))
    to_uri = _to_uri(server, place.workspace)
    return await server.answer(feature_value, place.snapshot, found, place.workspace.checker, to_uri)


async def kind(server: Server, argument: Argument) -> str | None:
    """Answer `callsheet.kind`: of which kind a file is by its path, be it there or not; None where it is none of ours.

    Raises:
        JsonRpcInvalidParams: if there is no such workspace.
    """
    place = await read_place(server, argument)
    artifact = place.snapshot.classify(place.path or "")
    return artifact.kind.value if artifact else None


def _to_uri(server: Server, workspace: Workspace) -> Callable[[str], str]:
    return partial(server.documents.uri_of, workspace)
