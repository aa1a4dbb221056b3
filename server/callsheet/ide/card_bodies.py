"""What cards say of the entries of contexts, story maps and backlogs, and of decision records."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import NameKind, NameUse
from callsheet.ide.card_parts import Entry, count_of, labelled, lines, names_line, path_line, sentence
from callsheet.ide.hover_markdown import bullets, counted, plain
from callsheet.syntax import Pointer
from callsheet.workspace.facts import objects, string
from callsheet.workspace.planning import Named, Planning
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
    value: Any = named.facts.value
    for step in named.definition.pointer[:-2]:
        value = value[step]  # it is there: the definition was read from it
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


_BACKLOG_LISTS = (("mvp_features", "in the MVP"), ("post_mvp_features", "after the MVP"))


_MOST_RANKS = 1_000_000
"""What lies beyond is no rank, and may have too many digits to be written."""


def _rank(snapshot: Snapshot, story: Named) -> str | None:
    return _ranks(snapshot.planning).get((story.path, story.definition.pointer))


@lru_cache(maxsize=2)
def _ranks(planning: Planning) -> dict[tuple[str, Pointer], str]:
    """Where the backlogs rank the stories, by document and pointer; of several backlogs the first counts.

    Remembered, because completion asks for hundreds of stories at once.
    """
    found: dict[tuple[str, Pointer], str] = {}
    for facts in planning.of_kind(ArtifactKind.BACKLOG):
        for key, words in _BACKLOG_LISTS:
            for pointer, item in objects(facts, key):
                use = NameUse(NameKind.STORY, string(item, "id") or "", (*pointer, "id"))
                story = planning.resolve(use, facts.path, facts.artifact)
                rank = item.get("combined_rank")
                about = (
                    f"Rank {rank}, {words}" if isinstance(rank, int) and 0 < rank < _MOST_RANKS else f"Planned {words}"
                )
                if story is not None:
                    found.setdefault((story.path, story.definition.pointer), about)
    return found


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
