"""Which kind of artifact a path stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.kinds import ArtifactKind, ArtifactPath
from callsheet.artifacts.layout import DEFAULT_LAYOUT

TASK, SUBTASK = ArtifactKind.TASK, ArtifactKind.SUBTASK


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".tmp/tasks/f/task.json", ArtifactPath(TASK, ".tmp/tasks/f", "f")),
        (".tmp/tasks/f/task.yaml", ArtifactPath(TASK, ".tmp/tasks/f", "f")),
        (".tmp/tasks/f/task.yml", ArtifactPath(TASK, ".tmp/tasks/f", "f")),
        (".tmp/tasks/f/subtask_01.json", ArtifactPath(SUBTASK, ".tmp/tasks/f", "f", "01")),
        (".tmp/tasks/f/subtask_100.yaml", ArtifactPath(SUBTASK, ".tmp/tasks/f", "f", "100")),
        (".tmp/tasks/f/subtask_03_api.json", ArtifactPath(SUBTASK, ".tmp/tasks/f", "f", "03")),
        (".tmp/tasks/f/subtask_03-api.v2.json", ArtifactPath(SUBTASK, ".tmp/tasks/f", "f", "03")),
        (".tmp/tasks/a b/task.json", ArtifactPath(TASK, ".tmp/tasks/a b", "a b")),
        (".tmp/tasks/completed/f/task.json", ArtifactPath(TASK, ".tmp/tasks/completed/f", "f", is_archived=True)),
        (
            ".tmp/tasks/completed/completed/task.json",
            ArtifactPath(TASK, ".tmp/tasks/completed/completed", "completed", is_archived=True),
        ),
    ],
)
def test_tasks_and_subtasks(path: str, expected: ArtifactPath) -> None:
    assert DEFAULT_LAYOUT.classify(path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".tmp/tasks/f/contexts.json", ArtifactPath(ArtifactKind.CONTEXTS, ".tmp/tasks/f", "f")),
        (
            ".tmp/tasks/completed/f/contexts.yaml",
            ArtifactPath(ArtifactKind.CONTEXTS, ".tmp/tasks/completed/f", "f", is_archived=True),
        ),
        (
            ".tmp/tasks/f/module-briefs/c.md",
            ArtifactPath(ArtifactKind.MODULE_BRIEF, ".tmp/tasks/f/module-briefs", "f", context="c"),
        ),
        (".tmp/planning/f/map.json", ArtifactPath(ArtifactKind.STORY_MAP, ".tmp/planning/f", "f")),
        (".tmp/planning/prioritized.yml", ArtifactPath(ArtifactKind.BACKLOG, ".tmp/planning", "")),
        (".tmp/planning/f/prioritized.json", ArtifactPath(ArtifactKind.BACKLOG, ".tmp/planning/f", "f")),
        (
            ".tmp/contracts/c/s/contract.json",
            ArtifactPath(ArtifactKind.CONTRACT, ".tmp/contracts/c/s", "", context="c"),
        ),
        (
            ".tmp/contracts/c/s/contract.openapi.yaml",
            ArtifactPath(ArtifactKind.OPENAPI, ".tmp/contracts/c/s", "", context="c"),
        ),
        (".tmp/contracts/c/s/openapi.json", ArtifactPath(ArtifactKind.OPENAPI, ".tmp/contracts/c/s", "", context="c")),
        ("docs/adr/012-use-events.md", ArtifactPath(ArtifactKind.ADR, "docs/adr", "", "012")),
        (
            ".tmp/validation/gift-cards-report.md",
            ArtifactPath(ArtifactKind.VALIDATION_REPORT, ".tmp/validation", "gift-cards"),
        ),
        ("docs/retrospectives/f.md", ArtifactPath(ArtifactKind.RETROSPECTIVE, "docs/retrospectives", "f")),
    ],
)
def test_planning_artifacts(path: str, expected: ArtifactPath) -> None:
    assert DEFAULT_LAYOUT.classify(path) == expected


@pytest.mark.parametrize(
    "path",
    [
        "",
        "task.json",
        ".tmp/tasks/task.json",
        ".tmp/tasks/completed/task.json",
        ".tmp/tasks/f/g/task.json",
        ".tmp/tasks/f/tasks.json",
        ".tmp/tasks/f/task.toml",
        ".tmp/tasks/f/task.json.bak",
        ".tmp/tasks/f/my_task.json",
        ".tmp/tasks/f/subtask_.json",
        ".tmp/tasks/f/subtask_x.json",
        ".tmp/tasks/f/subtask_01x.json",
        ".tmp/tasks/f/subtask-01.json",
        "x/.tmp/tasks/f/task.json",
        "/.tmp/tasks/f/task.json",
        ".tmp/planning/f/task.json",
        ".tmp/tasks/contexts.json",
        ".tmp/tasks/completed/contexts.json",
        ".tmp/tasks/completed/module-briefs/c.md",
        ".tmp/planning/map.json",
        ".tmp/contracts/c/contract.json",
        ".tmp/contracts/c/s/t/contract.json",
        ".tmp/contracts/c/s/contract.openapi.md",
        "docs/adr/README.md",
        "docs/adr/template.md",
        "docs/retrospectives/2026/f.md",
    ],
)
def test_other_files(path: str) -> None:
    assert DEFAULT_LAYOUT.classify(path) is None


@given(st.text(max_size=40) | st.text(alphabet="./tasks_ubjon0123completd", max_size=60))
def test_no_text_makes_it_raise(path: str) -> None:
    DEFAULT_LAYOUT.classify(path)
