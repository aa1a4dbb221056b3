"""The family *names*: what agrees with what, and what is left out."""

from __future__ import annotations

import pytest

from tests.rules.helpers import check_findings, check_fix, fix_titles

CONTEXTS = """
--- contexts.json
{"feature": "gift-cards", "bounded_contexts": [{"name": "cards", "module": "@shop/cards"}, {"name": "payment"}]}
"""
MAP = "--- /.tmp/planning/gift-cards/map.json\n"
BACKLOG = "--- /.tmp/planning/prioritized.json\n"

# mapping-mismatch


def test_entries_in_the_wrong_list() -> None:
    check_findings(
        MAP
        + """
{
  "vertical_slices": [{"id": "v", "bounded_contexts": ["payment"]}],
  "epics": [{"id": "e", "bounded_contexts": ["cards", "payment"]}],
  "stories": [{"id": "s-1", "bounded_context": "cards"}, {"id": "s-2", "bounded_context": "payment"}, {"id": "s-3"}],
  "bounded_context_mapping": {
    "cards": {
      "stories": ["s-1", «"s-2"»{mapping-mismatch warning: "s-2" itself says that it belongs to payment, not to cards}, "s-3"],
      "epics": ["e"],
      "vertical_slices": [«"v"»{mapping-mismatch: belongs to payment}]
    },
    "payment": {"epics": ["e"], "vertical_slices": ["v"]}
  }
}
"""
    )


def test_a_story_is_moved_or_changed() -> None:
    text = (
        MAP
        + '{"stories": [{"id": "s", "bounded_context": "cards"}], "bounded_context_mapping": {"cards": {"stories": []}, "payment": {"stories": ["s"]}}}\n'
    )
    assert fix_titles(text, "mapping-mismatch") == ["Move s to cards", "Let s belong to payment"]
    check_fix(
        text,
        "mapping-mismatch",
        MAP
        + '{"stories": [{"id": "s", "bounded_context": "cards"}], "bounded_context_mapping": {"cards": {"stories": ["s"]}, "payment": {"stories": []}}}\n',
    )
    check_fix(
        text,
        "mapping-mismatch",
        MAP
        + '{"stories": [{"id": "s", "bounded_context": "payment"}], "bounded_context_mapping": {"cards": {"stories": []}, "payment": {"stories": ["s"]}}}\n',
        "Let s belong to payment",
    )


def test_a_story_is_moved_to_a_context_that_the_mapping_has_not_yet() -> None:
    check_fix(
        MAP
        + '{"stories": [{"id": "s", "bounded_context": "cards"}], "bounded_context_mapping": {"payment": {"stories": ["s"]}}}\n',
        "mapping-mismatch",
        MAP
        + '{"stories": [{"id": "s", "bounded_context": "cards"}], "bounded_context_mapping": {"payment": {"stories": []}, "cards": {"stories": ["s"]}}}\n',
    )


def test_entries_that_are_left_out_are_one_finding_for_each_list() -> None:
    check_findings(
        MAP
        + """
{
  "stories": [
    {"id": "s-1", "bounded_context": "cards"},
    {"id": "s-2", "bounded_context": "cards"},
    {"id": "s-3", "bounded_context": "payment"},
    {"id": "s-4", "bounded_context": "orders"}
  ],
  «"bounded_context_mapping"»{mapping-mismatch: the mapping has no orders, to which "s-4" belongs}: {
    "cards": {«"stories"»{mapping-mismatch: "s-1" and "s-2" say that they belong to cards, but are not listed there}: []},
    «"payment"»{mapping-mismatch: "s-3" says that it belongs to payment, but is not listed there}: {}
  }
}
"""
    )


def test_an_epic_is_added_or_leaves_the_context() -> None:
    text = (
        MAP
        + '{"epics": [{"id": "e", "bounded_contexts": ["cards", "payment"]}], "bounded_context_mapping": {"cards": {"epics": ["e"]}, "payment": {}}}\n'
    )
    assert fix_titles(text, "mapping-mismatch") == ["Add e", "Let e no longer belong to payment"]
    check_fix(
        text,
        "mapping-mismatch",
        MAP
        + '{"epics": [{"id": "e", "bounded_contexts": ["cards", "payment"]}], "bounded_context_mapping": {"cards": {"epics": ["e"]}, "payment": {"epics": ["e"]}}}\n',
    )
    check_fix(
        text,
        "mapping-mismatch",
        MAP
        + '{"epics": [{"id": "e", "bounded_contexts": ["cards"]}], "bounded_context_mapping": {"cards": {"epics": ["e"]}, "payment": {}}}\n',
        "Let e no longer belong to payment",
    )


def test_a_whole_context_is_added() -> None:
    check_fix(
        MAP
        + '{"stories": [{"id": "s", "bounded_context": "cards"}], "bounded_context_mapping": {"payment": {"stories": []}}}\n',
        "mapping-mismatch",
        MAP
        + '{"stories": [{"id": "s", "bounded_context": "cards"}], "bounded_context_mapping": {"payment": {"stories": []}, "cards": {"stories": ["s"]}}}\n',
    )


@pytest.mark.parametrize(
    "mapping",
    [
        "null",
        "[]",
        '{"cards": {}, "payment": {}}',
        '{"cards": {"stories": ["s-1"]}, "payment": {"stories": ["s-2"]}}',  # no context has epics
        '{"cards": {"stories": "all"}, "payment": {"stories": ["s-2"]}}',
        '{"cards": "all"}',
    ],
)
def test_mappings_that_agree_or_say_nothing(mapping: str) -> None:
    check_findings(
        MAP
        + f"""
{{
  "epics": [{{"id": "e", "bounded_contexts": ["cards"]}}],
  "stories": [{{"id": "s-1", "bounded_context": "cards"}}, {{"id": "s-2", "bounded_context": "payment"}}],
  "bounded_context_mapping": {mapping}
}}
""",
        "mapping-mismatch",
    )


def test_a_mapping_without_contexts_leaves_all_of_them_out() -> None:
    """A context that is null is not there, as an absent one."""
    for mapping in ("{}", '{"cards": null}'):
        text = '{"epics": [{"id": "e", "bounded_contexts": ["cards"]}], "stories": [{"id": "s", "bounded_context": "cards"}], '
        before = f'{MAP}{text}"bounded_context_mapping": {mapping}}}\n'
        after = f'{MAP}{text}"bounded_context_mapping": {{"cards": {{"stories": ["s"], "epics": ["e"]}}}}}}\n'
        check_fix(before, "mapping-mismatch", after)
        check_findings(after, "mapping-mismatch")


def test_a_context_that_is_null_is_left_out() -> None:
    check_findings(
        MAP
        + """
{
  "stories": [{"id": "s-1", "bounded_context": "cards"}, {"id": "s-2", "bounded_context": "payment"}],
  «"bounded_context_mapping"»{mapping-mismatch: the mapping has no payment, to which "s-2" belongs}: {"cards": {"stories": ["s-1"]}, "payment": null}
}
"""
    )


def test_an_entry_is_listed_once() -> None:
    text = (
        MAP
        + """
{
  "stories": [{"id": "s-1", "bounded_context": "cards"}, {"id": "s-2", "bounded_context": "cards"}],
  "bounded_context_mapping": {"cards": {"stories": ["s-1", "s-2", «"s-1 "»{mapping-mismatch: "s-1" is listed under cards already}, "", ""]}}
}
"""
    )
    check_findings(text)
    plain = text.replace("«", "").replace('»{mapping-mismatch: "s-1" is listed under cards already}', "")
    fix = check_fix(plain, "mapping-mismatch", plain.replace(', "s-1 "', ""))
    assert fix.is_preferred


def test_a_misspelt_name_is_not_a_wrong_place_too() -> None:
    check_findings(
        CONTEXTS
        + MAP
        + """
{
  "stories": [
    {"id": "story-a", "bounded_context": "cards"},
    {"id": "story-b", "bounded_context": «"paymnet"»{unknown-name}},
    {"id": "story-c", "bounded_context": "payment"}
  ],
  "bounded_context_mapping": {
    "cards": {"stories": [«"stroy-a"»{unknown-name}]},
    "payment": {"stories": ["story-b", "story-c"]}
  }
}
""",
        "mapping-mismatch",
    )
    check_findings(
        CONTEXTS
        + MAP
        + """
{
  "stories": [{"id": "story-a", "bounded_context": "cards"}],
  "bounded_context_mapping": {«"crads"»{unknown-name}: {"stories": ["story-a"]}}
}
""",
        "mapping-mismatch",
    )


def test_the_epic_of_an_item_is_that_of_its_story() -> None:
    text = (
        MAP
        + """
{
  "epics": [{"id": "e-1", "name": "Buy"}, {"id": "e-2", "name": "Pay"}],
  "stories": [{"id": "s-1", "epic": "e-1"}, {"id": "s-2", "epic": "e-2"}, {"id": "s-3"}]
}
"""
        + BACKLOG
        + """
{
  "mvp_features": [{"id": "s-1", "epic": "Buy"}, {"id": "s-2", "epic": «"Buy"»{mapping-mismatch: "s-2" belongs to the epic "Pay", not to "Buy"}}],
  "post_mvp_features": [{"id": "s-3", "epic": "e-1"}, {"id": "s-2"}, {"id": "s-9", "epic": "e-1"}]
}
"""
    )
    check_findings(text)
    plain = text.replace("«", "").replace('»{mapping-mismatch: "s-2" belongs to the epic "Pay", not to "Buy"}', "")
    assert fix_titles(plain, "mapping-mismatch") == ['Change the epic to "Pay"', "Change the epic in the story map"]
    check_fix(
        plain,
        "mapping-mismatch",
        MAP
        + """
{
  "epics": [{"id": "e-1", "name": "Buy"}, {"id": "e-2", "name": "Pay"}],
  "stories": [{"id": "s-1", "epic": "e-1"}, {"id": "s-2", "epic": "e-1"}, {"id": "s-3"}]
}
""",
        "Change the epic in the story map",
    )


# uncovered


def test_what_nothing_refers_to() -> None:
    check_findings(
        MAP
        + """
{
  "journeys": [{"id": "buy"}, {"id": «"pay"»{uncovered hint: the journey "pay" is in no vertical slice}}],
  "vertical_slices": [{"id": "v", "journeys": ["buy"]}],
  "epics": [{"id": "e-1", "name": "Buy"}, {"id": «"e-2"»{uncovered: the epic "e-2" has no stories}, "name": "Pay"}],
  "stories": [{"id": "s-1", "epic": "Buy"}, {"id": «"s-2"»{uncovered: the story "s-2" is in no backlog}, "epic": "e-1"}]
}
"""
        + BACKLOG
        + '{"mvp_features": [], "post_mvp_features": [{"id": "s-1"}]}\n'
    )


@pytest.mark.parametrize(
    "backlog",
    [
        '{"mvp_features": []}',
        '{"mvp_features": [{"id": "x-1"}]}',  # of another map
        '{"mvp_features": [{"id": "s-1"}, {"id": "s-11"}]}',  # this may be s-2
        '{"mvp_features": [{"id": "s-1"}, {"id": "s-2',
        '{"mvp_features": [{"id": "s-1"}], "post_mvp_features": [{"id": "s-2"}]}',
    ],
)
def test_stories_that_are_covered_or_that_nobody_can_tell(backlog: str) -> None:
    check_findings(
        MAP
        + '{"stories": [{"id": "s-1"}, {"id": "s-2"}], "journeys": [{"id": "j"}], "epics": [{"id": "e"}]}\n'
        + '--- /.tmp/planning/other/map.json\n{"stories": [{"id": "x-1"}]}\n'
        + BACKLOG
        + backlog,
        "uncovered",
    )


def test_a_misspelt_journey_may_be_the_one_that_is_missing() -> None:
    check_findings(
        MAP
        + '{"journeys": [{"id": "buy"}, {"id": "pay"}], "vertical_slices": [{"id": "v", "journeys": ["buy", "pya"]}]}\n',
        "uncovered",
    )
