"""How commands list subtasks: alike everywhere, plain lines for scripts, columns for a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from callsheet.cli.features import Item, heading, print_features
from callsheet.cli.output import Format, Screen, Style, cut, emit, fold, visible, width_of

if TYPE_CHECKING:
    from callsheet.workspace.facts import SubtaskFacts
    from callsheet.workspace.feature import Feature

MARKS: Mapping[str | None, tuple[str, Style]] = {
    "completed": ("✓", Style.GREEN),
    "in_progress": ("~", Style.YELLOW),
    "blocked": ("✗", Style.RED),
}
"""How a subtask's status is shown; any other is `OTHER_MARK`."""

OTHER_MARK = ("○", Style.DIM)


class Note(NamedTuple):
    """What is said of a subtask beside its title."""

    text: str
    style: Style


def mark_of(facts: SubtaskFacts, screen: Screen) -> str:
    """The mark of a subtask's status, painted."""
    return screen.paint(*MARKS.get(facts.status, OTHER_MARK))


def label_of(feature: Feature, key: str) -> str:
    """A subtask's number and title: `01 - Draw the card`."""
    return f"{visible(key)} - {visible(feature.subtasks[key].title or '(no title)')}"


def missing_name(written: str) -> str:
    """A dependency that does not exist, as it is written; also of one without a name something can be seen."""
    return visible(written) or '""'


UNCLEAR = "depends_on cannot be read"
"""What is said of a subtask of which nobody can tell what it depends on."""


def parallel_note(facts: SubtaskFacts) -> Note:
    """Whether a subtask may run beside others."""
    return Note("[parallel]", Style.CYAN) if facts.parallel else Note("[sequential]", Style.DIM)


def subtask_lines(
    feature: Feature, notes: Mapping[str, Note], screen: Screen, *, plain: str, indent: str = "  "
) -> dict[str, str]:
    """What is printed of each of some subtasks, by key; `notes` are what is said of them, in their order.

    `plain` is the line where nobody looks at it directly, with `{mark}`, `{label}` and `{note}`. A terminal has the notes
    in a column, and those that are too long for it below their label.
    """
    if screen.width is not None:
        return _columns(feature, notes, screen, screen.width, indent)
    return {
        key: plain.format(
            mark=mark_of(feature.subtasks[key], screen),
            label=label_of(feature, key),
            note=screen.paint(note.text, note.style),
        ).rstrip()
        for key, note in notes.items()
    }


def _columns(
    feature: Feature, notes: Mapping[str, Note], screen: Screen, screen_width: int, indent: str
) -> dict[str, str]:
    labels = {key: label_of(feature, key) for key in notes}
    whole = screen_width - len(indent) - len("○ ")
    beside = {key for key, note in notes.items() if note.text and width_of(note.text) <= screen_width // 3}
    room = whole - len("  ") - max((width_of(notes[key].text) for key in beside), default=0)
    width = min(max((width_of(labels[key]) for key in beside), default=0), room)
    lines: dict[str, str] = {}
    for key, note in notes.items():
        label = cut(labels[key], room if key in beside else whole)
        line = f"{indent}{mark_of(feature.subtasks[key], screen)} {label}"
        if key in beside:
            line += " " * (width - width_of(label) + 2) + screen.paint(note.text, note.style)
        elif note.text:
            line += "\n" + screen.paint(fold(note.text, screen_width, f"{indent}    "), note.style)
        lines[key] = line
    return lines


def bar(done: int, total: int, width: int, screen: Screen) -> str:
    """A progress bar of so many columns."""
    filled = width * done // total if total else 0
    return screen.paint("█" * filled, Style.GREEN) + screen.paint("░" * (width - filled), Style.DIM)


def cycle_lines(feature: Feature, screen: Screen) -> Iterator[str]:
    """A way around each cycle of a feature, from its first member back to it."""
    from callsheet.workspace.graph import shortest_cycle

    for first, *_ in feature.cycles:
        way = " → ".join(map(visible, shortest_cycle(feature.graph, first)))
        yield screen.paint(fold(f"Cycle: {way}", screen.width, "  "), Style.RED)


def short_heading(feature: Feature, screen: Screen) -> str:
    """The line above a feature's subtasks: for scripts the name of its folder and nothing else."""
    if screen.width is None:
        return screen.paint(f"[{visible(feature.name)}]", Style.BOLD)
    return heading(feature, screen)


def title_line(title: str, screen: Screen) -> str:
    """The line above a list."""
    return screen.paint(f"=== {title} ===" if screen.width is None else cut(title, screen.width), Style.BOLD)


def print_listing(
    features: Sequence[Item],
    output_format: Format,
    to_value: Callable[[Item], Any],
    to_lines: Callable[[Item, Screen], Iterable[str]],
    *,
    title: str,
    nothing: str,
) -> None:
    """Print features, or what is known of them, below a title; for programs as `print_features` does.

    For people those are left out that have no lines; if none has any, it says `nothing`.
    """
    if output_format is Format.JSON:
        print_features(features, output_format, to_value, to_lines)
        return
    screen = Screen.of(sys.stdout)
    paragraphs = ["\n".join(to_lines(feature, screen)) for feature in features]
    shown = [paragraph for paragraph in paragraphs if paragraph]
    emit("\n\n".join([title_line(title, screen), *(shown or [nothing])]) + "\n")
