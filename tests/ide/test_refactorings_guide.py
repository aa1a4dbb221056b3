"""The examples of docs/refactorings.md come out as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.ide.refactoring_checks import carry_out
from tests.workspaces import CURSOR, FEATURE_FOLDER

GUIDE = (Path(__file__).parents[2] / "docs" / "refactorings.md").read_text(encoding="utf-8")
SECTIONS = {section.partition("\n")[0]: section for section in re.split(r"^### ", GUIDE, flags=re.MULTILINE)[1:]}
BLOCKS = re.compile(r"^```(json|yaml)\n(.*?)^```", re.MULTILINE | re.DOTALL)

OTHERS = (
    '--- subtask_01.json\n{"seq": "01"}\n--- subtask_03.json\n{"seq": "03"}\n--- /docs/naming.md\n' + "Names\n" * 20
)
FIRST = '--- task.json\n{"id": "gift-cards", "subtask_count": 2}\n--- subtask_01.json\n{\n  "seq": "01"\n}\n'
OF_SEVERAL_FILES = ("Move docs/naming.md to the task's context_files", "Insert a subtask after 02")
"""The sections whose examples are not one document before and after."""


def blocks(title: str) -> list[tuple[str, str]]:
    """The examples of a section: syntax and text."""
    return [(match[1], match[2]) for match in BLOCKS.finditer(SECTIONS[title])]


@pytest.mark.parametrize("title", [title for title in SECTIONS if title not in OF_SEVERAL_FILES])
def test_one_document(title: str) -> None:
    (language, before), (new_language, after) = blocks(title)
    place = min(before.index(word) for word in ("docs/", "src/", "seq") if word in before)
    fixture = f"{OTHERS}--- subtask_02.{language}\n{before[:place]}{CURSOR}{before[place:]}"
    if title.startswith("Convert"):  # nothing beside it sets the layout
        fixture = fixture.removeprefix(OTHERS)
    assert carry_out(fixture, title)[f"{FEATURE_FOLDER}/subtask_02.{new_language}"] == after


def test_a_context_file_for_the_task() -> None:
    title, _ = OF_SEVERAL_FILES
    task, subtask, task_after, subtask_after = (text for _, text in blocks(title))
    place = subtask.index("docs/naming.md")
    fixture = f"--- task.json\n{task}--- subtask_01.json\n{subtask.replace('02', '01')}"
    files = carry_out(f"{fixture}--- subtask_02.json\n{subtask[:place]}{CURSOR}{subtask[place:]}", title)
    assert files[f"{FEATURE_FOLDER}/task.json"] == task_after
    assert files[f"{FEATURE_FOLDER}/subtask_02.json"] == subtask_after


def test_a_new_subtask() -> None:
    _, title = OF_SEVERAL_FILES
    ((_, text),) = blocks(title)
    files = carry_out(f'{FIRST}--- subtask_02.json\n{{\n  "seq": "02",{CURSOR}\n  "status": "pending"\n}}\n', title)
    assert files[f"{FEATURE_FOLDER}/subtask_03.json"] == text
