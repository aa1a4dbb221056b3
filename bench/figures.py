"""Figures: repeated measurements, rows of a table, and how both are printed."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Unit: TypeAlias = Literal["ms", "s", "MiB"]


@dataclass(frozen=True)
class Sample:
    """Repeated measurements of one thing, in seconds or in MiB."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The value in the middle."""
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        """The value that 95 of 100 do not exceed; with few values the greatest."""
        return sorted(self.values)[min(len(self.values) - 1, int(0.95 * len(self.values)))]


@dataclass(frozen=True)
class Row:
    """One thing measured, beside a peer where there is one."""

    measurement: str
    """The name under which it can be run alone."""
    what: str
    unit: Unit
    ours: Sample
    peer: str
    """The peer's name; a dash where there is none."""
    theirs: Sample | None = None
    target: float | None = None
    """The highest ratio to the peer that is good enough."""
    limit: float | None = None
    """The highest value, in the sample's unit, that is good enough."""

    @property
    def ratio(self) -> float | None:
        """Our median by the peer's."""
        return self.ours.median / self.theirs.median if self.theirs else None

    @property
    def is_missed(self) -> bool:
        """Whether a figure is worse than it should be."""
        too_slow = self.target is not None and self.ratio is not None and self.ratio > self.target
        return too_slow or (self.limit is not None and self.ours.median > self.limit)


@dataclass(frozen=True)
class Skipped:
    """Something that was not measured."""

    measurement: str
    reason: str


@dataclass(frozen=True)
class Table:
    """Figures that are no times, in a table of their own."""

    measurement: str
    """The name under which they can be found out alone."""
    markdown: str


Result: TypeAlias = "Row | Skipped | Table"


def render_table(results: Iterable[Result]) -> str:
    """The results as a Markdown table, what misses its target in bold; below it what was skipped, and other tables."""
    results = list(results)
    rows = [_cells(row) for row in results if isinstance(row, Row)]
    header = ["measured", "beside", "theirs: median (p95)", "Callsheet: median (p95)", "ratio", "target"]
    lines = [_line(header), _line(["---", "---", "---:", "---:", "---:", "---:"]), *(_line(row) for row in rows)]
    skipped = list(
        dict.fromkeys(f"Skipped in {one.measurement}: {one.reason}." for one in results if isinstance(one, Skipped))
    )
    tables = [line for one in results if isinstance(one, Table) for line in ("", one.markdown)]
    return "\n".join((lines if rows or not tables else []) + (["", *skipped] if skipped else []) + tables).lstrip("\n")


def _cells(row: Row) -> list[str]:
    ratio = "–" if row.ratio is None else f"{max(row.ratio, 0.01):.2f}"
    wanted = []
    if row.target is not None:
        wanted.append(f"≤ {row.target:g}")
    if row.limit is not None:
        wanted.append(f"≤ {_number(row.limit, row.unit)}")
    ours = _show(row.ours, row.unit)
    if row.is_missed:
        ratio, ours = (f"**{ratio}**", ours) if row.target is not None else (ratio, f"**{ours}**")
    theirs = _show(row.theirs, row.unit) if row.theirs else "–"
    return [row.what, row.peer, theirs, ours, ratio, " and ".join(wanted) or "–"]


def _show(sample: Sample, unit: Unit) -> str:
    if unit == "MiB":
        return _number(sample.median, unit)
    return f"{_number(sample.median, unit)} ({_number(sample.p95, unit, with_unit=False)})"


def _number(value: float, unit: Unit, *, with_unit: bool = True) -> str:
    scaled = value * 1000 if unit == "ms" else value
    digits = {"ms": 0 if scaled >= 100 else 2, "s": 2, "MiB": 0}[unit]
    return f"{scaled:.{digits}f}" + (f" {unit}" if with_unit else "")


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def to_plain(result: Result) -> dict[str, Any]:
    """A result as JSON can hold it, every single value included."""
    if isinstance(result, Skipped):
        return {"measurement": result.measurement, "skipped": result.reason}
    if isinstance(result, Table):
        return {"measurement": result.measurement, "markdown": result.markdown}
    return {
        "measurement": result.measurement,
        "what": result.what,
        "unit": "MiB" if result.unit == "MiB" else "s",
        "ours": _sample_to_plain(result.ours),
        "peer": result.peer,
        "theirs": _sample_to_plain(result.theirs) if result.theirs else None,
        "ratio": result.ratio,
        "target": result.target,
        "limit": result.limit,
        "is_missed": result.is_missed,
    }


def _sample_to_plain(sample: Sample) -> dict[str, Any]:
    return {"median": sample.median, "p95": sample.p95, "values": list(sample.values)}
