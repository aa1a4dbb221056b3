"""The family *schema*: a document against the schema of its kind."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.schema import load_schema, resolve, schema_at
from callsheet.artifacts.times import DATE_TIME_PATTERN
from callsheet.artifacts.validation import SchemaError
from callsheet.rules.placeholders import placeholder
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, found, rule
from callsheet.rules.status_stub import is_stub
from callsheet.syntax import Pointer, Value
from callsheet.syntax.operations import RenameKey, SetValue
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.facts import Facts, SubtaskFacts

_NOUNS = {
    "string": "a string",
    "array": "a list",
    "object": "an object",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
}


def _errors(facts: Facts, *keywords: str) -> Iterator[SchemaError]:
    return (error for error in facts.schema_errors if error.keyword in keywords)


def _name(pointer: Pointer) -> str:
    """What a message calls the value: its key, or the list and the 1-based number of the item."""
    if not pointer:
        return "the document"
    last = pointer[-1]
    return f'"{last}"' if isinstance(last, str) else f"item {last + 1} of {_name(pointer[:-1])}"


def _change(finding: Finding, *operations: SetValue | RenameKey) -> tuple[DocumentChange, ...]:
    return (DocumentChange(finding.path, operations),)


# missing-field


def _missing(facts: Facts) -> Iterator[tuple[Pointer, str]]:
    for error in _errors(facts, "required"):
        yield error.pointer, error.limit


def _add_fields(finding: Finding, context: FixContext) -> Iterator[Fix]:
    facts = context.feature.files.get(finding.path)
    if facts is None:
        return
    missing = list(_missing(facts))
    here = (finding.pointer[:-1], finding.pointer[-1])
    for titles, fields in (("Add {}", [here]), ("Add all missing fields", missing)):
        operations = [
            SetValue(
                (*parent, name),
                placeholder(facts, context.feature, (*parent, name), context.now),
                _predecessors(facts, parent, name),
            )
            for parent, name in fields
        ]
        yield Fix(titles.format(f'"{here[1]}"'), _change(finding, *operations), is_preferred=fields == [here])
        if len(missing) < 2:
            return


def _predecessors(facts: Facts, parent: Pointer, name: Any) -> tuple[str, ...]:
    """The fields that the schema puts before a field, the nearest first."""
    schema = schema_at(facts.artifact.kind, parent) or {}
    names = list(schema.get("properties", ()))
    return tuple(reversed(names[: names.index(name)])) if name in names else ()


@rule(
    "missing-field",
    "schema",
    Severity.ERROR,
    summary="A required field is missing, or is null, which means the same.",
    reason="Without it the tools and agents that read the file do not know what they are looking at.",
    bad="""
--- subtask_01.json
«{»
  "id": "gift-cards-01",
  "seq": "01",
  "title": "Draw the card",
  "deliverables": ["design/card.svg"]
}
""",
    good="""
--- subtask_01.json
{
  "id": "gift-cards-01",
  "seq": "01",
  "title": "Draw the card",
  "status": "pending",
  "deliverables": ["design/card.svg"]
}
""",
    fixes=_add_fields,
)
def missing_field(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report each required field that is not there, at the object that lacks it."""
    if facts.has_syntax_problems or is_stub(facts):
        return  # it may be there, hidden by the slip; or far more is missing than a field
    for pointer, name in _missing(facts):
        owner = f"{_name(pointer)} has" if pointer else f"this {facts.artifact.kind.value} has"
        yield found("missing-field", facts, (*pointer, name), f'{owner} no "{name}"')
    for error in _errors(facts, "anyOf"):
        yield found("missing-field", facts, error.pointer, f'{_name(error.pointer)} needs a "url" or a "path"')


# wrong-type


def _convert(value: Value, types: list[str]) -> Value:
    """The value in one of the allowed types, where it can only mean one thing; None otherwise."""
    if "array" in types and isinstance(value, (str, dict)):
        return [value]
    if "string" in types and isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        text = value.strip().lower()
        if "boolean" in types and text in ("true", "false"):
            return text == "true"
        if {"integer", "number"} & set(types) and re.fullmatch(r"-?[0-9]{1,15}", text):
            return int(text)
    return None


def _convert_type(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    error = finding.data
    value = _convert(error.value, error.limit)
    if finding.pointer == ("seq",) and isinstance(error.value, int):
        value = f"{error.value:02d}"
    if value is not None:
        title = f"Make it {_NOUNS['array' if isinstance(value, list) else error.limit[0]]}"
        yield Fix(title, _change(finding, SetValue(finding.pointer, value)), is_preferred=True)


@rule(
    "wrong-type",
    "schema",
    Severity.ERROR,
    summary="A value has a type that the field cannot have.",
    reason="Scripts that expect a string or a list fail on anything else, or read it wrongly.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "depends_on": «"02"»
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "depends_on": ["02"]
}
""",
    fixes=_convert_type,
)
def wrong_type(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report each value of a wrong type."""
    for error in _errors(facts, "type"):
        wanted = " or ".join(_NOUNS[name] for name in error.limit)
        message = f"{_name(error.pointer)} must be {wanted}, not {_NOUNS[_type_name(error.value)]}"
        yield found("wrong-type", facts, error.pointer, message, data=error)


def _type_name(value: Value) -> str:
    if value is None:
        return "null"
    for python_type, name in ((bool, "boolean"), (str, "string"), (list, "array"), (dict, "object")):
        if isinstance(value, python_type):
            return name
    return "number"


# invalid-value

_SYNONYMS = {
    "done": "completed",
    "complete": "completed",
    "finished": "completed",
    "closed": "completed",
    "todo": "pending",
    "open": "pending",
    "new": "pending",
    "ready": "pending",
    "not_started": "pending",
    "started": "in_progress",
    "wip": "in_progress",
    "doing": "in_progress",
    "running": "in_progress",
    "in_progress": "active",
    "pending": "active",
    "on_hold": "blocked",
    "waiting": "blocked",
}


def nearest_option(value: Value, options: list[str]) -> str | None:
    """The allowed value that was most likely meant; None where there is no telling."""
    if not isinstance(value, str):
        return None
    plain = re.sub(r"[\s-]+", "_", value.strip().lower())
    if plain in options:
        return plain
    close = difflib.get_close_matches(plain, options, 1, 0.75)
    synonym = _SYNONYMS.get(plain)
    return close[0] if close else synonym if synonym in options else None


def _correct_value(finding: Finding, context: FixContext) -> Iterator[Fix]:
    error = finding.data
    correct = _corrected(error)
    if error.keyword == "enum":
        options = sorted(error.limit, key=lambda option: option != correct)
        for option in options:
            changes = _change(finding, SetValue(finding.pointer, option))
            yield Fix(f'Change to "{option}"', changes, is_preferred=option == correct)
    elif correct is not None:
        yield Fix(f'Change to "{correct}"', _change(finding, SetValue(finding.pointer, correct)), is_preferred=True)


def _corrected(error: SchemaError) -> Value:
    """What the value most likely should be; None where there is no telling."""
    value = error.value
    if error.keyword == "enum":
        return nearest_option(value, error.limit)
    if error.keyword in ("minimum", "maximum"):
        return None
    if not isinstance(value, str):
        return None
    if error.limit == DATE_TIME_PATTERN:
        date = re.fullmatch(r"\s*(\d{4})[-/](\d\d)[-/](\d\d)\s*", value)
        return f"{date[1]}-{date[2]}-{date[3]}T00:00:00Z" if date else None
    if error.pointer == ("seq",):
        digits = re.fullmatch(r"\D*0*(\d{1,3})", value)
        return digits[1].zfill(2) if digits else None
    if error.pointer == ("id",):
        return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", value).lower())) or None
    return None


def _describe(error: SchemaError) -> str:
    value, name = error.value, _name(error.pointer)
    if error.keyword == "enum":
        return f'"{value}" is not one of {", ".join(error.limit)}'
    if error.keyword == "pattern" and error.limit == DATE_TIME_PATTERN:
        return f'"{value}" is no ISO 8601 time, such as 2026-03-01T09:15:00Z'
    if error.keyword == "pattern" and error.pointer == ("seq",):
        return f'"{value}" is no subtask number: two digits, or three once there are more than 99'
    if error.keyword == "pattern" and error.pointer == ("id",):
        return f'"{value}" is not in kebab-case'
    if error.keyword == "minLength":
        return f"{name} must not be empty"
    bounds = {
        "minimum": "at least",
        "maximum": "at most",
        "exclusiveMinimum": "more than",
        "exclusiveMaximum": "less than",
    }
    if error.keyword in bounds:
        return f"{name} must be {bounds[error.keyword]} {error.limit:g}, not {value}"
    return f"{name} does not satisfy the schema ({error.keyword})"


@rule(
    "invalid-value",
    "schema",
    Severity.ERROR,
    summary="A value has the right type but is not one that the field can have.",
    reason="A status or a time that no tool knows makes the file invisible to whoever looks for the right one.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "status": «"done"»
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "status": "completed"
}
""",
    fixes=_correct_value,
)
def invalid_value(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report values outside their enumeration, format or bounds, with the nearest allowed one."""
    for error in facts.schema_errors:
        if error.keyword in ("required", "type", "maxLength", "anyOf"):
            continue
        if error.pointer == ("id",) and error.keyword == "pattern" and error.value == facts.artifact.feature:
            continue  # it agrees with its folder: then it is a matter of taste
        correct = _corrected(error)
        hint = f'; did you mean "{correct}"?' if correct is not None else ""
        yield found("invalid-value", facts, error.pointer, _describe(error) + hint, data=error)


# too-long, unknown-field


@rule(
    "too-long",
    "schema",
    Severity.HINT,
    summary="A text is longer than its field allows.",
    reason="Short texts keep lists and prompts readable; tools that print them may cut the rest off.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "title": «"Draw the front and the back of the card in all three sizes, with a place for the amount and the recipient's name"»
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "title": "Draw the front and the back of the card in all sizes"
}
""",
)
def too_long(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report texts over their limit."""
    for error in _errors(facts, "maxLength"):
        length = len(error.value) if isinstance(error.value, str) else 0
        message = f"{_name(error.pointer)} has {length} characters, {length - error.limit} more than the {error.limit} allowed"
        yield found("too-long", facts, error.pointer, message)


_FIELD_SYNONYMS = {
    "completed_summary": "completion_summary",
    "summary": "completion_summary",
    "dependencies": "depends_on",
    "criteria": "acceptance_criteria",
    "deliverable": "deliverables",
}


def _near_miss(facts: Facts, pointer: Pointer) -> str | None:
    """The known field that an unknown one was most likely meant to be, if its object has none of that name yet."""
    schema = schema_at(facts.artifact.kind, pointer[:-1])
    properties = (schema or resolve(load_schema(facts.artifact.kind), load_schema(facts.artifact.kind)))["properties"]
    key = str(pointer[-1])
    plain = re.sub(r"[\s-]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key)).lower()
    synonym = _FIELD_SYNONYMS.get(plain)
    close = [synonym] if synonym in properties else difflib.get_close_matches(plain, properties, 1, 0.85)
    if not close or (len(pointer) == 1 and close[0] in facts.fields):
        return None
    return str(close[0])


def _rename_field(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    if finding.data is not None:
        changes = _change(finding, RenameKey(finding.pointer, finding.data))
        yield Fix(f'Rename to "{finding.data}"', changes, is_preferred=True)


@rule(
    "unknown-field",
    "schema",
    Severity.HINT,
    summary="A field that the format does not know. A warning where it nearly is one that the format knows.",
    reason="What stands under a misspelt name is lost: nobody looks for it there. A team's own fields are welcome.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "status": "completed",
  «"completed_summary"»: "Front and back drawn"
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "status": "completed",
  "completion_summary": "Front and back drawn"
}
""",
    fixes=_rename_field,
)
def unknown_field(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report near misses each, and all the others of a document together in one hint."""
    others: list[Pointer] = []
    if is_stub(facts):
        return
    for pointer in facts.unknown_fields:
        near = _near_miss(facts, pointer)
        if near is None:
            others.append(pointer)
            continue
        message = f'"{pointer[-1]}" is no known field; did you mean "{near}"?'
        yield found("unknown-field", facts, pointer, message, Severity.WARNING, on_key=True, data=near)
    if others:
        names = ", ".join(dict.fromkeys(f'"{pointer[-1]}"' for pointer in others))
        verb = "is no field" if len(others) == 1 else "are no fields"
        message = f"{names} {verb} of the format; a team's own fields can begin with x-"
        yield found("unknown-field", facts, others[0], message, on_key=True)


# no-acceptance-criteria, no-deliverables


def _is_wanting(facts: SubtaskFacts, field: str) -> bool:
    """Whether a list is absent or empty, though the document is otherwise whole."""
    if facts.has_syntax_problems or is_stub(facts) or not facts.is_object:
        return False
    return field not in facts.fields or field in facts.empty_fields


@rule(
    "no-acceptance-criteria",
    "schema",
    Severity.WARNING,
    summary="A subtask has no acceptance criteria.",
    reason="Without them neither the agent nor its reviewer can tell when the work is done.",
    kinds=(ArtifactKind.SUBTASK,),
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "title": "Draw the card",
  «"acceptance_criteria"»: []
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "title": "Draw the card",
  "acceptance_criteria": ["Front and back exist in all three sizes"]
}
""",
)
def no_acceptance_criteria(facts: SubtaskFacts, _context: Context) -> Iterator[Finding]:
    """Report absent or empty `acceptance_criteria`."""
    if _is_wanting(facts, "acceptance_criteria"):
        message = "no acceptance criteria say when this subtask is done"
        yield found("no-acceptance-criteria", facts, ("acceptance_criteria",), message, on_key=True)


@rule(
    "no-deliverables",
    "schema",
    Severity.WARNING,
    summary="A subtask has no deliverables.",
    reason="Later subtasks cannot refer to what it makes, and nobody can check that it was made.",
    kinds=(ArtifactKind.SUBTASK,),
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "title": "Draw the card",
  «"deliverables"»: []
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "title": "Draw the card",
  "deliverables": ["design/card.svg"]
}
""",
)
def no_deliverables(facts: SubtaskFacts, _context: Context) -> Iterator[Finding]:
    """Report absent or empty `deliverables`."""
    if _is_wanting(facts, "deliverables"):
        message = "no deliverables say what this subtask makes"
        yield found("no-deliverables", facts, ("deliverables",), message, on_key=True)
