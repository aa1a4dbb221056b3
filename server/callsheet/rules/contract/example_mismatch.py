"""The rule `example-mismatch`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.rules.contract.validity import problems, take_suggestion
from callsheet.rules.registry import Context, Finding, Severity, rule
from callsheet.workspace.facts import PlanningFacts


@rule(
    "example-mismatch",
    "contract",
    Severity.WARNING,
    summary="An example or a default in an OpenAPI document does not fit its schema.",
    reason="Mock servers answer with the examples, so consumers are built against answers that never come.",
    exceptions="A document with a slip of syntax is not looked at.",
    bad="""
--- /.tmp/contracts/cards/cards-api/contract.openapi.yaml
openapi: 3.0.3
info:
  title: Gift cards
  version: 1.0.0
paths: {}
components:
  schemas:
    CardState:
      type: string
      enum: [active, spent]
      example: «actve»
""",
    good="""
--- /.tmp/contracts/cards/cards-api/contract.openapi.yaml
openapi: 3.0.3
info:
  title: Gift cards
  version: 1.0.0
paths: {}
components:
  schemas:
    CardState:
      type: string
      enum: [active, spent]
      example: active
""",
    remedy="Writes what was most likely meant, where that can be told.",
    fixes=take_suggestion,
    kinds=(ArtifactKind.OPENAPI,),
    scope="files",
)
def example_mismatch(facts: PlanningFacts, context: Context) -> Iterator[Finding]:
    """Report what the validation of the document has found."""
    yield from problems("example-mismatch", facts, context)
