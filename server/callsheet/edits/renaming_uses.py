"""Other names at the places where documents use them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from callsheet.artifacts.names import NameUse
from callsheet.syntax import Pointer, value_at
from callsheet.syntax.operations import Operation, RenameKey, SetValue
from callsheet.workspace.facts import Facts, PlanningFacts


def respelt_uses(facts: Facts, uses: Iterable[NameUse], respell: Callable[[NameUse], str]) -> Iterator[Operation]:
    """Names that a document uses, each as it is to be written; of several in one text all at once."""
    in_texts: dict[Pointer, list[NameUse]] = {}
    for use in uses:
        if use.part is not None:
            in_texts.setdefault(use.pointer, []).append(use)
        elif use.on_key:
            yield RenameKey(use.pointer, respell(use))
        else:
            yield SetValue(use.pointer, respell(use))
    for pointer, found in in_texts.items():
        text = value_at(facts.value, pointer) if isinstance(facts, PlanningFacts) else None
        if isinstance(text, str):
            yield SetValue(pointer, _respelt(text, found, respell))


def _respelt(text: str, uses: list[NameUse], respell: Callable[[NameUse], str]) -> str:
    """A text with other names in it; the uses stand in its order."""
    for use in reversed(uses):
        start, end = use.part or (0, len(text))
        text = f"{text[:start]}{respell(use)}{text[end:]}"
    return text
