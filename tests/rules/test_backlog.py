"""The family *backlog*."""

from __future__ import annotations

import pytest

from tests.rules.helpers import check_findings, check_fix


def test_scores_that_are_wrong() -> None:
    check_findings(
        """
--- task.json
{
  "rice_score": {"reach": 1000, "impact": 2, "confidence": 80, "effort": 6, "score": «300»{wrong-score warning: the RICE score is 266.67, not 300: reach × impact × confidence % / effort}},
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


BACKLOG = "--- /.tmp/planning/prioritized.json\n"


def test_the_scores_of_items() -> None:
    check_findings(
        BACKLOG
        + """
{
  "mvp_features": [{"rice_score": {"reach": 1000, "impact": 2, "confidence": 80, "effort": 6, "score": «300»{wrong-score}}}, 7, {"wsjf_score": 5}],
  "post_mvp_features": [{"wsjf_score": {"business_value": 8, "time_criticality": 5, "risk_reduction": 3, "job_size": 5, "score": «5»{wrong-score}}}]
}
"""
    )


# rank-order


def ranked(*ranks: str) -> str:
    first = ", ".join(f'{{"id": "s-{index}", "combined_rank": {rank}}}' for index, rank in enumerate(ranks[:-1]))
    return f'{BACKLOG}{{"mvp_features": [{first}], "post_mvp_features": [{{"id": "last", "combined_rank": {ranks[-1]}}}]}}\n'


def test_ranks_that_come_twice_or_leave_gaps() -> None:
    check_findings(ranked("1", "2", '«2»{rank-order warning: rank 2 is that of "s-1" already}'))
    check_findings(ranked("1", "«4»{rank-order: after rank 1 comes 2, not 4}", "5"))
    check_findings(ranked("3", "«2»{rank-order: the first rank is 1, not 2}"))
    check_findings(ranked("1", "«1»{rank-order}", "«1»{rank-order}"))


@pytest.mark.parametrize(
    "ranks",
    [("1", "2", "3"), ("3", "1", "2"), ("1", "null", "4"), ("1", "true", "4"), ("1", "0", "4"), ("1", '"2"', "4")],
)
def test_ranks_in_order_or_with_some_missing(ranks: tuple[str, ...]) -> None:
    check_findings(ranked(*ranks), "rank-order")


def test_a_rank_that_comes_twice_explains_the_gap_behind_it() -> None:
    check_findings(ranked("1", "2", "«2»{rank-order}", "4"))


def test_all_are_numbered_anew() -> None:
    fix = check_fix(ranked("7", "2", "2", "9"), "rank-order", ranked("3", "1", "2", "4"))
    assert not fix.is_safe


def test_a_slip_of_syntax_makes_no_gap() -> None:
    check_findings(
        BACKLOG + '{"mvp_features": [{"combined_rank": 1} {"combined_rank": , {"combined_rank": 9}]', "rank-order"
    )


# mvp-inversion


def test_what_the_first_release_needs_is_part_of_it() -> None:
    check_findings(
        BACKLOG
        + """
{
  "mvp_features": [
    {"id": "s-1", "dependencies": ["s-2", «"s-3"»{mvp-inversion warning: "s-1" depends on "s-3", which is planned for later}]},
    {"id": "s-2", "dependencies": ["s-9"]}
  ],
  "post_mvp_features": [{"id": "s-3", "dependencies": ["s-4", "s-1"]}, {"id": "s-4"}]
}
"""
    )


def test_the_map_may_know_of_a_dependency() -> None:
    findings = check_findings(
        BACKLOG
        + """
{
  "mvp_features": [{"id": «"s-1"»{mvp-inversion: by the story map "s-1" depends on "s-2"}}, {"id": "s-3", "dependencies": [«"s-2"»{mvp-inversion}]}],
  "post_mvp_features": [{"id": "s-2"}]
}
--- /.tmp/planning/gift-cards/map.json
{"stories": [{"id": "s-1", "dependencies": ["s-2", "s-3"]}, {"id": "s-2"}, {"id": "s-3", "dependencies": ["s-2"]}]}
"""
    )
    assert findings[0].related[0].pointer == ("stories", 0, "dependencies", 0)


def test_either_item_can_change_its_release() -> None:
    text = BACKLOG + '{"mvp_features": [{"id": "a", "dependencies": ["b"]}], "post_mvp_features": [{"id": "b"}]}\n'
    check_fix(
        text,
        "mvp-inversion",
        BACKLOG + '{"mvp_features": [{"id": "a", "dependencies": ["b"]}, {"id": "b"}], "post_mvp_features": []}\n',
        "Move b into the MVP",
    )
    check_fix(
        text,
        "mvp-inversion",
        BACKLOG + '{"mvp_features": [], "post_mvp_features": [{"id": "b"}, {"id": "a", "dependencies": ["b"]}]}\n',
        "Plan a for later too",
    )


def test_what_is_ranked_in_both_lists_is_no_inversion() -> None:
    check_findings(
        BACKLOG
        + '{"mvp_features": [{"id": "a", "dependencies": ["b", ""]}, {"id": "b"}], "post_mvp_features": [{"id": "b"}, {"id": ""}]}\n',
        "mvp-inversion",
    )
