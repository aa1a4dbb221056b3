"""What a command is. Every command stands in a file of its own as `COMMAND`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from callsheet.cli.ending import ExitStatus


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it does, and what its help shows."""

    function: Callable[..., ExitStatus]
    """Does the work; its docstring is the help, its parameters are arguments and options."""
    examples: tuple[str, ...]
    """Commands as somebody would write them, for the end of the help."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """How its arguments are read where that differs, as click's `context_settings`."""
