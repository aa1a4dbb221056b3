"""What cards say of the entries of contexts, story maps and backlogs, and of decision records."""

from __future__ import annotations

from typing import Any

from callsheet.artifacts.backlogs import MVP, POST_MVP
from callsheet.artifacts.quoting import counted
from callsheet.ide.card_parts import Entry, count_of, labelled, lines, names_line, path_line, sentence
from callsheet.ide.hover_markdown import bullets, plain
from callsheet.syntax import value_at
from callsheet.workspace.planning import Named
from callsheet.workspace.snapshot import Snapshot

MAX_STEPS = 3
"""How many steps of a journey a card shows."""


def context_body(entry: Entry) -> list[str | None]:
    """A bounded context: what it is about, its module, what it can do."""
    return [
        sentence(entry, "description"),
        lines(path_line("Module", entry, "module"), names_line("Capabilities", entry, "capabilities")),
    ]


def module_body(entry: Entry) -> list[str | None]:
    """A module: the context that it belongs to."""
    return [labelled("Bounded context", entry, "name"), sentence(entry, "description")]


def entity_body(named: Named) -> list[str | None]:
    """An entity: the aggregate that it belongs to."""
    value: Any = value_at(named.facts.value, named.definition.pointer[:-2])
    return [lines(labelled("Aggregate", value, "name"), labelled("Root", value, "root"))]


def persona_body(entry: Entry) -> list[str | None]:
    """A persona: the role and the goals."""
    return [sentence(entry, "role"), names_line("Goals", entry, "goals")]


def journey_body(entry: Entry) -> list[str | None]:
    """A journey: whose it is, and how it begins."""
    steps = entry.get("steps")
    actions = [_action(step) for step in steps[:MAX_STEPS]] if isinstance(steps, list) else []
    count = count_of(entry, "steps")
    more = [f"… and {counted(count - MAX_STEPS, 'more step')}"] if count > MAX_STEPS else []
    return [
        lines(labelled("Persona", entry, "persona"), counted(count, "step").capitalize() if count else None),
        bullets([*actions, *more]),
    ]


def _action(step: Any) -> str:
    found = sentence(step, "action") if isinstance(step, dict) else None
    return found or plain(str(step)) if isinstance(step, (str, dict)) else "…"


def slice_body(entry: Entry) -> list[str | None]:
    """A vertical slice: the contexts it goes through, its effort and what it depends on."""
    return [
        lines(
            names_line("Bounded contexts", entry, "bounded_contexts"),
            names_line("Journeys", entry, "journeys"),
            labelled("Effort", entry, "estimated_effort"),
            names_line("Depends on", entry, "dependencies"),
        )
    ]


def epic_body(entry: Entry) -> list[str | None]:
    """An epic: what it is about, and its effort."""
    return [
        sentence(entry, "description"),
        lines(
            names_line("Bounded contexts", entry, "bounded_contexts"),
            labelled("Effort", entry, "estimated_effort"),
            _criteria(entry),
        ),
    ]


def _criteria(entry: Entry) -> str | None:
    count = count_of(entry, "acceptance_criteria")
    return f"{count} acceptance {'criterion' if count == 1 else 'criteria'}" if count else None


def story_body(snapshot: Snapshot, named: Named, entry: Entry) -> list[str | None]:
    """A story: its sentence, where it belongs, what it waits for, and its rank in the backlog."""
    return [
        sentence(entry, "story"),
        lines(
            labelled("Epic", entry, "epic"),
            labelled("Bounded context", entry, "bounded_context"),
            names_line("Depends on", entry, "dependencies"),
            _criteria(entry),
            _rank(snapshot, named),
        ),
    ]


_RELEASES = {MVP: "in the MVP", POST_MVP: "after the MVP"}


def _rank(snapshot: Snapshot, story: Named) -> str | None:
    """Where the backlog ranks a story; of several backlogs the first counts."""
    found = snapshot.planning.rankings.of_stories.get((story.path, story.definition.pointer))
    if not found:
        return None
    words, rank = _RELEASES[str(found[0].item[0])], found[0].rank
    return f"Planned {words}" if rank is None else f"Rank {rank}, {words}"


def release_body(entry: Entry) -> list[str | None]:
    """A phase of the releases: what it is about, when, and its stories."""
    return [
        sentence(entry, "theme"),
        lines(labelled("Time", entry, "timeline"), names_line("Stories", entry, "features")),
    ]


def record_body(entry: Entry) -> list[str | None]:
    """A decision record: its date."""
    fields = entry.get("fields")
    return [labelled("Date", fields, "date")] if isinstance(fields, dict) else []
