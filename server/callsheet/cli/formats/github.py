"""What `callsheet check` prints in GitHub Actions: workflow commands, which GitHub shows beside the lines of a change.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Sequence

from callsheet.cli.examination import Examination, Located, Place
from callsheet.cli.formats.repository import prefix_in_repository
from callsheet.cli.formats.text import summary
from callsheet.cli.output import Screen, visible
from callsheet.rules import Severity

COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "notice",
    Severity.HINT: "notice",
}


def render(examinations: Sequence[Examination], _: Severity) -> str:
    """A command for each finding that is listed, and in the last line how many findings there are."""
    lines = [
        _command(located, prefix)
        for examination in examinations
        for prefix in [prefix_in_repository(examination.target.root)]
        for located in examination.located
    ]
    return "\n".join([*lines, summary(examinations, Screen())]) + "\n"


def _command(located: Located, prefix: str) -> str:
    """The command; its message has the place too, because the log of a step shows nothing else of it."""
    finding, place = located.finding, located.place
    path = visible(prefix + place.path)
    properties = {"file": path, **_region(place), "title": finding.rule}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = f"{path}:{place.line}:{place.column}: {visible(finding.message)}"
    return f"::{COMMANDS[finding.severity]} {listed}::{_data(message)}"


def _region(place: Place) -> dict[str, int]:
    """Lines and columns from 1. GitHub takes columns only of a region within one line."""
    if place.line != place.end_line:
        return {"line": place.line, "endLine": place.last_line}
    return {"line": place.line, "col": place.column, "endLine": place.end_line, "endColumn": place.end_column}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
