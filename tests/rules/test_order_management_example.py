"""The example of a workspace as it should be: nothing is wrong with it, and its README tells its plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import Snapshot
from tests.rules.helpers import findings_of

ROOT = Path(__file__).parents[2] / "examples" / "order-management"


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    session = Session(ROOT)
    session.index()
    return session.snapshot


def test_nothing_is_wrong(snapshot: Snapshot) -> None:
    assert len(list(snapshot.files())) == 33
    assert findings_of(snapshot) == []


def test_the_plan_is_as_the_readme_says(snapshot: Snapshot) -> None:
    feature = snapshot.feature_named("order-management-mvp")
    assert feature is not None
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert " | ".join(" ".join(batch) for batch in feature.plan.batches) in readme
    assert "six levels deep" in readme
    assert feature.plan.levels == 6
