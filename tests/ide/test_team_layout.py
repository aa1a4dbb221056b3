"""A team's own layout and fields, end to end: what an editor does for them is what it does for the usual ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from callsheet.edits.lifecycle import archive
from callsheet.ide.hover import hover
from callsheet.ide.rename import rename
from callsheet.rules.engine import Checker
from callsheet.workspace.snapshot import Snapshot
from tests.examples import SOUND_EXAMPLE, read_files
from tests.ide.completion_checks import NOW, check_complete
from tests.workspaces import Fixture, apply_changes, read_fixture

LAYOUT = """
--- /callsheet.toml
[patterns]
task = ["tasks/{feature}/task"]
story-map = ["plan/{feature}/map"]
contract = ["contracts/{context}/*/contract"]
openapi = ["contracts/{context}/*/*.openapi"]
backlog = ["plan/{feature}/prioritized"]
validation-report = ["plan/reports/{feature}-report"]
"""
TEAM = """
--- /callsheet.toml
[patterns]
task = ["tasks/{feature}/task"]
[schemas]
subtask = "own.json"
[context]
roots = ["handbook"]
--- /own.json
{"properties": {"ticket": {"type": "string", "description": "Where it is tracked."}, "size": {"enum": ["small", "large"]}}}
--- /handbook/style.md
# Style
--- /docs/other.md
# Other
--- /tasks/cards/task.json
{"id": "cards", "name": "Cards", "status": "active", "objective": "Sell", "created_at": "2026-03-01T09:15:00Z"}
--- /tasks/cards/subtask_01.json
{"id": "cards-01", "seq": "01", "title": "Draw", "status": "pending"}
"""
MOVED = {
    ".tmp/tasks": "tasks",
    ".tmp/planning": "plan",
    ".tmp/contracts": "contracts",
    ".tmp/validation": "plan/reports",
}


def moved(text: str) -> str:
    """A text with the other places."""
    for old, new in MOVED.items():
        text = text.replace(old, new)
    return text


@pytest.fixture
def example(tmp_path: Path) -> Fixture:
    """The example, with every folder in another place."""
    files = {moved(path): moved(text) for path, text in read_files(SOUND_EXAMPLE).items()}
    return Fixture({**files, "callsheet.toml": LAYOUT.removeprefix("\n--- /callsheet.toml\n")})


def findings_of(snapshot: Snapshot) -> list[str]:
    checker = Checker()
    return [
        f"{finding.path}: {finding.message}"
        for facts in snapshot.files()
        for finding in checker.findings(snapshot, facts.path)
    ]


def check_changed(root: Path, fixture: Fixture, files: dict[str, str]) -> Snapshot:
    """Check that a changed workspace has no finding, and that nothing is left where the usual files lie."""
    shutil.rmtree(root)
    snapshot = Fixture(files).snapshot(root)
    assert findings_of(snapshot) == []
    assert len(list(snapshot.files())) == len(fixture.files) - _others(fixture)
    assert not any(path.startswith(".tmp/") for path in files)
    return snapshot


def _others(fixture: Fixture) -> int:
    """How many files of a workspace are no artifacts."""
    artifacts = ("tasks/", "plan/", "contracts/", "docs/adr/", "docs/retrospectives/", "callsheet.toml")
    return sum(not path.startswith(artifacts) or path == "contracts/shared/errors.yaml" for path in fixture.files)


def test_the_example_elsewhere_has_no_finding(example: Fixture, tmp_path: Path) -> None:
    snapshot = example.snapshot(tmp_path)
    assert findings_of(snapshot) == []
    assert len(snapshot.features) == 2
    assert len(list(snapshot.files())) == len(example.files) - _others(example)


def test_rename_a_feature(example: Fixture, tmp_path: Path) -> None:
    snapshot = example.snapshot(tmp_path)
    path = "tasks/order-management-mvp/task.json"
    offset = example.files[path].index('"order-management-mvp"') + 1
    changed = apply_changes(example.files, snapshot, rename(snapshot, path, offset, "first-release"))
    assert check_changed(tmp_path, example, changed).features.keys() >= {"tasks/first-release"}


def test_archive_a_feature(example: Fixture, tmp_path: Path) -> None:
    snapshot = example.snapshot(tmp_path)
    feature = snapshot.features["tasks/order-management-mvp"]
    changed = apply_changes(example.files, snapshot, archive(snapshot, feature, NOW))
    after = check_changed(tmp_path, example, changed)
    assert after.features["tasks/completed/order-management-mvp"].is_archived


def test_completion_elsewhere() -> None:
    fixture = f'{TEAM}--- /tasks/cards/subtask_02.json\n{{"seq": "02", "depends_on": ["<|>"]}}\n'
    check_complete(fixture, "01", rest=True)


def test_fields_of_the_team_are_completed() -> None:
    fixture = f'{TEAM}--- /tasks/cards/subtask_02.json\n{{"seq": "02", "%s}}\n'
    check_complete(fixture % 'tick<|>"', "ticket", rest=True)
    check_complete(fixture % 'size": "<|>"', "small", "large")


def test_context_roots_are_offered_first() -> None:
    fixture = f'{TEAM}--- /tasks/cards/subtask_02.json\n{{"seq": "02", "context_files": ["<|>"]}}\n'
    check_complete(fixture, "handbook/style.md", rest=True)


def test_fields_of_the_team_are_explained(tmp_path: Path) -> None:
    fixture = read_fixture(
        f'{TEAM}--- /tasks/cards/subtask_02.json\n{{"seq": "02", "ti<|>cket": "SHOP-1", "size": "small"}}\n'
    )
    assert fixture.cursor is not None
    found = hover(fixture.snapshot(tmp_path), *fixture.cursor)
    assert found is not None
    assert "Where it is tracked." in found.markdown
