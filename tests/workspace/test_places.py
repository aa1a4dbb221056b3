"""What is looked at on disk when files come and go that may be folders with artifacts."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.workspace import loading
from callsheet.workspace.disk import EntryType
from callsheet.workspace.places import Places
from callsheet.workspace.session import Session
from tests.workspaces import FEATURE_FOLDER, read_fixture

ANYWHERE = '--- /callsheet.toml\n[patterns]\nadr = ["**/adr/{seq}-*"]\ncontract = ["services/*/contract"]\n'
FILES = f"""
--- task.json
{{"id": "gift-cards"}}
--- /shop/adr/0001-currency.md
# 1. Currency
--- /shop/src/deep/index.ts
1
{ANYWHERE}"""


def write(session: Session, *paths: str) -> list[str]:
    for path in paths:
        (session.snapshot.root / path).parent.mkdir(parents=True, exist_ok=True)
        (session.snapshot.root / path).write_text("# 2. Prices\n")
    return list(paths)


class Counted:
    """A session on the files, and which folders it lists."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.session = read_fixture(FILES).session(root)
        self.listed: list[str] = []
        disk = self.session.snapshot.disk
        look = disk.entries

        def entries(folder: str) -> list[tuple[str, EntryType]]:
            self.listed.append(folder)
            return look(folder)

        monkeypatch.setattr(disk, "entries", entries)

    def check_as_fresh(self) -> None:
        fresh = Session(self.session.snapshot.root)
        fresh.index()
        assert self.session.snapshot.features.keys() == fresh.snapshot.features.keys()
        assert self.session.snapshot.planning.files.keys() == fresh.snapshot.planning.files.keys()


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(tmp_path, monkeypatch)


def test_plain_files_are_not_looked_into(counted: Counted) -> None:
    stray = [f"build/{number}.o" for number in range(20)] + [f"{FEATURE_FOLDER}/{number}.log" for number in range(20)]
    counted.session.refresh(write(counted.session, *stray))
    assert counted.listed == []


def test_what_is_gone_is_not_looked_for(counted: Counted) -> None:
    counted.session.refresh([f"build/{number}.o" for number in range(20)])
    assert counted.listed == []


def test_many_folders_are_one_walk_that_leaves_the_rest_alone(counted: Counted) -> None:
    folders = [f"build/{number}" for number in range(20)]
    write(counted.session, *(f"{folder}/adr/0002-prices.md" for folder in folders))
    counted.session.refresh(folders)
    assert "build/7/adr/0002-prices.md" in counted.session.snapshot.planning.files
    assert counted.listed.count("build") <= len(counted.session.snapshot.configuration.layout.compiled)
    assert "shop" not in counted.listed
    assert "shop/src" not in counted.listed
    counted.check_as_fresh()


@pytest.mark.parametrize("folder", ["node_modules", "node_modules/shop", ".git", "build/node_modules/shop"])
def test_what_tools_keep_for_themselves_is_left_alone(counted: Counted, folder: str) -> None:
    path = f"{folder}/adr/0002-prices.md"
    counted.session.refresh([folder, f"{folder}/adr", *write(counted.session, path)])
    assert not any(listed.startswith(folder) for listed in counted.listed)
    assert path not in counted.session.snapshot.planning.files
    counted.check_as_fresh()


def test_a_folder_becomes_a_file_and_a_folder_again(counted: Counted, tmp_path: Path) -> None:
    session, adr = counted.session, tmp_path / "shop/adr"
    (adr / "0001-currency.md").unlink()
    adr.rmdir()
    adr.write_text("")
    session.refresh(["shop/adr"])
    counted.check_as_fresh()
    assert "shop/adr/0001-currency.md" not in session.snapshot.planning.files
    adr.unlink()
    write(session, "shop/adr/0001-currency.md")
    session.refresh(["shop/adr"])
    counted.check_as_fresh()
    assert "shop/adr/0001-currency.md" in session.snapshot.planning.files


def test_a_folder_above_or_below_a_feature(counted: Counted) -> None:
    write(counted.session, ".tmp/tasks/vouchers/task.json", f"{FEATURE_FOLDER}/module-briefs/sales.md")
    counted.session.refresh([f"{FEATURE_FOLDER}/module-briefs"])
    assert f"{FEATURE_FOLDER}/module-briefs/sales.md" in counted.session.snapshot.planning.files
    assert ".tmp/tasks/vouchers" not in counted.session.snapshot.features
    counted.session.refresh([".tmp"])
    assert ".tmp/tasks/vouchers" in counted.session.snapshot.features
    counted.check_as_fresh()


def test_several_stars_list_no_folder_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(tmp_path, monkeypatch)
    write(counted.session, "a/b/c/d/e/f/g/h/notes.md")
    counted.session.set({"patterns": {"adr": ["**/*/**/adr/{seq}-*"]}})
    pattern = next(each for each in counted.session.snapshot.configuration.layout.compiled if None in each.folders)
    counted.listed.clear()
    found = list(loading.folders_of(counted.session.snapshot.disk, pattern.folders))
    assert len(found) == len(set(found))
    assert max(map(counted.listed.count, counted.listed)) <= len(pattern.folders)


def test_places() -> None:
    places = Places(["build/out", "docs"])
    assert [path for path in ("build", "build/out", "build/out/a/b", "build/outer", "docs/a") if places.hold(path)] == [
        "build/out",
        "build/out/a/b",
        "docs/a",
    ]
    assert all(map(places.lead_to, ("", "build", "build/out", "build/out/a", "docs")))
    assert not any(map(places.lead_to, ("shop", "build/outer", "documents")))
