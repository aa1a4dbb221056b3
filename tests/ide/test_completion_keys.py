"""Keys: those that the schema allows and that are missing, with all that has to stand around them."""

from __future__ import annotations

from tests.ide.completion_checks import check_applied, check_complete, check_snippet, completions, labelled

TASK_KEYS = ("name", "status", "objective", "created_at")


def test_required_keys_come_first() -> None:
    check_complete("{ <|> }", "id", "seq", "title", "status", "depends_on", rest=True)


def test_keys_that_are_there_are_left_out() -> None:
    check_complete('{ "id": "x", "title": "y", <|> }', "seq", "status", "depends_on", rest=True)


def test_keys_of_a_task() -> None:
    check_complete('--- task.json\n{"id": "gift-cards", <|>}', *TASK_KEYS, rest=True)


def test_half_typed_key() -> None:
    check_complete('{ "ti<|> }', "title")


def test_key_is_found_by_a_later_word() -> None:
    check_complete('{ "agent<|>" }', "agent_id", "suggested_agent")


def test_key_is_found_by_its_letters() -> None:
    check_complete('{ "rfl<|>" }', "reference_files")


def test_a_key_itself_can_be_changed() -> None:
    check_applied('{ "stat<|>": "pending" }', "status", '{ "status": "pending" }')


def test_unclosed_key() -> None:
    check_applied('{ "ti<|> }', "title", '{ "title": "" }')


def test_unclosed_key_before_a_colon() -> None:
    check_applied('{ "ti<|>: "x" }', "title", '{ "title": "x" }')


def test_key_without_quotation_marks() -> None:
    check_applied("{ ti<|> }", "title", '{ "title": "" }')


def test_key_before_a_value_without_colon() -> None:
    check_applied('{ "ti<|>" "x" }', "title", '{ "title": "x" }')


def test_comma_before_a_following_member() -> None:
    check_applied('{ <|> "seq": "02" }', "title", '{ "title": "", "seq": "02" }')
    check_applied('{\n  <|>\n  "seq": "02"\n}', "title", '{\n  "title": "",\n  "seq": "02"\n}')


def test_comma_before_a_following_member_after_an_unclosed_key() -> None:
    check_applied('{ "ti<|> "seq": "02" }', "title", '{ "title": "", "seq": "02" }')
    check_applied('{\n  "ti<|>\n  "seq": "02"\n}', "title", '{\n  "title": "",\n  "seq": "02"\n}')


def test_comma_after_the_value_before() -> None:
    check_applied('{ "seq": "02" <|> }', "title", '{ "seq": "02", "title": "" }')
    check_applied('{\n  "seq": "02"\n  "ti<|>"\n}', "title", '{\n  "seq": "02",\n  "title": ""\n}')
    check_applied('{ "depends_on": []<|> }', "title", '{ "depends_on": [], "title": "" }')


def test_in_front_of_a_key_there_is_room_for_another() -> None:
    check_applied('{<|>"seq": "02"}', "title", '{"title": "", "seq": "02"}')


def test_only_what_is_missing_is_written() -> None:
    check_applied('{ "seq": "02",<|> }', "title", '{ "seq": "02", "title": "" }')
    check_applied('{"seq":"02",<|>}', "title", '{"seq":"02","title":""}')


def test_no_key_where_none_can_stand() -> None:
    check_complete('{ "seq" <|> }')
    check_complete('{ "seq" <|>: "02" }')
    check_complete('{ "rice": <|>{} }')
    check_complete('<|>{ "seq": "02" }')
    check_complete('{ "seq": "02" }<|>')
    check_complete('{ "seq": "02"<|> }')


def test_objects_in_lists() -> None:
    check_complete('{ "context_files": [{ <|> }] }', "path", "lines", "reason")
    check_complete('{ "context_files": [{ "path": "x", "<|>" }] }', "lines", "reason")
    check_complete('{ "contracts": [{ "<|> }] }', "type", "name", "status", "path", "description")


def test_objects_in_objects() -> None:
    fixture = '--- task.json\n{ "rice_score": { <|> } }'
    check_complete(fixture, "reach", "impact", "confidence", "effort", "score", "justification")


def test_unknown_objects_have_no_keys() -> None:
    check_complete('{ "mine": { <|> } }')


def test_skeletons() -> None:
    check_snippet("{ <|> }", "status", '{ "status": "$1" }')
    check_snippet("{ <|> }", "parallel", '{ "parallel": ${1:true} }')
    check_snippet("{ <|> }", "depends_on", '{ "depends_on": ["$1"] }')
    check_snippet("{ <|> }", "context_files", '{ "context_files": [$1] }')
    check_snippet('{ <|> "id": "" }', "seq", '{ "seq": "${1:02}", "id": "" }')
    check_snippet("{ <|> }", "started_at", '{ "started_at": "${1:2026-03-01T09:15:00Z}" }')
    contract = '[{ "type": "$1", "name": "$2", "status": "$3" }]'
    check_snippet("{ <|> }", "contracts", '{ "contracts": ' + contract + " }")


def test_skeletons_take_the_lines_and_the_indentation_of_the_document() -> None:
    check_snippet(
        '{\n    "seq": "02",\n    <|>\n}',
        "contracts",
        """{
    "seq": "02",
    "contracts": [
        {
            "type": "$1",
            "name": "$2",
            "status": "$3"
        }
    ]
}""",
    )
    check_snippet(
        '{\n  "deliverables": ["a", "b"],\n  <|>\n}',
        "depends_on",
        '{\n  "deliverables": ["a", "b"],\n  "depends_on": ["$1"]\n}',
    )


def test_skeleton_as_plain_text_has_the_line_ends_of_the_document() -> None:
    check_applied(
        '--- task.json\n{\r\n\t"id": "gift-cards",\r\n\t<|>\r\n}',
        "wsjf_score",
        '{\r\n\t"id": "gift-cards",\r\n\t"wsjf_score": {\r\n\t\t"business_value": 1,\r\n\t\t"time_criticality": 1,'
        '\r\n\t\t"risk_reduction": 1,\r\n\t\t"job_size": 1\r\n\t}\r\n}',
    )


def test_empty_document() -> None:
    check_snippet(
        "<|>", "{ }", '{\n  "id": "${1:gift-cards-02}",\n  "seq": "${2:02}",\n  "title": "$3",\n  "status": "$4"\n}'
    )


def test_documentation() -> None:
    item = labelled(completions('{ "sta<|>" }')[0], "status")
    assert item.description == "required"
    assert item.detail == "pending | in_progress | completed | blocked"
    assert item.describe().startswith("Where it stands:")
    assert item.asks_again


def test_range_is_the_whole_string_with_its_quotation_marks() -> None:
    items, text = completions('{ "sta<|>tsu": "pending" }')
    assert text[items[0].start : items[0].end] == '"statsu"'
    assert items[0].filter_text == '"status'


def test_files_of_no_known_kind() -> None:
    check_complete("--- /package.json\n{ <|> }")
