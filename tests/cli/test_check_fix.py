"""`callsheet check --fix`: safe fixes written to the files that were asked for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from callsheet.cli.mending import compute_mending
from callsheet.cli.progress import Progress
from callsheet.cli.rule_choice import read_choice
from callsheet.cli.workspaces import Target
from callsheet.rules.registry import Fix
from callsheet.syntax.operations import SetValue
from callsheet.workspace.changes import DocumentChange
from tests.cli.helpers import RIGHT, WRONG, environment, run, write
from tests.workspaces import FEATURE_FOLDER

MISCOUNTED = RIGHT.replace('"subtask_count": 1', '"subtask_count": 7')
"""A count that can be mended, and nothing else."""

UNTIDY = MISCOUNTED.replace('"pending"', '"Pending"').replace('"depends_on": []', '"depends_on": ["09"]')
"""Two things that can be mended, in two files, and an error that cannot."""

IN_YAML = """
--- task.yaml
id: gift-cards  # as the folder
name: Gift cards
status: active
objective: Customers can send gift cards
subtask_count: 4
created_at: 2026-03-01T09:15:00Z
"""


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def check_fix(
    root: Path, fixture: str, *arguments: str, changed: dict[str, tuple[str, str]], status: int = 0
) -> tuple[str, str]:
    """What is said of mending a workspace, after a look that only the named files have changed, by these replacements."""
    before = contents(write(root, fixture))
    done = run("check", "--fix", *arguments, folder=root)
    for name, (old, new) in changed.items():
        path = f"{FEATURE_FOLDER}/{name}"
        assert before[path].count(old.encode()) == 1
        before[path] = before[path].replace(old.encode(), new.encode())
    assert contents(root) == before
    assert done.status == status
    return done.out, done.err


COUNTED = {"task.json": ('"subtask_count": 7', '"subtask_count": 1')}
MENDED = {**COUNTED, "subtask_01.json": ('"Pending"', '"pending"')}


def test_what_is_safe_is_mended_and_said(tmp_path: Path) -> None:
    said = check_fix(tmp_path, MISCOUNTED, changed=COUNTED)
    assert said == ("no findings in 2 documents\n", "Mended 1 finding in 1 file\n")


def test_the_rest_is_reported_and_decides_on_the_exit_status(tmp_path: Path) -> None:
    out, err = check_fix(tmp_path, UNTIDY, changed=MENDED, status=1)
    assert out.splitlines() == [
        f'{FEATURE_FOLDER}/subtask_01.json:6:18: error: "09" is no subtask of gift-cards [unresolved-dependency]',
        "1 error in 2 documents",
    ]
    assert err == "Mended 2 findings in 2 files\n"


def test_where_nothing_is_to_be_mended_no_file_is_touched(tmp_path: Path) -> None:
    root = write(tmp_path, WRONG)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    done = run("check", "--fix", folder=root)
    assert (done.status, done.err) == (1, "")
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_what_a_fix_brings_to_light_is_mended_too(tmp_path: Path) -> None:
    slip = MISCOUNTED.replace('"gift-cards-01",\n', '"gift-cards-01"\n').replace('"pending"', '"PENDING"')
    changed = {**COUNTED, "subtask_01.json": ('"gift-cards-01"\n', '"gift-cards-01",\n')}
    write(tmp_path, slip)
    assert run("check", "--fix", folder=tmp_path).err == "Mended 3 findings in 2 files\n"
    check_fix(tmp_path, slip.replace('"PENDING"', '"pending"'), changed=changed)


def test_a_second_time_there_is_nothing_left_to_mend(tmp_path: Path) -> None:
    root = write(tmp_path, UNTIDY)
    run("check", "--fix", folder=root)
    after = contents(root)
    assert run("check", "--fix", folder=root).err == ""
    assert contents(root) == after


def test_only_what_was_asked_for_is_changed(tmp_path: Path) -> None:
    folder = f"{FEATURE_FOLDER}/subtask_01.json"
    out, _ = check_fix(tmp_path, UNTIDY, folder, changed={"subtask_01.json": MENDED["subtask_01.json"]}, status=1)
    assert out.splitlines()[-1] == "1 error in 1 document"


def test_files_that_are_not_checked_are_not_changed(tmp_path: Path) -> None:
    ignored = f'{UNTIDY}--- /callsheet.toml\nignore = ["task.json"]\n'
    check_fix(tmp_path, ignored, changed={"subtask_01.json": MENDED["subtask_01.json"]}, status=1)


@pytest.mark.parametrize("wanted", ["", FEATURE_FOLDER, f"{FEATURE_FOLDER}/task.json"])
def test_a_fix_that_changes_several_files_needs_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: str
) -> None:
    """No rule has one so far that is safe."""
    paths = [f"{FEATURE_FOLDER}/{name}" for name in ("task.json", "subtask_01.json")]
    counts = DocumentChange(paths[0], (SetValue(("subtask_count",), 1),))
    both = Fix("Change both", (counts, DocumentChange(paths[1], (SetValue(("title",), "Draw it"),))), is_safe=True)
    monkeypatch.setattr("callsheet.cli.mending.safe_fix", lambda _fixes: both)
    target = Target(write(tmp_path, MISCOUNTED), (wanted,))
    mended = compute_mending(target, Progress(), read_choice([], []), None)
    assert {change.path for change in mended.changes} == (set() if wanted == paths[0] else set(paths))
    assert mended.obstacles == {}


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_a_link_to_a_file_that_is_no_task_is_followed(tmp_path: Path) -> None:
    root = write(tmp_path, MISCOUNTED)
    task, other = root / FEATURE_FOLDER / "task.json", root / "task of cards.json"
    task.rename(other)
    task.symlink_to(other)
    assert run("check", "--fix", folder=root).err == "Mended 1 finding in 1 file\n"
    assert '"subtask_count": 1' in other.read_text(encoding="utf-8")
    assert task.is_symlink()


def test_a_setting_that_is_mended_counts_at_once(tmp_path: Path) -> None:
    slip = f'{WRONG}--- /callsheet.toml\n[rules]\nunresolved-dependency = "Off"\n'
    done = run("check", "--fix", folder=write(tmp_path, slip))
    assert (tmp_path / "callsheet.toml").read_text(encoding="utf-8") == '[rules]\nunresolved-dependency = "off"\n'
    assert (done.status, done.out.splitlines()) == (0, ["no findings in 3 documents"])


def test_line_ends_indents_and_marks_stay(tmp_path: Path) -> None:
    root = write(tmp_path, MISCOUNTED)
    task = root / FEATURE_FOLDER / "task.json"
    odd = b"\xef\xbb\xbf" + task.read_bytes().replace(b"\n", b"\r\n").replace(b"  ", b"\t").rstrip()
    task.write_bytes(odd)
    task.chmod(0o640)
    assert run("check", "--fix", folder=root).status == 0
    assert task.read_bytes() == odd.replace(b"7", b"1", 1)
    assert task.stat().st_mode & 0o777 == 0o640


def test_comments_in_yaml_stay(tmp_path: Path) -> None:
    root = write(tmp_path, IN_YAML)
    assert run("check", "--fix", folder=root).err == "Mended 1 finding in 1 file\n"
    text = (root / FEATURE_FOLDER / "task.yaml").read_text(encoding="utf-8")
    assert text == IN_YAML.partition("\n--- task.yaml\n")[2].replace("subtask_count: 4", "subtask_count: 0")


def test_a_file_that_is_no_text_is_left_as_it_is_and_named(tmp_path: Path) -> None:
    root = write(tmp_path, UNTIDY)
    task = root / FEATURE_FOLDER / "task.json"
    broken = task.read_bytes().replace(b"Gift cards", b"Gift \xff cards")
    task.write_bytes(broken)
    done = run("check", "--fix", folder=root)
    assert task.read_bytes() == broken
    assert done.err.splitlines() == [
        f"Warning: {FEATURE_FOLDER}/task.json: it is not valid UTF-8, or far too long; the file is left as it is",
        "Mended 1 finding in 1 file",
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything can be written")
def test_a_file_that_is_read_only_is_left_as_it_is_and_named(tmp_path: Path) -> None:
    root = write(tmp_path, UNTIDY)
    (root / FEATURE_FOLDER / "task.json").chmod(0o444)
    done = run("check", "--fix", folder=root)
    assert f"Warning: {FEATURE_FOLDER}/task.json: it is read-only; the file is left as it is" in done.err
    assert "Mended 1 finding in 1 file" in done.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything can be written")
def test_a_folder_in_which_nothing_can_be_written_is_named(tmp_path: Path) -> None:
    root = write(tmp_path, UNTIDY)
    (root / FEATURE_FOLDER).chmod(0o555)
    try:
        said = run("check", "--fix", folder=root).err
    finally:
        (root / FEATURE_FOLDER).chmod(0o755)
    path = f"{FEATURE_FOLDER}/task.json"
    assert f"Warning: {path}: you may not write into its folder; the file is left as it is\n" in said


def test_several_workspaces_at_once(tmp_path: Path) -> None:
    write(tmp_path / "shop", MISCOUNTED)
    write(tmp_path / "till", UNTIDY)
    done = run("check", "--fix", folder=tmp_path)
    assert done.err == "Mended 3 findings in 3 files\n"
    assert done.out.splitlines()[-1] == "1 error in 4 documents of 2 workspaces"


def test_json_is_what_is_left(tmp_path: Path) -> None:
    done = run("check", "--fix", "--format", "json", folder=write(tmp_path, UNTIDY))
    assert [found["rule"] for found in done.json["findings"]] == ["unresolved-dependency"]


def test_two_at_once_do_each_other_no_harm(tmp_path: Path) -> None:
    root = write(tmp_path, "".join(UNTIDY.replace("--- ", f"--- /.tmp/tasks/cards-{n}/") for n in range(20)))
    command = [sys.executable, "-m", "callsheet", "check", "--fix", "--select", "count-mismatch,invalid-value"]
    running = [subprocess.Popen(command, cwd=root, env=environment(), stderr=subprocess.PIPE) for _ in range(3)]
    said = sorted(process.communicate()[1] for process in running)
    assert [process.returncode for process in running] == [0, 0, 0]
    assert said == [b"", b"", b"Mended 40 findings in 40 files\n"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_interrupted_while_it_waits_nothing_is_changed(tmp_path: Path) -> None:
    from callsheet.workspace.locking import locked

    root = write(tmp_path, UNTIDY)
    before = contents(root)
    with locked(root):
        process = subprocess.Popen(
            [sys.executable, "-m", "callsheet", "check", "--fix"],
            cwd=root,
            env=environment(),
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert process.stderr is not None
        assert b"Waiting for another command" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.communicate() == (b"", b"")
    assert process.returncode == 130
    assert contents(root) == before
