"""Names along the whole chain of artifacts, renamed where they are used and where they are defined."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from callsheet.edits import EditError
from callsheet.ide.references import references
from callsheet.ide.rename import prepare_rename, rename
from callsheet.workspace.snapshot import Snapshot
from tests.ide.chain import LINKS, Link
from tests.workspaces import Fixture, apply_changes, read_fixture

PLAIN = [link for link in LINKS if not link.place.startswith("name ")]
"""Without the names that need escapes where they stand: those lose them."""

EACH = pytest.mark.parametrize("link", PLAIN, ids=lambda link: link.place.replace(" ", "-"))


def new_name(name: str) -> str:
    """Another name of the same kind."""
    return "/gifts/{id}" if name == "/cards/{id}" else "17" if name == "003" else f"other-{name.strip('@')}"


def places(snapshot: Snapshot, path: str, offset: int) -> list[tuple[str, int, int]]:
    found = references(snapshot, path, offset, include_declaration=True)
    return [(place.path, place.start, place.end) for place in found]


def at_definition(fixture: Fixture) -> tuple[str, int]:
    """The cursor in the definition; in a path where that defines an endpoint, not in the method below it."""
    ((path, start, end),) = fixture.marked
    text = fixture.files[path]
    return path, text.index("/cards/{id}") if text[start:end] == "get" else start


@EACH
def test_a_use_and_the_definition_offer_the_same_name(tmp_path: Path, link: Link) -> None:
    fixture = read_fixture(link.files)
    snapshot = fixture.snapshot(tmp_path)
    assert fixture.cursor is not None
    prepared = [prepare_rename(snapshot, *place) for place in (fixture.cursor, at_definition(fixture))]
    for found, (path, offset) in zip(prepared, (fixture.cursor, at_definition(fixture)), strict=True):
        assert found is not None
        assert fixture.files[path][found.start : found.end] == found.name
        assert found.start <= offset <= found.end
    assert len({found.name for found in prepared if found}) == 1


@EACH
def test_all_references_get_the_new_name_from_either_end(tmp_path: Path, link: Link) -> None:
    fixture = read_fixture(link.files)
    snapshot = fixture.snapshot(tmp_path / "before")
    assert fixture.cursor is not None
    prepared = prepare_rename(snapshot, *fixture.cursor)
    assert prepared is not None
    new = new_name(prepared.name)
    changed = [
        apply_changes(fixture.files, snapshot, rename(snapshot, *place, new))
        for place in (fixture.cursor, at_definition(fixture))
    ]
    assert changed[0] == changed[1] != fixture.files

    after = Fixture(changed[0]).snapshot(tmp_path / "after")
    again = [
        (path, match.end())
        for path, text in changed[0].items()
        for match in re.finditer(re.escape(new.zfill(3)), text)
        if is_name(after, path, match.end(), new.zfill(3))
    ]
    assert max(len(places(after, *place)) for place in again) == len(places(snapshot, *at_definition(fixture)))
    for place in again:
        assert apply_changes(changed[0], after, rename(after, *place, prepared.name)) == fixture.files


def is_name(snapshot: Snapshot, path: str, offset: int, name: str) -> bool:
    """Whether a name can be renamed at a place, which may be part of a file's path as well."""
    try:
        found = prepare_rename(snapshot, path, offset)
    except EditError:
        return False
    return found is not None and found.name == name
