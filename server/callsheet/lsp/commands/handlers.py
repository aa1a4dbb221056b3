"""What carries each command out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from callsheet.lsp.commands import features, queries, subtasks, views
from callsheet.lsp.commands.parameters import Argument
from callsheet.lsp.commands.showing import plan_sentence, shown, stages_sentence, summary_sentence

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

Handler: TypeAlias = "Callable[[Server, Argument], Awaitable[Any]]"
"""Carries a command out, and gives its result as JSON."""

HANDLERS: Mapping[str, Handler] = {
    "callsheet.start": partial(subtasks.take, "start"),
    "callsheet.complete": partial(subtasks.take, "complete"),
    "callsheet.block": partial(subtasks.take, "block"),
    "callsheet.unblock": partial(subtasks.take, "unblock"),
    "callsheet.reopen": partial(subtasks.take, "reopen"),
    "callsheet.completeReady": features.complete_ready,
    "callsheet.completeFeature": features.complete,
    "callsheet.archive": features.archive,
    "callsheet.newFeature": features.create,
    "callsheet.newSubtask": features.create_subtask,
    "callsheet.plan": shown(queries.plan, plan_sentence),
    "callsheet.graph": queries.graph,
    "callsheet.summary": shown(queries.summary, summary_sentence),
    "callsheet.stages": shown(queries.stages, stages_sentence),
    "callsheet.features": views.features,
    "callsheet.feature": views.feature,
    "callsheet.kind": views.kind,
}
"""The handler of every command by its name."""
