"""docs/configuration.md: its examples are right, and its tables say what is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.layout import DEFAULT_PATTERNS
from callsheet.artifacts.schema import unknown_fields
from callsheet.artifacts.settings import TEAM_SCHEMA_KINDS, wrong_patterns
from callsheet.artifacts.team_schema import read_team_schema
from callsheet.artifacts.validation import validate
from callsheet.rules import RULES
from callsheet.syntax import Document
from callsheet.text import Text

GUIDE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
TOML = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
JSON = [json.loads(text) for text in re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)]
CONFIGURATION = ArtifactKind.CONFIGURATION


@pytest.mark.parametrize("text", TOML)
def test_the_examples_are_right(text: str) -> None:
    document = Document(Text(text), "toml")
    value = document.value
    assert not document.problems
    assert isinstance(value, dict)
    assert not list(validate(CONFIGURATION, value))
    assert not list(unknown_fields(CONFIGURATION, value))
    assert not list(wrong_patterns(value))
    rules = value.get("rules", {})
    assert isinstance(rules, dict)
    assert rules.keys() <= RULES.keys()


def test_the_example_of_a_schema_can_be_used() -> None:
    (schema,) = (value for value in JSON if "$schema" in value)
    assert read_team_schema(ArtifactKind.SUBTASK, "subtask.schema.json", schema).kind is ArtifactKind.SUBTASK


def test_the_example_of_settings_is_right() -> None:
    (settings,) = (value["callsheet"] for value in JSON if "callsheet" in value)
    assert not list(validate(CONFIGURATION, settings))


def test_the_table_has_the_default_patterns() -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (`[^|]*) \|$", GUIDE, re.MULTILINE))
    expected = {kind.value: patterns[0] for kind, patterns in DEFAULT_PATTERNS.items()}
    assert {kind: re.findall(r"`([^`]+)`", cell)[0] for kind, cell in rows.items()} == expected


def test_the_guide_names_all_kinds_that_can_be_extended() -> None:
    section = GUIDE[GUIDE.index("## `[schemas]`") :]
    named = section[: section.index("It\n")]
    assert [kind.value for kind in TEAM_SCHEMA_KINDS] == re.findall(r"`([a-z-]+)`", named)
