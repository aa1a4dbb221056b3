"""Every fix of every rule, carried out by an editor on the rule's own bad example."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from lsprotocol import types

from callsheet.rules import RULES
from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import Editor, codes
from tests.workspaces import FEATURE_FOLDER, read_fixture

pytestmark = pytest.mark.asyncio(loop_scope="session")

FIXABLE = [rule.name for rule in RULES.values() if rule.fixes is not None]


def open_example(editor: Editor, root: Path, rule: str) -> Editor:
    """The bad example of a rule in a workspace of its own, with the files that the rule blames open."""
    fixture = read_fixture(RULES[rule].bad)
    example = Editor(editor.connection, fixture.write_to(root))
    for path in {path for path, _, _ in fixture.marked}:
        example.open(path.removeprefix(f"{FEATURE_FOLDER}/") if path.startswith(FEATURE_FOLDER) else f"/{path}")
    return example


Found: TypeAlias = "list[tuple[str, types.Diagnostic]]"
"""Diagnostics, each with the name of its file."""


async def findings_of(editor: Editor, rule: str, is_enough: Callable[[Found], bool]) -> Found:
    """The diagnostics of a rule in the open files, once they are such: what other files say may be read only later."""
    while True:
        asked_before = editor.client.diagnostic_refresh_count
        found = [(name, one) for name in editor.buffers for one in await editor.pulled(name) if one.code == rule]
        if is_enough(found):
            return found
        await editor.refreshed(asked_before)


async def fixes_of(editor: Editor, rule: str) -> list[tuple[str, types.Diagnostic, types.CodeAction]]:
    """All fixes of a rule in the open files, each with the file's name and the diagnostic that it is for."""
    return [
        (name, diagnostic, action)
        for name, diagnostic in await findings_of(editor, rule, bool)
        for action in await editor.actions(name, diagnostic.range, ["quickfix"], [diagnostic])
        if list(action.diagnostics or ()) == [diagnostic]
    ]


@pytest.mark.parametrize("rule", FIXABLE)
async def test_a_fix_leaves_nothing_to_say(open_editor: OpenEditor, tmp_path: Path, rule: str) -> None:
    editor = await open_editor("vscode-pull", folder=False)
    example = open_example(editor, tmp_path / "example", rule)
    fixes = await fixes_of(example, rule)
    example.close_all()
    assert fixes, "no fix is offered"
    for number in range(len(fixes)):
        await check_fix(open_example(editor, tmp_path / str(number), rule), rule, number)


async def check_fix(example: Editor, rule: str, number: int) -> None:
    """Check that one of a rule's fixes, carried out in a fresh copy of the example, leaves no such finding there."""
    name, diagnostic, action = (await fixes_of(example, rule))[number]
    await example.do(action)
    example.tell("/.tmp/tasks", change=types.FileChangeType.Changed)

    def is_mended(left: Found) -> bool:
        return (name, diagnostic.message) not in [(blamed, found.message) for blamed, found in left]

    await findings_of(example, rule, is_mended)
    if rule != "syntax-error":
        assert "syntax-error" not in codes(await example.pulled(name))
    example.close_all()
