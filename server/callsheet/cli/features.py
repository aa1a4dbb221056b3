"""What the commands about features share: which ones are meant, and how one is headed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar

import typer

from callsheet.cli.ending import ExitStatus, Failure
from callsheet.cli.output import Format, Screen, Style, cut, emit, emit_exactly, json_lines, visible

if TYPE_CHECKING:
    from callsheet.cli.progress import Progress
    from callsheet.cli.reading import ReadingSnapshot
    from callsheet.cli.workspaces import Target
    from callsheet.workspace.feature import Feature
    from callsheet.workspace.loading import ToFacts

FeatureArgument: TypeAlias = Annotated[str | None, typer.Argument(metavar="FEATURE", hidden=True)]
NamedFeature: TypeAlias = Annotated[str, typer.Argument(metavar="FEATURE", hidden=True)]
NamedSubtask: TypeAlias = Annotated[str, typer.Argument(metavar="SEQ", hidden=True)]
RootOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--root", "-C", metavar="PATH", help="A folder of the workspace; its root is looked for from there upwards."
    ),
]
FormatOption: TypeAlias = Annotated[Format, typer.Option("--format", help="How to print it.")]


def find_features(root: str, name: str | None) -> list[Feature]:
    """The features of a workspace that are not archived, or the named one, each with what its files say of the work.

    Of files and folders that cannot be read, or not be understood in full, it is said on standard error.

    Raises:
        Failure: if there is no workspace, or no feature of that name; or if nobody can look for features.
    """
    from callsheet.cli.progress import Progress
    from callsheet.cli.reading import read, unarchived
    from callsheet.cli.settings import opened
    from callsheet.cli.unreadable import warn_of_files, warn_of_folders
    from callsheet.workspace.skimming import skim

    target = opened(root)
    with Progress() as progress:
        if name is not None:
            snapshot, feature = read_feature(target, name, progress, to_facts=skim)
            found = [feature]
        else:
            snapshot = read(unarchived(target), progress, to_facts=skim)
            found = [feature for feature in snapshot.features.values() if not feature.is_archived]
    if name is None:
        warn_of_folders(target, snapshot, is_empty=not found)
    warn_of_files(target, found)
    return found


def wanted_name(written: str) -> str:
    """A feature's name as somebody wrote it, without what a shell adds to that of a folder; `/` is the separator."""
    return written.replace("\\", "/").rstrip("/")


def narrowed_to_feature(target: Target, name: str, progress: Progress) -> tuple[Target, Feature]:
    """Of a workspace what lies in the folder of a feature, and that feature, with what its files say of the work.

    Raises:
        Failure: if there is no feature of that name.
    """
    from callsheet.workspace.skimming import skim

    feature = read_feature(target, name, progress, to_facts=skim)[1]
    return replace(target, wanted=(feature.folder,)), feature


def read_feature(
    target: Target,
    name: str,
    progress: Progress,
    *,
    everything: bool = False,
    to_facts: ToFacts | None = None,
) -> tuple[ReadingSnapshot, Feature]:
    """A feature by the name of its folder or the id of its task, and a snapshot that has it.

    Of the workspace as little is read as the name allows, unless `everything` is wanted; then also the planning. The
    snapshot remembers all documents. `to_facts` reads the files of features where not all of them is wanted.

    Raises:
        Failure: if there is no feature of that name.
    """
    from callsheet.cli.reading import narrowed, read
    from callsheet.workspace.reading import bytes_facts

    to_facts = to_facts or bytes_facts
    wanted = wanted_name(name)
    if not everything:
        snapshot = read(narrowed(target, wanted), progress, to_facts=to_facts)
        feature = snapshot.feature_named(wanted)
        if feature is not None and not feature.is_archived:
            return snapshot, feature
    snapshot = read(target, progress, with_planning=everything, with_validity=False, to_facts=to_facts)
    feature = snapshot.feature_named(wanted)
    if feature is None:
        from callsheet.cli.unreadable import require_listed

        require_listed(target, snapshot, wanted)
        raise Failure(unknown_feature(name, snapshot.features.values()), ExitStatus.FOUND)
    return snapshot, feature


def the_subtask(feature: Feature, written: str) -> str:
    """The key of the subtask that a number or an id means, whatever zeros stand before the number.

    Raises:
        Failure: if there is none.
    """
    key = feature.resolve(written) or feature.numbered(written)
    if key is not None:
        return key
    from callsheet.artifacts.quoting import shorten, some

    there = f"it has {some(list(feature.subtasks))}" if feature.subtasks else "it has no subtasks"
    raise Failure(f'{feature.name} has no subtask "{shorten(written)}"; {there}', ExitStatus.FOUND)


def unknown_feature(name: str, features: Iterable[Feature]) -> str:
    """What to say of a name that no feature has: the likely ones, or else which ones there are."""
    from callsheet.artifacts.quoting import shorten, some
    from callsheet.cli.nearest import unknown

    names = list(dict.fromkeys(feature.name for feature in features))
    if not names:
        return f'there is no feature "{shorten(name)}", nor any other; callsheet new feature NAME makes one'
    if name.strip().isdecimal():
        otherwise = "the number of a subtask stands behind the name of its feature"
    else:
        otherwise = f"there {_be(len(names))} {some(list(map(visible, names)), 5)}"
    return unknown("feature", name, names, otherwise)


def heading(feature: Feature, screen: Screen) -> str:
    """The line that names a feature, cut where the screen ends: its folder, as commands take it, and its name.

    In a terminal also the id of its task, where that is another one.
    """
    name = visible(feature.task.name or "") if feature.task else "(no task file)"
    label = f"[{visible(feature.name)}]"
    other = f" (id {visible(feature.id)})" if screen.width is not None and feature.id != feature.name else ""
    line = cut(f"{label}{other} {name}".rstrip(), screen.width)
    return screen.paint(line[: len(label)], Style.BOLD) + line[len(label) :]


Item = TypeVar("Item")


def print_features(
    features: Sequence[Item],
    output_format: Format,
    to_value: Callable[[Item], Any],
    to_lines: Callable[[Item, Screen], Iterable[str]],
    *,
    root: str = ".",
) -> None:
    """Print features, or what is known of them, one after the other: for programs as a list, one a line; for people with a blank line between.

    Of none it says so, with what is archived in the workspace around `root`.
    """
    if output_format is Format.JSON:
        emit_exactly(json_lines(map(to_value, features)) + "\n")
        return
    screen = Screen.of(sys.stdout)
    paragraphs = ["\n".join(to_lines(feature, screen)) + "\n" for feature in features]
    emit("\n".join(paragraphs) or f"{no_features(root)}\n")


def no_features(root: str) -> str:
    """What is said where no feature is to be shown: how many are archived, if there are any, as these have to be named.

    Raises:
        Failure: if there is no workspace.
    """
    from callsheet.cli.progress import Progress
    from callsheet.cli.reading import read
    from callsheet.cli.workspaces import the_workspace
    from callsheet.workspace.skimming import skim

    with Progress() as progress:
        archived = len(read(the_workspace(root), progress, to_facts=skim).features)
    return f"There are no features{f'; {archived} {_be(archived)} archived' if archived else ''}."


def _be(count: int) -> str:
    return "is" if count == 1 else "are"
