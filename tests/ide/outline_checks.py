"""What the tests of outlines share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from callsheet.ide.document_symbols import Symbol, document_symbols
from tests.workspaces import Fixture, read_fixture


def outline_of(root: Path, text: str) -> tuple[Fixture, str, list[Symbol]]:
    """A fixture, the path of its first file, and the outline of that."""
    fixture = read_fixture(text)
    path = next(iter(fixture.files))
    return fixture, path, document_symbols(fixture.snapshot(root), path)


def all_of(symbols: list[Symbol]) -> Iterator[Symbol]:
    """Symbols and all that they hold, in the document's order."""
    for symbol in symbols:
        yield symbol
        yield from all_of(symbol.children)


def drawn(symbols: list[Symbol], indent: str = "") -> Iterator[str]:
    """Symbols as lines: `kind name: detail`."""
    for symbol in symbols:
        yield f"{indent}{symbol.kind} {symbol.name}" + (f": {symbol.detail}" if symbol.detail else "")
        yield from drawn(symbol.children, indent + "  ")


def check_outline(root: Path, text: str, expected: str) -> None:
    """The outline of the first file of a fixture reads as expected; if places are marked, those are its names."""
    fixture, path, symbols = outline_of(root, text)
    assert list(drawn(symbols)) == expected.strip("\n").splitlines()
    if fixture.marked:
        names = sorted((path, symbol.name_start, symbol.name_end) for symbol in all_of(symbols))
        assert names == sorted(fixture.marked)
