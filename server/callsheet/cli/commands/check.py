"""`callsheet check`: what is wrong with the files of a workspace."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Annotated

import typer

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus, Failure, say
from callsheet.cli.features import RootOption
from callsheet.cli.order import PathsArgument, StdinPathOption, read_order
from callsheet.cli.output import Screen, emit, emit_exactly

if TYPE_CHECKING:
    from callsheet.cli.examination import Examination
    from callsheet.rules import Severity


class Grade(str, enum.Enum):
    """What `--fail-on` can be: the severities of findings by name."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"


class CheckFormat(str, enum.Enum):
    """What `--format` can be; each is written by the module `callsheet.cli.formats.FORMAT`."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    JUNIT = "junit"


def check(
    paths: PathsArgument = None,
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
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended safely, and report the rest.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Print what --fix would change, and change nothing.")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="RULES", help="Check by these rules or families only; several with commas."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="RULES", help="Leave these rules or families out; several with commas."),
    ] = None,
    stdin_path: StdinPathOption = None,
    root: RootOption = ".",
) -> ExitStatus:
    """Check tasks, plans and contracts for mistakes.

    A PATH is a file or a folder: only what lies in it is reported, or mended. Without any, it is the whole workspace
    around the current folder. Of a folder that is in no workspace, all workspaces below it are checked. With --root,
    paths count from that folder, as if it were the current one. The path - is standard input: with --fix, the mended
    text goes to standard output, and the findings to standard error.

    Hints are counted, but listed only with --fail-on hint; JSON lists all findings.

    Exit status: 0 if nothing is as grave as --fail-on, 1 if something is, also after --fix; with --diff, 1 if there is
    something to mend.
    """
    from callsheet.cli.checking import examine_all, mend_all, show_mending
    from callsheet.cli.rule_choice import read_choice
    from callsheet.rules import Severity

    if diff and output_format is not CheckFormat.TEXT:
        raise Failure("--diff prints a diff: --format has nothing to say beside it")
    rules = read_choice(select or [], ignore or [])
    order = read_order(paths or [], stdin_path, root, listed=None if diff else rules, is_written=fix and not diff)
    if diff:
        return show_mending(order, rules)
    limit = Severity[fail_on.name]
    mildest = Severity.HINT if output_format is CheckFormat.JSON else max(limit, Severity.INFORMATION)
    examinations = (mend_all if fix else examine_all)(order, rules, mildest)
    _print(examinations, output_format, limit, is_aside=fix and order.given is not None)
    return ExitStatus.FOUND if any(examination.has(limit) for examination in examinations) else ExitStatus.FINE


def _print(examinations: list[Examination], output_format: CheckFormat, limit: Severity, *, is_aside: bool) -> None:
    """Print what was found to standard output, or to standard error if something else is printed there."""
    import importlib
    import sys

    if output_format is CheckFormat.TEXT:
        from callsheet.cli.formats.text import render_text

        text = render_text(examinations, Screen.of(sys.stderr if is_aside else sys.stdout))
    else:
        text = importlib.import_module(f"callsheet.cli.formats.{output_format.value}").render(examinations, limit)
    if is_aside:
        say(text.removesuffix("\n"))
    elif output_format is CheckFormat.TEXT:
        emit(text)
    else:
        emit_exactly(text)


COMMAND = Command(
    check,
    (
        "callsheet check",
        "callsheet check .tmp/tasks/gift-cards",
        "callsheet check --fix --diff",
        "callsheet check --select graph,count-mismatch --fail-on warning",
        "callsheet check - --stdin-path .tmp/tasks/gift-cards/task.json < draft.json",
        "callsheet check --format json examples/order-management",
    ),
)
