"""`callsheet lsp`: the language server. Running it imports nothing that reads a command line: editors wait for it."""

from __future__ import annotations

import gc
import sys

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus, Failure


def lsp() -> ExitStatus:
    """Run the language server on standard input and output.

    Editors start it. Options that they add, such as --stdio, change nothing.
    """
    if sys.stdin is None:
        raise Failure("there is no standard input, on which editors speak to this server")
    gc.disable()  # what is imported now stays; to look through it for garbage would take a sixth of the start
    from callsheet.lsp.server import main  # switches it on again

    main()
    return ExitStatus.FINE


COMMAND = Command(lsp, ("callsheet lsp",), settings={"ignore_unknown_options": True, "allow_extra_args": True})
