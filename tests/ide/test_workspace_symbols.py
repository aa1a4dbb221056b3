"""Searching a workspace by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.ide.workspace_symbols import MAX_FOUND, FoundSymbol, Place, span_of_place, workspace_symbols
from callsheet.text import Text
from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import Snapshot
from tests.ide.samples import OTHERS, SAMPLES
from tests.workspaces import FEATURE_FOLDER, Fixture, read_fixture

FILES = """
--- task.json
{"id": "gift-cards", "name": "«Gift cards»"}
--- subtask_01.json
{"seq": "01", "id": "gift-cards-01", "title": "«Draw the card»"}
--- subtask_02.yaml
seq: "02"
title: «Print the card»
--- contexts.json
{"bounded_contexts": [{"name": "«cards»", "description": "All about presents", "module": "«@shop/cards»",
                       "aggregates": [{"name": "Gift", "root": "Voucher", "entities": ["«Voucher»"]}],
                       "domain_events": [{"name": "«Sold»", "description": "Somebody paid"}]}]}
--- module-briefs/cards.md
# «About vouchers»
--- /.tmp/planning/shop/map.yaml
personas: [{id: «buyer», name: Buyer}]
epics:
  - {id: «e-1», name: Selling}
stories:
  - id: «s-1»
    title: Pay for a card
--- /.tmp/contracts/cards/cards-api/contract.json
{"service_name": "«CardsAPI»", "contract_id": "cards-api", "consumers": [{"name": "«web»", "type": "web"}]}
--- /.tmp/contracts/cards/cards-api/openapi.yaml
paths:
  /cards:
    «get»: {operationId: listCards}
    «post»: {}
  «/empty»: {}
--- /docs/adr/002-post.md
# «002. By post»
"""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return read_fixture(FILES).snapshot(tmp_path_factory.mktemp("shop"))


def check_found(snapshot: Snapshot, query: str, *expected: str) -> None:
    """A query finds these names, in this order."""
    assert [symbol.name for symbol in workspace_symbols(snapshot, query)] == list(expected)


def test_everything_that_has_a_name_is_found_where_it_stands(snapshot: Snapshot) -> None:
    found = workspace_symbols(snapshot, "")
    spans = [span_of_place(snapshot, symbol.place) for symbol in found]
    places = [(symbol.place.path, *span[1:]) for symbol, span in zip(found, spans, strict=True) if span is not None]
    assert sorted(places) == sorted(read_fixture(FILES).marked)
    assert [f"{symbol.kind} {symbol.name} ({symbol.container})" for symbol in found] == [
        "package Gift cards · gift-cards (.tmp/tasks/gift-cards)",
        "interface CardsAPI · cards-api (cards)",
        "field web (cards)",
        "method GET /cards · listCards (cards)",
        "method POST /cards (cards)",
        "method /empty (cards)",
        "class Buyer · buyer (shop)",
        "package Selling · e-1 (shop)",
        "method Pay for a card · s-1 (shop)",
        "namespace cards (gift-cards)",
        "module @shop/cards (gift-cards)",
        "class Voucher (gift-cards)",
        "event Sold (gift-cards)",
        "string About vouchers · cards.md (gift-cards)",
        "string 002. By post · ADR-002 (docs/adr)",
        "function Draw the card · gift-cards-01 (gift-cards)",
        "function Print the card · gift-cards-02 (gift-cards)",
    ]


def test_by_title(snapshot: Snapshot) -> None:
    check_found(snapshot, "draw", "Draw the card · gift-cards-01")
    check_found(snapshot, "DRAW the", "Draw the card · gift-cards-01")


def test_by_id(snapshot: Snapshot) -> None:
    check_found(snapshot, "gift-cards-02", "Print the card · gift-cards-02")
    check_found(snapshot, "s-1", "Pay for a card · s-1")
    check_found(snapshot, "rds01", "Draw the card · gift-cards-01")
    check_found(snapshot, "ADR-002", "002. By post · ADR-002")
    check_found(snapshot, "cards-api", "CardsAPI · cards-api")


def test_an_endpoint_by_its_operation(snapshot: Snapshot) -> None:
    check_found(snapshot, "post /cards", "POST /cards")
    check_found(snapshot, "listcards", "GET /cards · listCards")


def test_the_beginning_comes_before_a_word_and_letters_count_where_nothing_holds_the_query(snapshot: Snapshot) -> None:
    found = [symbol.name for symbol in workspace_symbols(snapshot, "vouc")]
    assert found == ["Voucher", "About vouchers · cards.md"]
    check_found(snapshot, "ouch", "Voucher", "About vouchers · cards.md")
    check_found(snapshot, "vchr", "Voucher", "About vouchers · cards.md")


def test_a_slip_of_the_finger(snapshot: Snapshot) -> None:
    assert "Voucher" in [symbol.name for symbol in workspace_symbols(snapshot, "voucehr")]
    check_found(snapshot, "xylophone")


def test_what_is_archived_comes_last(tmp_path: Path) -> None:
    files = """
--- /.tmp/tasks/completed/old/task.json
{"id": "old", "name": "Cards"}
--- subtask_01.json
{"title": "Cards by post"}
--- /.tmp/tasks/completed/old/contexts.json
{"bounded_contexts": [{"name": "cards"}]}
"""
    check_found(
        read_fixture(files).snapshot(tmp_path),
        "cards",
        "Cards by post · gift-cards-01",
        "gift-cards",
        "cards",
        "Cards · old",
    )


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ('{"seq": "02"}', "gift-cards-02", "{"),
        ('{"id": "other"}', "other", "other"),
        ('{"title": "one\\n two"}', "one two · gift-cards-02", "one\\n two"),
        ("[", "gift-cards-02", "["),
        ("", "gift-cards-02", ""),
    ],
)
def test_what_has_no_title(tmp_path: Path, text: str, name: str, words: str) -> None:
    snapshot = read_fixture(f"--- subtask_02.json\n{text}").snapshot(tmp_path)
    feature, subtask = workspace_symbols(snapshot, "")
    assert (feature.name, subtask.name) == ("gift-cards", name)
    span = span_of_place(snapshot, subtask.place)
    assert span is not None
    assert span[0].string[span[1] : span[2]] == words


def test_of_very_many_the_best(tmp_path: Path) -> None:
    stories = [f'{{"id": "{"x" * (number % 7)}-story-{number}"}}' for number in range(3 * MAX_FOUND)]
    files = f'--- /.tmp/planning/shop/map.json\n{{"stories": [{",".join(stories)}, {{"id": "story"}}]}}'
    snapshot = read_fixture(files).snapshot(tmp_path)
    for query in ("", "story", "sty", "tory-1"):
        assert len(workspace_symbols(snapshot, query)) <= MAX_FOUND
    assert workspace_symbols(snapshot, "story")[0].name == "story"


def test_a_document_that_has_gone_or_changed(tmp_path: Path) -> None:
    session = read_fixture('{"title": "Draw", "seq": "02"}').session(tmp_path)
    path = f"{FEATURE_FOLDER}/subtask_02.json"
    session.open(path, Text("[]"))
    found = span_of_place(session.snapshot, Place(path, ("title",)))
    assert found is not None
    assert found[1:] == (0, 0)
    assert span_of_place(session.snapshot, Place(f"{FEATURE_FOLDER}/subtask_03.json", ("title",))) is None


def test_a_change_is_found_at_once(tmp_path: Path) -> None:
    session = read_fixture('{"title": "Draw", "seq": "02"}').session(tmp_path)
    check_found(session.snapshot, "print")
    session.open(f"{FEATURE_FOLDER}/subtask_02.json", Text('{"title": "Print"}'))
    check_found(session.snapshot, "print", "Print · gift-cards-02")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return Fixture({**SAMPLES, **OTHERS}).session(tmp_path_factory.mktemp("samples"))


@given(query=st.text() | st.text("cards -·/"))
def test_any_query_is_answered(samples: Session, query: str) -> None:
    found: list[FoundSymbol] = workspace_symbols(samples.snapshot, query)
    assert [symbol.rank for symbol in found] == sorted(symbol.rank for symbol in found)
    assert all(symbol.name for symbol in found)
