"""From what is to change to text edits that keep the author's formatting."""

from callsheet.edits.edit_error import EditError

__all__ = ["EditError"]
