"""The rule `wrong-type`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from callsheet.artifacts.kinds import SCHEMA_KINDS
from callsheet.artifacts.quoting import quoted
from callsheet.artifacts.schema import Schema
from callsheet.artifacts.validation import SchemaError
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.rules.schema.errors import demanded_by, errors, matches, name_of, nouns_for, type_of
from callsheet.rules.schema.invalid_value import corrected
from callsheet.syntax import Pointer, Value
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import Facts


def _convert(finding: Finding, context: FixContext) -> Iterator[Fix]:
    facts = context.snapshot.facts(finding.path)
    if facts is None:
        return
    schema = facts.schema_at(finding.pointer) or {}
    value = _converted(finding.data, facts.schema_at((*finding.pointer, 0)) or {})
    if value is None:
        return
    is_right = not isinstance(value, str) or _fits(value, schema)
    if isinstance(value, str) and not is_right and "pattern" in schema:
        error = replace(finding.data, keyword="pattern", limit=schema["pattern"], value=value)
        value = corrected(error, facts) or value
    title = f"Make it {'a' if value else 'an empty'} list" if isinstance(value, list) else f"Change to {quoted(value)}"
    changes = change(finding.path, SetValue(finding.pointer, value))
    yield Fix(title, changes, is_preferred=True, is_safe=is_right and _is_plain(finding, value, context))


def _is_plain(finding: Finding, value: Value, context: FixContext) -> bool:
    """Whether a value is a whole number as a text, and no dependency on nothing."""
    is_number = isinstance(value, str) and isinstance(finding.data.value, int)
    return is_number and (finding.pointer[0] != "depends_on" or context.feature.resolve(str(value)) is not None)


def _fits(value: str, schema: Schema) -> bool:
    """Whether a text is one that a field can have."""
    return (
        "format" not in schema and value in schema.get("enum", (value,)) and matches(schema.get("pattern", ""), value)
    )


def _converted(error: SchemaError, item: Schema) -> Value:
    """The value in one of the allowed types, where it can only mean one thing; None otherwise.

    `item` is what the schema says of the items of a list.
    """
    value, types = error.value, error.limit
    if "array" in types and isinstance(value, (str, dict)):
        of_items = item.get("type", ())
        allowed = [of_items] if isinstance(of_items, str) else of_items
        is_blank = isinstance(value, str) and not value.strip()
        return [] if is_blank else [value] if type_of(value) in allowed else None
    if "string" in types and isinstance(value, int) and not isinstance(value, bool):
        is_number_of_subtask = error.pointer[:1] in (("seq",), ("depends_on",))
        return f"{value:02d}" if is_number_of_subtask else str(value)
    if "string" in types and isinstance(value, float):
        return str(value)
    if isinstance(value, str):
        text = value.strip().lower()
        if "boolean" in types and text in ("true", "false"):
            return text == "true"
        if {"integer", "number"} & set(types) and re.fullmatch(r"-?[0-9]{1,15}", text, re.ASCII):
            return int(text)
    return None


@rule(
    "wrong-type",
    "schema",
    Severity.ERROR,
    grades="A warning for `08` and `09` in YAML, which only some tools take for numbers.",
    summary="A value has a type that the field cannot have.",
    reason="Scripts that expect a string or a list fail on anything else, or read it wrongly.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "depends_on": «"02"»,
  "deliverables": ["design/card.svg"]
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "depends_on": ["02"],
  "deliverables": ["design/card.svg"]
}
""",
    remedy="Writes the value in the right type, where it can only mean one thing. "
    "Safe where a number gets its quotation marks and is then what the field can have.",
    fixes=_convert,
    safety="sometimes",
    kinds=SCHEMA_KINDS,
    in_archive=True,
    only_with="schema_errors",
)
def wrong_type(facts: Facts, context: Context) -> Iterator[Finding]:
    """Report each value of a wrong type; in YAML an item without a value is one that is still to be written."""
    is_yaml, nouns = not facts.path.endswith(".json"), nouns_for(facts)
    for error in errors(facts, "type"):
        if is_yaml and error.value is None and error.pointer:
            continue
        wanted = " or ".join(nouns[name] for name in error.limit)
        message = f"{name_of(error.pointer)} must be {wanted}, not {nouns[type_of(error.value)]}{demanded_by(error)}"
        severity = None
        if is_yaml and "string" in error.limit and _is_no_octal(facts, context, error.pointer):
            message += " to tools that read YAML 1.2"
            severity = Severity.WARNING
        yield found("wrong-type", facts, error.pointer, message, severity, data=error)


def _is_no_octal(facts: Facts, context: Context, pointer: Pointer) -> bool:
    """Whether a value is written as 08: a number in YAML 1.2, but a string in YAML 1.1, where 0 begins an octal one."""
    document = context.snapshot.document(facts.path)
    node = document.node(pointer) if document else None
    written = document.text.string[node.start : node.end] if document and node else ""
    return re.fullmatch(r"0[0-9]*[89][0-9]*", written, re.ASCII) is not None
