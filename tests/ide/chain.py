"""The chain from contexts to tasks: one small workspace for each place where a document uses a name.

In each, `<|>` stands in the name where it is used, and « » encloses the name where it is defined.
"""

from __future__ import annotations

from typing import NamedTuple


class Link(NamedTuple):
    """One cross-reference of the chain."""

    place: str
    """The place that uses the name, and what is special about it."""
    files: str
    card: str
    """How the card of the entry begins."""
    label: str | None
    """The name as completion offers it; None where it offers none."""


CONTEXTS = """
--- contexts.json
{"bounded_contexts": [{"name": "«cards»", "type": "core", "module": "@shop/cards"}, {"name": "mail"}]}
"""
CONTEXTS_YAML = """
--- contexts.yaml
bounded_contexts:
  - name: «cards»
    type: core
"""
MODULES = """
--- contexts.yaml
bounded_contexts: [{name: cards, module: "«@shop/cards»"}]
"""
PERSONAS = '"personas": [{"id": "«buyer»", "name": "Buyer", "role": "Gives presents"}]'
JOURNEYS = '"journeys": [{"id": "«buy»", "name": "Buy a card", "steps": [{"action": "Choose an amount"}]}]'
SLICES = '"vertical_slices": [{"id": "«selling»", "name": "Selling"}]'
EPICS = '"epics": [{"id": "«e-1»", "name": "Sell cards", "priority": "high"}]'
STORIES = '"stories": [{"id": "«s-1»", "title": "Pay for a card", "story": "As a buyer I want to pay"}]'
STORY_MAP = "\n--- /.tmp/planning/shop/map.json\n"
STORY_MAP_YAML = "\n--- /.tmp/planning/shop/map.yaml\n"
BACKLOG = "\n--- /.tmp/planning/prioritized.json\n"
BACKLOG_YAML = "\n--- /.tmp/planning/shop/prioritized.yaml\n"
CONTRACT = "\n--- /.tmp/contracts/cards/cards-api/contract.json\n"
CONTRACT_YAML = "\n--- /.tmp/contracts/cards/cards-api/contract.yaml\n"
SERVICE = CONTRACT + '{"contract_id": "cards-api", "service_name": "«CardsAPI»", "version": "1.2.0"}'
PATHS = """
--- /.tmp/contracts/cards/cards-api/openapi.yaml
paths:
  «/cards/{id}»:
    get: {summary: Show a card}
"""
OPERATIONS = PATHS.replace("«/cards/{id}»", "/cards/{id}").replace("get", "«get»")
OPERATIONS_JSON = '--- /.tmp/contracts/cards/cards-api/openapi.json\n{"paths": {"/cards/{id}": {"«get»": {"summary": "Show a card"}}}}'
RECORD = """
--- /docs/adr/003-sell-cards.md
# «003. Sell cards»

**Status**: Accepted
"""

CONTEXT = "**cards** · core bounded context"
MODULE = "**@shop/cards** · module"
PERSONA = "**buyer** · Buyer · persona\n\nGives presents"
JOURNEY = "**buy** · Buy a card · journey\n\n1 step\n\n- Choose an amount"
SLICE = "**selling** · Selling · vertical slice"
EPIC = "**e-1** · Sell cards · epic, high priority"
STORY = "**s-1** · Pay for a card · story\n\nAs a buyer I want to pay"
SERVICE_CARD = "**CardsAPI** · contract, version 1.2.0"
RECORD_CARD = "**ADR-003** · Sell cards · ADR, Accepted"
OPERATION = "**GET /cards/{id}** · endpoint\n\nShow a card"

LINKS = [
    # tasks and subtasks
    Link("task bounded_context", '--- task.json\n{"bounded_context": "c<|>ards"}' + CONTEXTS, CONTEXT, "cards"),
    Link("task module", '--- task.json\n{"module": "@shop/c<|>ards"}' + MODULES, MODULE, "@shop/cards"),
    Link("subtask module", "--- subtask_01.yaml\nmodule: '@shop/<|>cards'" + MODULES, MODULE, "@shop/cards"),
    Link(
        "task slice", '--- task.json\n{"vertical_slice": "sel<|>ling"}' + STORY_MAP + f"{{{SLICES}}}", SLICE, "selling"
    ),
    Link(
        "task release_slice",
        '--- task.json\n{"release_slice": "Su<|>mmer"}'
        + BACKLOG
        + '{"release_recommendations": {"post_mvp_phases": [{"phase": "«Summer»", "theme": "Cards by post"}]}}',
        "**Summer** · release\n\nCards by post",
        "Summer",
    ),
    Link(
        "task contract", '--- task.json\n{"contracts": [{"name": "Ca<|>rdsAPI"}]}' + SERVICE, SERVICE_CARD, "CardsAPI"
    ),
    Link(
        "subtask contract by its id",
        "--- subtask_01.yaml\ncontracts:\n  - name: cards-<|>api\n"
        + SERVICE.replace("«CardsAPI»", "CardsAPI").replace('cards-api"', '«cards-api»"'),
        SERVICE_CARD,
        "CardsAPI",
    ),
    Link("task ADR", '--- task.json\n{"related_adrs": [{"id": "ADR-<|>003"}]}' + RECORD, RECORD_CARD, "ADR-003"),
    Link(
        "subtask ADR by its number", '--- subtask_01.yaml\nrelated_adrs: [{id: "0<|>03"}]' + RECORD, RECORD_CARD, None
    ),
    Link("endpoint that is delivered", '{"deliverables": ["GET /cards<|>/{id}"]}' + OPERATIONS, OPERATION, None),
    # contexts
    Link(
        "upstream",
        CONTEXTS.rstrip().removesuffix("}") + ', "context_relationships": [{"upstream": "<|>cards"}]}',
        CONTEXT,
        "cards",
    ),
    Link("downstream", CONTEXTS_YAML + 'context_relationships:\n  - downstream: "ca<|>rds"\n', CONTEXT, "cards"),
    Link(
        "root of an aggregate",
        "--- contexts.json\n"
        '{"bounded_contexts": [{"name": "a", "aggregates": [{"root": "Ca<|>rd", "entities": ["Line", "«Card»"]}]}]}',
        "**Card** · entity",
        "Card",
    ),
    Link("title of a module brief", "--- module-briefs/cards.md\n# About <|>cards\n" + CONTEXTS, CONTEXT, None),
    Link(
        "module of a brief",
        "--- module-briefs/cards.md\n# Cards\n\n- **Module**: `@shop/c<|>ards`\n" + MODULES,
        MODULE,
        "@shop/cards",
    ),
    # Markdown
    Link(
        "record that another supersedes",
        "--- /docs/adr/004-give-cards.md\n# 4. Give cards\n\n**Supersedes**: ADR-001, ADR-0<|>03 in part\n" + RECORD,
        RECORD_CARD,
        "ADR-003",
    ),
    Link(
        "record in a status",
        "--- /docs/adr/002-post-cards.md\n# 2. Post cards\n\n## Status\n\nSuperseded by [ADR-003<|>](003-sell-cards.md)\n"
        + RECORD,
        RECORD_CARD,
        "ADR-003",
    ),
    Link(
        "record in a report",
        "--- /.tmp/validation/shop-report.md\n# Report\n\n**Decided in**: adr <|>003\n" + RECORD,
        RECORD_CARD,
        None,
    ),
    # story maps
    Link(
        "primary use case",
        STORY_MAP + f'{{"personas": [{{"id": "p", "primary_use_cases": ["<|>buy"]}}], {JOURNEYS}}}',
        JOURNEY,
        "buy",
    ),
    Link(
        "persona of a journey",
        STORY_MAP + f'{{{PERSONAS}, "journeys": [{{"id": "j", "persona": "bu<|>yer"}}]}}',
        PERSONA,
        "buyer",
    ),
    Link(
        "journey of a slice",
        STORY_MAP + f'{{{JOURNEYS}, "vertical_slices": [{{"id": "v", "journeys": ["bu<|>y"]}}]}}',
        JOURNEY,
        "buy",
    ),
    Link(
        "context of a slice",
        STORY_MAP_YAML + "vertical_slices:\n- id: v\n  bounded_contexts: [mail, car<|>ds]\n" + CONTEXTS,
        CONTEXT,
        "cards",
    ),
    Link(
        "dependency of a slice",
        STORY_MAP_YAML + "vertical_slices:\n- id: «sel»\n- id: v\n  dependencies:\n  - se<|>l\n",
        "**sel** · vertical slice",
        "sel",
    ),
    Link("journey of an epic", STORY_MAP + f'{{{JOURNEYS}, "epics": [{{"journeys": ["bu<|>y"]}}]}}', JOURNEY, "buy"),
    Link(
        "slice of an epic",
        STORY_MAP + f'{{{SLICES}, "epics": [{{"id": "e", "vertical_slices": ["<|>selling"]}}]}}',
        SLICE,
        "selling",
    ),
    Link(
        "context of an epic",
        STORY_MAP + '{"epics": [{"bounded_contexts": ["<|>cards"]}]}' + CONTEXTS_YAML,
        CONTEXT,
        "cards",
    ),
    Link("epic of a story", STORY_MAP + f'{{{EPICS}, "stories": [{{"id": "s", "epic": "e<|>-1"}}]}}', EPIC, "e-1"),
    Link("context of a story", STORY_MAP_YAML + "stories:\n- bounded_context: card<|>s" + CONTEXTS, CONTEXT, "cards"),
    Link(
        "dependency of a story",
        STORY_MAP + '{"stories": [{"id": "«s-1»"}, {"id": "s-2", "dependencies": ["s-<|>1"]}]}',
        "**s-1** · story",
        "s-1",
    ),
    Link(
        "context in the mapping",
        STORY_MAP + '{"bounded_context_mapping": {"ca<|>rds": {}}}' + CONTEXTS,
        CONTEXT,
        "cards",
    ),
    Link(
        "context in the mapping in YAML",
        STORY_MAP_YAML + "bounded_context_mapping:\n  ca<|>rds:\n    stories: []\n" + CONTEXTS,
        CONTEXT,
        "cards",
    ),
    Link(
        "story in the mapping",
        STORY_MAP + f'{{{STORIES}, "bounded_context_mapping": {{"cards": {{"stories": ["s<|>-1"]}}}}}}',
        STORY,
        "s-1",
    ),
    Link(
        "epic in the mapping",
        STORY_MAP + f'{{{EPICS}, "bounded_context_mapping": {{"cards": {{"epics": ["<|>e-1"]}}}}}}',
        EPIC,
        "e-1",
    ),
    Link(
        "slice in the mapping",
        STORY_MAP + f'{{{SLICES}, "bounded_context_mapping": {{"cards": {{"vertical_slices": ["<|>selling"]}}}}}}',
        SLICE,
        "selling",
    ),
    # backlogs
    Link(
        "story of the MVP",
        BACKLOG + '{"mvp_features": [{"id": "s<|>-1"}]}' + STORY_MAP + f"{{{STORIES}}}",
        STORY,
        "s-1",
    ),
    Link(
        "epic of an item", BACKLOG_YAML + "mvp_features: [{epic: <|>e-1}]\n" + STORY_MAP + f"{{{EPICS}}}", EPIC, "e-1"
    ),
    Link(
        "epic of an item by its name",
        BACKLOG
        + '{"mvp_features": [{"epic": "Sell ca<|>rds"}], "post_mvp_features": [{"epic": "Sell cards"}]}'
        + STORY_MAP
        + f"{{{EPICS}}}".replace("«e-1»", "e-1").replace("Sell cards", "«Sell cards»"),
        EPIC,
        "Sell cards",
    ),
    Link(
        "dependency of an item",
        BACKLOG + '{"post_mvp_features": [{"id": "s-2", "dependencies": ["<|>s-1"]}]}' + STORY_MAP + f"{{{STORIES}}}",
        STORY,
        "s-1",
    ),
    Link(
        "story of a phase",
        BACKLOG
        + '{"release_recommendations": {"post_mvp_phases": [{"phase": "2", "features": ["s-<|>1"]}]}}'
        + STORY_MAP
        + f"{{{STORIES}}}",
        STORY,
        "s-1",
    ),
    # contracts
    Link("context of a contract", CONTRACT + '{"bounded_context": "c<|>ards"}' + CONTEXTS, CONTEXT, "cards"),
    Link(
        "endpoint",
        CONTRACT
        + '{"openapi_spec_path": "openapi.yaml", "consumers": [{"endpoints_used": ["/cards<|>/{id}"]}]}'
        + PATHS,
        "**/cards/{id}** · endpoint\n\n- `GET` Show a card",
        "/cards/{id}",
    ),
    Link(
        "operation",
        CONTRACT_YAML
        + "openapi_spec_path: openapi.json\nconsumers:\n  - endpoints_used:\n    - GET /cards<|>/{id}\n"
        + OPERATIONS_JSON,
        OPERATION,
        "GET /cards/{id}",
    ),
    Link(
        "tested consumer",
        CONTRACT
        + '{"consumers": [{"name": "«shop»", "type": "web"}],\n'
        + ' "testing_strategy": {"consumer_tests": [{"consumer": "<|>shop"}]}}',
        "**shop** · consumer\n\nType: web",
        "shop",
    ),
    Link(
        "verified provider",
        CONTRACT_YAML
        + "providers: [{name: «cards», technology: Go}]\n"
        + "testing_strategy: {provider_verification: {provider: ca<|>rds}}\n",
        "**cards** · provider\n\nTechnology: Go",
        "cards",
    ),
    # names that are hard to write
    Link(
        "name with quotation marks",
        '--- task.json\n{"bounded_context": "the \\"<|>gift\\" cards"}\n'
        '--- contexts.json\n{"bounded_contexts": [{"name": "«the \\"gift\\" cards»"}]}',
        '**the "gift" cards** · bounded context',
        'the "gift" cards',
    ),
    Link(
        "name with an apostrophe in YAML",
        "--- subtask_01.yaml\nbounded_context: 'buyer''s <|>cards'\n"
        "--- contexts.yaml\nbounded_contexts:\n  - name: «buyer's cards»\n",
        "**buyer's cards** · bounded context",
        "buyer's cards",
    ),
    Link(
        "name outside of ASCII",
        '--- task.json\n{"bounded_context": "gr\\u00f6<|>ßen 😀"}\n'
        '--- contexts.yaml\nbounded_contexts: [{name: "«gr\\xF6ßen 😀»"}]\n',
        "**größen 😀** · bounded context",
        "größen 😀",
    ),
]
