"""A real Vim with ALE: findings, fixes, hover, definitions, completion and steps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.vim import FEATURE, Vim, vim


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Vim]:
    with vim(tmp_path) as editor:
        yield editor


def test_a_finding_appears_and_a_code_action_takes_it_away(editor: Vim) -> None:
    editor.open(f"{FEATURE}/subtask_07.json")
    editor.go_to('"03"')
    editor.keys('i"99", \x1b')
    editor.terminal.wait(lambda: editor.findings() == ['"99" is no subtask of order-management-mvp'])
    editor.terminal.wait(lambda: "unresolved-dependency" in editor.terminal.shown)
    editor.terminal.keep_screen("vim-finding")
    editor.go_to('"99"')
    editor.choose_code_action('Remove "99" from depends_on')
    editor.terminal.wait(lambda: not any('"99"' in line for line in editor.lines()))
    editor.terminal.wait(lambda: editor.findings() == [])


def test_hover_and_definition_of_a_reference(editor: Vim) -> None:
    editor.open(f"{FEATURE}/subtask_07.json")
    editor.go_to("code-quality.md")
    editor.wait_for_server()
    editor.keys(":ALEHover\r")
    editor.terminal.wait(lambda: "127  ## Dependency injection" in editor.terminal.shown)
    editor.terminal.keep_screen("vim-hover")
    editor.keys(":ALEGoToDefinition\r")
    editor.terminal.wait(lambda: editor.evaluate("expand('%:t')") == "code-quality.md")
    assert editor.evaluate("line('.')") == 127


def test_completion_offers_a_sibling(editor: Vim) -> None:
    editor.open(f"{FEATURE}/subtask_07.json")
    editor.go_to('"03"')
    editor.wait_for_server()
    editor.keys('i"0", \x1b2hi\x18\x0f')
    editor.terminal.wait(lambda: "06 " in editor.terminal.shown)
    editor.terminal.keep_screen("vim-completion")
    editor.keys("\x19\x1b")
    editor.terminal.wait(lambda: '    "06", "03",' in editor.lines())


def test_completion_brings_whole_documents_and_replaces_the_rest_of_a_value(editor: Vim) -> None:
    path = f"{FEATURE}/subtask_13.json"
    editor.open(path)
    editor.wait_for_server()
    editor.keys("i\x18\x0f")
    editor.terminal.wait(lambda: editor.evaluate("pumvisible()"))
    editor.terminal.keep_screen("vim-document")
    editor.keys("\x19\x1b")
    editor.terminal.wait(lambda: editor.lines()[-1] == "}")
    assert json.loads("\n".join(editor.lines()))["seq"] == "13"
    editor.go_to("pending")
    editor.keys("ai\x18\x0f")
    editor.terminal.wait(lambda: editor.evaluate("pumvisible()"))
    editor.keys("\x19\x1b")
    editor.terminal.wait(lambda: json.loads("\n".join(editor.lines()))["status"] == "in_progress")


def test_a_step_is_a_code_action(editor: Vim) -> None:
    editor.open(f"{FEATURE}/subtask_02.json")
    editor.wait_for_server()
    editor.choose_code_action("Mark 02 complete")
    editor.terminal.wait(lambda: '  "status": "completed",' in editor.lines())
    editor.keys(":wall\r")
    task = editor.root / FEATURE / "task.json"
    editor.terminal.wait(lambda: '"completed_count": 2,' in task.read_text("utf-8"))


@pytest.mark.parametrize(
    ("path", "is_ours"),
    [
        (f"{FEATURE}/task.json", True),
        (".tmp/planning/order-management-system/prioritized.yaml", True),
        ("docs/adr/001-event-driven-architecture.md", True),
        ("api/openapi.yaml", True),
        ("callsheet.toml", True),
        ("package.json", False),
        ("pyproject.toml", False),
    ],
)
def test_it_looks_after_its_own_files_only(path: str, is_ours: bool, editor: Vim) -> None:
    root = str(editor.root) if is_ours else ""
    editor.open(path)
    assert editor.evaluate("callsheet#root(bufnr(''))") == root
