"""What completion speaks of: offers, which say what could stand at a place, and completions, which say how to put it there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from callsheet.ide.completion.skeletons import Skeleton
from callsheet.text import TextEdit

CompletionKind: TypeAlias = Literal["property", "enum", "value", "file", "folder", "reference", "text", "snippet"]
"""What a completion stands for; editors show a sign for it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that could stand at a place, in terms of values; how it is written is not its concern."""

    label: str
    kind: CompletionKind
    value: Skeleton | None
    """What is put there. For a key its value; None adds none."""
    key: str | None = None
    """The key, where the offer is a member."""
    description: str = ""
    """A few words beside the label, such as the title of a subtask."""
    detail: str = ""
    """A few words more, shown with the selected item."""
    documentation: str | Callable[[], str] = ""
    """Markdown, or what writes it: there may be a thousand offers, and few of them are shown."""
    words: str = ""
    """What typed text is compared with; the label, where empty."""
    goes_on: bool = False
    """Whether it is only the beginning of a string that goes on, as a folder is of a path."""
    asks_again: bool = False
    """Whether there is more to offer once it is put in place."""
    ends_line: bool = False
    """Whether a line end goes behind it where nothing follows, as behind a whole document."""
    fits: bool = False
    """Whether it has been compared with what is typed already, and fits."""


@dataclass(frozen=True, slots=True)
class Completion:
    """An item of a completion list. Offsets are code points, `end` is exclusive; both are on one line."""

    label: str
    kind: CompletionKind
    description: str
    """A few words beside the label, such as the title of a subtask."""
    detail: str
    """A few words more, shown with the selected item."""
    documentation: str | Callable[[], str]
    """Markdown, or what writes it, which may have to read a file."""
    start: int
    end: int
    new_text: str
    """What replaces the text between `start` and `end`, exactly as it is to stand there."""
    filter_text: str
    """What an editor compares with the text between `start` and the cursor."""
    sort_text: str
    snippet: str | None
    """The same as a snippet in the protocol's syntax, or None. The indentation of its further lines counts from that of the
    line it is put in (`InsertTextMode.adjustIndentation`); that of `new_text` is whole (`asIs`)."""
    additional_edits: tuple[TextEdit, ...] = ()
    """What else changes elsewhere in the text, such as a comma behind the value before."""
    asks_again: bool = False
    """Whether to ask for completions again once it is put in place."""
    insert_end: int | None = None
    """Where the replaced text may end instead, so that what follows stays: a folder can be put in front of it."""

    def describe(self) -> str:
        """The documentation, written now."""
        return self.documentation if isinstance(self.documentation, str) else self.documentation()
