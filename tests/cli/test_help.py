"""The help of the command line, and what it says to words that it does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from callsheet import __version__
from callsheet.cli.application import SECTIONS
from callsheet.cli.main import run as run_here
from callsheet.cli.registration import Group
from tests.cli.helpers import RIGHT, modules_of, run, write


def commands() -> Iterator[list[str]]:
    """The words of every command."""
    for section in SECTIONS.values():
        for name, entry in section.items():
            if isinstance(entry, Group):
                yield from ([name, second] for second in entry.modules)
            else:
                yield [name]


GROUPS = [name for section in SECTIONS.values() for name, entry in section.items() if isinstance(entry, Group)]


def listed(words: list[str]) -> list[str]:
    """The names of the commands below the words of a group; below none all first words."""
    return list(dict.fromkeys(command[len(words)] for command in commands() if command[: len(words)] == words))


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints that must end well."""
    assert run_here([*arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("words", [*commands()], ids=" ".join)
def test_every_command_has_help_with_examples(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(capsys, *words, "--help")
    assert out == shown(capsys, *words, "-h") == shown(capsys, "help", *words)
    usage, examples = out.splitlines()[0], out.partition("\nExamples:\n")[2].splitlines()
    assert usage.startswith(f"Usage: callsheet {' '.join(words)} [OPTIONS]")
    assert not re.search(r"[{}]", usage)
    assert examples
    assert all(re.match(rf"  .*callsheet {' '.join(words)}\b", example) for example in examples)
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("words", [[], *([name] for name in GROUPS)], ids=" ".join)
def test_every_command_is_listed_with_a_whole_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """On one line of a terminal of 80 columns."""
    out = shown(capsys, *words, "--help")
    assert max(map(len, out.splitlines())) <= 80
    for name in listed(words):
        assert re.search(rf"^  {name} +\S.+[\w)]\.$", out, re.MULTILINE), name


def test_the_overview(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(capsys, "--help")
    headings = [line.removesuffix(":") for line in out.splitlines() if re.fullmatch(r"\w.*:", line)]
    assert headings == ["Options", *SECTIONS, "Examples"]
    assert out == shown(capsys, "-h") == shown(capsys, "help")


@pytest.mark.parametrize(
    ("words", "usage"),
    [
        (["status"], "callsheet status [OPTIONS] [FEATURE]"),
        (["deps"], "callsheet deps [OPTIONS] FEATURE SEQ"),
        (["check"], "callsheet check [OPTIONS] [PATH]..."),
    ],
)
def test_usage_lines(words: list[str], usage: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, *words, "--help").startswith(f"Usage: {usage}\n")


@pytest.mark.parametrize(
    "arguments",
    [["-C", "shop", "status"], ["--root=shop", "status"], ["-C", "nowhere", "status", "-C", "shop"]],
    ids=" ".join,
)
def test_the_root_can_stand_before_the_command(arguments: list[str], tmp_path: Path) -> None:
    """The one behind it counts where there are both."""
    write(tmp_path / "shop", RIGHT)
    done = run(*arguments, folder=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("[gift-cards]")


def test_the_root_can_stand_before_the_commands_of_a_group(tmp_path: Path) -> None:
    write(tmp_path / "shop", RIGHT)
    done = run("-C", "shop", "new", "subtask", "gift-cards", "Sell the card", folder=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert (tmp_path / "shop/.tmp/tasks/gift-cards/subtask_02.json").exists()


@pytest.mark.parametrize("words", [[], *([name] for name in GROUPS)], ids=" ".join)
def test_without_a_command_there_is_help(words: list[str], tmp_path: Path) -> None:
    done = run(*words, folder=tmp_path)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"Usage: {' '.join(['callsheet', *words])} [OPTIONS] COMMAND [ARGS]...\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chek"], r"No such command 'chek'\. Did you mean 'check'"),
        (["xyz"], r"No such command 'xyz'\.$"),
        (["nope"], r"No such command 'nope'\.$"),
        (["Status"], r"No such command 'Status'\. Did you mean 'status'\?$"),
        (["stat"], r"No such command 'stat'\. Did you mean 'status' or 'start'\?$"),
        (["rule", "too-long", "extra"], r"Got unexpected extra argument"),
        (["help", "xyz"], r"No such command 'xyz'\."),
        (["new", "featur"], r"No such command 'featur'\. Did you mean 'feature'\?"),
        (["deps"], r"Missing argument 'FEATURE'\."),
        (["deps", "gift-cards"], r"Missing argument 'SEQ'\."),
        (["status", "a", "b"], r"Got unexpected extra argument"),
        (["status", "--formt", "json"], r"No such option.*--formt.*--format"),
        (["status", "--format", "jsn"], r"Invalid value for '--format': 'jsn' is not one of 'text', 'json'\."),
    ],
)
def test_misuse_is_one_message_behind_the_usage(arguments: list[str], message: str, tmp_path: Path) -> None:
    done = run(*arguments, folder=tmp_path)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("Usage: callsheet")
    assert re.match(f"Error: {message}", done.err.splitlines()[-1])


@pytest.mark.parametrize("words", ["rule extra", "new feature extra"])
def test_help_of_no_command(words: str, tmp_path: Path) -> None:
    done = run("help", *words.split(), folder=tmp_path)
    assert (done.status, done.out, done.err) == (2, "", f'Error: there is no command "callsheet {words}"\n')


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["status", "--help"]])
def test_help_and_version_import_no_rules(arguments: list[str], tmp_path: Path) -> None:
    loaded = modules_of(*arguments, folder=tmp_path)
    assert not [name for name in loaded if name.startswith(("callsheet.rules", "callsheet.workspace"))]
    assert ("typer" in loaded) == (arguments != ["--version"])


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, "--version") == f"callsheet {__version__}\n"
