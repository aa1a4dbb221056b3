"""A document in the other syntax: JSON or YAML."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.edits.refactorings import conversion
from callsheet.ide.actions.action import Action, Selection, refused


def conversions(selection: Selection) -> Iterator[Action]:
    """Convert a document to YAML, or to JSON; the title names what JSON has no place for."""
    snapshot = selection.snapshot
    wanted = conversion.conversion_of(snapshot, selection.path)
    if wanted is None:
        return
    title = f"Convert to {wanted.language.upper()}"
    obstacle = conversion.obstacle_to_conversion(snapshot, wanted)
    if obstacle is not None:
        yield refused(title, obstacle)
        return
    losses = conversion.losses(wanted)
    yield Action(
        f"{title} (drops {losses})" if losses else title,
        "refactor.rewrite",
        lambda: conversion.converted(snapshot, wanted),
        frozenset(("rename",)),
    )
