"""Where the page of each rule lies."""

from __future__ import annotations

from pathlib import Path


def page_path(rule: str) -> Path:
    """The Markdown page of a rule: inside the installed package, or in the `docs` of a checkout."""
    package = Path(__file__).parent.parent
    shipped = package / "docs" / "rules"
    folder = shipped if shipped.is_dir() else package.parent.parent / "docs" / "rules"
    return folder / f"{rule}.md"
