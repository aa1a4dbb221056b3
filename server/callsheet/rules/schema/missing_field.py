"""The rule `missing-field`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import SCHEMA_KINDS
from callsheet.artifacts.validation import SchemaError
from callsheet.rules.near_misses import MAX_COMPARED, nearest_field
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.rules.schema.errors import demanded_by, errors, kind_name, name_of
from callsheet.rules.schema.placeholders import placeholder
from callsheet.rules.stubs import is_stub
from callsheet.syntax import Pointer
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import Facts


def _add_fields(finding: Finding, context: FixContext) -> Iterator[Fix]:
    facts = context.snapshot.facts(finding.path)
    if facts is None or finding.data is None:
        return
    missing = list(_missing(facts))

    def add(pointer: Pointer) -> SetValue:
        value = placeholder(facts, context.feature, pointer, context.now)
        return SetValue(pointer, value, _predecessors(facts, pointer))

    one = change(finding.path, add(finding.pointer))
    yield Fix(f'Add "{finding.pointer[-1]}"', one, is_preferred=len(missing) == 1)
    if len(missing) > 1:
        every = change(finding.path, *(add(pointer) for pointer in missing))
        yield Fix("Add all missing fields", every, is_preferred=True)


def _predecessors(facts: Facts, pointer: Pointer) -> tuple[str, ...]:
    """The fields that the schema puts before a field, the nearest first."""
    names = list((facts.schema_at(pointer[:-1]) or {}).get("properties", ()))
    return tuple(reversed(names[: names.index(pointer[-1])])) if pointer[-1] in names else ()


@rule(
    "missing-field",
    "schema",
    Severity.ERROR,
    summary="A required field is missing, or is null, which means the same.",
    reason="Without it the tools and agents that read the file do not know what they are looking at.",
    exceptions="A field that stands there under a misspelt name is reported as that only. So is a document with a syntax error, and one of which hardly more than a status is left.",
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
    remedy="Adds the field, or all that are missing, with what the file's place tells or a placeholder.",
    fixes=_add_fields,
    kinds=SCHEMA_KINDS,
    in_archive=True,
    only_with="schema_errors",
)
def missing_field(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report each required field that is not there, at the object that lacks it."""
    if facts.syntax.is_broken or is_stub(facts):
        return  # it may be there, hidden by the slip; or far more is missing than a field
    for pointer, error in _missing(facts).items():
        owner = name_of(pointer[:-1]) if len(pointer) > 1 else f"this {kind_name(facts.artifact.kind)}"
        message = f'{owner} has no "{pointer[-1]}"{demanded_by(error)}'
        yield found("missing-field", facts, pointer, message, data="required")
    for error in errors(facts, "anyOf"):
        if not error.source:
            message = f'{name_of(error.pointer)} needs a "url" or a "path"'
            yield found("missing-field", facts, error.pointer, message)


def _missing(facts: Facts) -> dict[Pointer, SchemaError]:
    """The required fields that are not there, under a name nearly right either: `unknown-field` reports those."""
    meant = {(*pointer[:-1], nearest_field(facts, pointer)) for pointer in facts.unknown_fields[:MAX_COMPARED]}
    missing = {(*error.pointer, error.limit): error for error in errors(facts, "required")}
    return {pointer: error for pointer, error in missing.items() if pointer not in meant}
