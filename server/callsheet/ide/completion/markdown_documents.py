"""Whole Markdown documents: decision records, module briefs, validation reports, retrospectives."""

from __future__ import annotations

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import NameKind
from callsheet.ide.card_parts import entry_of
from callsheet.ide.completion.request import Request
from callsheet.ide.completion.skeletons import Hole
from callsheet.ide.completion.templates import Template
from callsheet.workspace.facts import string

_SECTIONS = {
    ArtifactKind.ADR: ("Context", "Decision", "Consequences", "Considered instead"),
    ArtifactKind.MODULE_BRIEF: (
        "What it is for",
        "What it owns",
        "What others use of it",
        "What it uses",
        "Open questions",
    ),
    ArtifactKind.VALIDATION_REPORT: ("Exit criteria", "Checks", "Open points", "Result"),
    ArtifactKind.RETROSPECTIVE: ("In figures", "What went well", "What did not", "What we change"),
}
"""The sections of a document of each kind."""


def markdown_document(request: Request) -> Template:
    """The document of a Markdown kind: its title, its fields and its sections."""
    title, fields = _head(request)
    template: Template = ["# ", *title]
    for name, value in fields:
        template += [f"\n\n**{name}**: ", value]
    for section in _SECTIONS.get(request.artifact.kind, ()):
        template += [f"\n\n## {section}\n\n", Hole()]
    return template


def _head(request: Request) -> tuple[Template, list[tuple[str, str | Hole]]]:
    """The title of the document and its fields."""
    artifact, today = request.artifact, request.now.strftime("%Y-%m-%d")
    if artifact.kind is ArtifactKind.ADR:
        name = request.path.rpartition("/")[2].removesuffix(".md")
        slug = name.partition(artifact.seq or "")[2].strip("-").replace("-", " ")
        return [f"{artifact.seq}. ", Hole(slug.capitalize())], [("Status", Hole("Proposed")), ("Date", today)]
    if artifact.kind is ArtifactKind.MODULE_BRIEF:
        module, kind = _context_beside(request)
        return [artifact.context or ""], [("Module", Hole(module)), ("Type", Hole(kind))]
    if artifact.kind is ArtifactKind.VALIDATION_REPORT:
        return [f"Validation of {artifact.feature}"], [("Date", today), ("Status", Hole("Open"))]
    return [f"Looking back at {artifact.feature}"], [("Date", today)]


def _context_beside(request: Request) -> tuple[str, str]:
    """The module and the type of the bounded context that a brief is about, as far as they are known."""
    defined = request.snapshot.planning.defined(NameKind.CONTEXT, (), request.path, request.artifact)
    entry = next((entry_of(named) for named in defined if named.definition.name == request.artifact.context), {})
    module = string(entry, "module")
    return f"`{module}`" if module else "", string(entry, "type") or "core"
