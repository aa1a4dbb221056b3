"""The entry point: runs a command and ends the process with its exit status."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

from callsheet.cli.ending import ExitStatus, explain, flush


def main() -> NoReturn:
    """Run the command that the arguments name, and end the process."""
    _end(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command that the arguments name; gives the exit status."""
    try:
        if arguments[:1] == ["lsp"] and not {"-h", "--help"}.intersection(arguments):
            from callsheet.cli.lsp import lsp

            return lsp()
        _accept_any_character()
        gc.disable()  # a command ends before garbage matters, and looking for it would double a long check's time
        from callsheet.cli.commands import app

        app(arguments, prog_name="callsheet")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else ExitStatus.FINE
    except (Exception, KeyboardInterrupt) as problem:  # noqa: BLE001 - `explain` says what became of it
        return explain(problem)
    return ExitStatus.FINE


def _accept_any_character() -> None:
    """Let a character that the terminal's encoding lacks be written as its escape instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _end(status: int) -> NoReturn:
    """End the process without taking its memory apart first: with thousands of files that takes a fifth of the run."""
    flush(sys.stdout)
    flush(sys.stderr)
    os._exit(status)
