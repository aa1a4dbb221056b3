"""Every fix of every rule, carried out by an editor on the rule's own bad example."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from lsprotocol import types

from callsheet.rules import RULES
from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import Editor
from tests.workspaces import FEATURE_FOLDER, read_fixture

pytestmark = pytest.mark.asyncio(loop_scope="session")

FIXABLE = [rule.name for rule in RULES.values() if rule.fixes is not None]


def open_example(editor: Editor, root: Path, rule: str, language: str = "json") -> Editor:
    """The bad example of a rule in a workspace of its own, with the files that the rule blames open."""
    fixture = read_fixture(RULES[rule].bad)
    example = Editor(editor.connection, fixture.write_to(root))
    for path in {path for path, _, _ in fixture.marked}:
        example.open(path.removeprefix(f"{FEATURE_FOLDER}/"))
    return example


async def findings_of(editor: Editor, rule: str) -> dict[str, Sequence[types.Diagnostic]]:
    """The diagnostics of a rule in the open files."""
    found = {name: await editor.pulled(name) for name in editor.buffers}
    return {name: [one for one in diagnostics if one.code == rule] for name, diagnostics in found.items()}


def messages(found: dict[str, Sequence[types.Diagnostic]]) -> list[tuple[str, str]]:
    return [(name, diagnostic.message) for name, diagnostics in found.items() for diagnostic in diagnostics]


@pytest.mark.parametrize("rule", FIXABLE)
async def test_a_fix_leaves_nothing_to_say(open_editor: OpenEditor, tmp_path: Path, rule: str) -> None:
    editor = await open_editor("vscode-pull", folder=False)
    example = open_example(editor, tmp_path / "before", rule)
    wrong = await findings_of(example, rule)
    assert messages(wrong)
    fixes = 0
    for name, diagnostics in wrong.items():
        for diagnostic in diagnostics:
            offered = await example.actions(name, diagnostic.range, ["quickfix"], [diagnostic])
            mending = [action for action in offered if list(action.diagnostics or ()) == [diagnostic]]
            for action in mending:
                fixes += 1
                await check_fix(editor, tmp_path / str(fixes), rule, name, action.title, diagnostic)
    example.close_all()
    assert fixes, "no fix is offered"


async def check_fix(
    editor: Editor, root: Path, rule: str, name: str, title: str, diagnostic: types.Diagnostic
) -> None:
    """Check that a fix, carried out in a fresh copy of the example, leaves no such finding there."""
    example = open_example(editor, root, rule)
    offered = await example.actions(name, diagnostic.range, ["quickfix"], [diagnostic])
    action = next(one for one in offered if one.title == title and one.diagnostics and one.diagnostics[0].message == diagnostic.message)
    await example.do(action)
    example.tell(*(f"/{path.relative_to(root).as_posix()}" for path in root.rglob("*") if path.is_file()))
    for _ in range(3):
        left = messages(await findings_of(example, rule))
        if (name, diagnostic.message) not in left:
            break
        await asyncio.sleep(0.05)
    assert (name, diagnostic.message) not in left, f"{title!r} has mended nothing"
    assert ("syntax-error" in {one.code for one in await example.pulled(name)}) <= (rule == "syntax-error")
    example.close_all()
