"""What a client may ask for with `initializationOptions`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Options:
    """The options; what is missing or makes no sense is as it is by default."""

    poll_interval: float = 2.0
    """How long to wait between two looks at the disk where the client watches no files, in seconds."""

    @staticmethod
    def of(value: Any) -> Options:
        """Read `{"pollInterval": 2.0}`."""
        interval = value.get("pollInterval") if isinstance(value, dict) else None
        if isinstance(interval, (int, float)) and not isinstance(interval, bool) and interval > 0:
            return Options(poll_interval=float(interval))
        return Options()
