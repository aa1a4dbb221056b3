"""`callsheet stages`: how far features are from the first plan to the retrospective."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import (
    FeatureArgument,
    FormatOption,
    RootOption,
    heading,
    print_features,
)
from callsheet.cli.output import Format, Screen, Style, cut, visible, width_of

if TYPE_CHECKING:
    from callsheet.workspace.stages import FeatureStages, Stage

MARKS = {
    "done": ("✓", Style.GREEN),
    "open": ("~", Style.YELLOW),
    "missing": ("○", Style.DIM),
}
"""How the state of a stage is shown."""

_NAME_WIDTH = 26
"""The longest name of a stage."""

_MIN_WIDTH = 60
"""How many columns a terminal has at least where what is said of a stage stands beside its name; else it stands below."""


def stages(
    feature: FeatureArgument = None, output_format: FormatOption = Format.TEXT, root: RootOption = "."
) -> ExitStatus:
    """Show how far each feature is in the eight stages.

    FEATURE is the name of a feature's folder, the id of its task, or the name that its planning goes by. Without it: all
    features that are not archived, those among them that are planned but have no tasks yet.

    Marks: ✓ done, without errors; ~ open, so begun or not right yet; ○ missing.

    JSON is a list of features, each with the number, name, state, artifacts (paths) and note of its stages.
    """
    print_features(_find(root, feature), output_format, _to_value, stage_lines, root=root)
    return ExitStatus.FINE


def _find(root: str, name: str | None) -> list[FeatureStages]:
    """The stages of a workspace's features, or of those that a name means.

    Raises:
        Failure: if there is no workspace, or no feature of that name.
    """
    from callsheet.cli.planned import read_planned
    from callsheet.ide.stages import stages as compute
    from callsheet.rules.engine import Checker

    snapshot, features = read_planned(root, name)
    return compute(snapshot, features, Checker())


def _to_value(found: FeatureStages) -> object:
    from callsheet.ide.stages import to_value

    return to_value(found)


def stage_lines(found: FeatureStages, screen: Screen) -> Iterator[str]:
    """The lines about one feature: a heading, and one for each stage, which fits the screen."""
    if found.feature.files:
        yield heading(found.feature, screen)
    else:
        yield f"{screen.paint(f'[{visible(found.feature.name)}]', Style.BOLD)} (planned, no tasks)"
    for stage in found.stages:
        yield _line(stage, screen)


def _line(stage: Stage, screen: Screen) -> str:
    mark, style = MARKS[stage.state]
    lead = f"  {screen.paint(mark, style)} {stage.number} "
    if screen.width is None or screen.width >= _MIN_WIDTH:
        room = None if screen.width is None else screen.width - _NAME_WIDTH - len("  ○ 1   ")
        return f"{lead}{stage.name:{_NAME_WIDTH}}  {_detail(stage, room)}".rstrip()
    indent = " " * len("  ○ 1 ")
    detail = _detail(stage, screen.width - len(indent))
    return f"{lead}{stage.name}\n{indent}{detail}" if detail else lead + stage.name


def _detail(stage: Stage, room: int | None) -> str:
    """What keeps a stage open, and its files; of the work itself only how far it is. Cut to the room, the path first."""
    note = visible(stage.note or "")
    if stage.number == _WORK or not stage.artifacts:
        return cut(note, room)
    others = len(stage.artifacts) - 1
    before, after = (f"{note} (", ")") if note else ("", "")
    after = (f" and {others} more" if others else "") + after
    path = visible(stage.artifacts[0])
    if room is not None:
        path = cut(path, max(room - width_of(before + after), 1), at_start=True)
    return cut(before + path + after, room)


_WORK = 6
"""The stage in which the subtasks are carried out."""


COMMAND = Command(stages, ("callsheet stages", "callsheet stages gift-cards", "callsheet stages --format json"))
