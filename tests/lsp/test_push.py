"""Diagnostics pushed to editors that do not pull them."""

from __future__ import annotations

import pytest
from lsprotocol import types

from tests.lsp.conftest import OpenEditor

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = """
--- task.json
{"id": "gift-cards", "name": "Gift cards", "status": "active", "objective": "Sell", "created_at": "2026-03-01T09:15:00Z"}
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": "Draw", "status": "completed", "completed_at": "2026-03-01T10:00:00Z",
 "completion_summary": "Drawn", "acceptance_criteria": ["seen"], "deliverables": ["POST /cards"]}
--- subtask_02.json
{"id": "gift-cards-02", "seq": "02", "title": "Print", "status": "in_progress", "depends_on": ["01"],
 "acceptance_criteria": ["printed"], "deliverables": ["POST /print"]}
"""


@pytest.mark.parametrize("name", ["visual-studio-code", "emacs"])
async def test_every_change_is_answered_with_its_version(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, TWO)
    editor.open("subtask_02.json")
    await editor.pushed("subtask_02.json")
    editor.replace("subtask_02.json", "in_progress", "started")
    (diagnostic,) = await editor.pushed("subtask_02.json", "invalid-value")
    assert editor.buffers["subtask_02.json"].words_at(diagnostic.range) == '"started"'
    editor.replace("subtask_02.json", "started", "pending")
    await editor.pushed("subtask_02.json")
    assert [push.version for push in editor.pushes("subtask_02.json")] == [1, 2, 3]


async def test_a_change_updates_siblings_once(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", TWO)
    editor.open("subtask_01.json")
    await editor.pushed("subtask_01.json")
    editor.replace("subtask_01.json", '"completed", "completed_at": "2026-03-01T10:00:00Z"', '"blocked"')
    await editor.pushed("subtask_02.json", "premature-status")
    editor.replace("subtask_01.json", '"Draw"', '"Draw it"')
    editor.replace("subtask_01.json", '"blocked"', '"completed", "completed_at": "2026-03-01T10:00:00Z"')
    await editor.pushed("subtask_02.json")
    assert [len(push.diagnostics) for push in editor.pushes("subtask_02.json")] == [1, 0]
    assert editor.pushes("subtask_02.json")[-1].version is None


async def test_files_that_nobody_opened_are_reported(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", TWO.replace('"in_progress"', '"started"'))
    await editor.pushed("subtask_02.json", "invalid-value")
    assert not editor.pushes("subtask_01.json")
    assert not editor.pushes("task.json")


async def test_what_is_not_saved_counts_until_it_is_closed(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", TWO)
    editor.open("subtask_02.json")
    editor.replace("subtask_02.json", '["01"]', '["09"]')
    await editor.pushed("subtask_02.json", "unresolved-dependency")
    editor.close("subtask_02.json")
    await editor.pushed("subtask_02.json")


async def test_a_new_file_is_forgotten_if_it_is_closed_unsaved(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", TWO)
    editor.open("subtask_03.json", '{"seq": "03", "depends_on": ["09"]}')
    await editor.until(lambda: "unresolved-dependency" in editor.shown("subtask_03.json"))
    editor.close("subtask_03.json")
    await editor.pushed("subtask_03.json")


async def test_a_reference_to_an_open_file_sees_its_lines(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", TWO + "--- /docs/prices.md\none\ntwo\n")
    reference = '"context_files": [{"path": "docs/prices.md", "lines": "2-4"}], "acceptance_criteria"'
    editor.open("subtask_02.json")
    editor.replace("subtask_02.json", '"acceptance_criteria"', reference)
    await editor.pushed("subtask_02.json", "lines-out-of-range")
    editor.open("/docs/prices.md")
    editor.replace("/docs/prices.md", "two\n", "two\nthree\nfour\n")
    await editor.pushed("subtask_02.json")
    editor.close("/docs/prices.md")
    await editor.pushed("subtask_02.json", "lines-out-of-range")
    assert not editor.pushes("/docs/prices.md")


async def test_several_changes_at_once(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", TWO)
    buffer = editor.open("subtask_02.json")
    changes = [buffer.replace(0, 0, character) for character in "\n\r\n \U0001f600"]
    editor.change("subtask_02.json", *changes)
    editor.change("subtask_02.json", buffer.replace(0, 1, ""))
    start = buffer.text.index("in_progress")
    one_by_one = [buffer.replace(start, start + 1, "") for _ in range(3)]
    editor.change("subtask_02.json", *one_by_one)
    (diagnostic,) = (await editor.pushed("subtask_02.json", "invalid-value"))[-1:]
    assert buffer.words_at(diagnostic.range) == '"progress"'
    editor.change("subtask_02.json", types.TextDocumentContentChangeWholeDocument("{"))
    await editor.until(lambda: "syntax-error" in editor.shown("subtask_02.json"))
