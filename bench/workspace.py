"""Workspaces to measure in, written anew from a number: the same arguments always give the same bytes.

A workspace looks like those of real teams: features in every state of work, subtasks of about 2 KB that depend on one
another and refer to standards and to each other's files, and the planning that all this came of. Nothing in it deserves
a finding, not even a hint.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.contracts import contract_files
from bench.features import Feature
from bench.planning import contexts_file, plan_files
from bench.standards import STANDARD_COUNT, standard, standard_path
from bench.subtasks import task_files
from bench.words import WORDS
from bench.writing import Syntax, write


@dataclass
class Workspace:
    """What was written, and where."""

    root: Path
    features: list[Feature] = field(default_factory=list)

    def fresh(self, syntax: Syntax = "json", *, large: bool = False) -> Feature:
        """A feature in the middle of the workspace that nobody has begun to work on."""
        found = [
            feature
            for feature in self.features
            if (feature.state, feature.syntax, feature.large is not None) == ("fresh", syntax, large)
        ]
        return found[len(found) // 2]

    @property
    def subtask_count(self) -> int:
        """How many subtasks there are in all."""
        return sum(feature.subtasks for feature in self.features)


def write_workspace(root: Path, features: list[Feature], operations: int = 0) -> Workspace:
    """Write features, and all files that they refer to, below an empty folder.

    With a number of operations, one of the contracts names an OpenAPI document that has so many.
    """
    for path, text in _files(features, operations):
        write(root, path, text)
    return Workspace(root, features)


def _files(features: list[Feature], operations: int) -> Iterator[tuple[str, str]]:
    yield "package.json", json.dumps({"name": "workspace", "private": True}, indent=2) + "\n"
    for number in range(1, STANDARD_COUNT + 1):
        yield standard_path(number), standard(number)
    for area in WORDS.areas:
        yield f"src/{area}/index.ts", f'export * from "./{area}.service";\n'
    yield from contract_files(operations)
    for together in _by_plan(features):
        yield from plan_files(together)
    for feature in features:
        yield from feature_files(feature)


def feature_files(feature: Feature) -> Iterator[tuple[str, str]]:
    """The files of a feature, and those that its completed subtasks have delivered, each with its path and text."""
    if feature.is_planned:
        yield contexts_file(feature)
    yield from task_files(feature)


def _by_plan(features: list[Feature]) -> Iterable[list[Feature]]:
    plans: dict[str, list[Feature]] = {}
    for feature in (feature for feature in features if feature.is_planned):
        plans.setdefault(feature.plan or feature.name, []).append(feature)
    return plans.values()
