"""What commands say of a `callsheet.toml` that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.helpers import RIGHT, run, write
from tests.cli.test_configuration import configure, moved

SLIP = '[patterns]\ntask = ["work/{feature}/task"]\n[rules]\ntoo-long = "off\n'
COMMANDS = (["plan"], ["status"], ["stages"], ["check"], ["check", "work"])


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_slip_of_syntax_is_named_because_nothing_of_the_file_counts(tmp_path: Path, command: list[str]) -> None:
    moved(tmp_path, RIGHT)
    configure(tmp_path, SLIP)
    (line,) = (line for line in run(*command, folder=tmp_path).err.splitlines() if line.startswith("Warning"))
    assert line == 'Warning: callsheet.toml:4:12: expected a closing quotation mark ("); none of its settings count'


@pytest.mark.parametrize("command", [["plan"], ["status"], ["stages"], ["check", ".tmp"]], ids=" ".join)
def test_settings_that_do_not_count_are_named(tmp_path: Path, command: list[str]) -> None:
    write(tmp_path, RIGHT)
    configure(tmp_path, '[rules]\ntoo-long = "loud"\ntoo-lng = "off"\n[patterns]\nadr = ["/adr"]\n')
    found = run(*command, folder=tmp_path)
    assert found.status == 0
    assert [line.partition(": ")[2][:20] for line in found.err.splitlines()] == [
        "callsheet.toml:2:12:",
        "callsheet.toml:5:8: ",
    ]
    assert found.err.count("; this setting does not count\n") == 2


def test_what_check_lists_is_not_said_twice(tmp_path: Path) -> None:
    write(tmp_path, RIGHT)
    configure(tmp_path, '[rules]\ntoo-long = "loud"\n')
    assert run("check", folder=tmp_path).err == ""


def test_the_place_is_shown_from_the_current_folder(tmp_path: Path) -> None:
    write(tmp_path / "shop", RIGHT)
    configure(tmp_path / "shop", "[rules\n")
    assert run("plan", "-C", "shop", folder=tmp_path).err.startswith("Warning: shop/callsheet.toml:1:6: expected ]")


def test_right_settings_are_passed_over_in_silence(tmp_path: Path) -> None:
    moved(tmp_path, RIGHT)
    assert run("plan", folder=tmp_path).err == ""
