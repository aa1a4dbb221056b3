"""From bytes to documents: what is a text, and where it is not in the encoding that it must be in."""

from __future__ import annotations

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.syntax import Language
from callsheet.workspace.decoding import document_of

LANGUAGES: list[Language] = ["json", "yaml", "toml", "markdown"]


def check_misencoding(data: bytes, language: Language, line: int, column: int, message: str) -> None:
    """Check where the text of a file is not what its bytes should be (both from 1), and what is said of it."""
    document = document_of(data, language)
    assert document is not None
    assert document.misencoding is not None
    place = document.text.string[: document.misencoding.start]
    assert (place.count("\n") + 1, len(place) - place.rfind("\n")) == (line, column)
    assert document.misencoding.end == document.misencoding.start + 1
    assert document.misencoding.message == message


def check_right(data: bytes, language: Language) -> None:
    """Check that nothing is wrong with the encoding of a file."""
    document = document_of(data, language)
    assert document is not None
    assert document.misencoding is None
    assert not document.has_lost_characters


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_byte_that_is_no_utf8(language: Language) -> None:
    text = "a: é1\n€ Grö".encode() + "ße: ü".encode("latin-1")
    check_misencoding(text, language, 2, 6, "byte DF is not valid UTF-8: save the file as UTF-8")
    document = document_of(text, language)
    assert document is not None
    assert document.has_lost_characters
    assert document.text.string == "a: é1\n€ Grö\ufffde: \ufffd"


@pytest.mark.parametrize(("data", "byte"), [(b"\xe2\x82", "E2"), (b"\xed\xa0\x80", "ED"), (b"\xc0\x80", "C0")])
def test_what_looks_like_utf8(data: bytes, byte: str) -> None:
    check_misencoding(b"ab" + data, "yaml", 1, 3, f"byte {byte} is not valid UTF-8: save the file as UTF-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("data", [b"", b"\n", b"a: 1\r\n", "größe".encode(), "\ufeffgröße".encode(), "\ufffd".encode()])
def test_what_is_right(data: bytes, language: Language) -> None:
    check_right(data, language)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_allowed_in_some_languages(encoding: str) -> None:
    data = '\ufeff{"größe": 1}'.encode(encoding)
    check_right(data, "yaml")
    check_right(data, "markdown")
    check_misencoding(data, "json", 1, 1, "the file is in UTF-16; JSON must be in UTF-8: save it as that")
    check_misencoding(data, "toml", 1, 1, "the file is in UTF-16; TOML must be in UTF-8: save it as that")
    document = document_of(data, "json")
    assert document is not None
    assert (document.value, document.has_lost_characters) == ({"größe": 1}, False)


def test_broken_utf16() -> None:
    message = "this is not valid UTF-16: save the file as UTF-8"
    check_misencoding("\ufeffa\nbc".encode("utf-16-le") + b"\0", "yaml", 2, 3, message)
    check_misencoding("\ufeffab".encode("utf-16-be") + b"\xd8\0\0c", "markdown", 1, 3, message)


def noise(length: int) -> bytes:
    return random.Random(1).randbytes(length)


@pytest.mark.parametrize(
    "data",
    [
        noise(100),
        noise(100_000),
        zlib.compress(noise(2000)),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10",
        bytes(4096),
        '{"seq": "01"}'.encode("utf-16-le"),
    ],
)
def test_what_is_no_text(data: bytes) -> None:
    assert document_of(data, "json") is None


@pytest.mark.parametrize("encoding", ["koi8-r", "cp1251", "gb18030", "shift-jis", "iso2022_jp", "euc-kr"])
def test_texts_in_other_encodings_are_texts(encoding: str) -> None:
    text = {"koi8-r": "Открытка", "cp1251": "Открытка", "euc-kr": "카드"}.get(encoding, "名片")
    assert document_of(f'{{"title": "{text * 20}"}}'.encode(encoding), "json") is not None


def test_a_stray_null_character_does_not_cost_the_rest() -> None:
    document = document_of(b'{"seq": "01"}\0', "json")
    assert document is not None
    assert document.value == {"seq": "01"}


@given(st.binary(max_size=80), st.sampled_from(LANGUAGES))
def test_no_bytes_make_it_raise(data: bytes, language: Language) -> None:
    document = document_of(data, language)
    if document is not None and document.misencoding is not None:
        assert 0 <= document.misencoding.start <= document.misencoding.end <= len(document.text.string)
        assert document.problems is not None


@given(st.text(max_size=80))
def test_a_text_in_utf8_is_right(text: str) -> None:
    document = document_of(text.encode(errors="replace"), "json")
    assert document is None or document.misencoding is None
