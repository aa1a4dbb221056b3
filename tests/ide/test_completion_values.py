"""Values: enumerations, truth values, times, what the file's name says, agents, and the forms of lists and objects."""

from __future__ import annotations

from tests.ide.completion_checks import check_applied, check_complete, check_snippet, completions

SIBLINGS = """
--- subtask_01.json
{"suggested_agent": "CoderAgent", "agent_id": "Bea"}
--- subtask_03.json
{"suggested_agent": "TestEngineer"}
--- /.tmp/tasks/other/subtask_01.json
{"suggested_agent": "DocWriter"}
--- /.tmp/tasks/other/subtask_02.json
{"suggested_agent": "DocWriter"}
--- subtask_02.json
"""


def test_enumeration() -> None:
    check_complete('{ "status": <|> }', "pending", "in_progress", "completed", "blocked")
    check_complete('{ "status": "<|>" }', "pending", "in_progress", "completed", "blocked")
    check_complete('{ "contracts": [{ "type": "<|>" }] }', "api", "interface", "event", "schema")


def test_half_typed_value() -> None:
    check_complete('{ "status": "prog<|>" }', "in_progress")
    check_complete('{ "status": pen<|> }', "pending")
    check_complete('{ "status": "zz<|>" }')


def test_value_is_put_in_quotation_marks() -> None:
    check_applied('{ "status": <|> }', "pending", '{ "status": "pending" }')
    check_applied('{ "status":<|>}', "pending", '{ "status": "pending"}')
    check_applied('{ "status": pen<|> }', "pending", '{ "status": "pending" }')
    check_applied('{ "status": "pen<|> }', "pending", '{ "status": "pending" }')
    check_applied('{ "status": "pen<|>, "seq": "02" }', "pending", '{ "status": "pending", "seq": "02" }')
    check_applied('{\n  "status": "pen<|>\n}', "pending", '{\n  "status": "pending"\n}')


def test_value_is_replaced_as_a_whole() -> None:
    check_applied('{ "status": "<|>completed" }', "pending", '{ "status": "pending" }')
    check_applied('{ "status": <|>"completed" }', "pending", '{ "status": "pending" }')
    check_applied('{ "status": <|>  "completed" }', "pending", '{ "status": "pending" }')


def test_value_before_a_member_without_comma() -> None:
    check_applied('{\n  "status": <|>\n  "seq": "02"\n}', "pending", '{\n  "status": "pending",\n  "seq": "02"\n}')
    check_applied('{\n  "status": "<|>\n  "seq": "02"\n}', "pending", '{\n  "status": "pending",\n  "seq": "02"\n}')


def test_nothing_behind_a_closed_string() -> None:
    check_complete('{ "status": "pending"<|> }')


def test_truth_value() -> None:
    check_complete('{ "parallel": <|> }', "true", "false")
    check_applied('{ "parallel": t<|> }', "true", '{ "parallel": true }')
    check_applied('{ "parallel": "t<|>" }', "true", '{ "parallel": true }')


def test_time() -> None:
    check_complete('{ "completed_at": "<|>" }', "2026-03-01T09:15:00Z")
    check_complete('{ "started_at": now<|> }', "2026-03-01T09:15:00Z")
    check_complete('--- task.json\n{ "created_at": <|> }', "2026-03-01T09:15:00Z")


def test_number_and_id_from_the_name_of_the_file() -> None:
    check_complete('{ "seq": "<|>" }', "02")
    check_complete('{ "id": "<|>" }', "gift-cards-02")
    check_complete('--- subtask_07_api.json\n{ "seq": "<|>" }', "07")
    check_complete('--- subtask_102.json\n{ "id": <|> }', "gift-cards-102")
    check_complete('--- task.json\n{ "id": "<|>" }', "gift-cards")


def test_counts() -> None:
    subtasks = '--- subtask_01.json\n{"status": "completed"}\n--- subtask_02.json\n{}\n--- task.json\n'
    check_complete(subtasks + '{ "subtask_count": <|> }', "2")
    check_applied(subtasks + '{ "completed_count": <|> }\n', "1", '{ "completed_count": 1 }\n')


def test_agents_of_the_feature_come_first() -> None:
    check_complete(SIBLINGS + '{ "agent_id": "<|>" }', "Bea", "CoderAgent", "TestEngineer", "DocWriter")
    check_complete(SIBLINGS + '{ "suggested_agent": test<|> }', "TestEngineer")


def test_the_suggested_agent_comes_first() -> None:
    fixture = SIBLINGS + '{ "suggested_agent": "DocWriter", "agent_id": <|> }'
    check_complete(fixture, "DocWriter", "Bea", "CoderAgent", "TestEngineer")


def test_forms() -> None:
    check_snippet('{ "depends_on": <|> }', "[ ]", '{ "depends_on": ["$1"] }')
    check_snippet('{ "title": <|> }', '""', '{ "title": "$1" }')
    check_snippet('{ "contracts": [<|>] }', "{ }", '{ "contracts": [{ "type": "$1", "name": "$2", "status": "$3" }] }')
    check_complete('{ "title": "<|>" }')


def test_text_of_a_snippet_is_escaped() -> None:
    fixture = '--- /.tmp/tasks/$a}b/subtask_01.json\n{ "<|>" }'
    item = next(item for item in completions(fixture)[0] if item.label == "id")
    assert item.snippet == '"id": "${1:\\$a\\}b-01}'  # the mark behind the cursor closes it


def test_no_values_for_what_the_schema_does_not_know() -> None:
    check_complete('{ "mine": <|> }')
    check_complete('{ "mine": ["<|>"] }')


def test_halves_of_characters_are_left_out() -> None:
    sibling = '--- subtask_01.json\n{"title": "a \\ud800", "suggested_agent": "\\ud800"}\n--- subtask_02.yaml\n'
    check_complete(sibling + "suggested_agent: <|>")
    assert completions(sibling + "depends_on: [<|>]")[0][0].description == "a \ufffd"
