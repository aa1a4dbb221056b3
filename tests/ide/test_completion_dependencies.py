"""`depends_on`: the other subtasks of the feature."""

from __future__ import annotations

from tests.ide.completion_checks import check_applied, check_complete, check_described, completions, labelled

FEATURE = """
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": "Model gift cards", "status": "completed"}
--- subtask_02.json
{"id": "gift-cards-02", "seq": "02", "title": "Store balances", "status": "in_progress", "depends_on": ["01"],
 "deliverables": ["src/store.ts"]}
--- subtask_03.json
{"id": "gift-cards-03", "seq": "03", "title": "Sell gift cards", "status": "pending"}
--- subtask_05.json
{"id": "gift-cards-05", "seq": "05", "title": "Redeem gift cards", "status": "pending", "depends_on": ["04"]}
--- subtask_06.json
{"id": "gift-cards-06", "seq": "06", "title": "Report", "status": "pending"}
--- subtask_04.json
"""


def test_open_ones_before_it_come_first_then_completed_ones_then_later_ones() -> None:
    check_complete(FEATURE + '{ "depends_on": ["<|>"] }', "02", "03", "01", "06")


def test_those_listed_are_left_out() -> None:
    check_complete(FEATURE + '{ "depends_on": ["03", <|>] }', "02", "01", "06")
    check_complete(
        FEATURE + '{ "depends_on": ["gift-cards-03", "<|>] }', "gift-cards-02", "gift-cards-01", "gift-cards-06"
    )


def test_the_one_at_the_cursor_is_offered() -> None:
    check_complete(FEATURE + '{ "depends_on": ["03", "0<|>2"] }', "02", "01", "06")


def test_those_that_follow_from_others_come_last() -> None:
    check_complete(FEATURE + '{ "depends_on": ["02", "<|>"] }', "03", "06", "01")


def test_what_would_close_a_cycle_is_left_out() -> None:
    feature = '--- subtask_01.json\n{"depends_on": ["02"]}\n--- subtask_02.json\n{"depends_on": ["03"]}\n'
    check_complete(feature + '--- subtask_03.json\n{ "depends_on": ["<|>"] }')


def test_a_word_of_the_title_finds_it() -> None:
    check_complete(FEATURE + '{ "depends_on": ["bal<|>"] }', "02")
    check_complete(FEATURE + '{ "depends_on": [sell<|>] }', "03")


def test_title_and_status_stand_beside_the_number() -> None:
    fixture = FEATURE + '{ "depends_on": ["<|>"] }'
    item = labelled(completions(fixture)[0], "02")
    assert (item.description, item.detail) == ("Store balances", "in_progress")
    check_described(fixture, "02", "**02 · Store balances** · in progress", "Waits for", "`src/store.ts`")


def test_applied() -> None:
    check_applied(FEATURE + '{ "depends_on": ["01" <|>] }', "03", '{ "depends_on": ["01", "03"] }')
    check_applied(FEATURE + '{ "depends_on": ["01",<|>] }', "03", '{ "depends_on": ["01", "03"] }')
    check_applied(FEATURE + '{ "depends_on": ["<|> "01"] }', "03", '{ "depends_on": ["03", "01"] }')
    check_applied(FEATURE + '{ "depends_on": [<|>', "03", '{ "depends_on": ["03"')
    check_applied(
        FEATURE + '{\n  "depends_on": [\n    "01"\n    <|>\n  ]\n}',
        "03",
        '{\n  "depends_on": [\n    "01",\n    "03"\n  ]\n}',
    )
    check_applied(
        FEATURE + '{\n  "depends_on": [\n    <|>\n    "01"\n  ]\n}',
        "03",
        '{\n  "depends_on": [\n    "03",\n    "01"\n  ]\n}',
    )


def test_an_array_that_is_not_closed_gets_no_comma_before_the_next_member() -> None:
    fixture = FEATURE + '{\n  "depends_on": ["<|>"\n  "parallel": true\n}'
    check_applied(fixture, "03", '{\n  "depends_on": ["03"\n  "parallel": true\n}')


def test_siblings_that_cannot_be_read_still_have_a_number() -> None:
    check_complete('--- subtask_01.json\n{"seq": \n--- subtask_02.json\n{ "depends_on": ["<|>"] }', "01")


def test_a_full_id_where_one_is_begun() -> None:
    sibling = '--- subtask_01.json\n{"title": "Model"}\n--- subtask_02.json\n'
    check_complete(sibling + '{"depends_on": ["gift-cards-0<|>"]}', "gift-cards-01")
    check_complete(sibling + '{"depends_on": ["gift<|>"]}', "gift-cards-01")
    check_complete(sibling + '{"depends_on": ["gift-cards-03<|>"]}')
    titled = (
        '--- subtask_01.json\n{"title": "Gift a card"}\n--- subtask_03.json\n{"title": "Mail"}\n--- subtask_02.json\n'
    )
    check_complete(titled + '{"depends_on": ["gift<|>"]}', "01")
