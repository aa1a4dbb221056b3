"""What is offered to be renamed at a place, and what is refused with which reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.edits import EditError
from callsheet.ide.rename import prepare_rename, rename
from tests.ide.test_rename import API, EPIC, FEATURE, RECORDS
from tests.workspaces import read_fixture


def check_prepared(root: Path, fixture_text: str, name: str | None = None) -> None:
    """What is offered at the cursor: the marked name, or nothing where none is marked."""
    fixture = read_fixture(fixture_text)
    assert fixture.cursor is not None
    found = prepare_rename(fixture.snapshot(root), *fixture.cursor)
    path = fixture.cursor[0]
    assert ([(path, found.start, found.end)] if found else []) == fixture.marked
    if found is not None:
        assert found.name == (name or fixture.files[path][found.start : found.end])


def check_refused(root: Path, fixture_text: str, new_name: str, reason: str) -> None:
    fixture = read_fixture(fixture_text)
    assert fixture.cursor is not None
    with pytest.raises(EditError, match=reason):
        rename(fixture.snapshot(root), *fixture.cursor, new_name)


@pytest.mark.parametrize(
    "fixture",
    [
        '{"id": "«gift-c<|>ards»-02", "seq": "02"}',
        '{"id": "gift-cards-«<|>02»", "seq": "02"}',
        '{"seq": "«02<|>»"}',
        '{"seq": "02", "depends_on": [" «0<|>2» "]}',
        "--- subtask_02.yaml\nseq: «<|>2»\n",
        "--- subtask_02.yaml\nseq: 0<|>2\nid: 'x'\n".replace("0<|>2", "«0<|>2»"),
        '{"title": "0<|>2", "status": "pending"}',
        '{"ti<|>tle": "02"}',
        "{<|>",
        "<|>",
        '--- /.tmp/contracts/c/s/openapi.json\n{"paths": {"/c": {"g<|>et": {}}}}',
    ],
)
def test_what_is_offered(tmp_path: Path, fixture: str) -> None:
    check_prepared(tmp_path, fixture)


@pytest.mark.parametrize(
    ("fixture", "reason"),
    [
        ('{"context_files": ["docs/<|>a.md"]}', "path of a file"),
        ('{"seq": "02", "depends_on": ["0<|>9"]}', "there is no subtask 09"),
        ('{"seq": "02", "id": "pri<|>nt"}', "this id does not consist of"),
        ("--- /docs/adr/001-cards.md\n# Sell <|>cards", "ADR-001 goes by the number in its file's name"),
        ('{"deliverables": ["GET /c<|>ards"]}', "no document defines the endpoint"),
        ('--- contexts.json\n{"feature": "ca<|>rds"}', "the feature is gift-cards by the folder's name"),
    ],
)
def test_what_cannot_be_renamed_here(tmp_path: Path, fixture: str, reason: str) -> None:
    check_refused(tmp_path, fixture, "x", reason)


def at(cursor: str, files: str) -> str:
    return files.replace(cursor.replace("<|>", ""), cursor, 1)


WIDE = FEATURE.replace("01", "001")

BRIEF = """
--- contexts.json
{"bounded_contexts": [{"name": "cards"}]}
--- module-briefs/cards.md
--- subtask_01.json
{"context_files": [".tmp/tasks/gift-cards/module-briefs/cards.md"]}
"""


@pytest.mark.parametrize(
    ("fixture", "new", "reason"),
    [
        (at('"seq": "<|>01"', FEATURE), "", "at least one character"),
        (at('"seq": "<|>01"', FEATURE), "2", "there is a subtask 02 already"),
        (at('"seq": "<|>01"', FEATURE), "first", "is no number"),
        (at('"seq": "<|>01"', FEATURE), "0", "from 01 to 99"),
        (at('"seq": "<|>01"', FEATURE), "100", "from 01 to 99, and to 999 in a feature with more subtasks than that"),
        (at('"seq": "<|>01"', FEATURE), "9" * 5000, "from 01 to 99"),
        (at('"seq": "<|>001"', WIDE), "1000", "they go from 001 to 999$"),
        (at('"seq": "<|>01"', FEATURE), '"13"', """^'"13"' is no number"""),
        (at('"seq": "<|>01"', FEATURE), "other-07", "is no number"),
        (at('"id": "<|>gift', FEATURE), "Gift cards", "lowercase letters, digits and single hyphens"),
        (at('"id": "<|>gift', FEATURE), "a/b", "lowercase letters, digits and single hyphens"),
        (at('"id": "<|>gift', FEATURE), "completed", "completed is the name of the archive"),
        (at('"id": "<|>gift', FEATURE), "a" * 256, "no file or folder can have a name of 256 bytes; 255 are the most"),
        (at("<|>cards", BRIEF), "é" * 130 + ".md", "a name of 266 bytes"),
        (
            at("<|>cards", BRIEF),
            "cards #1",
            'subtask_01.json refers to .*cards #1.md" cannot be written as a reference',
        ),
        (
            at('"id": "<|>gift', FEATURE) + '--- /.tmp/tasks/b/task.json\n{"id": "c"}',
            "c",
            "there is a feature c already",
        ),
        (at('"id": "<|>gift', FEATURE) + "--- /.tmp/tasks/b/notes.md\n", "b", ".tmp/tasks/b exists already"),
        (at('"id": "<|>gift', FEATURE.replace("seq: '02'", "seq: ['02'")), "b", "subtask_02.yaml has a slip of syntax"),
        (at('"name": "<|>Sell', EPIC), "a\nb", "no line ends"),
        (at('"id": "<|>s', EPIC), "t", "map.json has the story"),
        (at('"id": "<|>e-1', EPIC + EPIC.replace("gift-cards", "b")), "Sell", "would then mean"),
        (at("# <|>12", RECORDS), "1", "001-cards.md has the ADR"),
        (at("# <|>12", RECORDS), "twelve", "is no number of a decision record"),
        (at("/c<|>ards/{id}:", API), "/gifts", "the parameters of /cards/{id} have to stay"),
        (at("/c<|>ards/{id}:", API), "cards", "is no path"),
        (at("/c<|>ards: {}", API), "/c ards", "is no path"),
        (
            '--- contexts.json\n{"bounded_contexts": [{"name": "<|>c"}]}\n--- module-briefs/c.md\n',
            "a/b",
            "cannot be filed",
        ),
    ],
)
def test_what_is_refused(tmp_path: Path, fixture: str, new: str, reason: str) -> None:
    check_refused(tmp_path, fixture, new, reason)
