"""What can be wrong with an OpenAPI document, and which name was meant by a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from callsheet.artifacts.spelling import LONGEST, similar_names
from callsheet.syntax import Pointer

Code: TypeAlias = Literal["invalid-openapi", "example-mismatch"]
"""`invalid-openapi`: against the OpenAPI specification; `example-mismatch`: an example or default against its schema."""


class OpenApiProblem(NamedTuple):
    """One thing that is wrong with an OpenAPI document."""

    code: Code
    pointer: Pointer
    """The offending value; for something missing the object that lacks it."""
    message: str
    """One line that says what is wrong and, where known, what would be right."""
    on_key: bool = False
    """Whether the key that the pointer ends in is to blame rather than its value."""
    suggestion: str | None = None
    """What would be right in place of the value, or of the key if that is to blame; None where it is not known."""


_ALIKE = 0.7
"""How much alike two names must be spelt for one to be taken for the other, 1 being the same."""


def nearest(written: str, names: Iterable[str]) -> str | None:
    """The name that was meant by a wrong one: the same but for case, or the one spelt most like it; None if none is."""
    if len(written) > LONGEST:
        return None
    known = [name for name in names if name != written and len(name) <= LONGEST]
    lowered = written.lower()
    same = [name for name in known if name.lower() == lowered]
    return same[0] if same else next((each.name for each in similar_names(written, known, 1, _ALIKE)), None)


def did_you_mean(suggestion: str | None) -> str:
    """The end of a message that names what was meant; empty where that is not known."""
    return f'; did you mean "{suggestion}"?' if suggestion is not None else ""
