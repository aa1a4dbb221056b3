"""What the files of a changing workspace can say: texts that have something to say about one another."""

from __future__ import annotations

CARDS, VOUCHERS, ARCHIVED = ".tmp/tasks/cards", ".tmp/tasks/vouchers", ".tmp/tasks/completed/old"
CONTRACT, OPENAPI, NAMED = (
    ".tmp/contracts/cards/api/contract.json",
    ".tmp/contracts/cards/api/openapi.yaml",
    "api/api.yaml",
)
PLANNING_TEXTS = {
    f"{CARDS}/contexts.json": [
        '{"feature": "cards", "bounded_contexts": [{"name": "cards"}, {"name": "vouchers"}]}',
        '{"feature": "card", "bounded_contexts": [{"name": "cards"}, {"name": "cards"}]}',
        '{"feature": "cards", "bounded_contexts": [{"name": "sales"}], "context_relationships": [{"upstream": "sales", "downstream": "card"}]}',
        '{"feature": "cards", "bounded_contexts": [{"name": "cards" "module": 1}]}',
    ],
    ".tmp/planning/cards/map.json": [
        '{"feature": "cards", "epics": [{"id": "e", "name": "Sell"}], "stories": [{"id": "s-1", "epic": "e", "bounded_context": "cards"}, {"id": "s-2", "dependencies": ["s-1"]}]}',
        '{"feature": "cards", "epics": [], "stories": [{"id": "s-1", "dependencies": ["s-2"]}, {"id": "s-2", "dependencies": ["s-1"]}]}',
        '{"feature": "cards", "stories": [{"id": "s-1", "bounded_context": "cards"}], "bounded_context_mapping": {"sales": {"stories": ["s-1"]}}}',
    ],
    ".tmp/planning/prioritized.yaml": [
        "mvp_features:\n  - id: s-1\n    combined_rank: 1\npost_mvp_features:\n  - id: s-2\n    combined_rank: 3\n",
        "mvp_features:\n  - id: s-2\n    epic: Sell\n    dependencies: [s-1]\npost_mvp_features:\n  - id: s-1\n",
    ],
    CONTRACT: [
        '{"contract_id": "api", "version": "1.0.0", "bounded_context": "cards", "service_name": "CardsAPI", "openapi_spec_path": "openapi.yaml", "consumers": [{"name": "shop", "endpoints_used": ["/cards", "/vouchers"]}]}',
        '{"contract_id": "api", "version": "1.1.0", "bounded_context": "sales", "service_name": "CardsAPI", "openapi_spec_path": "../../../../api/api.yaml", "providers": [{"name": "p", "implementation_path": "src/card.ts"}]}',
    ],
    OPENAPI: [
        "openapi: 3.0.3\ninfo: {title: Cards, version: 1.0.0}\npaths:\n  /cards:\n    get:\n      responses: {'200': {description: fine}}\n",
        "openapi: 3.0.3\ninfo: {title: Cards}\npaths:\n  /vouchers:\n    $ref: '../../../../api/api.yaml#/paths/~1cards'\n",
        "openapi: 3.0.3\ninfo: {title: Cards\n",
    ],
    NAMED: [
        "openapi: 3.1.0\ninfo: {title: Cards, version: 1.0.0}\npaths: {/cards: {}}\n",
        "openapi: 3.1.0\ninfo: {title: Cards, version: 1.1.0}\npaths: {}\n",
    ],
    "docs/adr/001-a.md": ["# 001. Sell cards\n\n**Status**: Accepted\n", "# 002. Sell cards\n", ""],
    f"{CARDS}/module-briefs/sales.md": ["# Sales\n", "no heading\n"],
}
"""Texts that have something to say about one another, by path."""

ELSEWHERE = "work/cards"
"""Where the feature lies by another configuration."""

CONFIGURATION, SCHEMA = "callsheet.toml", "schemas/own.json"
SETTING_TEXTS = {
    CONFIGURATION: [
        "",
        '[rules]\nmissing-field = "hint"\nbroken-reference = "off"\n',
        f'ignore = ["{CARDS}/**", "docs/**"]\n[rules]\nmising-field = "off"\n',
        '[patterns]\ntask = ["work/{feature}/task"]\ncontract = ["work/**/contract"]\n',
        '[patterns]\ntask = ["work/{feature}/task", ".tmp/tasks/{feature}/task.json"]\n',
        f'[schemas]\nsubtask = "{SCHEMA}"\n',
        f'[schemas]\nsubtask = "{SCHEMA}"\ncontract = "docs/a.md"\n[context]\nroots = ["docs/deep"]\n',
    ],
    SCHEMA: [
        '{"properties": {"ticket": {"type": "string"}}, "required": ["ticket"]}',
        '{"properties": {"status": {"enum": ["pending"]}}}',
    ],
}
"""Texts that decide what is looked at, and how, by path."""

PATHS = [
    *PLANNING_TEXTS,
    *SETTING_TEXTS,
    f"{ELSEWHERE}/task.json",
    f"{ELSEWHERE}/subtask_01.json",
    f"{ELSEWHERE}/contract.json",
    f"{CARDS}/task.json",
    f"{CARDS}/subtask_01.json",
    f"{CARDS}/subtask_02.json",
    f"{CARDS}/subtask_02_again.json",
    f"{CARDS}/subtask_03.yaml",
    f"{VOUCHERS}/task.yaml",
    f"{VOUCHERS}/subtask_01.json",
    f"{ARCHIVED}/task.json",
    f"{ARCHIVED}/subtask_01.json",
    "docs/a.md",
    "docs/deep/b.md",
    "src/card.ts",
]
FOLDERS = [
    "api",
    ".tmp/planning",
    ".tmp/contracts/cards",
    "docs/adr",
    CARDS,
    VOUCHERS,
    ".tmp/tasks/completed",
    ".tmp/tasks",
    ".tmp",
    "docs",
    "docs/deep",
    "src",
    "schemas",
    "work",
]

JSON_TEXTS = [
    '{"id": "cards", "status": "active", "subtask_count": 2, "completed_count": 1}',
    '{"id": "cards", "status": "completed", "context_files": ["docs/a.md", "src/card.ts"]}',
    '{"id": "cards-01", "seq": "01", "status": "completed", "deliverables": ["src/card.ts", "docs/"]}',
    '{"seq": "01", "status": "pending", "parallel": true, "deliverables": ["src/card.ts"]}',
    '{"seq": "02", "status": "in_progress", "depends_on": ["01"], "parallel": true, "deliverables": ["src/"]}',
    '{"seq": "02", "depends_on": ["01", "02", "03"], "context_files": [{"path": "docs/a.md", "lines": "2-4"}]}',
    '{"seq": "02", "reference_files": ["src/card.ts", "docs/b.md", "docs/deep/b.md"], "$callsheet": {"ignore": ["too-long"]}}',
    '{"seq": "03", "depends_on": ["02"], "status": "done", "context_files": ["/home/me/x/docs/a.md", ".tmp/tasks/cards/task.json"]}',
    '{"seq": "02", "title": "a", "title": null}',
    '{"seq": "01", "bounded_context": "cards", "module": "m", "contracts": [{"type": "api", "name": "CardsAPI", "status": "implemented"}], "related_adrs": [{"id": "ADR-001"}]}',
    '{"seq": "01", "bounded_context": "sales", "deliverables": ["src/card.ts", "GET /cards"]}',
    '{"seq": "02" "status": "pending"}',
    '\n{"seq": "02" "status": "pending"}',
    '{"seq": "02", "context_files": [{"path": ".tmp/tasks/cards/subtask_01.json", "lines": "1-3"}]}',
    '{\n"seq": "02",\n"status": "pending"\n}\n',
    "",
    "[]",
]
ODD_CONTENTS = [
    '{"seq": "02", "title": "Größe", "status": "pending", "depends_on": ["01"]}'.encode("latin-1"),
    '{"seq": "02", "title": "Grüße", "status": "pending", "depends_on": ["01"]}'.encode("latin-1"),
    '{"seq": "02", "title": "Größe", "status": "pending", "depends_on": ["01"]}'.encode(),
    '{"seq": "01", "status": "pending"}'.encode("utf-16"),
    b"seq: '03'\ntitle: Gr\xf6\xdfe\n",
    bytes(range(256)),
]
"""What is no text, or not in UTF-8."""

YAML_TEXTS = [
    "seq: '03'\nstatus: pending\ndepends_on: ['01', '02']\n",
    "# callsheet: ignore missing-field\nseq: '03'\ncontext_files: [docs/a.md]\n",
    "# callsheet: ignore missing-field\n\nseq: '03'\ncontext_files: [docs/a.md]\n",
    "# callsheet: ignore missing-field\nstatus: pending\nseq: '03'\ncontext_files: [docs/a.md]\n",
    "seq: '03'\ncontext_files:\n  - docs/a.md  # callsheet: ignore broken-reference\n  - docs/c.md\n",
    "seq: '03\n",
    "id: vouchers\nstatus: active\nsubtask_count: 1\n",
]
OTHER_TEXTS = ["", "1\n", "1\n2\n3", "1\n2\n3\n4\n5\n"]
