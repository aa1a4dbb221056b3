"""Several workspaces to be changed, and an end before the last of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.cli import rewriting
from callsheet.cli.main import run as run_here
from callsheet.edits.carrying_out import carry_out as carry_out_really
from callsheet.workspace.writing import WriteError
from tests.cli.helpers import write
from tests.cli.test_check_fix import UNTIDY, contents


def check_half_done(
    root: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], problem: BaseException, status: int
) -> None:
    """Let the second of two workspaces meet a problem."""
    first, second = (write(root / name, UNTIDY.replace('  "name"', '      "name"')) for name in ("cafe", "shop"))
    before = contents(first), contents(second)

    def carry_out(snapshot: object, *arguments: object) -> object:
        if str(snapshot.root) == str(second):  # type: ignore[attr-defined]
            raise problem
        return carry_out_really(snapshot, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(rewriting, "carry_out", carry_out)
    monkeypatch.chdir(root)
    assert run_here(command) == status
    assert contents(first) != before[0]
    assert contents(second) == before[1]


@pytest.mark.parametrize(("command", "files"), [(["check", "--fix"], "2 files"), (["fmt"], "1 file")])
def test_ctrl_c(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str], files: str
) -> None:
    check_half_done(tmp_path, monkeypatch, command, KeyboardInterrupt(), 130)
    assert capsys.readouterr() == ("", f"{files} changed in cafe; all other workspaces are as they were\n")


def test_what_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    check_half_done(tmp_path, monkeypatch, ["check", "--fix"], WriteError("the disk is full"), 74)
    assert capsys.readouterr().err.splitlines() == [
        "2 files changed in cafe; all other workspaces are as they were",
        "Error: the disk is full",
    ]
