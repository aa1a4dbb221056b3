"""What the tests of writing share: files, and something that happens at a chosen step, such as the end of the process."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal
from unittest import mock

STEPS = (
    (os, "open"),
    (os, "fsync"),
    *((Path, name) for name in ("chmod", "replace", "rename", "hardlink_to", "mkdir", "rmdir", "unlink", "read_bytes")),
)
"""All by which writing does something to files, or looks at them."""

Moment = Literal["before", "after"]


class Steps:
    """Counts the steps, and lets something happen before or after the one of a number (counted from 0)."""

    def __init__(self, number: int, moment: Moment, event: Callable[[], None]) -> None:
        self._number = number
        self._moment = moment
        self._event = event
        self.taken = 0

    @property
    def has_happened(self) -> bool:
        return self.taken > self._number

    @contextlib.contextmanager
    def counted(self) -> Iterator[None]:
        with contextlib.ExitStack() as stack:
            for owner, name in STEPS:
                stack.enter_context(mock.patch.object(owner, name, self._wrapped(getattr(owner, name))))
            yield

    def _wrapped(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            is_it = self.taken == self._number
            self.taken += 1
            if is_it and self._moment == "before":
                self._event()
            result = step(*args, **kwargs)
            if is_it and self._moment == "after":
                self._event()
            return result

        return run


def files_in(root: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def make(root: Path, files: Mapping[str, bytes]) -> Path:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def refuse(number: int) -> Callable[..., None]:
    """A step that the system refuses."""

    def step(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return step
