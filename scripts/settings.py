"""The settings of the VS Code extension that the server reads, as the extension's `package.json` declares them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from callsheet.artifacts.schema import Schema

MANIFEST = Path("client-vscode", "package.json")
"""The extension's `package.json`, relative to the repository."""

_GROUPS = ("context", "formatting")
"""The tables of the configuration whose members are settings by themselves; the others are settings as a whole."""

_DRAWN = ("type", "enum", "minimum", "maximum", "minLength", "minItems")
"""The keywords that VS Code goes by as they are."""


def manifest(text: str, configuration: Schema) -> str:
    """The text of `package.json` with the settings that the schema of the configuration gives; all others stay."""
    value = json.loads(text)
    declared = value["contributes"]["configuration"]["properties"]
    generated = settings(configuration)
    prefixes = tuple(f"callsheet.{name}" for name in configuration["properties"])
    own = {name: setting for name, setting in declared.items() if not name.startswith(prefixes)}
    value["contributes"]["configuration"]["properties"] = {**own, **generated}
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def settings(configuration: Schema) -> dict[str, Schema]:
    """The settings by their names, in the order of the configuration's members."""
    found: dict[str, Schema] = {}
    for name, member in configuration["properties"].items():
        part = _resolved(member, configuration)
        if name in _GROUPS:
            members = part["properties"].items()
            found |= {f"callsheet.{name}.{each}": _setting(field, configuration) for each, field in members}
        else:
            found[f"callsheet.{name}"] = _setting({**part, "description": member["description"]}, configuration)
    return found


def _setting(part: Schema, configuration: Schema) -> Schema:
    """A setting with its default: nothing, so that what `callsheet.toml` says counts."""
    default: Any = {} if part["type"] == "object" else None
    return {**_described(part, configuration), "default": default, "scope": "resource"}


def _described(part: Schema, configuration: Schema) -> Schema:
    """A schema as VS Code takes it, without references and with descriptions that are shown as Markdown."""
    part = _resolved(part, configuration)
    drawn: Schema = {key: part[key] for key in _DRAWN if key in part}
    if "description" in part:
        drawn["markdownDescription"] = part["description"]
    if "default" in part:
        drawn["default"] = part["default"]
    if "items" in part:
        drawn["items"] = _described(part["items"], configuration)
    if "properties" in part:
        drawn["properties"] = {name: _described(field, configuration) for name, field in part["properties"].items()}
        drawn["additionalProperties"] = False
    return drawn


def _resolved(part: Schema, configuration: Schema) -> Schema:
    """What a member that may be null refers to; any other as it is."""
    for option in part.get("anyOf", ()):
        if "$ref" in option:
            resolved: Schema = configuration["$defs"][option["$ref"].rsplit("/", 1)[-1]]
            return resolved
    return part
