"""`callsheet lsp`: the language server. Imports nothing that reads a command line: editors wait for it."""

from __future__ import annotations

import gc

from callsheet.cli.ending import ExitStatus


def lsp() -> ExitStatus:
    """Run the language server on standard input and output.

    Editors start it. Options that they add, such as --stdio, change nothing.
    """
    gc.disable()  # what is imported now stays; to look through it for garbage would take a sixth of the start
    from callsheet.lsp.server import main  # switches it on again

    main()
    return ExitStatus.FINE
