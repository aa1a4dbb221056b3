"""Prints `client-vscode/README.md` without its pictures: VS Code's page of an extension shows none from inside the package."""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "client-vscode" / "README.md"


def without_pictures(text: str) -> str:
    """A page without the pictures that lie beside it, each of which stands in a paragraph of its own."""
    return re.sub(r"^!\[[^\]]*\]\(media/[^)]*\)\n\n", "", text, flags=re.MULTILINE)


if __name__ == "__main__":
    sys.stdout.write(without_pictures(README.read_text(encoding="utf-8")))
