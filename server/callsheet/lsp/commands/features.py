"""The commands about a feature as a whole that change it."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.layout import archived_folder
from callsheet.edits import EditError, lifecycle
from callsheet.edits.lifecycle.creation import (
    create_feature,
    existing_feature,
    name_refusal,
    next_number,
    texts_refusal,
)
from callsheet.edits.lifecycle.refusals import archived_refusal
from callsheet.edits.refactorings.insertion import appended
from callsheet.lsp.commands.applying import apply, check_refusal, failed
from callsheet.lsp.commands.parameters import Argument
from callsheet.lsp.commands.places import feature_to_edit, read_place
from callsheet.lsp.workspaces import Workspace
from callsheet.workspace.changes import FileCreation
from callsheet.workspace.feature import Feature

if TYPE_CHECKING:
    from callsheet.lsp.server import Server


async def complete(server: Server, argument: Argument) -> dict[str, Any]:
    """Answer `callsheet.completeFeature`.

    Raises:
        JsonRpcException: if the argument is wrong, subtasks are open, or the edit cannot be applied.
    """
    place, feature = await feature_to_edit(server, argument)
    return await complete_task(server, place.workspace, feature)


async def complete_task(server: Server, workspace: Workspace, feature: Feature) -> dict[str, Any]:
    """Have a feature's task completed.

    Raises:
        JsonRpcException: if subtasks are open, or the edit cannot be applied.
    """
    check_refusal(lifecycle.completion_refusal(feature), is_forced=False)
    changes = lifecycle.complete_feature(feature, datetime.now(timezone.utc))
    result = await apply(server, workspace, f"Mark {feature.id} complete", changes)
    return {**result, "feature": feature.name}


async def complete_ready(server: Server, argument: Argument) -> dict[str, Any]:
    """Answer `callsheet.completeReady`.

    Raises:
        JsonRpcException: if the argument is wrong, no subtask can be completed, or the edit cannot be applied.
    """
    place, feature = await feature_to_edit(server, argument)
    keys = lifecycle.completable(feature)
    if not keys:
        raise failed(f"no subtask of {feature.name} can be completed now")
    changes = lifecycle.complete_ready(feature, datetime.now(timezone.utc))
    result = await apply(server, place.workspace, f"Mark {', '.join(keys)} complete", changes)
    return {**result, "feature": feature.name, "subtasks": keys}


async def create(server: Server, argument: Argument) -> dict[str, Any]:
    """Answer `callsheet.newFeature`.

    Raises:
        JsonRpcException: if no feature can have the name or the texts, if there is one, or the edit cannot be applied.
    """
    place, name = await read_place(server, argument), argument.get("feature", "")
    texts = {field: argument[field] for field in ("name", "objective") if argument.get(field, "").strip()}
    wrong = name_refusal(name) or texts_refusal(place.snapshot, ArtifactKind.TASK, texts)
    if wrong is not None:
        raise JsonRpcInvalidParams(wrong.reason)
    known = existing_feature(place.snapshot, name)
    if known is not None:
        raise failed(f"there is a feature {name} already: {known.folder}")
    try:
        creation = create_feature(place.snapshot, name, texts, datetime.now(timezone.utc))
    except EditError as error:
        raise JsonRpcInvalidParams(str(error)) from error
    result = await apply(server, place.workspace, f"Create {name}", [creation])
    return {**result, "feature": name, "task": server.documents.uri_of(place.workspace, creation.path)}


async def create_subtask(server: Server, argument: Argument) -> dict[str, Any]:
    """Answer `callsheet.newSubtask`.

    Raises:
        JsonRpcException: if the feature takes no subtask or none of that title, or the edit cannot be applied.
    """
    place, feature = await feature_to_edit(server, argument)
    texts = {"title": argument["title"]} if argument.get("title", "").strip() else {}
    wrong = texts_refusal(place.snapshot, ArtifactKind.SUBTASK, texts)
    if wrong is not None:
        raise JsonRpcInvalidParams(wrong.reason)
    check_refusal(archived_refusal(feature), is_forced=False)
    try:
        number = next_number(feature)
        changes = appended(place.snapshot, feature, number, [], texts)
    except EditError as error:
        raise failed(str(error)) from error
    result = await apply(server, place.workspace, f"Create {number}", changes)
    path = next(change.path for change in changes if isinstance(change, FileCreation))
    return {
        **result,
        "feature": feature.name,
        "subtask": number,
        "file": server.documents.uri_of(place.workspace, path),
    }


async def archive(server: Server, argument: Argument) -> dict[str, Any]:
    """Answer `callsheet.archive`.

    Raises:
        JsonRpcException: if the argument is wrong, the feature is not finished, or the edit cannot be applied.
    """
    place, feature = await feature_to_edit(server, argument)
    snapshot = place.snapshot
    check_refusal(lifecycle.archive_refusal(snapshot, feature), is_forced=argument.get("force", False))
    changes = lifecycle.archive(snapshot, feature, datetime.now(timezone.utc))
    result = await apply(server, place.workspace, f"Archive {feature.id}", changes)
    return {**result, "feature": feature.name, "folder": archived_folder(feature.folder)}
