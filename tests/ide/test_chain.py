"""Names from where they are used to where they are defined and back, along the whole chain of artifacts."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.ide.definition import definition
from callsheet.ide.hover import hover
from callsheet.ide.references import document_highlights, references
from tests.ide.chain import LINKS, Link
from tests.ide.completion_checks import completions
from tests.workspaces import read_fixture

EACH = pytest.mark.parametrize("link", LINKS, ids=lambda link: link.place.replace(" ", "-"))


@EACH
def test_a_use_leads_to_the_definition_and_the_definition_to_itself(tmp_path: Path, link: Link) -> None:
    fixture = read_fixture(link.files)
    snapshot = fixture.snapshot(tmp_path)
    assert fixture.cursor is not None
    (defined,) = fixture.marked
    for path, offset in (fixture.cursor, defined[:2]):
        found = definition(snapshot, path, offset)
        assert [(target.path, target.start, target.end) for target in found] == [defined]


@EACH
def test_a_use_is_a_reference_from_either_end(tmp_path: Path, link: Link) -> None:
    fixture = read_fixture(link.files)
    snapshot = fixture.snapshot(tmp_path)
    assert fixture.cursor is not None
    (defined,) = fixture.marked
    for path, offset in (fixture.cursor, defined[:2]):
        uses = references(snapshot, path, offset, include_declaration=False)
        assert any(use.path == fixture.cursor[0] and use.start <= fixture.cursor[1] <= use.end for use in uses)
        assert defined not in [(use.path, use.start, use.end) for use in uses]
        everything = references(snapshot, path, offset, include_declaration=True)
        assert defined in [(place.path, place.start, place.end) for place in everything if place.is_definition]
        assert [place for place in everything if not place.is_definition] == uses
        assert document_highlights(snapshot, path, offset) == [place for place in everything if place.path == path]


@EACH
def test_a_hover_shows_the_card(tmp_path: Path, link: Link) -> None:
    fixture = read_fixture(link.files)
    snapshot = fixture.snapshot(tmp_path)
    assert fixture.cursor is not None
    found = hover(snapshot, *fixture.cursor)
    assert found is not None
    assert found.markdown.startswith(link.card)
    assert f"Defined in `{fixture.marked[0][0]}` · used in " in found.markdown
    at_definition = hover(snapshot, *fixture.marked[0][:2])
    assert at_definition is not None
    assert at_definition.markdown == found.markdown


@pytest.mark.parametrize(
    "link", [link for link in LINKS if link.label], ids=lambda link: str(link.place).replace(" ", "-")
)
def test_completion_offers_the_name(link: Link) -> None:
    items, _ = completions(link.files)
    (item,) = [item for item in items if item.label == link.label]
    assert item.describe().startswith(link.card)
