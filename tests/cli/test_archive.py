"""`callsheet archive`: the folder moves, and what refers to it follows."""

from __future__ import annotations

from pathlib import Path

from tests.cli.helpers import age, run, write

FINISHED = """
--- /.tmp/tasks/gift-cards/task.json
{"id": "gift-cards", "status": "active"}
--- /.tmp/tasks/gift-cards/subtask_01.json
{"seq": "01", "status": "completed", "deliverables": [".tmp/tasks/gift-cards/notes.md"]}
--- /.tmp/tasks/gift-cards/notes.md
Notes
"""

WORKSPACE = f"""{FINISHED}
--- /.tmp/tasks/vouchers/task.yaml
id: vouchers
status: active
context_files:
  - path: .tmp/tasks/gift-cards/notes.md  # as with the cards
  - '@.tmp/tasks/gift-cards/subtask_01.json (new)'
--- /docs/adr/001-cards.md
# Cards

See [the notes](../../.tmp/tasks/gift-cards/notes.md).
"""


def test_a_feature_moves_and_references_follow(tmp_path: Path) -> None:
    done = run("archive", "gift-cards", folder=write(tmp_path, WORKSPACE))
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "✓ Archived gift-cards\n  Folder: .tmp/tasks/completed/gift-cards\n  References follow in 2 files\n"
    )
    archived = tmp_path / ".tmp/tasks/completed/gift-cards"
    assert not (tmp_path / ".tmp/tasks/gift-cards").exists()
    assert sorted(path.name for path in archived.iterdir()) == ["notes.md", "subtask_01.json", "task.json"]
    assert '"status": "completed", "completed_at": "' in (archived / "task.json").read_text()
    assert '[".tmp/tasks/completed/gift-cards/notes.md"]' in (archived / "subtask_01.json").read_text()
    assert (tmp_path / ".tmp/tasks/vouchers/task.yaml").read_text() == (
        "id: vouchers\n"
        "status: active\n"
        "context_files:\n"
        "  - path: .tmp/tasks/completed/gift-cards/notes.md  # as with the cards\n"
        "  - '@.tmp/tasks/completed/gift-cards/subtask_01.json (new)'\n"
    )
    assert "(../../.tmp/tasks/completed/gift-cards/notes.md)" in (tmp_path / "docs/adr/001-cards.md").read_text()
    assert run("archive", "gift-cards", folder=tmp_path).err == "Error: gift-cards is archived\n"


def test_json(tmp_path: Path) -> None:
    done = run("archive", "gift-cards", "--format", "json", folder=write(tmp_path, FINISHED)).json
    folder = ".tmp/tasks/completed/gift-cards"
    assert done["folder"] == folder
    assert done["changed"] == [f"{folder}/task.json", f"{folder}/subtask_01.json"]
    assert (done["feature"]["id"], done["feature"]["status"]) == ("gift-cards", "completed")


def test_an_unfinished_feature_has_to_be_forced(tmp_path: Path) -> None:
    root = write(tmp_path, FINISHED.replace('"completed"', '"blocked"'))
    done = run("archive", "gift-cards", folder=root)
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "Error: gift-cards has subtasks that are not completed: 01 is blocked; --force does it all the same\n"
    )
    assert run("archive", "gift-cards", "--force", folder=root).status == 0
    assert (root / ".tmp/tasks/completed/gift-cards/task.json").read_text().strip() == (
        '{"id": "gift-cards", "status": "active"}'
    )


def test_a_feature_in_which_nothing_was_to_be_done_is_not_finished(tmp_path: Path) -> None:
    root = write(tmp_path, "--- task.json\n{}\n")
    assert run("complete", "gift-cards", folder=root).err == "Error: gift-cards has no subtasks\n"
    done = run("archive", "gift-cards", folder=root)
    assert (done.status, done.err) == (1, "Error: gift-cards has no subtasks; --force does it all the same\n")
    assert run("archive", "gift-cards", "--force", folder=root).status == 0


def test_broken_files_hide_whether_a_feature_is_finished(tmp_path: Path) -> None:
    root = age(write(tmp_path, FINISHED.replace('"status": "completed"', '"stat')))
    done = run("archive", "gift-cards", folder=root)
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "Error: .tmp/tasks/gift-cards/subtask_01.json:1:15: expected a colon after the key; mend it first\n"
    )
    assert run("archive", "gift-cards", "--force", folder=root).status == 0


def test_what_is_in_the_archive_stays(tmp_path: Path) -> None:
    root = write(tmp_path, f"{FINISHED}--- /.tmp/tasks/completed/gift-cards/kept.md\nKept\n")
    done = run("archive", "gift-cards", "--force", folder=root)
    assert (done.status, done.err) == (1, "Error: .tmp/tasks/completed/gift-cards exists already\n")
    assert [path.name for path in (root / ".tmp/tasks/completed/gift-cards").iterdir()] == ["kept.md"]


def test_a_team_that_keeps_its_tasks_elsewhere(tmp_path: Path) -> None:
    elsewhere = WORKSPACE.replace(".tmp/tasks/", "work/")
    root = write(tmp_path, f'--- /callsheet.toml\n[patterns]\ntask = ["work/{{feature}}/task"]\n{elsewhere}')
    done = run("archive", "gift-cards", folder=root)
    assert (done.err, done.out.splitlines()[1]) == ("", "  Folder: work/completed/gift-cards")
    assert (root / "work/completed/gift-cards/task.json").exists()
