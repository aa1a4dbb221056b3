"""OpenAPI documents, whose findings are worked out in the background."""

from __future__ import annotations

import pytest

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


async def test_an_editor_that_pulls_is_asked_to_pull_again(open_editor: OpenEditor) -> None:
    editor = await open_editor("vscode-pull", FILES)
    editor.open(API)
    editor.replace(API, "example: 3", "example: three")
    asked_before = editor.client.diagnostic_refresh_count
    assert not await editor.pulled(API)
    await editor.refreshed(asked_before)
    assert codes(await editor.pulled(API)) == ["example-mismatch"]
