"""Steps beside files that are broken, or that somebody else is writing at that moment."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from callsheet.cli.main import run as run_here
from tests.cli.helpers import age, write
from tests.workspaces import FEATURE_FOLDER

TASK = '{"id": "gift-cards", "status": "active", "subtask_count": 3, "completed_count": 0}\n'

SUBTASKS = """
--- subtask_01.json
{"seq": "01", "status": "pending"}
--- subtask_02.json
{"seq": "02", "status": "pending", "depends_on": ["01"]}
--- subtask_03.json
{"seq": "03", "status": "completed"}
"""

CARDS = f"{SUBTASKS}--- task.json\n{TASK}"


def texts(root: Path) -> dict[str, str]:
    """The files of the feature by name."""
    return {path.name: path.read_text() for path in (root / FEATURE_FOLDER).iterdir()}


def check_refused(root: Path, before: str, arguments: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Check that a step is refused, why, and that nothing has changed; the message begins with a file's name."""
    expected = texts(age(write(root, before)))
    assert run_here([*arguments.split(), "-C", str(root)]) == 1
    assert texts(root) == expected
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Error: ")
    assert said.err.endswith(f"{root}/{FEATURE_FOLDER}/{message}\n")


Broken = pytest.mark.parametrize(
    ("name", "text", "slip"),
    [
        pytest.param("json", '{\n  "status": "active"\n  "completed_count": 0\n}', "2:20: expected a comma", id="slip"),
        pytest.param("json", "", "1:1: expected a value; the document is empty", id="empty"),
        pytest.param(
            "json", '{"status": "active",', "1:20: expected } to close the object that begins in line 1", id="half"
        ),
        pytest.param("json", "[]", "1:1: expected an object", id="no object"),
        pytest.param("yaml", "", "1:1: expected an object", id="empty YAML"),
        pytest.param("yaml", "status: [a", "1:10: expected ] to close the array that begins in line 1", id="half YAML"),
    ],
)


@Broken
@pytest.mark.parametrize("arguments", ["complete gift-cards 01", "complete gift-cards", "reopen gift-cards 03"])
def test_a_broken_task_that_has_to_count(
    name: str, text: str, slip: str, arguments: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = f"{SUBTASKS}--- task.{name}\n{text}"
    check_refused(tmp_path, before, arguments, f"task.{name}:{slip}; mend it first", capsys)


@Broken
@pytest.mark.parametrize("step", ["start", "complete", "block", "unblock", "reopen"])
def test_a_broken_subtask(
    step: str, name: str, text: str, slip: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = f"--- task.json\n{TASK}--- subtask_01.{name}\n{text}"
    message = f"subtask_01.{name}:{slip}; mend it first"
    check_refused(tmp_path, before, f"{step} gift-cards 01", message, capsys)


def test_a_broken_task_is_in_nobodys_way_that_counts_for_nothing(tmp_path: Path) -> None:
    root = age(write(tmp_path, CARDS.replace(TASK, '{"completed_count": 0')))
    assert run_here(["start", "gift-cards", "01", "-C", str(root)]) == 0
    assert run_here(["block", "gift-cards", "01", "-C", str(root)]) == 0


@pytest.mark.parametrize("count", ['"2"', "2.0", "true", "[]", "-1", str(10**30)])
def test_a_count_of_the_wrong_type_is_counted_anew(count: str, tmp_path: Path) -> None:
    root = age(write(tmp_path, CARDS.replace('"completed_count": 0', f'"completed_count": {count}')))
    assert run_here(["complete", "gift-cards", "01", "-C", str(root)]) == 0
    assert json.loads(texts(root)["task.json"])["completed_count"] == 2


def test_a_dependency_of_which_nobody_knows_whether_it_is_completed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = CARDS.replace('{"seq": "01", "status": "pending"}', '{"seq": "01", "sta')
    message = 'subtask_01.json:1:15: expected a closing quotation mark ("); mend it first'
    check_refused(tmp_path, before, "start gift-cards 02", message, capsys)
    forced = f"{message}; --force does it all the same"
    check_refused(tmp_path, before, "complete gift-cards 02", forced, capsys)


def test_what_else_is_in_the_way_comes_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = CARDS.replace('{"seq": "01", "status": "pending"}', '{"seq": "01", "sta')
    root = age(write(tmp_path, broken.replace('"02", "status": "pending"', '"02", "status": "completed"')))
    assert run_here(["start", "gift-cards", "02", "-C", str(root)]) == 1
    assert capsys.readouterr().err == "Error: 02 is completed: reopen it first\n"


def test_a_sibling_that_cannot_be_read_is_in_nobodys_way_but_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = age(write(tmp_path, CARDS.replace('{"seq": "03", "status": "completed"}', '{"seq": "03", "status": "comp')))
    assert run_here(["complete", "gift-cards", "01", "-C", str(root)]) == 0
    said = capsys.readouterr()
    assert said.out == "✓ Marked gift-cards/01 as completed\n  Progress: 1/3\n"
    assert said.err.startswith("Warning: completed_count may be wrong: ")
    assert f"{FEATURE_FOLDER}/subtask_03.json:1:25: expected a closing quotation mark" in said.err
    assert run_here(["start", "gift-cards", "02", "-C", str(root)]) == 0
    assert capsys.readouterr().err == ""


# What is whole again in a moment


@pytest.mark.parametrize("name", ["task.json", "subtask_01.json", "subtask_03.json"])
@pytest.mark.parametrize("half", ["", '{"seq": "01", "status": "comp', "{"])
def test_what_somebody_is_writing_is_waited_for(
    name: str, half: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = age(write(tmp_path, CARDS)) / FEATURE_FOLDER / name
    whole = path.read_text()
    path.write_text(half)
    after_a_pause(monkeypatch, lambda: path.write_text(whole))
    assert run_here(["complete", "gift-cards", "01", "Drawn", "-C", str(tmp_path)]) == 0
    assert capsys.readouterr() == ("✓ Marked gift-cards/01 as completed\n  Summary: Drawn\n  Progress: 2/3\n", "")
    assert json.loads(texts(tmp_path)["task.json"])["completed_count"] == 2


def test_so_are_a_dependency_and_a_task_that_gets_a_subtask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = age(write(tmp_path, CARDS)) / FEATURE_FOLDER
    (folder / "subtask_01.json").write_text("")
    after_a_pause(monkeypatch, lambda: (folder / "subtask_01.json").write_text('{"seq": "01", "status": "completed"}'))
    assert run_here(["start", "gift-cards", "02", "-C", str(tmp_path)]) == 0
    (folder / "task.json").write_text("")
    after_a_pause(monkeypatch, lambda: (folder / "task.json").write_text(TASK))
    assert run_here(["new", "subtask", "gift-cards", "-C", str(tmp_path)]) == 0
    assert json.loads(texts(tmp_path)["task.json"])["subtask_count"] == 4


def after_a_pause(monkeypatch: pytest.MonkeyPatch, event: Callable[[], object]) -> None:
    """Let something happen while a command waits."""
    monkeypatch.setattr("callsheet.cli.changing.time.sleep", lambda _: event())


def test_what_stays_broken_is_refused_after_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("callsheet.cli.changing._PATIENCE", 0.05)
    root = write(tmp_path, CARDS.replace(TASK, ""))
    assert run_here(["complete", "gift-cards", "01", "-C", str(root)]) == 1
    assert "/task.json:1:1: expected a value; the document is empty; mend it first" in capsys.readouterr().err


def test_half_a_file_is_never_made_a_whole_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    half = '{"seq": "01", "status": "pending", "acceptance_criteria": ["The front exists", "The b'
    before = CARDS.replace('{"seq": "01", "status": "pending"}', half)
    message = 'subtask_01.json:1:80: expected a closing quotation mark ("); mend it first'
    check_refused(tmp_path, before, "complete gift-cards 01", message, capsys)
