"""The outline of planning artifacts."""

from __future__ import annotations

from pathlib import Path

from tests.ide.outline_checks import check_outline


def test_contexts(tmp_path: Path) -> None:
    check_outline(
        tmp_path,
        """
--- contexts.json
{"bounded_contexts": [{"name": "cards", "type": "core", "module": "@shop/cards",
   "aggregates": [{"name": "Card", "root": "GiftCard", "entities": ["GiftCard"], "invariants": ["It is worth something"]}],
   "domain_events": [{"name": "CardSold", "description": "Somebody paid"}]}],
 "context_relationships": [
   {"upstream": "cards", "downstream": "mail", "relationship_type": "conformist"}, {"downstream": "post"}],
 "ubiquitous_language": {"Card": "A present"}}
""",
        """
array bounded_contexts: 1
  namespace cards: core · @shop/cards
    array aggregates: 1
      class Card: GiftCard
        array entities: 1
          class GiftCard
        array invariants: 1
          string It is worth something
    array domain_events: 1
      event CardSold: Somebody paid
array context_relationships: 2
  interface cards → mail: conformist
  interface post
array ubiquitous_language: 1
  constant Card: A present
""",
    )


def test_story_map(tmp_path: Path) -> None:
    check_outline(
        tmp_path,
        """
--- /.tmp/planning/shop/map.yaml
feature: shop
«personas»:
  - id: «buyer»
    name: Buyer
«journeys»:
  - id: «buy»
    name: Buy a card
    «steps»: [{action: «Choose»}]
«vertical_slices»: [{id: «v-1», name: Selling}]
«epics»: [{name: Sell cards, id: «e-1», priority: high}]
«stories»:
- id: «s-1»
  title: Pay
  «acceptance_criteria»:
  - «The card is paid»
- «{»title: ''}
«bounded_context_mapping»:
  «cards»:
    stories: [s-1]
""",
        """
array personas: 1
  class buyer: Buyer
array journeys: 1
  function buy: Buy a card
    array steps: 1
      string Choose
array vertical_slices: 1
  struct v-1: Selling
array epics: 1
  package e-1: Sell cards · high
array stories: 2
  method s-1: Pay
    array acceptance_criteria: 1
      string The card is paid
  method #2
array bounded_context_mapping: 1
  namespace cards
""",
    )


def test_backlog(tmp_path: Path) -> None:
    check_outline(
        tmp_path,
        """
--- /.tmp/planning/prioritized.json
{"mvp_features": [{"id": "s-1", "title": "Pay", "wsjf_score": {"score": 7}}],
 "release_recommendations": {"mvp_scope": "All", "post_mvp_phases": [{"phase": "Summer", "theme": "Post"}]}}
""",
        """
array mvp_features: 1
  method s-1: Pay
    constant wsjf_score: 7
array release_recommendations
  array post_mvp_phases: 1
    constant Summer: Post
""",
    )


def test_contract(tmp_path: Path) -> None:
    check_outline(
        tmp_path,
        """
--- /.tmp/contracts/cards/cards-api/contract.json
{"contract_id": "cards-api", "service_name": "CardsAPI", "version": "1.0.0",
 "consumers": [{"name": "shop", "type": "web", "endpoints_used": ["GET /cards"]}],
 "testing_strategy": {"approach": "consumer-driven", "consumer_tests": [{"consumer": "shop", "test_path": "a.ts"}]}}
""",
        """
interface CardsAPI: 1.0.0
  array consumers: 1
    field shop: web
      array endpoints_used: 1
        method GET /cards
  array testing_strategy: consumer-driven
    array consumer_tests: 1
      file a.ts: shop
""",
    )


def test_openapi(tmp_path: Path) -> None:
    check_outline(
        tmp_path,
        """
--- /.tmp/contracts/cards/cards-api/openapi.yaml
openapi: 3.1.0
info: {title: «Cards», version: 1.0.0}
«paths»:
  «/cards/{id}»:
    parameters: []
    «get»: {operationId: getCard, summary: Show a card}
«components»:
  «responses»:
    «Fine»: {description: ok}
  «schemas»:
    «Card»:
      type: object
      «properties»:
        «id»: {type: string}
""",
        """
interface Cards: 1.0.0
array paths: 1
  namespace /cards/{id}
    method get: getCard · Show a card
array components
  array responses: 1
    interface Fine: ok
  array schemas: 1
    class Card: object
      array properties: 1
        property id: string
""",
    )
