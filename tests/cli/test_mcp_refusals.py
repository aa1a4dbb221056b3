"""What the server for agents says to calls that cannot be answered: one sentence that tells what to do about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from callsheet.cli.mcp_server.server import server_of
from callsheet.cli.mcp_server.tools import Tools
from tests.cli.helpers import RIGHT, WRONG, write
from tests.cli.mcp_client import WORK, connected, refusal, text_of
from tests.cli.test_mcp_process import start

SUBTASK = {"feature": "gift-cards", "subtask": "01"}


@pytest.mark.parametrize(
    ("tool", "arguments", "reason"),
    [
        ("start", {**SUBTASK, "agent": "me"}, "start takes no agent; it takes feature, subtask and agent_id"),
        ("ready", {"x" * 500: 1}, f"ready takes no {'x' * 39}…; it takes feature and max_subtasks"),
        ("show", {"feature": "gift-cards"}, "subtask is missing: it must be a string or a whole number"),
        ("show", {**SUBTASK, "subtask": True}, "subtask must be a string or a whole number"),
        ("show", {**SUBTASK, "subtask": 1.5}, "subtask must be a string or a whole number"),
        (
            "show",
            {**SUBTASK, "max_characters": -1},
            "max_characters must be a whole number from 0 to 1000000",
        ),
        ("show", {**SUBTASK, "max_characters": True}, "max_characters must be a whole number from 0 to 1000000"),
        ("check", {"severity": "grave"}, 'severity must be "error", "warning", "information" or "hint"'),
        ("check", {"paths": "docs"}, "paths must be a list of strings"),
        ("check", {"paths": [1], "feature": {}}, "feature must be a string; paths must be a list of strings"),
        ("complete", {**SUBTASK, "summary": "Done", "force": 7}, "force must be true or false"),
        ("complete", {**SUBTASK, "summary": " \n"}, "summary is empty: say what was done, for those who build on it"),
        ("dance", {}, 'there is no tool "dance"; there are check, plan, ready, show, start, complete'),
    ],
)
async def test_wrong_arguments(tmp_path: Path, tool: str, arguments: dict[str, Any], reason: str) -> None:
    result = await server_of(Tools(str(write(tmp_path, WORK)))).call_tool(tool, arguments)
    assert getattr(result, "is_error", False)
    text = text_of(result)  # type: ignore[arg-type]
    assert text.startswith(reason)
    assert "\n" not in text


async def test_the_schemas_say_that_there_are_no_other_arguments(tmp_path: Path) -> None:
    async with connected(tmp_path) as client:
        for tool in (await client.list_tools()).tools:
            assert tool.input_schema["additionalProperties"] is False


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("../outside", "../outside does not lie in the workspace"),
        ("/etc/passwd", "/etc/passwd does not lie in the workspace"),
        ("gone.json", "gone.json does not exist in the workspace"),
        ("a\0b", r"a\x00b is no path: it holds a NUL character"),
        ("y" * 5_000, f"{'y' * 99}… does not exist in the workspace"),
        ("package.json", "nothing to work on: there are no task files in package.json"),
    ],
)
async def test_check_refuses_what_holds_nothing_to_check(tmp_path: Path, path: str, reason: str) -> None:
    write(tmp_path / "outside", WRONG)
    (write(tmp_path / "inside", RIGHT) / "package.json").write_text("{}")
    async with connected(tmp_path / "inside") as client:
        assert (await refusal(client, "check", paths=[path])).startswith(reason)


async def test_long_names_are_cut(tmp_path: Path) -> None:
    async with connected(write(tmp_path, WORK)) as client:
        assert len(await refusal(client, "plan", feature="x" * 5_000)) < 200
        assert len(await refusal(client, "show", feature="gift-cards", subtask="9" * 5_000)) < 200


@pytest.mark.parametrize("debug", ["", "1"])
async def test_a_defect_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], debug: str
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("what nobody\nhas thought of")

    monkeypatch.setenv("CALLSHEET_DEBUG", debug)
    monkeypatch.setattr("callsheet.cli.mcp_server.tools.find_features", fail)
    result = await server_of(Tools(str(write(tmp_path, WORK)))).call_tool("plan", {})
    assert text_of(result) == (  # type: ignore[arg-type]
        "this is a defect of Callsheet, not of the call: ValueError: what nobody has thought of"
    )
    said = capsys.readouterr().err
    assert "Internal error: ValueError: what nobody" in said
    assert ("Traceback" in said) == bool(debug)


def test_half_a_character_gets_an_answer(tmp_path: Path) -> None:
    process = start(write(tmp_path, WORK))
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b'{"jsonrpc": "2.0", "method": "notifications/initialized"}\n')
    process.stdin.write(
        b'{"jsonrpc": "2.0", "id": 2, "method": "tools/call",'
        b' "params": {"name": "plan", "arguments": {"feature": "\\ud83d\\ude00 \\\\ud83d \\ud83d"}}}\n'
    )
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    process.communicate()
    assert (answer["id"], answer["result"]["isError"]) == (2, True)
    assert 'no feature "\N{GRINNING FACE} \\ud83d \N{REPLACEMENT CHARACTER}"' in answer["result"]["content"][0]["text"]
