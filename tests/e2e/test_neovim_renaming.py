"""Renames in a real Neovim: the texts change, and so do the names of the files."""

from __future__ import annotations

from tests.e2e.neovim import FEATURE, Editor


def test_a_number_renames_the_file_and_what_depends_on_it(editor: Editor) -> None:
    editor.open(f"{FEATURE}/subtask_07.json")
    editor.go_to('03"')
    editor.lua("vim.lsp.buf.rename('33')")
    editor.wait(lambda: any('"33"' in line for line in editor.lines()))
    editor.lua("vim.cmd('silent wall')")
    editor.wait((editor.root / FEATURE / "subtask_33.json").exists)
    assert not (editor.root / FEATURE / "subtask_03.json").exists()
    assert '"id": "order-management-mvp-33"' in (editor.root / FEATURE / "subtask_33.json").read_text()


def test_a_feature_renames_its_folder(editor: Editor) -> None:
    editor.open(f"{FEATURE}/task.json")
    editor.go_to("order-management-mvp")
    editor.lua("vim.lsp.buf.rename('shop')")
    folder = editor.root / FEATURE.replace("order-management-mvp", "shop")
    editor.wait((folder / "task.json").exists)
    editor.lua("vim.cmd('silent wall')")
    editor.wait(lambda: '"id": "shop"' in (folder / "task.json").read_text())
    assert '"id": "shop-12"' in (folder / "subtask_12.json").read_text()
