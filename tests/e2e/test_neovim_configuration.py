"""A real Neovim in `callsheet.toml`."""

from __future__ import annotations

from tests.e2e.neovim import FEATURE, Editor


def test_settings_are_completed_checked_explained_and_mended(editor: Editor) -> None:
    (editor.root / "callsheet.toml").write_text("[rules]\n\n[formatting]\nindent = 2\n")
    editor.open("callsheet.toml")
    editor.keys("jcc")
    editor.accept("too", "too-long")
    editor.keys("<Esc>")
    editor.wait(lambda: editor.lines()[1].startswith('too-long = "'))
    editor.keys('0f"ci"of<Esc>')
    editor.wait(lambda: "invalid-value" in editor.findings())
    editor.keep_screen("wrong-severity")
    editor.keys("0K")
    shown = editor.wait(editor.floating_text)
    assert "longer than its field allows" in shown
    editor.keep_screen("hover-over-a-rule")


def test_other_toml_files_are_left_alone(editor: Editor) -> None:
    (editor.root / "pyproject.toml").write_text("[project]\n")
    (editor.root / "callsheet.toml").write_text("[rules]\n")
    editor.open("callsheet.toml")
    editor.neovim.command("edit pyproject.toml")
    assert editor.lua("return vim.bo.filetype") == "toml"
    buffer = editor.neovim.current.buffer.number
    editor.open(f"{FEATURE}/task.json")
    assert editor.lua("return #vim.lsp.get_clients({ bufnr = ... })", buffer) == 0
