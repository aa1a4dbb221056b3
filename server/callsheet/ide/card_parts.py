"""Parts of the cards that describe entries: one member of an entry each, as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from callsheet.ide.hover_markdown import code, listed, plain
from callsheet.syntax import value_at
from callsheet.workspace.facts import string, strings
from callsheet.workspace.planning import Named

Entry = Mapping[str, Any]
"""The object that all there is to a definition stands in."""

MAX_NAMES = 6
"""How many names a line lists."""


def entry_of(named: Named) -> Entry:
    """The entry of a definition; of an endpoint the path item or operation; empty where it is no object."""
    definition = named.definition
    value = value_at(named.facts.value, named.pointer if definition.on_key else definition.entry)
    return value if isinstance(value, dict) else {}


def sentence(entry: Entry, key: str) -> str | None:
    """A member that is running text."""
    found = string(entry, key)
    return plain(found) if found and found.strip() else None


def labelled(label: str, entry: Entry, key: str) -> str | None:
    """A member that is one word or name, behind its label."""
    found = string(entry, key)
    return f"{label}: {plain(found)}" if found and found.strip() else None


def path_line(label: str, entry: Entry, key: str) -> str | None:
    """A member that is a path or a technical name, behind its label."""
    found = string(entry, key)
    return f"{label}: {code(found)}" if found and found.strip() else None


def names_line(label: str, entry: Entry, key: str) -> str | None:
    """A member that is a list of names, behind its label."""
    found = [plain(text) for _, text in strings(entry, key) if text.strip()]
    return f"{label}: {listed(found, MAX_NAMES)}" if found else None


def count_of(entry: Entry, key: str) -> int:
    """How many items a member has that is a list."""
    found = entry.get(key)
    return len(found) if isinstance(found, list) else 0


def lines(*parts: str | None) -> str | None:
    """Short lines that belong together, each on one of its own."""
    return "  \n".join(part for part in parts if part) or None
