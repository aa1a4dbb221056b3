"""A real Neovim, driven through what changes files: rename, refactorings, lenses, formatting, settings."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from tests.e2e.neovim import FEATURE, Editor


def act(editor: Editor, title: str) -> None:
    """Choose the code action whose title begins so, once it is offered."""
    offered = """
      local params = vim.lsp.util.make_range_params(0, 'utf-8')
      params.context = { diagnostics = {} }
      local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 5000)
      for _, answer in pairs(answers or {}) do
        for _, action in ipairs(answer.result or {}) do
          if vim.startswith(action.title, ...) then return true end
        end
      end"""
    editor.wait(lambda: editor.lua(offered, title))
    editor.lua(
        """
        local title = ...
        vim.lsp.buf.code_action({ apply = true, filter = function(action) return vim.startswith(action.title, title) end })
        """,
        title,
    )


def text_of(editor: Editor, path: str) -> str:
    """What a file holds in the editor, saved or not."""
    return str(
        editor.lua(
            """
            local buffer = vim.fn.bufadd(...)
            vim.fn.bufload(buffer)
            return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\\n')
            """,
            str(editor.root / path),
        )
    )


def here(editor: Editor) -> str:
    """The name of the current file."""
    return Path(editor.neovim.current.buffer.name).name


def test_a_subtask_gets_another_number_everywhere(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_07.json")
    editor.go_to('"03"')
    editor.keys("l")
    editor.lua("vim.lsp.buf.rename('33')")
    editor.wait((editor.root / FEATURE / "subtask_33.json").exists)
    editor.wait(lambda: '    "33",' in editor.lines())
    editor.keep_screen("rename")
    renamed = json.loads(text_of(editor, f"{FEATURE}/subtask_33.json"))
    assert (renamed["seq"], renamed["id"]) == ("33", "order-management-mvp-33")
    assert not (editor.root / FEATURE / "subtask_03.json").exists()
    assert editor.findings() == []


def test_a_reference_becomes_an_object_and_a_path_again(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_04.json")
    before = editor.lines()
    editor.go_to("src/contracts")
    act(editor, "Write this reference as an object")
    editor.wait(lambda: editor.lines() != before)
    editor.keep_screen("object-reference")
    value = json.loads("\n".join(editor.lines()))
    assert value["reference_files"] == [{"path": "src/contracts/inventory-service.contract.ts"}]
    act(editor, "Write this reference as a plain path")
    editor.wait(lambda: editor.lines() == before)


def test_a_document_becomes_yaml(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_11.json")
    value = json.loads("\n".join(editor.lines()))
    act(editor, "Convert to YAML")
    editor.wait((editor.root / FEATURE / "subtask_11.yaml").exists)
    editor.wait(lambda: here(editor) == "subtask_11.yaml")
    editor.keep_screen("converted-to-yaml")
    assert yaml.safe_load("\n".join(editor.lines())) == value


def test_a_subtask_is_inserted(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_11.json")
    title = next(line for line in editor.lines() if '"title"' in line)
    act(editor, "Insert a subtask after 11")
    editor.wait((editor.root / FEATURE / "subtask_13.json").exists)
    inserted = json.loads(text_of(editor, f"{FEATURE}/subtask_12.json"))
    assert inserted["depends_on"] == ["11"]
    assert title in editor.lines()
    assert json.loads(text_of(editor, f"{FEATURE}/task.json"))["subtask_count"] == 13


def test_a_lens_completes_the_subtask(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_02.json")
    editor.lua("vim.lsp.codelens.refresh({ bufnr = 0 })")
    shown = editor.wait(
        lambda: editor.lua("return vim.tbl_map(function(l) return l.command.title end, vim.lsp.codelens.get(0))")
    )
    assert shown[0].startswith("Batch ")
    editor.keep_screen("lenses")
    editor.lua("""
      local lens = vim.tbl_filter(function(l) return l.command.title == 'Complete' end, vim.lsp.codelens.get(0))[1]
      vim.lsp.get_clients({ name = 'callsheet' })[1]:exec_cmd(lens.command, { bufnr = 0 })""")
    editor.wait(lambda: '  "status": "completed",' in editor.lines())
    assert json.loads(text_of(editor, f"{FEATURE}/task.json"))["completed_count"] == 2


def test_hints_stand_beside_numbers_and_ranges(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_04.json")
    editor.lua("vim.lsp.inlay_hint.enable(true)")
    labels = editor.wait(
        lambda: editor.lua("return vim.tbl_map(function(h) return h.inlay_hint.label end, vim.lsp.inlay_hint.get())")
    )
    assert any(label.startswith("20 lines · ") for label in labels), labels
    editor.wait(lambda: "20 lines · " in editor.screen())
    editor.keep_screen("inlay-hints")


def test_a_document_is_laid_out_by_its_own_indent(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_04.json")
    before = editor.lines()
    editor.go_to('"depends_on"')
    editor.keys("3>>j<<")
    editor.neovim.command("%s/: /:/")
    editor.wait(lambda: any('"title":"Stock' in line for line in editor.lines()))
    editor.lua("vim.lsp.buf.format({ async = false })")
    assert editor.lines() == before


def test_dependencies_are_followed_both_ways(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_07.json")
    editor.go_to('"title"')
    editor.lua("vim.lsp.buf.outgoing_calls()")
    names = "return vim.tbl_map(function(item) return item.text end, vim.fn.getqflist())"
    listed = editor.wait(lambda: editor.lua(names))
    assert any(text.startswith("03") for text in listed), listed
    editor.keep_screen("outgoing-calls")


def test_symbols_of_the_workspace_are_found(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_07.json")
    editor.lua("vim.lsp.buf.workspace_symbol('reservations')")
    listed = editor.wait(lambda: editor.lua("return vim.tbl_map(function(i) return i.text end, vim.fn.getqflist())"))
    assert any("Stock reservations" in text for text in listed), listed
    editor.keep_screen("workspace-symbols")


def test_a_setting_takes_effect_while_it_is_typed(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_07.json")
    editor.go_to('"03"')
    editor.keys('i"99", <Esc>')
    editor.wait(lambda: editor.findings() == ["unresolved-dependency"])
    subtask = editor.neovim.current.buffer
    editor.open("callsheet.toml")
    editor.keys('i[rules]<CR>unresolved-dependency = "off"<Esc>')
    codes = "return #vim.diagnostic.get(...)"
    editor.wait(lambda: editor.lua(codes, subtask.number) == 0)
    editor.keys("cc" + 'unresolvd-dependency = "off"<Esc>')
    editor.wait(lambda: editor.findings() == ["unknown-field"])
    editor.keep_screen("settings")
    editor.wait(lambda: editor.lua(codes, subtask.number) == 1)
