"""What is shown of a file beside the item that names it."""

from __future__ import annotations

from callsheet.ide.hover_excerpts import describe_whole
from callsheet.workspace.snapshot import Snapshot


def file_preview(snapshot: Snapshot, path: str) -> str:
    """The outline or the beginning of a file; nothing of one that is not text, not there, or not to be shown."""
    text = snapshot.text(path)
    return describe_whole(text, path) if text is not None else ""
