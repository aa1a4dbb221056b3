"""The server for agents as a process, asked by the client of the official package."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp.types import CallToolResult, TextContent

from callsheet import __version__
from tests.cli.helpers import DOUBTFUL, RIGHT, TASK, WRONG, environment, run, write

WORK = f"""{TASK.replace('"subtask_count": 1', '"subtask_count": 3')}
--- subtask_01.json
{{"id": "gift-cards-01", "seq": "01", "title": "Draw the card", "status": "pending",
 "acceptance_criteria": ["Front and back exist"], "deliverables": ["card.svg"],
 "context_files": [{{"path": "docs/style.md", "lines": "2", "reason": "How it looks"}}]}}
--- subtask_02.yaml
id: gift-cards-02
seq: "02"
title: Print the card
status: pending
depends_on: ["01"]
acceptance_criteria: [It has two sides]
deliverables: [src/print.ts]
--- subtask_03.json
{{"id": "gift-cards-03", "seq": "03", "title": "Sell the card", "status": "in_progress", "agent_id": "coder-1",
 "parallel": true, "acceptance_criteria": ["It can be paid"], "deliverables": ["src/sell.ts"]}}
--- /docs/style.md
# Style
Bright colours
"""


@asynccontextmanager
async def connected(root: Path, *arguments: str) -> AsyncIterator[Client]:
    """A client of a server that runs in a folder."""
    parameters = StdioServerParameters(
        command=sys.executable, args=["-m", "callsheet", "mcp", *arguments], cwd=root, env=environment()
    )
    async with Client(stdio_client(parameters)) as client:
        yield client


def text_of(result: CallToolResult) -> str:
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text


async def call(client: Client, tool: str, **arguments: Any) -> tuple[str, Any]:
    """The text and the data that a tool answers."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, text_of(result)
    return text_of(result), result.structured_content


async def refusal(client: Client, tool: str, **arguments: Any) -> str:
    """Why a tool refuses."""
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    return text_of(result)


async def test_what_the_server_offers(tmp_path: Path) -> None:
    async with connected(write(tmp_path, WORK)) as client:
        assert client.server_info is not None
        assert (client.server_info.name, client.server_info.version) == ("callsheet", __version__)
        assert "`ready` lists what can be started" in (client.instructions or "")
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert list(tools) == ["check", "plan", "ready", "show", "start", "complete", "complete_feature"]
    for tool in tools.values():
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint == (tool.name not in list(tools)[-3:])
        for parameter in tool.input_schema["properties"].values():
            assert parameter["description"]
    assert tools["complete"].input_schema["required"] == ["feature", "subtask", "summary"]


async def test_check(tmp_path: Path) -> None:
    async with connected(write(tmp_path, WRONG)) as client:
        text, found = await call(client, "check")
        assert text == (
            '.tmp/tasks/gift-cards/subtask_01.json:6:18: error: "09" is no subtask of gift-cards [unresolved-dependency]\n'
            "1 error in 2 documents\n"
        )
        [finding] = found["findings"]
        assert finding["path"] == ".tmp/tasks/gift-cards/subtask_01.json"
        assert (finding["line"], finding["column"], finding["rule"]) == (6, 18, "unresolved-dependency")
        assert (found["summary"]["error"], found["not_listed"]) == (1, 0)
        assert found == {**json.loads(run("check", "--format", "json", folder=tmp_path).out), "not_listed": 0}


async def test_check_a_part(tmp_path: Path) -> None:
    root = write(tmp_path, DOUBTFUL)
    async with connected(root) as client:
        folder = root / ".tmp" / "tasks" / "gift-cards"
        for arguments, count in (
            ({"feature": "gift-cards"}, 1),
            ({"paths": [".tmp/tasks/gift-cards/task.json"]}, 0),
            ({"paths": [".tmp/tasks/gift-cards/task.json", str(folder / "subtask_01.json")]}, 1),
            ({"paths": ["."]}, 1),
            ({"severity": "error"}, 0),
        ):
            _, found = await call(client, "check", **arguments)
            assert len(found["findings"]) == count, arguments


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("../outside", "../outside does not lie in the workspace"),
        ("/etc/passwd", "/etc/passwd does not lie in the workspace"),
        ("gone.json", "does not exist"),
    ],
)
async def test_check_refuses_what_is_not_in_the_workspace(tmp_path: Path, path: str, reason: str) -> None:
    write(tmp_path / "outside", WRONG)
    async with connected(write(tmp_path / "inside", RIGHT)) as client:
        assert reason in await refusal(client, "check", paths=[path])


async def test_many_findings_are_cut_and_the_gravest_kept(tmp_path: Path) -> None:
    entries = ", ".join(f'"gone-{number}.md"' for number in range(300))
    root = write(tmp_path, WRONG.replace('"seq": "01",', f'"seq": "01", "context_files": [{entries}],'))
    async with connected(root) as client:
        text, found = await call(client, "check")
    assert (len(found["findings"]), found["not_listed"], found["summary"]["warning"]) == (200, 101, 300)
    assert found["findings"][-1]["severity"] == "error"
    assert text.endswith("101 more findings of these, the milder ones, not listed: check a feature or a path\n")


async def test_plan(tmp_path: Path) -> None:
    async with connected(write(tmp_path, WORK)) as client:
        text, found = await call(client, "plan", feature="gift-cards")
    [feature] = found["features"]
    assert feature["batches"] == [["03"], ["01"], ["02"]]
    assert feature["critical_path"] == ["01", "02"]
    assert [subtask["title"] for subtask in feature["subtasks"]] == ["Draw the card", "Print the card", "Sell the card"]
    assert text.splitlines()[:3] == [
        "[gift-cards] Gift cards · 0 of 3 subtasks completed",
        "Batch 1:",
        "  03 - Sell the card (in progress, may run beside others)",
    ]


async def test_ready(tmp_path: Path) -> None:
    async with connected(write(tmp_path, WORK)) as client:
        text, found = await call(client, "ready")
    [feature] = found["features"]
    assert [subtask["subtask"] for subtask in feature["subtasks_ready"]] == ["01"]
    [begun] = feature["subtasks_in_progress"]
    assert (begun["subtask"], begun["agent_id"]) == ("03", "coder-1")
    [waiting] = feature["waiting"]
    assert (waiting["subtask"], waiting["waits_for"]) == ("02", ["01"])
    assert text.splitlines()[1:] == [
        "Ready to start:",
        "  01 - Draw the card (pending)",
        "In progress:",
        "  03 - Sell the card (by coder-1)",
        "Waiting:",
        "  02 - Print the card: waits for 01",
    ]


async def test_show(tmp_path: Path) -> None:
    async with connected(write(tmp_path, WORK)) as client:
        for subtask in ("01", "gift-cards-01", 1, "1"):
            text, found = await call(client, "show", feature="gift-cards", subtask=subtask)
            assert text.startswith("# gift-cards/01: Draw the card\n")
            assert "```markdown\n2  Bright colours\n```" in text
            [file] = found["files"]
            assert file["excerpts"] == [{"first": 2, "last": 2, "text": "Bright colours"}]
            assert (found["can_start"], file["reason"]) == (True, "How it looks")
        text, _ = await call(client, "show", feature="gift-cards", subtask="01", max_characters=3)
        assert "- `docs/style.md`: lines 2" in text


async def test_the_life_of_a_subtask(tmp_path: Path) -> None:
    root = write(tmp_path, WORK)
    async with connected(root) as client:
        _, found = await call(client, "start", feature="gift-cards", subtask="01", agent="coder-2")
        assert (found["status"], found["changed"]) == ("in_progress", [".tmp/tasks/gift-cards/subtask_01.json"])
        assert "in progress already" in await refusal(client, "start", feature="gift-cards", subtask="01")
        text, found = await call(client, "complete", feature="gift-cards", subtask="01", summary="Two sides")
        assert text == ("gift-cards/01 is completed now; 1 of 3 subtasks are completed. Ready to start now: 02.")
        assert (found["newly_ready"], found["feature"]["completed"]) == (["02"], 1)
        text, _ = await call(client, "show", feature="gift-cards", subtask="02")
        assert "- 01 Draw the card (completed): Two sides" in text
        assert "01 is completed already" in await refusal(
            client, "complete", feature="gift-cards", subtask="01", summary="Again", force=True
        )
    subtask = json.loads((root / ".tmp/tasks/gift-cards/subtask_01.json").read_text())
    assert (subtask["status"], subtask["agent_id"], subtask["completion_summary"]) == (
        "completed",
        "coder-2",
        "Two sides",
    )
    assert json.loads((root / ".tmp/tasks/gift-cards/task.json").read_text())["completed_count"] == 1


async def test_the_end_of_a_feature(tmp_path: Path) -> None:
    root = write(tmp_path, WORK)
    async with connected(root) as client:
        reason = await refusal(client, "complete_feature", feature="gift-cards")
        assert reason.startswith("gift-cards has subtasks that are not completed: 01 is ")
        for number in ("01", "02", "03"):
            text, _ = await call(client, "complete", feature="gift-cards", subtask=number, summary="Done", force=True)
        assert text.endswith("All are completed: `complete_feature` completes the feature itself.")
        text, found = await call(client, "complete_feature", feature="gift-cards")
        assert (text, found["feature"]["status"]) == ("gift-cards is completed now.", "completed")
    assert json.loads((root / ".tmp/tasks/gift-cards/task.json").read_text())["status"] == "completed"


async def test_refused_unless_forced(tmp_path: Path) -> None:
    async with connected(write(tmp_path, WORK)) as client:
        early = {"feature": "gift-cards", "subtask": "02", "summary": "Printed"}
        reason = await refusal(client, "complete", **early)
        assert reason == "02 depends on what is not completed: 01 is pending (`force` overrules this)"
        _, found = await call(client, "complete", **early, force=True)
        assert found["status"] == "completed"
        reason = await refusal(client, "complete", feature="gift-cards", subtask="03", summary="x" * 201)
        assert "201 characters" in reason


async def test_every_call_reads_what_is_there_at_that_moment(tmp_path: Path) -> None:
    async with connected(tmp_path) as client:
        assert "nothing to work on" in await refusal(client, "ready")
        write(tmp_path, WRONG)
        assert (await call(client, "check"))[1]["summary"]["error"] == 1
        write(tmp_path, RIGHT)
        assert (await call(client, "check"))[1]["summary"]["error"] == 0
        (tmp_path / ".tmp/tasks/gift-cards/subtask_01.json").unlink()
        assert "has no subtasks" in await refusal(client, "show", feature="gift-cards", subtask="01")


async def test_errors_do_not_end_the_server(tmp_path: Path) -> None:
    root = write(tmp_path, WORK)
    async with connected(root) as client:
        (root / ".tmp/tasks/gift-cards/subtask_02.yaml").write_bytes(b"\xff\xfe\x00{[")
        (root / ".tmp/tasks/gift-cards/subtask_04.json").write_text('{"title": "\\ud800", "depends_on": [["x"]]}')
        (root / ".tmp/tasks/gift-cards/subtask_05.json").write_text('{"context_files": ' + "[" * 100_000)
        assert 'no feature "cards"; did you mean gift-cards?' in await refusal(client, "plan", feature="cards")
        assert "it has 01, 02, 03 and 2 more" in await refusal(client, "show", feature="gift-cards", subtask="99")
        assert "Field required" in await refusal(client, "show")
        for tool in ("check", "plan", "ready"):
            await call(client, tool)
        for subtask in ("01", "02", "03", "04", "05"):
            await call(client, "show", feature="gift-cards", subtask=subtask)


async def test_another_root(tmp_path: Path) -> None:
    write(tmp_path / "shop", WORK)
    async with connected(tmp_path, "--root", "shop/docs") as client:
        _, found = await call(client, "ready")
        assert found["features"][0]["feature"] == "gift-cards"


async def test_two_servers_complete_at_once(tmp_path: Path) -> None:
    count = 12
    subtasks = "".join(
        f'--- subtask_{number:02}.json\n{{"id": "gift-cards-{number:02}", "seq": "{number:02}", "status": "pending"}}\n'
        for number in range(1, count + 1)
    )
    root = write(tmp_path, TASK.replace('"subtask_count": 1', f'"subtask_count": {count}') + subtasks)
    async with connected(root) as first, connected(root) as second:
        await asyncio.gather(
            *(
                call((first, second)[number % 2], "complete", feature="gift-cards", subtask=number, summary="Done")
                for number in range(1, count + 1)
            )
        )
        text, found = await call(first, "ready", feature="gift-cards")
    assert found["features"][0]["completed"] == count
    assert json.loads((root / ".tmp/tasks/gift-cards/task.json").read_text())["completed_count"] == count
    assert f"{count} of {count} subtasks completed" in text
