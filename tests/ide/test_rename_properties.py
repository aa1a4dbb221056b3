"""Renames of anything in a whole workspace: nothing is wrong afterwards, and renaming back restores every byte."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from callsheet.edits import EditError
from callsheet.edits.moving import Moves
from callsheet.edits.renaming import FeatureName, SubtaskNumber
from callsheet.edits.yaml_scalars import can_be_plain
from callsheet.ide.rename import Prepared, prepare_rename, rename
from callsheet.rules.engine import Checker
from callsheet.text import Text
from callsheet.workspace.changes import FileRename
from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import Snapshot
from tests.examples import SOUND_EXAMPLE, as_yaml, read_files
from tests.ide.samples import OTHERS, SAMPLES
from tests.workspaces import Fixture, apply_changes


@dataclass
class Place:
    """A place where something can be renamed."""

    path: str
    offset: int
    prepared: Prepared


@dataclass
class Example:
    """The files of a workspace, what is wrong with it, and every different thing that can be renamed in it."""

    files: dict[str, str]
    snapshot: Snapshot
    findings: Counter[str]
    places: list[Place]


def findings_of(snapshot: Snapshot) -> Counter[str]:
    checker = Checker()
    return Counter(finding.rule for facts in snapshot.files() for finding in checker.findings(snapshot, facts.path))


def prepared_at(snapshot: Snapshot, path: str, offset: int) -> Prepared | None:
    try:
        return prepare_rename(snapshot, path, offset)
    except EditError:
        return None


def opened(files: dict[str, str], root: Path) -> Snapshot:
    """A workspace in which every artifact is open, so that each is parsed once."""
    session = Fixture(files).session(root)
    for facts in list(session.snapshot.files()):
        session.open(facts.path, Text(files[facts.path]))
    return session.snapshot


_NUMBERS = ("08", "09")
"""What PyYAML writes without quotation marks although YAML 1.2 reads numbers there; a rename puts the marks around."""


def places_in(snapshot: Snapshot, files: dict[str, str]) -> list[Place]:
    found: dict[tuple[type, str], Place] = {}
    for facts in snapshot.files():
        for match in re.finditer(r"[\w@/{}.-]+", files[facts.path]):
            prepared = prepared_at(snapshot, facts.path, match.end())
            if prepared is not None and prepared.name not in _NUMBERS:
                found.setdefault((type(prepared.subject), prepared.name), Place(facts.path, match.end(), prepared))
    return list(found.values())


@pytest.fixture(scope="module", params=["as it is", "in YAML"])
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Example:
    files = read_files(SOUND_EXAMPLE)
    files = as_yaml(files) if request.param == "in YAML" else files
    snapshot = opened(files, tmp_path_factory.mktemp("example"))
    return Example(files, snapshot, findings_of(snapshot), places_in(snapshot, files))


IS_PLAIN = partial(can_be_plain, in_flow=True)
"""A name that needs quotation marks in YAML leaves them behind: no byte differs only where it needs none."""


def new_name(draw: Any, prepared: Prepared) -> str:
    """A name that the thing may have."""
    if isinstance(prepared.subject, SubtaskNumber) or prepared.name.isdigit():
        return str(draw(st.integers(1, 120)))
    if isinstance(prepared.subject, FeatureName):
        return str(draw(st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5})?", fullmatch=True).filter(IS_PLAIN)))
    if prepared.name.startswith("/"):
        return "/" + str(draw(st.from_regex(r"[a-z]{1,5}", fullmatch=True))) + prepared.name
    return str(draw(st.from_regex(r"[a-zA-Z][\w .@-]{0,8}\w", fullmatch=True).filter(IS_PLAIN)))


def test_a_rename_harms_nothing_and_can_be_undone(example: Example) -> None:
    @settings(deadline=None, max_examples=25)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        place = example.places[data.draw(st.integers(0, len(example.places) - 1))]
        check_there_and_back(example, place, new_name(data.draw, place.prepared))

    check()


def check_there_and_back(example: Example, place: Place, new: str) -> None:
    try:
        changes = rename(example.snapshot, place.path, place.offset, new)
    except EditError:
        assume(False)
    files = apply_changes(example.files, example.snapshot, changes)
    moves = Moves({change.path: change.new_path for change in changes if isinstance(change, FileRename)})
    path = moves.new_path(place.path)
    with TemporaryDirectory() as folder:
        snapshot = opened(files, Path(folder))
        assert findings_of(snapshot) == example.findings
        offset = next(
            offset
            for offset in range(len(files[path]) + 1)
            if (found := prepared_at(snapshot, path, offset)) is not None and is_renamed(found, place.prepared, new)
        )
        back = rename(snapshot, path, offset, place.prepared.name)
        assert apply_changes(files, snapshot, back) == example.files


def is_renamed(found: Prepared, before: Prepared, new: str) -> bool:
    """Whether something is what was renamed, under its new name."""
    is_number = found.name.isdigit() and new.isdigit()
    has_name = int(found.name) == int(new) if is_number else found.name == new
    return has_name and type(found.subject) is type(before.subject)


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with TemporaryDirectory() as folder:
        session = Fixture({**SAMPLES, **OTHERS}).session(Path(folder))
        yield session


NAMES = st.sampled_from(["7", "07", "a", "a/b", "/x", "", "\ud800", "{", "gift-cards", "a" * 300])


@pytest.mark.parametrize("path", SAMPLES)
def test_every_place_of_a_broken_document_has_an_answer(session: Session, path: str) -> None:
    @settings(deadline=None, max_examples=25)
    @given(st.integers(0, len(SAMPLES[path])), st.integers(0, len(SAMPLES[path])), NAMES)
    def check(offset: int, end: int, name: str) -> None:
        session.open(path, Text(SAMPLES[path][:end]))
        prepared = prepared_at(session.snapshot, path, offset)
        if prepared is not None:
            assert 0 <= prepared.start <= prepared.end <= end
        with suppress(EditError):
            changes = rename(session.snapshot, path, offset, name)
            texts = {
                facts.path: document.text.string
                for facts in session.snapshot.files()
                if (document := session.snapshot.document(facts.path)) is not None
            }
            apply_changes(texts, session.snapshot, changes)

    check()
    session.close(path)
