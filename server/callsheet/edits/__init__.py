"""From what is to change to text edits that keep the author's formatting."""

from callsheet.edits.node_changes import EditError
from callsheet.edits.structure import edits_for

__all__ = ["EditError", "edits_for"]
