"""The table in docs/features.md of what each client gets is what the server makes of its capabilities."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pygls.capabilities import ServerCapabilitiesBuilder

from callsheet.lsp.client import Client
from tests.lsp.connections import capabilities_of

COLUMNS = ("vscode-pull", "neovim", "emacs", "simple")

ROWS: dict[str, Callable[[Client], bool]] = {
    "diagnostics of the whole workspace when it asks for them": lambda client: client.pulls_diagnostics,
    "places that a diagnostic is related to": lambda client: client.related_information,
    "a link from a diagnostic to the page of its rule": lambda client: client.code_description,
    "progress of the index": lambda client: client.progress,
    "changes of files told by the client, instead of a look every two seconds": lambda client: (
        client.registers_watchers
    ),
    "settings for each folder by itself": lambda client: client.pulls_configuration,
    "formatted hovers": lambda client: client.markdown_hover,
    "the outline as a tree": lambda client: client.hierarchical_symbols,
    "places of symbols only when somebody goes there": lambda client: client.resolves_symbols,
    "snippets": lambda client: client.snippets,
    "previews of all completions, each when it is selected": lambda client: client.resolves_completions,
    "titles beside completions in a column of their own": lambda client: client.label_details,
    "code actions": lambda client: client.code_action_literals,
    "edits of code actions only when they are chosen": lambda client: client.resolves_code_actions,
    "steps that are refused, greyed with the reason": lambda client: client.disabled_actions,
    "edits that apply to the version they were made for": lambda client: client.document_changes,
    "actions and renames that create or rename files": lambda client: {"create", "rename"} <= client.file_operations,
    "commands that change files by themselves": lambda client: client.applies_edits,
    "the question whether to complete the task with its last subtask": lambda client: client.asks_questions,
    "lenses shown anew when another file has changed": lambda client: "workspace/codeLens/refresh" in client.refreshes,
    "hints shown anew when another file has changed": lambda client: "workspace/inlayHint/refresh" in client.refreshes,
}
"""What the table has in its first column, each with what tells whether a client gets it."""


def table() -> dict[str, list[str]]:
    """The cells behind the first of each row."""
    page = (Path(__file__).parents[2] / "docs/features.md").read_text()
    section = page[page.index("## What each client gets") :]
    section = section[: section.index("\n## ", 1)]
    rows = [re.split(r" ?\| ?", line)[1:-1] for line in section.splitlines() if line.startswith("|")]
    return {first: cells for first, *cells in rows[2:]}


def test_the_table_has_these_rows() -> None:
    assert [*table()] == ["positions", *ROWS]


@pytest.mark.parametrize("row", ROWS)
def test_a_row(row: str) -> None:
    gets = [ROWS[row](Client.of(capabilities_of(name))) for name in COLUMNS]
    assert table()[row] == ["yes" if each else "–" for each in gets]


def test_positions() -> None:
    chosen = [ServerCapabilitiesBuilder.choose_position_encoding(capabilities_of(name)) for name in COLUMNS]
    assert table()["positions"] == [str(getattr(each, "value", each)).upper() for each in chosen]
