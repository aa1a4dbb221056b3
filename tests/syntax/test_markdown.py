"""The sections of Markdown texts, and which of them lines cover."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.ide.sections import section_titles
from callsheet.syntax.markdown import MAX_MARKDOWN, sections
from callsheet.text import Text


def check_sections(text: str, *expected: str) -> None:
    """Compare the sections, each written as `level title first-last`."""
    found = [f"{section.level} {section.title} {section.first}-{section.last}" for section in sections(Text(text))]
    assert found == list(expected)


class TestSections:
    def test_nested_sections_belong_to_their_parents(self) -> None:
        check_sections(
            "# A\n\ntext\n\n## B\n\n### C\ntext\n\n\n## D\ntext\n",
            "1 A 1-12",
            "2 B 5-8",
            "3 C 7-8",
            "2 D 11-12",
        )

    def test_trailing_blank_lines_are_left_out(self) -> None:
        check_sections("# A\n\ntext\n  \n\n# B\n\n\n", "1 A 1-3", "1 B 6-6")

    def test_a_deeper_level_before_a_higher_one(self) -> None:
        check_sections("### A\na\n# B\nb\n## C\n", "3 A 1-2", "1 B 3-5", "2 C 5-5")

    def test_underlined_headings(self) -> None:
        check_sections("Prices\n======\ntext\n\nWith\ntax\n---\ntext\n", "1 Prices 1-8", "2 With tax 5-8")

    @pytest.mark.parametrize(
        "text",
        [
            "```sh\n# comment\n```\n",
            "~~~\n# comment\n",  # never closed
            "    # code by indentation\n",
            "<!--\n# commented out\n-->\n",
            "> # quoted\n",
            "- # in a list\n",
            "#no blank\n",
            "####### seven\n",
            "",
            "\n\n",
        ],
    )
    def test_what_is_no_heading(self, text: str) -> None:
        check_sections(text)

    def test_front_matter_is_no_heading(self) -> None:
        check_sections("---\ntitle: Prices\n---\n# A\ntext\n", "1 A 4-5")
        check_sections("---\r\ntitle: Prices\r\n---\r\n# A\r\n", "1 A 4-4")

    def test_a_rule_at_the_top_is_no_front_matter(self) -> None:
        check_sections("---\n\n# A\n\n---\n", "1 A 3-5")

    def test_titles_are_plain_text(self) -> None:
        check_sections("# The `Result` *type* & [more](x.md) <b>\n## \n", "1 The Result type & more 1-2", "2  2-2")

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_line_ends(self, end: str) -> None:
        check_sections(end.join(["# A", "a", "", "## B", "b"]), "1 A 1-5", "2 B 4-5")

    def test_a_byte_order_mark(self) -> None:
        check_sections("\ufeff# A\n", "1 A 1-1")

    def test_characters_that_are_no_line_ends(self) -> None:
        check_sections("# A\nb\x0bc\x0cd\u2028e\x85f\n# G\n", "1 A 1-2", "1 G 3-3")

    def test_hostile_length(self) -> None:
        check_sections("# A\n" * (MAX_MARKDOWN // 4 + 1))

    @given(st.text(alphabet="# ab\n\r->`=*\t"))
    def test_sections_lie_within_the_text_and_nest(self, string: str) -> None:
        text = Text(string)
        open_until: list[int] = []
        for section in sections(text):
            assert 1 <= section.first <= section.last <= text.line_count
            while open_until and open_until[-1] < section.first:
                open_until.pop()
            assert all(section.last <= last for last in open_until)
            open_until.append(section.last)


PAGE = Text("# Page\n\nIntro\n\n## One\n1\n\n### Inner\n2\n\n## Two\n3\n\n## Three\n4\n")


class TestSectionTitles:
    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            (5, 9, ["One"]),
            (4, 10, ["One"]),  # blank lines around it do not matter
            (6, 6, ["One"]),
            (8, 9, ["Inner"]),
            (9, 9, ["Inner"]),
            (6, 9, ["One"]),
            (9, 12, ["One", "Two"]),
            (11, 15, ["Two", "Three"]),
            (1, 15, ["Page"]),
            (3, 3, ["Page"]),
            (14, 99, ["Three"]),
            (40, 50, []),
        ],
    )
    def test_titles_of_lines(self, first: int, last: int, expected: list[str]) -> None:
        assert section_titles("page.md", PAGE, first, last) == expected
