"""Which subtasks promise which files, over all features: planning artifacts name files that any feature may make."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from callsheet.workspace.feature import Feature


class Promises:
    """An immutable view of the promises of all features."""

    def __init__(self, features: Mapping[str, Feature]) -> None:
        """Join the features, by folder."""
        self._features = features

    @cached_property
    def _features_by_path(self) -> dict[str, dict[str, None]]:
        """The folders of the features that promise each file or folder, and of those that promise anything in a folder."""
        found: dict[str, dict[str, None]] = {}
        for folder, feature in self._features.items():
            for promised in feature.promises:
                found.setdefault(promised, {})[folder] = None
                for around in _folders_around(promised):
                    found.setdefault(around, {})[folder] = None
        return found

    @cached_property
    def may_be_more(self) -> bool:
        """Whether somebody may promise more than is known, in a file that cannot be read."""
        return any(feature.has_unreadable_subtasks for feature in self._features.values())

    def promisers(self, path: str) -> list[str]:
        """The paths of the subtasks that promise a path: itself, a folder around it, or, of a folder, a file in it."""
        found = self._features_by_path
        folders = {folder: None for place in (path, *_folders_around(path)) for folder in found.get(place, ())}
        features = (self._features[folder] for folder in folders)
        return [feature.subtasks[key].path for feature in features for key in feature.promisers(path)]


def promise_otherwise(first: Feature | None, second: Feature | None) -> bool:
    """Whether a feature promises anything else than before, or under other subtasks; None is one that is not there."""
    if first is second:
        return False
    if first is None or second is None:
        return True
    return (
        first.promises != second.promises
        or first.has_unreadable_subtasks != second.has_unreadable_subtasks
        or _paths(first) != _paths(second)
    )


def _paths(feature: Feature) -> dict[str, str]:
    """The files of a feature's subtasks."""
    return {key: facts.path for key, facts in feature.subtasks.items()}


def _folders_around(path: str) -> list[str]:
    steps = path.split("/")
    return ["/".join(steps[:end]) for end in range(1, len(steps))]
