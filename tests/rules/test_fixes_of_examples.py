"""Every fix of every finding in the example workspaces mends it, brings no other, and touches nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callsheet.rules.engine import Checker
from callsheet.workspace.snapshot import Snapshot
from tests.examples import FAULTY_EXAMPLE, as_yaml, read_files
from tests.rules.faults import faulty
from tests.rules.harm import SOUND, State, check_every_fix, opened, sound
from tests.workspaces import Fixture

__all__ = ["sound"]  # a fixture


@pytest.mark.parametrize("written", [dict, as_yaml], ids=["as they are", "as YAML"])
def test_no_fix_of_the_faulty_example_does_harm(
    tmp_path: Path, written: Callable[[Mapping[str, str]], dict[str, str]]
) -> None:
    files = written(read_files(FAULTY_EXAMPLE))
    state = State(Fixture(files).snapshot(tmp_path / "before"), Checker())
    assert check_every_fix(state, files, tmp_path) > 90


@given(st.data())
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=50, derandomize=True)
def test_no_fix_of_a_random_fault_does_harm(sound: dict[str, Snapshot], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SOUND)))
    changed = data.draw(faulty(SOUND[name]))
    with TemporaryDirectory() as root:
        check_every_fix(State(opened(sound[name], changed), Checker()), {**SOUND[name], **changed}, Path(root))
