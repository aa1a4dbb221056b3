"""The rule `skipped-stage`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.quoting import shorten
from callsheet.rules.registry import Context, Finding, Related, Severity, found, rule
from callsheet.syntax import Pointer
from callsheet.workspace.belonging import belongings, maps_of
from callsheet.workspace.facts import Facts, PlanningFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.planning import Planning
from callsheet.workspace.stages import STAGE_KINDS, STAGE_NAMES, artifacts_of

_MADE: Mapping[int, str] = {
    1: "contexts",
    2: "story map",
    3: "backlog",
    4: "tasks",
    5: "contracts",
    7: "validation report",
    8: "retrospective",
}
"""What a stage makes, in a word or two."""

_PLAN = frozenset((1, 2, 3))
_TASKS, _CONTRACTS, _REPORT = 4, 5, 7


class _Gap(NamedTuple):
    """A stage of which nothing is there, and the nearest ones of which something is."""

    before: int
    missing: int
    after: int


@rule(
    "skipped-stage",
    "stages",
    Severity.HINT,
    summary="A feature has artifacts of an earlier and of a later stage, but none of one between them.",
    reason="What the later stage decides then rests on something that nobody wrote down.",
    exceptions=(
        "Nothing is said of teams that work with tasks alone: contexts, a story map, a backlog or contracts must belong to the feature, "
        "by its name or by names that its tasks use, and the stage must lie between two that are there. "
        "Missing contracts count only between a plan and a validation report or retrospective. "
        "Tasks are never missed, because those of finished work are often removed, and neither is their execution. "
        "While a file that may matter has slips of syntax, nothing is said. "
        "A missing story map is reported at the backlog, everything else at the task, once for each feature and stage."
    ),
    bad="""
--- contexts.json
{
  "feature": "gift-cards",
  "bounded_contexts": [{"name": "cards"}]
}
--- /.tmp/planning/gift-cards/prioritized.json
{
  «"metadata"»: {"total_items": 1},
  "mvp_features": [{"id": "story-001"}],
  "post_mvp_features": []
}
""",
    good="""
--- contexts.json
{
  "feature": "gift-cards",
  "bounded_contexts": [{"name": "cards"}]
}
--- /.tmp/planning/gift-cards/map.json
{
  "feature": "gift-cards",
  "stories": [{"id": "story-001", "title": "Send a card by email", "bounded_context": "cards"}]
}
--- /.tmp/planning/gift-cards/prioritized.json
{
  "metadata": {"total_items": 1},
  "mvp_features": [{"id": "story-001"}],
  "post_mvp_features": []
}
""",
    remedy="What the stage decides its people have to decide.",
    kinds=(ArtifactKind.TASK, ArtifactKind.BACKLOG),
    scope="names",
)
def skipped_stage(facts: Facts, context: Context) -> Iterator[Finding]:
    """Report stages that were passed over, where what shows it is in sight: the planning, and for a task its feature."""
    planning = context.snapshot.planning
    if isinstance(facts, PlanningFacts):
        gaps = _without_map(facts, planning)
    elif facts is context.feature.task:
        gaps = _of_task(facts, context.feature, planning)
    else:
        return
    files = (*context.feature.files.values(), *planning.files.values())
    if gaps and not any(each.syntax.is_broken for each in files):  # by names that cannot be read something may belong
        yield from gaps


def _of_task(task: Facts, feature: Feature, planning: Planning) -> list[Finding]:
    """What is missing between the artifacts that belong to a task's feature."""
    belonging = belongings(feature, planning, is_strict=True)
    planned = {number: artifacts_of(belonging, number) for number in STAGE_KINDS}
    present = {_TASKS: task, **{number: files[0] for number, files in planned.items() if files}}
    return [_finding(task, ("id",), feature.name, gap, present) for gap in _gaps(present) if _is_missed(gap, present)]


def _without_map(backlog: PlanningFacts, planning: Planning) -> list[Finding]:
    """A backlog whose plan has contexts, but no story map."""
    name = backlog.artifact.feature
    contexts = _of_plan(ArtifactKind.CONTEXTS, name, planning)
    if not contexts or _of_plan(ArtifactKind.STORY_MAP, name, planning) or maps_of(backlog, planning):
        return []
    pointer: Pointer = ("metadata",) if "metadata" in backlog.keys else backlog.keys[:1]
    return [_finding(backlog, pointer, name or "the workspace", _Gap(1, 2, 3), {1: contexts[0], 3: backlog})]


def _of_plan(kind: ArtifactKind, name: str, planning: Planning) -> list[PlanningFacts]:
    """The artifacts of a plan that are not archived; a plan without a name is that of the whole workspace."""
    return [
        facts
        for facts in planning.of_kind(kind)
        if name in ("", facts.artifact.feature) and not facts.artifact.is_archived
    ]


def _gaps(present: Mapping[int, Facts]) -> Iterator[_Gap]:
    """The stages between two that are there."""
    for number in _MADE:
        if number in present:
            continue
        earlier = [other for other in present if other < number]
        later = [other for other in present if other > number]
        if earlier and later:
            yield _Gap(max(earlier), number, min(later))


def _is_missed(gap: _Gap, present: Mapping[int, Facts]) -> bool:
    """Whether a gap is worth a word at the task."""
    if gap.missing in _PLAN:
        return gap.after >= _TASKS  # one within the plan is reported there
    has_plan = bool(_PLAN & present.keys())
    return has_plan if gap.missing == _CONTRACTS else gap.missing == _REPORT and (has_plan or _CONTRACTS in present)


def _finding(facts: Facts, pointer: Pointer, owner: str, gap: _Gap, present: Mapping[int, Facts]) -> Finding:
    made = f"{_some(gap.before)} and {_some(gap.after)}"
    stage = f"stage {gap.missing}, {STAGE_NAMES[gap.missing - 1]}"
    message = f"{shorten(owner)} has {made}, but no {_MADE[gap.missing]} between them ({stage})"
    related = tuple(
        Related(present[number].path, (), f"stage {number}, {STAGE_NAMES[number - 1]}")
        for number in (gap.before, gap.after)
        if present[number] is not facts
    )
    return found("skipped-stage", facts, pointer, message, related=related, on_key=pointer not in ((), ("id",)))


def _some(number: int) -> str:
    """What a stage makes, with its article."""
    made = _MADE[number]
    return made if made.endswith("s") else f"a {made}"
