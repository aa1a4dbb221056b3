"""Every fix of every rule, carried out by an editor on the rule's own bad example."""

from __future__ import annotations

from pathlib import Path

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
        example.open(path.removeprefix(f"{FEATURE_FOLDER}/"))
    return example


async def findings_of(editor: Editor, rule: str) -> list[tuple[str, types.Diagnostic]]:
    """The diagnostics of a rule in the open files, each with the file's name."""
    return [(name, found) for name in editor.buffers for found in await editor.pulled(name) if found.code == rule]


async def fixes_of(editor: Editor, name: str, diagnostic: types.Diagnostic) -> list[types.CodeAction]:
    """The fixes of a diagnostic."""
    offered = await editor.actions(name, diagnostic.range, ["quickfix"], [diagnostic])
    return [action for action in offered if list(action.diagnostics or ()) == [diagnostic]]


@pytest.mark.parametrize("rule", FIXABLE)
async def test_a_fix_leaves_nothing_to_say(open_editor: OpenEditor, tmp_path: Path, rule: str) -> None:
    editor = await open_editor("vscode-pull", folder=False)
    example = open_example(editor, tmp_path / "example", rule)
    titles = [
        (name, place, action.title)
        for name, diagnostic in await findings_of(example, rule)
        for place, action in enumerate(await fixes_of(example, name, diagnostic))
    ]
    example.close_all()
    assert titles, "no fix is offered"
    for number, (name, place, title) in enumerate(titles):
        await check_fix(editor, tmp_path / str(number), rule, name, place, title)


async def check_fix(editor: Editor, root: Path, rule: str, name: str, place: int, title: str) -> None:
    """Check that a fix, carried out in a fresh copy of the example, leaves no such finding there."""
    example = open_example(editor, root, rule)
    for blamed, diagnostic in await findings_of(example, rule):
        fixes = await fixes_of(example, blamed, diagnostic)
        if blamed == name and len(fixes) > place and fixes[place].title == title:
            break
    await example.do(fixes[place])
    example.tell("/.tmp/tasks", change=types.FileChangeType.Changed)
    left = [(blamed, found.message) for blamed, found in await findings_of(example, rule)]
    assert (name, diagnostic.message) not in left, f"{title!r} has mended nothing"
    if rule != "syntax-error":
        assert "syntax-error" not in codes(await example.pulled(name))
    example.close_all()
