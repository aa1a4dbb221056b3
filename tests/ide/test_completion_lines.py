"""`lines` and `reason`: from the sections of the file that a reference names."""

from __future__ import annotations

from tests.ide.completion_checks import check_applied, check_complete, completions, labelled

GUIDE = """
--- /docs/guide.md
# Guide

Welcome.

## Names

Short names.

## Tests

Test all.

### Unit

Small.

--- /src/shop.ts
one
two
three
--- /.env
SECRET=1
--- subtask_02.json
"""


def reference(lines: str, path: str = "docs/guide.md") -> str:
    return GUIDE + f'{{ "context_files": [{{ "path": "{path}", "lines": {lines} }}] }}'


def test_sections() -> None:
    check_complete(reference('"<|>"'), "1-15", "5-7", "9-15", "13-15")
    check_complete(reference("<|>"), "1-15", "5-7", "9-15", "13-15")
    check_complete(reference('"<|>"', "@docs/guide.md"), "1-15", "5-7", "9-15", "13-15")


def test_titles_stand_beside_them() -> None:
    item = labelled(completions(reference('"<|>"'))[0], "5-7")
    assert (item.description, item.detail) == ("Names", "of 16 lines")
    assert "\n5  ## Names\n6\n7  Short names.\n" in item.describe()


def test_half_typed_number() -> None:
    check_complete(reference('"1<|>"'), "1-15", "13-15")
    check_complete(reference('"13-<|>"'), "13-15")


def test_a_line_inside_a_section() -> None:
    check_complete(reference('"6<|>"'), "6-7", "6-15")
    check_complete(reference('"6-<|>"'), "6-7", "6-15")
    check_complete(reference('"6-1<|>"'), "6-15")
    check_complete(reference('"99<|>"'))


def test_a_word_of_the_title() -> None:
    check_complete(reference('"nam<|>"'), "5-7")


def test_next_segment() -> None:
    check_complete(reference('"5-7,<|>"'), "9-15", "13-15")
    check_applied(
        reference('"5-7,<|>"'), "9-15", '{ "context_files": [{ "path": "docs/guide.md", "lines": "5-7,9-15" }] }'
    )
    check_applied(
        reference('"5-7, 1<|>"'), "13-15", '{ "context_files": [{ "path": "docs/guide.md", "lines": "5-7, 13-15" }] }'
    )


def test_segment_before_another() -> None:
    check_complete(reference('"<|>,13-15"'), "5-7")
    check_applied(
        reference('"5<|>,13-15"'), "5-7", '{ "context_files": [{ "path": "docs/guide.md", "lines": "5-7,13-15" }] }'
    )


def test_unclosed_segment() -> None:
    check_applied(
        GUIDE + '{ "context_files": [{ "path": "docs/guide.md", "lines": "5-7,<|>',
        "9-15",
        '{ "context_files": [{ "path": "docs/guide.md", "lines": "5-7,9-15"',
    )


def test_file_that_is_not_markdown() -> None:
    check_complete(reference('"<|>"', "src/shop.ts"), "1-3")
    check_complete(reference('"2<|>"', "src/shop.ts"), "2-3")


def test_the_whole_file_is_offered_once() -> None:
    fixture = "--- /src/one.py\ndef one():\n    return 1" + reference('"<|>"', "src/one.py")
    check_complete(fixture, "1-2")


def test_open_file_counts_as_it_is_in_the_editor() -> None:
    check_complete(reference('"<|>"', "src/none.ts"))


def test_nothing_of_secrets_and_of_what_lies_outside() -> None:
    check_complete(reference('"<|>"', ".env"))
    check_complete(reference('"<|>"', "../guide.md"))
    check_complete(reference('"<|>"', "/etc/passwd"))


def test_reason() -> None:
    check_complete(reference('"5-7", "reason": "<|>"'), "Names")
    check_complete(reference('"5-7,13-15", "reason": "<|>"'), "Names and Unit", "Names", "Unit")
    check_complete(reference('"", "reason": <|>'), "Guide")
