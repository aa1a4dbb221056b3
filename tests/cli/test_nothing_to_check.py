"""`callsheet check` and `fmt` where there is nothing to look at: said, and no failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.helpers import WRONG, run, write
from tests.cli.test_check import TWO_FEATURES, check_json
from tests.cli.test_check_junit import check_junit
from tests.cli.test_check_sarif import check_sarif
from tests.workspaces import FEATURE_FOLDER


@pytest.mark.parametrize("command", [["check"], ["check", "--fix"], ["fmt", "--check"]], ids=" ".join)
def test_nothing_to_check_is_said_and_no_failure(tmp_path: Path, command: list[str]) -> None:
    """So hooks and pipelines can run in a repository before it has any tasks."""
    done = run(*command, folder=tmp_path)
    assert (done.status, done.err.partition(" in, above")[0]) == (
        0,
        "Warning: nothing to work on: there is no .tmp/tasks, .tmp/planning, .tmp/contracts or callsheet.toml",
    )
    write(tmp_path, "--- /README.md\nHello\n--- /.tmp/tasks/notes/notes.md\nNothing\n")
    for paths, place in (([], "this workspace"), (["README.md"], "README.md")):
        done = run(*command, *paths, folder=tmp_path)
        assert done.status == 0
        assert done.err.startswith(f"Warning: nothing to work on: there are no task files in {place}\n")


@pytest.mark.parametrize("path", [[], ["docs"]], ids=" ".join)
def test_a_report_of_nothing_can_be_read(tmp_path: Path, path: list[str]) -> None:
    (tmp_path / "docs").mkdir()
    assert run("check", *path, folder=tmp_path).out == "no findings in 0 documents\n"
    assert run("check", *path, "--format", "github", folder=tmp_path).out == "no findings in 0 documents\n"
    assert check_json(tmp_path, *path)["summary"]["documents"] == 0
    assert check_sarif(tmp_path, *path)["results"] == []
    assert check_junit(tmp_path, *path).attrib["tests"] == "0"


def test_paths_that_are_ignored_are_named(tmp_path: Path) -> None:
    """It is no misuse: a hook is given whatever is committed."""
    root = write(tmp_path, f'{TWO_FEATURES}--- /callsheet.toml\nignore = [".tmp/tasks/gift-cards/", "task.json"]\n')
    for path in (FEATURE_FOLDER, f"{FEATURE_FOLDER}/subtask_01.json"):
        done = run("check", path, folder=root)
        assert (done.status, done.out) == (0, "no findings in 0 documents\n")
        assert done.err == f"Warning: {path} is ignored by callsheet.toml\n"
    several = [FEATURE_FOLDER, ".tmp/tasks/vouchers", ".tmp/tasks/vouchers/task.json"]
    assert run("check", *several, folder=root).err == (
        f"Warning: {FEATURE_FOLDER} and 1 other path are ignored by callsheet.toml\n"
    )
    assert run("check", folder=root).err == ""


def test_a_workspace_that_is_ignored_as_a_whole(tmp_path: Path) -> None:
    write(tmp_path / "shop", f'{WRONG}--- /callsheet.toml\nignore = ["*"]\n')
    assert run("check", folder=tmp_path).err == "Warning: shop is ignored by callsheet.toml\n"
    assert run("validate", "-C", "shop", folder=tmp_path).err == (
        f"Warning: shop/{FEATURE_FOLDER} is ignored by callsheet.toml\n"
    )
