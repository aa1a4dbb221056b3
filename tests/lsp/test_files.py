"""Files that change outside the editor."""

from __future__ import annotations

import asyncio
import shutil
import time

import pytest
from lsprotocol import types

from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import PATIENCE, Editor, codes
from tests.lsp.test_push import TWO

pytestmark = pytest.mark.asyncio(loop_scope="session")

BROKEN = TWO.replace('["01"]', '["03"]')
THIRD = """\
{"id": "gift-cards-03", "seq": "03", "title": "Pack", "status": "completed",
 "completed_at": "2026-03-01T10:00:00Z", "completion_summary": "Packed",
 "acceptance_criteria": ["packed"], "deliverables": ["POST /pack"]}
"""


async def test_created_changed_and_deleted(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", BROKEN)
    await editor.pushed("subtask_02.json", "unresolved-dependency")

    editor.write(f"--- subtask_03.json\n{THIRD}")
    editor.tell("subtask_03.json", change=types.FileChangeType.Created)
    await editor.pushed("subtask_02.json")

    editor.write(f"--- subtask_03.json\n{THIRD.replace('completed', 'blocked')}")
    editor.tell("subtask_03.json")
    await editor.until(lambda: "premature-status" in editor.shown("subtask_02.json"))
    await editor.until(lambda: editor.shown("subtask_03.json"))

    editor.path("subtask_03.json").unlink()
    editor.tell("subtask_03.json", change=types.FileChangeType.Deleted)
    await editor.pushed("subtask_02.json", "unresolved-dependency")
    await editor.pushed("subtask_03.json")


async def test_a_file_that_cannot_be_read(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", TWO)
    path = editor.path("subtask_02.json")
    path.unlink()
    path.symlink_to("nowhere")
    editor.tell("subtask_02.json")
    (found,) = await editor.pushed("subtask_02.json", "syntax-error")
    assert found.message == "cannot be read: it is a link that leads nowhere"
    assert found.range == types.Range(types.Position(0, 0), types.Position(0, 0))
    assert not editor.shown("subtask_01.json")
    path.unlink()
    editor.write(TWO)
    editor.tell("subtask_02.json")
    await editor.pushed("subtask_02.json")


async def test_the_encoding_is_told_while_no_editor_has_the_text(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", TWO)
    path = editor.path("subtask_02.json")
    path.write_bytes(path.read_text().replace("Print", "Größe").encode("latin-1"))
    editor.tell("subtask_02.json")
    (found,) = await editor.pushed("subtask_02.json", "syntax-error")
    assert found.message == "byte F6 is not valid UTF-8: save the file as UTF-8"
    editor.open("subtask_02.json", path.read_text("latin-1"))
    await editor.pushed("subtask_02.json")


async def test_renamed(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", f"{BROKEN}--- subtask_04.json\n{THIRD.replace('03', '04')}")
    await editor.pushed("subtask_02.json", "unresolved-dependency")
    editor.path("subtask_04.json").rename(editor.path("subtask_03.json"))
    editor.tell("subtask_04.json", change=types.FileChangeType.Deleted)
    editor.tell("subtask_03.json", change=types.FileChangeType.Created)
    await editor.until(lambda: editor.shown("subtask_03.json"))
    editor.write(f"--- subtask_03.json\n{THIRD}")
    editor.tell("subtask_03.json")
    await editor.pushed("subtask_03.json")
    await editor.pushed("subtask_02.json")


async def test_a_folder_of_features_is_deleted_and_comes_back(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", BROKEN)
    await editor.pushed("subtask_02.json", "unresolved-dependency")
    tasks = editor.root / ".tmp/tasks"
    shutil.move(tasks, editor.root / "elsewhere")
    editor.tell("/.tmp/tasks", change=types.FileChangeType.Deleted)
    await editor.pushed("subtask_02.json")
    shutil.move(editor.root / "elsewhere", tasks)
    editor.tell("/.tmp/tasks", change=types.FileChangeType.Created)
    await editor.pushed("subtask_02.json", "unresolved-dependency")


async def test_a_referenced_file_appears_with_its_folder(open_editor: OpenEditor) -> None:
    files = TWO.replace('"depends_on"', '"context_files": ["docs/api/prices.md"], "depends_on"')
    editor = await open_editor("visual-studio-code", files)
    await editor.pushed("subtask_02.json", "broken-reference")
    editor.write("--- /docs/api/prices.md\nPrices include tax.\n")
    editor.tell("/docs", change=types.FileChangeType.Created)
    await editor.pushed("subtask_02.json")
    shutil.rmtree(editor.root / "docs")
    editor.tell("/docs", change=types.FileChangeType.Deleted)
    await editor.pushed("subtask_02.json", "broken-reference")


async def test_the_disk_does_not_overrule_what_is_open(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", TWO)
    editor.open("subtask_02.json")
    editor.write(BROKEN)
    editor.tell("subtask_02.json")
    editor.replace("subtask_02.json", "in_progress", "started")
    await editor.pushed("subtask_02.json", "invalid-value")
    editor.close("subtask_02.json")
    await editor.pushed("subtask_02.json", "unresolved-dependency")


async def test_a_hint_follows_the_names_in_a_folder(open_editor: OpenEditor) -> None:
    """The file that is referred to is still missing, but now there is one with a name much like it."""
    files = TWO.replace('"depends_on"', '"context_files": ["pirces.md"], "depends_on"')
    editor = await open_editor("visual-studio-code", files)
    (broken,) = await editor.pushed("subtask_02.json", "broken-reference")
    assert "prices.md" not in broken.message
    editor.write("--- /prices.md\nPrices include tax.\n")
    editor.tell("/prices.md", change=types.FileChangeType.Created)
    await editor.until(lambda: "prices.md" in editor.pushes("subtask_02.json")[-1].diagnostics[0].message)


async def test_nothing_is_said_about_files_that_nobody_names(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", BROKEN)
    await editor.pushed("subtask_02.json", "unresolved-dependency")
    for change in types.FileChangeType:
        editor.tell(*(f"/build/{number}.o" for number in range(500)), change=change)
    editor.open("subtask_01.json")
    await editor.pushed("subtask_01.json")
    assert len(editor.pushes("subtask_02.json")) == 1


# editors that cannot watch: the server looks itself


async def codes_of(editor: Editor, *names: str) -> list[str]:
    found = await editor.pull_workspace()
    return sorted(code for name in names if name in found for code in codes(found[name].items))


async def wait_for(editor: Editor, name: str, *rules: str) -> None:
    """Pull again and again until a file's diagnostics are of these rules."""
    deadline = time.monotonic() + PATIENCE
    while (found := await codes_of(editor, name)) != sorted(rules):
        assert time.monotonic() < deadline, f"{name} shows {found}, not {sorted(rules)}"
        await asyncio.sleep(0.02)


async def test_the_server_looks_where_the_editor_does_not(open_editor: OpenEditor) -> None:
    files = BROKEN.replace('"depends_on"', '"context_files": ["docs/prices.md"], "depends_on"')
    editor = await open_editor("neovim", files)
    await wait_for(editor, "subtask_02.json", "broken-reference", "unresolved-dependency")
    editor.write(f"--- subtask_03.json\n{THIRD}")
    await wait_for(editor, "subtask_02.json", "broken-reference")
    editor.write("--- /docs/prices.md\nPrices include tax.\n")
    await wait_for(editor, "subtask_02.json")
    editor.path("subtask_03.json").rename(editor.path("old.json"))
    await wait_for(editor, "subtask_02.json", "unresolved-dependency")
    shutil.rmtree(editor.root / "docs")
    await wait_for(editor, "subtask_02.json", "broken-reference", "unresolved-dependency")


async def test_the_server_looks_around_a_single_file(open_editor: OpenEditor) -> None:
    """No folder is open, so the editor watches nothing."""
    editor = await open_editor("visual-studio-code", BROKEN, folder=False)
    editor.open("subtask_02.json")
    await editor.pushed("subtask_02.json", "unresolved-dependency")
    editor.write(f"--- subtask_03.json\n{THIRD}")
    await editor.pushed("subtask_02.json")
