"""The benchmarks run, and what they measure in is what they say it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import command, passes
from bench.client import Client, Message
from bench.contracts import OPENAPI_PATH
from bench.features import PLAN_SPAN, Feature, plan_features
from bench.figures import Row, render_table
from bench.keystrokes import Typist, keystrokes, type_in_turns
from bench.openapi import find_in_background, type_into_validation
from bench.stage import LARGE, OPERATIONS, Settings, Stage
from bench.workspace import feature_files, write_workspace
from callsheet.artifacts.openapi import check_openapi
from callsheet.lsp.validating import PAUSE
from callsheet.rules import Finding
from callsheet.rules.engine import Checker
from callsheet.syntax import Document
from callsheet.text import Encoding, Position, Text
from callsheet.workspace.session import Session
from callsheet.workspace.validity import check_validity, outdated

FEATURES = [*plan_features(PLAN_SPAN + 6, yaml_share=0.5), Feature("large-feature", state="fresh", large=LARGE)]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """As few repetitions as there can be."""
    return Stage(Settings(folder=tmp_path, peers=tmp_path, features=10, rounds=1, starts=1, passes=1, sessions=1))


def apply(text: str, change: Message) -> str:
    """A text after a content change of the protocol."""
    start, end = (Position(**change["range"][side]) for side in ("start", "end"))
    before = Text(text)
    first, last = (before.offset_at(position, Encoding.UTF16) for position in (start, end))
    return text[:first] + str(change["text"]) + text[last:]


def findings(root: Path) -> list[Finding]:
    """All that is found in a workspace, hints and invalid OpenAPI documents included."""
    session, checker = Session(root), Checker()
    session.index()
    session.put_validity([check_validity(session.snapshot, facts) for facts in outdated(session.snapshot)])
    snapshot = session.snapshot
    return [finding for facts in snapshot.files() for finding in checker.findings(snapshot, facts.path)]


def test_the_same_arguments_give_the_same_files() -> None:
    once, again = ([dict(feature_files(feature)) for feature in FEATURES] for _ in range(2))
    assert once == again
    assert sorted(once[0].values()) != sorted(once[1].values())


def test_a_workspace_is_as_it_was_asked_for(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, FEATURES, OPERATIONS)
    story_map = (tmp_path / workspace.fresh(large=True).map_path).read_text(encoding="utf-8")
    assert len(story_map.encode()) == pytest.approx(LARGE, rel=0.15)
    assert not story_map.isascii()
    names = sorted(path.name for path in (tmp_path / workspace.fresh("yaml").folder).iterdir())
    assert names == [*(f"subtask_{number:02d}.yaml" for number in range(1, 13)), "task.yaml"]
    assert len((tmp_path / OPENAPI_PATH).read_text(encoding="utf-8").splitlines()) == pytest.approx(3000, rel=0.03)


def test_some_features_share_a_plan(tmp_path: Path) -> None:
    write_workspace(tmp_path, plan_features(PLAN_SPAN + 6))
    assert len(list(tmp_path.glob(".tmp/tasks/*/contexts.json"))) == PLAN_SPAN
    assert len(list(tmp_path.glob(".tmp/planning/*/map.json"))) == 1
    assert len(list(tmp_path.glob(".tmp/planning/*/prioritized.json"))) == 1


def test_nothing_is_wrong_with_a_workspace(tmp_path: Path) -> None:
    write_workspace(tmp_path, FEATURES, OPERATIONS)
    assert findings(tmp_path) == []


def test_the_rules_look_at_the_planning_of_a_workspace(tmp_path: Path) -> None:
    (feature,) = features = plan_features(1)
    write_workspace(tmp_path, features)
    path = tmp_path / feature.map_path
    path.write_text(path.read_text(encoding="utf-8").replace(feature.slice, "another-slice"), encoding="utf-8")
    assert {finding.rule for finding in findings(tmp_path)} == {"unknown-name"}


def test_the_floor_reads_the_files_that_are_indexed(tmp_path: Path) -> None:
    write_workspace(tmp_path, plan_features(2))
    assert passes.floor(tmp_path) == passes.index(tmp_path)


@pytest.mark.parametrize("later", [False, True])
def test_the_keystrokes_in_an_openapi_document_do_what_they_stand_for(tmp_path: Path, later: bool) -> None:
    write_workspace(tmp_path, [], operations=5)
    text = (tmp_path / OPENAPI_PATH).read_text(encoding="utf-8")
    flaws = []
    for keystroke in keystrokes(text, is_validated_later=later):
        text = apply(text, keystroke.change)
        document = Document(Text(text), "yaml")
        found = document.problems or ([] if later else check_openapi(document.value, lambda _path: None))
        flaws.append((bool(found), keystroke.is_flaw))
    assert [is_wrong for is_wrong, _ in flaws] == [is_flaw for _, is_flaw in flaws]
    assert any(is_flaw for _, is_flaw in flaws)


def test_the_command_is_measured(stage: Stage) -> None:
    rows = [result for result in command.measure_small(stage) if isinstance(result, Row)]
    assert len(rows) == 1
    assert "one feature of 12" in render_table(rows)


def test_the_commands_of_the_script_are_measured_and_leave_nothing_behind(stage: Stage) -> None:
    root = stage.small().root
    before = {path: path.read_bytes() for path in root.rglob("*.json")}
    rows = [result for result in command.measure_tasks_small(stage) if isinstance(result, Row)]
    assert [row.what.split("`")[1] for row in rows] == [
        f"callsheet {name}" for name in ("status", "next", "parallel", "deps", "blocked", "complete", "validate")
    ]
    assert {path: path.read_bytes() for path in root.rglob("*.json")} == before


@pytest.mark.parametrize("kind", ["subtask", "story map"])
def test_the_server_sees_each_flaw_that_is_typed(stage: Stage, kind: str) -> None:
    small = stage.small()
    feature = small.features[0]
    path = small.root / (feature.map_path if kind == "story map" else feature.subtask_path(feature.middle))
    contestant = (stage.callsheet(pulls=True), path)
    (sample,) = type_in_turns([contestant], small.root, stage.settings.rounds, warm_up=0)
    assert len(sample.values) == 6


def test_the_validation_is_measured_and_typing_into_it(stage: Stage, tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    write_workspace(root, plan_features(1), operations=5)
    with Client(stage.callsheet(pulls=False), root) as client:
        typist = Typist(client, root / OPENAPI_PATH, is_validated_later=True)
        found = find_in_background(typist, root / OPENAPI_PATH, rounds=1)
        at_rest, busy = type_into_validation(typist, rounds=1)
    assert len(found.values) == 2
    assert min(found.values) > PAUSE
    assert len(at_rest.values) == len(busy.values) == 1
