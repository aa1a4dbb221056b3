"""Where the files lie that come with Callsheet beside its code."""

from __future__ import annotations

from pathlib import Path


def shipped_folder(name: str) -> Path:
    """A folder that Callsheet is shipped with, such as `schemas`: in the installed package, or in a checkout."""
    package = Path(__file__).parent.parent
    shipped = package / name
    return shipped if shipped.is_dir() else package.parent.parent / name


def rule_page(rule: str) -> Path:
    """The Markdown page of a rule; there is one for every rule."""
    return shipped_folder("docs/rules") / f"{rule}.md"


def documented_rules() -> list[str]:
    """The names of all rules in alphabetical order. They are those of the pages, so no rule has to be imported."""
    return sorted(page.stem for page in shipped_folder("docs/rules").glob("*.md") if page.name != "README.md")
