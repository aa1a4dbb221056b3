"""Changes carried out on disk: what is written is what was meant, from what stands there at that moment."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from callsheet.cli.progress import Progress
from callsheet.cli.reading import ReadingSnapshot, read
from callsheet.cli.workspaces import Target
from callsheet.edits import EditError, lifecycle
from callsheet.edits.carrying_out import carry_out
from callsheet.syntax.operations import Remove, SetValue
from callsheet.workspace.changes import Change, DocumentChange, FileCreation, FileRename
from callsheet.workspace.writing import ChangedMeanwhile, WriteError
from tests.cli.helpers import age
from tests.workspaces import FEATURE_FOLDER, read_fixture

NOW = datetime(2026, 3, 1, 9, 15, tzinfo=timezone.utc)

SUBTASK = f"{FEATURE_FOLDER}/subtask_01.json"


def open_workspace(root: Path) -> ReadingSnapshot:
    return read(Target(root), Progress(), with_planning=True)


def workspace(root: Path, content: bytes, name: str = "subtask_01.json") -> ReadingSnapshot:
    """A workspace of one file."""
    path = root / FEATURE_FOLDER / name
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return open_workspace(root)


def set_status(path: str = SUBTASK) -> DocumentChange:
    return DocumentChange(path, (SetValue(("status",), "blocked"),))


def check_status(root: Path, before: bytes, after: bytes, name: str = "subtask_01.json") -> None:
    """Check what a file becomes when its status is set."""
    path = f"{FEATURE_FOLDER}/{name}"
    assert carry_out(workspace(root, before, name), [set_status(path)]) == [path]
    assert (root / path).read_bytes() == after


def check_refused(
    root: Path, snapshot: ReadingSnapshot, changes: list[Change], message: str, error: type[Exception] = WriteError
) -> None:
    """Check that changes are refused, why, and that nothing has changed for that."""
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(error, match=message) as refusal:
        carry_out(snapshot, changes)
    assert type(refusal.value) is error
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


# How a file is written


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'{"status":"pending"}', b'{"status":"blocked"}'),
        (b'{\r\n\t"status" : "pending"\r\n}\r\n', b'{\r\n\t"status" : "blocked"\r\n}\r\n'),
        (b'{"status": "pending"}\r{', b'{"status": "blocked"}\r{'),
        (b'\xef\xbb\xbf{"status": "pending"}\n', b'\xef\xbb\xbf{"status": "blocked"}\n'),
        ('{"title": "Grüße 🎁", "status": "pending"}'.encode(), '{"title": "Grüße 🎁", "status": "blocked"}'.encode()),
    ],
)
def test_all_else_in_a_file_stays_as_it_is(before: bytes, after: bytes, tmp_path: Path) -> None:
    check_status(tmp_path, before, after)


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_a_file_keeps_its_encoding(mark: bytes, encoding: str, tmp_path: Path) -> None:
    before = '{"title": "🎁", "status": "pending"}\r\n'
    after = before.replace("pending", "blocked")
    check_status(tmp_path, mark + before.encode(encoding), mark + after.encode(encoding))


def test_yaml_keeps_its_comments(tmp_path: Path) -> None:
    before = b"# the card\nstatus:   pending  # so far\ntitle: Draw\n"
    check_status(tmp_path, before, before.replace(b"pending", b"blocked"), "subtask_01.yaml")


def test_what_is_so_already_is_not_written(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, b'{"status": "blocked"}')
    before = (tmp_path / SUBTASK).stat()
    assert carry_out(snapshot, [set_status()]) == []
    assert (tmp_path / SUBTASK).stat() == before


def test_several_changes_of_a_file_are_one(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, b'{"status": "pending", "seq": "01"}')
    assert carry_out(snapshot, [set_status(), DocumentChange(SUBTASK, (Remove(("seq",)),))]) == [SUBTASK]
    assert (tmp_path / SUBTASK).read_bytes() == b'{"status": "blocked"}'


def test_the_paths_are_those_afterwards(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, b'{"status": "pending"}')
    changes: list[Change] = [set_status(), FileRename(FEATURE_FOLDER, "cards"), FileCreation("cards/new.json", "{}")]
    assert carry_out(snapshot, changes) == ["cards/subtask_01.json", "cards/new.json"]
    assert (tmp_path / "cards/subtask_01.json").read_bytes() == b'{"status": "blocked"}'


# What is refused


@pytest.mark.parametrize(
    "content",
    [
        b'{"title": "Gr\xfc\xdfe", "status": "pending"}',
        b'\xff\xfe{\x00"\x00\x00\xd8',
        '{"title": "\ud800"}'.encode(errors="surrogatepass"),
    ],
)
def test_what_is_no_valid_text_is_left_alone(content: bytes, tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, content)
    check_refused(tmp_path, snapshot, [set_status()], "subtask_01.json cannot be changed: it is not valid UTF-8")


def test_an_edit_that_cannot_be_written(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, b'{"status": {]')
    changes: list[Change] = [DocumentChange(SUBTASK, (SetValue(("status", "a", "b"), 1),))]
    age(tmp_path)
    message = "subtask_01.json cannot be changed: .+; change it by hand"
    check_refused(tmp_path, snapshot, changes, message, EditError)


def test_half_a_file_is_left_to_whom_is_still_writing_it(tmp_path: Path) -> None:
    half = b'{"status": "pending", "title": "Dr'
    snapshot = workspace(tmp_path, half)
    check_refused(tmp_path, snapshot, [set_status()], "is being written by another program", ChangedMeanwhile)
    age(tmp_path)
    assert carry_out(snapshot, [set_status()]) == [SUBTASK]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("seq: '01'\nstatus: &s pending\nnote: *s\n", "2:9: &s"),
        ("{status: &s-1 pending, note: *s-1}", "1:10: &s-1"),
        ("status: !!str &s\n  pending\nnote: [*s]\n", "1:15: &s"),
    ],
)
def test_a_value_that_an_alias_repeats(text: str, place: str, tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, text.encode(), "subtask_01.yaml")
    path = f"{FEATURE_FOLDER}/subtask_01.yaml"
    message = f"^{path}:{place} marks a value that .+ repeats, so it cannot be changed alone; change it by hand$"
    check_refused(tmp_path, snapshot, [set_status(path)], message, EditError)


def test_an_anchor_of_another_value_is_in_nobodys_way(tmp_path: Path) -> None:
    check_status(
        tmp_path,
        b"status: pending\ntitle: &t Draw\nnote: *t\n",
        b"status: blocked\ntitle: &t Draw\nnote: *t\n",
        "subtask_01.yaml",
    )


def test_a_new_text_that_holds_no_character(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, b"{}")
    creation = FileCreation(f"{FEATURE_FOLDER}/task.json", '"\ud800"')
    check_refused(
        tmp_path, snapshot, [creation], "task.json cannot be written: the new text holds what is no character"
    )


def test_what_lies_outside_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "outside.json").write_text("{}")
    root = tmp_path / "inside"
    snapshot = workspace(root, b"{}")
    (root / FEATURE_FOLDER / "subtask_02.json").symlink_to(tmp_path / "outside.json")
    check_refused(
        tmp_path, snapshot, [set_status(f"{FEATURE_FOLDER}/subtask_02.json")], "not there any more", ChangedMeanwhile
    )


# Beside an editor

TWO = """
--- task.json
{"status": "active", "completed_count": 0}
--- subtask_01.json
{"seq": "01", "status": "pending"}
--- subtask_02.json
{"seq": "02", "status": "pending"}
"""


def test_a_file_that_changed_after_it_was_read(tmp_path: Path) -> None:
    root = read_fixture(TWO).write_to(tmp_path)
    snapshot = open_workspace(root)
    feature = snapshot.features[FEATURE_FOLDER]
    for name, text in (("task.json", '{"status": "active", "completed_count": 1}'), ("subtask_01.json", "{}")):
        path = root / FEATURE_FOLDER / name
        before = path.read_text()
        path.write_text(text)
        message = f"{name} is being changed by another program"
        check_refused(root, snapshot, [*lifecycle.complete(feature, "01", NOW)], message, ChangedMeanwhile)
        path.write_text(before)


def test_a_file_that_changed_after_its_document_was_made(tmp_path: Path) -> None:
    root = read_fixture(TWO).write_to(tmp_path)
    snapshot = open_workspace(root)
    feature = snapshot.features[FEATURE_FOLDER]
    assert snapshot.document(SUBTASK)
    (root / SUBTASK).write_text('{"seq": "01", "status": "pending" }')
    message = "is being changed by another program"
    check_refused(root, snapshot, [*lifecycle.complete(feature, "01", NOW)], message, ChangedMeanwhile)


def test_a_file_of_which_only_the_layout_changed_is_edited_as_it_is(tmp_path: Path) -> None:
    root = read_fixture(TWO).write_to(tmp_path)
    snapshot = open_workspace(root)
    feature = snapshot.features[FEATURE_FOLDER]
    (root / SUBTASK).write_text('{\n\t"seq": "01",\n\t"status": "pending"\n}\n')
    carry_out(snapshot, lifecycle.complete(feature, "01", NOW))
    assert (root / SUBTASK).read_text() == (
        '{\n\t"seq": "01",\n\t"status": "completed",\n\t"completed_at": "2026-03-01T09:15:00Z"\n}\n'
    )


def test_a_file_that_vanished_after_it_was_read(tmp_path: Path) -> None:
    root = read_fixture(TWO).write_to(tmp_path)
    snapshot = open_workspace(root)
    feature = snapshot.features[FEATURE_FOLDER]
    (root / SUBTASK).unlink()
    check_refused(root, snapshot, [*lifecycle.complete(feature, "01", NOW)], "not there any more", ChangedMeanwhile)
