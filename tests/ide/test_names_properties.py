"""What holds for every place of every planning artifact, whole, cut off or broken: an answer, and places that exist."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.ide.definition import definition
from callsheet.ide.hover import hover
from callsheet.ide.links import document_links
from callsheet.ide.references import document_highlights, references
from callsheet.syntax import Document
from callsheet.text import Text
from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import Snapshot, language_of
from tests.ide.completion_checks import answer, applied
from tests.ide.samples import OTHERS, SAMPLES
from tests.noise import garbled


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with TemporaryDirectory() as folder:
        for path, text in {**SAMPLES, **OTHERS}.items():
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        session = Session(Path(folder))
        session.index()
        yield session


def check_answers(snapshot: Snapshot, path: str, offset: int) -> None:
    """Every feature answers at a place, and what it names is there."""
    found = references(snapshot, path, offset, include_declaration=True)
    targets = [(target.path, target.start, target.end) for target in definition(snapshot, path, offset)]
    uses = [(use.path, use.start, use.end) for use in [*found, *document_highlights(snapshot, path, offset)]]
    for place, start, end in [*targets, *uses]:
        text = snapshot.text(place)
        assert text is not None
        assert 0 <= start <= end <= len(text)
    assert [(place.path, place.start) for place in found] == sorted((place.path, place.start) for place in found)
    shown = hover(snapshot, path, offset)
    assert shown is None or shown.start <= offset <= shown.end
    document = snapshot.document(path)
    assert document is not None
    is_faultless = isinstance(document.value, dict) and not document.problems
    for item in answer(snapshot, path, offset):
        if is_faultless:
            changed = applied(document.text.string, item)
            assert not Document(Text(changed), language_of(path)).problems, (item.label, changed)


def check_links(snapshot: Snapshot, path: str, length: int) -> None:
    end = 0
    for link in document_links(snapshot, path):
        assert end <= link.start <= link.end <= length
        end = link.end


@pytest.mark.parametrize("path", SAMPLES)
def test_every_place_has_an_answer(session: Session, path: str) -> None:
    session.open(path, Text(SAMPLES[path]))
    for offset in range(len(SAMPLES[path]) + 1):
        check_answers(session.snapshot, path, offset)
    session.close(path)


@pytest.mark.parametrize("path", SAMPLES)
def test_every_prefix_has_an_answer_at_its_end(session: Session, path: str) -> None:
    for end in range(len(SAMPLES[path]) + 1):
        session.open(path, Text(SAMPLES[path][:end]))
        check_answers(session.snapshot, path, end)
        check_links(session.snapshot, path, end)
    session.close(path)


@given(data=st.data())
def test_every_place_of_broken_documents_has_an_answer(session: Session, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(list(SAMPLES)))
    text = data.draw(garbled(SAMPLES[path]))
    session.open(path, Text(text))
    check_answers(session.snapshot, path, data.draw(st.integers(0, len(text))))
    check_links(session.snapshot, path, len(text))
    session.close(path)


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=3)
    | st.sampled_from(["cards", "s-1", "/x", "#/paths"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "name", "dependencies", "$ref", "steps", "paths", "get"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)
_FIELDS = (
    *("bounded_contexts", "stories", "epics", "journeys", "personas", "vertical_slices", "bounded_context_mapping"),
    *("mvp_features", "release_recommendations", "consumers", "paths", "components", "service_name", "depends_on"),
)


@given(value=st.dictionaries(st.sampled_from(_FIELDS), _JSON, max_size=4), data=st.data())
def test_values_of_any_type_have_answers(session: Session, value: dict[str, object], data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([path for path in SAMPLES if not path.endswith(".md")]))
    text = json.dumps(value)  # JSON is YAML as well
    session.open(path, Text(text))
    check_answers(session.snapshot, path, data.draw(st.integers(0, len(text))))
    session.close(path)
