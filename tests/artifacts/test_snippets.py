"""What the snippets of the VS Code extension insert is what the published schemas ask for."""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.validation import fits, validate
from callsheet.syntax import Document
from callsheet.syntax.document import Language
from callsheet.text import Text

FOLDER = Path(__file__).parents[2] / "client-vscode" / "snippets"
TASK, SUBTASK = ArtifactKind.TASK, ArtifactKind.SUBTASK

PLACES: dict[str, tuple[ArtifactKind, str | None]] = {
    "Reference": (SUBTASK, "context_files"),
    "Dependencies": (SUBTASK, None),
    "Acceptance criteria": (SUBTASK, None),
    "Deliverables": (SUBTASK, None),
    "Contract": (SUBTASK, "contracts"),
    "Decision record": (SUBTASK, "related_adrs"),
    "Design": (SUBTASK, "design_components"),
    "RICE score": (TASK, None),
    "WSJF score": (TASK, None),
    "Ignored rule": (SUBTASK, None),
}
"""Where each snippet belongs: in a list of a document, or in the document itself."""

LEAST: dict[ArtifactKind, dict[str, Any]] = {
    TASK: {"id": "a", "name": "A", "status": "active", "objective": "A", "created_at": "2026-03-01T09:15:00Z"},
    SUBTASK: {"id": "a-01", "seq": "01", "title": "A", "status": "pending"},
}
SNIPPETS = [
    pytest.param(language, name, "\n".join(snippet["body"]), id=f"{name}-{language}")
    for language in ("json", "yaml")
    for name, snippet in json.loads((FOLDER / f"{language}.code-snippets").read_text(encoding="utf-8")).items()
]


@pytest.mark.parametrize(("language", "name", "body"), SNIPPETS)
def test_a_snippet_gives_what_its_schema_asks_for(language: Language, name: str, body: str) -> None:
    kind, member = PLACES[name]
    document = Document(Text(_wrapped(_inserted(body), language, member)), language)
    assert not document.problems
    assert isinstance(document.value, dict)
    value = {**LEAST[kind], **document.value}
    assert fits(kind, value), list(validate(kind, value))


@pytest.mark.parametrize(
    ("body", "inserted"),
    [("${1:01}", "01"), ("${1|api,event|}", "api"), (r"\$callsheet: $1", "$callsheet: "), ("a${2:}b$0", "ab")],
)
def test_placeholders_become_what_they_begin_with(body: str, inserted: str) -> None:
    assert _inserted(body) == inserted


def _inserted(body: str) -> str:
    """What a snippet inserts before anything is typed."""
    body = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", body)
    body = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", body)
    return re.sub(r"(?<!\\)\$\d", "", body).replace(r"\$", "$")


def _wrapped(text: str, language: Language, member: str | None) -> str:
    """A document with a snippet in one of its lists, or directly in it."""
    if language == "json":
        return f'{{"{member}": [{text}]}}' if member else f"{{{text}}}"
    return f"{member}:\n{indent(text, '  ')}\n" if member else f"{text}\n"
