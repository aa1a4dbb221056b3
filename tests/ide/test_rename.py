"""Renaming by example: what changes together, and in which form."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.ide.rename import rename
from tests.workspaces import apply_changes, read_fixture


def check_renamed(root: Path, before: str, new_name: str, after: str) -> None:
    """A new name for what stands at the cursor makes one inline workspace of another."""
    fixture = read_fixture(before)
    snapshot = fixture.snapshot(root)
    assert fixture.cursor is not None
    changed = apply_changes(fixture.files, snapshot, rename(snapshot, *fixture.cursor, new_name))
    assert changed == read_fixture(after).files


FEATURE = """
--- task.json
{"id": "gift-cards", "context_files": [".tmp/tasks/gift-cards/subtask_01.json"], "related_adrs": [{"id": "ADR-001"}]}
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01"}
--- subtask_02.yaml
id: gift-cards-02
seq: '02'
depends_on: [gift-cards-01, "01"]
"""


@pytest.mark.parametrize("new", ["7", "07", "007", "gift-cards-07", " 07 "])
@pytest.mark.parametrize(
    "cursor", ['"seq": "01<|>"', '"id": "gift-cards-0<|>1"', "depends_on: [gift-cards-01<|>", '"<|>01"]']
)
def test_a_number_from_everywhere_in_every_form(tmp_path: Path, new: str, cursor: str) -> None:
    after = (
        FEATURE.replace("subtask_01", "subtask_07").replace("gift-cards-01", "gift-cards-07").replace('"01"', '"07"')
    )
    check_renamed(tmp_path, FEATURE.replace(cursor.replace("<|>", ""), cursor), new, after)


def test_a_number_is_as_wide_as_the_others(tmp_path: Path) -> None:
    before = """
--- subtask_01.json
{"seq": "0<|>1"}
--- subtask_100.json
{"seq": "100"}
"""
    after = before.replace("0<|>1", "007").replace("_01", "_007")
    check_renamed(tmp_path, before, "7", after)


@pytest.mark.parametrize("cursor", ['"id": "gift<|>-cards"', '"id": "gift-<|>cards-01"', "[gift-<|>cards-01"])
def test_a_feature_from_its_id_and_from_those_of_its_subtasks(tmp_path: Path, cursor: str) -> None:
    after = FEATURE.replace("gift-cards", "vouchers").replace("--- ", "--- /.tmp/tasks/vouchers/")
    check_renamed(tmp_path, FEATURE.replace(cursor.replace("<|>", ""), cursor), "vouchers", after)


def test_what_goes_by_a_feature_s_name_goes_with_it(tmp_path: Path) -> None:
    before = """
--- task.json
{"id": "<|>cards"}
--- contexts.json
{"feature": "gift-cards", "bounded_contexts": []}
--- module-briefs/mail.md
# mail
--- /.tmp/planning/gift-cards/map.yaml
feature: gift-cards
--- /.tmp/planning/other/map.yaml
feature: other  # gift-cards
--- /.tmp/validation/gift-cards-report.md
# Validation of gift-cards, not of gift-cards-2
--- /docs/retrospectives/gift-cards.md
# Gift cards, looked back at
"""
    after = """
--- /.tmp/tasks/vouchers/task.json
{"id": "vouchers"}
--- /.tmp/tasks/vouchers/contexts.json
{"feature": "vouchers", "bounded_contexts": []}
--- /.tmp/tasks/vouchers/module-briefs/mail.md
# mail
--- /.tmp/planning/vouchers/map.yaml
feature: vouchers
--- /.tmp/planning/other/map.yaml
feature: other  # gift-cards
--- /.tmp/validation/vouchers-report.md
# Validation of vouchers, not of gift-cards-2
--- /docs/retrospectives/vouchers.md
# Gift cards, looked back at
"""
    check_renamed(tmp_path / "task", before, "vouchers", after)
    from_map = before.replace("<|>", "").replace("map.yaml\nfeature: gift", "map.yaml\nfeature: <|>gift")
    check_renamed(tmp_path / "map", from_map, "vouchers", after)
    from_report = before.replace("<|>", "").replace("of gift-cards,", "of gift<|>-cards,")
    check_renamed(tmp_path / "report", from_report, "vouchers", after)


def test_a_task_gets_the_name_that_its_folder_has(tmp_path: Path) -> None:
    before = '--- task.json\n{"id": "ca<|>rds"}\n--- subtask_01.json\n{"id": "cards-01"}\n'
    after = '--- task.json\n{"id": "gift-cards"}\n--- subtask_01.json\n{"id": "gift-cards-01"}\n'
    check_renamed(tmp_path, before, "gift-cards", after)


def test_shared_names_of_an_archived_feature_stay(tmp_path: Path) -> None:
    """Two features of one name: nobody can tell whose plan and report these are."""
    shared = '--- /.tmp/planning/cards/map.json\n{"feature": "cards"}\n--- /docs/retrospectives/cards.md\n# cards\n'
    archived = '--- /.tmp/tasks/completed/cards/task.json\n{"id": "cards"}\n' + shared
    before = '--- /.tmp/tasks/cards/task.json\n{"id": "<|>cards"}\n' + archived
    check_renamed(tmp_path, before, "gifts", '--- /.tmp/tasks/gifts/task.json\n{"id": "gifts"}\n' + archived)


def test_a_bounded_context_with_its_brief_and_its_contracts(tmp_path: Path) -> None:
    before = """
--- contexts.yaml
bounded_contexts:
  - name: cards
    module: "@shop/cards"
context_relationships: [{upstream: "cards", downstream: 'cards '}]
--- module-briefs/cards.md
# About cards: postcards are none

See [the contract](../../../contracts/cards/cards-api/contract.json).
--- /.tmp/planning/gift-cards/map.json
{"bounded_context_mapping": {"c<|>ards": {"stories": []}}}
--- /.tmp/contracts/cards/cards-api/contract.json
{"bounded_context": "cards", "openapi_spec_path": "openapi.yaml"}
--- /.tmp/contracts/cards/cards-api/openapi.yaml
paths: {}
--- task.json
{"bounded_context": "cards", "context_files": ["./.tmp/contracts/cards/cards-api/contract.json (new)"]}
"""
    after = """
--- contexts.yaml
bounded_contexts:
  - name: vouchers
    module: "@shop/cards"
context_relationships: [{upstream: "vouchers", downstream: 'vouchers '}]
--- module-briefs/vouchers.md
# About vouchers: postcards are none

See [the contract](../../../contracts/vouchers/cards-api/contract.json).
--- /.tmp/planning/gift-cards/map.json
{"bounded_context_mapping": {"vouchers": {"stories": []}}}
--- /.tmp/contracts/vouchers/cards-api/contract.json
{"bounded_context": "vouchers", "openapi_spec_path": "openapi.yaml"}
--- /.tmp/contracts/vouchers/cards-api/openapi.yaml
paths: {}
--- task.json
{"bounded_context": "vouchers", "context_files": ["./.tmp/contracts/vouchers/cards-api/contract.json (new)"]}
"""
    check_renamed(tmp_path, before, "vouchers", after)


def test_equal_names_of_other_things_stay(tmp_path: Path) -> None:
    before = """
--- /.tmp/planning/gift-cards/map.json
{"epics": [{"id": "<|>e"}], "journeys": [{"id": "e"}], "stories": [{"id": "s", "epic": "e", "title": "e"}]}
--- /.tmp/planning/other/map.json
{"epics": [{"id": "e"}], "stories": [{"id": "s", "epic": "e"}]}
"""
    after = """
--- /.tmp/planning/gift-cards/map.json
{"epics": [{"id": "f"}], "journeys": [{"id": "e"}], "stories": [{"id": "s", "epic": "f", "title": "e"}]}
--- /.tmp/planning/other/map.json
{"epics": [{"id": "e"}], "stories": [{"id": "s", "epic": "e"}]}
"""
    check_renamed(tmp_path, before, "f", after)


EPIC = """
--- /.tmp/planning/gift-cards/map.json
{"epics": [{"id": "e-1", "name": "Sell"}], "stories": [{"id": "s", "epic": "e-1"}, {"id": "t", "epic": "Sell"}]}
"""


def test_an_epic_goes_by_its_id_or_by_its_name(tmp_path: Path) -> None:
    by_id = EPIC.replace("e-1", "e-2")
    check_renamed(tmp_path / "id", EPIC.replace('"epic": "e-1', '"epic": "e-<|>1'), "e-2", by_id)
    by_name = EPIC.replace("Sell", "Give")
    check_renamed(tmp_path / "name", EPIC.replace('"name": "Sell', '"name": "Sell<|>'), "Give", by_name)


RECORDS = """
--- /docs/adr/001-cards.md
# ADR-001: Sell cards

**Superseded by**: ADR-012, not by ADR-001

See [the next](012-gifts.md).
--- /docs/adr/012-gifts.md
# 12. Give
--- task.json
{"related_adrs": [{"id": "ADR-12"}, {"id": "012-gifts", "path": "docs/adr/012-gifts.md"}, {"id": "ADR-001"}]}
"""


@pytest.mark.parametrize("cursor", ["# 1<|>2. Give", '"ADR-1<|>2"', '"0<|>12-gifts"'])
@pytest.mark.parametrize("new", ["7", "007", "ADR-7"])
def test_the_number_of_a_record(tmp_path: Path, cursor: str, new: str) -> None:
    after = """
--- /docs/adr/001-cards.md
# ADR-001: Sell cards

**Superseded by**: ADR-007, not by ADR-001

See [the next](007-gifts.md).
--- /docs/adr/007-gifts.md
# 07. Give
--- task.json
{"related_adrs": [{"id": "ADR-07"}, {"id": "007-gifts", "path": "docs/adr/007-gifts.md"}, {"id": "ADR-001"}]}
"""
    check_renamed(tmp_path, RECORDS.replace(cursor.replace("<|>", ""), cursor), new, after)


def test_a_record_that_a_field_names_more_than_once(tmp_path: Path) -> None:
    before = """
--- /docs/adr/001-cards.md
# Sell cards

**Superseded by**: [ADR-12](012-gifts.md), as [ADR-012: Give](./012-gifts.md#why) says
--- /docs/adr/012-gifts.md
# 12. Give

**Related**: ADR-1, adr <|>012
"""
    after = before.replace("<|>", "").replace("12", "07")
    check_renamed(tmp_path, before, "7", after)


API = """
--- /.tmp/contracts/cards/cards-api/contract.json
{"openapi_spec_path": "openapi.yaml", "consumers": [{"name": "shop", "endpoints_used": ["GET  /cards/{number}", "/cards"]}]}
--- /.tmp/contracts/cards/cards-api/openapi.yaml
paths:
  /cards/{id}:
    get: {responses: {'200': {description: Fine}}}
    put:
      responses:
        '200': {$ref: '#/paths/~1cards~1%7Bid%7D/get/responses/200'}
  /cards: {}
"""


def test_an_endpoint_keeps_methods_and_parameters(tmp_path: Path) -> None:
    after = (
        API.replace("GET  /cards/{number}", "GET  /gifts/{number}")
        .replace("/cards/{id}:", "/gifts/{id}:")
        .replace("#/paths/~1cards~1", "#/paths/~1gifts~1")
    )
    check_renamed(tmp_path / "use", API.replace("GET  /cards/", "GET  /cards<|>/"), "/gifts/{number}", after)
    check_renamed(tmp_path / "definition", API.replace("/cards/{id}:", "/cards/{id<|>}:"), "/gifts/{id}", after)


def test_a_module_in_the_field_of_its_brief(tmp_path: Path) -> None:
    before = """
--- contexts.json
{"bounded_contexts": [{"name": "cards", "module": "@shop/cards"}, {"name": "mail", "module": "@shop/cards"}]}
--- module-briefs/cards.md
# cards

**Module**: `@shop/<|>cards`
"""
    check_renamed(
        tmp_path,
        before,
        "@shop/gifts",
        before.replace("@shop/<|>cards", "@shop/gifts").replace("@shop/cards", "@shop/gifts"),
    )


def test_a_module_that_no_document_defines(tmp_path: Path) -> None:
    before = '--- module-briefs/cards.md\n# cards\n\n**Module**: ca<|>rds\n--- task.json\n{"module": "cards"}\n'
    after = '--- module-briefs/cards.md\n# cards\n\n**Module**: gifts\n--- task.json\n{"module": "gifts"}\n'
    check_renamed(tmp_path, before, "gifts", after)


def test_a_name_that_nothing_defines(tmp_path: Path) -> None:
    before = '--- task.json\n{"release_slice": "mv<|>p"}\n--- /.tmp/tasks/b/task.yaml\nrelease_slice: "mvp"\n'
    check_renamed(tmp_path, before, "v1", before.replace("mv<|>p", "v1").replace("mvp", "v1"))


def test_the_same_name_changes_nothing(tmp_path: Path) -> None:
    for number, (cursor, same) in enumerate([('"seq": "<|>01"', "1"), ('"id": "<|>gift-cards"', "gift-cards")]):
        check_renamed(tmp_path / str(number), FEATURE.replace(cursor.replace("<|>", ""), cursor), same, FEATURE)
    check_renamed(tmp_path / "epic", EPIC.replace("e-1", "<|>e-1", 1), " e-1 ", EPIC)
    check_renamed(tmp_path / "record", RECORDS.replace("# 12", "# <|>12"), "ADR-012", RECORDS)
