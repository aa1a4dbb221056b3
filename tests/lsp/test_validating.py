"""OpenAPI documents, whose findings are worked out in the background."""

from __future__ import annotations

import asyncio

import pytest
from lsprotocol import types

from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import codes

pytestmark = pytest.mark.asyncio(loop_scope="session")

API = "/.tmp/contracts/cards/cards-api/contract.openapi.yaml"
FILES = f"""
--- {API}
openapi: 3.0.3
info:
  title: Cards
  version: 1.0.0
paths:
  /cards:
    get:
      responses:
        '200':
          description: All cards
          content:
            application/json:
              schema:
                $ref: 'shared.yaml#/Card'
              example: 3
--- /.tmp/contracts/cards/cards-api/shared.yaml
Card:
  type: integer
"""


@pytest.mark.parametrize("name", ["emacs", "visual-studio-code"])
async def test_a_document_that_is_not_open_is_validated_too(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, FILES.replace("title: Cards", "title: 3"))
    await editor.pushed(API, "invalid-openapi")


async def test_findings_follow_the_typing(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", FILES)
    editor.open(API)
    await editor.pushed(API)
    editor.replace(API, "example: 3", "example: three")
    (diagnostic,) = await editor.pushed(API, "example-mismatch")
    assert editor.buffers[API].words_at(diagnostic.range) == "three"
    editor.replace(API, "example: three", "example: 4")
    await editor.pushed(API)


async def test_the_last_findings_stay_while_the_text_is_broken(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", FILES)
    editor.open(API)
    editor.replace(API, "example: 3", "example: three")
    await editor.pushed(API, "example-mismatch")
    editor.replace(API, "title: Cards", "title: 'Cards")
    await editor.pushed(API, "syntax-error", "example-mismatch")
    editor.replace(API, "title: 'Cards", "title: 'Cards'")
    await editor.pushed(API, "example-mismatch")


async def test_a_file_that_it_refers_to_counts_as_it_is_typed(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", FILES)
    editor.open(API)
    await editor.pushed(API)
    editor.open("/.tmp/contracts/cards/cards-api/shared.yaml")
    editor.replace("/.tmp/contracts/cards/cards-api/shared.yaml", "integer", "boolean")
    await editor.pushed(API, "example-mismatch")
    editor.replace("/.tmp/contracts/cards/cards-api/shared.yaml", "Card:", "Cards:")
    await editor.pushed(API, "invalid-openapi")
    editor.close("/.tmp/contracts/cards/cards-api/shared.yaml")
    await editor.pushed(API)


async def test_a_file_that_it_refers_to_changes_on_disk(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open(API)
    await editor.pushed(API)
    editor.write("--- /.tmp/contracts/cards/cards-api/shared.yaml\nCard:\n  type: boolean\n")
    editor.tell("/.tmp/contracts/cards/cards-api/shared.yaml", change=types.FileChangeType.Changed)
    await editor.pushed(API, "example-mismatch")


async def test_many_documents_are_validated_one_after_the_other(open_editor: OpenEditor) -> None:
    names = [API.replace("cards-api", f"api-{number}") for number in range(8)]
    wrong = FILES.partition("--- /.tmp/contracts/cards/cards-api/shared")[0].replace("title: Cards", "title: 3")
    editor = await open_editor("emacs", "".join(wrong.replace(API, name) for name in names))
    await editor.until(lambda: all("invalid-openapi" in editor.shown(name) for name in names))


async def test_typing_elsewhere_does_not_put_it_off_forever(open_editor: OpenEditor) -> None:
    task = "subtask_01.json"
    editor = await open_editor("emacs", FILES + f'--- {task}\n{{"seq": "01"}}\n')
    editor.open(API)
    editor.open(task)
    editor.replace(API, "example: 3", "example: three")
    for number in range(1000):
        editor.replace(task, editor.buffers[task].text, f'{{"seq": "01", "title": "{number}"}}')
        if "example-mismatch" in editor.shown(API):
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it is never validated")


async def test_a_document_that_no_contract_names_any_more_is_let_alone(open_editor: OpenEditor) -> None:
    contract = "/.tmp/contracts/cards/cards-api/contract.json"
    named = '{"openapi_spec_path": "../../../../api/cards.yaml"}'
    files = f"--- {contract}\n{named}\n--- /api/cards.yaml\nopenapi: 3.0.3\n"
    editor = await open_editor("emacs", files)
    await editor.until(lambda: "invalid-openapi" in editor.shown("/api/cards.yaml"))
    editor.open(contract)
    editor.replace(contract, named, "{}")
    await editor.pushed("/api/cards.yaml")
    pushes = len(editor.pushes("/api/cards.yaml"))
    editor.replace(contract, "{}", '{"version": "1.0.0"}')
    await editor.until(lambda: editor.pushes(contract)[-1].version == editor.versions[contract])
    await asyncio.sleep(0.2)  # longer than the server waits before it tells of other files
    assert len(editor.pushes("/api/cards.yaml")) == pushes


async def test_an_editor_that_pulls_is_asked_to_pull_again(open_editor: OpenEditor) -> None:
    editor = await open_editor("vscode-pull", FILES)
    editor.open(API)
    editor.replace(API, "example: 3", "example: three")
    asked_before = editor.client.diagnostic_refresh_count
    while not (found := codes(await editor.pulled(API))):
        await editor.refreshed(asked_before)  # also for other reasons, such as the index
        asked_before = editor.client.diagnostic_refresh_count
    assert found == ["example-mismatch"]
