"""Commands for an editor's own views, and the notification that keeps them up to date."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from callsheet.lsp.announcing import FEATURES_CHANGED
from callsheet.lsp.notices import without_links
from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import Editor
from tests.lsp.test_commands import execute, plain

pytestmark = pytest.mark.asyncio(loop_scope="session")

FILES = """
--- task.json
{"id": "gift-cards", "name": "Gift cards", "status": "active", "objective": "Sell them", "created_at": "2026-03-01T09:15:00Z"}
--- subtask_01.json
{
  "id": "gift-cards-01", "seq": "01", "title": "Draw the card", "status": "completed",
  "completion_summary": "Drawn", "agent_id": "Designer", "deliverables": ["card.svg"]
}
--- subtask_02.json
{
  "id": "gift-cards-02", "seq": "02", "title": "Sell the card", "status": "pending", "depends_on": ["01"],
  "parallel": true, "suggested_agent": "CoderAgent", "deliverables": ["src/cards.ts"]
}
--- subtask_03.json
{
  "id": "gift-cards-03", "seq": "03", "title": "Take the card back", "status": "pending", "depends_on": ["01"],
  "parallel": true, "deliverables": ["src/cards.ts"]
}
--- subtask_04.json
{"id": "gift-cards-04", "seq": "04", "title": "Tell of the card", "status": "pending", "depends_on": ["02", "09"]}
--- /.tmp/tasks/completed/vouchers/task.json
{"id": "vouchers", "status": "completed"}
"""


async def features(editor: Editor) -> Any:
    return plain(await execute(editor, {"uri": editor.root.as_uri()}, command="callsheet.features"))


async def feature(editor: Editor, **argument: str) -> Any:
    return plain(await execute(editor, {"uri": editor.root.as_uri(), **argument}, command="callsheet.feature"))


async def test_all_features_with_those_of_the_archive(open_editor: OpenEditor) -> None:
    editor = await open_editor("vscode-pull", FILES)
    assert await features(editor) == [
        {
            "feature": "gift-cards",
            "id": "gift-cards",
            "name": "Gift cards",
            "status": "active",
            "progress": 25,
            "total": 4,
            "pending": 3,
            "in_progress": 0,
            "completed": 1,
            "blocked": 0,
            "uri": editor.uri(""),
            "task": editor.uri("task.json"),
            "is_archived": False,
            "ready": ["02", "03"],
        },
        {
            "feature": "vouchers",
            "id": "vouchers",
            "name": None,
            "status": "completed",
            "progress": 0,
            "total": 0,
            "pending": 0,
            "in_progress": 0,
            "completed": 0,
            "blocked": 0,
            "uri": editor.uri("/.tmp/tasks/completed/vouchers"),
            "task": editor.uri("/.tmp/tasks/completed/vouchers/task.json"),
            "is_archived": True,
            "ready": [],
        },
    ]


async def test_a_feature_with_everything_in_it(open_editor: OpenEditor) -> None:
    editor = await open_editor("vscode-pull", FILES)
    found = await feature(editor, feature="gift-cards")
    subtasks = {each["subtask"]: each for each in found.pop("subtasks")}
    assert (found["objective"], found["batches"], found["steps"]) == (
        "Sell them",
        [["01"], ["02", "03"], ["04"]],
        ["completeReady", "archive"],
    )
    assert found["missing"] == [{"subtask": "04", "depends_on": "09"}]
    assert subtasks["01"] == {
        "subtask": "01",
        "title": "Draw the card",
        "status": "completed",
        "parallel": False,
        "path": ".tmp/tasks/gift-cards/subtask_01.json",
        "waits_for": [],
        "missing": [],
        "unclear": False,
        "in_cycle": False,
        "uri": editor.uri("subtask_01.json"),
        "agent": "Designer",
        "summary": "Drawn",
        "depends_on": [],
        "is_ready": False,
        "deliverables": ["card.svg"],
        "conflicts": [],
        "findings": subtasks["01"]["findings"],
        "steps": ["reopen"],
        "can_force_completion": False,
    }
    assert (subtasks["02"]["is_ready"], subtasks["02"]["steps"]) == (True, ["start", "complete", "block"])
    assert (subtasks["03"]["conflicts"], subtasks["03"]["findings"]["warning"] > 0) == (["02"], True)
    assert (subtasks["04"]["steps"], subtasks["04"]["can_force_completion"]) == (["block"], True)


async def test_a_file_or_folder_leads_to_its_feature(open_editor: OpenEditor) -> None:
    editor = await open_editor("vscode-pull", FILES)
    for name in ("", "subtask_02.json", "task.json"):
        assert (await feature(editor, uri=editor.uri(name)))["feature"] == "gift-cards"


async def test_where_there_is_no_feature(open_editor: OpenEditor) -> None:
    editor = await open_editor("vscode-pull", FILES)
    with pytest.raises(JsonRpcInvalidParams, match="lies in no feature"):
        await feature(editor, uri=editor.uri("/README.md"))
    with pytest.raises(JsonRpcInvalidParams, match='there is no feature "cards"'):
        await feature(editor, feature="cards")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("task.json", "task"),
        ("subtask_99.yaml", "subtask"),
        ("/.tmp/planning/cards/map.json", "story-map"),
        ("/package.json", None),
        ("", None),
    ],
)
async def test_the_kind_of_a_file_comes_from_its_path(open_editor: OpenEditor, name: str, kind: str | None) -> None:
    editor = await open_editor("vscode-pull", FILES)
    assert await execute(editor, {"uri": editor.uri(name)}, command="callsheet.kind") == kind


# the notification


async def test_views_are_told_when_features_have_changed(open_editor: OpenEditor) -> None:
    editor = await open_editor("vscode-pull", FILES)
    editor.open("subtask_02.json")
    await features(editor)
    for status, count in (("in_progress", 1), ("pending", 0)):
        editor.connection.asked_again.clear()
        editor.replace("subtask_02.json", "pending" if count else "in_progress", status)
        await editor.until(lambda: editor.connection.asked_again[FEATURES_CHANGED])
        assert (await features(editor))[0]["in_progress"] == count


# a new feature


async def new_feature(editor: Editor, **argument: str) -> Any:
    argument = {"uri": editor.root.as_uri(), **argument}
    return plain(await execute(editor, argument, command="callsheet.newFeature"))


@pytest_asyncio.fixture(loop_scope="session")
async def applying(open_editor: OpenEditor) -> AsyncIterator[Editor]:
    """An editor that applies what the server wants."""
    editor = await open_editor("visual-studio-code", FILES)

    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        editor.apply(params.edit)
        return types.ApplyWorkspaceEditResult(applied=True)

    editor.connection.on_edit = apply
    yield editor
    editor.connection.on_edit = None


async def test_a_new_feature_has_a_task(applying: Editor) -> None:
    result = await new_feature(applying, feature="refunds", objective="Money goes back")
    assert (result["applied"], result["label"], result["feature"]) == (True, "Create refunds", "refunds")
    assert result["task"] == applying.uri("/.tmp/tasks/refunds/task.json")
    task = json.loads(applying.read("/.tmp/tasks/refunds/task.json"))
    assert (task["id"], task["name"], task["objective"]) == ("refunds", "Refunds", "Money goes back")


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ({"feature": "Gift Cards"}, 'no feature can have the name "Gift Cards"; did you mean gift-cards?'),
        ({}, 'no feature can have the name ""'),
        ({"feature": "gift-cards"}, "there is a feature gift-cards already"),
        ({"feature": "vouchers"}, "there is a feature vouchers already"),
        ({"feature": "completed"}, "files in .tmp/tasks/completed are not those of a feature"),
        ({"feature": "refunds", "objective": "x" * 201}, "objective has 201 characters; an objective can have 200"),
    ],
)
async def test_what_no_new_feature_can_be(applying: Editor, argument: dict[str, str], message: str) -> None:
    with pytest.raises(JsonRpcException, match=message.replace("?", r"\?")):
        await new_feature(applying, **argument)
    assert not (applying.root / ".tmp/tasks/refunds").exists()


async def test_views_are_told_when_a_file_appears_that_is_referred_to(open_editor: OpenEditor) -> None:
    editor = await open_editor("vscode-pull", FILES.replace('"pending",', '"pending", "reference_files": ["a.md"],'))

    async def warnings() -> int:
        found = await feature(editor, feature="gift-cards")
        return int(found["subtasks"][1]["findings"]["warning"])

    before = await warnings()
    editor.path("/a.md").write_text("# A\n")
    editor.tell("/a.md", change=types.FileChangeType.Created)
    editor.connection.asked_again.clear()
    while await warnings() == before:
        await editor.until(lambda: editor.connection.asked_again[FEATURES_CHANGED])
        editor.connection.asked_again.clear()


async def test_a_new_subtask_goes_behind_the_last(applying: Editor) -> None:
    argument = {"uri": applying.uri("task.json"), "title": "Count the cards"}
    result = plain(await execute(applying, argument, command="callsheet.newSubtask"))
    assert (result["subtask"], result["file"]) == ("05", applying.uri("subtask_05.json"))
    subtask = json.loads(applying.read("subtask_05.json"))
    assert (subtask["id"], subtask["title"], subtask["status"]) == ("gift-cards-05", "Count the cards", "pending")


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ({"feature": "vouchers"}, "vouchers is archived"),
        ({"feature": "gift-cards", "title": "x" * 101}, "title has 101 characters; a title can have 100"),
        ({}, "lies in no feature"),
    ],
)
async def test_what_no_new_subtask_can_be(applying: Editor, argument: dict[str, str], message: str) -> None:
    with pytest.raises(JsonRpcException, match=message):
        await execute(applying, {"uri": applying.root.as_uri(), **argument}, command="callsheet.newSubtask")


# steps as commands

LAST = """
--- task.json
{"id": "gift-cards", "status": "active", "subtask_count": 1, "completed_count": 0}
--- subtask_01.json
{"seq": "01", "status": "in_progress"}
"""


@pytest.mark.parametrize(
    ("file", "title", "command", "argument"),
    [
        ("subtask_01.json", "Reopen 01", "reopen", {"subtask": "01"}),
        ("subtask_02.json", "Start 02", "start", {"subtask": "02"}),
        ("subtask_02.json", "Mark 02 complete", "complete", {"subtask": "02"}),
        ("subtask_02.json", "Block 02", "block", {"subtask": "02"}),
        (
            "subtask_04.json",
            "Mark 04 complete although 02 and 09 are not",
            "complete",
            {"subtask": "04", "force": True},
        ),
        ("task.json", "Start 02: Sell the card", "start", {"subtask": "02"}),
    ],
)
async def test_steps_come_as_commands(
    open_editor: OpenEditor, file: str, title: str, command: str, argument: dict[str, Any]
) -> None:
    editor = await open_editor("vscode-pull", FILES)
    await check_step(editor, file, title, command, argument)


async def test_the_last_step_and_the_task(open_editor: OpenEditor) -> None:
    editor = await open_editor("vscode-pull", LAST)
    title = "Mark 01 and the task gift-cards complete"
    await check_step(editor, "subtask_01.json", title, "complete", {"subtask": "01", "with_task": True})


async def check_step(editor: Editor, file: str, title: str, command: str, argument: dict[str, Any]) -> None:
    editor.open(file)
    action = next(each for each in await editor.actions(file) if each.title == title)
    assert action.command is not None
    assert (action.command.command, action.edit, action.data) == (f"callsheet.{command}", None, None)
    assert plain(action.command.arguments) == [{"uri": editor.uri(file), **argument}]
    assert await editor.client.code_action_resolve_async(action) == action


async def test_other_clients_get_edits(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("subtask_02.json")
    assert all(each.command is None for each in await editor.actions("subtask_02.json"))


async def test_the_task_is_completed_with_its_last_subtask(applying: Editor) -> None:
    applying.write(LAST)
    for name in ("subtask_02.json", "subtask_03.json", "subtask_04.json"):
        applying.path(name).unlink()
        applying.tell(name, change=types.FileChangeType.Deleted)
    argument = {"uri": applying.uri("subtask_01.json"), "with_task": True}
    result = plain(await execute(applying, argument, command="callsheet.complete"))
    assert (result["is_last"], json.loads(applying.read("task.json"))["status"]) == (True, "completed")


# messages


async def test_no_text_of_a_workspace_is_a_link() -> None:
    assert without_links("a [b](command:c)") == "a [b]\N{ZERO WIDTH SPACE}(command:c)"
