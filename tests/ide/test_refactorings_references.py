"""References in another form, split, joined and sorted."""

from __future__ import annotations

import pytest

from tests.ide.refactoring_checks import check_action, titles_at

AS_OBJECT = "Write this reference as an object"
AS_PATH = "Write this reference as a plain path"


@pytest.mark.parametrize(
    ("plain", "as_object"),
    [
        pytest.param(
            '{\n  "context_files": [\n    "docs/<|>a.md",\n    "docs/b.md"\n  ]\n}\n',
            '{\n  "context_files": [\n    {\n      "path": "docs/a.md"\n    },\n    "docs/b.md"\n  ]\n}\n',
            id="JSON over many lines",
        ),
        pytest.param(
            '{"reference_files": ["docs/<|>a.md (new)"]}',
            '{"reference_files": [{"path": "docs/a.md (new)"}]}',
            id="JSON on one line, with a note",
        ),
        pytest.param(
            '--- subtask_02.yaml\ncontext_files:\n- docs/<|>a.md  # read first\n- "docs/b.md"\n',
            '--- subtask_02.yaml\ncontext_files:\n- path: docs/a.md  # read first\n- "docs/b.md"\n',
            id="YAML, a comment and quotation marks",
        ),
        pytest.param(
            "--- subtask_02.yaml\ncontext_files: [ 'docs/<|>a.md', docs/b.md ]\n",
            "--- subtask_02.yaml\ncontext_files: [ {path: 'docs/a.md'}, docs/b.md ]\n",
            id="YAML in flow style",
        ),
    ],
)
def test_a_path_as_an_object_and_back(plain: str, as_object: str) -> None:
    check_action(plain, AS_OBJECT, as_object)
    check_action(as_object.replace("a.md", "<|>a.md"), AS_PATH, plain.replace("<|>", ""))


def test_all_references_of_a_list() -> None:
    before = '{"context_files": ["a.md", {"path": "<|>b.md"}, {"path": "c.md", "lines": "1"}, {"path": "d.md"}]}'
    after = '{"context_files": ["a.md", "b.md", {"path": "c.md", "lines": "1"}, "d.md"]}'
    check_action(before, "Write 2 references of context_files as plain paths", after)
    before = "--- subtask_02.yaml\ncontext_files:\n  - a<|>.md\n  - path: b.md\n  - c.md # last\n"
    after = "--- subtask_02.yaml\ncontext_files:\n  - path: a.md\n  - path: b.md\n  - path: c.md # last\n"
    check_action(before, "Write 2 references of context_files as objects", after)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('{"path": "a.md", "lines": "1-5", "reason": "Why"}', "it would lose lines and reason"),
        ('{"path": "a.md", "lines": null, "x-team": [1]}', "it would lose x-team"),
        ('{"path": "a.md", "reason": null}', None),
    ],
)
def test_a_plain_path_has_no_place_for_more(entry: str, reason: str | None) -> None:
    assert titles_at(f'{{"context_files": [<|>{entry}]}}'.replace("<|>{", "{<|>"))[AS_PATH] == reason


def test_a_plain_path_has_no_place_for_comments() -> None:
    text = "--- subtask_02.yaml\ncontext_files:\n  - path: <|>a.md\n    # since May\n    reason: null\n"
    assert titles_at(text)[AS_PATH] == "it would lose a comment"


SPLIT = "Split into 2 references, one for each range"
JOIN = "Join the 2 references to docs/a.md"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(
            """
{
  "context_files": [
    "docs/b.md",
    {
      "path": "@docs/<|>a.md",
      "lines": "1-20,45-60",
      "reason": "How we name things"
    }
  ]
}
""",
            """
{
  "context_files": [
    "docs/b.md",
    {
      "path": "@docs/<|>a.md",
      "lines": "1-20",
      "reason": "How we name things"
    },
    {
      "path": "@docs/a.md",
      "lines": "45-60",
      "reason": "How we name things"
    }
  ]
}
""",
            id="JSON",
        ),
        pytest.param(
            """
--- subtask_02.yaml
reference_files:
  - path: docs/<|>a.md # since May
    lines: 1-20,45
  - docs/b.md
""",
            """
--- subtask_02.yaml
reference_files:
  - path: docs/<|>a.md # since May
    lines: 1-20
  - path: docs/a.md
    lines: "45"
  - docs/b.md
""",
            id="YAML",
        ),
    ],
)
def test_one_reference_for_each_range_and_back(one: str, two: str) -> None:
    check_action(one, SPLIT, two.replace("<|>", ""))
    check_action(two, JOIN, one.replace("<|>", ""))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param('["<|>docs/a.md", "./docs/a.md"]', '["docs/a.md"]', id="the same twice"),
        pytest.param(
            '[{"path": "<|>docs/a.md", "lines": "5-9", "reason": "Names"}, "b.md", '
            '{"path": "docs/a.md", "lines": "1-4,20", "reason": "Prices"}]',
            '[{"path": "docs/a.md", "lines": "1-9,20", "reason": "Names; Prices"}, "b.md"]',
            id="lines and reasons are put together",
        ),
        pytest.param(
            '["docs/a.md", {"path": "<|>docs/a.md", "reason": "Names"}]',
            '[{"path": "docs/a.md", "reason": "Names"}]',
            id="a path becomes an object",
        ),
    ],
)
def test_references_to_one_file_joined(before: str, after: str) -> None:
    check_action(f'{{"context_files": {before}}}', JOIN, f'{{"context_files": {after}}}')


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ('"lines": "1-5"', '"reason": "Names"', "one of them names the whole file, another only lines of it"),
        ('"x-team": "red"', '"x-team": "blue"', 'they differ in "x-team"'),
        (f'"reason": "{"a" * 100}"', f'"reason": "{"b" * 100}"', "the reasons together have more than 200 characters"),
    ],
)
def test_references_that_cannot_be_joined(first: str, second: str, reason: str) -> None:
    text = f'{{"context_files": [{{"path": "<|>docs/a.md", {first}}}, {{"path": "docs/a.md", {second}}}]}}'
    assert titles_at(text)[JOIN] == reason


def test_a_comment_is_not_lost_in_joining() -> None:
    text = "--- subtask_02.yaml\ncontext_files:\n  - docs/a.md{}\n  - <|>docs/a.md{}\n"
    assert titles_at(text.format("", " # why"))[JOIN] == "a comment beside one of them would be lost"
    check_action(text.format(" # why", ""), JOIN, "--- subtask_02.yaml\ncontext_files:\n  - docs/a.md # why\n")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"context_files": [{"path": "<|>docs/a.md", "lines": "1-20"}]}', id="one range"),
        pytest.param('{"context_files": [{"path": "<|>docs/a.md", "lines": "1-20,5-"}]}', id="a range that is none"),
        pytest.param('{"context_files": ["<|>docs/a.md", "docs/a.md (section 3)"]}', id="another note"),
        pytest.param('{"context_files": ["<|>docs/a.md", {"path": "docs/a.md", "lines": 5}]}', id="lines of a type"),
        pytest.param('{"context_files": ["<|>docs/a.md"], "reference_files": ["docs/a.md"]}', id="another list"),
        pytest.param('{"context_files": ["<|>docs/a.md" "docs/a.md"]}', id="a slip of syntax"),
        pytest.param('{"context_files": [], "context_files": ["<|>docs/a.md", "docs/a.md"]}', id="a key twice"),
        pytest.param('{"deliverables": ["<|>docs/a.md", "docs/a.md"]}', id="no list of references"),
    ],
)
def test_nothing_to_split_or_join(text: str) -> None:
    assert not any(title.startswith(("Split", "Join")) for title in titles_at(text))


@pytest.mark.parametrize(
    ("entries", "result"),
    [
        pytest.param(
            """
  - path: 'docs/<|>a.md'
    lines: "1-4,6"
    reason: >-
      How we
      name things

  - docs/b.md
""",
            """
  - path: 'docs/a.md'
    lines: "1-4"
    reason: >-
      How we
      name things
  - path: 'docs/a.md'
    lines: "6"
    reason: >-
      How we
      name things

  - docs/b.md
""",
            id="quotation marks and blocks",
        ),
        pytest.param(
            "\n  - docs/b.md\n  - { path: 'docs/<|>a.md',  lines: '1-4,6' }\n",
            "\n  - docs/b.md\n  - { path: 'docs/a.md',  lines: '1-4' }\n  - { path: 'docs/a.md',  lines: '6' }\n",
            id="an object in flow style",
        ),
        pytest.param(
            " [ {path: 'docs/<|>a.md', lines: '1-4,6'} ]\n",
            " [ {path: 'docs/a.md', lines: '1-4'}, {path: 'docs/a.md', lines: '6'} ]\n",
            id="a list in flow style",
        ),
        pytest.param(
            " [\n  {path: 'docs/<|>a.md', lines: '1-4,6'},\n]\n",
            " [\n  {path: 'docs/a.md', lines: '1-4'},\n  {path: 'docs/a.md', lines: '6'},\n]\n",
            id="a list in flow style on lines of its own",
        ),
        pytest.param(
            "\n- path: docs/<|>a.md # our names\n  lines: 1-4,6\n",
            "\n- path: docs/a.md # our names\n  lines: 1-4\n- path: docs/a.md\n  lines: '6'\n",
            id="a comment stands once",
        ),
    ],
)
def test_both_parts_are_written_as_the_author_wrote_them(entries: str, result: str) -> None:
    before = f"--- subtask_02.yaml\nseq: '02'\ncontext_files:{entries}"
    check_action(before, SPLIT, f"--- subtask_02.yaml\nseq: '02'\ncontext_files:{result}")
