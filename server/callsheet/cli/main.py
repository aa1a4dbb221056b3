"""The entry point: runs a command and ends the process with its exit status."""

from __future__ import annotations

# Nothing else is imported up here: Ctrl-C is not dealt with before `main` runs.
import os
import sys

TYPE_CHECKING = False  # as in `typing`, which takes a while to load
if TYPE_CHECKING:
    from typing import NoReturn

    from callsheet.cli.ending import ExitStatus

COMPLETION_VARIABLE = "_CALLSHEET_COMPLETE"
"""Is set to the name of a shell by which the command is run to complete its arguments."""


_INTERRUPTED = 130
"""`ExitStatus.INTERRUPTED`, which may not be loaded yet."""


def main() -> NoReturn:
    """Run the command that the arguments name, and end the process."""
    try:
        _end(run(sys.argv[1:]))
    except KeyboardInterrupt:  # that came while another one was dealt with, or at the very end
        os._exit(_INTERRUPTED)


def run(arguments: list[str]) -> int:
    """Run the command that the arguments name; gives the exit status."""
    try:
        from callsheet.cli.ending import ExitStatus, Failure

        if sys.stdout is None:  # closed by who called it: also a change is not made where nobody can be told of it
            raise Failure("there is no standard output", ExitStatus.UNWRITABLE)
        if COMPLETION_VARIABLE in os.environ:
            from callsheet.cli.commands.completion import answer

            return answer(os.environ[COMPLETION_VARIABLE], arguments)
        if arguments[:1] == ["lsp"] and not {"-h", "--help"}.intersection(arguments):
            from callsheet.cli.commands.lsp import lsp

            return lsp()
        _set_encodings()
        if arguments[:1] == ["--version"]:
            return _print_version()
        import gc

        gc.disable()  # a command ends before garbage matters, and looking for it would double a long check's time
        from callsheet.cli.application import app

        app(arguments, prog_name="callsheet")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except BaseException as problem:  # noqa: BLE001 - `explain` says what became of it
        from callsheet.cli.ending import explain

        return explain(problem)
    return 0


def _print_version() -> ExitStatus:
    """Here and not where the option is declared, because what reads a command line takes longer to load than this."""
    from callsheet import __version__
    from callsheet.cli.ending import ExitStatus
    from callsheet.cli.output import emit

    emit(f"callsheet {__version__}\n")
    return ExitStatus.FINE


def _set_encodings() -> None:
    """Write UTF-8 where nobody looks, whatever the locale says; a terminal, or who sets PYTHONIOENCODING, has its own.

    A character that an encoding lacks is written as its escape, instead of ending the command.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            is_given = stream.isatty() or os.environ.get("PYTHONIOENCODING")
            stream.reconfigure(encoding=None if is_given else "utf-8", errors="backslashreplace")


def _end(status: int) -> NoReturn:
    """End the process without taking its memory apart first: with thousands of files that takes a fifth of the run."""
    from callsheet.cli.ending import flush

    flush(sys.stdout)
    flush(sys.stderr)
    os._exit(status)
