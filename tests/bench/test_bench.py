"""The benchmarks run, and what they measure in is what they say it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import command
from bench.figures import Row, render_table
from bench.keystrokes import type_in_turns
from bench.stage import LARGE, Settings, Stage
from bench.workspace import Feature, feature_files, plan_features, write_workspace
from callsheet.rules import Severity
from callsheet.rules.engine import Checker
from callsheet.workspace.session import Session

FEATURES = [*plan_features(6, yaml_share=0.5), Feature("large-feature", state="fresh", large=LARGE)]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """As few repetitions as there can be."""
    return Stage(Settings(folder=tmp_path, peers=tmp_path, features=10, rounds=1, starts=1, passes=1, sessions=1))


def test_the_same_arguments_give_the_same_files() -> None:
    once, again = ([dict(feature_files(feature)) for feature in FEATURES] for _ in range(2))
    assert once == again
    assert sorted(once[0].values()) != sorted(once[1].values())


def test_a_workspace_is_as_it_was_asked_for(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, FEATURES)
    large = workspace.fresh(large=True)
    assert (tmp_path / large.subtask_path(large.middle)).stat().st_size == pytest.approx(LARGE, rel=0.15)
    names = sorted(path.name for path in (tmp_path / workspace.fresh("yaml").folder).iterdir())
    assert names == [*(f"subtask_{number:02d}.yaml" for number in range(1, 13)), "task.yaml"]
    assert any(not text.isascii() for _, text in feature_files(large))


def test_nothing_is_wrong_with_a_workspace(tmp_path: Path) -> None:
    write_workspace(tmp_path, FEATURES)
    session = Session(tmp_path)
    session.index()
    checker = Checker()
    found = [
        finding
        for facts in session.snapshot.files()
        for finding in checker.findings(session.snapshot, facts.path)
        if finding.severity < Severity.HINT
    ]
    assert found == []
    assert len(list(session.snapshot.files())) == len(FEATURES) * 13


def test_the_command_is_measured(stage: Stage) -> None:
    rows = [result for result in command.measure_small(stage) if isinstance(result, Row)]
    assert len(rows) == 1
    assert "one feature of 12" in render_table(rows)


def test_the_server_sees_each_flaw_that_is_typed(stage: Stage) -> None:
    small = stage.small()
    path = small.root / small.features[0].subtask_path(small.features[0].middle)
    (sample,) = type_in_turns([(stage.callsheet(pulls=True), path)], small.root, stage.settings.rounds, warm_up=0)
    assert len(sample.values) == 6
