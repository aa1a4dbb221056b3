"""Incremental equals from scratch: after any changes the findings are what a fresh start would give."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from hypothesis import example, given, settings
from hypothesis import strategies as st

from callsheet.rules import Finding
from callsheet.rules.engine import Checker, span_of
from callsheet.text import Text
from callsheet.workspace.session import Session

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
        '{"properties": {"status": {"type": "text"}}}',
        '{"properties": {',
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


@dataclass(frozen=True)
class Write:
    """A file appears or changes on disk."""

    path: str
    text: str


@dataclass(frozen=True)
class Delete:
    """A file or a folder goes."""

    path: str


@dataclass(frozen=True)
class Move:
    """A file or a folder gets another name; what has that name already goes."""

    source: str
    target: str


@dataclass(frozen=True)
class Open:
    """An editor opens a file or changes one that it has open."""

    path: str
    text: str


@dataclass(frozen=True)
class Close:
    """An editor closes a file."""

    path: str


@dataclass(frozen=True)
class Look:
    """The findings of a file are asked for, and remembered."""

    path: str


Step: TypeAlias = "Write | Delete | Move | Open | Close | Look"


def text_for(path: str) -> st.SearchStrategy[str]:
    if path in PLANNING_TEXTS or path in SETTING_TEXTS:
        return st.sampled_from({**PLANNING_TEXTS, **SETTING_TEXTS}[path])
    if path.endswith(".json"):
        return st.sampled_from(JSON_TEXTS)
    return st.sampled_from(YAML_TEXTS if path.endswith(".yaml") else OTHER_TEXTS)


def with_text(kind: type[Write] | type[Open]) -> st.SearchStrategy[Step]:
    paths = st.sampled_from(PATHS) | st.sampled_from([*SETTING_TEXTS])
    return paths.flatmap(lambda path: st.builds(kind, st.just(path), text_for(path)))


STEPS: st.SearchStrategy[Step] = (
    with_text(Write)
    | with_text(Write)
    | with_text(Open)
    | with_text(Open)
    | st.builds(Close, st.sampled_from(PATHS))
    | st.builds(Delete, st.sampled_from([*PATHS, *FOLDERS]))
    | st.builds(Move, st.sampled_from(PATHS), st.sampled_from(PATHS))
    | st.builds(
        Move,
        st.sampled_from([CARDS, VOUCHERS]),
        st.sampled_from([f"{ARCHIVED}-2", VOUCHERS, ".tmp/tasks/third", ELSEWHERE]),
    )
    | st.builds(Look, st.sampled_from(PATHS))
)


@dataclass
class World:
    """A workspace on disk, an editor's open files, and a session that is told of every change."""

    root: Path
    session: Session
    checker: Checker = field(default_factory=Checker)
    opened: dict[str, str] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        if isinstance(step, Write):
            self._write(step.path, step.text)
            self.session.refresh([step.path])
        elif isinstance(step, Delete):
            self._remove(step.path)
            self.session.refresh([step.path])
        elif isinstance(step, Move):
            self._move(step.source, step.target)
        elif isinstance(step, Open):
            self.opened[step.path] = step.text
            self.session.open(step.path, Text(step.text))
        elif isinstance(step, Close):
            if self.opened.pop(step.path, None) is not None:
                self.session.close(step.path)
        else:
            self.checker.findings(self.session.snapshot, step.path)

    def _write(self, path: str, text: str) -> None:
        target = self.root / path
        if target.is_dir() or any(parent.is_file() for parent in target.parents):
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")

    def _remove(self, path: str) -> None:
        target = self.root / path
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)

    def _move(self, source: str, target: str) -> None:
        if source == target or not (self.root / source).exists():
            return
        self._remove(target)
        (self.root / target).parent.mkdir(parents=True, exist_ok=True)
        (self.root / source).rename(self.root / target)
        self.session.refresh([source, target])

    def remembered(self) -> dict[str, list[tuple[Finding, tuple[int, int]]]]:
        """What the session and the checker say that saw every change."""
        return _all_findings(self.session, self.checker)

    def from_scratch(self) -> dict[str, list[tuple[Finding, tuple[int, int]]]]:
        """What those say that see the workspace for the first time."""
        session = Session(self.root)
        session.index()
        for path, text in self.opened.items():
            session.open(path, Text(text))
        return _all_findings(session, Checker())


def _all_findings(session: Session, checker: Checker) -> dict[str, list[tuple[Finding, tuple[int, int]]]]:
    found: dict[str, list[tuple[Finding, tuple[int, int]]]] = {}
    session.validate()
    for facts in session.snapshot.files():
        document = session.snapshot.document(facts.path)
        assert document is not None
        findings = checker.findings(session.snapshot, facts.path)
        if facts.syntax.is_broken:  # the last that was found out about it stays until it can be read again
            findings = [finding for finding in findings if finding.rule not in ("invalid-openapi", "example-mismatch")]
        found[facts.path] = [(finding, span_of(document, finding)) for finding in findings]
    return found


START: list[Step] = [
    Write(f"{CARDS}/task.json", JSON_TEXTS[0]),
    Write(f"{CARDS}/subtask_01.json", JSON_TEXTS[2]),
    Write(f"{CARDS}/subtask_02.json", JSON_TEXTS[5]),
    Write(f"{CARDS}/subtask_03.yaml", YAML_TEXTS[1]),
    Write("docs/a.md", OTHER_TEXTS[1]),
    *(Write(path, texts[0]) for path, texts in PLANNING_TEXTS.items()),
]

PROMISER = f"{VOUCHERS}/subtask_01.json"
WAITING_FOR_A_FILE: list[Step] = [
    Delete(CARDS),
    Write(CONTRACT, PLANNING_TEXTS[CONTRACT][1]),
    Write(PROMISER, JSON_TEXTS[0]),
]
"""A contract names an implementation that is not there, and no subtask promises it."""


@given(st.lists(STEPS, max_size=12), st.booleans())
@settings(max_examples=150)
@example([Open("docs/a.md", "1\n2\n3\n4\n5\n")], True)
@example([Open(f"{CARDS}/subtask_01.json", JSON_TEXTS[12]), Write(f"{CARDS}/subtask_02.json", JSON_TEXTS[11])], True)
@example([Write(f"{CARDS}/subtask_02.json", JSON_TEXTS[9]), Write(f"{CARDS}/subtask_02.json", JSON_TEXTS[10])], True)
@example([Write("src/card.ts", ""), Delete("src")], True)
@example([Delete(".tmp/tasks"), Write(f"{CARDS}/task.json", JSON_TEXTS[0])], True)
@example(
    [Open(f"{VOUCHERS}/subtask_01.json", JSON_TEXTS[3]), Delete(VOUCHERS), Close(f"{VOUCHERS}/subtask_01.json")], True
)
@example([Move(CARDS, f"{ARCHIVED}-2")], True)
@example([Move(CARDS, ELSEWHERE), Write(CONFIGURATION, SETTING_TEXTS[CONFIGURATION][3])], True)
@example([Open(CONFIGURATION, SETTING_TEXTS[CONFIGURATION][3]), Close(CONFIGURATION)], True)
@example([Write(CONFIGURATION, SETTING_TEXTS[CONFIGURATION][1]), Delete(CONFIGURATION)], True)
@example([Write(CONFIGURATION, SETTING_TEXTS[CONFIGURATION][5]), Write(SCHEMA, SETTING_TEXTS[SCHEMA][0])], True)
@example(
    [
        Write(CONFIGURATION, SETTING_TEXTS[CONFIGURATION][6]),
        Open(SCHEMA, SETTING_TEXTS[SCHEMA][1]),
        Open(SCHEMA, SETTING_TEXTS[SCHEMA][2]),
        Delete("schemas"),
        Close(SCHEMA),
    ],
    True,
)
@example([*WAITING_FOR_A_FILE, Open(PROMISER, JSON_TEXTS[3])], True)
@example([*WAITING_FOR_A_FILE, Open(PROMISER, JSON_TEXTS[3]), Open(PROMISER, JSON_TEXTS[0])], True)
@example([Write(OPENAPI, PLANNING_TEXTS[OPENAPI][1]), Write(NAMED, PLANNING_TEXTS[NAMED][1])], True)
def test_incremental_equals_from_scratch(steps: list[Step], looks_after_each: bool) -> None:
    with TemporaryDirectory() as folder:
        world = World(Path(folder), Session(Path(folder)))
        for step in START:
            world.take(step)
        for step in steps:
            if looks_after_each:
                world.remembered()
            world.take(step)
        assert list(world.remembered().items()) == list(world.from_scratch().items())
