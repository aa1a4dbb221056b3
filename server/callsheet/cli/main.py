"""The entry point: runs a command and ends the process with its exit status."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

from callsheet.cli.ending import ExitStatus, explain, flush

COMPLETION_VARIABLE = "_CALLSHEET_COMPLETE"
"""Is set to the name of a shell by which the command is run to complete its arguments."""


def main() -> NoReturn:
    """Run the command that the arguments name, and end the process."""
    _end(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command that the arguments name; gives the exit status."""
    try:
        if COMPLETION_VARIABLE in os.environ:
            from callsheet.cli.completion import answer

            return answer(os.environ[COMPLETION_VARIABLE], arguments)
        if arguments[:1] == ["lsp"] and not {"-h", "--help"}.intersection(arguments):
            from callsheet.cli.lsp import lsp

            return lsp()
        _accept_any_character()
        if arguments[:1] == ["--version"]:
            return _print_version()
        gc.disable()  # a command ends before garbage matters, and looking for it would double a long check's time
        from callsheet.cli.commands import app

        app(arguments, prog_name="callsheet")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else ExitStatus.FINE
    except (Exception, KeyboardInterrupt) as problem:  # noqa: BLE001 - `explain` says what became of it
        return explain(problem)
    return ExitStatus.FINE


def _print_version() -> ExitStatus:
    """Here and not where the option is declared, because what reads a command line takes longer to load than this."""
    from callsheet import __version__
    from callsheet.cli.output import emit

    emit(f"callsheet {__version__}\n")
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
