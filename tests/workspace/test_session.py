"""The session: what an editor opens counts before the disk, and changes outside are picked up."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.text import Text
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.loading import Loaded, find_root, load, load_feature
from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import Snapshot
from tests.workspaces import FEATURE_FOLDER, read_fixture

FIRST, SECOND, TASK = (f"{FEATURE_FOLDER}/{name}" for name in ("subtask_01.json", "subtask_02.json", "task.json"))
FIXTURE = read_fixture(
    """
--- task.json
{"id": "gift-cards"}
--- subtask_01.json
{"seq": "01", "title": "on disk"}
--- /.tmp/tasks/completed/old/task.json
{"id": "old"}
--- /.tmp/tasks/notes.md
not a feature
--- /.tmp/tasks/empty/contexts.json
{}
"""
)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return FIXTURE.session(tmp_path)


def title(snapshot: Snapshot, path: str = FIRST) -> str | None:
    facts = snapshot.facts(path)
    assert facts is None or isinstance(facts, SubtaskFacts)
    return facts.title if facts else None


def write(session: Session, path: str, text: str) -> None:
    target = session.snapshot.root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def test_the_index_finds_features_archived_ones_last(session: Session) -> None:
    assert list(session.snapshot.features) == [FEATURE_FOLDER, ".tmp/tasks/completed/old"]
    assert [facts.path for facts in session.snapshot.files()][:2] == [FIRST, TASK]


def test_nothing_is_known_before_the_index(tmp_path: Path) -> None:
    assert not Session(FIXTURE.write_to(tmp_path)).snapshot.features
    assert not Session(tmp_path / "nowhere").snapshot.features
    nowhere = Session(tmp_path / "nowhere")
    nowhere.index()
    assert not nowhere.snapshot.features


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    load(FIXTURE.snapshot(tmp_path).disk, lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3)]


def test_an_open_text_counts_before_the_disk(session: Session) -> None:
    before = session.snapshot
    session.open(FIRST, Text('{"title": "open"}'))
    assert title(session.snapshot) == "open"
    assert title(before) == "on disk"
    session.open(FIRST, Text('{"title": "changed"}'))
    assert title(session.snapshot) == "changed"
    session.close(FIRST)
    assert title(session.snapshot) == "on disk"


def test_a_change_outside_does_not_touch_an_open_text(session: Session) -> None:
    session.open(FIRST, Text('{"title": "open"}'))
    write(session, FIRST, '{"title": "changed outside"}')
    session.refresh([FIRST])
    assert title(session.snapshot) == "open"
    session.refresh([FEATURE_FOLDER])
    assert title(session.snapshot) == "open"
    session.index()
    assert title(session.snapshot) == "open"
    session.merge(Loaded({FEATURE_FOLDER: load_feature(session.snapshot.disk, FEATURE_FOLDER)}, {}))
    assert title(session.snapshot) == "open"
    session.close(FIRST)
    assert title(session.snapshot) == "changed outside"


def test_a_text_that_is_nowhere_on_disk(session: Session) -> None:
    session.open(SECOND, Text('{"title": "new"}'))
    assert title(session.snapshot, SECOND) == "new"
    assert session.snapshot.exists(SECOND)
    session.close(SECOND)
    assert session.snapshot.facts(SECOND) is None
    assert not session.snapshot.exists(SECOND)


def test_opening_a_file_before_the_index_reads_its_feature(tmp_path: Path) -> None:
    session = Session(FIXTURE.write_to(tmp_path))
    session.open(SECOND, Text("{}"))
    assert set(session.snapshot.features[FEATURE_FOLDER].files) == {FIRST, SECOND, TASK}


def test_the_only_file_of_a_feature_is_closed(session: Session) -> None:
    session.open(".tmp/tasks/new/task.json", Text("{}"))
    assert ".tmp/tasks/new" in session.snapshot.features
    session.close(".tmp/tasks/new/task.json")
    assert ".tmp/tasks/new" not in session.snapshot.features


def test_files_are_created_changed_and_deleted(session: Session) -> None:
    write(session, SECOND, '{"title": "second"}')
    assert session.snapshot.facts(SECOND) is None
    session.refresh([SECOND])
    assert title(session.snapshot, SECOND) == "second"
    write(session, SECOND, '{"title": "other"}')
    session.refresh([SECOND])
    assert title(session.snapshot, SECOND) == "other"
    (session.snapshot.root / SECOND).unlink()
    session.refresh([SECOND])
    assert session.snapshot.facts(SECOND) is None


def test_a_file_is_renamed(session: Session) -> None:
    root = session.snapshot.root
    (root / FIRST).rename(root / SECOND)
    session.refresh([FIRST, SECOND])
    assert session.snapshot.facts(FIRST) is None
    assert title(session.snapshot, SECOND) == "on disk"


def test_a_feature_is_renamed_archived_and_deleted(session: Session) -> None:
    root = session.snapshot.root
    (root / FEATURE_FOLDER).rename(root / ".tmp/tasks/vouchers")
    session.refresh([FEATURE_FOLDER, ".tmp/tasks/vouchers"])
    assert list(session.snapshot.features) == [".tmp/tasks/vouchers", ".tmp/tasks/completed/old"]
    (root / ".tmp/tasks/vouchers").rename(root / ".tmp/tasks/completed/vouchers")
    session.refresh([".tmp/tasks/vouchers", ".tmp/tasks/completed/vouchers"])
    assert list(session.snapshot.features) == [".tmp/tasks/completed/old", ".tmp/tasks/completed/vouchers"]
    (root / ".tmp").rename(root / "gone")
    session.refresh([".tmp"])
    assert not session.snapshot.features


def test_nothing_new_leaves_a_feature_the_same_object(session: Session) -> None:
    """What is remembered of its findings stays valid then."""
    feature = session.snapshot.features[FEATURE_FOLDER]
    session.refresh([FIRST, TASK])
    session.open(FIRST, Text('{"seq": "01",  "title": "on disk"}'))
    assert session.snapshot.features[FEATURE_FOLDER] is feature


def test_typing_without_a_line_end_is_nobody_elses_business(session: Session) -> None:
    session.open("docs/a.md", Text("1\n2\n"))
    version = session.snapshot.files_version
    session.open("docs/a.md", Text("1\n2 and more\n"))
    assert session.snapshot.files_version is version
    session.open("docs/a.md", Text("1\n2\n3\n"))
    assert session.snapshot.files_version is not version


def test_other_files_can_be_open_too(session: Session) -> None:
    session.open("docs/a.md", Text("1\n2"))
    assert session.snapshot.exists("docs/a.md")
    assert session.snapshot.line_count("docs/a.md") == 2
    assert session.snapshot.document("docs/a.md") is None
    session.close("docs/a.md")
    assert not session.snapshot.exists("docs/a.md")


def test_features_have_names(session: Session) -> None:
    def folder(name: str) -> str | None:
        feature: Feature | None = session.snapshot.feature_named(name)
        return feature.folder if feature else None

    assert folder("gift-cards") == folder(FEATURE_FOLDER) == FEATURE_FOLDER
    assert folder("old") == ".tmp/tasks/completed/old"
    assert folder("nothing") is None


def test_the_root_of_a_workspace(tmp_path: Path) -> None:
    (tmp_path / "shop/.tmp/tasks/f").mkdir(parents=True)
    (tmp_path / "shop/src/deep").mkdir(parents=True)
    (tmp_path / "other/.git").mkdir(parents=True)
    (tmp_path / "third").mkdir()
    (tmp_path / "third/callsheet.toml").touch()
    assert find_root(tmp_path / "shop/src/deep") == tmp_path / "shop"
    assert find_root(tmp_path / "other") == tmp_path / "other"
    assert find_root(tmp_path / "third/nowhere") == tmp_path / "third"


def test_a_repository_inside_of_a_workspace(tmp_path: Path) -> None:
    """It belongs to that only where it lies among the artifacts."""
    (tmp_path / ".tmp/tasks/gift-cards/.git").mkdir(parents=True)
    (tmp_path / "other/src/.git").mkdir(parents=True)
    (tmp_path / "other/own/.tmp/tasks").mkdir(parents=True)
    (tmp_path / "other/own/.git").mkdir()
    assert find_root(tmp_path / ".tmp/tasks/gift-cards") == tmp_path
    assert find_root(tmp_path / "other/src") == tmp_path / "other/src"
    assert find_root(tmp_path / "other/own") == tmp_path / "other/own"
    (tmp_path / "callsheet.toml").write_text('[patterns]\ntask = ["other/*/{feature}/task"]\n', encoding="utf-8")
    assert find_root(tmp_path / "other/src") == tmp_path


def test_a_feature_is_read_once_more(session: Session) -> None:
    """Whether or not anybody told of a change; what is open stays as it is."""
    session.open(FIRST, Text('{"title": "open"}'))
    assert not session.reload(FEATURE_FOLDER)
    write(session, FIRST, '{"title": "changed outside"}')
    assert not session.reload(FEATURE_FOLDER)
    write(session, SECOND, '{"title": "second"}')
    assert session.reload(FEATURE_FOLDER)
    assert (title(session.snapshot), title(session.snapshot, SECOND)) == ("open", "second")
    assert not session.reload(".tmp/tasks/nowhere")
