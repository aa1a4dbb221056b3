"""`callsheet plan`: in which order the subtasks of features run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FeatureArgument, FormatOption, RootOption, find_features, heading, print_features
from callsheet.cli.output import Format, Screen, Style, cut, fold, visible

if TYPE_CHECKING:
    from callsheet.workspace.feature import Feature, Plan

MARKS = {
    "completed": ("✓", Style.GREEN),
    "in_progress": ("~", Style.YELLOW),
    "blocked": ("✗", Style.RED),
}
"""How a subtask's status is shown; any other is an empty circle."""


def plan(
    feature: FeatureArgument = None, output_format: FormatOption = Format.TEXT, root: RootOption = "."
) -> ExitStatus:
    """Show which subtasks run together, batch after batch.

    FEATURE is the name of a feature's folder or the id of its task. Without it: all features that are not archived.

    Marks: ✓ completed, ~ in progress, ✗ blocked, ○ not begun.
    """
    print_features(find_features(root, feature), output_format, _to_value, _lines)
    return ExitStatus.FINE


def _to_value(feature: Feature) -> dict[str, Any]:
    from callsheet.ide.plan_data import plan_value

    return plan_value(feature)


def _lines(feature: Feature, screen: Screen) -> Iterator[str]:
    found = feature.plan
    yield heading(feature, screen)
    if not feature.subtasks:
        yield "  There are no subtasks."
        return
    if found.batches:
        yield fold(" | ".join(" ".join(batch) for batch in found.batches), screen.width, "  ")
        yield ""
    for number, batch in enumerate(found.batches, 1):
        yield screen.paint(f"  Batch {number}", Style.DIM)
        yield from (_subtask(feature, key, screen) for key in batch)
    if found.batches:
        yield ""
    yield from _outcome(feature, found, screen)


def _subtask(feature: Feature, key: str, screen: Screen) -> str:
    facts = feature.subtasks[key]
    mark, *styles = MARKS.get(facts.status or "", ("○",))
    note = "  [parallel]" if facts.parallel else ""
    room = None if screen.width is None else screen.width - len(note) - 6
    line = cut(f"{visible(key)} - {visible(facts.title or '(no title)')}", room)
    return f"    {screen.paint(mark, *styles)} {line}{screen.paint(note, Style.CYAN)}"


def _outcome(feature: Feature, found: Plan, screen: Screen) -> Iterator[str]:
    """How deep the plan is, and what keeps it from being complete."""
    yield f"  Levels: {found.levels}"
    if found.critical_path:
        yield fold(f"Critical path: {' → '.join(found.critical_path)}", screen.width, "  ")
    for cycle in found.cycles:
        yield screen.paint(fold(f"Cycle: {' → '.join(_around(feature, cycle))}", screen.width, "  "), Style.RED)
    if found.unplanned:
        text = f"Unplanned: {' '.join(found.unplanned)} (in a cycle or behind one, so they can never start)"
        yield screen.paint(fold(text, screen.width, "  "), Style.YELLOW)


def _around(feature: Feature, members: list[str]) -> list[str]:
    """A way around a cycle, from its first member back to it."""
    from callsheet.workspace.graph import shortest_cycle

    inside = {member: [other for other in feature.graph[member] if other in members] for member in members}
    return shortest_cycle(inside, members[0])


COMMAND = Command(plan, ("callsheet plan", "callsheet plan gift-cards", "callsheet plan --format json"))
