"""What has been found out about an OpenAPI document, as findings."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.quoting import quoted
from callsheet.rules.registry import Context, Finding, Fix, FixContext, change, found
from callsheet.syntax.operations import Operation, RenameKey, SetValue
from callsheet.workspace.facts import PlanningFacts


def problems(rule_name: str, facts: PlanningFacts, context: Context) -> Iterator[Finding]:
    """The problems of a document that are a rule's; those of an earlier state until the present one is known."""
    validity = context.snapshot.validity.get(facts.path)
    for problem in validity.problems if validity else ():
        if problem.code == rule_name:
            on_key, suggestion = problem.on_key, problem.suggestion
            yield found(rule_name, facts, problem.pointer, problem.message, on_key=on_key, data=suggestion)


def take_suggestion(finding: Finding, context: FixContext) -> Iterator[Fix]:
    """Write what would be right, where that is known and the document is still the one that was looked at."""
    validity, suggestion = context.snapshot.validity.get(finding.path), finding.data
    if suggestion is None or validity is None or validity.facts is not context.snapshot.facts(finding.path):
        return
    operation: Operation = SetValue(finding.pointer, suggestion)
    if finding.on_key:
        operation = RenameKey(finding.pointer, suggestion)
    yield Fix(f"Change to {quoted(suggestion)}", change(finding.path, operation), is_preferred=True)
