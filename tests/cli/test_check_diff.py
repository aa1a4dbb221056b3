"""`callsheet check --diff`: what `--fix` would write, as a patch."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.helpers import RIGHT, WRONG, run, write
from tests.cli.terminals import run_in_terminal
from tests.cli.test_check_fix import MISCOUNTED, UNTIDY, contents
from tests.workspaces import FEATURE_FOLDER

PROGRAMS = [["patch", "-p1", "--silent", "--binary"], ["git", "apply", "--whitespace=nowarn"]]

DIFF = f"""\
--- a/{FEATURE_FOLDER}/task.json
+++ b/{FEATURE_FOLDER}/task.json
@@ -3,7 +3,7 @@
   "name": "Gift cards",
   "status": "active",
   "objective": "Customers can send gift cards",
-  "subtask_count": 7,
+  "subtask_count": 1,
   "completed_count": 0,
   "created_at": "2026-03-01T09:15:00Z"
 }}
"""


def apply(program: list[str], patch: bytes, folder: Path) -> None:
    if shutil.which(program[0]) is None:
        pytest.skip(f"needs {program[0]}")
    done = subprocess.run(program, cwd=folder, input=patch, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b""), patch.decode()


def test_it_shows_and_changes_nothing(tmp_path: Path) -> None:
    root = write(tmp_path, MISCOUNTED)
    before = contents(root)
    for arguments in (["--fix", "--diff"], ["--diff"]):
        done = run("check", *arguments, folder=root)
        assert (done.status, done.out, done.err) == (1, DIFF, "Would mend 1 finding in 1 file\n")
    assert contents(root) == before


def test_without_anything_to_mend_there_is_no_diff(tmp_path: Path) -> None:
    done = run("check", "--diff", folder=write(tmp_path, WRONG))
    assert (done.status, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program[0])
@pytest.mark.parametrize("folder", [".", "shop", "shop/src"])
def test_carried_out_it_gives_what_fix_gives(tmp_path: Path, program: list[str], folder: str) -> None:
    """From the folder of the workspace and from those around it; from one inside it, paths count from the root."""
    fixture = UNTIDY.replace("--- subtask_01", "--- subtask_01_größe").replace("\n}", "\n}\r\n")
    root, other = write(tmp_path / "here" / "shop", fixture), write(tmp_path / "there", fixture)
    (root / "src").mkdir()
    here = tmp_path / "here" / folder
    patch = run("check", "--diff", *(["shop"] if folder == "." else []), folder=here).out.encode()
    assert patch.count(b"\n@@") == 2
    apply(program, patch, root if folder == "shop/src" else here)
    run("check", "--fix", folder=other)
    assert {path.name: data for path, data in _files(root)} == {path.name: data for path, data in _files(other)}


def _files(root: Path) -> list[tuple[Path, bytes]]:
    return [(path, path.read_bytes()) for path in root.rglob("*.json")]


def test_a_terminal_gets_colours_and_no_control_characters(tmp_path: Path) -> None:
    root = write(tmp_path, MISCOUNTED.replace('"Gift cards"', '"Gift \x9b2J cards"'))
    shown = run_in_terminal("check", "--diff", folder=root, NO_COLOR="")
    assert '\x1b[31m-  "subtask_count": 7,\x1b[0m\n\x1b[32m+  "subtask_count": 1,\x1b[0m\n' in shown
    assert "Gift \\x9b2J cards" in shown
    plain = run_in_terminal("check", "--diff", folder=root)
    assert plain == DIFF.replace("Gift cards", "Gift \\x9b2J cards")


def test_other_formats_cannot_be_had_with_it(tmp_path: Path) -> None:
    done = run("check", "--diff", "--format", "json", folder=write(tmp_path, RIGHT))
    assert (done.status, done.out) == (2, "")
    assert done.err == "Error: --diff prints a diff: --format has nothing to say beside it\n"
