"""What a selection grows to."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.ide.selection_ranges import MAX_SPANS, selection_ranges
from callsheet.text import Text
from callsheet.workspace.session import Session
from tests.ide.samples import SAMPLES
from tests.workspaces import FEATURE_FOLDER, read_fixture


def check_selections(root: Path, text: str, *expected: str) -> None:
    """From the cursor of a fixture a selection grows to these words, and then to the whole document."""
    fixture = read_fixture(text)
    assert fixture.cursor is not None
    path, offset = fixture.cursor
    whole = fixture.files[path]
    found = [whole[start:end] for start, end in selection_ranges(fixture.snapshot(root), path, offset)]
    assert found == [*expected, whole]


class TestJson:
    def test_a_path(self, tmp_path: Path) -> None:
        check_selections(
            tmp_path,
            '{"context_files": [{"path": "src/car<|>ds.ts (new)"}, 7], "seq": "02"}',
            "cards",
            "cards.ts",
            "src/cards.ts",
            "src/cards.ts (new)",
            '"src/cards.ts (new)"',
            '"path": "src/cards.ts (new)"',
            '{"path": "src/cards.ts (new)"}',
            '{"path": "src/cards.ts (new)"}, 7',
            '[{"path": "src/cards.ts (new)"}, 7]',
            '"context_files": [{"path": "src/cards.ts (new)"}, 7]',
            '"context_files": [{"path": "src/cards.ts (new)"}, 7], "seq": "02"',
        )

    def test_lines(self, tmp_path: Path) -> None:
        lines = '{"lines": "1-2<|>0, 45"}'
        check_selections(tmp_path, lines, "20", "1-20", "1-20, 45", '"1-20, 45"', '"lines": "1-20, 45"')

    def test_an_endpoint(self, tmp_path: Path) -> None:
        text = '["GET /cards/{<|>id}"]'
        check_selections(tmp_path, text, "id", "{id}", "/cards/{id}", "GET /cards/{id}", '"GET /cards/{id}"')

    def test_a_key(self, tmp_path: Path) -> None:
        check_selections(
            tmp_path,
            '{\n  "seq<|>": "02", "a": 1\n}\n',
            "seq",
            '"seq"',
            '"seq": "02"',
            '"seq": "02", "a": 1',
            '{\n  "seq": "02", "a": 1\n}',
        )

    def test_between_values(self, tmp_path: Path) -> None:
        check_selections(tmp_path, '{"a": [1 ,<|> 2]}', "1 , 2", "[1 , 2]", '"a": [1 , 2]')
        check_selections(tmp_path, '{"a": <|>[]}', "[]", '"a": []')

    def test_half_typed(self, tmp_path: Path) -> None:
        check_selections(tmp_path, '{"title": "Draw <|>the', "the", "Draw the", '"Draw the', '"title": "Draw the')
        check_selections(tmp_path, '{"title<|>', "title", '"title')
        check_selections(tmp_path, "<|>")


class TestYaml:
    def test_an_item(self, tmp_path: Path) -> None:
        item = "path: a/b\n    lines: '7'"
        check_selections(
            tmp_path,
            "--- subtask_02.yaml\ncontext_files:\n  - path: a/<|>b\n    lines: '7'\n  - c\nseq: '02'\n",
            "b",
            "a/b",
            "path: a/b",
            item,
            f"- {item}",
            f"- {item}\n  - c",
            f"context_files:\n  - {item}\n  - c",
            f"context_files:\n  - {item}\n  - c\nseq: '02'",
        )

    def test_a_comment(self, tmp_path: Path) -> None:
        check_selections(tmp_path, "--- subtask_02.yaml\na: 1 # so <|>so\nb: 2", "so", "# so so")

    def test_an_empty_line(self, tmp_path: Path) -> None:
        check_selections(tmp_path, "--- subtask_02.yaml\na: 1\n<|>\nb: 2\n", "a: 1\n\nb: 2")

    def test_a_dash(self, tmp_path: Path) -> None:
        check_selections(tmp_path, "--- subtask_02.yaml\na:\n-<|> b\n- c", "- b", "- b\n- c")


def test_toml(tmp_path: Path) -> None:
    table = '[rules]\ntoo-long = "off"'
    check_selections(
        tmp_path,
        f"--- /callsheet.toml\nignore = []\n{table.replace('too', 't<|>oo')}\n",
        "too",
        "too-long",
        'too-long = "off"',
        table,
    )


def test_markdown(tmp_path: Path) -> None:
    head, paragraph, deep = "# 1. Cards", "One *two* three\nfour.", "## Context\n"
    check_selections(
        tmp_path,
        f"--- /docs/adr/001-cards.md\n{head}\n\n{deep}{paragraph.replace('tw', 't<|>w')}\n\n## Last\n",
        "two",
        "*two*",
        "One *two* three",
        paragraph,
        deep + paragraph,
        f"{head}\n\n{deep}{paragraph}\n\n## Last",
    )


def test_a_heading(tmp_path: Path) -> None:
    text = "# Car<|>ds now\nOne.\n"
    check_selections(tmp_path, f"--- /docs/adr/001-cards.md\n{text}", "Cards", "# Cards now", "# Cards now\nOne.")


def test_deep_nesting_is_cut_short(tmp_path: Path) -> None:
    fixture = read_fixture(90 * "[0, " + "<|>" + 90 * "]")
    assert fixture.cursor is not None
    found = selection_ranges(fixture.snapshot(tmp_path), *fixture.cursor)
    assert len(found) == MAX_SPANS
    assert found[-1] == (0, len(fixture.files[fixture.cursor[0]]))


def test_other_documents_have_none(tmp_path: Path) -> None:
    fixture = read_fixture("--- /package.json\n{}")
    assert selection_ranges(fixture.snapshot(tmp_path), "package.json", 0) == []


@pytest.mark.parametrize("path", [*SAMPLES, f"{FEATURE_FOLDER}/subtask_01.yaml"])
@given(data=st.data())
def test_each_selection_holds_the_one_before(typing: Session, data: st.DataObject, path: str) -> None:
    whole = SAMPLES.get(path, "a:\n- b: |\n    c\n # d\n- [1,\n2]\n")
    text = whole[: data.draw(st.integers(0, len(whole)))] + data.draw(st.text("ab:-#[]{}|&*\"' \t\r\n"))
    offset = data.draw(st.integers(0, len(text)))
    typing.open(path, Text(text))
    found = selection_ranges(typing.snapshot, path, offset)
    assert found[-1] == (0, len(text))
    assert all(start <= offset <= end for start, end in found)
    for inner, outer in pairwise(found):
        assert outer[0] <= inner[0] <= inner[1] <= outer[1]
        assert inner != outer
    typing.close(path)
