"""The commands in a workspace that is configured."""

from __future__ import annotations

from pathlib import Path

from callsheet.cli.progress import Progress
from callsheet.cli.reading import narrowed, read, unarchived, wanted_paths
from callsheet.cli.settings import decisive_fault
from callsheet.cli.workspaces import find_targets
from tests.cli.helpers import RIGHT, WRONG, run, write
from tests.workspaces import FEATURE_FOLDER

ELSEWHERE = '[patterns]\ntask = ["work/{feature}/task"]\n'


def configure(folder: Path, text: str) -> None:
    (folder / "callsheet.toml").write_text(text, encoding="utf-8")


def moved(folder: Path, fixture: str) -> None:
    """Write a workspace whose tasks lie in `work`."""
    write(
        folder,
        fixture.replace("--- task.json", "--- /work/gift-cards/task.json").replace(
            "--- sub", "--- /work/gift-cards/sub"
        ),
    )
    configure(folder, ELSEWHERE)


def test_tasks_that_lie_elsewhere(tmp_path: Path) -> None:
    moved(tmp_path, WRONG)
    found = run("check", folder=tmp_path)
    assert found.status == 1
    assert "work/gift-cards/subtask_01.json:6:" in found.out
    assert "[gift-cards]" in run("status", folder=tmp_path).out
    assert "01 - Draw the card" in run("plan", folder=tmp_path).out
    assert "work/gift-cards/task.json" in run("stages", folder=tmp_path).out


def test_commands_find_their_way_from_inside(tmp_path: Path) -> None:
    moved(tmp_path, WRONG)
    inside = tmp_path / "work" / "gift-cards"
    assert run("check", folder=inside).status == 1
    assert run("check", "work/gift-cards/subtask_01.json", folder=tmp_path).status == 1
    assert run("check", "work/gift-cards/task.json", folder=tmp_path).status == 0
    assert "[gift-cards]" in run("status", folder=inside).out


def test_findings_as_the_team_grades_them(tmp_path: Path) -> None:
    write(tmp_path, WRONG)
    assert run("check", folder=tmp_path).status == 1
    configure(tmp_path, '[rules]\nunresolved-dependency = "hint"\n')
    found = run("check", "--format", "json", folder=tmp_path)
    assert found.status == 0
    assert found.json["summary"]["error"] == 0
    configure(tmp_path, '[rules]\nunresolved-dependency = "off"\n')
    assert "unresolved-dependency" not in run("check", folder=tmp_path).out


def test_files_that_are_not_checked_are_not_counted(tmp_path: Path) -> None:
    write(tmp_path, WRONG)
    configure(tmp_path, 'ignore = ["subtask_01.json"]\n')
    found = run("check", folder=tmp_path)
    assert (found.status, found.out) == (0, "no findings in 2 documents\n")


def test_what_is_wrong_with_the_configuration_is_listed(tmp_path: Path) -> None:
    write(tmp_path, RIGHT)
    configure(tmp_path, '[rules]\ntoo-long = "loud"\n[schemas]\ntask = "own.json"\n')
    (tmp_path / "own.json").write_text('{"type": "text"}', encoding="utf-8")
    found = run("check", folder=tmp_path)
    assert found.status == 1
    assert "callsheet.toml:2:12: error" in found.out
    assert "callsheet.toml:4:8: error: own.json: /type" in found.out
    configure(tmp_path, "[rules\n")
    assert "syntax-error" in run("check", "callsheet.toml", folder=tmp_path).out


def test_a_schema_of_the_team(tmp_path: Path) -> None:
    write(tmp_path, RIGHT)
    configure(tmp_path, '[schemas]\ntask = "own.json"\n')
    (tmp_path / "own.json").write_text('{"required": ["owner"], "properties": {"owner": {}}}', encoding="utf-8")
    found = run("check", folder=tmp_path)
    assert found.status == 1
    assert 'this task has no "owner" (own.json)' in found.out


def test_a_configuration_without_artifacts(tmp_path: Path) -> None:
    configure(tmp_path, ELSEWHERE)
    assert run("check", folder=tmp_path).out == "no findings in 1 document\n"


def test_a_command_goes_by_one_reading_of_its_settings(tmp_path: Path) -> None:
    """Should somebody save others meanwhile, what is said of them, read and written does not differ."""
    write(tmp_path, RIGHT)
    configure(tmp_path, 'ignore = ["task.json"]\n')
    (target,) = find_targets([str(tmp_path / ".tmp")])
    assert decisive_fault(target) is None
    configure(tmp_path, "ignore = [")
    for part in (target, unarchived(target), narrowed(target, "gift-cards")):
        assert decisive_fault(part) is None
        snapshot = read(part, Progress())
        assert wanted_paths(part, snapshot) == [f"{FEATURE_FOLDER}/subtask_01.json"]
    (anew,) = find_targets([str(tmp_path / ".tmp")])
    assert decisive_fault(anew) is not None
