"""Changing a subtask's number to the one in its file's name."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.rules.registry import Finding, Fix, FixContext, change
from callsheet.syntax.operations import Operation, SetValue
from callsheet.workspace.facts import SubtaskFacts


def set_number(finding: Finding, context: FixContext) -> Iterator[Fix]:
    """Set `seq`, and an id that ends in the number that is replaced; `finding.data` is the new number, if any."""
    facts = context.feature.files.get(finding.path)
    number = finding.data
    if number is None or not isinstance(facts, SubtaskFacts):
        return
    operations: list[Operation] = [SetValue(("seq",), number, ("id",))]
    if facts.id is not None and facts.seq is not None and facts.id.endswith(f"-{facts.seq}"):
        operations.append(SetValue(("id",), f"{facts.id[: -len(facts.seq)]}{number}"))
    yield Fix(f'Change the number to "{number}"', change(finding.path, *operations), is_preferred=True)
