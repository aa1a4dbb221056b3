"""Commands that take subtasks and features through their lives, carried out by the editor that sent them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import Editor
from tests.lsp.test_commands import plain

pytestmark = pytest.mark.asyncio(loop_scope="session")

FILES = """
--- task.json
{"id": "gift-cards", "status": "active", "subtask_count": 2, "completed_count": 1}
--- subtask_01.json
{"seq": "01", "status": "completed"}
--- subtask_02.yaml
seq: "02" # the last
status: pending
depends_on: ["01"]
"""

REFUSED = FILES.replace('"01", "status": "completed"', '"01", "status": "blocked"')

DONE = FILES.replace("status: pending", "status: completed")


@dataclass
class Desk:
    """An editor whose user runs commands and answers questions."""

    editor: Editor
    labels: list[str] = field(default_factory=list)
    """What the server had the editor apply."""
    edits: list[types.WorkspaceEdit] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    answer: str | None = None
    """What the user chooses when asked; None closes the message."""
    refuses: bool = False
    """Whether the editor applies nothing."""

    async def run(self, command: str, **argument: Any) -> Any:
        """Run a command, by default at the file of subtask 02; gives its result as plain JSON."""
        argument.setdefault("uri", self.editor.uri("subtask_02.yaml"))
        params = types.ExecuteCommandParams(f"callsheet.{command}", [argument])
        return plain(await self.editor.client.workspace_execute_command_async(params))

    def value(self, name: str) -> Any:
        """What a JSON file holds on disk."""
        return json.loads(self.editor.read(name))

    def apply(self, params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        """What the editor does when it is asked to apply an edit."""
        self.labels.append(params.label or "")
        self.edits.append(params.edit)
        self.editor.connection.news.set()
        if self.refuses:
            return types.ApplyWorkspaceEditResult(applied=False, failure_reason="it is read-only")
        self.editor.apply(params.edit)
        return types.ApplyWorkspaceEditResult(applied=True)

    def choose(self, params: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
        """What the user answers."""
        self.questions.append(params.message)
        self.editor.connection.news.set()
        return next((action for action in params.actions or () if action.title == self.answer), None)


OpenDesk = Callable[..., Awaitable[Desk]]


@pytest_asyncio.fixture(loop_scope="session")
async def open_desk(open_editor: OpenEditor) -> AsyncIterator[OpenDesk]:
    desks: list[Desk] = []

    async def get(name: str, fixture: str = FILES) -> Desk:
        desk = Desk(await open_editor(name, fixture))
        desk.editor.connection.on_edit, desk.editor.connection.on_question = desk.apply, desk.choose
        desks.append(desk)
        return desk

    yield get
    for desk in desks:
        desk.editor.connection.on_edit = desk.editor.connection.on_question = None


@pytest.mark.parametrize("name", ["visual-studio-code", "neovim", "emacs"])
async def test_a_subtask_from_start_to_end(open_desk: OpenDesk, name: str) -> None:
    desk = await open_desk(name)
    started = await desk.run("start", agent="CoderAgent")
    assert started == {
        "label": "Start 02",
        "applied": True,
        "edit": None,
        "feature": "gift-cards",
        "subtask": "02",
        "is_last": False,
    }
    assert 'seq: "02" # the last\nstatus: in_progress\nagent_id: ' in desk.editor.read("subtask_02.yaml")
    completed = await desk.run("complete", summary="Sold: all of them")
    assert (completed["label"], completed["is_last"]) == ("Mark 02 complete", True)
    text = desk.editor.read("subtask_02.yaml")
    assert "status: completed\nagent_id: " in text
    assert 'completion_summary: "Sold: all of them"\n' in text
    assert desk.value("task.json")["completed_count"] == 2
    assert desk.labels == ["Start 02", "Mark 02 complete"]


async def test_a_subtask_by_number_or_id_from_any_file_of_the_feature(open_desk: OpenDesk) -> None:
    desk = await open_desk("emacs")
    task = desk.editor.uri("task.json")
    assert (await desk.run("block", uri=task, subtask="02"))["subtask"] == "02"
    folder = desk.editor.path("task.json").parent.as_uri()
    assert (await desk.run("unblock", uri=folder, subtask="gift-cards-02"))["label"] == "Unblock 02"
    assert (await desk.run("block", uri=task, subtask="2"))["subtask"] == "02"
    await desk.run("reopen", uri=desk.editor.uri("subtask_02.yaml"), subtask="01")
    assert desk.value("subtask_01.json")["status"] == "pending"
    assert desk.value("task.json")["completed_count"] == 0


async def test_an_open_buffer_is_what_counts(open_desk: OpenDesk) -> None:
    desk = await open_desk("visual-studio-code")
    buffer = desk.editor.open("subtask_02.yaml")
    desk.editor.replace("subtask_02.yaml", "pending", "blocked # by 😀")
    await desk.run("unblock")
    assert "status: pending # by 😀" in buffer.text
    assert "status: pending\n" in desk.editor.read("subtask_02.yaml")


async def test_what_changed_on_disk_meanwhile_counts(open_desk: OpenDesk) -> None:
    desk = await open_desk("emacs")
    await desk.run("plan")  # the workspace has been read
    desk.editor.path("subtask_01.json").write_text('{"seq": "01", "status": "blocked"}')
    with pytest.raises(JsonRpcException, match="01 is blocked"):
        await desk.run("complete")


async def test_a_refusal_says_why_and_whether_it_can_be_forced(open_desk: OpenDesk) -> None:
    desk = await open_desk("neovim", REFUSED)
    for command, can_be_forced in (("start", False), ("complete", True)):
        with pytest.raises(JsonRpcException) as refusal:
            await desk.run(command)
        assert refusal.value.code == types.LSPErrorCodes.RequestFailed
        assert refusal.value.message == "02 depends on what is not completed: 01 is blocked"
        assert plain(refusal.value.data) == {"can_be_forced": can_be_forced, "waiting_for": ["01"]}
    assert desk.edits == []
    await desk.run("complete", force=True)
    assert "status: completed" in desk.editor.read("subtask_02.yaml")


async def test_the_task_is_offered_with_its_last_subtask(open_desk: OpenDesk) -> None:
    desk = await open_desk("visual-studio-code")
    desk.answer = "Mark it complete"
    await desk.run("complete")
    await desk.editor.until(lambda: desk.value("task.json")["status"] == "completed")
    assert desk.questions == ["All subtasks of gift-cards are completed. Mark the task complete as well?"]
    assert desk.labels == ["Mark 02 complete", "Mark gift-cards complete"]


@pytest.mark.parametrize("answer", ["Not now", None])
async def test_the_offer_can_be_declined(open_desk: OpenDesk, answer: str | None) -> None:
    desk = await open_desk("neovim")
    desk.answer = answer
    await desk.run("complete")
    await desk.editor.until(lambda: desk.questions)
    await desk.run("reopen")  # what would have been done for a yes is done by now
    assert desk.labels == ["Mark 02 complete", "Reopen 02"]


async def test_an_offer_that_has_come_too_late(open_desk: OpenDesk) -> None:
    desk = await open_desk("visual-studio-code")
    desk.answer = "Mark it complete"

    def reopened_meanwhile(params: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
        desk.editor.path("subtask_01.json").write_text('{"seq": "01", "status": "pending"}')
        return desk.choose(params)

    desk.editor.connection.on_question = reopened_meanwhile
    reason = "gift-cards has subtasks that are not completed: 01 is pending"
    await desk.run("complete")
    await desk.editor.until(lambda: reason in [message.message for message in desk.editor.client.messages])
    assert desk.value("task.json")["status"] == "active"


async def test_no_offer_where_there_is_nobody_to_ask(open_desk: OpenDesk) -> None:
    desk = await open_desk("emacs")
    assert (await desk.run("complete"))["is_last"]
    await desk.run("reopen")
    assert desk.questions == []


async def test_all_that_is_ready_is_completed_at_once(open_desk: OpenDesk) -> None:
    desk = await open_desk("neovim")
    result = await desk.run("completeReady", uri=desk.editor.uri("task.json"))
    assert (result["applied"], result["subtasks"]) == (True, ["02"])
    assert "status: completed" in desk.editor.read("subtask_02.yaml")
    assert desk.value("task.json")["completed_count"] == 2
    with pytest.raises(JsonRpcException, match="no subtask of gift-cards can be completed now"):
        await desk.run("completeReady", uri=desk.editor.uri("task.json"))


async def test_a_feature_is_completed_by_uri_or_name(open_desk: OpenDesk) -> None:
    desk = await open_desk("neovim", DONE)
    result = await desk.run("completeFeature", uri=desk.editor.uri("task.json"))
    assert result == {"label": "Mark gift-cards complete", "applied": True, "edit": None, "feature": "gift-cards"}
    task = desk.value("task.json")
    assert (task["status"], task["completed_count"]) == ("completed", 2)
    with pytest.raises(JsonRpcException, match="gift-cards is completed already"):
        await desk.run("completeFeature", uri=desk.editor.root.as_uri(), feature="gift-cards")


@pytest.mark.parametrize("name", ["visual-studio-code", "neovim"])
async def test_the_archive(open_desk: OpenDesk, name: str) -> None:
    other = '--- /.tmp/tasks/vouchers/subtask_01.json\n{"context_files": [".tmp/tasks/gift-cards/task.json"]}\n'
    desk = await open_desk(name, DONE.replace("active", "completed") + other)
    result = await desk.run("archive")
    folder = ".tmp/tasks/completed/gift-cards"
    assert (result["label"], result["folder"]) == ("Archive gift-cards", folder)
    assert json.loads(desk.editor.read(f"/{folder}/task.json"))["status"] == "completed"
    assert not desk.editor.path("task.json").exists()
    assert json.loads(desk.editor.read("/.tmp/tasks/vouchers/subtask_01.json")) == {
        "context_files": [f"{folder}/task.json"]
    }


async def test_what_is_not_finished_is_archived_by_force(open_desk: OpenDesk) -> None:
    desk = await open_desk("visual-studio-code")
    with pytest.raises(JsonRpcException, match="subtasks that are not completed: 02 is pending"):
        await desk.run("archive")
    assert (await desk.run("archive", force=True))["applied"]


async def test_no_archive_where_the_editor_cannot_rename(open_desk: OpenDesk) -> None:
    desk = await open_desk("emacs", DONE)
    with pytest.raises(JsonRpcException, match="Archive gift-cards: this editor cannot create or rename files"):
        await desk.run("archive")


async def test_an_editor_that_does_not_apply_the_edit(open_desk: OpenDesk) -> None:
    desk = await open_desk("visual-studio-code")
    desk.refuses = True
    with pytest.raises(JsonRpcException, match="Start 02: the editor has not applied the edit: it is read-only"):
        await desk.run("start")


async def test_the_edit_is_the_result_where_the_editor_cannot_apply_any(open_desk: OpenDesk) -> None:
    desk = await open_desk("simple")
    result = await desk.run("block")
    uri = desk.editor.uri("subtask_02.yaml")
    (edit,) = result["edit"]["changes"][uri]
    assert (result["applied"], edit["newText"]) == (False, "blocked")


@pytest.mark.parametrize(
    ("command", "argument", "message"),
    [
        ("start", {"uri": None}, "uri is missing"),
        ("start", {"uri": "task.json"}, "subtask is missing: file:.*task.json is no subtask"),
        ("start", {"uri": "/README.md"}, "README.md lies in no feature"),
        ("start", {"subtask": "07"}, 'there is no subtask "07" in gift-cards; there are 01, 02'),
        ("start", {"uri": "task.json", "subtask": ""}, 'there is no subtask "" in gift-cards'),
        ("start", {"force": True}, '"force" is no member of the argument; there are uri, subtask and agent'),
        ("complete", {"force": "yes"}, "force must be true or false"),
        ("complete", {"summary": 1}, "summary must be a string"),
        ("complete", {"summary": "x" * 201}, "summary has 201 characters; a completion_summary can have 200"),
        ("archive", {"uri": None}, "neither uri nor feature is there; one of them is needed"),
        ("completeFeature", {"feature": "cards"}, 'there is no feature "cards"'),
    ],
)
async def test_arguments_that_are_refused(
    open_desk: OpenDesk, command: str, argument: dict[str, Any], message: str
) -> None:
    desk = await open_desk("neovim")
    if argument.get("uri"):
        argument = {**argument, "uri": desk.editor.uri(argument["uri"])}
    with pytest.raises(JsonRpcInvalidParams, match=message):
        await desk.run(command, **argument)
