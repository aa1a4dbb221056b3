"""Random edits over the wire: the server's text stays the editor's, in all three encodings."""

from __future__ import annotations

import random
import re

import pytest
from lsprotocol import types

from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import Editor
from tests.lsp.test_documents import PIECES, index_between

pytestmark = pytest.mark.asyncio(loop_scope="session")

READER = """
--- subtask_01.json
{"seq": "01", "context_files": [{"path": "docs/notes.txt", "lines": "1-60"}]}
"""


async def lines_at_server(editor: Editor) -> list[str]:
    """The lines of the open notes as the server has them: a reference to them shows them, numbered."""
    position = editor.at("subtask_01.json", "docs/")
    hover = await editor.client.text_document_hover_async(
        types.HoverParams(editor.identify("subtask_01.json"), position)
    )
    assert hover
    assert isinstance(hover.contents, types.MarkupContent)
    fence = re.search(r"^(`{3,})[^\n]*\n(.*?)\n\1$", hover.contents.value, re.MULTILINE | re.DOTALL)
    assert fence
    return [re.sub("^ *[0-9]+(  )?", "", line) for line in fence[2].split("\n")]


def lines_of(text: str) -> list[str]:
    """The lines of a text as a hover shows them: without blanks at their ends."""
    return [line.removeprefix("\ufeff").rstrip() for line in re.split("\r\n|\n|\r", text)]


def random_text(choose: random.Random, length: int) -> str:
    return "".join(choose.choices([piece for piece in PIECES if piece != "\f"], k=length))


@pytest.mark.parametrize("name", ["neovim", "visual-studio-code", "emacs"])
async def test_the_text_of_a_file_that_another_refers_to(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, READER)
    editor.open("subtask_01.json")
    choose = random.Random(name)
    buffer = editor.open("/docs/notes.txt", random_text(choose, 60))
    for _ in range(10):
        for _ in range(10):
            changes = []
            for _ in range(choose.randrange(1, 3)):
                start = index_between(buffer, choose.randrange(1000))
                end = index_between(buffer, min(start + choose.choice([0, 0, 1, 3, 9]), len(buffer.text)))
                changes.append(
                    buffer.replace(min(start, end), max(start, end), random_text(choose, choose.randrange(4)))
                )
            editor.change("/docs/notes.txt", *changes)
        # The mark at the end makes the last line one that counts.
        editor.change("/docs/notes.txt", buffer.replace(len(buffer.text), len(buffer.text), "."))
        assert await lines_at_server(editor) == lines_of(buffer.text)[:60]


@pytest.mark.parametrize("name", ["neovim", "vscode-pull"])
async def test_positions_in_a_text_that_is_broken_everywhere(open_editor: OpenEditor, name: str) -> None:
    """After random edits the findings, each with its place, are those of the editor's text as a whole."""
    editor = await open_editor(name, READER)
    choose = random.Random(name)
    buffer = editor.open("subtask_01.json")
    for _ in range(12):
        for _ in range(8):
            start = index_between(buffer, choose.randrange(1000))
            editor.change("subtask_01.json", buffer.replace(start, start, random_text(choose, 2)))
        report = await editor.pull("subtask_01.json")
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        editor.change("subtask_01.json", types.TextDocumentContentChangeWholeDocument(buffer.text))
        assert (await editor.pull("subtask_01.json", report.result_id)).kind == "unchanged"
        for diagnostic in report.items:
            assert buffer.index(diagnostic.range.start) <= buffer.index(diagnostic.range.end)
