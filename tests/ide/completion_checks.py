"""What the tests of completion share: checks by example, and what is true of every answer."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

from callsheet.ide.completion import Completion, complete
from callsheet.text import Text, TextEdit, apply_edits
from callsheet.workspace.snapshot import Snapshot
from tests.workspaces import read_fixture

NOW = datetime(2026, 3, 1, 9, 15, tzinfo=timezone.utc)


def check_complete(fixture: str, *labels: str, rest: bool = False) -> None:
    """Check the labels of all items in their order; with `rest`, others may follow them."""
    found = [item.label for item in completions(fixture)[0]]
    found = found[: len(labels)] if rest else found
    assert found == list(labels), found


def check_applied(fixture: str, label: str, expected: str) -> None:
    """Check the text of the document with the cursor once an item is put in place as plain text."""
    items, text = completions(fixture)
    item = labelled(items, label)
    assert applied(text, item) == expected, applied(text, item)


def check_snippet(fixture: str, label: str, expected: str) -> None:
    """Check the text with an item put in place as a snippet, its tab stops still in it."""
    items, text = completions(fixture)
    item = labelled(items, label)
    assert item.snippet is not None
    line = Text(text).line(Text(text).line_at(item.start))
    indentation = line[: len(line) - len(line.lstrip())]
    new_text = item.snippet.replace("\n", "\n" + indentation)
    edits = [TextEdit(item.start, item.end, new_text), *item.additional_edits]
    assert apply_edits(text, edits) == expected, apply_edits(text, edits)


def check_described(fixture: str, label: str, *words: str) -> None:
    """Check that the documentation of an item holds some words."""
    documentation = documentation_of(fixture, label)
    assert all(each in documentation for each in words), documentation


def documentation_of(fixture: str, label: str) -> str:
    """What describes an item, as Markdown."""
    read = read_fixture(fixture)
    assert read.cursor is not None
    with TemporaryDirectory() as folder:
        return labelled(answer(read.snapshot(Path(folder)), *read.cursor), label).describe()


def completions(fixture: str) -> tuple[list[Completion], str]:
    """The items at the cursor of a fixture, and the text of the document that it is in."""
    read = read_fixture(fixture)
    assert read.cursor is not None
    path, offset = read.cursor
    with TemporaryDirectory() as folder:
        return answer(read.snapshot(Path(folder)), path, offset), read.files[path]


def answer(snapshot: Snapshot, path: str, offset: int) -> list[Completion]:
    """The items at a place, after checking what is true of every answer."""
    items = complete(snapshot, path, offset, NOW)
    text = snapshot.text(path)
    assert text is not None
    assert len({item.start for item in items}) <= 1  # Neovim takes the start from the items if they agree on it
    for item in items:
        assert 0 <= item.start <= offset <= item.end <= len(text)
        assert text.line_at(item.start) == text.line_at(item.end)
        typed = text.string[item.start : offset]
        assert item.filter_text.casefold().startswith(typed.casefold())
        assert all(edit.end < item.start or item.end < edit.start for edit in item.additional_edits)
    assert [item.sort_text for item in items] == sorted(item.sort_text for item in items)
    return items


def labelled(items: list[Completion], label: str) -> Completion:
    """The one item with a label."""
    found = [item for item in items if item.label == label]
    assert len(found) == 1, [item.label for item in items]
    return found[0]


def applied(text: str, item: Completion) -> str:
    """The text with an item put in place as plain text."""
    return apply_edits(text, [TextEdit(item.start, item.end, item.new_text), *item.additional_edits])
