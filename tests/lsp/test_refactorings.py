"""Refactorings over the protocol: listed, resolved and carried out by editors."""

from __future__ import annotations

import pytest
from lsprotocol import types

from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import Editor, titles

pytestmark = pytest.mark.asyncio(loop_scope="session")

FILES = """
--- task.json
{"id": "gift-cards", "subtask_count": 5}
--- subtask_01.json
{"seq": "01", "context_files": ["docs/a.md"]}
--- subtask_02.yaml
# The second
seq: "02"
depends_on: ["01"]
context_files:
  - docs/a.md
"""


async def indexed(editor: Editor, name: str) -> None:
    """Wait until the workspace is read: what refers to a file is known then, and it can be renamed."""
    context, start = types.ReferenceContext(include_declaration=True), types.Position(0, 0)
    await editor.client.text_document_references_async(types.ReferenceParams(context, editor.identify(name), start))


async def do(editor: Editor, name: str, words: str, title: str) -> None:
    """Carry out the action of a title at some words of an open file."""
    await indexed(editor, name)
    place = editor.at(name, words)
    actions = {action.title: action for action in await editor.actions(name, types.Range(place, place))}
    assert title in actions, list(actions)
    await editor.do(actions[title])


@pytest.mark.parametrize("name", ["visual-studio-code", "neovim", "emacs"])
async def test_a_reference_in_another_form(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, FILES)
    buffer = editor.open("subtask_02.yaml")
    editor.replace("subtask_02.yaml", "second", "second 🚀")
    await do(editor, "subtask_02.yaml", "docs/a.md", "Write this reference as an object")
    assert buffer.text.endswith("context_files:\n  - path: docs/a.md\n")
    await do(editor, "subtask_02.yaml", "docs/a.md", "Write this reference as a plain path")
    assert buffer.text.endswith("context_files:\n  - docs/a.md\n")


@pytest.mark.parametrize("name", ["visual-studio-code", "neovim", "emacs"])
async def test_a_context_file_goes_to_the_task(open_editor: OpenEditor, name: str) -> None:
    """In documents that are open and in those that are not."""
    editor = await open_editor(name, FILES)
    buffer = editor.open("subtask_01.json")
    await do(editor, "subtask_01.json", "docs/a.md", "Move docs/a.md to the task's context_files")
    assert buffer.text == '{"seq": "01", "context_files": []}\n'
    assert '"context_files": ["docs/a.md"]' in editor.read("task.json")
    assert editor.read("subtask_02.yaml").endswith("context_files: []\n")


@pytest.mark.parametrize("name", ["visual-studio-code", "neovim"])
async def test_a_subtask_between_others(open_editor: OpenEditor, name: str) -> None:
    """The file that was in the way is renamed before the new one is created."""
    editor = await open_editor(name, FILES + '--- subtask_03.json\n{"seq": "03", "depends_on": ["02"]}\n')
    editor.open("subtask_01.json")
    await do(editor, "subtask_01.json", "seq", "Insert a subtask after 01, renumbering 02 to 03")
    assert editor.read("subtask_02.json").startswith('{"id": "gift-cards-02", "seq": "02", ')
    assert editor.read("subtask_03.yaml").startswith('# The second\nseq: "03"\n')
    assert editor.read("subtask_04.json") == '{"seq": "04", "depends_on": ["03"]}\n'
    assert '"subtask_count": 4' in editor.read("task.json")
    assert not editor.path("subtask_02.yaml").exists()


@pytest.mark.parametrize("name", ["visual-studio-code", "neovim"])
async def test_a_document_in_the_other_syntax(open_editor: OpenEditor, name: str) -> None:
    """The title says what is lost. What is not saved yet is converted too."""
    editor = await open_editor(name, FILES)
    editor.open("subtask_02.yaml")
    editor.replace("subtask_02.yaml", '["01"]', "[]")
    await do(editor, "subtask_02.yaml", "seq", "Convert to JSON (drops 1 comment)")
    expected = '{\n  "seq": "02",\n  "depends_on": [],\n  "context_files": [\n    "docs/a.md"\n  ]\n}\n'
    assert editor.read("subtask_02.json") == expected
    assert not editor.path("subtask_02.yaml").exists()


async def test_an_editor_that_cannot_rename_files_is_not_offered_what_does(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", FILES)
    editor.open("subtask_01.json")
    editor.open("subtask_02.yaml")
    for name in ("subtask_01.json", "subtask_02.yaml"):
        await indexed(editor, name)
        listed = titles(await editor.actions(name))
        assert not any(title.startswith(("Insert", "Convert")) for title in listed)


@pytest.mark.parametrize("name", ["visual-studio-code", "neovim", "emacs"])
async def test_organising_when_it_is_asked_for(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, FILES)
    editor.open("task.json")
    (action,) = await editor.actions("task.json", only=["source.organize"])
    await editor.do(action)
    assert editor.buffers["task.json"].text == '{"id": "gift-cards", "subtask_count": 2}\n'
    assert await editor.actions("task.json", only=["source.organize"]) == []


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("refactor.extract", ["Move docs/a.md to the task's context_files"]),
        ("source.organize", []),
    ],
)
async def test_only_the_kind_that_is_asked_for(open_editor: OpenEditor, kind: str, expected: list[str]) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("subtask_01.json")
    place = editor.at("subtask_01.json", "docs/a.md", 3)
    found = await editor.actions("subtask_01.json", types.Range(place, place), only=[kind])
    assert titles(found) == expected
