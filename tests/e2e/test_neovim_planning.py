"""A real Neovim, driven along the chain from contexts to contracts."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.neovim import FEATURE, Editor

MAP = ".tmp/planning/order-management-system/map.json"
BACKLOG = ".tmp/planning/order-management-system/prioritized.yaml"
OPENAPI = ".tmp/contracts/order-management/order-api/contract.openapi.yaml"


def here(editor: Editor) -> str:
    """The current file, relative to the workspace."""
    return Path(editor.neovim.current.buffer.name).relative_to(editor.root).as_posix()


def test_a_name_leads_to_its_definition(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_04.json")
    editor.go_to('"bounded_context": "')
    editor.keys("f:w<C-]>")
    editor.wait(lambda: here(editor).endswith("contexts.json"))
    row, _ = editor.neovim.current.window.cursor
    assert '"name": ' in editor.lines()[row - 1]
    editor.keep_screen("definition-of-a-context")


def test_references_lead_through_the_documents(editor: Editor) -> None:
    editor.open(MAP)
    row = next(row for row, line in enumerate(editor.lines()) if '"stories": [' in line)
    identifier = next(line for line in editor.lines()[row:] if '"id": ' in line).split('"')[3]
    editor.go_to(f'"{identifier}"')
    editor.keys("grr")
    listed = editor.wait(
        lambda: editor.lua("""
          return vim.tbl_map(function(item) return vim.api.nvim_buf_get_name(item.bufnr) end, vim.fn.getqflist())""")
    )
    names = {Path(name).name for name in listed}
    assert {"map.json", "prioritized.yaml"} <= names
    editor.keep_screen("references-of-a-story")


def test_hover_tells_what_a_story_is(editor: Editor) -> None:
    editor.open(BACKLOG)
    editor.go_to("id: story-")
    editor.keys("wwK")
    shown = editor.wait(editor.floating_text)
    assert "story" in shown.lower()
    assert "map.json" in shown
    editor.keep_screen("hover-over-a-story")


def test_an_unknown_name_is_found_and_mended(editor: Editor) -> None:
    editor.open(BACKLOG)
    line = next(line for line in editor.lines() if "id: story-" in line)
    editor.go_to(line)
    editor.keys("Ax<Esc>")
    editor.wait(lambda: "unknown-name" in editor.findings())
    editor.keep_screen("unknown-name")
    editor.lua("""
      vim.lsp.buf.code_action({
        context = { only = { 'quickfix' } }, apply = true, filter = function(action) return action.isPreferred end })""")
    editor.wait(lambda: line in editor.lines())
    editor.wait(lambda: editor.findings() == [])


def test_names_are_completed(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_04.json")
    editor.go_to('"bounded_context": "')
    editor.accept('f:wlct"', "notif")
    editor.wait(lambda: any('"bounded_context": "notification"' in line for line in editor.lines()))


def test_an_openapi_document_is_validated_in_the_background(editor: Editor) -> None:
    editor.open(OPENAPI)
    assert editor.findings() == []
    editor.go_to("operationId:")
    editor.keys("ciwoperationID<Esc>")
    editor.wait(lambda: "invalid-openapi" in editor.findings())
    editor.keep_screen("invalid-openapi")
    editor.keys("u")
    editor.wait(lambda: editor.findings() == [])
