"""Completion in the shell: what is suggested, and that real shells show it."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command

from callsheet.artifacts.shipped import documented_rules
from callsheet.cli.application import SECTIONS, app
from callsheet.cli.commands.completion import SCRIPTS
from callsheet.cli.suggestions import suggest
from tests.cli.helpers import RIGHT, environment, modules_of, run, write

SHOP = f"""{RIGHT}
--- /.tmp/tasks/vouchers/subtask_01.yaml
seq: "01"
title: "Print: the voucher"
--- /.tmp/tasks/vouchers/subtask_02.yaml
seq: "02"
--- /.tmp/tasks/plans-only/contexts.json
{{}}
--- /.tmp/tasks/completed/old/subtask_01.json
{{}}
"""

NAMES = [name for section in SECTIONS.values() for name in section]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace, as the current folder."""
    monkeypatch.chdir(write(tmp_path, SHOP))
    return tmp_path


def suggested(words: str) -> list[str]:
    """What is suggested for the last of some words with single blanks between them."""
    return [each.word for each in suggest(words.split(" "), get_command(app))]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", NAMES),
        ("st", ["status", "stages", "start"]),
        ("new ", ["feature", "subtask"]),
        ("new f", ["feature"]),
        ("help ", NAMES),
        ("help new ", ["feature", "subtask"]),
        ("nothing ", NAMES),
        ("--", ["--root", "--version", "--help"]),
        ("-C . deps vouchers ", ["01", "02"]),
        ("-C ", [":folders"]),
        ("status ", ["gift-cards", "vouchers"]),
        ("status v", ["vouchers"]),
        ("status --format json ", ["gift-cards", "vouchers"]),
        ("status gift-cards ", []),
        ("status --", ["--format", "--root", "--help"]),
        ("status --format ", ["text", "json"]),
        ("status --format=j", ["--format=json"]),
        ("status --nothing=", ["--format", "--root", "--help"][:0]),
        ("status -- -", []),
        ("deps vouchers ", ["01", "02"]),
        ("deps -C . vouchers 02", ["02"]),
        ("deps nothing ", []),
        ("status -C nowhere ", []),
        ("status -Cnowhere ", []),
        ("status --root=nowhere ", []),
        ("graph gift-cards --format ", ["text", "mermaid", "dot", "svg", "json"]),
        ("graph gift-cards --of s", ["subtasks", "stories"]),
        ("check ", [":files"]),
        ("check one two ", [":files"]),
        ("check --root ", [":folders"]),
        ("check --fail-on w", ["warning"]),
        (
            "check --select too-long,dup",
            ["too-long,duplicate-key", "too-long,duplicate-name", "too-long,duplicate-seq"],
        ),
        ("rule too", ["too-long"]),
        ("schema con", ["contexts", "contract", "configuration"]),
        ("completion ", ["bash", "zsh", "fish"]),
        ("lsp ", []),
    ],
)
def test_what_is_suggested(words: str, expected: list[str], shop: Path) -> None:
    assert suggested(words) == expected


def test_in_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert suggested("status ") == []
    assert suggested("rule ") == documented_rules()


def test_words_have_meanings(shop: Path) -> None:
    def meaning(words: str) -> str:
        return suggest(words.split(" "), get_command(app))[0].meaning

    assert meaning("check") == "Check tasks, plans and contracts for mistakes."
    assert meaning("deps gift-cards ") == "Draw the card"
    assert meaning("rule too-long") == "A text is longer than its field allows."
    assert meaning("status --r").startswith("A folder of the workspace")


@given(
    st.lists(
        st.sampled_from(["", "-", "--", "=", "--format", "--format=", "-C", "-Cx", "new", "deps", "x"]) | st.text()
    )
)
def test_no_words_are_too_odd(words: list[str]) -> None:
    suggest(words, get_command(app))


# What shells are told


@pytest.mark.parametrize(
    ("shell", "words", "told"),
    [
        ("bash", ["deps", "vouchers", "0"], "01\n02\n"),
        ("zsh", ["deps", "vouchers", "0"], "01:Print: the voucher\n02\n"),
        ("fish", ["deps", "vouchers", "0"], "01\tPrint: the voucher\n02\n"),
        ("bash", ["status", "--format", "=", "j"], "json\n"),
        ("bash", ["status", "--format", "=", ""], "text\njson\n"),
        ("bash", ["status", "--format=j"], "--format=json\n"),
        ("zsh", ["status", "--format=j"], "--format=json\n"),
        ("bash", ["deps", "'vouchers'", '"01'], "01\n"),
        ("bash", ["lsp", "-"], "--help\n"),
        ("fish", ["lsp", "-"], "--help\tShow this message and exit.\n"),
    ],
)
def test_answers(shell: str, words: list[str], told: str, shop: Path) -> None:
    done = run(*words, folder=shop, _CALLSHEET_COMPLETE=shell)
    assert (done.status, done.out, done.err) == (0, told, "")


def test_nothing_is_imported_that_an_answer_does_not_need(shop: Path) -> None:
    modules = modules_of("deps", "gift-cards", "", folder=shop, _CALLSHEET_COMPLETE="bash")
    assert "callsheet.cli.suggestions" in modules
    assert not {"pydantic", "rich", "callsheet.rules", "jsonschema_rs"} & modules


def test_an_unknown_shell(tmp_path: Path) -> None:
    message = 'Error: there is no completion for "csh"; there is for bash, zsh and fish\n'
    done = run("completion", "csh", folder=tmp_path)
    assert (done.status, done.out, done.err) == (1, "", message)
    done = run("status", "", folder=tmp_path, _CALLSHEET_COMPLETE="csh")
    assert (done.status, done.out, done.err) == (1, "", message)


# Real shells


@contextmanager
def shell_in_terminal(command: list[str], folder: Path, home: Path, **variables: str) -> Iterator[int]:
    """A shell on a pseudo-terminal, in a home of its own; gives the terminal."""
    pty = pytest.importorskip("pty", reason="needs pseudo-terminals")
    controller, terminal = pty.openpty()
    bin_folder = home / "bin"
    bin_folder.mkdir()
    (bin_folder / "callsheet").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m callsheet "$@"\n')
    (bin_folder / "callsheet").chmod(0o755)
    process = subprocess.Popen(
        command,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        cwd=folder,
        env=environment(HOME=str(home), PATH=f"{bin_folder}:{os.environ['PATH']}", LC_ALL="C.UTF-8", **variables),
        start_new_session=True,
    )
    os.close(terminal)
    try:
        yield controller
    finally:
        process.kill()
        process.wait()
        os.close(controller)


def read_until(terminal: int, pattern: str) -> str:
    """What the terminal shows until it fits a pattern; escape sequences are taken out."""
    shown, end = "", time.monotonic() + 30
    while not re.search(pattern, shown):
        ready, _, _ = select.select([terminal], [], [], max(end - time.monotonic(), 0))
        assert ready, f"the shell shows {shown!r}, not {pattern!r}"
        shown += os.read(terminal, 65536).decode(errors="replace")
        shown = re.sub(r"\x1b\[[0-9;?>]*[A-Za-z]|\x1b[=>(].?|\x1b\][^\x07]*\x07", "", shown)
    return shown


def needed(shell: str) -> str:
    """The path of a shell. Where there is none the test is skipped, but for bash in CI, which has it."""
    path = shutil.which(shell)
    if path is None:
        (pytest.fail if shell == "bash" and os.environ.get("CI") else pytest.skip)(f"{shell} is not installed")
    return path


def test_bash(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("home")
    (home / ".bashrc").write_text(f"PS1='> '\nbind 'set bell-style none'\nset +o history\n{SCRIPTS['bash']}")
    with shell_in_terminal(
        [needed("bash"), "--noprofile", "--rcfile", str(home / ".bashrc"), "-i"], shop, home
    ) as bash:
        read_until(bash, "> ")
        for typed, expected in [
            ("callsheet stat\t", "callsheet status "),
            ("gif\t", "gift-cards "),
            ("--form\t", "--format "),
            ("j\t", "json "),
            ("\x15callsheet status --format=js\t", "--format=json "),
            ("\x15callsheet deps vouchers 0\t\t", r"01 +02"),
            ("\x15callsheet check .tm\t", r"check \.tmp/"),
            ("\x15callsheet status -C .tmp/ta\t", r"\.tmp/tasks/"),
        ]:
            os.write(bash, typed.encode())
            read_until(bash, expected)


def test_zsh(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("home")
    (home / "_callsheet").write_text(SCRIPTS["zsh"])
    (home / ".zshrc").write_text("PS1='> '\nfpath=(~ $fpath)\nautoload -Uz compinit\ncompinit -u\nunsetopt beep\n")
    with shell_in_terminal([needed("zsh"), "-i"], shop, home, ZDOTDIR=str(home)) as zsh:
        read_until(zsh, "> ")
        for typed, expected in [
            ("callsheet stat\t", r"us "),
            ("gif\t", r"t-cards "),
            ("--format=j\t", "json "),
            ("\x15callsheet deps vouchers 0\t", "Print: the voucher"),
            ("\x15callsheet check .tm\t", r"p/"),
        ]:
            os.write(zsh, typed.encode())
            read_until(zsh, expected)


def test_fish(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """It is asked what it would show, which needs no terminal."""
    home = tmp_path_factory.mktemp("home")
    (home / "callsheet.fish").write_text(SCRIPTS["fish"])
    (home / "callsheet").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m callsheet "$@"\n')
    (home / "callsheet").chmod(0o755)
    for line, shown in [
        ("callsheet stat", "status\tShow how many subtasks"),
        ("callsheet deps vouchers ", "01\tPrint: the voucher\n02\n"),
        ("callsheet status --format=j", "--format=json\n"),
        ("callsheet check .tm", ".tmp/"),
    ]:
        done = subprocess.run(
            [needed("fish"), "-c", f"source {home}/callsheet.fish; complete -C '{line}'"],
            cwd=shop,
            env=environment(HOME=str(home), PATH=f"{home}:{os.environ['PATH']}"),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout.startswith(shown)
