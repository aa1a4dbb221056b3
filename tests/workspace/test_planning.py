"""The planning artifacts joined: what a name means where it is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import NameKind, NameUse
from callsheet.text import Text
from callsheet.workspace.planning import Named
from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import Snapshot
from tests.workspaces import FEATURE_FOLDER, read_fixture

CARDS = """
--- contexts.json
{"feature": "gift-cards", "bounded_contexts": [{"name": "cards", "module": "@shop/cards"}]}
"""
VOUCHERS = """
--- /.tmp/tasks/vouchers/contexts.yaml
feature: vouchers
bounded_contexts:
  - name: cards
    description: another one
  - name: vouchers
"""
MAP = """
--- /.tmp/planning/gift-cards/map.json
{"epics": [{"id": "buying", "name": "Buy a card"}], "stories": [{"id": "s-1", "title": "Pay with a card"}]}
"""
CONTRACT = """
--- /.tmp/contracts/cards/cards-api/contract.json
{
  "contract_id": "cards-api", "service_name": "CardsAPI", "openapi_spec_path": "openapi.yaml",
  "consumers": [{"name": "shop"}]
}
--- /.tmp/contracts/cards/cards-api/openapi.yaml
paths:
  /cards/{id}:
    get: {}
--- /.tmp/contracts/cards/other-api/openapi.yaml
paths:
  /others:
    get: {}
"""
CONTRACT_PATH = ".tmp/contracts/cards/cards-api/contract.json"


def resolve(snapshot: Snapshot, kind: NameKind, name: str, path: str = f"{FEATURE_FOLDER}/task.json") -> Named | None:
    artifact = snapshot.classify(path)
    assert artifact is not None
    return snapshot.planning.resolve(NameUse(kind, name, ()), path, artifact)


def test_the_nearest_definition_counts(tmp_path: Path) -> None:
    snapshot = read_fixture(CARDS + VOUCHERS).snapshot(tmp_path)
    near = resolve(snapshot, NameKind.CONTEXT, "cards")
    far = resolve(snapshot, NameKind.CONTEXT, "cards", ".tmp/tasks/vouchers/subtask_01.json")
    assert near is not None
    assert far is not None
    assert near.path == f"{FEATURE_FOLDER}/contexts.json"
    assert far.path == ".tmp/tasks/vouchers/contexts.yaml"


def test_what_is_defined_for_the_feature_comes_before_the_rest(tmp_path: Path) -> None:
    other = MAP.replace("gift-cards/map", "a-feature/map")
    snapshot = read_fixture(other + MAP).snapshot(tmp_path)
    found = resolve(snapshot, NameKind.STORY, "s-1")
    assert found is not None
    assert found.path == ".tmp/planning/gift-cards/map.json"


def test_a_name_is_found_anywhere_in_the_workspace(tmp_path: Path) -> None:
    found = resolve(read_fixture(VOUCHERS).snapshot(tmp_path), NameKind.CONTEXT, "vouchers")
    assert found is not None
    assert found.definition.pointer == ("bounded_contexts", 1, "name")


def test_an_archived_definition_comes_last(tmp_path: Path) -> None:
    archived = CARDS.replace("--- contexts", "--- /.tmp/tasks/completed/a-cards/contexts")
    snapshot = read_fixture(archived + VOUCHERS).snapshot(tmp_path)
    found = resolve(snapshot, NameKind.CONTEXT, "cards")
    assert found is not None
    assert found.path == ".tmp/tasks/vouchers/contexts.yaml"


@pytest.mark.parametrize(("name", "member"), [("buying", "id"), ("Buy a card", "name")])
def test_an_epic_goes_by_its_id_and_by_its_name(tmp_path: Path, name: str, member: str) -> None:
    found = resolve(read_fixture(MAP).snapshot(tmp_path), NameKind.EPIC, name)
    assert found is not None
    assert found.definition.name == "buying"
    assert found.pointer == ("epics", 0, member)


@pytest.mark.parametrize("name", ["ADR-003", "003", "3", "adr-3", "003-sell-cards"])
def test_a_record_goes_by_its_number(tmp_path: Path, name: str) -> None:
    snapshot = read_fixture("--- /docs/adr/003-sell-cards.md\n# 003. Sell cards\n").snapshot(tmp_path)
    found = resolve(snapshot, NameKind.ADR, name)
    assert found is not None
    assert found.definition.title == "003. Sell cards"


@pytest.mark.parametrize(
    ("name", "pointer"),
    [
        ("/cards/{id}", ("paths", "/cards/{id}")),
        ("/cards/{number}", ("paths", "/cards/{id}")),
        ("GET /cards/{id}", ("paths", "/cards/{id}", "get")),
        ("get /cards/{id}", ("paths", "/cards/{id}", "get")),
        ("POST /cards/{id}", None),
        ("/others", None),
    ],
)
def test_the_endpoints_of_a_contract_are_those_of_its_own_document(
    tmp_path: Path, name: str, pointer: tuple[str, ...] | None
) -> None:
    found = resolve(read_fixture(CONTRACT).snapshot(tmp_path), NameKind.ENDPOINT, name, CONTRACT_PATH)
    assert (found.pointer if found else None) == pointer


def test_a_consumer_counts_in_its_own_contract_only(tmp_path: Path) -> None:
    other = '--- /.tmp/contracts/cards/z-api/contract.json\n{"consumers": [{"name": "till"}]}\n'
    snapshot = read_fixture(CONTRACT + other).snapshot(tmp_path)
    assert resolve(snapshot, NameKind.CONSUMER, "shop", CONTRACT_PATH) is not None
    assert resolve(snapshot, NameKind.CONSUMER, "till", CONTRACT_PATH) is None


def test_every_name_in_reach_once_and_the_nearest_first(tmp_path: Path) -> None:
    snapshot = read_fixture(VOUCHERS + CARDS).snapshot(tmp_path)
    path = f"{FEATURE_FOLDER}/task.json"
    artifact = snapshot.classify(path)
    assert artifact is not None
    found = snapshot.planning.defined(NameKind.CONTEXT, ("bounded_context",), path, artifact)
    assert [(named.definition.name, named.path) for named in found] == [
        ("cards", f"{FEATURE_FOLDER}/contexts.json"),
        ("vouchers", ".tmp/tasks/vouchers/contexts.yaml"),
    ]


class TestDocumentsThatContractsName:
    NAMED = "api/cards.yaml"
    FILES = """
--- /.tmp/contracts/cards/cards-api/contract.json
{"contract_id": "cards-api", "openapi_spec_path": "../../../../api/cards.yaml"}
--- /api/cards.yaml
openapi: 3.0.3
paths:
  /cards: {}
"""

    @pytest.fixture
    def session(self, tmp_path: Path) -> Session:
        return read_fixture(self.FILES).session(tmp_path)

    def test_lie_anywhere(self, session: Session) -> None:
        facts = session.snapshot.facts(self.NAMED)
        assert facts is not None
        assert [definition.name for definition in session.snapshot.planning.files[self.NAMED].definitions] == ["/cards"]

    def test_are_given_up_with_the_contract(self, session: Session) -> None:
        session.open(CONTRACT_PATH, Text('{"contract_id": "cards-api"}'))
        assert session.snapshot.facts(self.NAMED) is None
        session.close(CONTRACT_PATH)
        assert session.snapshot.facts(self.NAMED) is not None

    def test_may_be_open_before_anything_names_them(self, session: Session) -> None:
        session.open(CONTRACT_PATH, Text("{}"))
        session.open(self.NAMED, Text("paths: {/open: {}}"))
        assert session.snapshot.document(self.NAMED) is None
        session.close(CONTRACT_PATH)
        assert session.snapshot.document(self.NAMED) is not None
        assert [definition.name for definition in session.snapshot.planning.files[self.NAMED].definitions] == ["/open"]

    def test_outside_the_workspace_are_not_read(self, session: Session) -> None:
        session.open(CONTRACT_PATH, Text('{"openapi_spec_path": "../../../../../cards.yaml"}'))
        assert not session.snapshot.planning.named_specs

    def test_go_and_come_with_a_folder_around_them(self, session: Session) -> None:
        folder = session.snapshot.root / "api"
        folder.rename(folder.with_name("elsewhere"))
        session.refresh(["api"])
        assert session.snapshot.facts(self.NAMED) is None
        folder.with_name("elsewhere").rename(folder)
        session.refresh(["api"])
        assert session.snapshot.facts(self.NAMED) is not None

    def test_are_not_tasks(self, session: Session) -> None:
        """What a path says is not changed by what a contract says."""
        path = f"{FEATURE_FOLDER}/task.json"
        session.open(path, Text('{"id": "gift-cards"}'))
        session.open(CONTRACT_PATH, Text(f'{{"openapi_spec_path": "{path}"}}'))
        facts = session.snapshot.facts(path)
        assert facts is not None
        assert facts.artifact.kind is ArtifactKind.TASK
        assert path not in session.snapshot.planning.files


def test_values_that_python_calls_equal_are_told_apart(tmp_path: Path) -> None:
    """Or what depends on the type would be remembered from before."""
    session = read_fixture(CONTRACT).session(tmp_path)
    path = ".tmp/contracts/cards/cards-api/openapi.yaml"
    session.open(path, Text("info: {version: 1}"))
    before = session.snapshot.planning
    session.open(path, Text("info: {version: 1} "))
    assert session.snapshot.planning is before
    for other in ("true", "1.0"):
        session.open(path, Text("info: {version: 1}"))
        same = session.snapshot.planning
        session.open(path, Text(f"info: {{version: {other}}}"))
        assert session.snapshot.planning is not same


def test_the_kinds_of_which_a_document_is_broken(tmp_path: Path) -> None:
    broken = '--- /.tmp/planning/z/map.json\n{"stories": [\n'
    found = read_fixture(CARDS + MAP + broken).snapshot(tmp_path).planning.broken_kinds
    assert found == {ArtifactKind.STORY_MAP}


@pytest.mark.parametrize("text", ["null", "[]", '"cards"', "", "7"])
def test_a_document_that_is_no_object_may_define_names_too(text: str, tmp_path: Path) -> None:
    session = read_fixture(CARDS + MAP + CONTRACT).session(tmp_path)
    path = ".tmp/planning/z/map.json"
    session.open(path, Text("{}"))
    before = session.snapshot.planning
    assert before.broken_kinds == frozenset()
    session.open(path, Text(text))
    assert session.snapshot.planning.broken_kinds == {ArtifactKind.STORY_MAP}
    assert session.snapshot.planning.seen_from_features is not before.seen_from_features
