"""The text of a whole new document, laid out like one that is there."""

from __future__ import annotations

from collections.abc import Mapping

from callsheet.edits.json_structure import JsonWriter
from callsheet.edits.style import LINE_END, Slot
from callsheet.syntax import Document, Language, Value
from callsheet.text import Text
from callsheet.workspace.snapshot import Snapshot, language_of


def whole_text(value: Mapping[str, Value], like: Document, newline: str) -> str:
    """A document that holds an object, in the syntax and layout of another one, with a line end behind it.

    An empty document stands for two blanks of indentation. Strings of several lines are blocks in YAML (`|`).

    Raises:
        EditError: if the syntax has no way to write the value.
    """
    text = _yaml(dict(value), like) if like.language == "yaml" else _json(dict(value), like)
    return LINE_END.sub(newline, text).removesuffix(newline) + newline


def _json(value: Value, like: Document) -> str:
    (edit,) = JsonWriter(like.text.string, like.root).replace(Slot(like.root), value)
    return edit.new_text


def _yaml(value: Value, like: Document) -> str:
    from callsheet.edits.refactorings.readable_yaml import ReadableYaml  # imported late, like the parser of YAML

    writer = ReadableYaml(like.text.string, like.root)
    return writer.block(value, 0, like.root) if value else writer.flow(value, None, None)


def model_for(snapshot: Snapshot, path: str, language: Language) -> Document:
    """What a new document beside a file is laid out like: one of its syntax there, if possible of its kind; else empty."""
    beside = [
        facts
        for other in sorted(snapshot.paths_in(path.rpartition("/")[0]))
        if other != path and language_of(other) == language and (facts := snapshot.facts(other)) and facts.is_object
    ]
    artifact = snapshot.classify(path)
    beside.sort(key=lambda facts: artifact is not None and facts.artifact.kind is not artifact.kind)
    for facts in beside:
        document = snapshot.document(facts.path)
        if document is not None and not document.problems and document.text.line_count > _FEW_LINES:
            return document
    return Document(Text(""), language)


_FEW_LINES = 3
"""Documents of no more lines have no layout to speak of."""
