"""How far a feature is, in a few figures, as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from callsheet.ide.plan_data import readiness_value, status_value
from callsheet.ide.stages import stages
from callsheet.rules import Severity
from callsheet.rules.engine import Checker
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot
from callsheet.workspace.stages import FeatureStages, Stage


def summaries(snapshot: Snapshot, features: Iterable[Feature], checker: Checker) -> list[dict[str, Any]]:
    """The summaries of features as JSON has them: status and counts, what can begin, the stage, the findings."""
    return [
        {
            **status_value(found.feature),
            **readiness_value(found.feature),
            "stage": _stage_value(current_stage(found)),
            "findings": _findings_value(snapshot, found.feature, checker),
        }
        for found in stages(snapshot, features, checker)
    ]


def current_stage(found: FeatureStages) -> Stage | None:
    """The last of a feature's stages that has begun; None where none has."""
    return next((stage for stage in reversed(found.stages) if stage.state != "missing"), None)


def _stage_value(stage: Stage | None) -> dict[str, Any] | None:
    if stage is None:
        return None
    return {"number": stage.number, "name": stage.name, "state": stage.state, "note": stage.note}


def _findings_value(snapshot: Snapshot, feature: Feature, checker: Checker) -> dict[str, int]:
    """How many findings of each severity there are in the files of a feature's folder."""
    inside = f"{feature.folder}/"
    paths = [*feature.files, *(path for path in snapshot.planning.files if path.startswith(inside))]
    counts = dict.fromkeys((severity.label for severity in Severity), 0)
    for path in paths:
        for finding in checker.findings(snapshot, path):
            counts[finding.severity.label] += 1
    return counts
