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
from callsheet.syntax import Document
from callsheet.text import Text
from callsheet.workspace.session import Session
from tests.workspace.changing_texts import (
    ARCHIVED,
    CARDS,
    CONFIGURATION,
    CONTRACT,
    ELSEWHERE,
    FOLDERS,
    JSON_TEXTS,
    NAMED,
    ODD_CONTENTS,
    OPENAPI,
    OTHER_TEXTS,
    PATHS,
    PLANNING_TEXTS,
    SCHEMA,
    SETTING_TEXTS,
    VOUCHERS,
    YAML_TEXTS,
)


@dataclass(frozen=True)
class Write:
    """A file appears or changes on disk."""

    path: str
    text: str


@dataclass(frozen=True)
class WriteBytes:
    """A file appears or changes on disk that is perhaps no text."""

    path: str
    data: bytes


@dataclass(frozen=True)
class Obstruct:
    """In place of a file there is a folder, or a link out of the workspace, to nowhere or to a folder in it."""

    path: str
    link: str | None
    """Where the link leads; None for a folder."""


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


Step: TypeAlias = "Write | WriteBytes | Obstruct | Delete | Move | Open | Close | Look"


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
    | st.builds(WriteBytes, st.sampled_from(PATHS), st.sampled_from(ODD_CONTENTS))
    | st.builds(Obstruct, st.sampled_from(PATHS), st.sampled_from([None, "/etc/hostname", "nowhere", ".."]))
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
            self._write(step.path, step.text.encode())
            self.session.refresh([step.path])
        elif isinstance(step, WriteBytes):
            self._write(step.path, step.data)
            self.session.refresh([step.path])
        elif isinstance(step, Obstruct):
            self._obstruct(step.path, step.link)
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

    def _write(self, path: str, data: bytes) -> None:
        target = self.root / path
        if self._make_room(path) and not (target.is_dir() or target.is_symlink()):
            target.write_bytes(data)

    def _obstruct(self, path: str, link: str | None) -> None:
        target = self.root / path
        if self._make_room(path):
            self._remove(path)
            if link is None:
                target.mkdir()
            else:
                target.symlink_to(link)

    def _make_room(self, path: str) -> bool:
        """Make the folders around a path; whether it can have them."""
        around = (self.root / path).parents
        if any(parent.is_symlink() or (parent.exists() and not parent.is_dir()) for parent in around):
            return False
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        return True

    def _remove(self, path: str) -> None:
        target = self.root / path
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)

    def _move(self, source: str, target: str) -> None:
        if source == target or not (self.root / source).exists() or not self._make_room(target):
            return
        self._remove(target)
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
        document = session.snapshot.document(facts.path) or Document(Text(""), "json")
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
        Open(SCHEMA, SETTING_TEXTS[SCHEMA][0]),
        Delete("schemas"),
        Close(SCHEMA),
    ],
    True,
)
@example([*WAITING_FOR_A_FILE, Open(PROMISER, JSON_TEXTS[3])], True)
@example([*WAITING_FOR_A_FILE, Obstruct(PROMISER, None)], True)
@example([WriteBytes(f"{CARDS}/subtask_02.json", data) for data in ODD_CONTENTS], True)
@example([Obstruct(f"{CARDS}/subtask_01.json", "nowhere"), Delete(f"{CARDS}/subtask_01.json")], True)
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
