"""What commands say of a `callsheet.toml` that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.helpers import RIGHT, run, write
from tests.cli.test_check_fix import UNTIDY as MISCOUNTED
from tests.cli.test_check_fix import contents
from tests.cli.test_configuration import configure, moved
from tests.workspaces import FEATURE_FOLDER

SLIP = '[patterns]\ntask = ["work/{feature}/task"]\n[rules]\ntoo-long = "off\n'
UNTIDY = MISCOUNTED.replace('  "name"', '      "name"')
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


def test_what_the_choice_of_rules_leaves_out_is_said(tmp_path: Path) -> None:
    write(tmp_path, RIGHT)
    configure(tmp_path, '[rules]\ntoo-long = "loud"\n')
    for options in (["--select", "graph"], ["--ignore", "schema"], ["--diff"]):
        (line,) = run("check", *options, folder=tmp_path).err.splitlines()
        assert line.startswith("Warning: callsheet.toml:2:12: ")
    assert run("check", "--select", "invalid-value", folder=tmp_path).err == ""


def test_what_its_own_settings_keep_from_being_listed_is_said(tmp_path: Path) -> None:
    write(tmp_path, RIGHT)
    for hidden in ('ignore = ["callsheet.toml"]\n[rules]\n', '[rules]\ninvalid-value = "off"\n'):
        configure(tmp_path, f'{hidden}too-long = "loud"\n')
        (line,) = run("check", folder=tmp_path).err.splitlines()
        assert line.startswith("Warning: callsheet.toml:3:12: ")


# Commands that write many files, or new ones


WRITING = (["fmt"], ["check", "--fix"], ["new", "feature", "vouchers"], ["new", "subtask", "gift-cards"])
STRICT = (*WRITING, ["archive", "gift-cards", "--force"])


@pytest.mark.parametrize("command", STRICT, ids=" ".join)
@pytest.mark.parametrize(
    ("settings", "place"),
    [
        (SLIP, "4:12"),
        ('ignore = "legacy/**"\n', "1:10"),
        ('ignore = ["legacy/**", ""]\n', "1:24"),
        ('patterns = "work"\n', "1:12"),
        ('[patterns]\ntask = ["/work/{feature}/task"]\n', "2:9"),
    ],
)
def test_nothing_is_written_where_nobody_knows_what(
    tmp_path: Path, command: list[str], settings: str, place: str
) -> None:
    root = write(tmp_path, UNTIDY)
    configure(root, settings)
    before = contents(root)
    done = run(*command, folder=root)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"Error: callsheet.toml:{place}: ")
    assert done.err.endswith("; nothing is written until that is mended\n")
    assert contents(root) == before


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_other_settings_keep_nobody_from_writing(tmp_path: Path, command: list[str]) -> None:
    root = write(tmp_path, UNTIDY)
    configure(root, '[rules]\ntoo-long = "loud"\nno-such-rule = "off"\n[formatting]\nindent = 99\n')
    before = contents(root)
    run(*command, folder=root)
    assert contents(root) != before


def test_looking_goes_on(tmp_path: Path) -> None:
    root = write(tmp_path, UNTIDY)
    configure(root, SLIP)
    for command in (["fmt", "--check"], ["fmt", "--diff"], ["check", "--fix", "--diff"]):
        assert run(*command, folder=root).err.startswith("Warning: callsheet.toml:4:12: ")


def test_the_settings_themselves_can_be_mended(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT)
    configure(root, 'ignore = ["legacy/**" "old/**"]\n')
    run("check", "--fix", "callsheet.toml", folder=root)
    assert (root / "callsheet.toml").read_text(encoding="utf-8") == 'ignore = ["legacy/**", "old/**"]\n'


def test_nothing_is_found_where_the_settings_may_say_otherwise(tmp_path: Path) -> None:
    moved(tmp_path, RIGHT)
    configure(tmp_path, SLIP)
    done = run("check", "work", folder=tmp_path)
    assert done.status == 2
    assert "Error: nothing to work on: there are no task files in work, as far as that can be known" in done.err


def test_a_text_from_standard_input_is_read_by_the_settings_too(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT)
    configure(root, SLIP)
    for command in ("check", "fmt"):
        done = run(command, "-", "--stdin-path", f"{FEATURE_FOLDER}/task.json", folder=root, given=b"{}\n")
        assert done.err.startswith("Warning: callsheet.toml:4:12: ")
        assert "callsheet.toml" not in run(command, "-", "--stdin-path", "callsheet.toml", folder=root, given=b"").err


def test_the_place_is_shown_from_the_current_folder(tmp_path: Path) -> None:
    write(tmp_path / "shop", RIGHT)
    configure(tmp_path / "shop", "[rules\n")
    assert run("plan", "-C", "shop", folder=tmp_path).err.startswith("Warning: shop/callsheet.toml:1:6: expected ]")


def test_right_settings_are_passed_over_in_silence(tmp_path: Path) -> None:
    moved(tmp_path, RIGHT)
    assert run("plan", folder=tmp_path).err == ""
