"""The schema of `callsheet.toml`: what it knows, and what it refuses."""

from __future__ import annotations

import pytest

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.models.configuration import RuleSeverity
from callsheet.artifacts.schema import load_schema, schema_at, unknown_fields
from callsheet.artifacts.settings import PATTERN_KINDS, TEAM_SCHEMA_KINDS
from callsheet.artifacts.validation import fits, validate
from callsheet.rules import RULES
from callsheet.syntax import Document, Pointer
from callsheet.text import Text
from callsheet.workspace.configuration import SEVERITIES

CONFIGURATION = ArtifactKind.CONFIGURATION


def fields(pointer: Pointer) -> list[str]:
    """The names that the schema knows in an object."""
    return list((schema_at(CONFIGURATION, pointer) or {}).get("properties", {}))


def check_errors(text: str, *expected: tuple[str, Pointer]) -> None:
    """A document has exactly these errors, each a keyword with a pointer."""
    value = Document(Text(text), "toml").value
    assert [(error.keyword, error.pointer) for error in validate(CONFIGURATION, value)] == list(expected)
    assert fits(CONFIGURATION, value) is (not expected)


def test_it_knows_every_rule_and_severity() -> None:
    assert fields(("rules",)) == sorted(RULES)
    for rule in RULES.values():
        setting = schema_at(CONFIGURATION, ("rules", rule.name)) or {}
        assert setting["description"] == f"{rule.summary} {rule.reason}"
        assert setting["default"] == rule.severity.label
        assert setting["enum"] == list(SEVERITIES) == [severity.value for severity in RuleSeverity]


def test_it_knows_every_kind() -> None:
    assert set(fields(("patterns",))) == {kind.value for kind in PATTERN_KINDS}
    assert set(fields(("schemas",))) == {kind.value for kind in TEAM_SCHEMA_KINDS}


def test_the_example_sets_everything() -> None:
    schema = load_schema(CONFIGURATION)
    assert list(schema["examples"][0]) == list(schema["properties"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[rules]",
        'ignore = ["legacy/**"]',
        'rules.too-long = "off"',
        'patterns = { story-map = ["maps/{feature}"] }',
        "[formatting]\nindent = 8",
        "[x-team]\nsize = 3\n[rules]\nx-our-rule = 1",
    ],
)
def test_right_settings(text: str) -> None:
    check_errors(text)


@pytest.mark.parametrize(
    ("text", "keyword", "pointer"),
    [
        ('ignore = "legacy"', "type", ("ignore",)),
        ("ignore = [1]", "type", ("ignore", 0)),
        ("rules = []", "type", ("rules",)),
        ("[[rules]]", "type", ("rules",)),
        ('[rules]\ntoo-long = "of"', "enum", ("rules", "too-long")),
        ("[patterns]\ntask = []", "minItems", ("patterns", "task")),
        ('[patterns]\nstory-map = [""]', "minLength", ("patterns", "story-map", 0)),
        ("[schemas]\ntask = 2026-03-01\nbacklog = 1", "type", ("schemas", "backlog")),
        ("[formatting]\nindent = 0", "minimum", ("formatting", "indent")),
        ("[formatting]\nindent = 9", "maximum", ("formatting", "indent")),
        ("[formatting]\nindent = 1.5", "type", ("formatting", "indent")),
        ("[formatting]\nindent = nan", "type", ("formatting", "indent")),
    ],
)
def test_wrong_settings(text: str, keyword: str, pointer: Pointer) -> None:
    check_errors(text, (keyword, pointer))


def test_unknown_settings() -> None:
    value = {"rule": {}, "rules": {"to-long": "off"}, "patterns": {"configuration": ["a"]}, "schemas": {"adr": "a"}}
    assert list(unknown_fields(CONFIGURATION, value)) == [
        ("rule",),
        ("patterns", "configuration"),
        ("rules", "to-long"),
        ("schemas", "adr"),
    ]
