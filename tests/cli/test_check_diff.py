"""`callsheet check --diff`: what `--fix` would write, as a patch."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callsheet.cli.diff import unified_diff
from callsheet.text import TextEdit, apply_edits
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


# The diff itself

TEXTS = st.text(st.sampled_from("ab\n\r\u00fc\u2028"), max_size=40) | st.text(st.sampled_from("a\n"), max_size=80)
NAMES = ("task.json", "a b.json", 'a "b".json', "größe.json", "tab\tand\\.json", "line\nend.json")


@st.composite
def changed_texts(draw: st.DrawFn) -> tuple[str, list[TextEdit]]:
    """A text, and edits of it in order that do not overlap."""
    text = draw(TEXTS)
    offsets = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=8)))
    spans = zip(offsets[::2], offsets[1::2], strict=False)
    return text, [TextEdit(start, end, draw(st.text("ab\n", max_size=4))) for start, end in spans]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program[0])
@settings(max_examples=25, deadline=None)
@given(st.lists(changed_texts(), min_size=len(NAMES), max_size=len(NAMES)))
def test_any_edits_of_any_text_in_a_file_of_any_name(
    program: list[str], changed: list[tuple[str, list[TextEdit]]]
) -> None:
    files = {
        name: (text.encode(), edits, apply_edits(text, edits).encode())
        for name, (text, edits) in zip(NAMES, changed, strict=True)
        if text and apply_edits(text, edits)  # both programs take an empty file for one that is made or removed
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, (before, _, _) in files.items():
            Path(folder, name).write_bytes(before)
        lines = [
            line for name, (before, edits, _) in files.items() for line in unified_diff(name, before.decode(), edits)
        ]
        if lines:
            apply(program, "".join(f"{line}\n" for line in lines).encode(), Path(folder))
        assert {name: Path(folder, name).read_bytes() for name in files} == {
            name: after for name, (_, _, after) in files.items()
        }


@given(changed_texts())
def test_a_diff_holds_no_more_than_what_changes(changed: tuple[str, list[TextEdit]]) -> None:
    text, edits = changed
    lines = list(unified_diff("task.json", text, edits))
    assert bool(lines) == (apply_edits(text, edits) != text)
    old = [line for line in lines[2:] if line[0] in " -"]
    assert len(old) <= text.count("\n") + 1
