"""What the server says of itself to each editor."""

from __future__ import annotations

import pytest

from callsheet import __version__
from tests.lsp.conftest import OpenEditor

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    ("name", "encoding", "pulls"),
    [
        ("visual-studio-code", "utf-16", False),
        ("vscode-pull", "utf-16", True),
        ("neovim", "utf-8", True),
        ("emacs", "utf-32", False),
    ],
)
async def test_the_answer_suits_the_editor(open_editor: OpenEditor, name: str, encoding: str, pulls: bool) -> None:
    editor = await open_editor(name)
    result = editor.connection.result
    assert result.server_info
    assert (result.server_info.name, result.server_info.version) == ("callsheet", __version__)
    assert editor.connection.encoding == encoding
    assert (result.capabilities.diagnostic_provider is not None) == pulls


async def test_pulled_diagnostics_depend_on_other_files(open_editor: OpenEditor) -> None:
    provider = (await open_editor("vscode-pull")).connection.result.capabilities.diagnostic_provider
    assert provider
    assert provider.inter_file_dependencies
    assert provider.workspace_diagnostics


async def test_edits_of_code_actions_can_be_asked_for_later(open_editor: OpenEditor) -> None:
    provider = (await open_editor("emacs")).connection.result.capabilities.code_action_provider
    assert provider
    assert not isinstance(provider, bool)
    assert provider.resolve_provider


@pytest.mark.parametrize(("name", "watched"), [("emacs", ["**/*"]), ("neovim", [])])
async def test_files_are_watched_by_editors_that_can(open_editor: OpenEditor, name: str, watched: list[str]) -> None:
    editor = await open_editor(name)
    editor.write("--- subtask_01.json\n{}")
    editor.open("subtask_01.json")
    if watched:
        await editor.until(lambda: editor.connection.watched)
    assert [watcher.glob_pattern for watcher in editor.connection.watched] == watched
