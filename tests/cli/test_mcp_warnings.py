"""What the server for agents warns of: what the command line says on standard error belongs to its answers."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest

from callsheet.cli.ending import say
from callsheet.cli.mcp_server.hearing import MAX_WARNINGS, hearing, warnings
from callsheet.cli.mcp_server.server import server_of
from callsheet.cli.mcp_server.tools import Tools
from tests.cli.helpers import write
from tests.cli.mcp_client import WORK, call, connected, refusal, text_of

SLIP = "--- /callsheet.toml\n[rules\n"
WRONG_TYPE = "--- /callsheet.toml\nignore = 5\n"
WHOLE = {"feature": "gift-cards"}
SUBTASK = {**WHOLE, "subtask": "01"}


async def ask(root: Path, tool: str, arguments: dict[str, Any]) -> Any:
    """The result of a call."""
    return await server_of(Tools(str(root))).call_tool(tool, arguments)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("check", {}),
        ("plan", {}),
        ("ready", WHOLE),
        ("start", SUBTASK),
        ("complete", {**SUBTASK, "summary": "Done"}),
        ("block", SUBTASK),
    ],
)
async def test_settings_that_do_not_count(tmp_path: Path, tool: str, arguments: dict[str, Any]) -> None:
    result = await ask(write(tmp_path, WORK + SLIP), tool, arguments)
    [warning] = result.structured_content["warnings"]
    assert "callsheet.toml:" in warning
    assert warning.endswith("; none of its settings count")
    assert text_of(result).endswith(f"\n\nWarning: {warning}")


async def test_an_answer_without_data_warns_too(tmp_path: Path) -> None:
    result = await ask(write(tmp_path, WORK + SLIP), "show", SUBTASK)
    assert result.structured_content is None
    assert text_of(result).endswith("; none of its settings count")


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("start", {**SUBTASK, "feature": "cards"}),
        ("check", {"feature": "cards"}),
        ("show", {**SUBTASK, "subtask": "9"}),
    ],
)
async def test_refusals_warn_too(tmp_path: Path, tool: str, arguments: dict[str, Any]) -> None:
    async with connected(write(tmp_path, WORK + SLIP)) as client:
        reason, _, warning = (await refusal(client, tool, **arguments)).partition("\n\n")
    assert reason.startswith(('there is no feature "cards"', 'no feature "cards"', "gift-cards has no subtask"))
    assert warning.startswith("Warning: callsheet.toml:")


async def test_the_process_warns_where_there_are_no_features(tmp_path: Path) -> None:
    async with connected(write(tmp_path, SLIP)) as client:
        text, found = await call(client, "ready")
        [warning] = found["warnings"]
        assert text == f"There are no features yet.\n\nWarning: {warning}"
        (tmp_path / "callsheet.toml").write_text("")
        text, found = await call(client, "ready")
        assert (text, found["warnings"]) == ("There are no features yet.", [])


async def test_check_says_nothing_twice(tmp_path: Path) -> None:
    root = write(tmp_path, WORK + WRONG_TYPE)
    for arguments, findings, count in (({}, 1, 0), (WHOLE, 0, 1)):
        found = (await ask(root, "check", arguments)).structured_content
        paths = [finding["path"] for finding in found["findings"]]
        assert (paths.count("callsheet.toml"), len(found["warnings"])) == (findings, count)


async def test_files_with_slips(tmp_path: Path) -> None:
    root = write(tmp_path, WORK)
    (root / ".tmp/tasks/gift-cards/task.json").write_text("{")
    for tool, arguments in (("ready", {}), ("plan", WHOLE), ("show", SUBTASK)):
        text = text_of(await ask(root, tool, arguments))
        assert text.splitlines()[-1].startswith("Warning: ")
        assert "gift-cards/task.json cannot be understood in full" in text
        assert "  " not in text.splitlines()[0]


async def test_folders_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, WORK)
    (root / ".tmp/tasks/closed").mkdir()
    scandir = os.scandir

    def closed(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("os.scandir", closed)
    for tool in ("ready", "plan"):
        result = await ask(root, tool, {})
        [warning] = result.structured_content["warnings"]
        assert ".tmp/tasks/closed cannot be read: " in warning
        assert f"Warning: {warning}" in text_of(result)
    found = (await ask(root, "check", {})).structured_content
    assert [finding["path"] for finding in found["findings"]].count(".tmp/tasks/closed") == 1
    assert found["warnings"] == []
    result = await ask(root, "check", {"paths": [".tmp/tasks/closed"]})
    assert result.is_error
    assert ".tmp/tasks/closed cannot be read: " in text_of(result)


async def test_calls_at_the_same_time_hear_their_own_warnings() -> None:
    async def calling(name: str) -> list[str]:
        with hearing():
            say(f"Warning: {name}")
            await asyncio.to_thread(say, f"Warning: {name} in a thread")
            say(f"Not of concern: {name}")
            say(f"Warning: {name}")
            return warnings()

    one, two = await asyncio.gather(calling("one"), calling("two"))
    assert (one, two) == (["one", "one in a thread"], ["two", "two in a thread"])
    assert warnings() == []


def test_many_warnings_are_cut() -> None:
    with hearing():
        for number in range(MAX_WARNINGS + 1):
            say(f"Warning: {number}")
        assert warnings()[MAX_WARNINGS - 1 :] == [str(MAX_WARNINGS - 1), "there is 1 more warning not shown"]
        say("Warning: another")
        assert warnings()[-1] == "there are 2 more warnings not shown"
