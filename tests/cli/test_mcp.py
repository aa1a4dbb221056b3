"""The server for agents as a process, asked by the client of the official package."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from callsheet import __version__
from tests.cli.helpers import DOUBTFUL, RIGHT, TASK, WRONG, age, run, write
from tests.cli.mcp_client import WORK, call, connected, refusal


async def test_what_the_server_offers(tmp_path: Path) -> None:
    async with connected(write(tmp_path, WORK)) as client:
        assert client.server_info is not None
        assert (client.server_info.name, client.server_info.version) == ("callsheet", __version__)
        assert "`ready` lists what can be started" in (client.instructions or "")
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    reading, writing = ["check", "plan", "ready", "show"], ["start", "complete", "complete_feature"]
    assert list(tools) == [*reading, *writing, "block", "unblock", "reopen"]
    for tool in tools.values():
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint == (tool.name in reading)
        assert bool(tool.annotations.destructive_hint) == (tool.name in ("block", "reopen"))
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
        by_command = json.loads(run("check", "--format", "json", folder=tmp_path).out)
        assert found == {**by_command, "not_listed": 0, "warnings": []}


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
    planned = [(batch["batch"], [each["title"] for each in batch["subtasks"]]) for batch in feature["batches"]]
    assert planned == [(1, ["Sell the card"]), (2, ["Draw the card"]), (3, ["Print the card"])]
    assert feature["critical_path"] == ["01", "02"]
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


async def test_all_that_keeps_a_subtask_is_told(tmp_path: Path) -> None:
    kept = (
        WORK.replace('"id": "gift-cards",', '"id": "cards",')
        + """
--- subtask_04.json
{"seq": "04", "title": "Send the card", "status": "blocked", "depends_on": ["04", "09", {}]}
"""
    )
    async with connected(write(tmp_path, kept)) as client:
        text, found = await call(client, "ready")
    assert text.startswith("[gift-cards] Gift cards · ")
    assert text.splitlines()[-1] == (
        "  04 - Send the card: waits for 04 and 09, which does not exist, is blocked, is in a cycle and its depends_on "
        "cannot be read"
    )
    keeps = {"waits_for": ["04"], "missing": ["09"], "unclear": True, "in_cycle": True}
    assert found["features"][0]["waiting"][-1] == {
        "title": "Send the card", "subtask": "04", "status": "blocked", **keeps
    }  # fmt: skip


async def test_show(tmp_path: Path) -> None:
    async with connected(write(tmp_path, WORK)) as client:
        for subtask in ("01", "gift-cards-01", 1, "1"):
            text, found = await call(client, "show", feature="gift-cards", subtask=subtask)
            assert text.startswith("# gift-cards/01: Draw the card\n\n- Status: pending. It can start now.\n")
            assert "How it looks\n\n```markdown\n2  Bright colours\n```" in text
            assert found is None, "most agents would be handed this in place of the text"
        text, _ = await call(client, "show", feature="gift-cards", subtask="01", max_characters=3)
        assert "- `docs/style.md`: lines 2" in text


async def test_the_life_of_a_subtask(tmp_path: Path) -> None:
    root = write(tmp_path, WORK)
    async with connected(root) as client:
        _, found = await call(client, "start", feature="gift-cards", subtask="01", agent_id="coder-2")
        assert (found["status"], found["changed"]) == ("in_progress", [".tmp/tasks/gift-cards/subtask_01.json"])
        reason = await refusal(client, "start", feature="gift-cards", subtask="01", agent_id="coder-3")
        assert reason == "01 is in progress already (coder-2)"
        text, found = await call(client, "complete", feature="gift-cards", subtask="01", summary="Two sides")
        assert text == ("gift-cards/01 is completed now; 1 of 3 subtasks is completed. Ready to start now: 02.")
        assert found["message"] == text
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


async def test_what_cannot_go_on_and_what_is_done_again(tmp_path: Path) -> None:
    async with connected(write(tmp_path, WORK)) as client:
        sold = {"feature": "gift-cards", "subtask": "03"}
        text, found = await call(client, "block", **sold)
        assert (text, found["status"]) == (
            "gift-cards/03 is blocked now; 0 of 3 subtasks are completed.",
            "blocked",
        )
        text, _ = await call(client, "show", **sold)
        assert "It cannot be started now; 03 is blocked: unblock it first.\n" in text
        _, found = await call(client, "unblock", **sold)
        assert (found["status"], found["newly_ready"]) == ("pending", ["03"])
        assert await refusal(client, "reopen", **sold) == "03 is not completed"
        await call(client, "complete", **sold, summary="Sold")
        _, found = await call(client, "reopen", **sold)
        assert (found["status"], found["feature"]["completed"], found["newly_ready"]) == ("pending", 0, ["03"])


async def test_a_count_that_may_be_wrong(tmp_path: Path) -> None:
    root = write(tmp_path, WORK)
    broken = root / ".tmp/tasks/gift-cards/subtask_03.json"
    broken.write_text("[]")
    age(root)
    async with connected(root) as client:
        text, found = await call(client, "complete", feature="gift-cards", subtask="01", summary="Two sides")
    [warning] = found["warnings"]
    assert warning.startswith("completed_count may be wrong: ")
    assert "subtask_03.json:1:1: expected an object" in warning
    assert text == f"{found['message']}\n\nWarning: {warning}"


async def test_the_end_of_a_feature(tmp_path: Path) -> None:
    root = write(tmp_path, WORK)
    async with connected(root) as client:
        reason = await refusal(client, "complete_feature", feature="gift-cards")
        assert reason.startswith("gift-cards has subtasks that are not completed: 01 is ")
        for number in ("01", "02", "03"):
            text, _ = await call(client, "complete", feature="gift-cards", subtask=number, summary="Done", force=True)
        assert text.endswith("All are completed: `complete_feature` completes the feature itself.")
        text, found = await call(client, "ready")
        assert text.endswith("3 of 3 subtasks completed\nAll subtasks are completed: `complete_feature` is due.")
        assert found["features"][0]["complete_feature_is_due"] is True
        text, found = await call(client, "complete_feature", feature="gift-cards")
        assert (text, found["feature"]["status"]) == ("gift-cards is completed now.", "completed")
        text, found = await call(client, "ready")
        assert text == found["note"] == "Nothing is left to do: all features are completed."
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
        (tmp_path / ".tmp" / "tasks").mkdir(parents=True)
        assert (await call(client, "ready"))[0] == "There are no features yet."
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
        assert "feature is missing" in await refusal(client, "show")
        for tool in ("check", "plan", "ready"):
            await call(client, tool)
        for subtask in ("01", "02", "03", "04", "05"):
            await call(client, "show", feature="gift-cards", subtask=subtask)


async def test_another_root(tmp_path: Path) -> None:
    write(tmp_path / "shop", WORK)
    async with connected(tmp_path, "--root", "shop/docs") as client:
        _, found = await call(client, "ready")
        assert found["features"][0]["feature"] == "gift-cards"
        (tmp_path / "shop/.tmp/tasks/gift-cards/subtask_01.json").write_text("{")
        text, found = await call(client, "check", severity="error")
        path = text.partition(":")[0]
        assert path == found["findings"][0]["path"] == ".tmp/tasks/gift-cards/subtask_01.json"
        assert (await call(client, "check", severity="error", paths=[path]))[0].startswith(f"{path}:1:")


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
