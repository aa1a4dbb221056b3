"""The rule `too-long`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import SCHEMA_KINDS
from callsheet.rules.registry import Context, Finding, Severity, found, rule
from callsheet.rules.schema.errors import demanded_by, errors, name_of
from callsheet.workspace.facts import Facts


@rule(
    "too-long",
    "schema",
    Severity.HINT,
    grades="An error where it is a team's schema that says so.",
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
    remedy="Only its author can say the same in fewer words.",
    kinds=SCHEMA_KINDS,
    only_with="schema_errors",
)
def too_long(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report texts over their limit."""
    for error in errors(facts, "maxLength"):
        length = len(str(error.value))
        limit = f"{length - error.limit} more than the {error.limit} allowed"
        message = f"{name_of(error.pointer)} has {length} characters, {limit}{demanded_by(error)}"
        yield found("too-long", facts, error.pointer, message, Severity.ERROR if error.source else None)
