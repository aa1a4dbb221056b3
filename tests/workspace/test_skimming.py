"""Skimming says the same of the work as reading does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.layout import DEFAULT_LAYOUT
from callsheet.workspace.disk import Disk
from callsheet.workspace.facts import Facts, SubtaskFacts, TaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.loading import load_feature, load_features
from callsheet.workspace.reading import bytes_facts
from callsheet.workspace.skimming import WORK_FIELDS, skim
from tests.workspaces import FEATURE_FOLDER, read_fixture

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.just("01"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
objects = st.dictionaries(st.sampled_from([*WORK_FIELDS, "reference_files", "deliverables"]), values)


def of_the_work(facts: Facts) -> tuple[object, ...]:
    """What a file says of the work."""
    common = (facts.id, facts.status, facts.completed_at, facts.is_object)
    if isinstance(facts, TaskFacts):
        return (*common, facts.name)
    assert isinstance(facts, SubtaskFacts)
    own = (facts.seq, facts.title, facts.dependencies, facts.parallel, facts.agent_id, facts.started_at)
    return (*common, *own)


def check_same(name: str, data: bytes) -> None:
    """Both ways to read a file say the same of the work, and of the syntax whether there is a slip."""
    path = f"{FEATURE_FOLDER}/{name}"
    artifact = DEFAULT_LAYOUT.classify(path)
    assert artifact is not None
    skimmed, read = skim(path, artifact, data), bytes_facts(path, artifact, data)
    assert of_the_work(skimmed) == of_the_work(read)
    assert skimmed.syntax.is_broken == read.syntax.is_broken


@given(st.sampled_from(["task.json", "subtask_01.json", "subtask_01.yaml"]), objects)
def test_values(name: str, value: dict[str, Any]) -> None:
    check_same(name, json.dumps(value).encode())


@given(st.sampled_from(["task.json", "subtask_01.json", "subtask_01.yaml"]), objects, st.integers(0, 200))
def test_half_written_files(name: str, value: dict[str, Any], length: int) -> None:
    check_same(name, json.dumps(value, ensure_ascii=False).encode(errors="replace")[:length])


@given(st.binary(max_size=60))
def test_bytes(data: bytes) -> None:
    check_same("subtask_01.json", data)


@pytest.mark.parametrize(
    "data",
    [
        b'{"status": "completed", "status": "pending"}',
        b'\xef\xbb\xbf{"status": "pending"}',
        '{"status": "pending"}'.encode("utf-16"),
        b'{"title": "\\ud800", "seq": 01}',
        b'{"title": NaN}',
    ],
)
def test_odd_texts(data: bytes) -> None:
    check_same("subtask_01.json", data)


def test_deep_nesting_that_hides_nothing_of_the_work_is_no_slip() -> None:
    artifact = DEFAULT_LAYOUT.classify(f"{FEATURE_FOLDER}/subtask_01.json")
    assert artifact is not None
    facts = skim("", artifact, b'{"status": "pending", "x": ' + b"[" * 500 + b"]" * 500 + b"}")
    assert (facts.status, facts.syntax.is_broken) == ("pending", False)


def test_features(tmp_path: Path) -> None:
    root = read_fixture(
        """
--- task.json
{"id": "cards", "name": "Gift cards", "status": "active", "objective": 1}
--- subtask_01.json
{"seq": "01", "status": "completed"}
--- subtask_02.yaml
seq: "02"
status: pending
depends_on: [cards-01]
reference_files: [src/card.ts]
"""
    ).write_to(tmp_path)
    (skimmed,) = load_features(Disk(root), to_facts=skim).values()
    read = load_feature(Disk(root), FEATURE_FOLDER)

    def seen(feature: Feature) -> tuple[object, ...]:
        return feature.id, feature.status_counts(), feature.ready, feature.plan, feature.is_archived

    assert seen(skimmed) == seen(read)
    assert not any(facts.schema_errors or facts.references for facts in skimmed.files.values())
    assert any(facts.schema_errors for facts in read.files.values())
