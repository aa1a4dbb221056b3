"""Circles among stories, vertical slices and bounded contexts."""

from __future__ import annotations

from tests.rules.helpers import check_findings, check_fix, fix_titles

MAP = "--- /.tmp/planning/gift-cards/map.json\n"
BACKLOG = "--- /.tmp/planning/prioritized.json\n"


def test_stories_that_wait_for_one_another() -> None:
    findings = check_findings(
        MAP
        + """
{
  "stories": [
    {"id": "a", "dependencies": [«"c"»{dependency-cycle error: a depends on itself: a → c → b → a}]},
    {"id": "b", "dependencies": [«"a"»{dependency-cycle: b depends on itself: b → a → c → b}]},
    {"id": "c", "dependencies": [«"b "»{dependency-cycle: c depends on itself: c → b → a → c}]},
    {"id": "d", "dependencies": ["a"]}
  ]
}
"""
    )
    assert [related.message for related in findings[0].related] == ["c depends on b", "b depends on a"]


def test_a_slice_that_waits_for_itself() -> None:
    text = MAP + '{"vertical_slices": [{"id": "v", "dependencies": ["w", "v"]}, {"id": "w"}]}\n'
    check_findings(
        MAP
        + '{"vertical_slices": [{"id": "v", "dependencies": ["w", «"v"»{dependency-cycle: v depends on itself}]}, {"id": "w"}]}\n'
    )
    fix = check_fix(
        text,
        "dependency-cycle",
        MAP + '{"vertical_slices": [{"id": "v", "dependencies": ["w"]}, {"id": "w"}]}\n',
        "Let v no longer depend on itself",
    )
    assert fix.is_preferred


def test_stories_and_slices_are_things_apart() -> None:
    check_findings(
        MAP
        + '{"stories": [{"id": "a", "dependencies": ["b"]}, {"id": "b"}], "vertical_slices": [{"id": "b", "dependencies": ["a"]}, {"id": "a"}]}\n',
        "dependency-cycle",
    )


def test_any_of_the_dependencies_can_go() -> None:
    text = MAP + '{"stories": [{"id": "a", "dependencies": ["b"]}, {"id": "b", "dependencies": ["x", "a"]}]}\n'
    assert fix_titles(text, "dependency-cycle") == ["Let a no longer depend on b", "Let b no longer depend on a"]
    check_fix(
        text,
        "dependency-cycle",
        MAP + '{"stories": [{"id": "a", "dependencies": ["b"]}, {"id": "b", "dependencies": ["x"]}]}\n',
        "Let b no longer depend on a",
    )


def test_contexts_that_lie_upstream_of_one_another() -> None:
    text = """
--- contexts.json
{
  "context_relationships": [
    {"upstream": «"cards"»{dependency-cycle: orders depends on itself: orders → cards → orders}, "downstream": "orders", "relationship_type": "conformist"},
    {"upstream": «"orders"»{dependency-cycle}, "downstream": "cards", "relationship_type": "customer-supplier"},
    {"upstream": "orders", "downstream": "cards", "integration_pattern": "events"},
    {"upstream": "cards", "downstream": "mail"}
  ]
}
"""
    check_findings(text)


def test_a_relationship_is_taken_out_with_all_that_say_the_same() -> None:
    check_fix(
        """
--- contexts.yaml
context_relationships:
  - upstream: cards
    downstream: orders
  - upstream: orders
    downstream: cards
  - upstream: cards
    downstream: mail
  - upstream: orders
    downstream: cards
""",
        "dependency-cycle",
        """
--- contexts.yaml
context_relationships:
  - upstream: cards
    downstream: orders
  - upstream: cards
    downstream: mail
""",
        "Let cards no longer depend on orders",
    )


def test_relationships_without_a_direction() -> None:
    for kind in ("partnership", "shared-kernel", "separate-ways"):
        check_findings(
            f"""
--- contexts.json
{{
  "context_relationships": [
    {{"upstream": "cards", "downstream": "orders", "relationship_type": "{kind}"}},
    {{"upstream": "orders", "downstream": "cards", "relationship_type": "conformist"}}
  ]
}}
""",
            "dependency-cycle",
        )


def test_names_that_are_not_there_make_no_circle() -> None:
    check_findings(
        MAP + '{"stories": [{"id": "a", "dependencies": ["b", 3, null]}, {"dependencies": ["a", ""]}, "b"]}\n',
        "dependency-cycle",
    )


def test_a_very_large_circle_is_one_finding() -> None:
    stories = ", ".join(f'{{"id": "s{number}", "dependencies": ["s{(number + 1) % 150}"]}}' for number in range(1, 150))
    check_findings(
        MAP
        + f'{{"stories": [{{"id": "s0", "dependencies": [«"s1"»{{dependency-cycle: s0 and 149 others wait for one another}}]}}, {stories}]}}\n'
    )


def test_items_of_a_backlog_that_wait_for_one_another() -> None:
    check_findings(
        BACKLOG
        + """
{
  "mvp_features": [
    {"id": "a", "dependencies": [«"b"»{dependency-cycle error: a depends on itself: a → b → a}]},
    {"id": "c", "dependencies": ["x", «" c"»{dependency-cycle: c depends on itself}]}
  ],
  "post_mvp_features": [{"id": "b", "dependencies": [«"a"»{dependency-cycle}]}, {"id": "d", "dependencies": ["a"]}]
}
"""
    )
    check_fix(
        BACKLOG + '{"mvp_features": [{"id": "a", "dependencies": ["a", "b"]}, {"id": "b"}]}\n',
        "dependency-cycle",
        BACKLOG + '{"mvp_features": [{"id": "a", "dependencies": ["b"]}, {"id": "b"}]}\n',
        "Let a no longer depend on itself",
    )


def test_a_circle_of_the_map_is_not_reported_in_the_backlog_too() -> None:
    stories = """
{"stories": [
  {"id": "a", "dependencies": [«"b"»{dependency-cycle}]},
  {"id": "b", "dependencies": [«"c"»{dependency-cycle}]},
  {"id": "c", "dependencies": [«"a"»{dependency-cycle}]}
]}
"""
    same = '{"mvp_features": [{"id": "a", "dependencies": ["b"]}, {"id": "b", "dependencies": ["c"]}, {"id": "c", "dependencies": ["a"]}]}\n'
    check_findings(MAP + stories + BACKLOG + same)
    other = '{"mvp_features": [{"id": "a", "dependencies": ["b"]}, {"id": "b", "dependencies": [«"b"»{dependency-cycle}]}]}\n'
    check_findings(MAP + stories + BACKLOG + other)


def test_maps_that_state_a_part_of_a_circle_do_not_report_it() -> None:
    check_findings(
        MAP
        + '{"stories": [{"id": "a", "dependencies": ["b"]}, {"id": "b"}]}\n'
        + BACKLOG
        + '{"mvp_features": [{"id": "a", "dependencies": [«"b"»{dependency-cycle}]}, {"id": "b", "dependencies": [«"a"»{dependency-cycle}]}]}\n'
    )
