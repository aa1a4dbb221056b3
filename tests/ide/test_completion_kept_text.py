"""What stands behind the cursor stays when an item is put in place, also behind a quotation mark that is still open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from callsheet.syntax import Document
from callsheet.text import Text
from callsheet.workspace.session import Session
from tests.ide.completion_checks import answer, applied, check_applied, check_complete
from tests.ide.test_completion_properties import SAMPLES, WORKSPACE
from tests.ide.test_completion_yaml import yaml
from tests.workspaces import FEATURE_FOLDER, read_fixture

MAX_ITEMS = 3
"""How many items of an answer are tried."""


def test_open_string_in_a_flow_list() -> None:
    check_applied(yaml('depends_on: ["0<|>, "02"]'), "03", 'depends_on: ["03", "02"]')
    check_applied(yaml("depends_on: ['0<|>, '02']"), "03", "depends_on: ['03', '02']")
    check_applied(yaml('depends_on: ["0<|>]  # keep me\n'), "03", 'depends_on: ["03"]  # keep me\n')
    check_applied(yaml('depends_on: ["<|>01"'), "03", 'depends_on: ["03"')


def test_open_string_in_a_flow_object() -> None:
    check_applied(
        yaml('context_files: [{path: "docs/gu<|>, lines: 3-5, reason: "Why"}, docs/x.md]'),
        "guide.md",
        'context_files: [{path: "docs/guide.md", lines: 3-5, reason: "Why"}, docs/x.md]',
    )
    check_applied(
        yaml('{id: x, parallel: "t<|>, context_files: [\n docs/a.md]}'),
        "true",
        "{id: x, parallel: true, context_files: [\n docs/a.md]}",
    )


def test_open_string_that_goes_on() -> None:
    check_applied(
        yaml('context_files: [{path: "do<|>, lines: 3-5}]'), "docs/", 'context_files: [{path: "docs/", lines: 3-5}]'
    )


def test_open_key() -> None:
    text = 'contracts:\n  - {type: api, name: X, "st<|>}\nmodule: shop\n'
    check_applied(yaml(text), "status", "contracts:\n  - {type: api, name: X, status: }\nmodule: shop\n")
    check_applied(yaml('id: x\n"sta<|>: pending # why\n'), "status", 'id: x\n"status": pending # why\n')


def test_open_string_before_a_comment() -> None:
    check_applied(
        yaml('status: "pend<|>  # it is "new"\nid: x\n'), "pending", 'status: "pending"  # it is "new"\nid: x\n'
    )
    check_applied(
        yaml('context_files:\n  - path: "docs/<|>  # keep me\n'),
        "guide.md",
        'context_files:\n  - path: "docs/guide.md"  # keep me\n',
    )


def test_open_string_before_other_lines() -> None:
    check_applied(yaml('status: "pend<|>\nmodule: "shop"\n'), "pending", 'status: "pending"\nmodule: "shop"\n')


def test_value_behind_the_cursor_is_replaced_with_its_marks() -> None:
    check_applied(yaml("status:<|> 'pending' # for now\n"), "blocked", "status: 'blocked' # for now\n")


def test_marks_inside_plain_text_and_block_scalars_open_nothing() -> None:
    check_complete(yaml('title: >-\n  Some\n  "te<|>\n'))
    check_complete(yaml('title: "Some\n  \'te<|> text"\n'))


KEPT = """\
context_files: [{path: docs/guide.md, lines: "3-5", reason: Tests}, 'docs/a-b.md'] # keep
depends_on: ["01", gift-cards-03]  # both
"status": pending  # for now
contracts:
  - {type: api, name: 'Gifts', status: draft}
  - type: "api" # "one"
    name: It's

acceptance_criteria:
  - >-
    Folded "text
    more
"""


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with TemporaryDirectory() as folder:
        yield read_fixture(WORKSPACE).session(Path(folder))


def end_of_word(document: Document, offset: int) -> int:
    """Where the key or value ends that stands at an offset, or behind the blanks there; else the offset itself."""
    place = document.place_at(offset)
    if place is None:
        return offset
    if place.role == "value" and place.node is not None and place.node.kind not in ("object", "array"):
        return max(offset, place.node.end)
    return max(offset, place.end)


@pytest.mark.parametrize("mark", ["", '"', "'"])
@pytest.mark.parametrize("text", [KEPT, SAMPLES["subtask_04.yaml"], SAMPLES["subtask_06.yaml"]])
def test_only_the_word_at_the_cursor_is_replaced(session: Session, text: str, mark: str) -> None:
    path = f"{FEATURE_FOLDER}/subtask_02.yaml"
    document = Document(Text(text), "yaml")
    for offset in range(len(text) + 1):
        changed = text[:offset] + mark + text[offset:]
        session.open(path, Text(changed))
        for item in answer(session.snapshot, path, offset + len(mark))[:MAX_ITEMS]:
            result = applied(changed, item)
            assert result.endswith(text[end_of_word(document, offset) :]), (changed, item.label, result)
            assert all(edit.start == edit.end for edit in item.additional_edits)


def test_only_the_word_is_replaced_without_its_closing_mark(session: Session) -> None:
    path = f"{FEATURE_FOLDER}/subtask_02.yaml"
    document = Document(Text(KEPT), "yaml")
    for offset in range(len(KEPT) + 1):
        end = end_of_word(document, offset)
        if offset < end and KEPT[end - 1] in "\"'":
            changed = KEPT[: end - 1] + KEPT[end:]
            session.open(path, Text(changed))
            for item in answer(session.snapshot, path, offset)[:MAX_ITEMS]:
                result = applied(changed, item)
                assert result.endswith(KEPT[end:]), (changed, item.label, result)
