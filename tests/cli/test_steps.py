"""Start, complete, block, unblock, reopen: what they say and what they write."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from callsheet.cli.main import run as run_here
from tests.cli.helpers import Result, environment, run, write
from tests.workspaces import FEATURE_FOLDER

NOW = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

TASK = """
--- task.json
{"id": "gift-cards", "status": "active", "subtask_count": 2, "completed_count": 0}
"""

FIRST = """
--- subtask_01.json
{"seq": "01", "status": "pending"}
"""

CARDS = f"""{TASK}{FIRST}
--- subtask_02.json
{{"seq": "02", "status": "pending", "depends_on": ["01"]}}
"""


def texts(root: Path) -> dict[str, str]:
    """The files of the feature by name, with NOW for every time."""
    return {path.name: NOW.sub("NOW", path.read_bytes().decode()).strip() for path in (root / FEATURE_FOLDER).iterdir()}


def check(root: Path, before: str, arguments: str, said: str, **changed: str) -> None:
    """Check what a command says, and which files it changes; `changed` has their texts by the names before the ending."""
    write(root, before)
    expected = texts(root)
    done = run(*arguments.split(" "), folder=root)
    assert (done.err, done.out, done.status) == ("", said, 0)
    ending = ".yaml" if "subtask_01.yaml" in expected else ".json"
    assert texts(root) == expected | {f"{name}{ending}": text for name, text in changed.items()}


def check_refused(root: Path, before: str, arguments: str, message: str, status: int = 1) -> Result:
    """Check that a command is refused, why, and that nothing has changed."""
    write(root, before)
    expected = texts(root)
    done = run(*arguments.split(" "), folder=root)
    assert (done.out, done.status) == ("", status)
    assert done.err == f"Error: {message}\n"
    assert texts(root) == expected
    return done


# Complete


def test_complete(tmp_path: Path) -> None:
    check(
        tmp_path,
        CARDS,
        "complete gift-cards 01 Drawn",
        "✓ Marked gift-cards/01 as completed\n  Summary: Drawn\n  Progress: 1/2\n",
        subtask_01='{"seq": "01", "status": "completed", "completed_at": "NOW", "completion_summary": "Drawn"}',
        task='{"id": "gift-cards", "status": "active", "subtask_count": 2, "completed_count": 1}',
    )


@pytest.mark.parametrize("written", ["1", "01", "001", "gift-cards-01", " 01 "])
def test_a_subtask_goes_by_its_number_or_its_id(written: str, tmp_path: Path) -> None:
    done = run("complete", "gift-cards", written, folder=write(tmp_path, CARDS))
    assert done.out.startswith("✓ Marked gift-cards/01 as completed\n")


@pytest.mark.parametrize("summary", [[], [""]])
def test_complete_without_a_summary(summary: list[str], tmp_path: Path) -> None:
    done = run("complete", "gift-cards", "01", *summary, folder=write(tmp_path, CARDS))
    assert done.out == "✓ Marked gift-cards/01 as completed\n  Progress: 1/2\n"
    assert "completion_summary" not in texts(tmp_path)["subtask_01.json"]


def test_a_summary_may_be_anything(tmp_path: Path) -> None:
    summary = '-- "Drawn"\n\tüber 🎁 \x1b[31m\\'
    done = run("complete", "--", "gift-cards", "01", summary, folder=write(tmp_path, CARDS))
    assert '  Summary: -- "Drawn"\\n\\tüber 🎁 \\x1b[31m\\\n' in done.out
    assert json.loads(texts(tmp_path)["subtask_01.json"])["completion_summary"] == summary


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["complete", "gift-cards", "01", "Gr\udcfc\udcdfe"], 'the summary "Gr\\udcfc\\udcdfe" is no valid text'),
        (["start", "gift-cards", "01", "--agent", "\udcfc"], 'the agent "\\udcfc" is no valid text'),
    ],
)
def test_bytes_in_another_encoding_are_refused(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = texts(write(tmp_path, CARDS))
    assert run_here([*arguments, "-C", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"Error: {message}: it must be in UTF-8\n"
    assert texts(tmp_path) == before


def test_the_longest_summary(tmp_path: Path) -> None:
    done = run("complete", "gift-cards", "01", "🎁" * 200, folder=write(tmp_path, CARDS))
    assert done.status == 0


def test_a_summary_that_is_too_long(tmp_path: Path) -> None:
    message = "summary has 201 characters; a completion_summary can have 200"
    check_refused(tmp_path, CARDS, f"complete gift-cards 01 {'x' * 201} --force", message)


def test_open_dependencies(tmp_path: Path) -> None:
    reason = "02 depends on what is not completed: 01 is pending; --force does it all the same"
    check_refused(tmp_path, CARDS, "complete gift-cards 02 Printed", reason)
    assert run("complete", "gift-cards", "02", "Printed", "--force", folder=tmp_path).status == 0


def test_complete_twice(tmp_path: Path) -> None:
    done = CARDS.replace('"01", "status": "pending"', '"01", "status": "completed"')
    check_refused(
        tmp_path,
        done,
        "complete gift-cards 01 Drawn --force",
        "01 is completed already; reopen it to change its summary",
    )


def test_the_last_subtask_and_then_the_task(tmp_path: Path) -> None:
    only = TASK.replace('"subtask_count": 2', '"subtask_count": 1') + FIRST
    reason = "gift-cards has subtasks that are not completed: 01 is pending"
    check_refused(tmp_path, only, "complete gift-cards", reason)
    done = run("complete", "gift-cards", "01", folder=tmp_path)
    assert done.out == (
        "✓ Marked gift-cards/01 as completed\n"
        "  Progress: 1/1\n"
        '  All subtasks are completed; "callsheet complete gift-cards" completes the task\n'
    )
    done = run("complete", "gift-cards", folder=tmp_path)
    assert done.out == "✓ Marked gift-cards as completed\n  Progress: 1/1\n"
    assert texts(tmp_path)["task.json"] == (
        '{"id": "gift-cards", "status": "completed", "subtask_count": 1, "completed_count": 1, "completed_at": "NOW"}'
    ).replace('"status": "completed", "subtask_count": 1, "completed_count": 1, "completed_at": "NOW"', AFTER)
    assert run("complete", "gift-cards", folder=tmp_path).err == "Error: gift-cards is completed already\n"


AFTER = '"status": "completed", "completed_at": "NOW", "subtask_count": 1, "completed_count": 1'


# The others


def test_start(tmp_path: Path) -> None:
    check(
        tmp_path,
        CARDS,
        "start gift-cards 01",
        "✓ Marked gift-cards/01 as in progress\n  Progress: 0/2\n",
        subtask_01='{"seq": "01", "status": "in_progress", "started_at": "NOW"}',
    )
    check_refused(tmp_path, CARDS, "start gift-cards 02", "02 depends on what is not completed: 01 is pending")


def test_start_with_an_agent(tmp_path: Path) -> None:
    check(
        tmp_path,
        CARDS,
        "start gift-cards 01 --agent coder-1",
        "✓ Marked gift-cards/01 as in progress\n  Agent: coder-1\n  Progress: 0/2\n",
        subtask_01='{"seq": "01", "status": "in_progress", "agent_id": "coder-1", "started_at": "NOW"}',
    )


def test_block_and_unblock(tmp_path: Path) -> None:
    blocked = '{"seq": "01", "status": "blocked"}'
    said = "✓ Marked gift-cards/01 as blocked\n  Progress: 0/2\n"
    check(tmp_path, CARDS, "block gift-cards 01", said, subtask_01=blocked)
    check_refused(tmp_path, CARDS.replace(FIRST, f"\n--- subtask_01.json\n{blocked}\n"), "block gift-cards 01", BLOCKED)
    assert run("unblock", "gift-cards", "01", folder=tmp_path).out == (
        "✓ Marked gift-cards/01 as pending\n  Progress: 0/2\n"
    )
    check_refused(tmp_path, CARDS, "unblock gift-cards 01", "01 is not blocked")


BLOCKED = "01 is blocked already"

DONE = """
--- task.yaml
status: completed
completed_at: 2026-03-01T09:15:00Z
completed_count: 2
--- subtask_01.yaml
seq: "01"
status: completed  # at last
completion_summary: Drawn
--- subtask_02.yaml
seq: "02"
status: completed
depends_on: ["01"]
"""


def test_reopen(tmp_path: Path) -> None:
    check(
        tmp_path,
        DONE,
        "reopen gift-cards 1",
        "✓ Marked gift-cards/01 as pending although 02 has begun\n  Progress: 1/2\n  The task is active again\n",
        subtask_01='seq: "01"\nstatus: pending  # at last\ncompletion_summary: null',
        task="status: active\ncompleted_at: null\ncompleted_count: 1",
    )
    check_refused(tmp_path, CARDS, "reopen gift-cards 01", "01 is not completed")


@pytest.mark.parametrize(
    ("folder", "hint"), [("gift cards", "'gift cards'"), ("-cards", "-- -cards"), ("it's", "'it'\"'\"'s'")]
)
def test_a_hint_is_a_command_that_works(folder: str, hint: str, tmp_path: Path) -> None:
    root = write(tmp_path, FIRST.replace("--- ", "--- /.tmp/tasks/x/"))
    (root / ".tmp/tasks/x").rename(root / ".tmp/tasks" / folder)
    (root / ".tmp/tasks" / folder / "task.json").write_text('{"status": "active"}')
    done = run("complete", "--", folder, "01", folder=root)
    assert done.out.endswith(f'  All subtasks are completed; "callsheet complete {hint}" completes the task\n')
    command = f"exec {sys.executable} -m callsheet complete {hint}"
    assert subprocess.run(command, cwd=root, env=environment(), shell=True, check=False).returncode == 0


def test_a_feature_without_a_task(tmp_path: Path) -> None:
    reason = f'gift-cards has no task file: "callsheet new feature gift-cards" makes {FEATURE_FOLDER}/task.json'
    check_refused(tmp_path, FIRST, "complete gift-cards", reason)
    assert run("new", "feature", "gift-cards", folder=tmp_path).status == 0
    elsewhere = FIRST.replace("--- ", "--- /work/more/gift-cards/")
    settings = '--- /callsheet.toml\n[patterns]\ntask = ["work/**/{feature}/task"]\n'
    done = run("complete", "gift-cards", folder=write(tmp_path / "team", settings + elsewhere))
    assert done.err == "Error: gift-cards has no task file\n"


# For programs


def test_json(tmp_path: Path) -> None:
    done = run("complete", "gift-cards", "01", "--format", "json", folder=write(tmp_path, CARDS))
    assert done.json == {
        "subtask": "01",
        "status": "completed",
        "feature": {
            "feature": "gift-cards",
            "id": "gift-cards",
            "name": None,
            "status": "active",
            "progress": 50,
            "total": 2,
            "pending": 1,
            "in_progress": 0,
            "completed": 1,
            "blocked": 0,
        },
        "changed": [f"{FEATURE_FOLDER}/subtask_01.json", f"{FEATURE_FOLDER}/task.json"],
    }


def test_json_of_a_whole_feature(tmp_path: Path) -> None:
    root = write(tmp_path, DONE.replace("status: completed\ncompleted_at", "status: active\ncompleted_at"))
    done = run("complete", "gift-cards", "--format", "json", folder=root).json
    assert (done["feature"]["status"], done["changed"]) == ("completed", [f"{FEATURE_FOLDER}/task.yaml"])
    assert "subtask" not in done
