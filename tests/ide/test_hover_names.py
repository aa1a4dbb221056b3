"""What cards say of the entries that names stand for, and hovers over `$ref`s."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.ide.hover import hover
from tests.workspaces import read_fixture


def check_card(root: Path, text: str, expected: str) -> None:
    """The hover at the cursor of a fixture is this, but for the blanks that break lines."""
    fixture = read_fixture(text)
    assert fixture.cursor is not None
    found = hover(fixture.snapshot(root), *fixture.cursor)
    assert found is not None
    shown = "\n".join(line.rstrip() for line in found.markdown.split("\n"))
    assert shown == expected.strip("\n"), shown


def test_a_context(tmp_path: Path) -> None:
    check_card(
        tmp_path,
        """
--- task.json
{"bounded_context": "ca<|>rds", "module": "@shop/cards"}
--- contexts.json
{"bounded_contexts": [{
  "name": "cards", "type": "core", "description": "Cards *and* what is left on them", "module": "@shop/cards",
  "capabilities": ["Sell a card", "Use a card"]
}]}
""",
        """
**cards** · core bounded context

Cards \\*and\\* what is left on them

Module: `@shop/cards`
Capabilities: Sell a card and Use a card

Defined in `.tmp/tasks/gift-cards/contexts.json` · used in 1 place
""",
    )


STORIES = """
--- /.tmp/planning/gift-cards/map.json
{"stories": [
  {"id": "s-1"},
  {"id": "<|>s-2", "title": "Pay", "story": "As a buyer I want to pay", "epic": "e-1", "bounded_context": "cards",
   "dependencies": ["s-1"], "acceptance_criteria": ["a", "b"]}
]}
"""
STORY_CARD = """
**s-2** · Pay · story

As a buyer I want to pay

Epic: e-1
Bounded context: cards
Depends on: s-1
2 acceptance criteria{rank}

Defined in `.tmp/planning/gift-cards/map.json` · {used}
"""


def test_a_story(tmp_path: Path) -> None:
    check_card(tmp_path, STORIES, STORY_CARD.format(rank="", used="not used"))


@pytest.mark.parametrize(
    ("backlog", "rank"),
    [
        ('{"mvp_features": [{"id": "s-2", "combined_rank": 3}]}', "Rank 3, in the MVP"),
        ('{"post_mvp_features": [{"id": "s-2", "combined_rank": "x"}]}', "Planned after the MVP"),
        ('{"mvp_features": [{"id": "s-2", "combined_rank": true}]}', "Planned in the MVP"),
    ],
)
def test_the_rank_of_a_story(tmp_path: Path, backlog: str, rank: str) -> None:
    files = f"{STORIES}--- /.tmp/planning/prioritized.json\n{backlog}"
    check_card(tmp_path, files, STORY_CARD.format(rank=f"\n{rank}", used="used in 1 place"))


def test_a_journey_of_many_steps(tmp_path: Path) -> None:
    check_card(
        tmp_path,
        """
--- /.tmp/planning/gift-cards/map.yaml
journeys:
  - id: bu<|>y
    persona: buyer
    steps: [{action: Choose}, {action: Pay}, Wait, {action: Give}, {action: Spend}]
""",
        """
**buy** · journey

Persona: buyer
5 steps

- Choose
- Pay
- Wait
- … and 2 more steps

Defined in `.tmp/planning/gift-cards/map.yaml` · not used
""",
    )


def test_an_operation_with_its_responses(tmp_path: Path) -> None:
    check_card(
        tmp_path,
        """
--- /.tmp/contracts/a/b/contract.json
{"openapi_spec_path": "openapi.yaml", "consumers": [{"endpoints_used": ["POST /<|>cards", "/cards"]}]}
--- /.tmp/contracts/a/b/openapi.yaml
paths:
  /cards:
    post:
      summary: Sell a card
      responses:
        "201": {description: It is sold}
        "400": {$ref: "#/components/responses/BadRequest"}
        default: 7
""",
        """
**POST /cards** · endpoint

Sell a card

- `201` It is sold
- `400` BadRequest
- `default`

Defined in `.tmp/contracts/a/b/openapi.yaml` · used in 1 place
""",
    )


def test_a_contract(tmp_path: Path) -> None:
    check_card(
        tmp_path,
        """
--- task.json
{"contracts": [{"name": "cards<|>-api"}]}
--- /.tmp/contracts/cards/cards-api/contract.json
{"contract_id": "cards-api", "service_name": "CardsAPI", "version": "1.0.0", "bounded_context": "cards",
 "openapi_spec_path": "api.yaml", "consumers": [{"name": "shop"}, 7, {"name": "desk"}]}
""",
        """
**CardsAPI** · contract, version 1.0.0

Service: CardsAPI
Bounded context: cards
OpenAPI document: `api.yaml`
Consumers: shop and desk

Defined in `.tmp/contracts/cards/cards-api/contract.json` · used in 1 place
""",
    )


def test_a_record(tmp_path: Path) -> None:
    check_card(
        tmp_path,
        """
--- /docs/adr/001-sell-cards.md
# ADR-001: Sell <|>cards

**Status**: Superseded
**Date**: 2026-03-02
""",
        """
**ADR-001** · Sell cards · ADR, Superseded

Date: 2026-03-02

Defined in `docs/adr/001-sell-cards.md` · not used
""",
    )


def test_a_field_is_explained_where_the_name_is_unknown(tmp_path: Path) -> None:
    fixture = read_fixture('{"bounded_context": "ca<|>rds"}')
    assert fixture.cursor is not None
    found = hover(fixture.snapshot(tmp_path), *fixture.cursor)
    assert found is not None
    assert found.markdown.startswith("**`bounded_context`** · string")


def test_a_component(tmp_path: Path) -> None:
    check_card(
        tmp_path,
        """
--- /.tmp/contracts/a/b/openapi.yaml
components:
  schemas:
    Cards: {items: {$ref: 'parts.yaml#/components/schemas/<|>Card'}}
--- /.tmp/contracts/a/b/parts.yaml
components:
  schemas:
    Card:
      description: A gift card
      type: object

    Other: {}
""",
        """
`.tmp/contracts/a/b/parts.yaml#/components/schemas/Card`

A gift card

```yaml
3      Card:
4        description: A gift card
5        type: object
```
""",
    )


def test_a_component_that_does_not_exist(tmp_path: Path) -> None:
    check_card(
        tmp_path,
        """
--- /.tmp/contracts/a/b/openapi.json
{"components": {"schemas": {"A": {"$ref": "#/components/schemas/<|>B"}}}}
""",
        """
`.tmp/contracts/a/b/openapi.json#/components/schemas/B`

There is nothing of that name.
""",
    )


def test_a_long_component_is_cut_off(tmp_path: Path) -> None:
    members = "".join(f"      - p{number}\n" for number in range(40))
    fixture = read_fixture(
        "--- /.tmp/contracts/a/b/openapi.yaml\ncomponents:\n  schemas:\n    A: {$ref: '#/components/schemas/<|>B'}\n"
        f"    B:\n      enum:\n{members}"
    )
    assert fixture.cursor is not None
    found = hover(fixture.snapshot(tmp_path), *fixture.cursor)
    assert found is not None
    assert "p22\n```\n\n*… 17 more lines, to 45*" in found.markdown


def test_a_file_that_a_contract_names_and_a_subtask_makes(tmp_path: Path) -> None:
    fixture = read_fixture(
        """
--- /.tmp/contracts/a/b/contract.json
{"providers": [{"name": "p", "implementation_path": "src/<|>a.ts"}]}
--- subtask_01.json
{"seq": "01", "title": "Model", "status": "pending", "deliverables": ["src/a.ts"]}
"""
    )
    assert fixture.cursor is not None
    found = hover(fixture.snapshot(tmp_path), *fixture.cursor)
    assert found is not None
    assert found.markdown == "`src/a.ts` · does not exist\n\nMade by 01 · Model of gift-cards (pending)"
