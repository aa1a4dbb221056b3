"""Files and folders that cannot be read: commands say so, and count them as what is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from callsheet.cli.ending import Failure
from callsheet.cli.features import find_features
from callsheet.cli.main import run as run_here
from tests.cli.helpers import RIGHT, run, write
from tests.workspaces import FEATURE_FOLDER

SECOND = f"{FEATURE_FOLDER}/subtask_02.json"


def write_unreadable(root: Path, link: str = "/etc") -> Path:
    """A feature with a right subtask, and another one that is a link."""
    write(root, RIGHT.replace('"subtask_count": 1', '"subtask_count": 2'))
    (root / SECOND).symlink_to(link)
    return root


@pytest.mark.parametrize("feature", [[], ["gift-cards"]])
def test_an_unreadable_file_counts_and_is_named(tmp_path: Path, feature: list[str]) -> None:
    done = run("status", *feature, folder=write_unreadable(tmp_path))
    assert done.status == 0
    assert "(0/2)" in done.out
    assert done.out.endswith("Pending: 1 | In Progress: 0 | Completed: 0 | Blocked: 0 | Unknown: 1\n")
    assert done.err == f"Warning: {SECOND} cannot be read: it lies outside the workspace\n"


def test_several_are_told_in_a_line(tmp_path: Path) -> None:
    root = write_unreadable(tmp_path)
    (root / FEATURE_FOLDER / "subtask_03.json").mkdir()
    (root / FEATURE_FOLDER / "subtask_04.json").write_text("{")
    assert run("next", folder=root).err == (
        f"Warning: {SECOND} cannot be read: it lies outside the workspace; nor can 1 other file\n"
        f"Warning: {FEATURE_FOLDER}/subtask_04.json cannot be understood in full; callsheet check tells why\n"
    )


def test_who_depends_on_it_waits(tmp_path: Path) -> None:
    root = write_unreadable(tmp_path)
    (root / FEATURE_FOLDER / "subtask_03.json").write_text('{"seq": "03", "status": "pending", "depends_on": ["02"]}')
    out = run("blocked", folder=root).out
    assert "  02 - (no title) (unknown status)\n  03 - (no title) (waiting: 02)\n" in out
    assert "03" not in run("next", folder=root).out


def test_check_reports_it_and_changes_no_count(tmp_path: Path) -> None:
    root = write_unreadable(tmp_path)
    before = (root / FEATURE_FOLDER / "task.json").read_bytes()
    done = run("check", "--fix", folder=root)
    message = "cannot be read: it lies outside the workspace [syntax-error]"
    assert (done.status, done.out) == (1, f"{SECOND}:1:1: error: {message}\n1 error in 3 documents\n")
    assert (root / FEATURE_FOLDER / "task.json").read_bytes() == before


def test_a_new_subtask_gets_the_next_free_number(tmp_path: Path) -> None:
    root = write_unreadable(tmp_path, "nowhere")
    assert run("new", "subtask", "gift-cards", folder=root).out.startswith("✓ Created subtask gift-cards/03\n")
    assert (root / FEATURE_FOLDER / "subtask_03.json").is_file()


def test_latin1_is_reported_at_the_byte(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT)
    path = root / FEATURE_FOLDER / "subtask_01.json"
    path.write_bytes(path.read_text().replace("Draw the", "Größe der").encode("latin-1"))
    done = run("check", folder=root)
    where = f"{FEATURE_FOLDER}/subtask_01.json:4:15: error"
    assert done.out.splitlines()[0] == f"{where}: byte F6 is not valid UTF-8: save the file as UTF-8 [syntax-error]"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_byte_order_mark_takes_no_column(tmp_path: Path, mark: str) -> None:
    root = write(tmp_path, f'--- subtask_01.json\n{mark}{{"seq": "01", "status": "done"}}\n')
    arguments = ("check", "--select", "invalid-value,missing-task-file", "--format", "json")
    places = {finding["rule"]: finding for finding in run(*arguments, folder=root).json["findings"]}
    found = places["invalid-value"]
    assert [found[name] for name in ("line", "column", "end_line", "end_column")] == [1, 25, 1, 31]
    assert places["missing-task-file"]["column"] == 1


def link_out(root: Path, path: str, target: Path) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).symlink_to(target)


def test_a_feature_outside_is_named(tmp_path: Path) -> None:
    root = write(tmp_path / "shop", RIGHT)
    (tmp_path / "elsewhere").mkdir()
    link_out(root, ".tmp/tasks/vouchers", tmp_path / "elsewhere")
    reason = ".tmp/tasks/vouchers cannot be read: it lies outside the workspace\n"
    for command, status in {"status": 0, "next": 0, "plan": 0, "stages": 0, "validate": 1}.items():
        done = run(command, folder=root)
        assert (done.status, done.err) == (status, f"Warning: {reason}"), command
        assert "gift-cards" in done.out
    for command in ("status", "stages", "validate"):
        done = run(command, "vouchers", folder=root)
        assert (done.status, done.out, done.err) == (1, "", f"Error: {reason}"), command
    assert run("status", "gift-cards", folder=root).err == ""
    assert run("check", FEATURE_FOLDER, folder=root).err == ""


def write_with_folder(root: Path) -> Path:
    """A right feature beside one that nobody can look into."""
    (root / "elsewhere").mkdir(parents=True)
    link_out(root / "shop", ".tmp/tasks/vouchers", root / "elsewhere")
    return write(root / "shop", RIGHT)


FOLDER_FINDING = ".tmp/tasks/vouchers:1:1: error: cannot be read: it lies outside the workspace [syntax-error]\n"


@pytest.mark.parametrize("options", [[], ["--fix"], ["--select", "syntax"]])
def test_a_folder_is_an_error(tmp_path: Path, options: list[str]) -> None:
    done = run("check", *options, folder=write_with_folder(tmp_path))
    assert (done.status, done.err) == (1, "")
    assert done.out == f"{FOLDER_FINDING}1 error in 2 documents\n"


@pytest.mark.parametrize(
    ("output_format", "part"),
    [
        ("json", '"path": ".tmp/tasks/vouchers", "line": 1, "column": 1'),
        ("sarif", '"uri": ".tmp/tasks/vouchers"'),
        ("github", "::error file=.tmp/tasks/vouchers,line=1"),
        ("junit", '<failure message="cannot be read: it lies outside the workspace" type="syntax-error">'),
    ],
)
def test_no_report_is_green_that_leaves_a_folder_out(tmp_path: Path, output_format: str, part: str) -> None:
    done = run("check", "--format", output_format, folder=write_with_folder(tmp_path))
    assert (done.status, done.err) == (1, "")
    assert part in done.out


@pytest.mark.parametrize("options", [["--select", "graph"], ["--diff"]])
def test_a_folder_that_is_not_listed_is_said(tmp_path: Path, options: list[str]) -> None:
    done = run("check", *options, folder=write_with_folder(tmp_path))
    assert done.err == "Warning: .tmp/tasks/vouchers cannot be read: it lies outside the workspace\n"
    assert done.status == 0


def test_a_folder_may_be_ignored_and_is_no_error_of_others(tmp_path: Path) -> None:
    root = write_with_folder(tmp_path)
    assert run("check", FEATURE_FOLDER, folder=root).status == 0
    (root / "callsheet.toml").write_text('ignore = [".tmp/tasks/vouchers/**"]\n')
    assert run("check", folder=root).status == 0


@pytest.mark.parametrize(
    "command", [["status"], ["status", "gift-cards"], ["next"], ["stages"], ["graph", "x"], ["validate"], ["check"]]
)
def test_a_workspace_that_nobody_can_look_into_is_not_empty(tmp_path: Path, command: list[str]) -> None:
    write(tmp_path / "elsewhere", RIGHT)
    link_out(tmp_path / "shop", ".tmp/tasks", tmp_path / "elsewhere" / ".tmp/tasks")
    done = run(*command, folder=tmp_path / "shop")
    assert (done.status, done.out) == (1, "")
    assert done.err == "Error: .tmp/tasks cannot be read: it lies outside the workspace\n"


def test_a_folder_that_may_not_be_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path, RIGHT)
    (root / ".tmp/tasks/vouchers").mkdir()
    refuse(monkeypatch, "vouchers")
    assert [feature.name for feature in find_features(str(root), None)] == ["gift-cards"]
    assert capsys.readouterr().err.endswith(".tmp/tasks/vouchers cannot be read: Permission denied\n")
    assert run_here(["check", "-C", str(root)]) == 1
    assert ".tmp/tasks/vouchers:1:1: error: cannot be read: Permission denied [" in capsys.readouterr().out
    assert run_here(["stages", "-C", str(root)]) == 0
    assert capsys.readouterr().err.endswith(".tmp/tasks/vouchers cannot be read: Permission denied\n")
    refuse(monkeypatch, "tasks")
    assert run_here(["stages", "-C", str(root)]) == 1
    with pytest.raises(Failure, match="tasks cannot be read: Permission denied"):
        find_features(str(root), None)


def refuse(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let the system refuse to list folders of a name."""
    scan = os.scandir

    def refuse_some(path: str) -> object:
        if str(path).endswith(f"/{name}"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse_some)
