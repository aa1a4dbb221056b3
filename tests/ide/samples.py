"""Planning artifacts to type in and to break, by path; each uses the names that it and the others define."""

from __future__ import annotations

CONTEXTS = """{
  "feature": "gift-cards",
  "bounded_contexts": [
    {"name": "cards", "type": "core", "module": "@shop/cards", "aggregates": [{"root": "Card", "entities": ["Card"]}]},
    {"name": "the \\"mail\\" 😀"}
  ],
  "context_relationships": [{"upstream": "cards", "downstream": "the \\"mail\\" 😀"}]
}
"""
STORY_MAP = """feature: gift-cards
personas:
- {id: buyer, primary_use_cases: [buy]}
journeys:
  - id: buy
    persona: "buyer"
vertical_slices:
  - id: v-1
  - id: v-2
    journeys: [buy]
    bounded_contexts: ['cards']
    dependencies:
    - v-1
epics:
  - id: e-1
    name: It's an epic
stories:
  - id: s-1
    epic: e-1
    bounded_context: cards
  - id: s-2
    dependencies: [s-1, ]
bounded_context_mapping:
  cards:
    stories: [s-1]
  'the "mail" 😀': {epics: []}
"""
BACKLOG = """{"mvp_features": [{"id": "s-1", "epic": "It's an epic", "combined_rank": 1, "dependencies": []}],
"post_mvp_features": [{"id": "s-2", "dependencies": ["s-1"]}],
"release_recommendations": {"post_mvp_phases": [{"phase": "2", "features": ["s-2"]}]}}
"""
CONTRACT = """{
  "contract_id": "cards-api",
  "service_name": "CardsAPI",
  "bounded_context": "cards",
  "openapi_spec_path": "openapi.yaml",
  "consumers": [{"name": "shop", "endpoints_used": ["/cards/{id}", "GET /cards/{id}"]}],
  "providers": [{"name": "p", "implementation_path": "src/model.ts"}],
  "testing_strategy": {"consumer_tests": [{"consumer": "shop"}], "provider_verification": {"provider": "p"}}
}
"""
OPENAPI = """openapi: 3.1.0
paths:
  /cards/{id}:
    get:
      responses:
        '200': {$ref: '#/components/responses/Fine'}
        "404":
          $ref: "parts.json#/components/responses/Missing"
components:
  responses:
    Fine: {description: ok}
  schemas:
    Card: &card
      type: object
    Cards: {items: *card}
"""
PARTS = '{"components": {"responses": {"Missing": {"description": "Not there"}}}}\n'
RECORD = """# 001. Sell cards

**Status**: Accepted
- **Date:** 2026-03-02
- **Supersedes**: ADR-001 and [ADR-2](002-no.md)

## Decision

Cards.
"""
BRIEF = "# About cards\n\nOwner: nobody\n**Module**: `@shop/cards`\n"
TASK = """{
  "bounded_context": "cards", "module": "@shop/cards", "vertical_slice": "v-1", "release_slice": "2",
  "contracts": [{"type": "api", "name": "CardsAPI", "path": "src/model.ts"}],
  "related_adrs": [{"id": "ADR-001", "path": "docs/adr/001-sell-cards.md"}]
}
"""

SAMPLES = {
    ".tmp/tasks/gift-cards/contexts.json": CONTEXTS,
    ".tmp/planning/gift-cards/map.yaml": STORY_MAP,
    ".tmp/planning/prioritized.json": BACKLOG,
    ".tmp/contracts/cards/cards-api/contract.json": CONTRACT,
    ".tmp/contracts/cards/cards-api/openapi.yaml": OPENAPI,
    "docs/adr/001-sell-cards.md": RECORD,
    ".tmp/tasks/gift-cards/module-briefs/cards.md": BRIEF,
    ".tmp/tasks/gift-cards/task.json": TASK,
}
OTHERS = {".tmp/contracts/cards/cards-api/parts.json": PARTS, "src/model.ts": "one\n"}
