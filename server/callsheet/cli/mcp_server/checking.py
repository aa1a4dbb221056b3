"""The findings of a workspace as agents get them."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mcp.types import CallToolResult

from callsheet.cli.ending import Failure
from callsheet.cli.examination import Examination, Located, examine
from callsheet.cli.features import read_feature
from callsheet.cli.formats.json import render as render_json
from callsheet.cli.formats.text import render_text
from callsheet.cli.mcp_server.answers import answer
from callsheet.cli.output import Screen, counted, visible
from callsheet.cli.progress import Progress
from callsheet.cli.workspaces import Target, find_targets, the_workspace
from callsheet.rules import Severity

MAX_FINDINGS = 200
"""How many findings an answer lists; the graver ones first."""


def check_answer(root: str, feature: str | None, paths: Sequence[str] | None, severity: str) -> CallToolResult:
    """What is wrong with a feature, with files and folders, or with the whole workspace.

    Raises:
        Failure: if there is no workspace, or not what is to be checked.
    """
    mildest = next(each for each in Severity if each.label == severity)
    target = _target(root, feature, paths or [])
    with Progress() as progress:
        found = examine(target, mildest, progress)
    shown = replace(found, located=_gravest(found))
    left_out = len(found.located) - len(shown.located)
    text = render_text([shown], Screen())
    if left_out:
        text += (
            f"{counted(left_out, 'more finding')} of these, the milder ones, not listed: check a feature or a path\n"
        )
    return answer(text, {**json.loads(render_json([shown], mildest)), "not_listed": left_out})


def _gravest(found: Examination) -> list[Located]:
    """As many of the findings as are listed, still by path and place."""
    by_grade = sorted(found.located, key=lambda located: located.finding.severity)
    kept = set(map(id, by_grade[:MAX_FINDINGS]))
    return [located for located in found.located if id(located) in kept]


def _target(root: str, feature: str | None, paths: Sequence[str]) -> Target:
    """What is to be checked of the workspace around a folder: never anything outside of it."""
    workspace = the_workspace(root)
    wanted: list[str] = []
    if feature is not None:
        with Progress() as progress:
            wanted.append(read_feature(workspace, feature, progress)[1].folder)
    wanted += [each for path in paths for each in _inside(workspace, path)]
    return replace(workspace, wanted=tuple(wanted)) if wanted else workspace


def _inside(workspace: Target, path: str) -> tuple[str, ...]:
    """What a path relative to the workspace's root, or an absolute one, leads to in it."""
    full = os.path.abspath(workspace.root / path)  # noqa: PTH100 - takes out `..` before any links
    for place, around in ((full, workspace.root), (os.path.realpath(full), os.path.realpath(workspace.root))):
        if Path(place).is_relative_to(around):
            [target, *others] = find_targets([str(workspace.root / Path(place).relative_to(around))])
            if not others and target.root == workspace.root:
                return target.wanted
    raise Failure(f"{visible(path)} does not lie in the workspace {visible(str(workspace.root))}")
