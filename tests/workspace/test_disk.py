"""The disk: what exists is remembered until told otherwise, and nothing that must not be seen is read."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.workspace.disk import MAX_READ, Disk, Unreadable, count_lines, decode_text


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    root = tmp_path / "root"
    (root / "docs/deep").mkdir(parents=True)
    (root / "docs/a.md").write_text("1\n2\n")
    (root / "docs/deep/b.md").write_text("1")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.md").write_text("1\n")
    return Disk(root)


def everything(disk: Disk, path: str) -> tuple[object, ...]:
    """All that can be read of a path's content."""
    return disk.read_bytes(path), disk.read_text(path), disk.line_count(path), contents(disk, path)


def contents(disk: Disk, folder: str) -> dict[str, bytes]:
    """The files of a folder that can be read, by name."""
    return {name: data for name, data in disk.read_folder(folder, lambda _: True) if isinstance(data, bytes)}


def check_unreadable(disk: Disk, path: str, reason: str) -> None:
    """Check that a path is there, that nothing of it can be read, and why, also where its folder is read."""
    folder, _, name = path.rpartition("/")
    assert disk.read(path) == Unreadable(reason)
    assert dict(disk.read_folder(folder, lambda _: True))[name] == Unreadable(reason)
    assert disk.read_bytes(path) is None


NOTHING: tuple[object, ...] = (None, None, None, {})

# what exists


def test_files_and_folders(disk: Disk) -> None:
    assert disk.entry_type("docs") == "folder"
    assert disk.entry_type("docs/a.md") == "file"
    assert disk.entry_type("docs/deep/b.md") == "file"
    assert disk.entry_type("") == "folder"


@pytest.mark.parametrize(
    "path", ["x", "docs/x", "x/y/z", "docs/a.md/x", "docs/\0", "\0/x", "docs/" + "x" * 300, "y/" * 3000]
)
def test_what_does_not_exist(disk: Disk, path: str) -> None:
    assert disk.entry_type(path) is None
    assert disk.entry_type(path) is None
    assert everything(disk, path) == NOTHING
    assert disk.entries(path) == []
    assert disk.names(path) == ()


def test_what_exists_is_remembered_until_told(disk: Disk) -> None:
    root = disk.root
    assert disk.entry_type("docs/new.md") is None
    assert disk.entry_type("new/deep/x.md") is None
    assert disk.line_count("docs/a.md") == 2
    assert disk.names("docs") == ("a.md", "deep")
    (root / "docs/new.md").touch()
    (root / "new/deep").mkdir(parents=True)
    (root / "new/deep/x.md").touch()
    (root / "docs/a.md").write_text("1\n")
    assert disk.entry_type("docs/new.md") is None
    assert disk.entry_type("new/deep/x.md") is None
    assert disk.line_count("docs/a.md") == 2
    assert disk.names("docs") == ("a.md", "deep")
    disk.forget(["docs/new.md", "docs/a.md", "new/deep/x.md"])
    assert disk.entry_type("docs/new.md") == "file"
    assert disk.entry_type("new/deep/x.md") == "file"
    assert disk.line_count("docs/a.md") == 1
    assert disk.names("docs") == ("a.md", "deep", "new.md")


def test_forgetting_a_folder_forgets_what_is_in_it(disk: Disk) -> None:
    assert disk.entry_type("docs/deep/b.md") == "file"
    assert disk.line_count("docs/deep/b.md") == 1
    (disk.root / "docs").rename(disk.root / "old")
    disk.forget(["docs", "old"])
    assert disk.entry_type("docs/deep/b.md") is None
    assert disk.line_count("docs/deep/b.md") is None
    assert disk.entry_type("old/deep/b.md") == "file"


def test_a_folder_that_is_missing_answers_for_all_below_it(disk: Disk) -> None:
    for number in range(50):
        assert disk.entry_type(f"nowhere/deep/{number}.md") is None
    assert len(disk.known_paths()) < 10


@given(st.lists(st.tuples(st.sampled_from(["a", "a/b", "a/b/c", "a/d", "e"]), st.booleans()), max_size=20))
def test_answers_are_those_of_the_disk_once_told(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, bool]]
) -> None:
    root = tmp_path_factory.mktemp("disk")
    disk = Disk(root)
    for path, makes in steps:
        target = root / path
        if makes and not target.exists():
            target.mkdir(parents=True)
        elif not makes and target.is_dir() and not any(target.iterdir()):
            target.rmdir()
        disk.forget([path])
        for other in ("a", "a/b", "a/b/c", "a/d", "e", "a/b/c/x"):
            assert (disk.entry_type(other) is not None) == (root / other).exists()


# what may be seen


@pytest.mark.parametrize(
    "path", ["../outside/secret.md", "docs/../../outside/secret.md", "/../outside/secret.md", "..", "docs/../.."]
)
def test_nothing_is_read_above_the_root(disk: Disk, path: str) -> None:
    assert not disk.is_shown(path)
    assert everything(disk, path) == NOTHING
    assert disk.entries(path) == []


def test_an_absolute_path_is_one_below_the_root(disk: Disk) -> None:
    assert disk.read_text(f"{disk.root}/docs/a.md") is None
    assert disk.read_text(f"{disk.root.parent}/outside/secret.md") is None
    assert disk.read_text("/docs/a.md") == "1\n2\n"


def test_no_link_leads_out(disk: Disk) -> None:
    (disk.root / "link.md").symlink_to(disk.root.parent / "outside/secret.md")
    (disk.root / "linked").symlink_to(disk.root.parent / "outside")
    (disk.root / "docs/deep/up").symlink_to("../../..")
    for path in ("link.md", "linked/secret.md", "docs/deep/up/outside/secret.md", "linked", "docs/deep/up/outside"):
        assert not disk.is_shown(path)
        assert everything(disk, path) == NOTHING
        assert disk.entries(path) == []
    assert contents(disk, "") == {}
    for path in ("link.md", "linked", "docs/deep/up"):
        check_unreadable(disk, path, "it lies outside the workspace")
    assert disk.read("linked/secret.md") is None


def test_links_within_the_workspace_are_followed(disk: Disk) -> None:
    (disk.root / "link.md").symlink_to("docs/a.md")
    (disk.root / "linked").symlink_to("docs")
    assert disk.read_text("link.md") == "1\n2\n"
    assert disk.read_text("linked/deep/b.md") == "1"
    assert contents(disk, "") == {"link.md": b"1\n2\n"}
    assert contents(disk, "linked") == {"a.md": b"1\n2\n"}


def test_a_broken_link_and_a_loop(disk: Disk) -> None:
    (disk.root / "broken.md").symlink_to("nowhere")
    (disk.root / "loop.md").symlink_to("loop.md")
    for path in ("broken.md", "loop.md"):
        assert disk.entry_type(path) is None
        assert everything(disk, path) == NOTHING
    check_unreadable(disk, "broken.md", "it is a link that leads nowhere")
    check_unreadable(disk, "loop.md", os.strerror(errno.ELOOP))


def test_the_root_may_be_a_link(disk: Disk, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to("root")
    assert Disk(tmp_path / "alias").read_text("docs/a.md") == "1\n2\n"


@pytest.mark.parametrize(
    "path",
    [
        *(".env", ".env.local", "docs/.env", ".env/x.md", ".ENV", "prod.env"),
        *("a.key", "a.pem", "A.PEM", "docs/my.secret", "x.key/y.md", "a.p12", "id_rsa", ".ssh/config"),
        *(".npmrc", "docs/credentials.json", ".git/config", ".aws/x"),
    ],
)
def test_secrets_are_not_read(disk: Disk, path: str) -> None:
    target = disk.root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("password")
    folder, _, name = path.rpartition("/")
    for spelling in (path, f"./{path}", f"docs/../{path}"):
        assert not disk.is_shown(spelling)
        assert disk.read_text(spelling) is None
    assert name not in contents(disk, folder)
    assert name not in dict(disk.entries(folder))


def test_a_link_to_a_secret_is_one(disk: Disk) -> None:
    (disk.root / ".env").write_text("password")
    (disk.root / "harmless.md").symlink_to(".env")
    assert disk.read_text("harmless.md") is None
    check_unreadable(disk, "harmless.md", "it may hold secrets")


@pytest.mark.parametrize(
    "path", ["environment.md", "docs/.environment", "monkey", "a.keys", "pem", "secret.md", "secrets.ts"]
)
def test_what_only_sounds_secret_is_read(disk: Disk, path: str) -> None:
    (disk.root / path).write_text("open")
    shown = path != "docs/.environment"  # begins with `.env`, as `.env.local` and `.envrc` do
    assert (disk.read_text(path) == "open") is shown


# what can be read


def test_huge_files_have_no_text(disk: Disk) -> None:
    (disk.root / "huge.md").write_bytes(b"x\n" * MAX_READ)
    assert disk.read_text("huge.md") is None
    assert disk.line_count("huge.md") is None
    assert len(disk.read_bytes("huge.md") or b"") == MAX_READ
    assert len(contents(disk, "")["huge.md"]) == MAX_READ


@pytest.mark.parametrize("size", [0, 1, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 200_000])
def test_a_folder_is_read_whole(disk: Disk, size: int) -> None:
    (disk.root / "x.md").write_bytes(b"y" * size)
    assert contents(disk, "") == {"x.md": b"y" * size}


def test_only_wanted_files_are_read(disk: Disk) -> None:
    (disk.root / "docs/b.txt").touch()
    assert [name for name, _ in disk.read_folder("docs", lambda name: name.endswith(".md"))] == ["a.md"]


def test_binary_files_have_no_text(disk: Disk) -> None:
    (disk.root / "picture.png").write_bytes(b"\x89PNG\0\0")
    assert disk.read_bytes("picture.png") == b"\x89PNG\0\0"
    assert disk.read_text("picture.png") is None
    assert disk.line_count("picture.png") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_special_files_are_not_waited_for(disk: Disk) -> None:
    os.mkfifo(disk.root / "pipe.md")
    assert everything(disk, "pipe.md") == NOTHING
    check_unreadable(disk, "pipe.md", "it is no regular file")


def fail_to_open(monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> None:
    """Let the system refuse to open what has a name, with an error of this number."""
    open_really, scan_really = os.open, os.scandir

    def refuse(path: object) -> None:
        if str(path).endswith(name):
            raise OSError(number, os.strerror(number), str(path))

    def open_file(path: str, flags: int, mode: int = 0o777) -> int:
        refuse(path)
        return open_really(path, flags, mode)

    def scan(path: str) -> object:
        refuse(path)
        return scan_really(path)

    monkeypatch.setattr("os.open", open_file)
    monkeypatch.setattr("os.scandir", scan)
    monkeypatch.setattr(Path, "open", lambda self, _mode: os.fdopen(os.open(str(self), os.O_RDONLY), "rb"))


def test_files_that_may_not_be_read(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_to_open(monkeypatch, "a.md", errno.EACCES)
    assert everything(disk, "docs/a.md") == NOTHING
    check_unreadable(disk, "docs/a.md", "Permission denied")


def test_a_file_that_goes_while_its_folder_is_read(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_to_open(monkeypatch, "a.md", errno.ENOENT)
    assert dict(disk.read_folder("docs", lambda name: name == "a.md")) == {}
    assert disk.read("docs/a.md") is None


def test_a_folder_in_place_of_a_file(disk: Disk) -> None:
    check_unreadable(disk, "docs/deep", "it is a folder")


def test_why_folders_cannot_be_listed(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    (disk.root / "linked").symlink_to(disk.root.parent / "outside")
    (disk.root / "inside").symlink_to("docs")
    assert disk.why_unlisted("linked") == "it lies outside the workspace"
    assert disk.outward_links("") == [("linked", "folder")]
    for path in ("docs", "inside", "nowhere", "docs/a.md", "docs/a.md/x", "\0"):
        assert disk.why_unlisted(path) is None
    fail_to_open(monkeypatch, "docs/deep", errno.EACCES)
    assert disk.why_unlisted("docs/deep") == "Permission denied"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"abc", "abc"),
        ("größe".encode(), "größe"),
        (b"\xef\xbb\xbfabc", "\ufeffabc"),
        (b"\xff\xfea\0", "a"),
        (b"\xfe\xff\0a", "a"),
        (b"a\xffb", "a\ufffdb"),
        (b"\xff\xfea", "\ufffd"),
    ],
)
def test_bytes_as_text(data: bytes, text: str) -> None:
    assert decode_text(data) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("\n", 1), ("a\r\nb\r\n", 2), ("a\rb", 2), ("\n\n", 2)],
)
def test_lines_as_people_count_them(text: str, count: int) -> None:
    assert count_lines(text) == count


@given(st.text(max_size=30))
def test_no_path_makes_it_raise(tmp_path_factory: pytest.TempPathFactory, path: str) -> None:
    disk = Disk(tmp_path_factory.getbasetemp())
    disk.entry_type(path)
    disk.is_shown(path)
    disk.read_text(path)
    disk.entries(path)
    disk.names(path)
    list(disk.read_folder(path, lambda _: True))
    disk.forget([path])
