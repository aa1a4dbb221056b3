"""Names in completion: which are offered, in which order and form, and how they are put in place."""

from __future__ import annotations

import pytest

from callsheet.ide.completion.complete import MAX_ITEMS
from callsheet.workspace.planning import Named
from callsheet.workspace.snapshot import Snapshot
from tests.ide.completion_checks import check_applied, check_complete, completions, labelled

CONTEXTS = """
--- contexts.json
{"bounded_contexts": [{"name": "cards", "module": "@shop/cards", "description": "What is left on cards"}]}
--- /.tmp/tasks/a-feature/contexts.yaml
bounded_contexts: [{name: mail, type: supporting}, {name: "gift cards"}, {name: cards}]
--- subtask_02.json
"""
STORIES = """
--- /.tmp/planning/gift-cards/map.json
{"stories": [{"id": "s-1", "title": "Pay"}, {"id": "s-2", "title": "Print"}, {"id": "s-3"}],
 "epics": [{"id": "e-1", "name": "Sell cards"}, {"id": "e-2", "name": "Use cards"}]}
"""


def test_the_nearest_names_come_first() -> None:
    check_complete(CONTEXTS + '{"bounded_context": "<|>"}', "cards", "mail", "gift cards")


def test_names_are_found_by_their_titles_and_other_names() -> None:
    check_complete(STORIES + '--- /.tmp/planning/p/prioritized.json\n{"mvp_features": [{"id": "Pri<|>"}]}', "s-2")
    check_complete(STORIES + '--- /.tmp/planning/p/prioritized.json\n{"mvp_features": [{"epic": "Use<|>"}]}', "e-2")


def test_an_item_says_what_the_name_stands_for() -> None:
    items, _ = completions(CONTEXTS + '{"bounded_context": "<|>"}')
    cards, mail, _ = items
    assert cards.description == "What is left on cards"
    assert cards.detail == "bounded context in .tmp/tasks/gift-cards/contexts.json"
    assert mail.describe() == "**mail** · supporting bounded context"


def test_names_are_written_as_the_syntax_wants_them() -> None:
    check_applied(CONTEXTS + '{"bounded_context": <|>}', "mail", '{"bounded_context": "mail"}')
    check_applied(
        CONTEXTS + '{"bounded_context": "gi<|>, "seq": "02"}',
        "gift cards",
        '{"bounded_context": "gift cards", "seq": "02"}',
    )
    yaml = CONTEXTS.replace("subtask_02.json", "subtask_02.yaml")
    check_applied(yaml + "bounded_context: <|>\n", "gift cards", "bounded_context: gift cards\n")
    check_applied(yaml + "bounded_context: 'gi<|>'\n", "gift cards", "bounded_context: 'gift cards'\n")
    check_applied(
        yaml + "bounded_context: gift c<|>\nseq: '02'\n", "gift cards", "bounded_context: gift cards\nseq: '02'\n"
    )
    check_applied(yaml + "module: @<|>\n", "@shop/cards", 'module: "@shop/cards"\n')


def test_names_in_the_list_already_are_left_out() -> None:
    slices = '--- /.tmp/planning/p/map.json\n{"vertical_slices": [{"bounded_contexts": ["mail", "<|>", "cards"]}]}'
    check_complete(CONTEXTS + slices, "gift cards")
    records = "--- /docs/adr/001-a.md\n# A\n--- /docs/adr/002-b.md\n# B\n"
    check_complete(records + '--- task.json\n{"related_adrs": [{"id": "001"}, {"id": "<|>"}]}', "ADR-002")


def test_stories_are_ranked_once() -> None:
    items = '{"mvp_features": [{"id": "s-1"}, {"id": "<|>"}], "post_mvp_features": [{"id": "s-3"}]}'
    check_complete(f"{STORIES}--- /.tmp/planning/gift-cards/prioritized.json\n{items}", "s-2")


def test_a_story_depends_on_nothing_that_depends_on_it() -> None:
    check_complete(
        """
--- /.tmp/planning/gift-cards/map.yaml
stories:
  - id: s-1
    dependencies: [<|>]
  - id: s-2
    dependencies: [s-1]
  - id: s-3
    dependencies: [s-2]
  - id: s-4
""",
        "s-4",
    )


def test_a_cycle_that_is_there_already_does_not_matter_elsewhere() -> None:
    check_complete(
        """
--- /.tmp/planning/gift-cards/map.yaml
stories:
  - {id: s-1, dependencies: [<|>]}
  - {id: s-2, dependencies: [s-3]}
  - {id: s-3, dependencies: [s-2]}
  - {id: s-4, dependencies: [s-5]}
  - {id: s-5, dependencies: [s-4, s-1]}
""",
        "s-2",
        "s-3",
    )


def test_what_describes_an_item_is_written_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    described: list[str] = []

    def card(_snapshot: Snapshot, named: Named) -> str:
        described.append(named.definition.name)
        return "a card"

    monkeypatch.setattr("callsheet.ide.completion.names.card", card)
    stories = ", ".join(f'{{"id": "s-{number}"}}' for number in range(MAX_ITEMS + 50))
    files = f'--- /.tmp/planning/p/map.json\n{{"stories": [{stories}]}}\n'
    items, _ = completions(files + '--- /.tmp/planning/p/prioritized.json\n{"mvp_features": [{"id": "<|>"}]}')
    assert described == []
    assert items[3].describe() == "a card"
    assert described == [items[3].label]


def test_a_slice_depends_on_nothing_that_depends_on_it() -> None:
    check_complete(
        """
--- /.tmp/planning/gift-cards/map.json
{"vertical_slices": [
  {"id": "v-1", "dependencies": ["v-4", "v-1"]}, {"id": "v-2", "dependencies": ["v-1", "<|>"]},
  {"id": "v-3", "dependencies": ["v-2"]}, {"id": "v-4"}
]}
""",
        "v-4",
    )


def test_an_item_of_the_backlog_depends_on_nothing_that_depends_on_it() -> None:
    check_complete(
        STORIES
        + """
--- /.tmp/planning/gift-cards/prioritized.json
{
  "mvp_features": [{"id": "s-1", "dependencies": ["<|>"]}],
  "post_mvp_features": [{"id": "s-2", "dependencies": ["s-1"]}]
}
""",
        "s-3",
    )


def test_epics_come_in_the_form_that_the_other_items_use() -> None:
    backlog = '--- /.tmp/planning/p/prioritized.json\n{{"mvp_features": [{{"epic": "<|>"}}, {{"epic": "{}"}}]}}'
    check_complete(STORIES + backlog.format("Sell cards"), "Sell cards", "Use cards")
    check_complete(STORIES + backlog.format("e-2"), "e-1", "e-2")
    check_complete(STORIES + backlog.format("else"), "e-1", "e-2")


def test_releases_are_phases_and_what_other_tasks_name() -> None:
    check_complete(
        """
--- task.json
{"release_slice": "<|>"}
--- /.tmp/tasks/a/task.json
{"release_slice": "v1"}
--- /.tmp/tasks/b/task.json
{"release_slice": "v2"}
--- /.tmp/tasks/c/task.json
{"release_slice": "v2"}
--- /.tmp/planning/prioritized.json
{"release_recommendations": {"post_mvp_phases": [{"phase": "Summer"}]}}
""",
        "Summer",
        "v2",
        "v1",
    )


ENDPOINTS = """
--- /.tmp/contracts/a/b/openapi.yaml
paths:
  /cards: {get: {summary: All cards}, post: {}}
  /mail: {}
--- /.tmp/contracts/a/b/contract.json
"""


def test_operations_can_be_deliverables() -> None:
    api = "--- /.tmp/contracts/cards/api/openapi.yaml\npaths: {/cards: {post: {}, get: {}}, '/cards/{id}': {get: {}}}\n"
    check_complete(api + '--- subtask_02.json\n{"deliverables": ["POST<|>"]}', "POST /cards")
    check_complete(api + '--- subtask_02.json\n{"deliverables": ["GET /cards", "GE<|>"]}', "GET /cards/{id}")
    check_complete(api + "--- subtask_02.yaml\ndeliverables:\n  - POST /c<|>\n", "POST /cards")


def test_endpoints_are_operations_and_paths() -> None:
    used = '{"openapi_spec_path": "openapi.yaml", "consumers": [{"endpoints_used": [%s]}]}'
    check_complete(ENDPOINTS + used % '"<|>"', "GET /cards", "POST /cards", "/cards", "/mail")
    check_complete(ENDPOINTS + used % '"GET /cards", "<|>"', "POST /cards", "/cards", "/mail")
    check_complete(ENDPOINTS + used % '"<|>", "/mail"', "/cards", "GET /cards", "POST /cards")


def test_the_keys_of_the_mapping_are_contexts_that_are_not_there_yet() -> None:
    path = "/.tmp/planning/gift-cards/map"
    check_complete(
        CONTEXTS + f'--- {path}.json\n{{"bounded_context_mapping": {{"mail": {{}}, <|>}}}}', "cards", "gift cards"
    )
    check_complete(
        CONTEXTS + f"--- {path}.yaml\nbounded_context_mapping:\n  mail: {{}}\n  c<|>\n", "cards", "gift cards"
    )
    json = f'--- {path}.json\n{{"bounded_context_mapping": {{"ca<|>": {{}}}}}}'
    check_applied(CONTEXTS + json, "cards", '{"bounded_context_mapping": {"cards": {}}}')


def test_the_path_of_what_is_named_beside_comes_first() -> None:
    files = """
--- /docs/adr/001-a.md
# A
--- /docs/adr/002-b.md
# B
--- /.tmp/contracts/cards/cards-api/contract.json
{"service_name": "CardsAPI", "openapi_spec_path": "openapi.yaml"}
--- /.tmp/contracts/cards/cards-api/openapi.yaml
paths: {}
--- task.json
"""
    check_complete(files + '{"related_adrs": [{"id": "2", "path": "<|>"}]}', "docs/adr/002-b.md", rest=True)
    folder = ".tmp/contracts/cards/cards-api"
    contract = '{"contracts": [{"name": "CardsAPI", "path": "<|>"}]}'
    check_complete(files + contract, f"{folder}/contract.json", f"{folder}/openapi.yaml", rest=True)


def test_paths_of_a_contract() -> None:
    folder = "/.tmp/contracts/cards/cards-api"
    files = f"--- /src/api.ts\n1\n--- {folder}/api.openapi.yaml\n--- {folder}/a.json\n--- {folder}/contract.json\n"
    check_complete(files + '{"openapi_spec_path": "<|>"}', "api.openapi.yaml", "a.json")
    check_complete(files + '{"providers": [{"implementation_path": "src/<|>"}]}', "api.ts")


def test_the_states_of_a_record() -> None:
    record = "--- /docs/adr/001-a.md\n# A\n\n"
    check_complete(record + "**Status**: <|>\n", "Proposed", "Accepted", "Rejected", "Deprecated", "Superseded")
    check_complete(record + "**Status**: acc<|>\n", "Accepted")
    check_applied(record + "**Status**:<|>\n", "Accepted", "# A\n\n**Status**: Accepted\n")
    check_applied(record + "- **Status:** <|>Proposed\n", "Accepted", "# A\n\n- **Status:** Accepted\n")
    check_complete("--- /docs/retrospectives/a.md\n# A\n\n**Status**: <|>\n")


def test_where_no_name_is_defined() -> None:
    check_complete('{"bounded_context": <|>}', '""')
    check_complete('{"bounded_context": "<|>x"}')


COMPONENTS = """
--- /.tmp/contracts/a/b/parts.yaml
components:
  schemas: {Money: {description: An amount}}
  responses: {Bad: {}}
--- /.tmp/contracts/a/b/contract.json
{}
--- /.tmp/contracts/a/shared/errors.json
{"components": {"schemas": {"Error": {}}}}
--- /.tmp/contracts/a/b/openapi.yaml
components:
  schemas:
    Card: {title: A card}
    Of%s
  responses: {Fine: {}}
"""


def test_components_that_fit_the_place() -> None:
    check_complete(
        COMPONENTS % ': {$ref: "<|>"}',
        "#/components/schemas/Card",
        "parts.yaml#/components/schemas/Money",
    )
    check_complete(COMPONENTS % ":\n      $ref: 'Mon<|>'", "parts.yaml#/components/schemas/Money")


def test_components_in_another_folder() -> None:
    check_complete(COMPONENTS % ': {$ref: "../<|>"}', "../b/", "../shared/")
    check_complete(COMPONENTS % ': {$ref: "../shared/<|>"}', "../shared/errors.json#/components/schemas/Error")
    check_complete(COMPONENTS % ': {$ref: "../../../../../<|>"}')


def test_a_component_is_put_in_place() -> None:
    items, _ = completions(COMPONENTS % ": {$ref: <|>}")
    item = labelled(items, "#/components/schemas/Card")
    assert item.new_text.strip() in ('"#/components/schemas/Card"', "'#/components/schemas/Card'")
    assert item.description == "schema"
    assert item.detail == "A card"


def test_responses_where_a_response_is_wanted() -> None:
    check_complete(
        '--- /.tmp/contracts/a/b/openapi.json\n{"paths": {"/x": {"get": {"responses": {"200": {"$ref": "<|>"}}}}},\n'
        ' "components": {"schemas": {"Card": {}}, "responses": {"Bad Request": {}}}}',
        "#/components/responses/Bad%20Request",
    )


def test_a_context_is_not_upstream_of_itself() -> None:
    contexts = '"bounded_contexts": [{"name": "cards"}, {"name": "mail"}]'
    check_complete(
        f'--- contexts.json\n{{{contexts}, "context_relationships": [{{"upstream": "<|>", "downstream": "mail"}}]}}',
        "cards",
    )
    check_complete(
        "--- contexts.yaml\nbounded_contexts: [{name: cards}, {name: mail}]\n"
        "context_relationships:\n  - upstream: cards\n    downstream: <|>\n",
        "mail",
    )
