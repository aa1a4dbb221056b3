"""How generated documents are written down, as JSON or as YAML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal, TypeAlias

import yaml

Syntax: TypeAlias = Literal["json", "yaml"]


def write(root: Path, path: str, text: str) -> None:
    """Write a file, and the folders around it; `path` is relative to the root."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode())


def dump(value: dict[str, Any], syntax: Syntax) -> str:
    """A document's text, its members in the order in which they are given."""
    if syntax == "json":
        return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100))


class _Dumper(yaml.SafeDumper):
    """PyYAML writes as YAML 1.1 has it, where 09 is no number; in YAML 1.2 it is one and needs quotes."""

    def ignore_aliases(self, data: object) -> bool:
        """Write a value in full wherever it stands, as people do."""
        return True


def _represent_string(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, "'" if text.isdigit() else None)


_Dumper.add_representer(str, _represent_string)
