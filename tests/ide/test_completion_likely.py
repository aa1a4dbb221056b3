"""What is most likely wanted stands first."""

from __future__ import annotations

from tests.ide.completion_checks import check_complete, check_described

OTHERS = """
--- subtask_01.json
{"seq": "01", "title": "Model", "deliverables": ["src/model.ts"], "module": "@app/cards", "suggested_agent": "CoderAgent"}
--- subtask_02.json
{"seq": "02", "title": "Store", "depends_on": ["01"], "deliverables": ["src/store.ts"], "module": "@app/cards"}
"""


def test_keys_that_are_due_in_a_state_come_behind_the_required_ones() -> None:
    whole = '"id": "gift-cards-03", "seq": "03", "title": "Sell"'
    check_complete(
        f'{OTHERS}--- subtask_03.json\n{{{whole}, "status": "completed", <|>}}',
        "completed_at",
        "completion_summary",
        rest=True,
    )
    check_complete(
        f'{OTHERS}--- subtask_03.json\n{{{whole}, "status": "in_progress", <|>}}', "agent_id", "started_at", rest=True
    )
    check_complete(
        f"{OTHERS}--- subtask_03.yaml\nstatus: completed\n<|>", "id", "seq", "title", "completed_at", rest=True
    )


def test_then_common_keys_then_those_that_siblings_have() -> None:
    whole = '"id": "gift-cards-03", "seq": "03", "title": "Sell", "status": "pending"'
    check_complete(
        f"{OTHERS}--- subtask_03.json\n{{{whole}, <|>}}",
        "depends_on",
        "context_files",
        "acceptance_criteria",
        "deliverables",
        "module",
        "suggested_agent",
        rest=True,
    )


def test_keys_of_an_item_are_those_of_the_others_in_its_list() -> None:
    check_complete('{"context_files": [{"path": "a", "reason": "b"}, {"path": "c", <|>}]}', "reason", "lines")
    check_complete(
        "--- subtask_03.yaml\ncontext_files:\n  - path: a\n    reason: b\n  - path: c\n    <|>", "reason", "lines"
    )


def test_deliverables_of_direct_dependencies_come_first() -> None:
    check_complete(
        f'{OTHERS}--- subtask_03.json\n{{"seq": "03", "depends_on": ["02"], "reference_files": ["<|>"]}}',
        "src/store.ts",
        "src/model.ts",
        rest=True,
    )


CONTEXTS = """
--- contexts.json
{"bounded_contexts": [{"name": "cards", "module": "@app/cards"}, {"name": "mail", "module": "@app/mail"}]}
"""


def test_the_module_of_the_context_beside_comes_first() -> None:
    check_complete(
        f'{CONTEXTS}--- task.json\n{{"bounded_context": "mail", "module": "<|>"}}', "@app/mail", "@app/cards"
    )
    check_complete(f"{CONTEXTS}--- task.yaml\nbounded_context: <|>\nmodule: '@app/mail'\n", "mail", "cards")


SOURCES = """
--- /src/card.ts
/** What is left. */
export class Card {
  spend(cents: number): void {
    this.cents -= cents;
  }
}

export function parse(): Card {
  return new Card();
}
--- subtask_03.json
"""


def test_lines_of_a_source_file_are_its_definitions() -> None:
    fixture = SOURCES + '{"reference_files": [{"path": "src/card.ts", "lines": "<|>"}]}'
    check_complete(fixture, "1-6", "3-5", "8-10", "1-10")
    check_described(fixture, "3-5", "```typescript", "  spend(cents: number): void {")
    check_complete(SOURCES + '{"reference_files": [{"path": "src/card.ts", "lines": "spe<|>"}]}', "3-5")
    check_complete(SOURCES + '{"reference_files": [{"path": "src/card.ts", "lines": "3-5,<|>"}]}', "8-10")


def test_a_reason_is_the_title_of_a_definition() -> None:
    check_complete(
        SOURCES + '{"reference_files": [{"path": "src/card.ts", "lines": "3-5", "reason": "<|>"}]}', "Card.spend()"
    )
    check_complete(SOURCES + '{"reference_files": [{"path": "src/card.ts", "reason": <|>}]}', '""')


def test_words_that_begin_a_title_come_first() -> None:
    fixture = '{"reference_files": [{"path": "src/card.ts", "lines": "c<|>"}]}'
    check_complete(SOURCES + fixture, "1-6", "3-5", rest=True)


def test_contracts_that_others_of_the_feature_link_to() -> None:
    link = '{"contracts": [{"name": "%s"}]}\n'
    files = f"--- task.json\n{link % 'MailAPI'}--- subtask_01.json\n{link % 'CardsAPI'}--- subtask_03.json\n{link % 'MailAPI'}"
    far = f"--- /.tmp/tasks/other/subtask_01.json\n{link % 'OtherAPI'}"
    check_complete(files + far + '--- subtask_02.json\n{"contracts": [{"name": "<|>"}]}', "MailAPI", "CardsAPI")
    check_complete(files + '--- subtask_02.json\n{"contracts": [{"name": "MailAPI"}, {"name": "<|>"}]}', "CardsAPI")


def test_a_contract_may_lie_where_it_is_promised() -> None:
    promise = '--- subtask_01.json\n{"deliverables": ["contracts/mail.json", "src/mail.ts", "contracts/"]}\n'
    own = '--- subtask_02.json\n{"deliverables": ["contracts/own.json"], "contracts": [{"name": "A", "path": "<|>"}]}'
    check_complete(promise + own, "contracts/own.json", "contracts/mail.json", ".tmp/")
    task = '--- task.json\n{"contracts": [{"name": "A", "path": "<|>"}]}'
    check_complete(promise + task, "contracts/mail.json", ".tmp/")
