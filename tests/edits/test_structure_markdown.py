"""Structural edits of Markdown artifacts: another title, another value of a field."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from callsheet.edits import EditError
from callsheet.edits.structure import edits_for
from callsheet.syntax import Document
from callsheet.syntax.operations import InsertItem, Operation, Remove, RenameKey, ReplaceSpan, SetValue
from callsheet.text import Text, TextEdit, apply_edits
from tests.edits.helpers import edit

STATUS = ("fields", "status")

RECORD = """---
owner: 'shop'
---
# 004. Prices

- **Status**: **Proposed**
- **Date**:

## Context
"""


def check_edit(before: str, operation: Operation, after: str) -> None:
    """Apply an operation to a Markdown text and compare."""
    assert edit("markdown", before, operation) == after


def check_record(operation: Operation, old: str, new: str) -> None:
    """Apply an operation to `RECORD`, in which only `old` should become `new`."""
    assert RECORD.count(old) == 1
    check_edit(RECORD, operation, RECORD.replace(old, new))


class TestSetValue:
    def test_replaces_the_value_only(self) -> None:
        start = RECORD.index("Proposed")
        edits = edits_for(Document(Text(RECORD), "markdown"), [SetValue(STATUS, "Accepted")])
        assert edits == [TextEdit(start, start + len("Proposed"), "Accepted")]

    def test_of_a_text_the_words_that_differ(self) -> None:
        text = "# Prices\n\n**Supersedes**: [ADR-3](3.md), ADR-4\n"
        start = text.index("ADR-3")
        edits = edits_for(
            Document(Text(text), "markdown"), [SetValue(("fields", "supersedes"), "[ADR-7](3.md), ADR-8")]
        )
        assert edits == [TextEdit(start + 4, start + 5, "7"), TextEdit(start + 18, start + 19, "8")]

    def test_value_that_is_there_already_needs_no_edit(self) -> None:
        assert edits_for(Document(Text(RECORD), "markdown"), [SetValue(STATUS, "Proposed")]) == []

    def test_title(self) -> None:
        check_record(SetValue(("title",), "005. Prices in `cents`"), "004. Prices", "005. Prices in `cents`")
        check_edit("Prices\n======\n", SetValue(("title",), "Costs"), "Costs\n======\n")
        check_edit("#\n", SetValue(("title",), "Costs"), "# Costs\n")

    def test_line_ends_become_blanks(self) -> None:
        check_record(SetValue(("title",), "Prices\r\nin\ncents\n"), "004. Prices", "Prices in cents")

    def test_front_matter(self) -> None:
        check_record(SetValue(("fields", "owner"), "billing"), "'shop'", "'billing'")
        check_edit(
            "---\nOwner: shop\n---\n", SetValue(("fields", "owner"), "shop: us"), '---\nOwner: "shop: us"\n---\n'
        )
        check_edit("---\nowner: 'shop'\n---\n", SetValue(("fields", "owner"), "it's"), "---\nowner: 'it''s'\n---\n")
        check_edit("---\nstatus:\n---\n", SetValue(STATUS, "accepted"), "---\nstatus: accepted\n---\n")
        check_edit("---\nstatus: # open\n---\n", SetValue(STATUS, "done"), "---\nstatus: done # open\n---\n")

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("**Status**:", "**Status**: Accepted"),
            ("**Status**: \n", "**Status**: Accepted\n"),
            ("**Status:**\n", "**Status:** Accepted\n"),
            ("**Status**: <!-- which? -->\n", "**Status**: Accepted <!-- which? -->\n"),
            ("Status:\r\n", "Status: Accepted\r\n"),
            ("## Status\n\n\n## Context\n", "## Status\n\nAccepted\n## Context\n"),
            ("## Status\n", "## Status\nAccepted"),
        ],
    )
    def test_missing_value(self, before: str, after: str) -> None:
        check_edit(before, SetValue(STATUS, "Accepted"), after)

    def test_several(self) -> None:
        operations = [SetValue(STATUS, "x"), SetValue(("fields", "date"), "2026-03-02"), SetValue(STATUS, "Accepted")]
        expected = RECORD.replace("Proposed", "Accepted").replace("**Date**:", "**Date**: 2026-03-02")
        assert edit("markdown", RECORD, *operations) == expected

    @pytest.mark.parametrize(
        ("before", "operation"),
        [
            ("**Status**: Proposed\n", SetValue(STATUS, "*Accepted*")),
            ("**Status**: Proposed\n", SetValue(STATUS, "")),
            ("**Status**: Proposed\n", SetValue(STATUS, "Accepted <!-- at last -->")),
            ("Prices\n===\n\n**Status**: Open\n", SetValue(("title",), "## Costs")),
        ],
    )
    def test_refuses_what_would_be_read_otherwise(self, before: str, operation: Operation) -> None:
        with pytest.raises(EditError, match="would be read as something else"):
            edit("markdown", before, operation)


class TestOtherOperations:
    def test_span(self) -> None:
        start = RECORD.index("Context")
        check_record(ReplaceSpan(start, start + len("Context"), "Decision"), "Context", "Decision")

    def test_span_beside_a_value(self) -> None:
        changed = edit("markdown", "# T\n**Status**: Open\n", ReplaceSpan(2, 3, "Title"), SetValue(STATUS, "Done"))
        assert changed == "# Title\n**Status**: Done\n"

    @pytest.mark.parametrize(
        "operation",
        [
            SetValue(("fields", "team"), "shop"),  # no such field
            SetValue(STATUS, 5),
            SetValue(STATUS, None),
            SetValue((), {}),
            SetValue(("sections",), []),
            InsertItem(("sections", 0), {"title": "Why", "level": 2}),
            Remove(STATUS),
            RenameKey(STATUS, "state"),
        ],
    )
    def test_no_edit(self, operation: Operation) -> None:
        check_edit(RECORD, operation, RECORD)


class TestAnyText:
    @given(
        st.sampled_from(
            ["**Status**: x\n", "Status:", "## Status\n", "---\nstatus: 'x'\n---\n", "---\nstatus:\n---\n"]
        ),
        st.text(alphabet="# \n*:-`<S\r'", max_size=20),
        st.text(alphabet="ab #*:'\"<!-`|{", max_size=12),
    )
    @example("---\nstatus: 'x'\n---\n", "", "a: b")
    def test_is_read_back_or_refused(self, before: str, behind: str, value: str) -> None:
        document = Document(Text(before + behind), "markdown")
        try:
            edits = edits_for(document, [SetValue(STATUS, value)])
        except EditError:
            return
        changed = Document(Text(apply_edits(document.text.string, edits)), "markdown").node(STATUS)
        if document.node(STATUS) is None:
            assert edits == []
        else:
            assert changed is not None
            assert changed.value == value.strip()
