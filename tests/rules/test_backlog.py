"""The family *backlog*."""

from __future__ import annotations

import pytest

from tests.rules.helpers import check_findings, check_fix


def test_scores_that_are_wrong() -> None:
    check_findings(
        """
--- task.json
{
  "rice_score": {"reach": 1000, "impact": 2, "confidence": 80, "effort": 6, "score": «300»{wrong-score warning: the RICE score is 266.67, not 300 (reach × impact × confidence % / effort)}},
  "wsjf_score": {"business_value": 8, "time_criticality": 5, "risk_reduction": 3, "job_size": 5, "score": «5.0»{wrong-score: the WSJF score is 3.2, not 5.0}}
}
"""
    )


@pytest.mark.parametrize(
    "score",
    [
        '{"reach": 1000, "impact": 2, "confidence": 80, "effort": 6, "score": 266.67}',
        '{"reach": 1000, "impact": 2, "confidence": 80, "effort": 6, "score": 266}',
        '{"reach": 1000, "impact": 2, "confidence": 80, "effort": 6, "score": 267}',
        '{"reach": 1000, "impact": 2, "confidence": 80, "effort": 6, "score": 266.66}',
        '{"reach": 1000, "impact": 2, "confidence": 80, "effort": 6}',
        '{"reach": 1000, "impact": 2, "confidence": 80, "effort": 6, "score": null}',
        '{"reach": 1000, "impact": 2, "confidence": 80, "effort": 0, "score": 5}',
        '{"reach": 1000, "impact": 2, "confidence": "high", "effort": 6, "score": 5}',
        '{"impact": 2, "confidence": 80, "effort": 6, "score": 5}',
        "[]",
        "null",
    ],
)
def test_scores_that_are_right_or_cannot_be_told(score: str) -> None:
    check_findings(f'--- task.json\n{{"rice_score": {score}}}\n', "wrong-score")


def test_a_score_is_safe_to_set() -> None:
    fix = check_fix(
        "--- task.yaml\nwsjf_score: {business_value: 8, time_criticality: 5, risk_reduction: 3, job_size: 5, score: 9}\n",
        "wrong-score",
        "--- task.yaml\nwsjf_score: {business_value: 8, time_criticality: 5, risk_reduction: 3, job_size: 5, score: 3.2}\n",
    )
    assert fix.is_safe
