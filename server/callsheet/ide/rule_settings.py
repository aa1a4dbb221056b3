"""The rules that `callsheet.toml` sets: their pages in the rule reference."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.shipped import rule_page
from callsheet.rules import RULES
from callsheet.syntax import Document, Pointer


def rule_page_at(kind: ArtifactKind, pointer: Pointer) -> str | None:
    """The address of the page of the rule that the setting at a pointer is about; None where it is about none."""
    if kind is not ArtifactKind.CONFIGURATION or len(pointer) != 2 or pointer[0] != "rules" or pointer[1] not in RULES:
        return None
    page = rule_page(str(pointer[1]))
    return page.as_uri() if page.is_file() else None


def rule_pages(kind: ArtifactKind, document: Document) -> Iterator[tuple[int, int, str]]:
    """The span of the name of each rule that a document sets (code points), and the address of the rule's page."""
    rules = document.node(("rules",)) if kind is ArtifactKind.CONFIGURATION else None
    for member in rules.members if rules else ():
        page = rule_page_at(kind, ("rules", member.key))
        if page is not None:
            yield member.key_start, member.key_end, page
