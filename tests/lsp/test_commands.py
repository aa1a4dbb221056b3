"""Commands that tell something of features as data, for an editor's own views; and what all commands have in common."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from callsheet.lsp.commands import COMMANDS
from callsheet.lsp.commands.handlers import HANDLERS
from tests.cli.helpers import run
from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import Editor

pytestmark = pytest.mark.asyncio(loop_scope="session")

FILES = """
--- task.json
{"id": "gift-cards", "name": "Gift cards", "status": "active", "objective": "Sell them", "created_at": "2026-03-01T09:15:00Z"}
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": "Draw the card", "status": "completed"}
--- subtask_02.json
{"id": "gift-cards-02", "seq": "02", "title": "Sell the card", "status": "pending"}
--- /.tmp/tasks/vouchers/task.json
{"id": "vouchers"}
"""


async def execute(editor: Editor, *arguments: Any, command: str = "callsheet.stages") -> Any:
    params = types.ExecuteCommandParams(command, list(arguments) or None)
    return await editor.client.workspace_execute_command_async(params)


async def stages(editor: Editor, **argument: str) -> Any:
    """The result for this editor's workspace, as plain JSON."""
    return plain(await execute(editor, {"uri": editor.root.as_uri(), **argument}))


def plain(value: Any) -> Any:
    """A result without the named tuples that the client makes of objects."""
    if hasattr(value, "_asdict"):
        return {key: plain(item) for key, item in value._asdict().items()}
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


async def test_all_commands_are_advertised(open_editor: OpenEditor) -> None:
    provider = (await open_editor("simple")).connection.result.capabilities.execute_command_provider
    assert provider
    assert list(provider.commands) == [command.name for command in COMMANDS]
    assert list(HANDLERS) == [command.name for command in COMMANDS]


async def test_it_gives_what_the_command_line_gives(open_editor: OpenEditor, tmp_path: Path) -> None:
    editor = await open_editor("neovim", FILES)
    found = await stages(editor)
    assert found == run("stages", "--format", "json", folder=tmp_path).json
    assert [each["feature"] for each in found] == ["gift-cards", "vouchers"]


async def test_one_feature_with_unsaved_changes(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("subtask_02.json")
    editor.replace("subtask_02.json", "pending", "completed")
    (found,) = await stages(editor, feature="gift-cards")
    work = found["stages"][5]
    assert (work["number"], work["state"], work["note"]) == (6, "done", "2 of 2 subtasks completed")


async def test_errors_of_a_document_that_is_validated_apart_count(open_editor: OpenEditor) -> None:
    editor = await open_editor(
        "neovim",
        FILES.replace('"id": "gift-cards",', '"id": "gift-cards", "bounded_context": "cards",')
        + """
--- /.tmp/contracts/cards/cards-api/contract.json
{
  "contract_id": "cards-api", "version": "1.0.0", "bounded_context": "cards", "service_name": "CardsAPI",
  "openapi_spec_path": "contract.openapi.yaml"
}
--- /.tmp/contracts/cards/cards-api/contract.openapi.yaml
openapi: 3.0.3
info: {title: Cards, version: 1.0.0}
""",
    )
    (found,) = await stages(editor, feature="gift-cards")
    assert found["stages"][4]["state"] == "open"


@pytest.mark.parametrize("name", ["task.json", "subtask_02.json", "contexts.json", ""])
async def test_a_file_or_folder_of_a_feature_means_that_feature(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor("neovim", FILES)
    for command in ("callsheet.stages", "callsheet.plan", "callsheet.summary", "callsheet.graph"):
        found = plain(await execute(editor, {"uri": editor.uri(name)}, command=command))
        assert [each["feature"] for each in found] == ["gift-cards"]


async def test_the_plan_is_that_of_the_command_line_and_what_can_begin(open_editor: OpenEditor, tmp_path: Path) -> None:
    editor = await open_editor("neovim", FILES)
    found = plain(await execute(editor, {"uri": editor.root.as_uri()}, command="callsheet.plan"))
    printed = run("plan", "--format", "json", folder=tmp_path).json
    assert [{key: each[key] for key in printed[0]} for each in found] == printed
    assert [(each["ready"], each["waiting"]) for each in found] == [(["02"], []), ([], [])]


async def test_a_summary_is_the_status_of_the_command_line_and_more(open_editor: OpenEditor, tmp_path: Path) -> None:
    editor = await open_editor("emacs", FILES)
    argument = {"uri": editor.root.as_uri(), "feature": "gift-cards"}
    (found,) = plain(await execute(editor, argument, command="callsheet.summary"))
    (printed,) = run("status", "gift-cards", "--format", "json", folder=tmp_path).json
    assert {key: found[key] for key in printed} == printed
    assert found["ready"] == ["02"]
    assert found["stage"]["number"] == 6
    assert found["findings"]["error"] == 0


async def test_the_graph_as_data_and_as_text(open_editor: OpenEditor) -> None:
    editor = await open_editor(
        "neovim", FILES.replace('"status": "pending"', '"status": "pending", "depends_on": ["01"]')
    )
    argument = {"uri": editor.uri("task.json")}
    (data,) = plain(await execute(editor, argument, command="callsheet.graph"))
    assert data["edges"] == [{"node": "02", "depends_on": "01", "in_cycle": False}]
    for form, arrow in (("mermaid", "  n1 --> n2\n"), ("dot", "  n1 -> n2;\n")):
        (drawn,) = plain(await execute(editor, {**argument, "format": form}, command="callsheet.graph"))
        assert (drawn["feature"], drawn["kind"], drawn["format"]) == ("gift-cards", "subtasks", form)
        assert arrow in drawn["text"]


async def test_half_a_pair_in_a_title_is_no_end_of_an_answer(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES.replace("Sell the card", "Sell \\ud83d"))
    argument = {"uri": editor.root.as_uri(), "feature": "gift-cards"}
    (found,) = plain(await execute(editor, argument, command="callsheet.graph"))
    assert found["nodes"][1]["title"] == "Sell \N{REPLACEMENT CHARACTER}"


async def test_a_plan_without_tasks_has_a_graph_of_its_stories(open_editor: OpenEditor) -> None:
    maps = [
        f'--- /.tmp/planning/{name}/map.json\n{{"stories": [{{"id": "story-{name}", "title": "On {name}"}}]}}\n'
        for name in ("refunds", "returns")
    ]
    editor = await open_editor("neovim", FILES + "".join(maps))
    argument = {"uri": editor.root.as_uri(), "feature": "refunds", "kind": "stories"}
    (found,) = plain(await execute(editor, argument, command="callsheet.graph"))
    assert [node["id"] for node in found["nodes"]] == ["story-refunds"]


async def test_without_an_argument_it_is_the_first_workspace(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", FILES)
    assert [each["feature"] for each in plain(await execute(editor))] == ["gift-cards", "vouchers"]
    assert plain(await execute(editor, {"uri": None, "feature": None})) == await stages(editor)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gift-cards"], "a command takes one object as its argument, or none"),
        ([{}, {}], "a command takes one object as its argument, or none"),
        ([{"name": "gift-cards"}], '"name" is no member of the argument; there are uri, feature and show'),
        ([{"feature": 1}], "feature must be a string"),
        ([{"feature": "gift-card"}], 'there is no feature "gift-card"'),
        ([{"uri": "untitled:Untitled-1"}], "untitled:Untitled-1 lies in no workspace"),
    ],
    ids=json.dumps,
)
async def test_arguments_that_are_refused(open_editor: OpenEditor, arguments: list[Any], message: str) -> None:
    editor = await open_editor("neovim", FILES)
    with pytest.raises(JsonRpcInvalidParams, match=message):
        await execute(editor, *arguments)


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ({"format": "svg"}, 'format is "svg"; it can be data, mermaid or dot'),
        ({"kind": "epics"}, 'kind is "epics"; it can be subtasks, stories or contexts'),
        ({"title": 1}, '"title" is no member of the argument; there are uri, feature, format and kind'),
    ],
)
async def test_what_a_graph_cannot_be(open_editor: OpenEditor, argument: dict[str, Any], message: str) -> None:
    editor = await open_editor("neovim", FILES)
    with pytest.raises(JsonRpcInvalidParams, match=message):
        await execute(editor, argument, command="callsheet.graph")


async def test_without_a_workspace(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", folder=False)
    with pytest.raises(JsonRpcInvalidParams, match="no workspace is open"):
        await execute(editor)


async def test_unknown_commands_are_refused(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES)
    with pytest.raises(JsonRpcException) as refusal:
        await execute(editor, command="callsheet.dance")
    assert refusal.value.code == JsonRpcInvalidParams.CODE
