"""When it has to be found out again whether an OpenAPI document is valid."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.text import Text
from callsheet.workspace.session import Session
from callsheet.workspace.validity import outdated
from tests.workspaces import read_fixture

API, SHARED = ".tmp/contracts/cards/cards-api/contract.openapi.yaml", ".tmp/contracts/cards/cards-api/shared.yaml"
FILES = f"""
--- /{API}
openapi: 3.0.3
info: {{title: Cards, version: 1.0.0}}
paths: {{}}
components: {{schemas: {{Card: {{$ref: "shared.yaml#/Card"}}}}}}
--- /{SHARED}
Card: {{type: object}}
--- task.json
{{"id": "gift-cards"}}
"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return read_fixture(FILES).session(tmp_path)


def outdated_paths(session: Session) -> list[str]:
    return [facts.path for facts in outdated(session.snapshot)]


def messages(session: Session) -> list[str]:
    session.validate()
    return [problem.message for problem in session.snapshot.validity[API].problems]


def test_not_after_nothing(session: Session) -> None:
    assert outdated_paths(session) == []


def test_not_after_a_change_to_a_task(session: Session) -> None:
    session.open(".tmp/tasks/gift-cards/task.json", Text('{"id": "gift-card"}'))
    assert outdated_paths(session) == []


def test_after_a_change_to_the_document(session: Session) -> None:
    session.open(API, Text("openapi: 3.0.3\npaths: {}\n"))
    assert outdated_paths(session) == [API]
    assert messages(session) == ['the document needs "info"']
    assert outdated_paths(session) == []


def test_not_while_it_has_a_slip_of_syntax(session: Session) -> None:
    session.open(API, Text("openapi: [\n"))
    assert outdated_paths(session) == []


def test_after_a_change_on_disk_to_a_file_that_it_refers_to(session: Session) -> None:
    target = session.snapshot.root / SHARED
    target.write_text("Other: {type: object}\n", encoding="utf-8")
    session.refresh([SHARED])
    assert outdated_paths(session) == [API]
    assert len(messages(session)) == 1
    target.unlink()
    session.refresh([SHARED])
    assert outdated_paths(session) == [API]


def test_after_a_change_in_the_editor_to_a_file_that_it_refers_to(session: Session) -> None:
    session.open(SHARED, Text("Other: {type: object}\n"))
    assert outdated_paths(session) == [API]
    assert len(messages(session)) == 1
    session.close(SHARED)
    assert outdated_paths(session) == [API]
    assert messages(session) == []
