"""What the documentation says of the code in numbers and links is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from callsheet.rules import RULES

REPOSITORY = Path(__file__).parents[1]
PAGES = [
    path
    for path in (*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md"), *REPOSITORY.glob("e*/**/README.md"))
    if "node_modules" not in path.parts
]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_number_of_rules() -> None:
    assert f"[{len(RULES)} rules]" in (REPOSITORY / "README.md").read_text(encoding="utf-8")
