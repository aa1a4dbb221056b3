"""The family *backlog*."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.rules.helpers import check_findings, check_fix, findings_of, fix_titles
from tests.workspaces import read_fixture


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
BACKLOG_YAML = "--- /.tmp/planning/prioritized.yaml\n"


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


ORDERED_JSON = """
{
  "metadata": {"total_items": 3, "mvp_count": 2, "post_mvp_count": 1},
  "mvp_features": [
    {"id": "a", "combined_rank": 1, "mvp_reason": "sells", "dependencies": ["b", "c", "b"]},
    {"id": "c", "combined_rank": 2, "mvp_reason": "ships", "dependencies": ["a-9"]}
  ],
  "post_mvp_features": [{"id": "b", "combined_rank": 3, "post_mvp_reason": "waits"}]
}
"""
ORDERED_YAML = """
metadata: {total_items: 3, mvp_count: 2, post_mvp_count: 1}
mvp_features:
  - {id: a, combined_rank: 1, mvp_reason: sells, dependencies: [b, c, b]} # first
  - id: c
    combined_rank: 2
    mvp_reason: ships
    dependencies:
      - a-9
post_mvp_features:
  - {id: b, combined_rank: 3, post_mvp_reason: waits}
"""


@pytest.mark.parametrize(
    ("header", "before", "entries"),
    [(BACKLOG, ORDERED_JSON, ('["b", "c", "b"]', '["c"]')), (BACKLOG_YAML, ORDERED_YAML, ("[b, c, b]", "[c]"))],
)
def test_a_dependency_of_the_item_is_taken_out_and_nothing_else(
    header: str, before: str, entries: tuple[str, str], tmp_path: Path
) -> None:
    """No fix may make findings of its own, such as counts that are no longer right."""
    after = header + before.replace(*entries)
    fix = check_fix(header + before, "mvp-inversion", after)
    assert not fix.is_preferred
    assert fix.title == "Let a no longer depend on b"
    assert fix_titles(header + before, "mvp-inversion") == [fix.title]
    found = [rules_found(text, tmp_path / name) for name, text in (("before", header + before), ("after", after))]
    assert found[0] - found[1] == Counter(["mvp-inversion"])
    assert not found[1] - found[0]


def rules_found(text: str, root: Path) -> Counter[str]:
    """How often each rule finds something in a workspace."""
    root.mkdir()
    return Counter(finding.rule for finding in findings_of(read_fixture(text).snapshot(root)))


def test_what_the_map_states_is_not_undone_in_the_backlog() -> None:
    """Or the same inversion would be reported once more, by the story map."""
    text = (
        BACKLOG
        + '{"mvp_features": [{"id": "a", "dependencies": ["b"]}], "post_mvp_features": [{"id": "b"}]}\n'
        + '--- /.tmp/planning/gift-cards/map.json\n{"stories": [{"id": "a", "dependencies": [%s]}, {"id": "b"}]}\n'
    )
    assert fix_titles(text % '"b"', "mvp-inversion") == []
    assert fix_titles(text % "", "mvp-inversion") == ["Let a no longer depend on b"]


def test_what_is_ranked_in_both_lists_is_no_inversion() -> None:
    check_findings(
        BACKLOG
        + '{"mvp_features": [{"id": "a", "dependencies": ["b", ""]}, {"id": "b"}], "post_mvp_features": [{"id": "b"}, {"id": ""}]}\n',
        "mvp-inversion",
    )
