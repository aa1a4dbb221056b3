"""The family *schema* in contexts, story maps, backlogs and contracts."""

from __future__ import annotations

import pytest

from callsheet.rules.schema.invalid_value import nearest_option
from callsheet.rules.schema.placeholders import NAMELESS
from tests.rules.helpers import check_findings, check_fix, fix_titles

CONTEXTS = "--- /.tmp/tasks/gift-cards/contexts.json\n"
STORY_MAP = "--- /.tmp/planning/gift-cards/map.json\n"
BACKLOG = "--- /.tmp/planning/gift-cards/prioritized.json\n"
CONTRACT = "--- /.tmp/contracts/gift-cards/gift-card-api/contract.json\n"

# missing-field


def test_missing_fields_are_named_with_their_document() -> None:
    check_findings(
        f'{CONTEXTS}«{{»{{missing-field error: this contexts document has no "feature"}}"bounded_contexts": []}}'
    )
    check_findings(f'{STORY_MAP}«{{»{{missing-field: this story map has no "stories"}}"feature": "gift-cards"}}')


def test_entries_miss_their_names() -> None:
    check_findings(
        STORY_MAP
        + """
{
  "feature": "gift-cards",
  "stories": [{"id": "a"}, «{»{missing-field error: item 2 of "stories" has no "id"}"title": "Pay with a card"}]
}
"""
    )


def test_a_near_miss_in_an_entry_is_not_missing_as_well() -> None:
    check_findings(
        BACKLOG
        + """
{"mvp_features": [{«"ID"»{unknown-field error: did you mean "id"?}: "a"}], "post_mvp_features": []}
""",
        "missing-field",
    )


def test_missing_fields_are_added_with_what_the_path_tells() -> None:
    before = f"{CONTRACT}{{\n}}\n"
    assert fix_titles(before, "missing-field") == ['Add "contract_id"', "Add all missing fields"]
    check_fix(
        before,
        "missing-field",
        f"""{CONTRACT}{{
  "contract_id": "gift-card-api",
  "version": "1.0.0",
  "bounded_context": "gift-cards",
  "service_name": "To be written: service name"
}}
""",
        "Add all missing fields",
    )
    check_fix(
        f'{STORY_MAP}{{\n  "stories": []\n}}\n',
        "missing-field",
        f'{STORY_MAP}{{\n  "stories": [],\n  "feature": "gift-cards"\n}}\n',
    )


def test_a_missing_list_is_added_empty_where_it_belongs() -> None:
    check_fix(
        f'{BACKLOG}{{\n  "mvp_features": [],\n  "release_recommendations": {{}}\n}}\n',
        "missing-field",
        f'{BACKLOG}{{\n  "mvp_features": [],\n  "post_mvp_features": [],\n  "release_recommendations": {{}}\n}}\n',
    )


def test_what_is_added_fits_the_pattern() -> None:
    before = '{"feature": "gift-cards", "bounded_contexts": [{"name": "a", "domain_events": [%s]}]}'
    check_fix(CONTEXTS + before % "{}", "missing-field", CONTEXTS + before % f'{{"name": "{NAMELESS}"}}')


# unknown-field


@pytest.mark.parametrize(
    ("document", "written", "meant"),
    [
        (CONTEXTS, "contexts", "bounded_contexts"),
        (CONTEXTS, "glossary", "ubiquitous_language"),
        (CONTEXTS, "boundedContexts", "bounded_contexts"),
        (STORY_MAP, "user_stories", "stories"),
        (STORY_MAP, "slices", "vertical_slices"),
        (BACKLOG, "mvp", "mvp_features"),
        (BACKLOG, "post-mvp", "post_mvp_features"),
        (CONTRACT, "service", "service_name"),
        (CONTRACT, "openapi", "openapi_spec_path"),
    ],
)
def test_near_misses_at_the_root(document: str, written: str, meant: str) -> None:
    check_fix(f'{document}{{"{written}": 1}}\n', "unknown-field", f'{document}{{"{meant}": 1}}\n')


def test_unknown_fields_deep_inside() -> None:
    check_findings(
        CONTEXTS
        + """
{
  "feature": "gift-cards",
  "bounded_contexts": [
    {
      "name": "gift-cards",
      "aggregates": [{"name": "Card", «"invariant"»{unknown-field warning: did you mean "invariants"?}: ["x"]}],
      «"owner"»{unknown-field hint: "owner", "colour" are no fields of the format}: "shop",
      "domain_events": [{"name": "CardSold", "colour": "red"}]
    }
  ],
  "ubiquitous_language": {"owner": "Who has a card", "colour": "What a card looks like"}
}
"""
    )


# invalid-value


@pytest.mark.parametrize(
    ("written", "options", "meant"),
    [
        ("Customer/Supplier", ["partnership", "customer-supplier"], "customer-supplier"),
        ("shared_kernel", ["events", "shared-kernel"], "shared-kernel"),
        ("ACL", ["conformist", "anti-corruption-layer"], "anti-corruption-layer"),
        ("CORE", ["core", "generic"], "core"),
        ("urgent", ["high", "medium", "low"], "high"),
        ("database", ["events", "api"], None),
    ],
)
def test_what_a_choice_was_meant_to_be(written: str, options: list[str], meant: str | None) -> None:
    assert nearest_option(written, options) == meant


@pytest.mark.parametrize(
    ("written", "right"), [("1.0", "1.0.0"), ("v2.1.3", "2.1.3"), ("3", "3.0.0"), ("01.2.0", "1.2.0")]
)
def test_versions_are_put_right(written: str, right: str) -> None:
    before = f'{CONTRACT}{{"contract_id": "a", "version": «"{written}"»%s, "bounded_context": "gift-cards", "service_name": "A"}}\n'
    check_findings(before % f'{{invalid-value error: no semantic version, such as 1.0.0; did you mean "{right}"?}}')
    after = before.replace("«", "").replace("»", "") % ""
    check_fix(after, "invalid-value", after.replace(f'"{written}"', f'"{right}"'))


def test_a_version_that_cannot_be_put_right_is_left_to_its_author() -> None:
    text = f'{CONTRACT}{{"version": "newest"}}\n'
    assert fix_titles(text, "invalid-value") == []


@pytest.mark.parametrize(
    ("written", "right"),
    [("card sold", "CardSold"), ("card_sold", "CardSold"), ("CARD_SOLD", "CardSold"), ("1 cardSold2", "CardSold2")],
)
def test_events_are_put_into_pascal_case(written: str, right: str) -> None:
    before = '{"feature": "gift-cards", "bounded_contexts": [{"name": "a", "domain_events": [{"name": "%s"}]}]}\n'
    check_fix(CONTEXTS + before % written, "invalid-value", CONTEXTS + before % right)


def test_a_name_without_letters_is_left_to_its_author() -> None:
    text = CONTEXTS + '{"feature": "a", "bounded_contexts": [{"name": "a", "domain_events": [{"name": "42"}]}]}\n'
    assert fix_titles(text, "invalid-value") == []


def test_ports_have_bounds() -> None:
    check_findings(
        CONTRACT + '{"mock_server": {"port": «70000»{invalid-value error: "port" must be at most 65535, not 70000}}}\n'
    )


def test_what_is_no_data_is_no_openapi_document() -> None:
    check_findings(
        """
--- /.tmp/contracts/cards/cards-api/contract.json
{
  "contract_id": "cards-api", "version": "1.0.0", "bounded_context": "cards", "service_name": "CardsAPI",
  "openapi_spec_path": «"../../../../src/cards.ts"»{invalid-value: "../../../../src/cards.ts" is no JSON or YAML file}
}
--- /src/cards.ts
export const cards = [];
""",
        "syntax-error",
        "invalid-openapi",
    )
