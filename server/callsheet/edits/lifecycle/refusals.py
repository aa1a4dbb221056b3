"""Why a step must not be taken."""

from __future__ import annotations

import math
from dataclasses import dataclass

from callsheet.artifacts.schema import Schema
from callsheet.workspace.facts import Facts
from callsheet.workspace.feature import Feature


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a step must not be taken now."""

    reason: str
    """A sentence without its full stop."""
    waiting_for: tuple[str, ...] = ()
    """The subtasks that are not completed, by key; of dependencies that do not exist what is written."""
    can_be_forced: bool = False
    """Whether the author may overrule it."""


def is_readable(facts: Facts) -> bool:
    """Whether a document can take a step: where a slip of syntax hides the status, another would make things worse."""
    return facts.is_object and (facts.status is not None or not facts.syntax.is_broken)


def text_refusal(what: str, text: str, field: str, schema: Schema | None) -> Refusal | None:
    """The refusal of a text that is longer than the schema of the field allows which it is for; None where it fits."""
    limit = (schema or {}).get("maxLength", math.inf)
    if len(text) <= limit:
        return None
    article = "an" if field[0] in "aeiou" else "a"
    return Refusal(f"{what} has {len(text)} characters; {article} {field} can have {limit}")


def archived_refusal(feature: Feature) -> Refusal | None:
    """The refusal of every step in the archive, where nobody works any more; None elsewhere."""
    return Refusal(f"{feature.name} is archived") if feature.is_archived else None
