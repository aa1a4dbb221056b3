"""The plugin's views in a real Neovim in a terminal: plan, graph, stages, figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.neovim import FEATURE
from tests.e2e.neovim_terminal import TerminalEditor


def here(editor: TerminalEditor) -> str:
    """The name of the current buffer's file."""
    return Path(editor.neovim.current.buffer.name).name


def colours(editor: TerminalEditor) -> set[str]:
    """The highlight groups of the current view."""
    marks = editor.lua("""
      local namespace = vim.api.nvim_get_namespaces().callsheet
      return vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true })""")
    return {mark[3]["hl_group"] for mark in marks}


def test_the_plan_shows_batches_and_opens_subtasks(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/subtask_07.json")
    terminal.command("CallsheetPlan")
    terminal.shows("1 of 12 completed · 8 %", "✓ 01  Lay out the modules", "~ 02  Types", "Batch 8")
    terminal.shows("○ 07  Place an order: cart, stock, payment                 waits for 03, 04, 05")
    terminal.shows("Critical path 01 → 02 → 03 → 07 → 08 → 11")
    terminal.keep_screen("neovim-plan")
    assert colours(terminal) == {
        "CallsheetTitle",
        "CallsheetLabel",
        "CallsheetCompleted",
        "CallsheetInProgress",
        "CallsheetWaiting",
    }
    assert "07" in terminal.neovim.current.line, "the cursor is on the subtask from which the plan was opened"
    terminal.go_to("09  Send")
    terminal.keys("<CR>")
    terminal.wait(lambda: here(terminal) == "subtask_09.json")
    assert len(terminal.neovim.windows) == 2


def test_commands_in_the_plan_are_about_the_line_and_the_plan_follows(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/subtask_07.json")
    terminal.command("CallsheetPlan")
    terminal.shows("waits for 02")
    terminal.go_to("02  Types")
    terminal.command("CallsheetComplete Contracts are there")
    terminal.shows("2 of 12 completed · 17 %", "The cart and its operations                          ready")
    terminal.go_to("03  The cart")
    terminal.command("CallsheetStart")
    terminal.shows("~ 03  The cart and its operations")
    terminal.keep_screen("neovim-plan-after-steps")


def test_the_plan_follows_what_others_write(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/subtask_07.json")
    terminal.command("vertical CallsheetPlan")
    terminal.shows("1 of 12 completed")
    path = terminal.root / FEATURE / "subtask_02.json"
    subtask = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**subtask, "status": "completed"}), encoding="utf-8")
    terminal.shows("2 of 12 completed")


def test_the_plan_says_what_keeps_it(terminal: TerminalEditor) -> None:
    for number, depends_on in (("03", ["07"]), ("12", ["99"])):
        path = terminal.root / FEATURE / f"subtask_{number}.json"
        subtask = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**subtask, "depends_on": depends_on}), encoding="utf-8")
    terminal.open(f"{FEATURE}/task.json")
    terminal.command("CallsheetPlan")
    terminal.shows("In no batch", "waits for itself", "12 depends on 99, which does not exist", "Cycle         03, 07")
    terminal.keep_screen("neovim-plan-with-a-cycle")


def test_q_closes_a_view_and_it_opens_anew(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/task.json")
    for _ in range(2):
        terminal.command("CallsheetSummary")
        terminal.shows("Progress  1 of 12 completed · 8 %", "Stage     6 of 8: parallel execution")
        terminal.keys("q")
        terminal.shows_no_longer("callsheet://summary")


def test_stages_lead_to_what_they_made(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/task.json")
    terminal.command("CallsheetStages")
    terminal.shows("✓ 2  story mapping", "~ 6  parallel execution         1 of 12 subtasks completed")
    terminal.keep_screen("neovim-stages")
    terminal.go_to("story mapping")
    terminal.keys("<CR>")
    terminal.wait(lambda: here(terminal) == "map.json")


@pytest.mark.parametrize(
    ("words", "filetype", "first"),
    [("", "mermaid", "flowchart LR"), ("dot", "dot", "digraph"), ("stories", "mermaid", "flowchart LR")],
)
def test_the_graph_is_text_with_its_filetype(terminal: TerminalEditor, words: str, filetype: str, first: str) -> None:
    terminal.open(f"{FEATURE}/task.json")
    terminal.command(f"CallsheetGraph {words}")
    terminal.wait(lambda: terminal.neovim.current.buffer.options["filetype"] == filetype)
    assert terminal.lines()[0].startswith(first)
    terminal.keep_screen(f"neovim-graph-{words or 'mermaid'}")


def test_lenses_open_views(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/task.json")
    terminal.command("lua vim.lsp.codelens.refresh({ bufnr = 0 })")
    terminal.shows("1 of 12 completed · 8 % |", "8 batches", "Stage 6 of 8")
    terminal.keep_screen("neovim-lenses")
    for lens, shown in (("1 of 12", "//summary"), ("8 batches", "//plan/"), ("Stage 6", "//stages")):
        terminal.command("lua vim.lsp.codelens.run()")
        terminal.choose("Code lenses:", lens)
        terminal.shows(f"callsheet:{shown}")
        terminal.keys("q")
        terminal.shows_no_longer(f"callsheet:{shown}")


def test_lenses_follow_other_files(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/task.json")
    terminal.command("lua vim.lsp.codelens.refresh({ bufnr = 0 })")
    terminal.shows("1 of 12 completed · 8 %")
    terminal.command("CallsheetComplete 02 Done")
    terminal.shows("2 of 12 completed · 17 %")
