"""The commands that take a subtask a step on."""

from __future__ import annotations

import logging
import math
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from callsheet.artifacts.schema import schema_at
from callsheet.edits import lifecycle
from callsheet.edits.lifecycle import SubtaskStep
from callsheet.ide.step_titles import step_title
from callsheet.lsp.commands.applying import apply, check_refusal
from callsheet.lsp.commands.features import complete_task
from callsheet.lsp.commands.parameters import Argument
from callsheet.lsp.commands.places import reloaded, subtask_to_edit
from callsheet.lsp.workspaces import Workspace
from callsheet.workspace.changes import Change
from callsheet.workspace.facts import SubtaskFacts
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
    _check_summary(feature.subtasks[key], argument.get("summary", ""))
    check_refusal(lifecycle.step_refusal(step, feature, key), is_forced=argument.get("force", False))
    is_last = step == "complete" and lifecycle.completes_all(feature, key)
    changes = _changes(step, feature, key, argument)
    result = await apply(server, place.workspace, step_title(step, feature, key), changes)
    if is_last and result["applied"] and server.client.asks_questions:
        server.spawn(_offer_to_complete_task(server, place.workspace, feature))
    return {**result, "feature": feature.name, "subtask": key, "is_last": is_last}


def _check_summary(facts: SubtaskFacts, summary: str) -> None:
    schema = schema_at(facts.artifact.kind, ("completion_summary",), facts.team) or {}
    limit = schema.get("maxLength", math.inf)
    if len(summary) > limit:
        raise JsonRpcInvalidParams(f"summary has {len(summary)} characters; a completion_summary can have {limit}")


def _changes(step: SubtaskStep, feature: Feature, key: str, argument: Argument) -> tuple[Change, ...]:
    now = datetime.now(timezone.utc)
    if step == "start":
        return lifecycle.start(feature, key, now, agent=argument.get("agent") or None)
    if step == "complete":
        return lifecycle.complete(feature, key, now, summary=argument.get("summary") or None)
    simple = {"block": lifecycle.block, "unblock": lifecycle.unblock, "reopen": lifecycle.reopen}
    return simple[step](feature, key)


_YES, _NO = "Mark it complete", "Not now"


async def _offer_to_complete_task(server: Server, workspace: Workspace, feature: Feature) -> None:
    """Ask whether the task is to be completed with its last subtask, and do so if that is the answer."""
    question = f"All subtasks of {feature.id} are completed. Mark the task complete as well?"
    actions = [types.MessageActionItem(_YES), types.MessageActionItem(_NO)]
    params = types.ShowMessageRequestParams(types.MessageType.Info, question, actions)
    try:
        answer = await server.window_show_message_request_async(params)
        if answer is None or answer.title != _YES:
            return
        server.documents.synchronise()
        await complete_task(server, workspace, reloaded(server, workspace, feature))
    except JsonRpcException as error:
        logger.info("%s", error)
        server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, error.message))
