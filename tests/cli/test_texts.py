"""Texts that commands write: without blanks around them, and no longer than the schema allows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from callsheet.cli.main import run as run_here
from tests.cli.helpers import write
from tests.workspaces import FEATURE_FOLDER

CARDS = """
--- task.json
{"id": "gift-cards", "status": "active"}
--- subtask_01.json
{"seq": "01", "status": "pending"}
"""


def written(root: Path, name: str, *arguments: str) -> dict[str, Any]:
    """What stands in a file of the feature after a command."""
    assert run_here([*arguments, "-C", str(write(root, CARDS))]) == 0
    value: dict[str, Any] = json.loads((root / FEATURE_FOLDER / name).read_text())
    return value


def test_blanks_around_a_text_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = written(tmp_path, "subtask_01.json", "complete", "gift-cards", "01", "  The card\tis drawn \n")
    assert done["completion_summary"] == "The card\tis drawn"
    assert "  Summary: The card\\tis drawn\n" in capsys.readouterr().out
    started = written(tmp_path, "subtask_01.json", "start", "gift-cards", "01", "--agent", " coder-1 ")
    assert started["agent_id"] == "coder-1"
    assert "  Agent: coder-1\n" in capsys.readouterr().out
    assert written(tmp_path, "subtask_02.json", "new", "subtask", "gift-cards", " Print ")["title"] == "Print"


def test_a_blank_text_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "completion_summary" not in written(tmp_path, "subtask_01.json", "complete", "gift-cards", "01", " \t")
    assert "agent_id" not in written(tmp_path, "subtask_01.json", "start", "gift-cards", "01", "--agent", "")
    assert written(tmp_path, "subtask_02.json", "new", "subtask", "gift-cards", "  ")["title"] == "Subtask 02"
    said = capsys.readouterr().out
    assert "Summary" not in said
    assert "Agent" not in said
    assert run_here(["new", "feature", "vouchers", "--name", " ", "--objective", "", "-C", str(tmp_path)]) == 0
    task = json.loads((tmp_path / ".tmp/tasks/vouchers/task.json").read_text())
    assert (task["name"], task["objective"]) == ("Vouchers", "To be written: objective")


@pytest.mark.parametrize(
    ("arguments", "length", "message"),
    [
        (["complete", "gift-cards", "01"], 201, "summary has 201 characters; a completion_summary can have 200"),
        (["new", "subtask", "gift-cards"], 101, "title has 101 characters; a title can have 100"),
        (["new", "feature", "vouchers", "--name"], 101, "name has 101 characters; a name can have 100"),
        (["new", "feature", "vouchers", "--objective"], 201, "objective has 201 characters; an objective can have 200"),
    ],
)
def test_a_text_that_is_too_long_is_refused(
    arguments: list[str], length: int, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, CARDS)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.json")}
    assert run_here([*arguments, "🎁" * length, "-C", str(tmp_path)]) == 1
    assert capsys.readouterr() == ("", f"Error: {message}\n")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.json")} == before
    assert run_here([*arguments, " " + "🎁" * (length - 1), "-C", str(tmp_path)]) == 0


def test_a_team_may_allow_less(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = '{"properties": {"agent_id": {"maxLength": 5}}}'
    settings = f'--- /callsheet.toml\n[schemas]\nsubtask = "team.json"\n--- /team.json\n{schema}\n'
    write(tmp_path, CARDS + settings)
    assert run_here(["start", "gift-cards", "01", "--agent", "coder-1", "-C", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "Error: agent has 7 characters; an agent_id can have 5\n"
