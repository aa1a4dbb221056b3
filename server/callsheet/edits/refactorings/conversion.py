"""A document in the other syntax, JSON or YAML: its text is written anew, its file renamed, references to it follow."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from callsheet.artifacts.kinds import DATA_KINDS
from callsheet.artifacts.quoting import counted, listing
from callsheet.edits.difference import same
from callsheet.edits.edit_error import EditError
from callsheet.edits.moving import followed
from callsheet.edits.refactorings.checking import changed
from callsheet.edits.refactorings.entries import is_faultless
from callsheet.edits.refactorings.whole_texts import model_for, whole_text
from callsheet.edits.refactorings.yaml_extras import Extra, Span, extras_of
from callsheet.edits.style import newline_of
from callsheet.syntax import Document, Language
from callsheet.syntax.operations import Operation, ReplaceSpan
from callsheet.text import Text
from callsheet.workspace.changes import Change, DocumentChange, FileRename
from callsheet.workspace.snapshot import Snapshot

_BYTE_ORDER_MARK = "\ufeff"
_HALF_OF_A_PAIR = re.compile("[\ud800-\udfff]")
_MARK_OF_SILENCE = "callsheet:"
"""What stands in comments that silence rules."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a document becomes."""

    path: str
    document: Document
    language: Language
    """The syntax that it gets: `json` or `yaml`."""
    extras: Mapping[Extra, list[Span]]
    """What it holds besides its value; empty for JSON."""

    @property
    def new_path(self) -> str:
        """The path with the other ending."""
        return f"{self.path.rpartition('.')[0]}.{self.language}"


def conversion_of(snapshot: Snapshot, path: str) -> Conversion | None:
    """What a JSON document becomes in YAML, and the other way round.

    None for what is neither, has slips of syntax or a key twice, holds no object, has half of a surrogate pair, which only
    JSON can write, or would no longer be of its kind.
    """
    facts, document = snapshot.facts(path), snapshot.document(path)
    if facts is None or document is None or facts.artifact.kind not in DATA_KINDS or not is_faultless(facts):
        return None
    if "\\u" in document.text.string and _HALF_OF_A_PAIR.search(json.dumps(document.value, ensure_ascii=False)):
        return None
    is_yaml = document.language == "yaml"
    conversion = Conversion(path, document, "json" if is_yaml else "yaml", extras_of(document) if is_yaml else {})
    known = snapshot.classify(conversion.new_path)
    stays = path in snapshot.planning.named_specs or (known is not None and known.kind is facts.artifact.kind)
    return conversion if stays else None


def obstacle_to_conversion(snapshot: Snapshot, conversion: Conversion) -> str | None:
    """Why a document cannot be converted at present; None where it can."""
    if snapshot.exists(conversion.new_path):
        return f"{conversion.new_path} exists already"
    text = conversion.document.text
    for comment in conversion.extras.get("comment", ()):
        if _MARK_OF_SILENCE in text.string[slice(*comment)]:
            line = text.line_at(comment[0]) + 1
            return f"the comment in line {line} silences rules; write that as a $callsheet member, which JSON can hold"
    return None


def losses(conversion: Conversion) -> str:
    """What JSON has no place for, such as "3 comments and 1 anchor"; empty where there is nothing."""
    return listing(counted(len(spans), name) for name, spans in conversion.extras.items() if spans)


def converted(snapshot: Snapshot, conversion: Conversion) -> tuple[Change, ...]:
    """The same value in the other syntax, in the layout of such documents beside it, under the other ending.

    Raises:
        EditError: if the other syntax has no way to write it, such as a number that is none in JSON.
    """
    path, document = conversion.path, conversion.document
    following = followed(snapshot, {path: conversion.new_path})
    own: list[Operation] = [each for change in following if change.path == path for each in change.operations]
    value = changed(document, own).value
    assert isinstance(value, dict)  # operations of `followed` change strings inside
    string = document.text.string
    text = whole_text(value, model_for(snapshot, path, conversion.language), newline_of(string))
    result = Document(Text(text), conversion.language)
    if result.problems or not same(result.value, value):
        raise EditError(f"{path} cannot be written in {conversion.language.upper()}")
    start = 1 if string.startswith(_BYTE_ORDER_MARK) else 0
    return (
        *(change for change in following if change.path != path),
        DocumentChange(path, (ReplaceSpan(start, len(string), text),)),
        FileRename(path, conversion.new_path),
    )
