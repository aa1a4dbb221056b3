"""The server for agents in large workspaces: answers stay short, and say what they leave out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from callsheet.cli.mcp_server.server import server_of
from callsheet.cli.mcp_server.tools import Tools
from tests.cli.mcp_client import text_of

TITLE = "What is to be done here " * 50


def write_feature(root: Path, name: str, statuses: list[str], *, chained: bool = False) -> None:
    """Write a feature with subtasks of some statuses; chained, each depends on all before it."""
    folder = root / ".tmp" / "tasks" / name
    folder.mkdir(parents=True)
    (folder / "task.json").write_text(json.dumps({"id": name, "name": TITLE, "status": "active"}))
    keys = [f"{number:04}" for number in range(1, len(statuses) + 1)]
    for index, (key, status) in enumerate(zip(keys, statuses, strict=True)):
        subtask = {"seq": key, "title": TITLE, "status": status, "depends_on": keys[:index] if chained else []}
        (folder / f"subtask_{key}.json").write_text(json.dumps(subtask))


async def ask(root: Path, tool: str, **arguments: Any) -> tuple[str, Any]:
    """The text and the data that a tool answers."""
    result: Any = await server_of(Tools(str(root))).call_tool(tool, arguments)
    assert not result.is_error, text_of(result)
    return text_of(result), result.structured_content


@pytest.mark.parametrize("tool", ["ready", "plan"])
@pytest.mark.parametrize("chained", [False, True])
async def test_answers_stay_short(tmp_path: Path, tool: str, chained: bool) -> None:
    statuses = ["completed"] * 10 + ["in_progress"] * 10 + ["pending"] * 280
    write_feature(tmp_path, "large", statuses, chained=chained)
    for number in range(60):
        write_feature(tmp_path, f"small-{number:02}", ["pending"])
    text, found = await ask(tmp_path, tool)
    assert len(text) < 30_000
    assert len(json.dumps(found)) < 60_000
    assert len(found["features"]) == 40
    assert text.endswith(
        "21 more features not shown: ask for one by its name. "
        "Not all subtasks are listed: ask for one feature, or for more with `max_subtasks`."
    )
    assert found["note"]
    assert text.endswith(found["note"])


async def test_what_can_begin_and_is_begun_goes_before_what_waits(tmp_path: Path) -> None:
    write_feature(tmp_path, "large", ["in_progress"] * 3 + ["pending"] * 20 + ["blocked"] * 20)
    text, found = await ask(tmp_path, "ready", max_subtasks=10)
    [feature] = found["features"]
    assert feature["not_listed"] == {"ready": 13, "in_progress": 0, "waiting": 20}
    assert len(feature["subtasks_in_progress"]) == 3
    assert "\n  … and 13 more\nIn progress:\n  0001 - What is" in text
    _, found = await ask(tmp_path, "ready", max_subtasks=100, feature="large")
    assert not any(found["features"][0]["not_listed"].values())
    assert found["note"] is None


async def test_features_with_work_go_first(tmp_path: Path) -> None:
    for number in range(45):
        write_feature(tmp_path, f"blocked-{number:02}", ["blocked"])
    write_feature(tmp_path, "ready", ["pending"])
    write_feature(tmp_path, "taken", ["in_progress", "blocked"])
    _, found = await ask(tmp_path, "ready")
    assert [feature["feature"] for feature in found["features"]][:3] == ["ready", "taken", "blocked-00"]


async def test_a_plan_begins_where_something_is_left_to_do(tmp_path: Path) -> None:
    write_feature(tmp_path, "large", ["completed"] * 30 + ["pending"] * 5, chained=True)
    text, found = await ask(tmp_path, "plan", max_subtasks=6)
    [feature] = found["features"]
    assert [batch["batch"] for batch in feature["batches"]] == [1, 31, 32, 33, 34, 35]
    assert feature["not_listed"] == 29
    assert "… and 29 more subtasks\n" in text
    assert "0020 → 15 more\n" in text
