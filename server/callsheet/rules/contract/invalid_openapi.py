"""The rule `invalid-openapi`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.rules.contract.validity import problems, take_suggestion
from callsheet.rules.registry import Context, Finding, Severity, rule
from callsheet.workspace.facts import PlanningFacts


@rule(
    "invalid-openapi",
    "contract",
    Severity.ERROR,
    summary="An OpenAPI document is not what the OpenAPI specification demands, or a `$ref` in it leads nowhere.",
    reason="Mock servers, generators and test tools refuse it, or leave out what they do not understand.",
    exceptions="OpenAPI 3.0, 3.1 and 3.2 are understood. Operations with the same `operationId` are reported "
    "by `duplicate-name`. A document with a slip of syntax is not looked at.",
    bad="""
--- /.tmp/contracts/cards/cards-api/contract.openapi.yaml
openapi: 3.0.3
info:
  title: Gift cards
  version: 1.0.0
paths:
  /cards:
    post:
      «sumary»: Buy a card
      responses:
        "201":
          description: The card
""",
    good="""
--- /.tmp/contracts/cards/cards-api/contract.openapi.yaml
openapi: 3.0.3
info:
  title: Gift cards
  version: 1.0.0
paths:
  /cards:
    post:
      summary: Buy a card
      responses:
        "201":
          description: The card
""",
    remedy="Writes what was most likely meant, where that can be told.",
    fixes=take_suggestion,
    kinds=(ArtifactKind.OPENAPI,),
    scope="files",
)
def invalid_openapi(facts: PlanningFacts, context: Context) -> Iterator[Finding]:
    """Report what the validation of the document has found."""
    yield from problems("invalid-openapi", facts, context)
