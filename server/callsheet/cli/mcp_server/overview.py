"""What there is to say of features: their plans, and what can begin in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from mcp.types import CallToolResult

from callsheet.artifacts.quoting import counted, shorten
from callsheet.cli.mcp_server.answers import answer
from callsheet.cli.mcp_server.selection import MAX_KEYS, Batches, Readiness, batches, readiness, select
from callsheet.cli.mcp_server.wording import MAX_TITLE, plan_text, ready_text
from callsheet.edits.lifecycle import completion_refusal
from callsheet.ide.plan_data import plan_value, status_value, subtask_value, waiting_value
from callsheet.workspace.feature import Feature

Listed = TypeVar("Listed", Batches, Readiness)


def plan_answer(known: Sequence[Feature], room: int) -> CallToolResult:
    """The plans of features; at most `room` subtasks are listed."""
    listed = batches(select(known), room)
    is_cut = any(plan.not_listed for plan in listed)
    return _answer(listed, plan_text, _plan_value, _notes(known, len(known), is_cut=is_cut))


def ready_answer(known: Sequence[Feature], room: int, *, with_finished: bool) -> CallToolResult:
    """What can begin in features; at most `room` subtasks are listed.

    `with_finished` is whether also those features are told of in which nothing is left to do.
    """
    wanted = [feature for feature in known if with_finished or _has_work(feature)]
    listed = readiness(select(wanted), room)
    is_cut = any(any(found.not_listed.values()) for found in listed)
    return _answer(
        listed,
        lambda found: ready_text(found, is_due=_is_due(found.feature)),
        _ready_value,
        _notes(known, len(wanted), is_cut=is_cut),
    )


def _answer(
    listed: Sequence[Listed],
    to_text: Callable[[Listed], str],
    to_value: Callable[[Listed], dict[str, Any]],
    notes: Iterable[str],
) -> CallToolResult:
    note = " ".join(notes)
    text = "\n\n".join(filter(None, [*map(to_text, listed), note]))
    return answer(text, {"features": list(map(to_value, listed)), "note": note or None})


def _notes(known: Sequence[Feature], count: int, *, is_cut: bool) -> Iterable[str]:
    """What is to be known of an answer about `count` of the features that there are."""
    if not known:
        yield "There are no features yet."
    elif not count:
        yield "Nothing is left to do: all features are completed."
    left_out = count - len(select(known[:count]))
    if left_out > 0:
        yield f"{counted(left_out, 'more feature')} not shown: ask for one by its name."
    if is_cut:
        yield "Not all subtasks are listed: ask for one feature, or for more with `max_subtasks`."


def _has_work(feature: Feature) -> bool:
    """Whether something is left to do in a feature, be it only to complete its task."""
    return _is_due(feature) or not feature.is_completed


def _is_due(feature: Feature) -> bool:
    """Whether all subtasks are completed, and the task is not."""
    return bool(feature.subtasks) and completion_refusal(feature) is None


def _plan_value(plan: Batches) -> dict[str, Any]:
    feature, found = plan.feature, plan.feature.plan
    return {
        **plan_value(feature),
        "batches": [
            {"batch": number, "subtasks": [_subtask_value(feature, key) for key in batch]}
            for number, batch in plan.batches.items()
        ],
        "critical_path": found.critical_path[:MAX_KEYS],
        "cycles": [cycle[:MAX_KEYS] for cycle in found.cycles[:MAX_KEYS]],
        "unplanned": found.unplanned[:MAX_KEYS],
        "not_listed": plan.not_listed,
    }


def _ready_value(found: Readiness) -> dict[str, Any]:
    feature = found.feature
    return {
        **status_value(feature),
        "name": shorten(feature.task.name or "", MAX_TITLE) if feature.task else None,
        "subtasks_ready": [_subtask_value(feature, key) for key in found.ready],
        "subtasks_in_progress": [_begun_value(feature, key) for key in found.in_progress],
        "waiting": [_waiting_value(feature, key) for key in found.waiting],
        "not_listed": found.not_listed,
        "complete_feature_is_due": _is_due(feature),
    }


def _subtask_value(feature: Feature, key: str) -> dict[str, Any]:
    return {**subtask_value(feature, key), "title": shorten(feature.subtasks[key].title or "", MAX_TITLE)}


def _begun_value(feature: Feature, key: str) -> dict[str, Any]:
    facts = feature.subtasks[key]
    return {**_subtask_value(feature, key), "agent_id": facts.agent_id, "started_at": facts.started_at}


def _waiting_value(feature: Feature, key: str) -> dict[str, Any]:
    """As short as can be: often most of the subtasks wait."""
    value = {"title": _subtask_value(feature, key)["title"], **waiting_value(feature, key)}
    return {name: each[:MAX_KEYS] if isinstance(each, list) else each for name, each in value.items()}
