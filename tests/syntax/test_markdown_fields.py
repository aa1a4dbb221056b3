"""Markdown artifacts as documents: their title, fields and sections, where these stand, and what is at the cursor."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from callsheet.syntax import Document, Node, walk
from callsheet.syntax.markdown import sections
from callsheet.syntax.markdown_blocks import MAX_OUTLINE, outline
from callsheet.syntax.tree import MAX_LENGTH
from callsheet.text import Text

RECORD = """# 004. Prices are in cents

**Status**: Accepted
- **Decision date:** 2026-03-02
Deciders: the team

## Context

Rounding.

### Why not floats
"""


def markdown(string: str) -> Document:
    return Document(Text(string), "markdown")


def check_fields(text: str, expected: dict[str, str | None]) -> None:
    """Compare the fields; each value is what stands at its span."""
    document = markdown(text)
    fields = document.node(("fields",))
    assert (fields.value if fields else {}) == expected
    for member in fields.members if fields else []:
        assert text[member.node.start : member.node.end] == (member.node.value or "")


def check_title(text: str, title: str | None, written: str) -> None:
    """Compare the title, and what stands at its span."""
    node = markdown(text).node(("title",))
    assert node is not None
    assert (node.value, text[node.start : node.end]) == (title, written)


class TestTitle:
    @pytest.mark.parametrize(
        "text",
        [
            "# Prices\n",
            "#   Prices  ##  \n",
            "\ufeff# Prices",
            "   # Prices",
            "intro\r\n\r\n# Prices\r\n# Costs\r\n",
            "Prices\n======\n",
            "## First\n# Prices\n",
            "```sh\n# comment\n```\n# Prices\n",
            "<!--\n# out\n-->\n# Prices\n",
            "---\ntitle: x\n# y\n---\n# Prices\n",
        ],
    )
    def test_first_heading_of_level_1(self, text: str) -> None:
        check_title(text, "Prices", "Prices")

    def test_marks_are_left_out_of_the_value(self) -> None:
        check_title("# The *total* of `order_lines` ##\n", "The total of order_lines", "The *total* of `order_lines`")
        check_title("Prices\nand *taxes*\n===\n", "Prices and taxes", "Prices\nand *taxes*")

    def test_characters_that_are_no_marks_here(self) -> None:
        check_title("# order_lines & taxes < 5\n", "order_lines & taxes < 5", "order_lines & taxes < 5")

    def test_heading_without_text(self) -> None:
        check_title("# \n", None, "")

    @pytest.mark.parametrize("text", ["", "\n", "text\n", "#tag\n", "> # quoted\n", "- # item\n", "    # code\n"])
    def test_none(self, text: str) -> None:
        assert markdown(text).value == {}


class TestFields:
    def test_record(self) -> None:
        check_fields(RECORD, {"status": "Accepted", "decision_date": "2026-03-02", "deciders": "the team"})

    @pytest.mark.parametrize(
        "line",
        [
            "**Status**: Accepted",
            "**Status:** Accepted",
            "**Status** : Accepted  ",
            "__Status__: Accepted",
            "Status: Accepted",
            "status: Accepted",
            "- **Status**: Accepted",
            "* Status: Accepted",
            "1. **Status**: Accepted",
            "**Status**:Accepted",
            "**Status**: **Accepted**",
            "**Status**: ***Accepted***",
            "**Status**: _Accepted_ \\",
            "**Status**: `Accepted`",
            "**Status**: Accepted <!-- or Proposed -->",
        ],
    )
    @pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r"])
    def test_forms_of_a_line(self, line: str, end: str) -> None:
        check_fields("# Title" + (end or "\n") + line + end, {"status": "Accepted"})

    def test_marks_that_are_not_around_the_whole_value_stay(self) -> None:
        check_fields("**Team**: **Shop** and **Billing**\n", {"team": "**Shop** and **Billing**"})

    @pytest.mark.parametrize(
        "text",
        [
            "Note: this is prose\n",
            "The Status: open\n",
            "Status:open\n",
            "**bold** text: more\n",
            "```\n**Status**: Accepted\n```\n",
            "~~~\nStatus: Accepted\n",
            "<!--\n**Status**: Accepted\n-->\n",
            "<div>\n**Status**: Accepted\n</div>\n",
            "<pre>\n\n**Status**: Accepted\n</pre>\n",
            "    **Status**: Accepted\n",
            "> **Status**: Accepted\n",
            "## Context\n**Status**: Accepted\n",
            "# **Status**: Accepted\n",
        ],
    )
    def test_what_is_no_field(self, text: str) -> None:
        check_fields(text, {})

    def test_after_a_block_that_has_ended(self) -> None:
        check_fields("<!-- a -->\n**A**: 1\n```sh\n```\n**B**: 2\n<br>\n\n**C**: 3\n", {"a": "1", "b": "2", "c": "3"})

    def test_first_of_two_counts(self) -> None:
        check_fields("**Status**: Draft\nStatus: Accepted\n\n## Status\nDone\n", {"status": "Draft"})
        assert markdown("**Status**: Draft\nStatus: Accepted\n").duplicates == []

    def test_missing_value(self) -> None:
        text = "# T\n**Status**:\n**Date**: \n**Team**: <!-- who -->\n"
        check_fields(text, {"status": None, "date": None, "team": None})
        node = markdown(text).node(("fields", "status"))
        assert node is not None
        assert (node.kind, node.start) == ("missing", text.index("Status**:") + len("Status**:"))

    def test_sections_of_their_own(self) -> None:
        text = "# T\n\n## Status\n\n<!-- choose -->\n- **Accepted**\n- more\n\n### Date\n2026-03-02\n\n## Team\nus\n"
        check_fields(text, {"status": "Accepted", "date": "2026-03-02"})

    @pytest.mark.parametrize("text", ["## Status\n<|>\n## More\n", "## Status\n\n<|>\n## More\n", "## Status\n<|>"])
    def test_empty_section(self, text: str) -> None:
        document = markdown(text.replace("<|>", ""))
        node = document.node(("fields", "status"))
        assert node is not None
        assert (node.kind, node.start, node.end) == ("missing", text.index("<|>"), text.index("<|>"))

    @pytest.mark.parametrize("text", ["## Status", "## Status\n```\ncode\n```\n## More", "## Status\n## More\n"])
    def test_section_without_room_for_a_value(self, text: str) -> None:
        check_fields(text, {})

    def test_front_matter(self) -> None:
        check_fields(
            "---\nStatus: accepted # since May\ndate: 2026-03-02\nversion: 1.0\ndeciders: 'A, B'\nowner:\ntags: [a]\n"
            "text: |\n  long\n---\n# T\n**Status**: Draft\n",
            {"status": "accepted", "date": "2026-03-02", "version": "1.0", "deciders": "A, B", "owner": None},
        )

    def test_broken_front_matter(self) -> None:
        check_fields("---\nstatus: accepted\nbroken: [\n---\n# T\n", {"status": "accepted"})
        check_fields("---\nstatus: accepted\n# never closed\n", {"status": "accepted"})


class TestSections:
    def test_title_and_level_of_deeper_headings(self) -> None:
        document = markdown(RECORD)
        assert isinstance(document.value, dict)
        assert document.value["sections"] == [
            {"title": "Context", "level": 2},
            {"title": "Why not floats", "level": 3},
        ]
        start, end = document.span(("sections", 1, "title"))
        assert RECORD[start:end] == "Why not floats"


class TestSpans:
    @pytest.mark.parametrize(
        ("pointer", "covers"),
        [
            ((), "004. Prices are in cents"),
            (("title",), "004. Prices are in cents"),
            (("fields",), "004. Prices are in cents"),
            (("fields", "status"), "Accepted"),
            (("fields", "supersedes"), "004. Prices are in cents"),
            (("sections",), "004. Prices are in cents"),
            (("sections", 0), "Context"),
        ],
    )
    def test_what_a_finding_underlines(self, pointer: tuple[str | int, ...], covers: str) -> None:
        start, end = markdown(RECORD).span(pointer)
        assert RECORD[start:end] == covers

    def test_without_a_title_the_first_line_stands_for_the_document(self) -> None:
        text = "Some words\nand more\n"
        assert markdown(text).span(("title",)) == (0, len("Some words"))

    def test_label(self) -> None:
        start, end = markdown(RECORD).key_span(("fields", "decision_date"))
        assert RECORD[start:end] == "Decision date"


class TestPlaceAt:
    @pytest.mark.parametrize(
        ("marked", "pointer", "covers"),
        [
            ("# <|>Use events\n", ("title",), "Use events"),
            ("# Use events<|>\n", ("title",), "Use events"),
            ("**Status**: Acc<|>epted\n", ("fields", "status"), "Accepted"),
            ("**Status**: **Accepted<|>**\n", ("fields", "status"), "Accepted"),
            ("---\nstatus: <|>'done'\n---\n", None, ""),
            ("---\nstatus: 'done<|>'\n---\n", ("fields", "status"), "done"),
            ("## Status\n<|>Accepted\n", ("fields", "status"), "Accepted"),
            ("**Status**:<|>\n", ("fields", "status"), ""),
            ("**Status**: <|>\n", ("fields", "status"), ""),
            ("**Status:**  <|> \n", ("fields", "status"), ""),
            ("---\nstatus: <|>\n---\n", ("fields", "status"), ""),
            ("## Status\n\n<|>", ("fields", "status"), ""),
            ("Some <|>words\n", None, ""),
            ("## Cont<|>ext\n", None, ""),
            ("**Status**:\n<|>\n", None, ""),
            ("# Tit<|>le" + " " * MAX_LENGTH, None, ""),
        ],
    )
    def test_value(self, marked: str, pointer: tuple[str, ...] | None, covers: str) -> None:
        offset = marked.index("<|>")
        text = marked.replace("<|>", "")
        found = markdown(text).place_at(offset)
        assert (found.role, found.pointer) == ("value", pointer) if found else pointer is None
        if found is not None:
            assert text[found.start : found.end] == covers
            assert found.start <= offset <= found.end
            assert found.node is not None
            assert found.node.value == (covers or None)

    @pytest.mark.parametrize("marked", ["**<|>Status**: Accepted\n", "Status<|>:\n", "## Sta<|>tus\n\nAccepted\n"])
    def test_label(self, marked: str) -> None:
        text = marked.replace("<|>", "")
        found = markdown(text).place_at(marked.index("<|>"))
        assert found is not None
        assert (found.role, found.pointer, found.key) == ("key", ("fields",), "status")
        assert text[found.start : found.end] == "Status"


class TestPartSpan:
    @pytest.mark.parametrize(
        ("text", "part", "covers"),
        [
            ("# Use events\n", (4, 10), "events"),
            ("# Use `events`\n", (4, 10), "Use `events`"),  # not one for one
            ("# Use events\n", (4, 99), "Use events"),  # not inside
        ],
    )
    def test_markdown(self, text: str, part: tuple[int, int], covers: str) -> None:
        document = markdown(text)
        start, end = document.part_span(document.root.members[0].node, *part)
        assert text[start:end] == covers

    @pytest.mark.parametrize(
        ("text", "part", "covers"),
        [
            ('"plain"', (2, 4), "ai"),
            (r'"a\n\u00e9b"', (1, 3), r"\n\u00e9"),
            (r'"\ud83c\udfac!"', (0, 1), r"\ud83c\udfac"),
            (r'"\u00e9b', (0, 1), r'"\u00e9b'),  # never closed
            ("12", (0, 1), "12"),
        ],
    )
    def test_json(self, text: str, part: tuple[int, int], covers: str) -> None:
        document = Document(Text(text), "json")
        start, end = document.part_span(document.root, *part)
        assert text[start:end] == covers

    @pytest.mark.parametrize(("text", "covers"), [("plain", "la"), ("'plain'", "la"), (r'"p\x6cain"', r'"p\x6cain"')])
    def test_yaml(self, text: str, covers: str) -> None:
        document = Document(Text(text), "yaml")
        start, end = document.part_span(document.root, 1, 3)
        assert text[start:end] == covers


PIECES = st.sampled_from(
    [
        "# ",
        "## ",
        "#",
        "a",
        "b_c",
        "*",
        "**",
        "**A**:",
        "Status: ",
        "## Status",
        "\n",
        "\n\n",
        "\r\n",
        "```",
        "~~~",
        "- ",
        "1. ",
        "    ",
        "> ",
        "---\n",
        "===\n",
        "<!-- ",
        "-->",
        "<b>",
        "[a](b)",
        "`",
        "\\",
        "&amp;",
        "\t",
        "\ufeff",
        "\u2028",
        "�",
        "status: 'x'\n",
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


class TestAnyText:
    @given(st.lists(PIECES | st.just("\r"), max_size=25).map("".join) | st.text(max_size=40), st.integers(-2, 60))
    @example("---\nstatus: \n---", 12)
    def test_is_read(self, string: str, offset: int) -> None:
        document = markdown(string)
        assert document.problems == []
        assert document.duplicates == []
        assert document.root.kind == "object"
        for pointer, node in walk(document.root):
            assert 0 <= node.start <= node.end <= len(string)
            start, end = document.key_span(pointer)
            assert 0 <= start <= end <= len(string)
            if pointer[:1] == ("fields",) and node.kind == "string" and "---" not in string:
                assert string[node.start : node.end] == node.value
        place = document.place_at(offset)
        if place is not None:
            assert place.start <= min(max(offset, 0), len(string)) <= place.end

    @given(TEXTS)
    def test_headings_are_those_of_the_parser(self, string: str) -> None:
        found = [(heading.title, heading.level, heading.first + 1) for heading in outline(Text(string)).headings]
        assert found == [(section.title, section.level, section.first) for section in sections(Text(string))]

    @pytest.mark.parametrize(
        "piece", ["*", "#", "|", "# ", "# *\n", "## [\n", "**a**:\n", "- ", "```\n", "a\n---\n", "<"]
    )
    def test_hostile_length(self, piece: str) -> None:
        for length in (MAX_OUTLINE, 1_000_000):
            started = time.perf_counter()
            root: Node = markdown((piece * length)[:length]).root
            assert time.perf_counter() - started < 5  # a second on an idle machine
        assert root.members == []

    def test_over_the_length_of_documents(self) -> None:
        document = markdown("# A\n" * (MAX_LENGTH // 4 + 1))
        assert ["more than" in problem.message for problem in document.problems] == [True]
        assert document.value is None
