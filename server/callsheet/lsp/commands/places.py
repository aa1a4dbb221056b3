"""What the arguments of commands mean: a workspace, features, a subtask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pygls.exceptions import JsonRpcInvalidParams

from callsheet.lsp.commands.parameters import Argument
from callsheet.lsp.workspaces import Workspace
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

_LISTED = 20
"""How many subtasks an error names."""


@dataclass(frozen=True, slots=True)
class Place:
    """The workspace that an argument means, and what its `uri` names there."""

    workspace: Workspace
    path: str | None
    """Relative to the workspace root; None where the argument has no `uri`."""

    @property
    def snapshot(self) -> Snapshot:
        """The present state of the workspace."""
        return self.workspace.session.snapshot

    @property
    def feature(self) -> Feature | None:
        """The feature whose folder the path is, or lies in."""
        folder = self.path or ""
        while folder and folder not in self.snapshot.features:
            folder = folder.rpartition("/")[0]
        return self.snapshot.features.get(folder)


async def read_place(server: Server, argument: Argument) -> Place:
    """Where a command is to be carried out, once the workspace has been read; without a `uri` the first workspace.

    That is the folder that was opened first, else the first of all.

    Raises:
        JsonRpcInvalidParams: if there is none.
    """
    place = _place(server, argument.get("uri"))
    await place.workspace.is_indexed.wait()
    server.documents.synchronise()
    return place


def _place(server: Server, uri: str | None) -> Place:
    if uri is not None:
        located = server.documents.locate(uri)
        if located is None:
            raise JsonRpcInvalidParams(f"{uri} lies in no workspace")
        return Place(*located)
    workspaces = server.documents.workspaces
    first = next(iter([*workspaces.folders, *workspaces.all]), None)
    if first is None:
        raise JsonRpcInvalidParams("no workspace is open")
    return Place(first, None)


async def feature_to_edit(server: Server, argument: Argument) -> tuple[Place, Feature]:
    """The feature that a command is to change: the one of `feature`'s name, else that which `uri` leads to.

    It is read once more, because an edit must not be computed from what the disk held before.

    Raises:
        JsonRpcInvalidParams: if there is none.
    """
    place, name = await read_place(server, argument), argument.get("feature")
    if place.path is None and name is None:
        raise JsonRpcInvalidParams("neither uri nor feature is there; one of them is needed")
    feature = place.feature if name is None else place.snapshot.feature_named(name)
    if feature is None:
        raise JsonRpcInvalidParams(f"{argument['uri']} lies in no feature" if name is None else no_feature(name))
    return place, reloaded(server, place.workspace, feature)


def no_feature(name: str) -> str:
    """What to say of a name that no feature has."""
    return f'there is no feature "{name}"'


def reloaded(server: Server, workspace: Workspace, feature: Feature) -> Feature:
    """A feature as it is in the editor and on disk at this moment."""
    if workspace.reload_feature(next(iter(feature.files), "")):
        server.diagnostics.workspace_changed(workspace)
    return workspace.session.snapshot.features.get(feature.folder) or Feature(feature.folder, ())


async def subtask_to_edit(server: Server, argument: Argument) -> tuple[Place, Feature, str]:
    """The subtask that a command is to change, with its feature and its key there.

    It is the one that `subtask` names (number, with its zero or without, or id) in the feature that `uri` leads to, else the one whose file that is.

    Raises:
        JsonRpcInvalidParams: if there is none.
    """
    if "uri" not in argument:
        raise JsonRpcInvalidParams("uri is missing: that of the subtask's file, or of any other in its feature")
    place, feature = await feature_to_edit(server, argument)
    name = argument.get("subtask")
    if name is None:
        facts = feature.files.get(place.path or "")
        if not isinstance(facts, SubtaskFacts):
            raise JsonRpcInvalidParams(f"subtask is missing: {argument['uri']} is no subtask")
        return place, feature, feature.key_of(facts)
    key = feature.resolve(name) or feature.numbered(name.strip())
    if key is None:
        known = ", ".join(list(feature.subtasks)[:_LISTED]) or "none"
        raise JsonRpcInvalidParams(f'there is no subtask "{name}" in {feature.name}; there are {known}')
    return place, feature, key
