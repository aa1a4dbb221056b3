"""The plugin around its commands: start-up, health, help, a server that is missing or ends, the file that is copied alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.e2e.neovim import FEATURE, NEOVIM, PLUGIN
from tests.e2e.neovim_terminal import TerminalEditor, in_terminal


def run_neovim(neovim_home: dict[str, str], *arguments: str) -> str:
    """Run Neovim without a screen; gives what it printed."""
    command = [str(NEOVIM), "--headless", *arguments, "+qall!"]
    done = subprocess.run(
        command, env={**os.environ, **neovim_home}, capture_output=True, text=True, timeout=30, check=True
    )
    return done.stdout + done.stderr


def test_nothing_is_loaded_before_a_file_of_callsheet_opens(terminal: TerminalEditor) -> None:
    loaded = """
      return vim.iter(vim.tbl_keys(package.loaded)):filter(function(name) return name:find('^callsheet') end):totable()"""
    (terminal.root / "package.json").write_text("{}")
    terminal.command("edit package.json")
    terminal.wait(lambda: terminal.neovim.current.buffer.options["filetype"] == "json")
    assert terminal.lua(loaded) == []
    assert terminal.lua("return vim.fn.exists(':CallsheetPlan')") == 0
    terminal.open(f"{FEATURE}/task.json")
    terminal.wait(lambda: terminal.lua("return vim.fn.exists(':CallsheetPlan')") == 2)
    assert "callsheet.plan" not in terminal.lua(loaded), "a view is loaded when it is opened"
    terminal.command("buffer package.json")
    terminal.wait(lambda: terminal.lua("return vim.fn.exists(':CallsheetPlan')") == 0)


def test_health_is_good_where_all_is_there(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/task.json")
    terminal.command("checkhealth callsheet")
    seen = terminal.shows("OK Neovim 0.", "OK callsheet ", "OK Enabled", f"for {terminal.root.parent}"[:30], "1 buffer")
    terminal.keep_screen("neovim-health")
    assert "ERROR" not in seen
    assert "WARNING" not in seen


def test_health_says_what_to_do(neovim_home: dict[str, str]) -> None:
    Path(neovim_home["XDG_CONFIG_HOME"], "nvim/init.lua").write_text(
        "vim.lsp.config('callsheet', { cmd = { 'no-such' } })\n"
    )
    said = run_neovim(neovim_home, "+checkhealth callsheet", "+%print")
    assert "`no-such` is not found" in said
    assert "pipx install callsheet" in said
    assert "Call `vim.lsp.enable('callsheet')` in your init.lua" in said
    assert "No server runs" in said


def test_a_missing_server_is_told_of_once(
    workspace: Path, neovim_home: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    files = [str(workspace / FEATURE / name) for name in ("task.json", "subtask_01.json")]
    (workspace / "package.json").write_text("{}")
    assert "Callsheet" not in run_neovim(neovim_home, str(workspace / "package.json"))
    said = run_neovim(neovim_home, *files, "+next")
    assert said.count("the command `callsheet` is not found; :checkhealth callsheet says what to do") == 1


def test_a_server_that_ended_is_started_again(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/task.json")
    first = "return vim.lsp.get_clients({ name = 'callsheet' })[1].id"
    before = terminal.lua(first)
    terminal.lua("vim.lsp.get_clients({ name = 'callsheet' })[1]:stop(true)")
    terminal.wait(lambda: terminal.lua("return #vim.lsp.get_clients({ name = 'callsheet' })") == 0)
    terminal.command("CallsheetPlan")
    terminal.shows("no server runs for this buffer; :CallsheetRestart starts it")
    terminal.keep_screen("neovim-no-server")
    terminal.command("CallsheetRestart")
    terminal.shows("the server starts anew")
    terminal.open(f"{FEATURE}/task.json")
    assert terminal.lua(first) != before
    terminal.command("CallsheetPlan")
    terminal.shows("1 of 12 completed")


def test_a_running_server_is_started_anew(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/task.json")
    terminal.command("CallsheetRestart")
    terminal.shows("the server starts anew")
    terminal.open(f"{FEATURE}/subtask_02.json")
    assert terminal.lua("return #vim.lsp.get_clients({ name = 'callsheet' })") == 1


def test_the_log_opens_at_its_end(terminal: TerminalEditor) -> None:
    terminal.lua("vim.lsp.log.error('the last line')")
    terminal.command("CallsheetLog")
    terminal.shows("the last line")
    terminal.wait(lambda: not terminal.neovim.current.buffer.options["modifiable"])
    assert "the last line" in terminal.neovim.current.line


def test_the_file_that_is_copied_alone_works(workspace: Path, neovim_home: dict[str, str]) -> None:
    Path(neovim_home["XDG_DATA_HOME"], "nvim/site/pack/callsheet/start/callsheet").unlink()
    copied = Path(neovim_home["XDG_CONFIG_HOME"], "nvim/lsp/callsheet.lua")
    copied.parent.mkdir()
    shutil.copy(PLUGIN / "lsp/callsheet.lua", copied)
    with in_terminal(workspace, neovim_home) as editor:
        editor.open(f"{FEATURE}/subtask_07.json")
        editor.go_to('"03"')
        editor.keys('i"99", <Esc>')
        editor.wait(lambda: editor.findings() == ["unresolved-dependency"])
        editor.lua("""
          vim.lsp.buf.code_action({
            filter = function(action) return action.title:find('^Mark 07 complete although') end, apply = true })""")
        editor.wait(lambda: '  "status": "completed",' in editor.lines())


def test_help_has_tags_for_everything_it_refers_to(neovim_home: dict[str, str]) -> None:
    plugin = Path(neovim_home["XDG_DATA_HOME"], "nvim/site/pack/callsheet/start/callsheet")
    plugin.unlink()
    shutil.copytree(PLUGIN, plugin)
    assert run_neovim(neovim_home, f"+helptags {plugin / 'doc'}") == ""
    text = (PLUGIN / "doc/callsheet.txt").read_text(encoding="utf-8")
    defined = {line.split("\t")[0] for line in (plugin / "doc/tags").read_text(encoding="utf-8").splitlines()}
    for command in re.findall(
        r"^  (Callsheet\w+) = ", (PLUGIN / "lua/callsheet/commands.lua").read_text("utf-8"), re.MULTILINE
    ):
        assert f":{command}" in defined
    assert {":CallsheetRestart", ":CallsheetLog"} <= defined
    references = set(re.findall(r"\|([^| \n]+)\|", text))
    unknown = run_neovim(
        neovim_home,
        "+lua for _, tag in ipairs(vim.split("
        + repr(" ".join(sorted(references)))
        + ", ' ')) do if #vim.fn.taglist('^' .. vim.fn.escape(tag, '.*[]^$~\\\\') .. '$') == 0 then"
        " if not vim.tbl_contains(vim.fn.getcompletion(tag, 'help'), tag) then print('unknown: ' .. tag) end end end",
    )
    assert unknown == ""
    assert all(len(line.expandtabs(8)) <= 80 for line in text.splitlines())
