"""The features that commands about planning mean: also those that are planned and have no tasks yet."""

from __future__ import annotations

from callsheet.cli.ending import ExitStatus, Failure
from callsheet.cli.features import unknown_feature, wanted_name
from callsheet.cli.progress import Progress
from callsheet.cli.reading import ReadingSnapshot, read
from callsheet.cli.settings import opened
from callsheet.workspace.belonging import planned_features
from callsheet.workspace.feature import Feature
from callsheet.workspace.stages import staged_features, staged_features_named


def read_planned(root: str, name: str | None, *, with_validity: bool = True) -> tuple[ReadingSnapshot, list[Feature]]:
    """A workspace with its planning, and of its features those that a name means, or all that are not archived.

    `with_validity` is whether it is found out which OpenAPI documents are valid. Of folders that cannot be read it is
    said on standard error.

    Raises:
        Failure: if there is no workspace, or no feature of that name; or if nobody can look for features.
    """
    from callsheet.cli.unreadable import require_listed, warn_of_folders

    target = opened(root)
    with Progress() as progress:
        snapshot = read(target, progress, with_planning=True, with_validity=with_validity)
    if name is None:
        features = staged_features(snapshot)
        warn_of_folders(target, snapshot, is_empty=not features)
        return snapshot, features
    features = staged_features_named(snapshot, wanted_name(name))
    if not features:
        require_listed(target, snapshot, wanted_name(name))
        known = [*snapshot.features.values(), *planned_features(snapshot)]
        raise Failure(unknown_feature(name, known), ExitStatus.FOUND)
    return snapshot, features
