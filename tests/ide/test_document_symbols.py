"""The outline of documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.ide.document_symbols import MAX_SYMBOLS, document_symbols
from callsheet.text import Text
from callsheet.workspace.session import Session
from tests.ide.outline_checks import all_of, check_outline, outline_of
from tests.ide.samples import SAMPLES

SUBTASK = """
function Draw the card: 02 · pending
  array depends_on: 1
    variable 01
  array context_files: 2
    file docs/a.md
    file docs/b.md: 1-20 · How cards look
  array acceptance_criteria: 1
    string It has a border
  array deliverables: 2
    file src/card.ts
    file POST /cards
"""


class TestTasks:
    def test_subtask(self, tmp_path: Path) -> None:
        check_outline(
            tmp_path,
            """
{
  "id": "gift-cards-02", "seq": "02", "title": «"Draw the card"», "status": "pending", "parallel": true,
  «"depends_on"»: [«"01"»],
  «"context_files"»: [«"docs/a.md"», {"path": «"docs/b.md"», "lines": "1-20", "reason": "How cards look"}],
  «"acceptance_criteria"»: [«"It has a border"»],
  "reference_files": [],
  «"deliverables"»: [«"src/card.ts"», «"POST /cards"»]
}
""",
            SUBTASK,
        )

    def test_subtask_in_yaml(self, tmp_path: Path) -> None:
        check_outline(
            tmp_path,
            """
--- subtask_02.yaml
seq: "02"
title: «Draw the card»
status: pending
«depends_on»: [«"01"»]
«context_files»:
  - «docs/a.md»
  - path: «docs/b.md»
    lines: 1-20
    reason: How cards look
«acceptance_criteria»:
- «It has a border»
«deliverables»:
  - «src/card.ts»
  - «POST /cards»
""",
            SUBTASK,
        )

    def test_task(self, tmp_path: Path) -> None:
        check_outline(
            tmp_path,
            """
--- task.json
{"id": "gift-cards", "name": "Gift cards", "status": "active", "objective": "Sell cards",
 "exit_criteria": ["Cards sell"],
 "contracts": [{"type": "api", "name": "CardsAPI", "status": "draft"}],
 "related_adrs": [{"id": "ADR-001", "title": "Cards"}],
 "rice_score": {"reach": 10, "score": 2.5}}
""",
            """
package Gift cards: active
  array exit_criteria: 1
    string Cards sell
  array contracts: 1
    interface CardsAPI: api · draft
  array related_adrs: 1
    file ADR-001: Cards
  constant rice_score: 2.5
""",
        )

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('{"id": "x-02", "title": " "', "function x-02"),
            (
                '{"status": "pending", "deliverables": ["a", ',
                "function subtask_02.json: pending\n  array deliverables: 1\n    file a",
            ),
            ('{"title": "Draw", "title": 7, "depends_on": "01", "context_files": {}}', "function 7"),
            (
                '{"deliverables": [null, {}, 3, "" ',
                "function subtask_02.json\n  array deliverables: 4\n    file #2\n    file 3\n    file #4",
            ),
            ('{"title": "one\\ntwo\\u2028three"}', "function one two three"),
            ('{"title": "' + 200 * "x" + '"}', f"function {119 * 'x'}…"),
            ("{}", ""),
            ("[1]", ""),
            ('"title"', ""),
            ("", ""),
        ],
    )
    def test_half_typed(self, tmp_path: Path, text: str, expected: str) -> None:
        check_outline(tmp_path, f"--- subtask_02.json\n{text}", expected)


def test_configuration(tmp_path: Path) -> None:
    check_outline(
        tmp_path,
        '--- /callsheet.toml\n«ignore» = ["old/**"]\n[«rules»]\ntoo-long = "off"\n',
        "property ignore\nproperty rules",
    )


def test_markdown(tmp_path: Path) -> None:
    check_outline(
        tmp_path,
        """
--- /docs/adr/001-cards.md
# «001. Cards»

**Status**: Accepted

## «Context»
text
#### «Deep»
«Under *line*»
---
##«»
""",
        """
string 001. Cards: Accepted
  string Context
    string Deep
  string Under line
  string ##
""",
    )


def test_an_alias_is_not_followed(tmp_path: Path) -> None:
    check_outline(
        tmp_path,
        "--- /.tmp/planning/shop/map.yaml\n«stories»:\n  - &first {id: «s», acceptance_criteria: []}\n  - «*»first\n",
        "array stories: 2\n  method s\n  method #2",
    )


def test_of_a_huge_document_the_beginning(tmp_path: Path) -> None:
    stories = ",".join(f'{{"id": "s{number}"}}' for number in range(MAX_SYMBOLS + 10))
    _, _, symbols = outline_of(tmp_path, f'--- /.tmp/planning/shop/map.json\n{{"stories": [{stories}]}}')
    assert len(list(all_of(symbols))) == MAX_SYMBOLS


def test_other_documents_have_none(tmp_path: Path) -> None:
    check_outline(tmp_path, '--- /package.json\n{"name": "shop"}', "")


@pytest.mark.parametrize("path", SAMPLES)
@given(data=st.data())
def test_every_state_of_typing_has_a_proper_tree(typing: Session, data: st.DataObject, path: str) -> None:
    whole = SAMPLES[path]
    start = data.draw(st.integers(0, len(whole)))
    typing.open(path, Text(whole[:start] + whole[data.draw(st.integers(start, len(whole))) :]))
    symbols = document_symbols(typing.snapshot, path)
    document = typing.snapshot.document(path)
    assert document is not None
    for symbol in all_of(symbols):
        assert symbol.name.strip()
        assert 0 <= symbol.start <= symbol.name_start <= symbol.name_end <= symbol.end <= len(document.text)
        assert all(symbol.start <= child.start and child.end <= symbol.end for child in symbol.children)
    typing.close(path)
