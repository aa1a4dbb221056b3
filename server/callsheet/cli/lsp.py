"""`callsheet lsp`: the language server. Imports nothing that reads a command line: editors wait for it."""

from __future__ import annotations

from callsheet.cli.ending import ExitStatus


def lsp() -> ExitStatus:
    """Run the language server on standard input and output.

    Editors start it. Options that they add, such as --stdio, change nothing.
    """
    from callsheet.lsp.server import main

    main()
    return ExitStatus.FINE
