"""Prints `client-vscode/README.md` with its pictures inside: VS Code's page of an extension finds none beside the text."""

from __future__ import annotations

import base64
import re
import sys
from pathlib import Path

CLIENT = Path(__file__).parents[1] / "client-vscode"


def with_pictures(text: str) -> str:
    """A page in which each picture of a file beside it is a `data:` URI."""

    def inline(match: re.Match[str]) -> str:
        data = base64.b64encode((CLIENT / match[1]).read_bytes()).decode("ascii")
        return f"](data:image/png;base64,{data})"

    return re.sub(r"\]\((media/[\w/-]+\.png)\)", inline, text)


if __name__ == "__main__":
    sys.stdout.write(with_pictures((CLIENT / "README.md").read_text(encoding="utf-8")))
