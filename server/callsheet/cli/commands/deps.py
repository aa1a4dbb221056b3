"""`callsheet deps`: what a subtask depends on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FormatOption, RootOption, find_features, print_features, the_subtask
from callsheet.cli.listing import MARKS, OTHER_MARK, Note, label_of, missing_name, title_line
from callsheet.cli.output import Format, Screen, Style, cut, visible, width_of

if TYPE_CHECKING:
    from callsheet.workspace.feature import Feature

_MARKS = {**MARKS, "blocked": (OTHER_MARK[0], Style.RED)}
"""As the readers of this tree know them: nothing but the word in brackets says that a subtask is blocked."""


def deps(
    feature: Annotated[str, typer.Argument(metavar="FEATURE", hidden=True)],
    seq: Annotated[str, typer.Argument(metavar="SEQ", hidden=True)],
    output_format: FormatOption = Format.TEXT,
    root: RootOption = ".",
) -> ExitStatus:
    """Show what a subtask depends on, as a tree.

    FEATURE is the name of a feature's folder or the id of its task, SEQ the subtask's number or id.

    What several depend on is shown below each of them; in a tree of more than 200 lines once, and then with "see above".
    A subtask that depends on itself in the end stands with "cycle".

    Marks: ✓ completed, ~ in progress, ○ any other, ? there is no such subtask.

    JSON is a list of one item: the subtask, and in "dependencies" all that it depends on, directly or through others.
    """
    from callsheet.ide.plan_data import dependencies_value

    (found,) = find_features(root, feature)
    key = the_subtask(found, seq)
    print_features(
        [found],
        output_format,
        lambda each: dependencies_value(each, key),
        lambda each, screen: dependency_lines(each, key, screen),
    )
    return ExitStatus.FINE


_REPEATING = 200
"""How many lines a tree may have before what is in it already is not shown once more: the ways can be too many."""


class _Branch(NamedTuple):
    """A place in the tree where a subtask depends on another."""

    depth: int
    """1 where it is the root that depends."""
    guides: str
    """The lines that lead past it, from the levels above."""
    is_last: bool
    """Whether it is the last one below its parent."""
    written: str
    key: str | None
    """None where there is no such subtask."""

    @property
    def lead(self) -> str:
        """What stands before it."""
        return self.guides + ("└── " if self.is_last else "├── ")


def dependency_lines(feature: Feature, key: str, screen: Screen) -> Iterator[str]:
    """The tree of what a subtask depends on."""
    yield title_line(f"Dependency Tree: {visible(feature.name)}/{visible(key)}", screen)
    yield ""
    yield _line("", "", label_of(feature, key), _status(feature, key), screen)
    waiting = _branches(feature, key, 1, "  ")
    if not waiting:
        yield f"  └── {screen.paint('(no dependencies)', Style.DIM)}"
    shown, way, lines = {key}, [key], 0
    while waiting:  # no recursion: a chain can be longer than the interpreter allows
        branch = waiting.pop()
        lines += 1
        if branch.key is None:
            label = f"{missing_name(branch.written)} - NOT FOUND"
            yield _line(branch.lead, screen.paint("?", Style.RED), label, Note("", Style.RED), screen)
            continue
        del way[branch.depth :]
        below = _branches(feature, branch.key, branch.depth + 1, branch.guides + ("    " if branch.is_last else "│   "))
        remark = ""
        if branch.key in way:
            remark = "  (cycle)"
        elif branch.key in shown and below and lines > _REPEATING:
            remark = "  (see above)"
        else:
            waiting += below
        shown.add(branch.key)
        way.append(branch.key)
        mark = screen.paint(*_MARKS.get(feature.subtasks[branch.key].status, OTHER_MARK))
        yield _line(branch.lead, mark, label_of(feature, branch.key), _status(feature, branch.key), screen, remark)


def _branches(feature: Feature, key: str, depth: int, guides: str) -> list[_Branch]:
    """What a subtask depends on directly, the last first."""
    direct = {
        other or dependency.written: (dependency.written, other) for dependency, other in feature.dependencies(key)
    }
    found = [_Branch(depth, guides, False, written, other) for written, other in direct.values()]
    return [branch._replace(is_last=index == 0) for index, branch in enumerate(reversed(found))]


def _status(feature: Feature, key: str) -> Note:
    status = feature.subtasks[key].status
    style = _MARKS.get(status, OTHER_MARK)[1]
    return Note(f" [{visible(status or 'unknown')}]", style)


def _line(lead: str, mark: str, label: str, status: Note, screen: Screen, remark: str = "") -> str:
    """A line of the tree that fits the screen: of deep guides their end is shown, of a long label its beginning."""
    text = status.text
    if screen.width is not None:
        lead = cut(lead, screen.width // 2, at_start=True)
        text = cut(text, screen.width // 4)
        label = cut(label, screen.width - sum(map(width_of, (lead, "○ " if mark else "", text, remark))))
    head = f"{screen.paint(lead, Style.DIM)}{mark} " if mark else ""
    return f"{head}{label}{screen.paint(text, status.style)}{screen.paint(remark, Style.DIM)}"


COMMAND = Command(deps, ("callsheet deps gift-cards 07", "callsheet deps gift-cards 07 --format json"))
