"""A text that is mended step by step until it can be read, and that knows where each of its characters came from."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from callsheet.text import TextEdit


class Draft:
    """A copy of a text to make changes in. Offsets of the copy are translated back by `origin_of`."""

    __slots__ = ("_origins", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._origins: array[int] | None = None
        """For each offset of `text`, its end included, the offset in the text it was copied from; never decreasing."""

    @property
    def is_changed(self) -> bool:
        """Whether an edit was made."""
        return self._origins is not None

    def edit(self, edits: Iterable[TextEdit]) -> None:
        """Make changes, given in offsets of the copy as it is now; they must not overlap.

        A character that is put in comes from where it was put, one that takes the place of another from there.
        """
        origins = self._origins if self._origins is not None else array("l", range(len(self.text) + 1))
        texts: list[str] = []
        result: array[int] = array("l")
        position = 0
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            first, last = origins[edit.start], origins[edit.end]
            texts += (self.text[position : edit.start], edit.new_text)
            result += origins[position : edit.start]
            result.extend(min(first + index, last) for index in range(len(edit.new_text)))
            position = edit.end
        texts.append(self.text[position:])
        result += origins[position:]
        self.text = "".join(texts)
        self._origins = result

    def origin_of(self, offset: int) -> int:
        """The offset in the original text."""
        return offset if self._origins is None else self._origins[offset]

    def was_put_in(self, offset: int) -> bool:
        """Whether the character at an offset stands nowhere in the original text."""
        return self._origins is not None and self._origins[offset] == self._origins[offset + 1]
