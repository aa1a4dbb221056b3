"""References that are written in another way and back again are what they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings

from callsheet.edits.refactorings.checking import changed
from callsheet.edits.refactorings.entries import LISTS, Entry, entry_of, references_in
from callsheet.edits.refactorings.ranges import joined, split
from callsheet.edits.refactorings.reference_form import as_objects, as_plain_paths, is_plain
from callsheet.syntax import Document
from callsheet.workspace.facts import Facts
from callsheet.workspace.reading import document_facts
from tests.valid_workspaces import valid_workspaces
from tests.workspaces import FEATURE_FOLDER, Fixture


def documents(fixture: Fixture) -> Iterator[tuple[Facts, Document]]:
    """The documents of the feature with what they say."""
    with TemporaryDirectory() as root:
        snapshot = fixture.snapshot(Path(root))
        for path in fixture.files:
            facts, document = snapshot.facts(path), snapshot.document(path)
            if path.startswith(FEATURE_FOLDER):
                assert facts is not None
                assert document is not None
                yield facts, document


def entries(facts: Facts, document: Document) -> list[Entry]:
    """The references of a state of a document."""
    now = document_facts(facts.path, facts.artifact, document)
    return [entry_of(document, reference) for field in LISTS for reference in references_in(now, field)]


@given(valid_workspaces())
@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
def test_paths_as_objects_and_back(fixture: Fixture) -> None:
    for facts, document in documents(fixture):
        plain = [entry.reference for entry in entries(facts, document) if is_plain(entry.reference)]
        there = changed(document, as_objects(facts.path, document, plain).operations)
        pointers = [reference.pointer for reference in plain]
        objects = [entry.reference for entry in entries(facts, there) if entry.reference.pointer in pointers]
        assert len(objects) == len(plain)
        assert not any(map(is_plain, objects))
        assert changed(there, as_plain_paths(facts.path, there, objects).operations).text.string == document.text.string


@given(valid_workspaces())
@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
def test_ranges_apart_and_together_again(fixture: Fixture) -> None:
    """Only quotation marks around `lines` can differ: in YAML a single line needs them, and then they stay."""
    for facts, document in documents(fixture):
        for entry in entries(facts, document):
            count = len(entry.segments)
            if count < 2:
                continue
            apart = changed(document, split(facts.path, document, entry).operations)
            field, index = entry.reference.pointer
            parts = [
                part
                for part in entries(facts, apart)
                if part.reference.field == field and int(index) <= int(part.reference.pointer[1]) < int(index) + count
            ]
            assert [len(part.segments) for part in parts] == [1] * count
            together = changed(apart, joined(facts.path, parts).operations)
            assert without_quotes(together) == without_quotes(document)
            assert together.value == document.value


def without_quotes(document: Document) -> str:
    return document.text.string.replace(chr(34), "").replace("'", "")
