"""Many documents rewritten at once beside an editor: more of them than are remembered where nothing is changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from callsheet.cli.main import run as run_here
from callsheet.cli.reading import MAX_PARSED
from callsheet.edits.carrying_out import carry_out
from tests.cli.helpers import write
from tests.workspaces import FEATURE_FOLDER

UNTIDY = '{"seq": "01",   "status": "Pending"}\n'
TIDY = '{\n  "seq": "01",\n  "status": "Pending"\n}\n'
SUBTASKS = "".join(f"--- subtask_{n:03}.json\n{UNTIDY}" for n in range(1, MAX_PARSED + 2))


def typing_first(monkeypatch: pytest.MonkeyPatch, path: Path, text: str) -> None:
    """Let somebody save a text between the moments when changes are computed and carried out, once."""
    texts = iter([text])

    def carry_out_beside_editor(*arguments: Any) -> list[str]:
        for typed in texts:
            path.write_text(typed)
        return carry_out(*arguments)

    monkeypatch.setattr("callsheet.cli.rewriting.carry_out", carry_out_beside_editor)


@pytest.mark.parametrize(
    ("command", "after", "others"),
    [
        (["fmt"], TIDY, TIDY),
        (["check", "--fix"], '\n\n{"seq":"01","status":"pending"}\n', UNTIDY.replace("Pending", "pending")),
    ],
    ids=["fmt", "fix"],
)
def test_a_layout_that_changes_meanwhile(
    command: list[str], after: str, others: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path, SUBTASKS) / FEATURE_FOLDER
    first, *rest = sorted(folder.iterdir())
    typing_first(monkeypatch, first, '\n\n{"seq":"01","status":"Pending"}\n')
    run_here([*command, "-C", str(tmp_path)])
    assert first.read_text() == after
    assert {path.read_text() for path in rest} == {others}
