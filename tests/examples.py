"""The workspaces in `examples/`, as tests read them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from callsheet.artifacts.kinds import DATA_KINDS
from callsheet.artifacts.layout import DEFAULT_LAYOUT
from callsheet.syntax import Document
from callsheet.text import Text

EXAMPLES = Path(__file__).parents[1] / "examples"
SOUND_EXAMPLE = EXAMPLES / "order-management"
FAULTY_EXAMPLE = EXAMPLES / "faulty"


def read_files(folder: Path) -> dict[str, str]:
    """The texts below a folder, by path."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in sorted(paths)}


def as_yaml(files: Mapping[str, str]) -> dict[str, str]:
    """The same files with all that is JSON of a known kind, and can be read, as YAML."""
    changed: dict[str, str] = {}
    for path, text in files.items():
        artifact = DEFAULT_LAYOUT.classify(path)
        is_data = path.endswith(".json") and artifact is not None and artifact.kind in DATA_KINDS
        document = Document(Text(text), "json") if is_data else None
        if document is None or document.problems or document.duplicates:
            changed[path] = text
        else:
            new_path = path.removesuffix(".json") + ".yaml"
            changed[new_path] = yaml.safe_dump(document.value, sort_keys=False, allow_unicode=True)
    return changed
