"""The rule `version-mismatch`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.quoting import quoted
from callsheet.rules.given_fixes import given_fixes
from callsheet.rules.registry import Context, Finding, Fix, Related, Severity, change, found, rule
from callsheet.rules.schema.errors import matches
from callsheet.syntax import Pointer, value_at
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import PlanningFacts
from callsheet.workspace.planning import Planning

_VERSION: Pointer = ("version",)
_CURRENT: Pointer = ("versioning", "current_version")
_INFO: Pointer = ("info", "version")


@rule(
    "version-mismatch",
    "contract",
    Severity.WARNING,
    summary="A contract's `version`, its `versioning.current_version` and the `info.version` of its OpenAPI document "
    "are not the same.",
    reason="Consumers cannot tell which version they are built against.",
    exceptions="An OpenAPI document that several contracts name has to agree with one of them. "
    "Where it agrees with `current_version`, only the contract is reported. What is no version at all is `invalid-value` alone.",
    bad="""
--- /.tmp/contracts/cards/cards-api/contract.json
{
  "contract_id": "cards-api",
  "version": "1.2.0",
  "openapi_spec_path": "contract.openapi.yaml"
}
--- /.tmp/contracts/cards/cards-api/contract.openapi.yaml
openapi: 3.0.3
info:
  title: Gift cards
  version: «1.1.0»
""",
    good="""
--- /.tmp/contracts/cards/cards-api/contract.json
{
  "contract_id": "cards-api",
  "version": "1.2.0",
  "openapi_spec_path": "contract.openapi.yaml"
}
--- /.tmp/contracts/cards/cards-api/contract.openapi.yaml
openapi: 3.0.3
info:
  title: Gift cards
  version: 1.2.0
""",
    remedy="Writes the contract's version in the other place, or the other version into the contract.",
    fixes=given_fixes,
    kinds=(ArtifactKind.CONTRACT, ArtifactKind.OPENAPI),
    scope="names",
)
def version_mismatch(facts: PlanningFacts, context: Context) -> Iterator[Finding]:
    """Compare the versions in a contract, and that of an OpenAPI document with those of the contracts that name it."""
    if facts.artifact.kind is ArtifactKind.CONTRACT:
        yield from _of_contract(facts, context.snapshot.planning)
    else:
        yield from _of_openapi(facts, context.snapshot.planning)


def _of_contract(facts: PlanningFacts, planning: Planning) -> Iterator[Finding]:
    version, current = _text(facts, _VERSION), _text(facts, _CURRENT)
    if version is None or current is None or version == current or _is_invalid(facts):
        return
    fixes = [
        _settle(f"Set current_version to {quoted(version)}", facts, _CURRENT, current, version, planning),
        _settle(f"Set the version to {quoted(current)}", facts, _VERSION, version, current, planning),
    ]
    message = f"current_version is {quoted(current)}, but the contract's version is {quoted(version)}"
    related = (Related(facts.path, _VERSION, "the contract's version"),)
    yield found("version-mismatch", facts, _CURRENT, message, related=related, data=fixes)


def _is_invalid(contract: PlanningFacts) -> bool:
    """Whether a version of a contract is none: that is the cause then."""
    return any(error.pointer in (_VERSION, _CURRENT) for error in contract.schema_errors)


def _settle(title: str, contract: PlanningFacts, place: Pointer, old: str, new: str, planning: Planning) -> Fix:
    """Give a contract one version; an OpenAPI document of its own that has the other gets it too."""
    changes = change(contract.path, SetValue(place, new))
    spec = planning.files.get(contract.spec_path or "")
    named = [other for other in planning.contracts if other.spec_path == contract.spec_path]
    if spec is not None and len(named) == 1 and _text(spec, _INFO) == old and not spec.syntax.is_broken:
        title += ", in the OpenAPI document too"
        changes += change(spec.path, SetValue(_INFO, new))
    return Fix(title, changes)


def _of_openapi(facts: PlanningFacts, planning: Planning) -> Iterator[Finding]:
    own = _text(facts, _INFO)
    contracts = [
        contract
        for contract in planning.contracts
        if contract.spec_path == facts.path and _text(contract, _VERSION) is not None and not _is_invalid(contract)
    ]
    if own is None or not contracts:
        return
    if any(own in (_text(contract, _VERSION), _text(contract, _CURRENT)) for contract in contracts):
        return
    contract = contracts[0]
    version = _text(contract, _VERSION)
    places = [place for place in (_VERSION, _CURRENT) if _text(contract, place) == version]
    fixes = [Fix(f"Set the version to {quoted(version)}", change(facts.path, SetValue(_INFO, version)))]
    pattern = (contract.schema_at(_VERSION) or {}).get("pattern", "")
    if matches(pattern, own):
        changes = change(contract.path, *(SetValue(place, own) for place in places))
        fixes.append(Fix(f"Set the contract's version to {quoted(own)}", changes))
    message = f"the version is {quoted(own)}, but that of the contract is {quoted(version)}"
    related = (Related(contract.path, _VERSION, "the contract's version"),)
    yield found("version-mismatch", facts, _INFO, message, related=related, data=fixes)


def _text(facts: PlanningFacts, pointer: Pointer) -> str | None:
    """The string at a pointer; None for anything else, and for an empty one."""
    found_value = value_at(facts.value, pointer)
    return found_value if isinstance(found_value, str) and found_value.strip() else None
