"""The commands of the plugin in a real Neovim in a terminal, typed and answered as a person does."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from tests.e2e.neovim import FEATURE
from tests.e2e.neovim_terminal import TerminalEditor


def on_disk(editor: TerminalEditor, name: str) -> dict[str, Any]:
    """What a file of the feature says on disk, once it is whole: Neovim writes in place."""
    path = editor.root / FEATURE / name

    def read() -> dict[str, Any]:
        with suppress(json.JSONDecodeError):
            value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return value
        return {}

    return editor.wait(read)


def buffers(editor: TerminalEditor) -> list[str]:
    """The names of the files that are loaded."""
    return list(
        editor.lua("""
          return vim.iter(vim.api.nvim_list_bufs()):filter(vim.api.nvim_buf_is_loaded):map(function(bufnr)
            return vim.fs.basename(vim.api.nvim_buf_get_name(bufnr))
          end):totable()""")
    )


def test_complete_asks_for_the_summary_and_saves_what_it_changes(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/subtask_02.json")
    terminal.command("CallsheetComplete")
    terminal.shows("Summary of 02 (may be empty):")
    terminal.keep_screen("neovim-summary")
    terminal.answer("Summary of 02", "Types and contracts are there<CR>")
    terminal.shows("Mark 02 complete (saved subtask_02.json, task.json)")
    terminal.keep_screen("neovim-completed")
    subtask = on_disk(terminal, "subtask_02.json")
    assert (subtask["status"], subtask["completion_summary"]) == ("completed", "Types and contracts are there")
    assert on_disk(terminal, "task.json")["completed_count"] == 2
    terminal.wait(lambda: buffers(terminal) == ["subtask_02.json"])  # the task was not open, and is not now


def test_nothing_happens_where_the_question_is_left(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/subtask_02.json")
    before = terminal.lines()
    terminal.command("CallsheetComplete")
    terminal.answer("Summary of 02", "Not yet<Esc>")
    terminal.wait(lambda: terminal.neovim.api.get_mode()["mode"] == "n")
    terminal.command("CallsheetBlock")
    terminal.shows("Block 02 (saved subtask_02.json)")
    assert [line for line in terminal.lines() if line not in before] == ['  "status": "blocked",']


def test_a_summary_that_is_too_long_is_asked_for_again(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/subtask_02.json")
    terminal.command(f"CallsheetComplete {'word ' * 50}")
    terminal.shows("Summary of 02", "249 characters", "can have 200", "word word")
    terminal.keep_screen("neovim-summary-too-long")
    terminal.answer("249 characters", "<C-u>Short<CR>")
    terminal.shows("Mark 02 complete")
    terminal.wait(lambda: on_disk(terminal, "subtask_02.json").get("completion_summary") == "Short")


def test_a_refusal_says_why_and_what_overrules_it(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/subtask_08.json")
    terminal.command("CallsheetComplete")
    terminal.shows("08 depends on what is not completed: 07 is pending", ":CallsheetComplete! overrules")
    terminal.keep_screen("neovim-refused")
    terminal.keys("<CR>")
    assert on_disk(terminal, "subtask_08.json")["status"] == "pending"
    terminal.command("CallsheetComplete! Endpoints without orders")
    terminal.wait(lambda: on_disk(terminal, "subtask_08.json")["status"] == "completed")


def test_the_steps_of_a_subtask(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/task.json")

    def run(command: str, name: str, status: str) -> None:
        terminal.command(command)
        terminal.wait(lambda: on_disk(terminal, name)["status"] == status)

    run("CallsheetBlock 3", "subtask_03.json", "blocked")
    run("CallsheetUnblock 03", "subtask_03.json", "pending")
    run("CallsheetComplete 02 Contracts are there", "subtask_02.json", "completed")
    run("CallsheetStart 3", "subtask_03.json", "in_progress")
    run("CallsheetReopen 1", "subtask_01.json", "pending")
    terminal.wait(lambda: on_disk(terminal, "task.json")["completed_count"] == 1)


def test_a_subtask_is_chosen_where_the_file_is_none(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/task.json")
    terminal.command("CallsheetComplete")
    terminal.shows("Which subtask to complete:", "1: ~ 02  Types, events and contracts")
    terminal.keep_screen("neovim-which-subtask")
    terminal.choose("Which subtask", "~ 02")
    terminal.answer("Summary of 02", "<CR>")
    terminal.shows("Mark 02 complete")
    assert "completion_summary" not in on_disk(terminal, "subtask_02.json")


def test_unsaved_changes_of_ones_own_are_not_saved(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/task.json")
    terminal.go_to('"Order management')
    terminal.keys("lciwUnsaved<Esc>")
    terminal.wait(lambda: any('"Unsaved' in line for line in terminal.lines()))
    terminal.open(f"{FEATURE}/subtask_02.json")
    terminal.command("CallsheetComplete Done")
    terminal.shows("Mark 02 complete, unsaved: task.json had unsaved changes (:wall saves all)")
    terminal.keep_screen("neovim-not-saved")
    assert '  "status": "completed",' in terminal.lines()
    assert on_disk(terminal, "subtask_02.json")["status"] == "in_progress"
    assert "Unsaved" not in on_disk(terminal, "task.json")["name"]
    terminal.command("wall")
    terminal.wait(lambda: on_disk(terminal, "subtask_02.json")["status"] == "completed")
    terminal.wait(lambda: on_disk(terminal, "task.json")["completed_count"] == 2)


def test_what_an_agent_has_written_since_is_kept(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/subtask_02.json")
    subtask = on_disk(terminal, "subtask_02.json")
    path = terminal.root / FEATURE / "subtask_02.json"
    path.write_text(json.dumps({**subtask, "title": "Written meanwhile"}, indent=2), encoding="utf-8")
    terminal.command("CallsheetComplete 12 types are there")  # a number that begins a summary is no subtask's
    terminal.wait(lambda: on_disk(terminal, "subtask_02.json")["status"] == "completed")
    completed = on_disk(terminal, "subtask_02.json")
    assert (completed["title"], completed["completion_summary"]) == ("Written meanwhile", "12 types are there")


def test_a_file_that_cannot_be_written_is_told_of(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/subtask_02.json")
    terminal.command("set readonly")
    terminal.command("CallsheetBlock")
    terminal.shows("subtask_02.json is not saved: E45")


def complete_on_disk(editor: TerminalEditor, *left: str) -> None:
    """Write all subtasks but some as completed, as an agent would."""
    for path in (editor.root / FEATURE).glob("subtask_*.json"):
        if path.name not in left:
            value = json.loads(path.read_text(encoding="utf-8"))
            path.write_text(json.dumps({**value, "status": "completed"}), encoding="utf-8")


def test_all_that_is_ready_and_the_feature_are_completed(terminal: TerminalEditor) -> None:
    complete_on_disk(terminal, "subtask_11.json", "subtask_12.json")
    terminal.open(f"{FEATURE}/task.json")
    terminal.command("CallsheetCompleteFeature")
    terminal.shows("order-management-mvp has subtasks that are not completed")
    terminal.keys("<CR>")
    terminal.command("CallsheetCompleteReady order-management-mvp")
    terminal.shows("Mark 11, 12 complete (saved subtask_11.json, subtask_12.json, task.json)")
    terminal.command("CallsheetCompleteFeature")
    terminal.shows("Mark order-management-mvp complete (saved task.json)")
    assert on_disk(terminal, "task.json")["status"] == "completed"


def test_the_last_subtask_asks_for_the_task_which_then_can_be_archived(terminal: TerminalEditor) -> None:
    complete_on_disk(terminal, "subtask_11.json")
    terminal.open(f"{FEATURE}/subtask_11.json")
    terminal.command("CallsheetArchive")
    terminal.choose("Archive:", "Move order-management-mvp to the archive")
    terminal.shows("order-management-mvp has subtasks that are not completed", ":CallsheetArchive! overrules this")
    terminal.keys("<CR>")
    terminal.command("CallsheetComplete All of it")
    terminal.shows("Mark the task complete as well?")
    terminal.keep_screen("neovim-last-subtask")
    terminal.choose("Mark the task complete as well?", "Mark it complete")
    terminal.wait(lambda: on_disk(terminal, "task.json")["status"] == "completed")
    terminal.shows("Mark order-management-mvp complete")
    terminal.command("CallsheetArchive")
    terminal.shows("1: Move order-management-mvp to the archive", "2: Leave it where it is")
    terminal.keep_screen("neovim-archive")
    terminal.choose("Archive:", "Move order-management-mvp to the archive")
    terminal.shows("Callsheet: Archive order-management-mvp")
    assert (terminal.root / ".tmp/tasks/completed/order-management-mvp/subtask_12.json").is_file()
    assert not (terminal.root / FEATURE).exists()


def test_the_picker_leads_from_a_feature_to_a_step(terminal: TerminalEditor) -> None:
    other = terminal.root / ".tmp/tasks/gift-cards"
    other.mkdir()
    task = on_disk(terminal, "task.json")
    (other / "task.json").write_text(json.dumps({**task, "id": "gift-cards", "subtask_count": 0}), encoding="utf-8")
    terminal.open(f"{FEATURE}/subtask_07.json")
    terminal.command("CallsheetPick")
    terminal.shows("1: order-management-mvp  1 of 12 completed", "2: gift-cards")
    terminal.keep_screen("neovim-pick-feature")
    terminal.choose("Feature:", "order-management-mvp")
    terminal.shows("2: ~ 02  Types, events and contracts", "(waits for 03, 04, 05)")
    terminal.keep_screen("neovim-pick-subtask")
    terminal.choose("order-management-mvp:", "~ 02")
    terminal.shows("1: Open", "Block", "Plan of order-management-mvp")
    terminal.keep_screen("neovim-pick-action")
    terminal.choose("~ 02  Types", "Complete")
    terminal.answer("Summary of 02", "Picked<CR>")
    terminal.wait(lambda: on_disk(terminal, "subtask_02.json").get("completion_summary") == "Picked")


def test_arguments_are_completed(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/subtask_02.json")

    def offered(typed: str) -> list[str]:
        return list(terminal.lua("return vim.fn.getcompletion(..., 'cmdline')", typed))

    terminal.wait(lambda: offered("CallsheetReopen ") == ["01"])
    terminal.wait(lambda: offered("CallsheetBlock 1") == ["10", "11", "12"])
    terminal.wait(lambda: offered("CallsheetPlan ord") == ["order-management-mvp"])
    terminal.wait(lambda: offered("CallsheetGraph d") == ["dot"])


def test_a_lens_and_a_code_action_ask_for_the_summary(terminal: TerminalEditor) -> None:
    terminal.open(f"{FEATURE}/subtask_02.json")
    terminal.command("lua vim.lsp.codelens.refresh({ bufnr = 0 })")
    terminal.shows("Batch 2 of 8", "Complete")
    terminal.command("lua vim.lsp.codelens.run()")
    terminal.choose("Code lenses:", "Complete")
    terminal.answer("Summary of 02", "<Esc>")
    terminal.shows("Batch 2 of 8")  # the lenses are back
    terminal.command("echo 'Asked again:'")
    terminal.shows("Asked again:")
    terminal.command(
        "lua vim.lsp.buf.code_action({ filter = function(a) return a.title == 'Mark 02 complete' end, apply = true })"
    )
    terminal.answer("Summary of 02", "From the menu<CR>")
    terminal.wait(lambda: on_disk(terminal, "subtask_02.json").get("completion_summary") == "From the menu")
