"""The commands that take a subtask a step on."""

from __future__ import annotations

import logging
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from callsheet.edits import lifecycle
from callsheet.edits.lifecycle import SubtaskStep
from callsheet.ide.step_titles import step_title
from callsheet.lsp.commands.applying import apply, check_refusal
from callsheet.lsp.commands.features import complete_task
from callsheet.lsp.commands.parameters import Argument
from callsheet.lsp.commands.places import reloaded, subtask_to_edit
from callsheet.lsp.notices import show, without_links
from callsheet.lsp.workspaces import Workspace
from callsheet.workspace.feature import Feature

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

logger = logging.getLogger(__name__)


async def take(step: SubtaskStep, server: Server, argument: Argument) -> dict[str, Any]:
    """Answer a command about a subtask.

    Raises:
        JsonRpcException: if the argument is wrong, the step is refused, or its edit cannot be applied.
    """
    place, feature, key = await subtask_to_edit(server, argument)
    too_long = lifecycle.summary_refusal(feature.subtasks[key], argument.get("summary", ""))
    if too_long is not None:
        raise JsonRpcInvalidParams(too_long.reason)
    check_refusal(lifecycle.step_refusal(step, feature, key), is_forced=argument.get("force", False))
    is_last = step == "complete" and lifecycle.completes_all(feature, key)
    with_task = is_last and argument.get("with_task", False)
    changes = lifecycle.step_changes(
        step,
        feature,
        key,
        datetime.now(timezone.utc),
        summary=argument.get("summary"),
        agent=argument.get("agent"),
        with_task=with_task,
    )
    result = await apply(server, place.workspace, step_title(step, feature, key), changes)
    if is_last and not with_task and result["applied"] and server.client.asks_questions:
        server.spawn(_offer_to_complete_task(server, place.workspace, feature))
    return {**result, "feature": feature.name, "subtask": key, "is_last": is_last}


_YES, _NO = "Mark it complete", "Not now"


async def _offer_to_complete_task(server: Server, workspace: Workspace, feature: Feature) -> None:
    """Ask whether the task is to be completed with its last subtask, and do so if that is the answer."""
    question = f"All subtasks of {feature.id} are completed. Mark the task complete as well?"
    actions = [types.MessageActionItem(_YES), types.MessageActionItem(_NO)]
    params = types.ShowMessageRequestParams(types.MessageType.Info, without_links(question), actions)
    try:
        answer = await server.window_show_message_request_async(params)
        if answer is None or answer.title != _YES:
            return
        server.documents.synchronise()
        await complete_task(server, workspace, reloaded(server, workspace, feature))
    except JsonRpcException as error:
        logger.info("%s", error)
        show(server, types.MessageType.Warning, error.message)
