"""Bytes as they come, and the messages in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.lsp.frames import MAX_LENGTH, BadFrame, FrameReader
from callsheet.lsp.messages import decode, encode
from callsheet.lsp.plain_text import plain_text


def framed(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


@given(bodies=st.lists(st.binary(max_size=30), max_size=5), data=st.data())
def test_messages_come_out_however_they_are_cut(bodies: list[bytes], data: st.DataObject) -> None:
    rest = b"".join(map(framed, bodies))
    reader, found = FrameReader(), []
    while rest:
        length = data.draw(st.integers(1, len(rest)))
        found += reader.feed(rest[:length])
        rest = rest[length:]
    assert found == bodies


@given(junk=st.binary(max_size=50).filter(lambda junk: b":" not in junk))
def test_the_message_after_junk_is_found(junk: bytes) -> None:
    found = FrameReader().feed(junk + b"\r\n\r\n" + framed(b"{}"))
    assert found[-1] == b"{}"
    assert [type(frame) for frame in found[:-1]] == [BadFrame]


@pytest.mark.parametrize(
    "junk",
    [
        b"hello",
        b"hello\n",
        b'{"jsonrpc": "2.0"}',
        b"x" * 100_000,
        b"Content-Length: -5\r\n\r\n",
        b"Content-Length: 5_0\r\n\r\n",
        b"Content-Length: %d\r\n\r\n" % (MAX_LENGTH + 1) + b'{"a": "b", ' * 5000,
    ],
)
def test_junk_is_told_of_once(junk: bytes) -> None:
    reader, found = FrameReader(), []
    for start in range(0, len(junk), 1000):
        found += reader.feed(junk[start : start + 1000])
    found += reader.feed(framed(b"{}") + framed(b"[]"))
    assert found[1:] == [b"{}", b"[]"]
    assert isinstance(found[0], BadFrame)


def test_a_long_run_of_junk_is_not_kept() -> None:
    reader = FrameReader()
    for _ in range(1000):
        reader.feed(b"\0" * 4096)
    assert len(reader._buffer) < 64 * 1024


def test_half_pairs_in_messages() -> None:
    assert decode(rb'{"a": "\ud83d\ude00 \ud83d"}') == {"a": "\U0001f600 \ufffd"}
    assert encode({"a\udce9": ["\ud83d", ("\U0001f600", None, 1.5, True)]}) == (
        rb'{"a\ufffd": ["\ufffd", ["\ud83d\ude00", null, 1.5, true]]}'
    )
    with pytest.raises(ValueError, match=r"\S"):
        decode(b"[" * 100_000 + rb'"\ud83d"')
    with pytest.raises(ValueError, match=r"\S"):
        decode(b'"\xff"')


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("**Lines 2–3** of 9 · *soon*", "Lines 2–3 of 9 · soon"),
        ("`docs/a_b_c.md` · 3 lines", "docs/a_b_c.md · 3 lines"),
        ("see\n\n```ts\n1  const *a* = `b`\n\n2  \\n\n```\n\nend", "see\n\n1  const *a* = `b`\n\n2  \\n\n\nend"),
        ("````md\n```\nx\n```\n````", "```\nx\n```"),
        ("## Status\n\n- one\n- two", "Status\n\n- one\n- two"),
        ("[a page](https://example.org)", "a page"),
        (r"2 \* 3, \`x\`, \_y\_, snake_case_name, 2 * 3 * 4", "2 * 3, `x`, _y_, snake_case_name, 2 * 3 * 4"),
        ("\ue0000\ue001 private `use`", "0 private use"),
        ("", ""),
    ],
)
def test_markdown_without_its_marks(markdown: str, plain: str) -> None:
    assert plain_text(markdown) == plain


@given(st.text())
def test_plain_text_of_anything(text: str) -> None:
    plain_text(text)
