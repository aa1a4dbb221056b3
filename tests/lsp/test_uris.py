"""The many ways to spell a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import quote

import pytest
from lsprotocol import types

from callsheet.lsp.uris import file_name, to_path, to_uri, unsaved_path
from tests.lsp.conftest import OpenEditor
from tests.lsp.test_push import TWO

pytestmark = pytest.mark.asyncio(loop_scope="session")

WRONG = TWO.replace('"in_progress"', '"started"')


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/b.json", "/a/b.json"),
        ("FILE:///a/b.json", "/a/b.json"),
        ("file:/a/b.json", "/a/b.json"),
        ("file://localhost/a", "/a"),
        ("file:///a%20b/%C3%A9%3A", "/a b/é:"),
        ("file:///a/../b/./c", "/b/c"),
        ("file:///a%23b%3Fc", "/a#b?c"),
        ("file:///a#L3", "/a"),
        ("file:///a?version=2#L3", "/a"),
        ("file:///a/b/", "/a/b"),
        ("file:////a/b", "/a/b"),
        ("file://LOCALHOST/a+b", "/a+b"),
        ("file:///c%3A/x", "/c:/x"),
        ("file:///C:/x", "/C:/x"),
        ("file:///%E0%A4%A", "/\udce0\udca4%A"),
        ("untitled:/a/b", None),
        ("file://server/share/a", None),
        ("file:", None),
        ("file:///a%00b", None),
        ("http://a/b", None),
        ("/a/b", None),
        ("", None),
    ],
)
async def test_uris_are_read(uri: str, path: str | None) -> None:
    assert to_path(uri) == (None if path is None else Path(path))


@pytest.mark.parametrize("name", ["/a b/é:%.json", "/caf\udce9.md", "/😀#?;&=+@"])
async def test_uris_are_written_so_that_they_are_read_as_the_same(name: str) -> None:
    uri = to_uri(Path(name))
    assert uri.isascii()
    assert to_path(uri) == Path(name)
    assert to_path(f"file://{quote(name, safe='', errors='surrogateescape')}".replace("%2F", "/", 1)) == Path(name)


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("file:///c%3A/Users/x", "c:/Users/x"),
        ("file:///C:/Users/x", "c:/Users/x"),
        ("file:///C%3a/Users/x", "c:/Users/x"),
        ("file:/c:/Users/x", "c:/Users/x"),
        ("file://localhost/c:/Users/x", "c:/Users/x"),
        ("file://server/share/a%20b", "//server/share/a b"),
        ("file:////server/share/a", "//server/share/a"),
        ("file:///c:/a%23b%2Bc+d", "c:/a#b+c+d"),
    ],
)
async def test_uris_are_read_on_windows(uri: str, name: str) -> None:
    assert file_name(uri, is_windows=True) == name
    assert file_name(to_uri(PureWindowsPath(name)), is_windows=True) == name


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/a b/c:d/é"), "file:///a%20b/c%3Ad/%C3%A9"),
        (PureWindowsPath("C:\\Users\\a b"), "file:///c:/Users/a%20b"),
        (PureWindowsPath("\\\\server\\share\\x"), "file://server/share/x"),
    ],
)
async def test_uris_are_written(path: PurePosixPath | PureWindowsPath, uri: str) -> None:
    assert to_uri(path) == uri


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("untitled:/a%20b/c.json", "/a b/c.json"),
        ("untitled:///a/b", "/a/b"),
        ("untitled:Untitled-1", None),
        ("untitled:", None),
        ("file:///a", None),
        ("git:/a", None),
    ],
)
async def test_where_a_document_is_to_be_saved(uri: str, path: str | None) -> None:
    assert unsaved_path(uri) == (None if path is None else Path(path))


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda uri: uri,
    "all escaped": lambda uri: (
        "file://"
        + "".join(
            each if each == "/" else "".join(f"%{byte:02X}" for byte in each.encode()) for each in uri[len("file://") :]
        )
    ),
    "one slash": lambda uri: uri.replace("file://", "file:"),
    "localhost": lambda uri: uri.replace("file://", "file://localhost"),
    "scheme": lambda uri: uri.replace("file", "FILE"),
    "steps": lambda uri: uri.replace("/gift-cards/", "/gift-cards/../gift-cards/./"),
    "version": lambda uri: f"{uri}?version=2",
}
"""Other ways to spell the URI of a file."""


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("name", ["emacs", "vscode-pull"])
async def test_a_file_is_the_same_in_any_spelling(open_editor: OpenEditor, name: str, spelling: str) -> None:
    """It takes the place of what is on disk, and comes back as the client spells it."""
    editor = await open_editor(name, TWO)
    uri = SPELLINGS[spelling](editor.uri("subtask_02.json"))
    document = types.TextDocumentIdentifier(uri)
    text = editor.read("subtask_02.json").replace('["01"]', '["01", "02"]')
    editor.client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "json", 1, text)))
    params = types.ReferenceParams(
        types.ReferenceContext(include_declaration=True), document, types.Position(0, text.index('"02"') + 1)
    )
    found = await editor.client.text_document_references_async(params)
    assert found
    assert {location.uri for location in found} == {uri}
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(document))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
async def test_names_with_marks_are_as_the_client_spells_them(open_editor: OpenEditor, form: str) -> None:
    name = unicodedata.normalize(form, "größe")  # type: ignore[arg-type]
    editor = await open_editor("emacs", f"{TWO}--- /docs/{name}.md\n# Size\n")
    editor.open("subtask_01.json")
    editor.replace("subtask_01.json", '"title": "Draw"', f'"title": "Draw", "context_files": ["docs/{name}.md"]')
    (location,) = await editor.definition("subtask_01.json", editor.at("subtask_01.json", "docs/"))
    assert isinstance(location, (types.Location, types.LocationLink))
    target = location.uri if isinstance(location, types.Location) else location.target_uri
    assert to_path(target) == editor.path(f"/docs/{name}.md")
