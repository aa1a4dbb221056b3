"""The eight stages of features as data: the same for the terminal, for programs and for an editor's own views."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from callsheet.rules import Severity
from callsheet.rules.engine import Checker
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot
from callsheet.workspace.stages import FeatureStages, stages_of


def stages(snapshot: Snapshot, features: Iterable[Feature], checker: Checker) -> list[FeatureStages]:
    """The stages of features; what is wrong with their files is what the checker finds in the snapshot."""

    def count_errors(path: str) -> int:
        return sum(finding.severity is Severity.ERROR for finding in checker.findings(snapshot, path))

    return [stages_of(snapshot, feature, count_errors) for feature in features]


def to_value(found: FeatureStages) -> dict[str, Any]:
    """One feature's stages as JSON has them."""
    return {
        "feature": found.feature.name,
        "name": found.feature.task.name if found.feature.task else None,
        "stages": [
            {
                "number": stage.number,
                "name": stage.name,
                "state": stage.state,
                "artifacts": list(stage.artifacts),
                "note": stage.note,
            }
            for stage in found.stages
        ],
    }
