"""Whole documents for empty files: nothing is wrong with them but what asks to be filled in."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from callsheet.rules.engine import Checker
from tests.ide.completion_checks import applied, check_complete, check_described, check_snippet, completions, labelled
from tests.workspaces import FEATURE_FOLDER, read_fixture

FILES = """
--- task.json
{"id": "gift-cards", "name": "Gift cards", "status": "active", "objective": "Pay with cards",
 "created_at": "2026-01-05T09:00:00Z", "subtask_count": 2, "completed_count": 0}
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": "Model", "status": "pending", "suggested_agent": "CoderAgent",
 "context_files": ["docs/a.md", {"path": "docs/b.md"}], "acceptance_criteria": ["It fits"], "deliverables": ["src/a.ts"]}
--- /docs/a.md
# A
--- /docs/b.md
# B
"""

KINDS = {
    "/.tmp/tasks/new-feature/task": "New task",
    "subtask_02": "New subtask 02",
    "contexts": "New contexts",
    "/.tmp/planning/gift-cards/map": "New story map",
    "/.tmp/planning/prioritized": "New backlog",
    "/.tmp/contracts/sales/order-api/contract": "New contract",
    "/.tmp/contracts/sales/order-api/contract.openapi": "New OpenAPI document",
}
MARKDOWN_KINDS = {
    "/docs/adr/004-use-events.md": "New decision record 004",
    "module-briefs/sales.md": "New module brief",
    "/.tmp/validation/gift-cards-report.md": "New validation report",
    "/docs/retrospectives/gift-cards.md": "New retrospective",
}
TO_BE_FILLED = {"no-acceptance-criteria", "no-deliverables"}
"""The findings that ask the author to fill the document."""

PLACES = [
    *((f"{name}.{ending}", label) for name, label in KINDS.items() for ending in ("json", "yaml")),
    *MARKDOWN_KINDS.items(),
]


def rules_of(name: str, text: str) -> set[str]:
    """The rules that find something in a file of the workspace."""
    path = name[1:] if name.startswith("/") else f"{FEATURE_FOLDER}/{name}"
    with TemporaryDirectory() as folder:
        snapshot = read_fixture(f"{FILES}--- {name}\n{text}").snapshot(Path(folder))
        return {finding.rule for finding in Checker().findings(snapshot, path)}


@pytest.mark.parametrize(("name", "label"), PLACES)
@pytest.mark.parametrize("blank", ["<|>", "\n<|>\n", "<|>\r\n", "\ufeff<|>", "new<|>"])
def test_nothing_is_wrong_with_a_new_document(name: str, label: str, blank: str) -> None:
    items, text = completions(f"{FILES}--- {name}\n{blank}")
    assert items[0].label == label
    changed = applied(text, items[0])
    assert rules_of(name, changed) <= TO_BE_FILLED
    assert changed.endswith("\n")


@pytest.mark.parametrize(("name", "label"), PLACES)
def test_it_has_places_to_fill_where_the_editor_knows_of_them(name: str, label: str) -> None:
    item = labelled(completions(f"{FILES}--- {name}\n<|>")[0], label)
    assert item.snippet
    assert "$1" in item.snippet or "${1:" in item.snippet


def test_a_subtask_is_like_its_siblings() -> None:
    check_snippet(
        f"{FILES}--- subtask_02.yaml\n<|>",
        "New subtask 02",
        """id: gift-cards-02
seq: "02"
title: ${1:Subtask 02}
status: pending
depends_on: []
parallel: false
context_files:
  - docs/a.md
  - docs/b.md
acceptance_criteria:
  - $2
deliverables:
  - $3
suggested_agent: ${4:CoderAgent}
""",
    )


def test_a_record_takes_its_title_from_its_name() -> None:
    item = completions("--- /docs/adr/004-use-events.md\n<|>")[0][0]
    assert item.new_text.startswith("# 004. Use events\n\n**Status**: Proposed\n\n**Date**: 2026-03-01\n\n## Context\n")


def test_a_brief_knows_its_context() -> None:
    contexts = (
        '--- contexts.json\n{"bounded_contexts": [{"name": "sales", "type": "supporting", "module": "@app/sales"}]}\n'
    )
    item = completions(f"{contexts}--- module-briefs/sales.md\n<|>")[0][0]
    assert item.new_text.startswith("# sales\n\n**Module**: `@app/sales`\n\n**Type**: supporting\n")


def test_contract_and_openapi_document_know_each_other() -> None:
    folder = "/.tmp/contracts/sales/order-api"
    openapi = f"--- {folder}/openapi.yaml\nopenapi: 3.1.0\ninfo: {{title: a, version: 2.0.0}}\npaths: {{}}\n"
    item = completions(f"{openapi}--- {folder}/contract.yaml\n<|>")[0][0]
    assert "openapi_spec_path: openapi.yaml\n" in item.new_text
    contract = (
        f'--- {folder}/contract.json\n{{"contract_id": "order-api", "version": "2.1.0", "service_name": "OrderAPI"}}\n'
    )
    item = completions(f"{contract}--- {folder}/openapi.yaml\n<|>")[0][0]
    assert "title: OrderAPI\n" in item.new_text
    assert "version: 2.1.0\n" in item.new_text


def test_not_where_something_is_written() -> None:
    assert not completions("--- /docs/adr/004-use-events.md\n# Events\n<|>")[0]
    check_complete("--- subtask_02.json\n{<|>}", "id", "seq", "title", rest=True)
    check_complete("--- subtask_02.yaml\nid: x\n<|>", "seq", "title", rest=True)


def test_a_file_shows_its_beginning() -> None:
    fixture = FILES + '--- subtask_02.json\n{"context_files": ["docs/<|>"]}'
    check_described(fixture, "docs/a.md", "1  # A")


TEAM_KINDS = {name: label for name, label in KINDS.items() if not name.endswith("openapi")}


@pytest.mark.parametrize("ending", ["json", "yaml"])
@pytest.mark.parametrize("name", TEAM_KINDS)
def test_a_new_document_has_what_the_team_requires(name: str, ending: str) -> None:
    kinds = ("task", "subtask", "contexts", "story-map", "backlog", "contract")
    settings = "".join(f'{kind} = "ours.json"\n' for kind in kinds)
    fields = '"ticket": {"pattern": "^T-", "examples": ["T-1"]}, "size": {"enum": [1, 2]}, "who": {"minLength": 3}'
    schema = f'{{"required": ["ticket", "size", "who"], "properties": {{{fields}}}}}'
    team = f"{FILES}--- /callsheet.toml\n[schemas]\n{settings}--- /ours.json\n{schema}\n"
    items, text = completions(f"{team}--- {name}.{ending}\n<|>")
    path = f"{name}.{ending}".removeprefix("/") if name.startswith("/") else f"{FEATURE_FOLDER}/{name}.{ending}"
    with TemporaryDirectory() as folder:
        snapshot = read_fixture(f"{team}--- {name}.{ending}\n{applied(text, items[0])}").snapshot(Path(folder))
        assert {finding.rule for finding in Checker().findings(snapshot, path)} <= TO_BE_FILLED
