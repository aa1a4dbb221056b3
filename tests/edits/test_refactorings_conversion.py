"""JSON to YAML and back: the same value in the same order, laid out for people."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callsheet.edits import EditError
from callsheet.edits.difference import same
from callsheet.edits.refactorings.conversion import conversion_of, converted
from callsheet.edits.refactorings.whole_texts import whole_text
from callsheet.syntax import Document, Language, Value
from callsheet.text import Text
from callsheet.workspace.session import Session
from tests.examples import FAULTY_EXAMPLE, SOUND_EXAMPLE, read_files
from tests.rules.helpers import findings_of
from tests.workspaces import Fixture, apply_changes

TEXTS = (
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.text("ab #:-|>\"'\\\n\t\r\u2028\x85\x7f", max_size=12)
    | st.sampled_from(
        ["yes", "No", "null", "~", "1_000", "0x1F", "12:30", "2026-03-01", "1e3", ".inf", "=", "<<", "- a"]
    )
)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([0.0, -0.0, 1.0, 1e22])
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda values: st.lists(values, max_size=4) | st.dictionaries(TEXTS, values, max_size=4),
    max_leaves=20,
)
DOCUMENTS = st.dictionaries(TEXTS, VALUES, max_size=5)
MODELS = {
    "json": ["", '{\n\t"a": [1,\n\t\t{}]\n}\n', '{"a":1, "b": [ 1 ]}'],
    "yaml": ["", "a:\n- 'b'\n-   c: [ 1 ]\n", 'a:\n    b:\n        - "c"\n', "'a': {b: |\n  c\n}\n", "# only this\n"],
}


@pytest.mark.parametrize("language", ["json", "yaml"])
@given(data=st.data())
@settings(max_examples=150)
def test_a_whole_text_holds_its_value(language: Language, data: st.DataObject) -> None:
    value = data.draw(DOCUMENTS)
    model = Document(Text(data.draw(st.sampled_from(MODELS[language]))), language)
    text = whole_text(value, model, data.draw(st.sampled_from(["\n", "\r\n", "\r"])))
    document = Document(Text(text), language)
    assert document.problems == []
    assert same(document.value, value)
    assert text.endswith(("\n", "\r"))


@given(DOCUMENTS)
def test_there_and_back_gives_the_same_text(value: dict[str, Value]) -> None:
    text = usual_text(value)
    as_yaml = whole_text(value, Document(Text(""), "yaml"), "\n")
    read = Document(Text(as_yaml), "yaml").value
    assert isinstance(read, dict)
    back = whole_text(read, Document(Text(""), "json"), "\n")
    assert back == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"id": "gift-cards-01", "seq": "01"}, 'id: gift-cards-01\nseq: "01"\n'),
        ({"depends_on": ["01", "02"]}, 'depends_on:\n  - "01"\n  - "02"\n'),
        ({"parallel": True, "agent_id": None, "reach": 1.0}, "parallel: true\nagent_id: null\nreach: 1.0\n"),
        ({"title": "yes", "created_at": "2026-03-01"}, 'title: "yes"\ncreated_at: "2026-03-01"\n'),
        ({"title": "Größe: 🚀"}, 'title: "Größe: 🚀"\n'),
        ({"200": {"description": "OK"}}, '"200":\n  description: OK\n'),
        ({"description": "First\n\n  second\nthird"}, "description: |-\n  First\n\n    second\n  third\n"),
        (
            {"a": {"b": ["one\ntwo\n", {"c": "x\ny\n"}]}},
            "a:\n  b:\n    - |\n      one\n      two\n    - c: |\n        x\n        y\n",
        ),
        ({"description": "trailing \nblank"}, 'description: "trailing \\nblank"\n'),
        ({"description": " leading\nblank"}, 'description: " leading\\nblank"\n'),
        ({"description": "many\n\n"}, 'description: "many\\n\\n"\n'),
        ({"a": {}, "b": [], "c": math.inf}, "a: {}\nb: []\nc: .inf\n"),
        ({}, "{}\n"),
    ],
)
def test_yaml_for_people(value: dict[str, Value], text: str) -> None:
    assert whole_text(value, Document(Text(""), "yaml"), "\n") == text


@pytest.mark.parametrize(
    ("value", "language"),
    [({"a": "\ud800"}, "yaml"), ({"a": math.nan}, "json")],
    ids=["half of a surrogate pair", "a number that is none"],
)
def test_what_a_syntax_cannot_write(value: dict[str, Value], language: Language) -> None:
    with pytest.raises(EditError):
        whole_text(value, Document(Text(""), language), "\n")


def test_every_example_both_ways(tmp_path: Path) -> None:
    """Values, kinds and findings stay. On the way back so do the bytes of JSON that is laid out as usual."""
    for example in (SOUND_EXAMPLE, FAULTY_EXAMPLE):
        check_both_ways(Fixture(read_files(example)), tmp_path / example.name)


def check_both_ways(fixture: Fixture, root: Path) -> None:
    session = fixture.session(root / "before")
    snapshot, before = session.snapshot, findings_by_path(session)
    converted_some = False
    for number, facts in enumerate(list(snapshot.files())):
        conversion = conversion_of(snapshot, facts.path)
        if conversion is None or snapshot.exists(conversion.new_path):
            continue
        files = apply_changes(fixture.files, snapshot, converted(snapshot, conversion))
        after = Fixture(files).session(root / str(number))
        assert facts.path not in files
        document = after.snapshot.document(conversion.new_path)
        assert document is not None
        assert same(document.value, conversion.document.value)
        moved = {path.replace(facts.path, conversion.new_path): found for path, found in before.items()}
        assert findings_by_path(after) == moved
        back = conversion_of(after.snapshot, conversion.new_path)
        assert back is not None
        files = apply_changes(files, after.snapshot, converted(after.snapshot, back))
        converted_some = True
        if conversion.language == "yaml" and fixture.files[facts.path] == usual_text(document.value):
            assert files == fixture.files
    assert converted_some


def usual_text(value: Value) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def findings_by_path(session: Session) -> dict[str, list[tuple[object, ...]]]:
    found: dict[str, list[tuple[object, ...]]] = {}
    for finding in findings_of(session.snapshot):
        found.setdefault(finding.path, []).append((finding.rule, finding.pointer))
    return {path: sorted(each, key=repr) for path, each in found.items()}
