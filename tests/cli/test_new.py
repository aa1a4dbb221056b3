"""`callsheet new`: features and subtasks, also in a project that has none yet."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from callsheet.cli.main import run as run_here
from tests.cli.helpers import run, write
from tests.workspaces import FEATURE_FOLDER

FEATURE = """
--- task.json
{
  "id": "gift-cards",
  "status": "active",
  "subtask_count": 1,
  "completed_count": 0
}
"""

STILL_TO_BE_FILLED_IN = {"no-acceptance-criteria", "no-deliverables"}


def check_only_to_be_filled_in(root: Path) -> None:
    """Check that nothing is wrong with the files but that they are still to be filled in."""
    found = run("check", "--format", "json", folder=root).json
    assert {finding["rule"] for finding in found["findings"]} <= STILL_TO_BE_FILLED_IN


# Features


def test_the_first_feature_of_a_project(tmp_path: Path) -> None:
    done = run("new", "feature", "gift-cards", folder=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert done.out == "✓ Created feature gift-cards\n  File: .tmp/tasks/gift-cards/task.json\n"
    task = json.loads((tmp_path / FEATURE_FOLDER / "task.json").read_text())
    assert task.pop("created_at")[:2] == "20"
    assert task == {
        "id": "gift-cards",
        "name": "Gift cards",
        "status": "active",
        "objective": "To be written: objective",
        "context_files": [],
        "reference_files": [],
        "exit_criteria": [],
        "subtask_count": 0,
        "completed_count": 0,
    }
    check_only_to_be_filled_in(tmp_path)
    assert run("new", "subtask", "gift-cards", "Draw the card", folder=tmp_path).out == (
        "✓ Created subtask gift-cards/01\n  Title: Draw the card\n  File: .tmp/tasks/gift-cards/subtask_01.json\n"
    )
    check_only_to_be_filled_in(tmp_path)


def test_it_goes_to_the_root_of_the_repository(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "src").mkdir()
    done = run("new", "feature", "gift-cards", folder=tmp_path / "src")
    assert done.out.endswith("  File: ../.tmp/tasks/gift-cards/task.json\n")
    assert (tmp_path / FEATURE_FOLDER / "task.json").exists()


def test_name_and_objective_as_they_are_given(tmp_path: Path) -> None:
    arguments = ["gift-cards", "--name", 'Gift "cards" 🎁', "--objective", "Customers send gift cards"]
    run("new", "feature", *arguments, folder=tmp_path)
    task = json.loads((tmp_path / FEATURE_FOLDER / "task.json").read_text(encoding="utf-8"))
    assert (task["name"], task["objective"]) == ('Gift "cards" 🎁', "Customers send gift cards")


def test_json(tmp_path: Path) -> None:
    done = run("new", "feature", "gift-cards", "--format", "json", folder=tmp_path).json
    assert (done["feature"]["id"], done["feature"]["total"]) == ("gift-cards", 0)
    assert done["changed"] == [f"{FEATURE_FOLDER}/task.json"]
    done = run("new", "subtask", "gift-cards", "--format", "json", folder=tmp_path).json
    assert (done["subtask"], done["status"], done["feature"]["total"]) == ("01", "pending", 1)
    assert done["changed"] == [f"{FEATURE_FOLDER}/task.json", f"{FEATURE_FOLDER}/subtask_01.json"]


def test_a_feature_that_lacks_its_task_gets_one(tmp_path: Path) -> None:
    root = write(tmp_path, '--- subtask_01.json\n{"id": "gift-cards-01", "seq": "01", "status": "completed"}\n')
    assert run("new", "feature", "gift-cards", folder=root).status == 0
    task = json.loads((root / FEATURE_FOLDER / "task.json").read_text())
    assert (task["subtask_count"], task["completed_count"]) == (1, 1)


@pytest.mark.parametrize("name", ["task.json", "task.yaml", "task.yml"])
def test_what_is_there_is_never_overwritten(name: str, tmp_path: Path) -> None:
    root = write(tmp_path, f"--- {name}\n\n")
    done = run("new", "feature", "gift-cards", folder=root)
    assert (done.status, done.out) == (1, "")
    assert done.err == f"Error: there is a feature gift-cards already: {FEATURE_FOLDER}\n"
    assert [path.name for path in (root / FEATURE_FOLDER).iterdir()] == [name]


def test_nor_does_it_take_the_name_of_an_archived_one(tmp_path: Path) -> None:
    root = write(tmp_path, "--- /.tmp/tasks/completed/gift-cards/task.json\n{}\n")
    done = run("new", "feature", "gift-cards", folder=root)
    assert done.err == (
        "Error: there is a feature gift-cards in the archive already: .tmp/tasks/completed/gift-cards\n"
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Gift cards", 'no feature can have the name "Gift cards"; did you mean gift-cards?'),
        ("../gift", 'no feature can have the name "../gift"; did you mean gift?'),
        ("gift\n", 'no feature can have the name "gift\\n"; did you mean gift?'),
        ("", 'no feature can have the name ""; it can have small letters, digits and hyphens between them'),
        (
            "\ud800",
            'no feature can have the name "\\ud800"; it can have small letters, digits and hyphens between them',
        ),
        (
            "completed",
            'no feature can have the name "completed": files in .tmp/tasks/completed are not those of a feature',
        ),
    ],
)
def test_names_that_no_feature_can_have(
    name: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_here(["new", "feature", "-C", str(tmp_path), "--", name]) == 2
    assert capsys.readouterr() == ("", f"Error: {message}\n")
    assert not any(tmp_path.iterdir())


def test_a_name_that_is_too_long_for_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_here(["new", "feature", "-C", str(tmp_path), "x" * 300]) == 74
    assert capsys.readouterr().err.endswith("/task.json cannot be written: File name too long\n")
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("pattern", "task", "subtask"),
    [
        ("work/{feature}/task", "work/gift-cards/task.json", "work/gift-cards/subtask_01.json"),
        ("work/**/{feature}/task.yaml", "work/gift-cards/task.yaml", "work/gift-cards/subtask_01.yaml"),
    ],
)
def test_a_team_that_keeps_its_tasks_elsewhere(pattern: str, task: str, subtask: str, tmp_path: Path) -> None:
    root = write(tmp_path, f'--- /callsheet.toml\n[patterns]\ntask = ["{pattern}"]\n')
    assert run("new", "feature", "gift-cards", folder=root).out.endswith(f"  File: {task}\n")
    assert run("new", "subtask", "gift-cards", folder=root).out.endswith(f"  File: {subtask}\n")
    check_only_to_be_filled_in(root)


def test_a_team_that_requires_more(tmp_path: Path) -> None:
    settings = """
--- /callsheet.toml
[schemas]
task = "team.json"
subtask = "team.json"
--- /team.json
{"required": ["ticket"], "properties": {"ticket": {"examples": ["SHOP-1"]}}}
"""
    root = write(tmp_path, settings)
    run("new", "feature", "gift-cards", folder=root)
    run("new", "subtask", "gift-cards", folder=root)
    for path in (root / FEATURE_FOLDER).iterdir():
        assert json.loads(path.read_text())["ticket"] == "SHOP-1"
