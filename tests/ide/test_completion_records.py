"""Completion in the fields of Markdown documents: decision records, and the module of a brief."""

from __future__ import annotations

import pytest

from tests.ide.completion_checks import check_applied, check_complete

RECORDS = """
--- /docs/adr/001-cards.md
# 1. Sell cards
--- /docs/adr/002-mail.md
# 2. Send cards by mail
"""


def record(field: str) -> str:
    """A third record with a field."""
    return f"--- /docs/adr/003-print.md\n# 3. Print cards\n\n{field}{RECORDS}"


def test_the_other_records_where_records_are_named() -> None:
    check_complete(record("**Supersedes**: <|>"), "ADR-001", "ADR-002")
    check_complete(record("**Superseded by**: mail<|>"), "ADR-002")


def test_those_that_the_field_names_already_are_left_out() -> None:
    check_complete(record("**Supersedes**: adr 1, <|>"), "ADR-002")
    check_complete(record("**Supersedes**: ADR-001<|>, ADR-002"), "ADR-001")


@pytest.mark.parametrize("field", ["**Status**", "**Decided with**"])
def test_anywhere_once_one_is_begun(field: str) -> None:
    check_complete(record(f"{field}: Superseded by adr-<|>"), "ADR-001", "ADR-002")


@pytest.mark.parametrize("text", ["Superseded by <|>", "badr<|>", "ADR-001 in part<|>"])
def test_not_where_none_is_begun(text: str) -> None:
    check_complete(record(f"**Decided with**: {text}"))


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("**Supersedes**:<|>", "**Supersedes**: ADR-002"),
        ("**Supersedes**: ADR-001,<|>", "**Supersedes**: ADR-001, ADR-002"),
        ("**Supersedes**: adr<|>, ADR-001", "**Supersedes**: ADR-002, ADR-001"),
        ("**Status**: Superseded by [ADR-0<|>0](002-mail.md)", "**Status**: Superseded by [ADR-002](002-mail.md)"),
    ],
)
def test_only_the_name_is_replaced(field: str, expected: str) -> None:
    check_applied(record(field), "ADR-002", f"# 3. Print cards\n\n{expected}\n")


def test_the_module_of_a_brief_is_first_of_all_that_of_its_context() -> None:
    contexts = '--- contexts.json\n{"bounded_contexts": [{"name": "mail", "module": "post"}, {"name": "cards", "module": "shop"}]}'
    check_complete(f"--- module-briefs/cards.md\n# Cards\n\n**Module**: <|>\n{contexts}", "shop", "post")
