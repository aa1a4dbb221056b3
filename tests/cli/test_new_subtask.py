"""`callsheet new subtask`: one more subtask, laid out like its siblings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.helpers import run, write
from tests.workspaces import FEATURE_FOLDER

FEATURE = """
--- task.json
{
  "id": "gift-cards",
  "status": "active",
  "subtask_count": 1,
  "completed_count": 0
}
"""


@pytest.mark.parametrize("written", [",", "", " , "])
def test_dependencies_that_name_nothing(written: str, tmp_path: Path) -> None:
    done = run("new", "subtask", "gift-cards", "--depends-on", written, folder=write(tmp_path, FEATURE))
    assert (done.status, done.err) == (2, f'Error: --depends-on "{written}" names no subtask\n')


def test_a_count_of_the_wrong_type_is_counted_anew(tmp_path: Path) -> None:
    root = write(tmp_path, FEATURE.replace('"subtask_count": 1', '"subtask_count": "1"'))
    assert run("new", "subtask", "gift-cards", folder=root).status == 0
    assert '"subtask_count": 1,' in (root / FEATURE_FOLDER / "task.json").read_text()


def check_subtask(root: Path, before: str, arguments: str, name: str, text: str) -> None:
    """Check the file of a new subtask."""
    folder = write(root, before) / FEATURE_FOLDER
    done = run("new", "subtask", "gift-cards", *arguments.split(), folder=root)
    assert (done.err, done.status) == ("", 0)
    assert (folder / name).read_bytes().decode() == text


def test_a_subtask_like_its_siblings_in_json(tmp_path: Path) -> None:
    check_subtask(
        tmp_path,
        FEATURE + '--- subtask_01.json\n{\n\t"seq": "01",\n\t"status": "pending",\n\t"depends_on": ["01"]\n}\n',
        "Print --depends-on 1 --parallel",
        "subtask_02.json",
        "{\n"
        '\t"id": "gift-cards-02",\n'
        '\t"seq": "02",\n'
        '\t"title": "Print",\n'
        '\t"status": "pending",\n'
        '\t"depends_on": ["01"],\n'
        '\t"parallel": true,\n'
        '\t"context_files": [],\n'
        '\t"acceptance_criteria": [],\n'
        '\t"deliverables": []\n'
        "}\n",
    )
    assert '"subtask_count": 2' in (tmp_path / FEATURE_FOLDER / "task.json").read_text()


def test_a_subtask_like_its_siblings_in_yaml(tmp_path: Path) -> None:
    check_subtask(
        tmp_path,
        "--- subtask_01.yaml\nseq: '01'\r\nstatus: pending\r\n--- subtask_07.yml\nseq: '07'\r\nstatus: pending\r\n",
        "--depends-on 01,7 --depends-on gift-cards-07",
        "subtask_08.yml",
        "id: gift-cards-08\r\n"
        "seq: '08'\r\n"
        "title: Subtask 08\r\n"
        "status: pending\r\n"
        "depends_on:\r\n"
        "  - '01'\r\n"
        "  - '07'\r\n"
        "parallel: false\r\n"
        "context_files: []\r\n"
        "acceptance_criteria: []\r\n"
        "deliverables: []\r\n",
    )


@pytest.mark.parametrize(
    ("pattern", "title", "name"),
    [
        ("{seq}-*.yaml", ["Print the card!"], "01-print-the-card.yaml"),
        ("*-{seq}_*", ["Print"], "-01_print.json"),
        ("{seq}*", ["Übung"], "01ubung.json"),
        ("{seq}-*", [], "01-.json"),
        ("{seq}-*", ["🎁"], "01-.json"),
        ("{seq}-*", ["word " * 19], "01-word-word-word-word-word-word-word-word-word-word-word-word.json"),
    ],
)
def test_a_name_that_has_room_for_the_title(pattern: str, title: list[str], name: str, tmp_path: Path) -> None:
    settings = f'--- /callsheet.toml\n[patterns]\nsubtask = [".tmp/tasks/{{feature}}/{pattern}"]\n'
    root = write(tmp_path, FEATURE + settings)
    assert run("new", "subtask", "gift-cards", *title, folder=root).out.endswith(f"  File: {FEATURE_FOLDER}/{name}\n")


@pytest.mark.parametrize("sibling", ["", "[]", "{", '{"seq": "01",}', '"x"'])
def test_a_sibling_that_is_no_model(sibling: str, tmp_path: Path) -> None:
    root = write(tmp_path, f"{FEATURE}--- subtask_01_draw.json\n{sibling}\n")
    assert run("new", "subtask", "gift-cards", folder=root).status == 0
    text = (root / FEATURE_FOLDER / "subtask_02.json").read_text()
    assert text.startswith('{\n  "id": "gift-cards-02",\n  "seq": "02",\n')


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["subtask_01", "subtask_05_print"], "subtask_06"),
        (["subtask_99"], "subtask_100"),
        (["subtask_007"], "subtask_008"),
        (["subtask_998"], "subtask_999"),
    ],
)
def test_the_next_number(names: list[str], expected: str, tmp_path: Path) -> None:
    root = write(tmp_path, "".join(f"--- {name}.json\n{{}}\n" for name in names))
    assert run("new", "subtask", "gift-cards", folder=root).out.endswith(f"{FEATURE_FOLDER}/{expected}.json\n")


def test_a_number_that_only_a_document_has_is_taken_too(tmp_path: Path) -> None:
    root = write(tmp_path, '--- subtask_01.json\n{"seq": "04"}\n')
    assert run("new", "subtask", "gift-cards", folder=root).out.startswith("✓ Created subtask gift-cards/05\n")


@pytest.mark.parametrize(
    ("before", "arguments", "message"),
    [
        (FEATURE, "gift-cards Print --depends-on 07", 'gift-cards has no subtask "07"; it has no subtasks'),
        (FEATURE, "gift-card", 'there is no feature "gift-card"; did you mean gift-cards?'),
        (
            "--- subtask_999.json\n{}\n",
            "gift-cards",
            "gift-cards takes no subtask: a new one goes behind the last, and numbers end at 999",
        ),
        (
            FEATURE.replace("active", "completed"),
            "gift-cards",
            "gift-cards takes no subtask: the task is completed; make it active first",
        ),
        (
            "--- task.json\n{\n",
            "gift-cards",
            f"{FEATURE_FOLDER}/task.json:1:1: expected }} to close the object that begins in line 1; mend it first",
        ),
        ("--- /.tmp/tasks/completed/gift-cards/task.json\n{}\n", "gift-cards", "gift-cards is archived"),
    ],
)
def test_what_is_refused(before: str, arguments: str, message: str, tmp_path: Path) -> None:
    root = write(tmp_path, before)
    files = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = run("new", "subtask", *arguments.split(), folder=root)
    assert (done.status, done.out, done.err) == (1, "", f"Error: {message}\n")
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == files
