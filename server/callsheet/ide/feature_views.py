"""Features as views show them: all of them in a few figures, one with everything that can be done in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, get_args

from callsheet.edits import lifecycle
from callsheet.edits.lifecycle import SubtaskStep
from callsheet.ide.plan_data import plan_value, status_value, subtask_value, waiting_value
from callsheet.rules import Severity
from callsheet.rules.engine import Checker
from callsheet.rules.registry import Finding
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot

ToUri = Callable[[str], str]
"""The URI of a path that is relative to the workspace root."""

_STEPS: tuple[SubtaskStep, ...] = get_args(SubtaskStep)


def overview_value(feature: Feature, to_uri: ToUri) -> dict[str, Any]:
    """A feature in a list of features, as JSON has it; `uri` is that of its folder."""
    return {
        **status_value(feature),
        "uri": to_uri(feature.folder),
        "task": to_uri(feature.task.path) if feature.task else None,
        "is_archived": feature.is_archived,
        "ready": feature.ready,
    }


def feature_value(snapshot: Snapshot, feature: Feature, checker: Checker, to_uri: ToUri) -> dict[str, Any]:
    """A feature with its plan, its subtasks, and the steps that it and they can take, as JSON has it."""
    return {
        **overview_value(feature, to_uri),
        **plan_value(feature),
        "objective": feature.task.objective if feature.task else None,
        "steps": list(_feature_steps(snapshot, feature)),
        "subtasks": [_subtask_value(snapshot, feature, key, checker, to_uri) for key in feature.subtasks],
    }


def _feature_steps(snapshot: Snapshot, feature: Feature) -> Iterator[str]:
    """The commands about the feature, without their prefix, that would not be refused; archiving may be forced."""
    if not feature.is_archived and lifecycle.completable(feature):
        yield "completeReady"
    if lifecycle.completion_refusal(feature) is None:
        yield "completeFeature"
    refusal = lifecycle.archive_refusal(snapshot, feature)
    if refusal is None or refusal.can_be_forced:
        yield "archive"


def _subtask_value(snapshot: Snapshot, feature: Feature, key: str, checker: Checker, to_uri: ToUri) -> dict[str, Any]:
    facts = feature.subtasks[key]
    findings = checker.findings(snapshot, facts.path)
    refusals = {step: lifecycle.step_refusal(step, feature, key) for step in _STEPS}
    completion = refusals["complete"]
    return {
        **subtask_value(feature, key),
        **waiting_value(feature, key),
        "uri": to_uri(facts.path),
        "agent": facts.agent_id or facts.suggested_agent,
        "summary": facts.completion_summary,
        "depends_on": feature.graph[key],
        "is_ready": key in feature.ready,
        "deliverables": [deliverable.written for deliverable in facts.deliverables],
        "conflicts": list(_conflicts(findings)),
        "findings": _counts(findings),
        "steps": ["reopen"] if refusals["reopen"] is None else [step for step in _STEPS if refusals[step] is None],
        "can_force_completion": completion is not None and completion.can_be_forced,
    }


def _conflicts(findings: list[Finding]) -> Iterator[str]:
    """The keys of the earlier subtasks beside which a subtask writes the same file (the rule `parallel-conflict`)."""
    yield from dict.fromkeys(other for each in findings if each.rule == "parallel-conflict" for other in each.data)


def _counts(findings: list[Finding]) -> dict[str, int]:
    """How many findings there are of each severity."""
    counts = dict.fromkeys((severity.label for severity in Severity), 0)
    for finding in findings:
        counts[finding.severity.label] += 1
    return counts
