"""The values that a field can have: enumerations, booleans, times, what is known, and the forms of lists and objects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from callsheet.artifacts.quoting import counted
from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.keys import describe_type
from callsheet.ide.completion.known import known_values, values_known
from callsheet.ide.completion.request import Request
from callsheet.ide.completion.skeletons import skeleton_at
from callsheet.rules import RULES
from callsheet.workspace.facts import SubtaskFacts


def offer_values(request: Request) -> Iterator[Offer]:
    """The values that the schema names, or the one that is known."""
    schema = request.schema
    about = schema.get("description", "")
    for value in schema.get("enum", ()):
        yield Offer(str(value), "enum", value, documentation=about)
    if schema.get("type") == "boolean":
        yield from (Offer(word, "value", word == "true", documentation=about) for word in ("true", "false"))
    for value, origin in values_known(request, request.pointer):
        words = f"{value} {origin}" if origin in _SPOKEN else ""
        yield Offer(str(value), "value", value, description=origin, documentation=about, words=words)


_SPOKEN = ("now", "today")
"""What people type to get a time."""


_STATUSES = {
    "Proposed": "being discussed",
    "Accepted": "holds",
    "Rejected": "decided against",
    "Deprecated": "no longer to be followed",
    "Superseded": "another record holds in its place",
}
"""The states of a decision record, each with what it means."""


def offer_statuses(request: Request) -> Iterator[Offer]:
    """The states that a decision record can be in."""
    for status, meaning in _STATUSES.items():
        yield Offer(status, "enum", status, description=meaning, words=status)


def offer_rules(request: Request) -> Iterator[Offer]:
    """The rules that a document of its kind can ignore, without those that it ignores already."""
    listed = [item.value for item in request.other_items()]
    for name, rule in RULES.items():
        if request.artifact.kind in rule.kinds and name not in listed:
            yield Offer(name, "value", name, documentation=rule.summary)


def offer_form(request: Request) -> Iterator[Offer]:
    """The empty form of a list, an object or a string, where nothing is written yet."""
    if request.slot.start != request.slot.end:
        return
    schema = request.schema
    label = {"array": "[ ]", "object": "{ }", "string": '""'}.get(str(schema.get("type")))
    if label == '""' and request.slot.document.language == "yaml":
        return  # there a string has no marks, so nothing would be put in
    if label is not None:
        skeleton = skeleton_at(request.schema_at, request.pointer, known_values(request))
        detail, about = describe_type(schema), schema.get("description", "")
        yield Offer(label, "snippet", skeleton, detail=detail, documentation=about, asks_again=label != '""')


def offer_agents(request: Request) -> Iterator[Offer]:
    """The agents that subtasks of the workspace name; those of this feature first, then the most used."""
    used: Counter[str] = Counter()
    near: set[str] = set()
    for facts in request.snapshot.files():
        if isinstance(facts, SubtaskFacts) and facts.path != request.path:
            names = {name for name in (facts.suggested_agent, facts.agent_id) if name}
            used.update(names)
            if facts.artifact.folder == request.artifact.folder:
                near |= names
    own = request.sibling("suggested_agent" if request.pointer[-1] == "agent_id" else "agent_id")
    if isinstance(own, str) and own:
        used[own] += 1
    for name in sorted(used, key=lambda name: (name != own, name not in near, -used[name], name)):
        count = counted(used[name], "subtask")
        yield Offer(name, "value", name, description=count, documentation=request.schema.get("description", ""))
