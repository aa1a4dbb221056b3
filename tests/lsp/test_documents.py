"""The server's texts, after whatever edits, are the editor's."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.lsp.documents import Documents
from callsheet.text import Encoding
from tests.lsp.buffers import Buffer, width

URI = "untitled:Untitled-1"

PIECES = ["a", '"', "{", "é", "\u2028", "\u0085", "\f", "𝄞", "😀", "\n", "\r\n", "\r", "\t", "  ", "{\n  ", "\ufeff"]

texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def opened(text: str, encoding: str) -> Documents:
    documents = Documents()
    documents.encoding = Encoding(encoding)
    documents.open(URI, text, 1)
    return documents


def plain(change: Any) -> dict[str, Any]:
    """A change as it comes over the wire."""

    def position(place: Any) -> dict[str, int]:
        return {"line": place.line, "character": place.character}

    return {"range": {"start": position(change.range.start), "end": position(change.range.end)}, "text": change.text}


def index_between(buffer: Buffer, number: int) -> int:
    """A place where an editor can put its cursor: not between CR and LF."""
    index = number % (len(buffer.text) + 1)
    return index - 1 if buffer.text[index - 1 : index + 1] == "\r\n" and index else index


@given(text=texts, encoding=st.sampled_from(["utf-8", "utf-16", "utf-32"]), data=st.data())
def test_any_edits(text: str, encoding: str, data: st.DataObject) -> None:
    documents, buffer = opened(text, encoding), Buffer(text, encoding)
    for version in range(2, 6):
        changes = []
        for _ in range(data.draw(st.integers(1, 3))):
            ends = [index_between(buffer, data.draw(st.integers(0, 1000))) for _ in range(2)]
            changes.append(plain(buffer.replace(min(ends), max(ends), data.draw(texts))))
        documents.change(URI, changes, version)
        assert documents.by_uri[URI].text.string == buffer.text
        assert documents.by_uri[URI].version == version


def test_many_edits_of_a_long_text() -> None:
    choose = random.Random(1)
    for encoding in ("utf-8", "utf-16", "utf-32"):
        text = "".join(choose.choices(PIECES, k=3000))
        documents, buffer = opened(text, encoding), Buffer(text, encoding)
        for version in range(2, 80):
            start = index_between(buffer, choose.randrange(10_000))
            end = index_between(buffer, min(start + choose.choice([0, 0, 1, 2, 40]), len(buffer.text)))
            change = buffer.replace(
                min(start, end), max(start, end), "".join(choose.choices(PIECES, k=choose.randrange(4)))
            )
            documents.change(URI, [plain(change)], version)
        assert documents.by_uri[URI].text.string == buffer.text


def at(line: int, character: int) -> dict[str, int]:
    return {"line": line, "character": character}


@pytest.mark.parametrize(
    ("start", "end", "result"),
    [
        (at(0, 1), at(0, 2), "a-c\r\ndef"),
        (at(0, 2), at(0, 1), "a-c\r\ndef"),  # the wrong way round
        (at(0, 99), at(0, 99), "abc-\r\ndef"),  # behind the end of the line
        (at(0, 3), at(1, 0), "abc-def"),
        (at(99, 5), at(99, 5), "abc\r\ndef-"),  # behind the last line
        (at(1, 0), at(99, 0), "abc\r\n-"),
        (at(0, 0), at(99, 99), "-"),
        (at(-1, 0), at(0, 1), "-bc\r\ndef"),
    ],
)
def test_ranges_that_are_odd(start: dict[str, int], end: dict[str, int], result: str) -> None:
    documents = opened("abc\r\ndef", "utf-16")
    documents.change(URI, [{"range": {"start": start, "end": end}, "text": "-"}], 2)
    assert documents.by_uri[URI].text.string == result


def test_a_position_inside_a_character_is_its_start() -> None:
    documents = opened("😀b", "utf-16")
    documents.change(URI, [{"range": {"start": at(0, 1), "end": at(0, 2)}, "text": "a"}], 2)
    assert documents.by_uri[URI].text.string == "ab"


def test_changes_of_one_message_follow_each_other() -> None:
    documents = opened("ab", "utf-16")
    inserted = {"range": {"start": at(0, 0), "end": at(0, 0)}, "text": "1\n"}
    removed = {"range": {"start": at(1, 0), "end": at(1, 1)}, "text": ""}
    documents.change(URI, [inserted, removed], 2)
    assert documents.by_uri[URI].text.string == "1\nb"
    documents.change(URI, [{"text": "all"}, {"range": None, "text": "anew"}], 3)
    assert documents.by_uri[URI].text.string == "anew"


def test_a_document_that_is_not_open_is_left_alone() -> None:
    documents = opened("a", "utf-16")
    documents.change("untitled:other", [{"text": "b"}], 2)
    documents.close("untitled:other")
    assert list(documents.by_uri) == [URI]


def test_two_names_of_a_file(tmp_path: Path) -> None:
    """Whatever spelling was opened last counts; closing it brings the other back, not the disk's text."""
    path = tmp_path / ".tmp/tasks/a/subtask_01.json"
    documents = Documents()
    documents.open(path.as_uri(), '{"title": "first"}', 1)
    documents.open(path.as_uri().replace("subtask_01", "%73ubtask_01"), '{"title": "second"}', 1)
    (workspace,) = documents.workspaces.all

    def title() -> str:
        document = workspace.session.snapshot.document(".tmp/tasks/a/subtask_01.json")
        return str(document.value["title"]) if document and isinstance(document.value, dict) else ""

    assert title() == "second"
    documents.close(path.as_uri().replace("subtask_01", "%73ubtask_01"))
    assert title() == "first"
    documents.close(path.as_uri())
    assert title() == ""


def test_the_reference_counts_units() -> None:
    assert [width("é😀", encoding) for encoding in ("utf-8", "utf-16", "utf-32")] == [6, 3, 2]
