"""Which workspace commands find, and what they say where they find none."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.helpers import RIGHT, run, write
from tests.cli.test_check_fix import contents
from tests.cli.test_configuration import configure
from tests.workspaces import FEATURE_FOLDER


def repository(folder: Path) -> Path:
    """Make a folder a repository."""
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    return folder


# A repository inside of a workspace


def test_one_among_the_tasks_belongs_to_the_workspace(tmp_path: Path) -> None:
    inside = repository(write(tmp_path, RIGHT) / FEATURE_FOLDER)
    for command in (["status"], ["check"], ["validate", "gift-cards"]):
        done = run(*command, folder=inside)
        assert (done.status, done.err) == (0, "")
    assert run("status", folder=inside).out.startswith("[gift-cards] ")


def test_one_where_patterns_lead_belongs_to_it_too(tmp_path: Path) -> None:
    write(tmp_path, RIGHT.replace("--- ", "--- /packages/shop/tasks/gift-cards/"))
    configure(tmp_path, '[patterns]\ntask = ["packages/*/tasks/{feature}/task"]\n')
    assert run("status", folder=repository(tmp_path / "packages/shop")).out.startswith("[gift-cards] ")


def test_any_other_is_none_of_its_business(tmp_path: Path) -> None:
    """As in a home folder that has tasks of its own."""
    before = contents(write(tmp_path, RIGHT))
    inside = repository(tmp_path / "code" / "till")
    done = run("status", folder=inside)
    assert (done.status, done.out) == (2, "")
    assert run("new", "feature", "vouchers", folder=inside).status == 0
    assert (inside / ".tmp/tasks/vouchers/task.json").exists()
    assert contents(tmp_path / ".tmp") == {path.removeprefix(".tmp/"): data for path, data in before.items()}


# A first feature


def test_a_file_stands_for_the_folder_that_it_lies_in(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("Hello\n", encoding="utf-8")
    done = run("new", "feature", "vouchers", "--root", "notes.md", folder=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert (tmp_path / ".tmp/tasks/vouchers/task.json").exists()


@pytest.mark.parametrize("is_repository", [True, False])
def test_a_first_feature_hides_no_workspaces_below(tmp_path: Path, is_repository: bool) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, RIGHT)
    (tmp_path / "three").mkdir()
    if is_repository:
        repository(tmp_path)
    for folder in (tmp_path, tmp_path / "three") if is_repository else (tmp_path,):
        done = run("new", "feature", "vouchers", folder=folder)
        assert (done.status, done.out) == (2, "")
        assert "no workspace, but there are some below it: --root " in done.err
        assert not (tmp_path / ".tmp").exists()
    assert run("new", "feature", "vouchers", "--root", "one", folder=tmp_path).status == 0
    configure(tmp_path, "")
    assert run("new", "feature", "vouchers", folder=tmp_path).status == 0
    assert (tmp_path / ".tmp/tasks/vouchers/task.json").exists()


def test_a_folder_beside_the_tasks_can_hold_workspaces_of_its_own(tmp_path: Path) -> None:
    """Also where decisions lie in that folder, unless the settings of the workspace say that it is theirs."""
    write(tmp_path, RIGHT)
    (tmp_path / "docs/adr").mkdir(parents=True)
    write(tmp_path / "docs/examples", RIGHT.replace("gift-cards", "vouchers"))
    assert run("check", "docs", folder=tmp_path).out.endswith(" in 2 documents\n")
    configure(tmp_path, "")
    assert "no task files in docs" in run("check", "docs", folder=tmp_path).err


def test_the_message_is_short_however_many_there_are(tmp_path: Path) -> None:
    for name in "abcde":
        write(tmp_path / name, RIGHT)
    said = run("status", folder=tmp_path).err
    assert said.endswith("; there are some below it: --root a or b or c, or one of 2 more\n")


def test_nothing_at_all(tmp_path: Path) -> None:
    done = run("status", folder=tmp_path)
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "Error: nothing to work on: there is no .tmp/tasks, .tmp/planning, .tmp/contracts or callsheet.toml in, above "
        f"or below {tmp_path}; callsheet new feature NAME makes a beginning\n"
    )
