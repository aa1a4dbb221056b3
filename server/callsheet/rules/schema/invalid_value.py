"""The rule `invalid-value`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from callsheet.artifacts.kinds import SCHEMA_KINDS
from callsheet.artifacts.quoting import quoted
from callsheet.artifacts.settings import PATTERN_KEYWORD
from callsheet.artifacts.spelling import kebab_case, similar_names
from callsheet.artifacts.times import DATE_TIME_PATTERN
from callsheet.artifacts.validation import SchemaError
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.rules.schema.errors import demanded_by, errors, matches, name_of
from callsheet.rules.state.steps import fits_subtasks, with_status
from callsheet.syntax import Value
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import Facts, TaskFacts

_SYNONYMS = {
    "complete": ("completed",),
    "closed": ("completed",),
    "done": ("completed",),
    "finished": ("completed",),
    "new": ("pending", "active"),
    "not_started": ("pending", "active"),
    "open": ("pending", "active"),
    "planned": ("pending", "active"),
    "ready": ("pending", "active"),
    "todo": ("pending", "active"),
    "pending": ("active",),
    "doing": ("in_progress", "active"),
    "in_progress": ("active",),
    "active": ("in_progress",),
    "running": ("in_progress", "active"),
    "started": ("in_progress", "active"),
    "wip": ("in_progress", "active"),
    "on_hold": ("blocked",),
    "paused": ("blocked",),
    "waiting": ("blocked",),
    "acl": ("anti-corruption-layer",),
    "pub_sub": ("publisher-subscriber",),
    "domain_events": ("events",),
    "messaging": ("events",),
    "rest": ("api",),
    "critical": ("high",),
    "urgent": ("high",),
    "normal": ("medium",),
    "warn": ("warning",),
    "info": ("information",),
    "ignore": ("off",),
    "none": ("off",),
    "disabled": ("off",),
}
"""Words for a status or another choice, each with those it may stand for."""

_ALIKE = 0.75
"""How much alike a value and an allowed one must be spelt, 1 being the same."""


def nearest_option(value: Value, options: list[str]) -> str | None:
    """The allowed value that was most likely meant; None where there is no telling."""
    if not isinstance(value, str):
        return None
    plain = _plain(value)
    same = [option for option in options if _plain(option) == plain]
    if same:
        return same[0]
    meant = [option for option in _SYNONYMS.get(plain, ()) if option in options]
    return next(iter(meant or [each.name for each in similar_names(plain, options, 1, _ALIKE)]), None)


def _plain(value: str) -> str:
    return re.sub(r"[\s_-]+", "_", value.strip().lower())


def _correct_value(finding: Finding, context: FixContext) -> Iterator[Fix]:
    error, correct = finding.data
    facts = context.feature.files.get(finding.path) if finding.pointer == ("status",) else None
    options: list[Value] = [] if correct is None else [correct]
    if error.keyword == "enum":
        options += [option for option in error.limit if option != correct]
    for option in options:
        changes = change(finding.path, SetValue(finding.pointer, option))
        is_same = isinstance(option, str) and isinstance(error.value, str) and _plain(option) == _plain(error.value)
        is_safe = is_same and error.keyword == "enum"
        fits = is_safe or not isinstance(facts, TaskFacts) or fits_subtasks(context.feature, str(option))
        if not fits and option != correct:
            continue
        if facts is not None:
            changes = with_status(context.feature, facts, str(option), None if is_safe else context.now)
        yield Fix(f"Change to {quoted(option)}", changes, option == correct and fits, is_safe)


def corrected(error: SchemaError, facts: Facts) -> Value:
    """What the value most likely should be; None where there is no telling."""
    value = error.value
    if error.keyword == "enum":
        return nearest_option(value, [option for option in error.limit if isinstance(option, str)])
    if error.keyword == "const":
        only: Value = error.limit
        return only
    if error.source or error.keyword != "pattern" or not isinstance(value, str):
        return None
    if error.limit == DATE_TIME_PATTERN:
        date = re.fullmatch(r"\s*(\d{4})[-/](\d\d)[-/](\d\d)\s*", value, re.ASCII)
        return f"{date[1]}-{date[2]}-{date[3]}T00:00:00Z" if date else None
    if error.pointer == ("seq",):
        digits = re.fullmatch(r"\D*0*([0-9]{1,3})", value)
        return digits[1].zfill(2) if digits else None
    if error.pointer == ("id",):
        folder = facts.artifact.feature
        return folder if kebab_case(folder) == folder else kebab_case(value) or None
    likely = _version(value) if error.pointer[-1] in _VERSIONS else _pascal(value)
    return likely if likely and matches(error.limit, likely) else None


_VERSIONS = ("version", "current_version")
"""The fields that are semantic versions."""


def _version(written: str) -> str | None:
    """The semantic version that one written as `v1`, `1.0` or `01.2.0` stands for."""
    found = re.fullmatch(r"\s*[vV]?\s*([0-9]{1,9})(?:\.([0-9]{1,9}))?(?:\.([0-9]{1,9}))?\s*", written)
    return ".".join(str(int(part or 0)) for part in found.groups()) if found else None


def _pascal(name: str) -> str:
    """A name in PascalCase; empty where nothing of it can be."""
    letters = re.sub(r"^[^A-Za-z]+", "", name)
    words = re.findall(r"[A-Za-z0-9]+", letters.lower() if letters.isupper() else letters)
    return "".join(word[0].upper() + word[1:] for word in words)


_BOUNDS = {
    "minimum": "at least",
    "maximum": "at most",
    "exclusiveMinimum": "more than",
    "exclusiveMaximum": "less than",
}


def _describe(error: SchemaError) -> str:
    value, name = quoted(error.value), name_of(error.pointer)
    if error.keyword == "enum":
        options = (option if isinstance(option, str) else quoted(option) for option in error.limit)
        return f"{value} is not one of {', '.join(options)}"
    if error.keyword == PATTERN_KEYWORD:
        return f"{value} is no pattern of paths: {error.limit}"
    if error.source:
        return _describe_in_general(error)
    if error.keyword == "pattern" and error.limit == DATE_TIME_PATTERN:
        return f"{value} is no ISO 8601 time, such as 2026-03-01T09:15:00Z"
    if error.keyword == "pattern" and error.pointer == ("seq",):
        return f"{value} is no subtask number: two digits, or three once there are more than 99"
    if error.keyword == "pattern" and error.pointer == ("id",):
        return f"{value} is not in kebab-case"
    if error.keyword == "pattern" and error.pointer[-1] in _VERSIONS:
        return f"{value} is no semantic version, such as 1.0.0"
    if error.keyword == "pattern" and error.pointer == ("openapi_spec_path",):
        return f"{value} is no JSON or YAML file"
    if error.keyword == "pattern":
        return f"{value} is no name in PascalCase, such as OrderPlaced"
    if error.keyword in ("minLength", "minItems"):
        return f"{name} must not be empty"
    return _describe_in_general(error)


def _describe_in_general(error: SchemaError) -> str:
    """What a schema demands of which nothing more is known."""
    value, name, limit = quoted(error.value), name_of(error.pointer), error.limit
    if error.keyword == "pattern":
        return f"{value} does not match {limit}"
    if error.keyword == "const":
        return f"{name} must be {quoted(limit)}, not {value}"
    if error.keyword == "minLength":
        return f"{name} has {len(error.value)} characters, {limit - len(error.value)} less than it needs"
    if error.keyword in _BOUNDS:
        return f"{name} must be {_BOUNDS[error.keyword]} {limit:g}, not {value}"
    return f"{name} does not satisfy the schema: {limit if error.source else error.keyword}"


@rule(
    "invalid-value",
    "schema",
    Severity.ERROR,
    summary="A value has the right type but is not one that the field can have.",
    reason="A status or a time that no tool knows makes the file invisible to whoever looks for the right one.",
    exceptions="A task's `id` that is its folder's name may be written in any way.",
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
    remedy="Changes it to the value that was most likely meant, or to any other that is allowed; "
    "a task to no status that its subtasks contradict. "
    "Safe where the two differ in nothing but case, blanks, hyphens and underscores.",
    fixes=_correct_value,
    safety="sometimes",
    kinds=SCHEMA_KINDS,
    in_archive=True,
    only_with="schema_errors",
)
def invalid_value(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report values outside their enumeration, format or bounds, with the nearest allowed one."""
    mistyped = {error.pointer for error in errors(facts, "type")}
    for error in facts.schema_errors:
        if error.keyword in ("required", "type", "maxLength") or (error.keyword == "anyOf" and not error.source):
            continue
        if error.keyword == "enum" and error.pointer in mistyped:
            continue  # that it has a wrong type says as much
        if error.keyword == "pattern" and error.pointer == ("id",) and error.value == facts.artifact.feature:
            continue  # it agrees with its folder: then it is a matter of taste
        correct = corrected(error, facts)
        hint = f"; did you mean {quoted(correct)}?" if correct is not None else ""
        yield found(
            "invalid-value", facts, error.pointer, _describe(error) + hint + demanded_by(error), data=(error, correct)
        )
