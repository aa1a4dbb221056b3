"""The findings of a workspace as agents get them."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mcp.types import CallToolResult

from callsheet.artifacts.quoting import counted, shorten
from callsheet.cli.ending import ExitStatus, Failure
from callsheet.cli.examination import Examination, Located, examine
from callsheet.cli.features import narrowed_to_feature
from callsheet.cli.formats.json import render as render_json
from callsheet.cli.formats.text import line_of, summary
from callsheet.cli.mcp_server.answers import answer
from callsheet.cli.output import Screen, visible
from callsheet.cli.progress import Progress
from callsheet.cli.rule_choice import read_choice
from callsheet.cli.settings import warn_of_ignored, warn_of_settings
from callsheet.cli.unreadable import warn_of_folders
from callsheet.cli.workspaces import Target, find_targets, the_workspace
from callsheet.rules import Severity

MAX_FINDINGS = 200
"""How many findings an answer lists; the graver ones first."""

_MAX_PATH = 100
"""How many characters of a path that was given are said again."""


def check_answer(root: str, feature: str | None, paths: Sequence[str] | None, severity: str) -> CallToolResult:
    """What is wrong with a feature, with files and folders, or with the whole workspace.

    Raises:
        Failure: if there is no workspace, or not what is to be checked.
    """
    mildest = next(each for each in Severity if each.label == severity)
    workspace = the_workspace(root)
    warn_of_settings(workspace, listed=None if paths or feature else read_choice([], []))
    parts = _parts(workspace, feature, paths or [])
    wanted = tuple(each for part in parts.values() for each in part.wanted)
    target = replace(workspace, wanted=wanted) if parts else workspace
    with Progress() as progress:
        found = examine(target, mildest, progress)
    warn_of_folders(target, found.snapshot, is_empty=not found.paths, is_listed=True)
    for name, part in (parts or {"this workspace": workspace}).items():
        if not any(part.covers(facts.path) for facts in found.snapshot.files()):
            raise Failure(f"nothing to work on: there are no task files in {name}", ExitStatus.FOUND)
    warn_of_ignored([(target, found.snapshot)])
    shown = replace(found, located=_gravest(found))
    lines = [line_of(located, visible(located.place.path), Screen()) for located in shown.located]
    lines.append(summary([shown], Screen()))
    left_out = len(found.located) - len(shown.located)
    if left_out:
        lines.append(
            f"{counted(left_out, 'more finding')} of these, the milder ones, not listed: check a feature or a path"
        )
    value = {**json.loads(render_json([shown], mildest)), "not_listed": left_out}
    return answer("".join(f"{line}\n" for line in lines), value)


def _gravest(found: Examination) -> list[Located]:
    """As many of the findings as are listed, still by path and place."""
    by_grade = sorted(found.located, key=lambda located: located.finding.severity)
    kept = set(map(id, by_grade[:MAX_FINDINGS]))
    return [located for located in found.located if id(located) in kept]


def _parts(workspace: Target, feature: str | None, paths: Sequence[str]) -> dict[str, Target]:
    """What is to be checked of a workspace, each by what it is called; none for all of it."""
    parts = {shorten(path, _MAX_PATH): replace(workspace, wanted=_inside(workspace, path)) for path in paths}
    if feature is not None:
        with Progress() as progress:
            narrowed, found = narrowed_to_feature(workspace, feature, progress)
        parts[found.folder] = narrowed
    return parts


def _inside(workspace: Target, path: str) -> tuple[str, ...]:
    """What a path relative to the workspace's root, or an absolute one, leads to in it."""
    name = shorten(path, _MAX_PATH)
    if "\0" in path:
        raise Failure(f"{name} is no path: it holds a NUL character")
    full = os.path.abspath(workspace.root / path)  # noqa: PTH100 - takes out `..` before any links
    for place, around in ((full, workspace.root), (os.path.realpath(full), os.path.realpath(workspace.root))):
        if Path(place).is_relative_to(around):
            if not os.path.exists(place):  # noqa: PTH110 - False also of a name that cannot be
                raise Failure(f"{name} does not exist in the workspace")
            targets = find_targets([str(workspace.root / Path(place).relative_to(around))])
            if [target.root for target in targets] == [workspace.root]:
                return targets[0].wanted
    raise Failure(f"{name} does not lie in the workspace {visible(str(workspace.root))}")
