"""`callsheet check`: what is wrong with the files of a workspace."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus, Failure
from callsheet.cli.features import RootOption
from callsheet.cli.output import Screen, emit, emit_exactly, visible


class Grade(str, enum.Enum):
    """What `--fail-on` can be: the severities of findings by name."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"


class CheckFormat(str, enum.Enum):
    """What `--format` can be; each is written by the module `callsheet.cli.check_FORMAT`."""

    TEXT = "text"
    JSON = "json"


def check(
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH", hidden=True)] = None,
    output_format: Annotated[
        CheckFormat, typer.Option("--format", help="How to print what was found.")
    ] = CheckFormat.TEXT,
    fail_on: Annotated[
        Grade,
        typer.Option(
            "--fail-on",
            metavar="SEVERITY",
            help="The mildest finding for which the exit status is 1: error, warning, information or hint.",
        ),
    ] = Grade.ERROR,
    root: RootOption = ".",
) -> ExitStatus:
    """Check tasks, plans and contracts for mistakes.

    A PATH is a file or a folder: only what lies in it is reported. Without any, it is the whole workspace around the
    current folder. Of a folder that is in no workspace, all workspaces below it are checked. With --root, paths count
    from that folder, as if it were the current one.

    Hints are counted, but listed only with --fail-on hint; JSON lists all findings.

    Exit status: 0 if nothing is as grave as --fail-on, 1 if something is, 2 if there is nothing to check.
    """
    import importlib
    import sys

    from callsheet.cli.examination import examine
    from callsheet.cli.progress import Progress
    from callsheet.cli.settings import warn_of_settings
    from callsheet.cli.workspaces import find_targets
    from callsheet.rules import Severity

    limit = Severity[fail_on.name]
    mildest = Severity.HINT if output_format is CheckFormat.JSON else max(limit, Severity.INFORMATION)
    targets = find_targets(paths or [], root)
    for target in targets:
        warn_of_settings(target, lists_findings=True)
    with Progress() as progress:
        examinations = [examine(target, mildest, progress) for target in targets]
    if not any(examination.documents for examination in examinations):
        places = " or ".join(map(visible, paths)) if paths else "this workspace"
        raise Failure(f"nothing to check: there are no task files in {places}")
    if output_format is CheckFormat.TEXT:
        from callsheet.cli.check_text import render_text

        emit(render_text(examinations, Screen.of(sys.stdout)))
    else:
        emit_exactly(importlib.import_module(f"callsheet.cli.check_{output_format.value}").render(examinations))
    return ExitStatus.FOUND if any(examination.has(limit) for examination in examinations) else ExitStatus.FINE


COMMAND = Command(
    check,
    (
        "callsheet check",
        "callsheet check .tmp/tasks/gift-cards",
        "callsheet check --fail-on warning",
        "callsheet check --format json examples/order-management",
    ),
)
