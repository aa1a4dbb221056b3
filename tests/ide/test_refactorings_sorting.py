"""Lists of references and dependencies in order."""

from __future__ import annotations

import pytest

from tests.ide.refactoring_checks import check_action, titles_at

OTHERS = '--- subtask_01.json\n{"seq": "01"}\n--- subtask_03.json\n{"seq": "03"}\n--- subtask_10.json\n{"seq": "10"}\n'


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        pytest.param(
            "json",
            '{"seq": "02", "depends_on": ["10",<|> "gift-cards-03",   "01"]}',
            '{"seq": "02", "depends_on": ["01", "gift-cards-03",   "10"]}',
            id="JSON, the blanks stay",
        ),
        pytest.param(
            "yaml",
            "seq: '02'\ndepends<|>_on:\n  # at last\n  - '10' # all else\n\n  - \"03\"\n  - '01' # the model\nparallel: no\n",
            "seq: '02'\ndepends_on:\n  - '01' # the model\n\n  - \"03\"\n  # at last\n  - '10' # all else\nparallel: no\n",
            id="YAML, comments go along",
        ),
        pytest.param(
            "yaml",
            "seq: '02'\ndepends_on: [ '10', \"03\", '01'<|> ]",
            "seq: '02'\ndepends_on: [ '01', \"03\", '10' ]",
            id="YAML in flow style",
        ),
    ],
)
def test_dependencies_by_number(name: str, before: str, after: str) -> None:
    header = f"--- subtask_02.{name}\n"
    check_action(OTHERS + header + before, "Sort depends_on by number", header + after)


def test_references_by_path_and_lines() -> None:
    before = """
--- subtask_02.yaml
context_files:
  - docs/b.md
  - path: docs/<|>a.md
    # the second part
    lines: 10-20
  - {path: docs/a.md, lines: 2-5}
"""
    after = """
--- subtask_02.yaml
context_files:
  - {path: docs/a.md, lines: 2-5}
  - path: docs/a.md
    # the second part
    lines: 10-20
  - docs/b.md
"""
    check_action(before, "Sort context_files by path", after)


def test_texts_of_several_lines_change_places_as_they_are() -> None:
    before = """
--- subtask_02.yaml
context_files:
  - path: docs/<|>b.md
    reason: >-
      Why it matters,
      # in two lines
  # about a
  - path: docs/a.md
    reason: |+
      First

  - |
    docs/0.md
"""
    after = """
--- subtask_02.yaml
context_files:
  - |
    docs/0.md
  # about a
  - path: docs/a.md
    reason: |+
      First

  - path: docs/b.md
    reason: >-
      Why it matters,
      # in two lines
"""
    check_action(before, "Sort context_files by path", after)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"seq": "02", "depends_on": ["01", <|>"03"]}', id="in order"),
        pytest.param('{"seq": "02", "depends_on": ["03", <|>"01", "07"]}', id="one that does not exist"),
        pytest.param('{"seq": "02", "depends_on": ["03", <|>"01", true]}', id="one of a wrong type"),
        pytest.param('{"seq": "02", "depends_on": ["03" <|>"01"]}', id="a slip of syntax"),
        pytest.param('{"seq": "02", "acceptance_criteria": ["b", <|>"a"]}', id="a list in the author's order"),
        pytest.param('{"seq": "02", <|>"title": "Cards", "depends_on": ["03", "01"]}', id="another place"),
    ],
)
def test_nothing_to_sort(text: str) -> None:
    assert not any(title.startswith("Sort") for title in titles_at(f"{OTHERS}--- subtask_02.json\n{text}"))


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        (
            "\n- &b b.md\n- {path: a.md, reason: *b}\n",
            "an alias would come before its anchor",
        ),
        (
            "\n- path: b.md\n  reason: |\n    Lines\n- a.md",
            "a text of several lines would lose its last line end; end the file with a line end first",
        ),
        (" [\n  b.md, # why\n  a.md\n]\n", "comments stand between the items of this list"),
    ],
)
def test_items_that_cannot_change_places(items: str, reason: str) -> None:
    text = f"--- subtask_02.yaml\nseq: '02'\ncontext<|>_files:{items}"
    assert titles_at(text)["Sort context_files by path"] == reason
