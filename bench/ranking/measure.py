"""The mean reciprocal rank of completion: 1 where the wanted item is always the first, 0.5 where it is the second."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

import yaml

from bench.figures import Result, Table
from bench.stage import Stage
from callsheet.ide.completion import complete
from callsheet.text import Text
from callsheet.workspace.session import Session

CURSOR = "<|>"

MAX_PREFIX = 3
"""How many letters are typed at most."""

_NOW = datetime(2026, 3, 1, 9, 15, tzinfo=timezone.utc)
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Position:
    """A place at which an item is wanted."""

    sort: str
    """The sort of completion: key, value, dependency, path, lines, name or document."""
    file: str
    text: str
    """The text of the file with the cursor in it."""
    wanted: str
    """The label of the item."""
    types: str = ""
    """What is typed to find it; the label, where empty."""


@dataclass(frozen=True)
class Ranked:
    """At which place the wanted item stands, counted from 1, after some letters; None where it is not offered."""

    position: Position
    prefix: str
    rank: int | None

    @property
    def reciprocal(self) -> float:
        """1 by the rank; 0 where the item is not offered."""
        return 1 / self.rank if self.rank else 0.0


def measure(_stage: Stage) -> Iterator[Result]:
    """How far up the wanted items stand."""
    yield Table("ranking", render(ranked()))


def positions() -> list[Position]:
    """All positions of the data set."""
    data = yaml.safe_load((_FOLDER / "positions.yaml").read_text(encoding="utf-8"))
    return [Position(**{key: str(value) for key, value in entry.items()}) for entry in data]


def ranked() -> list[Ranked]:
    """The rank of the wanted item at every position, with none to three letters typed."""
    files: dict[str, str] = yaml.safe_load((_FOLDER / "workspace.yaml").read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        session = Session(root)
        session.index()
        return [found for position in positions() for found in _ranks(session, position)]


def _ranks(session: Session, position: Position) -> Iterator[Ranked]:
    letters = position.types or position.wanted
    for length in range(min(MAX_PREFIX, len(letters)) + 1):
        prefix = letters[:length]
        before, after = position.text.split(CURSOR)
        session.open(position.file, Text(before + prefix + after))
        items = complete(session.snapshot, position.file, len(before + prefix), _NOW)
        ranks = (rank for rank, item in enumerate(items, start=1) if item.label == position.wanted)
        yield Ranked(position, prefix, next(ranks, None))
    session.close(position.file)


def render(results: list[Ranked]) -> str:
    """The mean reciprocal rank by the sort of completion and the number of letters, as a Markdown table."""
    sorts = [*dict.fromkeys(each.position.sort for each in results), ""]
    lengths = range(MAX_PREFIX + 1)
    lines = [
        "| sort | positions | "
        + " | ".join(f"{length} letter{'' if length == 1 else 's'}" for length in lengths)
        + " | all |",
        "| --- |" + " ---: |" * (len(lengths) + 2),
    ]
    for sort in sorts:
        chosen = [each for each in results if sort in ("", each.position.sort)]
        cells = [_mean([each for each in chosen if len(each.prefix) == length]) for length in lengths]
        lines.append(" | ".join([f"| {sort or '**all**'}", str(len(chosen)), *cells, f"{_mean(chosen)} |"]))
    return "\n".join(lines)


def _mean(results: list[Ranked]) -> str:
    return f"{mean(each.reciprocal for each in results):.2f}" if results else "–"
