"""What `docs/formats.md` says of the planning artifacts is what the schemas say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.schema import load_schema
from callsheet.artifacts.validation import fits, validate

GUIDE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
SECTIONS = [
    (ArtifactKind.CONTEXTS, "Contexts"),
    (ArtifactKind.STORY_MAP, "Story map"),
    (ArtifactKind.BACKLOG, "Backlog"),
    (ArtifactKind.CONTRACT, "Contract"),
]


def section(heading: str) -> str:
    """The text below a heading of the second level."""
    return GUIDE.split(f"\n## {heading}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize(("kind", "heading"), SECTIONS)
def test_the_example_is_right(kind: ArtifactKind, heading: str) -> None:
    document = json.loads(section(heading).split("```json\n")[1].split("```")[0])
    assert list(validate(kind, document)) == []
    assert fits(kind, document)


@pytest.mark.parametrize(("kind", "heading"), SECTIONS)
def test_every_field_is_named(kind: ArtifactKind, heading: str) -> None:
    """All but those of scores, which have a section of their own; what is required is in bold."""
    schema = load_schema(kind)
    text = section(heading)
    for name, part in [("", schema), *schema["$defs"].items()]:
        if not name.endswith(("Score", "Justification")):
            assert [field for field in part["properties"] if f"`{field}`" not in text] == [], name
            assert [field for field in part.get("required", ()) if f"**`{field}`**" not in text] == [], name
