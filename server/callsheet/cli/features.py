"""What the commands about features share: which ones are meant, and how one is headed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar

import typer

from callsheet.cli.ending import ExitStatus, Failure, say
from callsheet.cli.output import Format, Screen, Style, counted, cut, emit, emit_exactly, json_lines, visible

if TYPE_CHECKING:
    from callsheet.cli.progress import Progress
    from callsheet.cli.workspaces import ReadingSnapshot, Target
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

    Of files that cannot be understood in full it is said on standard error.

    Raises:
        Failure: if there is no workspace, or no feature of that name.
    """
    from callsheet.cli.progress import Progress
    from callsheet.cli.settings import warn_of_settings
    from callsheet.cli.workspaces import read, the_workspace, unarchived
    from callsheet.workspace.skimming import skim

    target = the_workspace(root)
    warn_of_settings(target)
    with Progress() as progress:
        if name is not None:
            found = [read_feature(target, name, progress, to_facts=skim)[1]]
        else:
            features = read(unarchived(target), progress, to_facts=skim).features.values()
            found = [feature for feature in features if not feature.is_archived]
    _warn_of_files(target, found)
    return found


def _warn_of_files(target: Target, features: Iterable[Feature]) -> None:
    """Say in one line which files say less than their authors may have meant."""
    files = (facts for feature in features for facts in feature.files.values())
    paths = [facts.path for facts in files if facts.syntax.is_broken or not facts.is_object]
    if paths:
        others = f" and {counted(len(paths) - 1, 'other file')}" if len(paths) > 1 else ""
        say(f"Warning: {target.shown(paths[0])}{others} cannot be understood in full; callsheet check tells why")


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
    from callsheet.cli.workspaces import narrowed, read
    from callsheet.workspace.reading import bytes_facts

    to_facts = to_facts or bytes_facts
    wanted = name.replace("\\", "/").rstrip("/")
    if not everything:
        snapshot = read(narrowed(target, wanted), progress, max_parsed=sys.maxsize, to_facts=to_facts)
        feature = snapshot.feature_named(wanted)
        if feature is not None and not feature.is_archived:
            return snapshot, feature
    snapshot = read(
        target, progress, with_planning=everything, with_validity=False, max_parsed=sys.maxsize, to_facts=to_facts
    )
    feature = snapshot.feature_named(wanted)
    if feature is None:
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
    from callsheet.artifacts.quoting import some

    there = f"it has {some(list(feature.subtasks))}" if feature.subtasks else "it has no subtasks"
    raise Failure(f'{feature.name} has no subtask "{visible(written)}"; {there}', ExitStatus.FOUND)


def unknown_feature(name: str, features: Iterable[Feature]) -> str:
    """What to say of a name that no feature has: which ones there are, the likely ones first."""
    import difflib

    names = list(dict.fromkeys(feature.name for feature in features))
    by_name = {known.lower(): known for known in names}
    wanted = name.lower()
    near = [known for known in names if wanted and wanted in known.lower()]
    near += [by_name[close] for close in difflib.get_close_matches(wanted, by_name, 3)]
    likely = [visible(known) for known in dict.fromkeys(near)][:3]
    if likely:
        return f'there is no feature "{visible(name)}"; did you mean {" or ".join(likely)}?'
    if not names:
        return f'there is no feature "{visible(name)}", nor any other'
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return f'there is no feature "{visible(name)}"; there are {", ".join(map(visible, names[:5]))}{more}'


def heading(feature: Feature, screen: Screen) -> str:
    """The line that names a feature: its id and its name, cut where the screen ends."""
    name = visible(feature.task.name or "") if feature.task else "(no task file)"
    label = f"[{visible(feature.id)}]"
    line = cut(f"{label} {name}".rstrip(), screen.width)
    return screen.paint(line[: len(label)], Style.BOLD) + line[len(label) :]


Item = TypeVar("Item")


def print_features(
    features: Sequence[Item],
    output_format: Format,
    to_value: Callable[[Item], Any],
    to_lines: Callable[[Item, Screen], Iterable[str]],
) -> None:
    """Print features, or what is known of them, one after the other: for programs as a list, one a line; for people with a blank line between."""
    if output_format is Format.JSON:
        emit_exactly(json_lines(map(to_value, features)) + "\n")
        return
    screen = Screen.of(sys.stdout)
    paragraphs = ["\n".join(to_lines(feature, screen)) + "\n" for feature in features]
    emit("\n".join(paragraphs) or "There are no features.\n")
