"""Diagnostics pulled by editors that do so."""

from __future__ import annotations

import asyncio

import pytest
from lsprotocol import types

from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import codes
from tests.lsp.test_push import TWO

pytestmark = pytest.mark.asyncio(loop_scope="session")

A_MOMENT = 0.2
"""Longer than the server waits before it tells of other files, in seconds."""


@pytest.mark.parametrize("name", ["vscode-pull", "neovim"])
async def test_a_change_is_in_the_next_answer(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, TWO)
    editor.open("subtask_02.json")
    assert not await editor.pulled("subtask_02.json")
    editor.replace("subtask_02.json", "in_progress", "started")
    assert codes(await editor.pulled("subtask_02.json")) == ["invalid-value"]
    assert not editor.connection.pushed


async def test_the_result_id_is_of_the_content(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", TWO)
    editor.open("subtask_01.json")
    editor.open("subtask_02.json")
    first = await editor.pull("subtask_02.json")
    again = await editor.pull("subtask_02.json", first.result_id)
    assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport)
    assert again.result_id == first.result_id

    # The same text, but its sibling has changed.
    editor.replace("subtask_01.json", '"completed"', '"blocked"')
    changed = await editor.pull("subtask_02.json", first.result_id)
    assert isinstance(changed, types.RelatedFullDocumentDiagnosticReport)
    assert codes(changed.items) == ["premature-status"]

    # Another text, but the same diagnostics.
    editor.replace("subtask_01.json", '"blocked"', '"completed"')
    editor.replace("subtask_02.json", '"Print"', '"Print it"')
    same = await editor.pull("subtask_02.json", first.result_id)
    assert same.kind == "unchanged"


async def test_a_moved_diagnostic_is_not_unchanged(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", TWO)
    buffer = editor.open("subtask_02.json")
    editor.replace("subtask_02.json", "in_progress", "started")
    first = await editor.pull("subtask_02.json")
    editor.change("subtask_02.json", buffer.replace(0, 0, "\n"))
    moved = await editor.pull("subtask_02.json", first.result_id)
    assert isinstance(moved, types.RelatedFullDocumentDiagnosticReport)
    assert buffer.words_at(moved.items[0].range) == '"started"'


async def test_the_workspace_is_reported_once(open_editor: OpenEditor) -> None:
    editor = await open_editor("vscode-pull", TWO.replace('"in_progress"', '"started"'))
    reports = await editor.pull_workspace()
    assert list(reports) == ["subtask_02.json"]
    assert codes(reports["subtask_02.json"].items) == ["invalid-value"]
    assert reports["subtask_02.json"].version is None
    known = {name: report.result_id for name, report in reports.items()}
    assert {name: report.kind for name, report in (await editor.pull_workspace(known)).items()} == {
        "subtask_02.json": "unchanged"
    }


async def test_the_workspace_knows_open_texts_and_deleted_files(open_editor: OpenEditor) -> None:
    editor = await open_editor("vscode-pull", TWO.replace('"in_progress"', '"started"'))
    known = {name: report.result_id for name, report in (await editor.pull_workspace()).items()}
    editor.open("subtask_02.json")
    editor.replace("subtask_02.json", "started", "pending")
    report = (await editor.pull_workspace(known))["subtask_02.json"]
    assert (report.version, codes(report.items)) == (2, [])
    editor.close("subtask_02.json")
    editor.path("subtask_02.json").unlink()
    editor.tell("subtask_02.json", change=types.FileChangeType.Deleted)
    assert not (await editor.pull_workspace(known))["subtask_02.json"].items


async def test_another_file_s_new_findings_are_announced(open_editor: OpenEditor) -> None:
    editor = await open_editor("vscode-pull", TWO)
    await editor.pull_workspace()
    await asyncio.sleep(A_MOMENT)  # the test before may have had something to announce
    before = editor.client.diagnostic_refresh_count
    editor.open("subtask_01.json")
    editor.replace("subtask_01.json", '"Draw"', '"Draw it"')
    await editor.pulled("subtask_01.json")
    await asyncio.sleep(A_MOMENT)
    assert editor.client.diagnostic_refresh_count == before

    editor.replace("subtask_01.json", '"completed"', '"blocked"')
    await editor.until(lambda: editor.client.diagnostic_refresh_count > before)
    assert codes((await editor.pull_workspace())["subtask_02.json"].items) == ["premature-status"]
    assert not editor.connection.pushed


async def test_a_file_outside_or_without_a_kind_has_none(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", TWO)
    editor.open("/README.md", "# Gift cards\n")
    assert not await editor.pulled("/README.md")
    assert not await editor.pulled("/nowhere.json")
