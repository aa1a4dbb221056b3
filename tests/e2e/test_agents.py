"""The configurations for agents: what they name is there, and answers when it is started the way each agent does."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from mcp import Client, StdioServerParameters, stdio_client
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

from callsheet import __version__
from callsheet.cli.application import SECTIONS
from tests.cli.helpers import RIGHT, WRONG, environment, write
from tests.e2e.neovim import REPOSITORY

OPENCODE = REPOSITORY / "editors" / "opencode"
CLAUDE_CODE = REPOSITORY / "editors" / "claude-code"

LANGUAGES = {".json": "json", ".yaml": "yaml", ".yml": "yaml", ".md": "markdown"}
"""The endings of the files that Callsheet reads, apart from its own settings."""

CAPABILITIES: dict[str, Any] = {
    "opencode": {
        "window": {"workDoneProgress": True},
        "workspace": {
            "configuration": True,
            "didChangeWatchedFiles": {"dynamicRegistration": True},
            "diagnostics": {"refreshSupport": False},
        },
        "textDocument": {
            "synchronization": {"didOpen": True, "didChange": True},
            "diagnostic": {"dynamicRegistration": True, "relatedDocumentSupport": True},
            "publishDiagnostics": {"versionSupport": False},
        },
    },
    "claude-code": {
        "workspace": {
            "configuration": False,
            "workspaceFolders": False,
            "didChangeWatchedFiles": {"dynamicRegistration": False},
        },
        "textDocument": {
            "synchronization": {"dynamicRegistration": False, "didSave": True},
            "publishDiagnostics": {
                "relatedInformation": True,
                "tagSupport": {"valueSet": [1, 2]},
                "versionSupport": False,
                "codeDescriptionSupport": True,
            },
            "hover": {"dynamicRegistration": False, "contentFormat": ["markdown", "plaintext"]},
            "definition": {"dynamicRegistration": False, "linkSupport": True},
            "documentSymbol": {"dynamicRegistration": False, "hierarchicalDocumentSymbolSupport": True},
        },
        "general": {"positionEncodings": ["utf-16"]},
    },
}
"""What the agents say that they can do (OpenCode 1.18, Claude Code 2.1)."""


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def servers(agent: str) -> tuple[list[str], list[str]]:
    """The commands of an agent's configuration: that of the language server, and that of the server for tools."""
    if agent == "opencode":
        settings = read(OPENCODE / "opencode.json")
        return settings["lsp"]["callsheet"]["command"], settings["mcp"]["callsheet"]["command"]
    language = read(CLAUDE_CODE / ".lsp.json")["callsheet"]
    tools = read(CLAUDE_CODE / ".mcp.json")["mcpServers"]["callsheet"]
    return [language["command"], *language["args"]], [tools["command"], *tools["args"]]


@pytest.fixture(autouse=True)
def on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is found as it is where Callsheet is installed."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize("agent", CAPABILITIES)
def test_the_commands_exist(agent: str) -> None:
    known = {name for section in SECTIONS.values() for name in section}
    for program, name in servers(agent):
        assert program == "callsheet"
        assert name in known


def test_the_language_server_is_started_for_all_that_it_reads() -> None:
    assert read(OPENCODE / "opencode.json")["lsp"]["callsheet"]["extensions"] == list(LANGUAGES)
    assert read(CLAUDE_CODE / ".lsp.json")["callsheet"]["extensionToLanguage"] == LANGUAGES


def test_the_plugin_is_described() -> None:
    plugin = read(CLAUDE_CODE / ".claude-plugin" / "plugin.json")
    assert (plugin["name"], plugin["version"]) == ("callsheet", __version__)
    [listed] = read(CLAUDE_CODE / ".claude-plugin" / "marketplace.json")["plugins"]
    assert (listed["name"], listed["source"]) == ("callsheet", "./")


@pytest.mark.parametrize("agent", CAPABILITIES)
async def test_the_language_server_tells_what_is_wrong(agent: str, tmp_path: Path) -> None:
    """It is started, told of a file, and asked or listened to, as the agent does."""
    path = write(tmp_path, WRONG) / ".tmp" / "tasks" / "gift-cards" / "subtask_01.json"
    client = LanguageClient(converter_factory=default_converter)
    published: asyncio.Future[types.PublishDiagnosticsParams] = asyncio.get_running_loop().create_future()

    def publish(params: types.PublishDiagnosticsParams) -> None:
        if params.uri == path.as_uri() and not published.done():
            published.set_result(params)

    register_lsp_features(client, {**DEFAULT_CLIENT_FEATURES, types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: publish})
    await client.start_io(*servers(agent)[0])
    converter = default_converter()  # type: ignore[no-untyped-call]
    folder = {"uri": tmp_path.as_uri(), "name": "workspace"}
    initialize = {
        "processId": os.getpid(),
        "rootUri": tmp_path.as_uri(),
        "workspaceFolders": [folder],
        "initializationOptions": {},
        "capabilities": CAPABILITIES[agent],
    }
    await client.initialize_session(converter.structure(initialize, types.InitializeParams))
    document = types.TextDocumentItem(path.as_uri(), LANGUAGES[path.suffix], 0, path.read_text())
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    if agent == "opencode":
        identifier = types.TextDocumentIdentifier(path.as_uri())
        report = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(identifier))
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        found = report.items
    else:
        found = (await published).diagnostics
    assert [diagnostic.code for diagnostic in found] == ["unresolved-dependency"]
    await client.shutdown_session()
    await client.stop()  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("agent", CAPABILITIES)
async def test_the_server_for_tools_answers(agent: str, tmp_path: Path) -> None:
    write(tmp_path, WRONG)
    command, *arguments = servers(agent)[1]
    parameters = StdioServerParameters(command=command, args=arguments, cwd=tmp_path, env=dict(os.environ))
    async with Client(stdio_client(parameters)) as client:
        result = await client.call_tool("check", {})
    assert result.structured_content is not None
    assert result.structured_content["summary"]["error"] == 1


def shown_in_the_guide() -> list[Any]:
    guide = (REPOSITORY / "docs" / "agents.md").read_text(encoding="utf-8")
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", guide, re.DOTALL)]


@pytest.mark.parametrize("path", [OPENCODE / "opencode.json", CLAUDE_CODE / ".lsp.json", CLAUDE_CODE / ".mcp.json"])
def test_the_guide_shows_the_same_configurations(path: Path) -> None:
    assert read(path) in shown_in_the_guide()


@pytest.mark.skipif(sys.platform == "win32", reason="the hook is a line for a shell")
@pytest.mark.parametrize(("fixture", "status"), [(WRONG, 2), (RIGHT, 0), ("--- /package.json\n{}\n", 0)])
def test_the_hook_of_the_guide_makes_the_agent_read_what_is_wrong(tmp_path: Path, fixture: str, status: int) -> None:
    [settings] = [each for each in shown_in_the_guide() if "hooks" in each]
    command = settings["hooks"]["PostToolUse"][0]["hooks"][0]["command"]
    done = subprocess.run(
        command,
        shell=True,
        cwd=write(tmp_path, fixture),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (status, "")
    assert ("[unresolved-dependency]" in done.stderr) == (status == 2)
