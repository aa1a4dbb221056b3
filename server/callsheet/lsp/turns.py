"""Work on the event loop in slices."""

from __future__ import annotations

import asyncio

SLICE = 0.002
"""How long a slice may keep the loop from answering, in seconds."""

_GAP = 0.001
"""How long the loop is left to other work between two slices, in seconds."""


class Turn:
    """Work on the loop in slices, so that no request has to wait for long."""

    def __init__(self) -> None:
        """A slice that begins now."""
        self._loop = asyncio.get_running_loop()
        self._until = self._loop.time() + SLICE

    @property
    def is_over(self) -> bool:
        """Whether it is time to let others work."""
        return self._loop.time() > self._until

    async def pause(self) -> None:
        """Let others work, then begin another slice."""
        await asyncio.sleep(_GAP)
        self._until = self._loop.time() + SLICE
