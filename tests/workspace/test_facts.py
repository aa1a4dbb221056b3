"""What a file says: nothing makes reading it fail, and one slip does not hide the rest."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.kinds import ArtifactKind, ArtifactPath
from callsheet.artifacts.layout import DEFAULT_LAYOUT
from callsheet.artifacts.schema import load_schema
from callsheet.syntax import Document, Value
from callsheet.text import Text
from callsheet.workspace.facts import Facts, Ignore, SubtaskFacts, TaskFacts
from callsheet.workspace.reading import bytes_facts, document_facts, read_facts

TASK_PATH, SUBTASK_PATH = ".tmp/tasks/gift-cards/task.json", ".tmp/tasks/gift-cards/subtask_01.json"


def artifact_of(path: str) -> ArtifactPath:
    artifact = DEFAULT_LAYOUT.classify(path)
    assert artifact is not None
    return artifact


def task(value: Value) -> TaskFacts:
    facts = read_facts(TASK_PATH, artifact_of(TASK_PATH), value)
    assert isinstance(facts, TaskFacts)
    return facts


def subtask(value: Value) -> SubtaskFacts:
    facts = read_facts(SUBTASK_PATH, artifact_of(SUBTASK_PATH), value)
    assert isinstance(facts, SubtaskFacts)
    return facts


def test_a_subtask() -> None:
    facts = subtask(
        {
            "seq": "01",
            "status": "pending",
            "depends_on": ["02", 3, None, True, "04"],
            "parallel": True,
            "context_files": ["@a.md", {"path": "b.md", "lines": "1-5", "reason": "x"}, {"lines": "1"}, 3],
            "reference_files": [{"path": "c.md", "lines": 5, "reason": []}],
            "contracts": [{"path": "d.json"}, {}, "x"],
            "deliverables": ["e.ts", 3, "f/"],
            "title": None,
            "completion_summary": {"text": "x"},
        }
    )
    assert (facts.seq, facts.file_seq, facts.status, facts.parallel, facts.title) == ("01", "01", "pending", True, None)
    assert [dependency.written for dependency in facts.dependencies] == ["02", "03", "04"]
    assert [dependency.pointer[1] for dependency in facts.dependencies] == [0, 1, 4]
    assert [(reference.path.path, reference.lines, reference.reason) for reference in facts.references] == [
        ("a.md", None, None),
        ("b.md", "1-5", "x"),
        ("c.md", None, None),
        ("d.json", None, None),
    ]
    assert facts.references[1].path_pointer == ("context_files", 1, "path")
    assert [(entry.path.path, entry.pointer) for entry in facts.deliverables] == [
        ("e.ts", ("deliverables", 0)),
        ("f", ("deliverables", 2)),
    ]
    assert facts.completion_summary is None
    assert "title" not in facts.fields
    assert "completion_summary" in facts.fields
    assert facts.keys[:2] == ("seq", "status")


def test_a_task() -> None:
    facts = task(
        {"id": "gift-cards", "subtask_count": 3, "completed_count": True, "rice_score": {"reach": 1}, "wsjf_score": 3}
    )
    assert (facts.id, facts.subtask_count, facts.completed_count) == ("gift-cards", 3, None)
    assert facts.scores == ((("rice_score",), {"reach": 1}),)
    assert task({"subtask_count": 2**53}).subtask_count is None


@pytest.mark.parametrize("value", [None, True, 3, "text", [], [{}], {}])
def test_what_is_no_document_has_no_facts(value: Value) -> None:
    facts = subtask(value)
    assert facts.is_object is (value == {})
    assert (facts.references, facts.dependencies, facts.id) == ((), (), None)
    assert facts.schema_errors


def test_a_text_that_could_not_be_read_has_no_schema_errors() -> None:
    facts = document_facts(SUBTASK_PATH, artifact_of(SUBTASK_PATH), Document(Text(""), "json"))
    assert not facts.schema_errors
    assert facts.syntax.is_broken


def test_what_is_silenced() -> None:
    value: Value = {
        "$callsheet": {"ignore": ["too-long", 3]},
        "context_files": [{"path": "a", "$callsheet": {"ignore": ["broken-reference"]}}],
    }
    assert subtask(value).ignores == (
        Ignore((), frozenset({"too-long"})),
        Ignore(("context_files", 0), frozenset({"broken-reference"})),
    )


def test_documents_that_look_alike_share_the_names_of_their_fields() -> None:
    first, second = subtask({"seq": "01", "title": "a"}), subtask({"seq": "02", "title": "b"})
    assert first.fields is second.fields
    assert first.keys is second.keys


# any value

KEYS = sorted({*load_schema(ArtifactKind.TASK)["properties"], *load_schema(ArtifactKind.SUBTASK)["properties"]})
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["01", "a.md", "1-5"])
VALUES = st.recursive(
    SCALARS,
    lambda children: (
        st.lists(children, max_size=4)
        | st.dictionaries(
            st.sampled_from([*KEYS, "path", "lines", "$callsheet", "ignore"]) | st.text(max_size=5),
            children,
            max_size=6,
        )
    ),
    max_leaves=30,
)


@given(VALUES | st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_no_value_makes_reading_fail(value: Any) -> None:
    before = copy.deepcopy(value)
    for facts in (task(value), subtask(value)):
        assert facts == facts  # noqa: PLR0124 - comparing does not fail either
    assert repr(value) == repr(before)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_content_makes_reading_fail(data: bytes) -> None:
    for path in (TASK_PATH, SUBTASK_PATH, SUBTASK_PATH.replace(".json", ".yaml")):
        bytes_facts(path, artifact_of(path), data)


TEXTS = st.sampled_from(
    [
        '{"seq": "01", "title": "a"}',
        '{"seq": "01", "title": "a", "title": "b"}',
        '{"seq": "01" "title": "a"}',
        '\ufeff{"seq": "01"}',
        '{"title": "\\ud83d\\ude00 \\u00fc"}',
        '{"title": "\\ud83d"}',
        '{"a\\u0022:": 1, "b": {"b": 1, "b": 2}}',
        '{"title": "say \\"x\\": y"}',
        '{"title" : "a", "seq"\n: "b"}',
        "[" * 101 + "]" * 101,
        "[" * 99 + "]" * 99,
        '{"$callsheet": {"ignore": ["too-long"]}}',
        "null",
        "",
        "3",
    ]
)


@given(TEXTS | st.text(alphabet='{}[]",: \\u0123abn\n', max_size=40))
def test_a_file_says_the_same_whether_it_is_open_or_not(text: str) -> None:
    artifact = artifact_of(SUBTASK_PATH)
    closed = bytes_facts(SUBTASK_PATH, artifact, text.encode())
    opened = document_facts(SUBTASK_PATH, artifact, Document(Text(text), "json"))
    assert _comparable(closed) == _comparable(opened)


def _comparable(facts: Facts) -> str:
    return repr(facts)  # so that not-a-number equals itself
