"""The rule `contract-status`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import FEATURE_KINDS
from callsheet.artifacts.quoting import quoted, shorten
from callsheet.rules.contract.claims import claims
from callsheet.rules.contract.links import Link
from callsheet.rules.given_fixes import given_fixes
from callsheet.rules.graph.dependencies import label
from callsheet.rules.registry import Context, Finding, Fix, Related, Severity, change, found, rule
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import Facts
from callsheet.workspace.feature import Feature
from callsheet.workspace.statuses import is_completed


@rule(
    "contract-status",
    "contract",
    Severity.WARNING,
    summary="A contract is said to be implemented while what it consists of is still to be made, "
    "or two documents of a feature disagree on how far it is.",
    reason="Agents build on a contract once it is said to be there; then it must be.",
    exceptions="A subtask may take a contract further than one that it depends on; "
    "a task counts as behind only what a completed subtask says. Only subtasks of the same feature are looked at. "
    "Where a contract cannot be as far as one document says, other documents are not compared with that.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "status": "in_progress",
  "deliverables": ["src/cards/contract.ts"]
}
--- subtask_02.json
{
  "seq": "02",
  "status": "pending",
  "contracts": [
    {"type": "interface", "name": "CardStore", "path": "src/cards/contract.ts", "status": «"implemented"»}
  ]
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "status": "in_progress",
  "deliverables": ["src/cards/contract.ts"]
}
--- subtask_02.json
{
  "seq": "02",
  "status": "pending",
  "contracts": [
    {"type": "interface", "name": "CardStore", "path": "src/cards/contract.ts", "status": "defined"}
  ]
}
""",
    remedy='Sets the status to "defined", or to that of the other document.',
    fixes=given_fixes,
    kinds=FEATURE_KINDS,
    scope="names",
    only_with="contracts",
)
def contract_status(facts: Facts, context: Context) -> Iterator[Finding]:
    """Compare each link with the subtasks that deliver the contract, and with the links of the other documents."""
    feature = context.feature
    judged = claims(feature, context.snapshot.planning)
    for link, unfinished in judged.by_file.get(facts.path, ()):
        if unfinished:
            yield _too_early(link, unfinished, feature)
            continue
        other = next((other for other in judged.credible if _is_contradicted(link, other, feature)), None)
        if other is not None:
            yield _contradicted(link, other, feature)


def _too_early(link: Link, waiting: dict[str, str], feature: Feature) -> Finding:
    states = {key: (feature.subtasks[key].status or "").replace("_", " ") for key in waiting}
    key, path = next(iter(waiting.items()))
    message = f"{quoted(link.name)} cannot be {link.status} yet: {label(feature, key)}, which delivers {shorten(path)}, is {states[key]}"
    related = tuple(
        Related(feature.subtasks[key].path, ("status",), f"{key} is {state}") for key, state in states.items()
    )
    return found("contract-status", link.facts, link.place, message, related=related, data=[_set(link, "defined")])


def _is_contradicted(link: Link, other: Link, feature: Feature) -> bool:
    """Whether two links disagree and it is the first that has to change.

    What a subtask says is overtaken by those that depend on it. Of two subtasks that do not depend on each other it is
    the one that says more; of a task and a completed subtask it is the task.
    """
    if link.facts is other.facts or link.status == other.status or not link.means_same(other):
        return False
    if other.key is None:
        return False
    if link.key is None:
        return other.rank > link.rank and is_completed(feature.subtasks[other.key])
    if other.rank > link.rank:
        return other.key in feature.ancestors[link.key] and link.key not in feature.ancestors[other.key]
    return other.key not in feature.ancestors[link.key] and link.key not in feature.ancestors[other.key]


def _contradicted(link: Link, other: Link, feature: Feature) -> Finding:
    where = label(feature, other.key) if other.key else "the task"
    message = f"{quoted(link.name)} is {link.status} here, but {other.status} by {where}"
    related = (Related(other.facts.path, other.place, f"{other.status} here"),)
    return found("contract-status", link.facts, link.place, message, related=related, data=[_set(link, other.status)])


def _set(link: Link, status: str) -> Fix:
    return Fix(f'Change to "{status}"', change(link.facts.path, SetValue(link.place, status)))
