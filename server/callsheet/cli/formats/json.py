"""What `callsheet check` prints for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from callsheet.cli.examination import Examination, Located, Place
from callsheet.cli.output import json_lines, to_json
from callsheet.rules import Severity


def render(examinations: Sequence[Examination], _: Severity) -> str:
    """All findings, one a line, and how many there are."""
    findings = [
        _finding(located, examination.target.name if len(examinations) > 1 else None)
        for examination in examinations
        for located in examination.located
    ]
    summary = {
        severity.label: sum(examination.counts[severity] for examination in examinations) for severity in Severity
    }
    summary["documents"] = sum(examination.documents for examination in examinations)
    return f'{{\n  "findings": {json_lines(findings, "  ")},\n  "summary": {to_json(summary)}\n}}\n'


def _finding(located: Located, workspace: str | None) -> dict[str, Any]:
    return {**({} if workspace is None else {"workspace": workspace}), **finding_value(located)}


def finding_value(located: Located) -> dict[str, Any]:
    """A finding with its place and the related ones, as JSON has it."""
    return {
        **_place(located.place),
        "severity": located.finding.severity.label,
        "rule": located.finding.rule,
        "message": located.finding.message,
        "related": [_place(place) | {"message": message} for place, message in located.related],
    }


def _place(place: Place) -> dict[str, Any]:
    return place._asdict()
