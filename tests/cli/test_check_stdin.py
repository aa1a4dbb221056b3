"""`callsheet check -`: a text from standard input, taken for that of a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callsheet.cli.roots import MARKS
from tests.cli.helpers import RIGHT, Result, environment, run, write
from tests.cli.test_check_fix import MISCOUNTED, contents
from tests.workspaces import FEATURE_FOLDER, read_fixture

TASK_PATH = f"{FEATURE_FOLDER}/task.json"
SUBTASK_PATH = f"{FEATURE_FOLDER}/subtask_01.json"
TASK = read_fixture(RIGHT).files[TASK_PATH]
SUBTASK = read_fixture(RIGHT).files[SUBTASK_PATH]


def check_stdin(root: Path, text: str | bytes, path: str, *arguments: str) -> Result:
    """Check a text as if it were in a file; no file changes."""
    before = contents(root)
    data = text.encode() if isinstance(text, str) else text
    done = run("check", "-", "--stdin-path", path, *arguments, folder=root, given=data)
    assert contents(root) == before
    assert "Traceback" not in done.err
    return done


def test_the_text_counts_in_place_of_the_file(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT)
    done = check_stdin(root, SUBTASK.replace("[]", '["01"]'), SUBTASK_PATH)
    assert done.status == 1
    assert done.out.startswith(f"{SUBTASK_PATH}:6:18: error: ")
    assert done.out.splitlines()[-1] == "1 error in 1 document"


def test_only_its_own_findings_are_reported(tmp_path: Path) -> None:
    root = write(tmp_path, MISCOUNTED)
    assert check_stdin(root, SUBTASK, SUBTASK_PATH).out == "no findings in 1 document\n"


@pytest.mark.parametrize("folder", ["", "new-folder/"])
def test_a_file_that_does_not_exist_yet(tmp_path: Path, folder: str) -> None:
    root = write(tmp_path, RIGHT)
    path = f"{FEATURE_FOLDER}/subtask_02.json" if not folder else f".tmp/tasks/{folder}subtask_02.json"
    text = SUBTASK.replace("01", "02").replace("[]", '["01"]')
    done = check_stdin(root, text, path, "--format", "json", "--select", "graph,identity")
    rules = {finding["rule"] for finding in done.json["findings"]}
    assert rules == (set() if not folder else {"unresolved-dependency", "id-mismatch", "missing-task-file"})


def test_the_first_file_of_a_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    done = check_stdin(tmp_path, TASK.replace(": 1", ": 0"), TASK_PATH)
    assert (done.status, done.out) == (0, "no findings in 1 document\n")


@pytest.mark.parametrize("path", ["subtask_01.json", "../gift-cards/subtask_01.json"])
def test_the_path_counts_from_the_current_folder_or_the_given_one(tmp_path: Path, path: str) -> None:
    root = write(tmp_path, RIGHT)
    data = SUBTASK.replace("pending", "waiting").encode()
    inside = run("check", "-", "--stdin-path", path, folder=root / FEATURE_FOLDER, given=data)
    outside = run("check", "-", "--stdin-path", path, "-C", FEATURE_FOLDER, folder=root, given=data)
    assert (inside.status, outside.status) == (1, 1)
    assert outside.out.startswith(f"{SUBTASK_PATH}:5:13: error: ")
    assert run("check", "-", "--stdin-path", str(root / SUBTASK_PATH), folder=tmp_path, given=data).out == outside.out


def test_settings_that_are_not_saved_count(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT)
    done = check_stdin(root, '[rules]\ntoo-long = "loud"\n', "callsheet.toml")
    assert done.out.startswith("callsheet.toml:2:12: error: ")


def test_an_openapi_document_that_a_contract_names(tmp_path: Path) -> None:
    contract = '{"openapi_spec_path": "cards.yaml"}'
    root = write(tmp_path, f"--- /.tmp/contracts/cards/api/contract.json\n{contract}\n")
    done = check_stdin(
        root, "openapi: 3.1.0\ninfo: {title: Cards, version: 1.0.0}\npaths: []\n", ".tmp/contracts/cards/api/cards.yaml"
    )
    assert "[invalid-openapi]" in done.out


# Mended


def test_the_mended_text_is_the_output_and_the_findings_go_aside(tmp_path: Path) -> None:
    text = TASK.replace('"subtask_count": 1', '"subtask_count": 7').replace('"active"', '"busy"')
    done = check_stdin(write(tmp_path, RIGHT), text, TASK_PATH, "--fix")
    assert done.status == 1
    assert done.out == text.replace("7", "1", 1)
    assert done.err.splitlines()[0] == "Mended 1 finding in 1 file"
    assert done.err.splitlines()[1].startswith(f"{TASK_PATH}:4:13: error: ")
    assert done.err.splitlines()[2] == "1 error in 1 document"


def test_the_findings_go_aside_as_json_too(tmp_path: Path) -> None:
    done = check_stdin(write(tmp_path, RIGHT), TASK, TASK_PATH, "--fix", "--format", "json")
    assert done.out == TASK
    assert Result(0, done.err, "").json["findings"] == []


def test_the_diff_is_that_of_the_text(tmp_path: Path) -> None:
    done = check_stdin(write(tmp_path, RIGHT), TASK.replace(": 1,", ": 7,"), TASK_PATH, "--diff")
    assert done.status == 1
    assert [line for line in done.out.splitlines() if line[0] in "-+"][2:] == [
        '-  "subtask_count": 7,',
        '+  "subtask_count": 1,',
    ]


UNWRITABLE = b'{"id": "gift-cards", "name": "\xff\xfe", "subtask_count": 9}'


@pytest.mark.parametrize("command", [["check", "--fix"], ["fmt"]])
def test_what_is_no_text_comes_out_as_it_went_in(tmp_path: Path, command: list[str]) -> None:
    root = write(tmp_path, RIGHT)
    arguments = [sys.executable, "-m", "callsheet", *command, "-", "--stdin-path", TASK_PATH]
    done = subprocess.run(arguments, cwd=root, env=environment(), input=UNWRITABLE, capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stdout == UNWRITABLE
    assert done.stderr.startswith(f"Warning: {TASK_PATH}: it is not valid UTF-8".encode())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_encoding_stays(tmp_path: Path, encoding: str) -> None:
    root = write(tmp_path, RIGHT)
    data = TASK.replace(": 1,", ": 7,").replace("\n", "\r\n").encode(encoding)
    arguments = [sys.executable, "-m", "callsheet", "check", "--fix", "-", "--stdin-path", TASK_PATH]
    done = subprocess.run(arguments, cwd=root, env=environment(), input=data, capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stdout.decode(encoding) == TASK.replace("\n", "\r\n")


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=200) | st.text('{}[]",:\\\n ud8', max_size=60).map(str.encode))
def test_any_input_has_a_result(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    root = write(tmp_path_factory.mktemp("any"), RIGHT)
    arguments = [sys.executable, "-m", "callsheet", "check", "--fix", "-", "--stdin-path", SUBTASK_PATH]
    done = subprocess.run(arguments, cwd=root, env=environment(), input=data, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"1 document" in done.stderr


# Misuse


@pytest.mark.parametrize("command", ["check", "fmt"])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-"], "- needs --stdin-path: the path of a file tells what is in it"),
        (["-", "--stdin-path", ""], "- needs --stdin-path: the path of a file tells what is in it"),
        (["--stdin-path", TASK_PATH], "--stdin-path says for which file standard input stands: it needs the path -"),
        (
            [".", "--stdin-path", TASK_PATH],
            "--stdin-path says for which file standard input stands: it needs the path -",
        ),
        (
            ["-", TASK_PATH, "--stdin-path", TASK_PATH],
            "- stands for standard input; there can be no other path beside it",
        ),
        (["-", "--stdin-path", FEATURE_FOLDER], f"{FEATURE_FOLDER} is a folder, not a file"),
        (["-", "--stdin-path", "README.md"], "nothing to work on: README.md is no task, plan or contract"),
        (["-", "--stdin-path", "/task.json"], f"/task.json lies in no workspace: there is no {MARKS} above it"),
    ],
)
def test_arguments_that_make_no_sense(tmp_path: Path, command: str, arguments: list[str], message: str) -> None:
    done = run(command, *arguments, folder=write(tmp_path, RIGHT), given=b"{}")
    assert (done.status, done.out, done.err) == (2, "", f"Error: {message}\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_without_any_standard_input(tmp_path: Path) -> None:
    command = f'exec "{sys.executable}" -m callsheet check - --stdin-path {TASK_PATH} <&-'
    root = write(tmp_path, RIGHT)
    done = subprocess.run(["sh", "-c", command], cwd=root, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (2, b"Error: there is no standard input\n")
