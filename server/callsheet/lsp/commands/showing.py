"""What commands tell of features in a sentence each, for editors without views of their own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from lsprotocol import types

from callsheet.artifacts.quoting import counted, listing, shorten, some
from callsheet.lsp.commands.parameters import Argument
from callsheet.lsp.notices import show
from callsheet.workspace.stages import STAGE_NAMES

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

Query: TypeAlias = "Callable[[Server, Argument], Awaitable[list[dict[str, Any]]]]"
"""Carries a command out, and gives what it tells of each feature."""

MAX_SHOWN = 5
"""Of how many features a message tells."""


def shown(query: Query, sentence: Callable[[dict[str, Any]], str]) -> Query:
    """A command that tells something, and shows a message with a sentence for each feature if it is asked to `show`."""

    async def answer(server: Server, argument: Argument) -> list[dict[str, Any]]:
        found = await query(server, argument)
        lines = [f"{feature['feature']}: {sentence(feature)}" for feature in found[:MAX_SHOWN]]
        if lines and argument.get("show", False):
            show(server, types.MessageType.Info, "\n".join(lines))
        return found

    return answer


def plan_sentence(plan: dict[str, Any]) -> str:
    """The batches of a plan, what keeps it from being carried out, and what can begin."""
    parts = [" → ".join(" ".join(batch) for batch in plan["batches"]) or "no batches"]
    if plan["unplanned"]:
        parts.append(f"in no batch: {listing(plan['unplanned'])}")
    if plan["missing"]:
        missing = [f"{shorten(each['depends_on'])} (for {each['subtask']})" for each in plan["missing"]]
        parts.append(f"missing: {some(missing)}")
    parts.append(f"ready to start: {listing(plan['ready'])}" if plan["ready"] else "nothing is ready to start")
    return "; ".join(parts)


def summary_sentence(summary: dict[str, Any]) -> str:
    """How much of a feature is done, its stage, and what is wrong with its files."""
    parts = [f"{summary['completed']} of {summary['total']} completed"]
    parts += [
        f"{summary[status]} {status.replace('_', ' ')}" for status in ("in_progress", "blocked") if summary[status]
    ]
    if summary["stage"]:
        parts.append(f"stage {summary['stage']['number']} of {len(STAGE_NAMES)}")
    findings = summary["findings"]
    parts += [counted(findings[label], label) for label in ("error", "warning") if findings[label]]
    return ", ".join(parts)


def stages_sentence(stages: dict[str, Any]) -> str:
    """The state of each stage, with its note where it is open."""
    return "; ".join(
        f"{stage['number']} {stage['name']} {stage['state']}"
        + (f" ({stage['note']})" if stage["state"] == "open" and stage["note"] else "")
        for stage in stages["stages"]
    )
