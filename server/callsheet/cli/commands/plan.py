"""`callsheet plan`: in which order the subtasks of features run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FeatureArgument, FormatOption, RootOption, find_features, heading, print_features
from callsheet.cli.listing import Note, cycle_lines, missing_name, parallel_note, subtask_lines
from callsheet.cli.output import Format, Screen, Style, fold, visible

if TYPE_CHECKING:
    from callsheet.workspace.feature import Feature, Plan


def plan(
    feature: FeatureArgument = None, output_format: FormatOption = Format.TEXT, root: RootOption = "."
) -> ExitStatus:
    """Show which subtasks run together, batch after batch.

    FEATURE is the name of a feature's folder or the id of its task. Without it: all features that are not archived.

    Marks: ✓ completed, ~ in progress, ✗ blocked, ○ not begun.
    """
    print_features(find_features(root, feature), output_format, _to_value, _lines, root=root)
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
        yield fold(" | ".join(visible(" ".join(batch)) for batch in found.batches), screen.width, "  ")
        yield ""
    lines = subtask_lines(feature, _notes(feature), screen, plain="    {mark} {label}  {note}", indent="    ")
    for number, batch in enumerate(found.batches, 1):
        yield screen.paint(f"  Batch {number}", Style.DIM)
        yield from (lines[key] for key in batch)
    if found.batches:
        yield ""
    yield from _outcome(feature, found, screen)


def _notes(feature: Feature) -> dict[str, Note]:
    """What is said of the planned subtasks; sequential ones, which are most, go without saying."""
    sequential = Note("", Style.DIM)
    return {
        key: parallel_note(feature.subtasks[key]) if feature.subtasks[key].parallel else sequential
        for key in feature.batch_of
    }


def _outcome(feature: Feature, found: Plan, screen: Screen) -> Iterator[str]:
    """How deep the plan is, and what keeps it from being carried out."""
    from callsheet.artifacts.quoting import listing
    from callsheet.ide.plan_data import missing_dependencies

    yield f"  Levels: {found.levels}"
    if found.critical_path:
        yield fold(f"Critical path: {visible(' → '.join(found.critical_path))}", screen.width, "  ")
    yield from cycle_lines(feature, screen)
    for key in feature.subtasks:
        missing = list(map(missing_name, missing_dependencies(feature, key)))
        if missing:
            do = "does" if len(missing) == 1 else "do"
            text = f"Missing: {visible(key)} depends on {listing(missing)}, which {do} not exist"
            yield screen.paint(fold(text, screen.width, "  "), Style.RED)
    if found.unplanned:
        unplanned = visible(" ".join(found.unplanned))
        text = f"Unplanned: {unplanned} (in a cycle or behind one, so they can never start)"
        yield screen.paint(fold(text, screen.width, "  "), Style.YELLOW)


COMMAND = Command(plan, ("callsheet plan", "callsheet plan gift-cards", "callsheet plan --format json"))
