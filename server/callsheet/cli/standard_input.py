"""A text from standard input, taken for that of a file: `-` with `--stdin-path`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from callsheet.cli.ending import Failure
from callsheet.cli.workspaces import Target, the_place
from callsheet.text import Text
from callsheet.workspace.disk import decode_text

DASH = "-"
"""The path that means standard input."""


@dataclass(frozen=True, slots=True)
class StandardInput:
    """What standard input holds, and for which file it stands; that need not exist."""

    target: Target
    """Its workspace; the file is what is wanted of it."""
    path: str
    """The file, relative to the workspace root."""
    data: bytes

    @property
    def text(self) -> Text:
        """The text, as it is read from a file."""
        return Text(decode_text(self.data))


def read_standard_input(paths: Sequence[str], stdin_path: str | None, root: str) -> StandardInput:
    """Standard input, from arguments one of which means it.

    Raises:
        Failure: if they contradict each other, or the file is in no workspace.
    """
    if DASH not in paths:
        raise Failure("--stdin-path says for which file standard input stands: it needs the path -")
    if len(paths) > 1:
        raise Failure("- stands for standard input; there can be no other path beside it")
    if not stdin_path:
        raise Failure("- needs --stdin-path: the path of a file tells what is in it")
    target, path = the_place(stdin_path, root)
    if sys.stdin is None:
        raise Failure("there is no standard input")
    return StandardInput(target, path, sys.stdin.buffer.read())
