"""Reading only what task files say of the work: a fraction of the time that it takes to know all of them.

Most commands want no more. What they get must not be given to rules: everything else looks as if it were not there.
"""

from __future__ import annotations

import contextlib

import orjson

from callsheet.artifacts.kinds import ArtifactPath
from callsheet.artifacts.team_schema import TeamSchema
from callsheet.syntax import Value
from callsheet.syntax.tree import MAX_LENGTH
from callsheet.workspace.decoding import document_of
from callsheet.workspace.facts import FAULTLESS, Facts, Syntax
from callsheet.workspace.reading import NO_TEXT, read_facts
from callsheet.workspace.snapshot import language_of

WORK_FIELDS = (
    "id",
    "name",
    "status",
    "seq",
    "title",
    "depends_on",
    "parallel",
    "agent_id",
    "started_at",
    "completed_at",
)
"""The members of tasks and subtasks that say what is to be done, how far it is and what it waits for."""


def skim(path: str, artifact: ArtifactPath, data: bytes, _team: TeamSchema | None = None) -> Facts:
    """The facts of a task or subtask with this content, as far as they come from `WORK_FIELDS`.

    They are held to no schema, and of the syntax only slips are told.
    """
    syntax, value = _value(path, data)
    root = {name: value[name] for name in WORK_FIELDS if name in value} if isinstance(value, dict) else value
    return read_facts(path, artifact, root, syntax=syntax, may_ignore=False, is_checked=False)


def _value(path: str, data: bytes) -> tuple[Syntax, Value]:
    """The value of a text, and whether slips may have cost a part of it. Of a key that stands twice the later counts."""
    if language_of(path) == "json" and len(data) <= MAX_LENGTH:
        with contextlib.suppress(ValueError):
            return FAULTLESS, orjson.loads(data)
    document = document_of(data, language_of(path))
    if document is None:
        return Syntax(is_broken=True, unreadable=NO_TEXT), None
    is_broken = bool(document.problems) or document.has_lost_characters
    return Syntax(is_broken, is_misencoded=document.misencoding is not None), document.value
