"""How commands end: their exit statuses, and what is said when one cannot do its work."""

from __future__ import annotations

import contextlib
import enum
import functools
import os
import sys
from collections.abc import Callable
from typing import ParamSpec, TextIO

DEBUG_VARIABLE = "CALLSHEET_DEBUG"
"""Set to anything, this variable makes internal errors show where they come from."""


class ExitStatus(enum.IntEnum):
    """What the exit statuses mean; each means the same for every command."""

    FINE = 0
    FOUND = 1
    """`check` found something, `--check` or `--diff` would change something; a change was refused; or there is nothing of
    the name that was asked for."""
    MISUSED = 2
    """Bad usage, or nothing to work on. The libraries that read the command line use the same number."""
    INTERNAL = 70
    """A defect of Callsheet (EX_SOFTWARE of sysexits.h)."""
    UNWRITABLE = 74
    """The output could not be written (EX_IOERR of sysexits.h)."""
    INTERRUPTED = 130
    """Ctrl-C; what shells give for SIGINT."""


class Failure(Exception):
    """Why a command cannot do its work, in words for the person who called it."""

    def __init__(self, message: str, status: ExitStatus = ExitStatus.MISUSED) -> None:
        super().__init__(message)
        self.status = status


Arguments = ParamSpec("Arguments")


def ending(command: Callable[Arguments, ExitStatus]) -> Callable[Arguments, None]:
    """A command that ends with the exit status it returns, whatever goes wrong in it."""

    @functools.wraps(command)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        try:
            status = command(*args, **kwargs)
        except SystemExit:
            raise
        except BaseException as problem:  # noqa: BLE001 - `explain` says what became of it
            status = explain(problem)
        sys.exit(int(status))

    return run


def explain(problem: BaseException) -> ExitStatus:
    """Say on standard error why a command ended early, in one line; gives the exit status."""
    if _comes_from_interrupt(problem):
        return ExitStatus.INTERRUPTED
    if isinstance(problem, Failure):
        say(f"Error: {problem}")
        return problem.status
    if os.environ.get(DEBUG_VARIABLE):
        import traceback

        say("".join(traceback.format_exception(problem)).rstrip())
    hint = "" if os.environ.get(DEBUG_VARIABLE) else f"; {DEBUG_VARIABLE}=1 shows where it comes from"
    say(f"Internal error: {type(problem).__name__}: {problem}{hint}")
    return ExitStatus.INTERNAL


def _comes_from_interrupt(problem: BaseException) -> bool:
    """Whether it began with Ctrl-C, which other exceptions take for their cause where it comes amid an import."""
    seen: list[BaseException] = []
    cause: BaseException | None = problem
    while cause is not None and cause not in seen:
        if isinstance(cause, KeyboardInterrupt):
            return True
        if not isinstance(cause, Exception) and KeyboardInterrupt.__name__ in str(cause):
            return True  # a library in Rust has met it, and panicked
        seen.append(cause)
        cause = cause.__cause__ or cause.__context__
    return False


listeners: list[Callable[[str], None]] = []
"""Are told all that is said: whoever a server answers does not see its standard error."""


def say(text: str) -> None:
    """Write a line to standard error, if there is one; in a terminal it is broken between its words."""
    for listener in listeners:
        listener(text)
    with contextlib.suppress(OSError, AttributeError):  # without standard error it is None, and nobody is told
        if sys.stderr.isatty() and "\n" not in text:
            from callsheet.cli.output import Screen, fold

            text = fold(text, Screen.of(sys.stderr).width, "")
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def flush(stream: TextIO | None) -> None:
    """Write out what a stream still holds, if anybody reads it."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        fall_silent(stream)


def fall_silent(stream: TextIO) -> None:
    """Lead a stream that nobody reads any more to nowhere, so that what is left in its buffer harms nobody."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
