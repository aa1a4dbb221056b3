"""How far a feature is on its way through the eight stages, from the bounded contexts to the retrospective."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.workspace.belonging import Belongings, belongings, plan_names, planned_features, undocumented_contracts
from callsheet.workspace.facts import PlanningFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot

StageState: TypeAlias = Literal["done", "open", "missing"]
"""*done*: all that the stage makes is there, without errors; *open*: some of it; *missing*: nothing."""

STAGE_NAMES = (
    "architecture decomposition",
    "story mapping",
    "prioritization",
    "task breakdown",
    "contract definition",
    "parallel execution",
    "integration and validation",
    "release and learning",
)
"""The stages in their order."""

STAGE_KINDS: dict[int, tuple[ArtifactKind, ...]] = {
    1: (ArtifactKind.CONTEXTS, ArtifactKind.MODULE_BRIEF),
    2: (ArtifactKind.STORY_MAP,),
    3: (ArtifactKind.BACKLOG,),
    5: (ArtifactKind.CONTRACT, ArtifactKind.OPENAPI),
    7: (ArtifactKind.VALIDATION_REPORT,),
    8: (ArtifactKind.RETROSPECTIVE,),
}
"""What the stages make, by number (from 1); tasks and subtasks apart, which are stages 4 and 6."""

CountErrors: TypeAlias = Callable[[str], int]
"""How many errors the file at a path has, relative to the workspace root."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a feature."""

    number: int
    """1 to 8."""
    name: str
    state: StageState
    artifacts: tuple[str, ...]
    """The files that are there, relative to the workspace root; of stage 6 the subtasks that have begun."""
    note: str | None = None
    """How far it is, or what keeps it open, in a few words."""


@dataclass(frozen=True, slots=True)
class FeatureStages:
    """The eight stages of one feature."""

    feature: Feature
    """It has no files where it is planned only."""
    stages: tuple[Stage, ...]


def stages_of(snapshot: Snapshot, feature: Feature, count_errors: CountErrors) -> FeatureStages:
    """How far a feature is. What belongs to it is told by `belongings`."""
    found = belongings(feature, snapshot.planning)
    planned = {number: artifacts_of(found, number) for number in STAGE_KINDS}
    lacking = {1: _without_contexts(found), 5: _without_documents(feature, snapshot, found)}
    stages = {
        number: _stage(number, [facts.path for facts in files], lacking.get(number, []), count_errors)
        for number, files in planned.items()
    }
    stages[4] = _breakdown(feature, count_errors)
    stages[6] = _execution(feature)
    return FeatureStages(feature, tuple(stages[number] for number in sorted(stages)))


def artifacts_of(found: Belongings, number: int) -> list[PlanningFacts]:
    """The planning artifacts that a stage has made; none for stages 4 and 6."""
    return [facts for kind in STAGE_KINDS.get(number, ()) for facts in found.get(kind, ())]


def _stage(number: int, paths: Iterable[str], lacking: list[str], count_errors: CountErrors) -> Stage:
    """A stage that is done once its files are there, nothing is lacking and nothing is wrong."""
    artifacts = tuple(paths)
    name = STAGE_NAMES[number - 1]
    if not artifacts:
        return Stage(number, name, "missing", ())
    errors = sum(map(count_errors, artifacts))
    notes = [*lacking, *([f"{errors} error" if errors == 1 else f"{errors} errors"] if errors else [])]
    return Stage(number, name, "open" if notes else "done", artifacts, "; ".join(notes) or None)


def _without_contexts(found: Belongings) -> list[str]:
    """Module briefs are welcome beside the contexts, but no substitute for them."""
    return [] if found.get(ArtifactKind.CONTEXTS) else ["no contexts"]


_NAMED = 3
"""How many names a note lists."""


def _without_documents(feature: Feature, snapshot: Snapshot, found: Belongings) -> list[str]:
    """The contracts that the tasks name and nobody has written, and the OpenAPI documents that contracts name."""
    names = undocumented_contracts(feature, snapshot.planning)
    for contract in found.get(ArtifactKind.CONTRACT, ()):
        if contract.spec_path is not None and contract.spec_path not in snapshot.planning.files:
            names.append(contract.spec_path.rpartition("/")[2])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return [f"no {', '.join(names[:_NAMED])}{more}"] if names else []


def _breakdown(feature: Feature, count_errors: CountErrors) -> Stage:
    """Stage 4: a task with its subtasks."""
    lacking = [] if feature.task else ["no task file"]
    lacking += [] if feature.subtasks else ["no subtasks"]
    tasks = [feature.task.path] if feature.task else []
    return _stage(4, [*tasks, *(facts.path for facts in feature.subtasks.values())], lacking, count_errors)


def _execution(feature: Feature) -> Stage:
    """Stage 6: how much of the work is done."""
    subtasks = feature.subtasks.values()
    begun = tuple(facts.path for facts in subtasks if facts.status in ("in_progress", "completed"))
    completed = sum(facts.status == "completed" for facts in subtasks)
    state: StageState = "missing" if not begun else "done" if completed == len(subtasks) else "open"
    note = f"{completed} of {len(subtasks)} subtasks completed" if subtasks else None
    return Stage(6, STAGE_NAMES[5], state, begun, note)


def staged_features(snapshot: Snapshot) -> list[Feature]:
    """The features that have stages: those with tasks, and those that are planned only; none that is archived."""
    features = [*snapshot.features.values(), *planned_features(snapshot)]
    return [feature for feature in features if not feature.is_archived]


def staged_features_named(snapshot: Snapshot, name: str) -> list[Feature]:
    """The features that a name means: that of a feature or its task, or else that of a plan.

    A plan stands for the features whose tasks belong to it, archived ones only if there are no others.
    """
    feature = snapshot.feature_named(name)
    if feature is not None:
        return [feature]
    planned = [feature for feature in planned_features(snapshot) if name in (feature.name, feature.folder)]
    if planned:
        return planned
    owners = [
        feature for feature in snapshot.features.values() if name in plan_names(belongings(feature, snapshot.planning))
    ]
    return [feature for feature in owners if not feature.is_archived] or owners
