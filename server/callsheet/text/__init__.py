"""Immutable text with the line ends and the position encodings of the Language Server Protocol."""

from callsheet.text.text import Encoding, Position, Text, TextEdit, apply_edits

__all__ = ["Encoding", "Position", "Text", "TextEdit", "apply_edits"]
