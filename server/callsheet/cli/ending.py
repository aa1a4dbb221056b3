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
    """`check` found something; or there is nothing of the name that was asked for."""
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
        except (Exception, KeyboardInterrupt) as problem:  # noqa: BLE001 - `explain` says what became of it
            status = explain(problem)
        sys.exit(int(status))

    return run


def explain(problem: BaseException) -> ExitStatus:
    """Say on standard error why a command ended early, in one line; gives the exit status."""
    if isinstance(problem, KeyboardInterrupt):
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


def say(text: str) -> None:
    """Write a line to standard error, if there is one."""
    with contextlib.suppress(OSError, AttributeError):  # without standard error it is None, and nobody is told
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
