"""The pictures in the documentation: what the commands print in a terminal, and the graph of a feature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from xml.sax.saxutils import escape

from callsheet.cli.board.board import Board, board_lines
from callsheet.cli.board.events import history
from callsheet.cli.board.findings import find
from callsheet.cli.examination import examine
from callsheet.cli.formats.text import render_text
from callsheet.cli.output import Screen, width_of
from callsheet.cli.progress import Progress
from callsheet.cli.reading import ReadingSnapshot
from callsheet.cli.workspaces import Target
from callsheet.edits.lifecycle import SubtaskStep, step_changes
from callsheet.edits.structure import edits_for
from callsheet.ide.graph import subtask_graph
from callsheet.ide.graph_svg import svg
from callsheet.rules import Severity
from callsheet.rules.engine import Checker
from callsheet.text import Text, apply_edits
from callsheet.workspace.changes import operations_of
from callsheet.workspace.feature import Feature
from callsheet.workspace.session import Session

EXAMPLES = Path(__file__).parents[1] / "examples"
FEATURE = ".tmp/tasks/order-management-mvp"
WIDTH, HEIGHT = 80, 24
NOON = datetime(2026, 3, 3, 12, tzinfo=timezone.utc)

_STEPS: tuple[tuple[int, SubtaskStep, str, str], ...] = (
    (180, "complete", "02", "The types compile, and every event has a test"),
    (170, "start", "03", "agent-1"),
    (165, "start", "04", "agent-2"),
    (20, "complete", "03", "The cart is a value; twelve tests"),
    (12, "start", "05", "agent-3"),
)
"""What has happened on the board before noon: how many minutes ago, the step, the subtask, its summary or agent."""


_FAULTY = ("opening-hours/subtask_01.json", "reservations/subtask_06.json", "reservations/subtask_07.json")
"""The files whose findings are shown, below the folder of the tasks."""


def pictures() -> dict[str, str]:
    """The text of every picture by its file's name."""
    session = Session(EXAMPLES / "order-management")
    session.index()
    return {
        "graph.svg": svg(subtask_graph(session.snapshot.features[FEATURE])),
        "watch.svg": terminal("callsheet watch", board(session)),
        "check.svg": terminal("callsheet check", findings(*(f".tmp/tasks/{path}" for path in _FAULTY))),
    }


class _Here(Target):
    """A workspace whose root is the current folder."""

    name = "."


def findings(*paths: str) -> list[str]:
    """What `callsheet check` prints of some files of the example that has mistakes."""
    with Progress() as progress:
        examination = examine(_Here(EXAMPLES / "faulty", paths), Severity.INFORMATION, progress)
    return render_text([examination], Screen(WIDTH, has_colour=True)).splitlines()


def board(session: Session) -> list[str]:
    """The board of the example's feature after some steps."""
    for minutes, step, key, text in _STEPS:
        take(session, step, key, NOON - timedelta(minutes=minutes), text)
    known = session.snapshot
    feature = known.features[FEATURE]
    found = find(Checker(), ReadingSnapshot.of(known), feature.files)
    shown = Board(feature, NOON, history(feature, NOON)[::-1], found)
    return board_lines(shown, Screen(WIDTH, has_colour=True), HEIGHT)


def take(session: Session, step: SubtaskStep, key: str, now: datetime, text: str) -> None:
    """Take a subtask a step on, in the session alone."""
    feature: Feature = session.snapshot.features[FEATURE]
    for path, operations in operations_of(step_changes(step, feature, key, now, summary=text, agent=text)).items():
        document = session.snapshot.document(path)
        if document is not None:
            session.open(path, Text(apply_edits(document.text.string, edits_for(document, operations))))


_CODE = re.compile("\x1b\\[([0-9;]*)m")
_STYLES = {
    "1": "font-weight:bold",
    "2": "fill:#8b949e",
    "31": "fill:#ff7b72",
    "32": "fill:#7ee787",
    "33": "fill:#e3b341",
    "34": "fill:#79c0ff",
    "36": "fill:#76e3ea",
}
_FONTS = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"
_COLUMN, _LINE, _MARGIN, _BAR = 8.4, 19, 16, 34


def terminal(title: str, lines: list[str]) -> str:
    """A terminal's window as SVG; every piece of text has the width of its columns, whatever font there is."""
    width, height = round(WIDTH * _COLUMN) + 2 * _MARGIN, len(lines) * _LINE + _BAR + _MARGIN
    shown = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>',
        *(f'<circle cx="{20 + 18 * number}" cy="17" r="5.5" fill="#30363d"/>' for number in range(3)),
        '<g fill="#8b949e" font-family="sans-serif" font-size="12" text-anchor="middle">',
        f'<text x="{width / 2:g}" y="21">{escape(title)}</text>',
        "</g>",
        f'<g fill="#e6edf3" font-family="{_FONTS}" font-size="14" xml:space="preserve">',
    ]
    for number, line in enumerate(lines):
        shown += _pieces(line, _BAR + (number + 1) * _LINE - 5)
    return "\n".join([*shown, "</g>", "</svg>"]) + "\n"


def _pieces(line: str, y: int) -> Iterator[str]:
    """The words of a line that look alike, each at its column."""
    column, styles = 0, ""
    for index, part in enumerate(_CODE.split(line)):
        if index % 2:
            styles = ";".join(_styles(part.split(";")))
            continue
        for match in re.finditer(r"\S+(?: \S+)*", part):
            x, length = _MARGIN + _COLUMN * (column + width_of(part[: match.start()])), width_of(match[0])
            style = f' style="{styles}"' if styles else ""
            text = escape(match[0])
            yield f'<text x="{x:g}" y="{y}" textLength="{length * _COLUMN:g}"{style}>{text}</text>'
        column += width_of(part)


def _styles(codes: Iterable[str]) -> Iterator[str]:
    return (_STYLES[code] for code in codes if code in _STYLES)
