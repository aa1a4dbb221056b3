"""The configuration for editors that do not run here: it can be read, and starts the server."""

from __future__ import annotations

import importlib
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

tomllib: Any = importlib.import_module(
    "tomllib" if sys.version_info >= (3, 11) else "tomli"
)  # which pytest brings along

EDITORS = Path(__file__).parents[2] / "editors"


def read(path: str) -> Any:
    text = (EDITORS / path).read_text(encoding="utf-8")
    return tomllib.loads(text) if path.endswith(".toml") else json.loads(text)


def test_helix() -> None:
    settings = read("helix/languages.toml")
    server = settings["language-server"]["callsheet"]
    assert [server["command"], *server["args"]] == ["callsheet", "lsp"]
    assert all(language["language-servers"][0] == "callsheet" for language in settings["language"])


def test_sublime_text() -> None:
    clients = read("sublime/LSP.sublime-settings")["clients"]
    assert clients["callsheet"]["command"] == ["callsheet", "lsp"]
    commands = read("sublime/Callsheet.sublime-commands")
    documented = (EDITORS.parent / "docs" / "commands.md").read_text(encoding="utf-8")
    for command in commands:
        assert command["args"]["session_name"] in clients
        assert f"### `{command['args']['command_name']}`" in documented


def test_zed() -> None:
    server = read("zed/extension.toml")["language_servers"]["callsheet"]
    assert set(server["languages"]) == set(server["language_ids"]) == set(read("zed/settings.json")["languages"])
    assert read("zed/Cargo.toml")["lib"]["crate-type"] == ["cdylib"]


def test_kate() -> None:
    languages = read("kate/settings.json")["servers"]
    servers = read("kate/kateproject.json")["lspclient"]["servers"]
    assert set(servers) == set(languages)
    assert servers["json"]["command"] == ["callsheet", "lsp"]


def test_coc_nvim() -> None:
    snippet = re.search(r"```json\n(.*?)```", (EDITORS / "vim" / "README.md").read_text("utf-8"), re.DOTALL)
    assert snippet
    server = json.loads(snippet[1])["languageserver"]["callsheet"]
    assert [server["command"], *server["args"]] == ["callsheet", "lsp"]


@pytest.mark.parametrize("folder", sorted(path.name for path in EDITORS.iterdir() if path.is_dir()))
def test_every_editor_is_in_the_table(folder: str) -> None:
    assert f"]({folder}/README.md)" in (EDITORS / "README.md").read_text(encoding="utf-8")
    assert (EDITORS / folder / "README.md").is_file()
