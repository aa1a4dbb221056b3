"""Which planning artifacts belong to a feature.

Planning often carries another name than the tasks that came of it, and contracts are filed by bounded context. So after
a feature's own name the names count that its task and subtasks use, then the name of the planning found that way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.layout import Layout
from callsheet.artifacts.names import NameKind, NameUse, normal_name
from callsheet.workspace.facts import Facts, PlanningFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.planning import Named, Planning
from callsheet.workspace.snapshot import Snapshot

Belongings: TypeAlias = dict[ArtifactKind, list[PlanningFacts]]
"""The artifacts that belong to a feature, by kind; kinds of which none does may be missing."""

PLAN_KINDS = (ArtifactKind.CONTEXTS, ArtifactKind.STORY_MAP, ArtifactKind.BACKLOG)
"""The kinds that a plan consists of; their feature is the plan's name."""

_RESULT_KINDS = (ArtifactKind.VALIDATION_REPORT, ArtifactKind.RETROSPECTIVE)


def belongings(feature: Feature, planning: Planning, *, is_strict: bool = False) -> Belongings:
    """The planning artifacts that belong to a feature, which may be one without any task.

    Contexts, story map or backlog that nothing connects with the feature belong to it where there is no other of their
    kind in the workspace, unless `is_strict` or the feature is archived: a new plan is not that of what is long done.
    """
    if not planning.files:
        return {}
    used = _used(feature, planning)
    found = _plan(feature, used, planning)
    contexts = _context_names(feature, found[ArtifactKind.CONTEXTS])
    if feature.files and not is_strict and not feature.is_archived:
        found = {kind: found[kind] or _only(kind, planning) for kind in PLAN_KINDS}
    linked = {facts.path for facts in used.get(ArtifactKind.CONTRACT, ())}
    contracts = [facts for facts in planning.contracts if facts.path in linked or _is_about(facts, contexts)]
    found[ArtifactKind.CONTRACT] = contracts
    found[ArtifactKind.OPENAPI] = _specifications(contracts, contexts, planning)
    found[ArtifactKind.MODULE_BRIEF] = _briefs(feature, found[ArtifactKind.CONTEXTS], planning)
    plans = plan_names(found)
    for kind in _RESULT_KINDS:
        found[kind] = _named(kind, _names(feature), planning) or _named(kind, plans, planning)
    return found


def _names(feature: Feature) -> set[str]:
    return {feature.name, feature.id}


def _plan(feature: Feature, used: Belongings, planning: Planning) -> Belongings:
    """Contexts, story map and backlog: by the feature's name, by the names it uses, by the name of what was found."""
    own = {kind: _named(kind, _names(feature), planning) for kind in PLAN_KINDS}
    own[ArtifactKind.CONTEXTS] = [
        facts for facts in own[ArtifactKind.CONTEXTS] if facts.artifact.is_archived == feature.is_archived
    ]
    found = {kind: own[kind] or used.get(kind, []) for kind in PLAN_KINDS}
    plans = plan_names(found)
    found = {kind: found[kind] or _named(kind, plans, planning) for kind in PLAN_KINDS}
    maps = {facts.path for facts in found[ArtifactKind.STORY_MAP]}
    if maps and not found[ArtifactKind.BACKLOG]:
        backlogs = planning.of_kind(ArtifactKind.BACKLOG)
        found[ArtifactKind.BACKLOG] = [facts for facts in backlogs if maps & maps_of(facts, planning)]
    return found


def plan_names(found: Belongings) -> set[str]:
    """The names that a feature's planning goes by."""
    named = {facts.artifact.feature for kind in PLAN_KINDS for facts in found.get(kind, ())}
    return named - {""}


def maps_of(backlog: PlanningFacts, planning: Planning) -> frozenset[str]:
    """The paths of the story maps whose stories a backlog ranks."""
    return planning.rankings.maps.get(backlog.path, frozenset())


def undocumented_contracts(feature: Feature, planning: Planning) -> list[str]:
    """The contracts that a feature names and that no document defines, although one should."""
    links = _resolved(feature.files.values(), planning, (NameKind.CONTRACT,))
    return list(dict.fromkeys(use.name for use, named in links if named is None and use.claim == "defined"))


def planned_features(snapshot: Snapshot) -> list[Feature]:
    """The features that are planned but have no tasks, each without any file; none to whose plan tasks belong."""
    plans: dict[str, list[PlanningFacts]] = {}
    for kind in PLAN_KINDS:
        for facts in snapshot.planning.of_kind(kind):
            plans.setdefault(facts.artifact.feature, []).append(facts)
    taken = {""}
    for feature in snapshot.features.values() if plans else ():
        taken |= {feature.name, *plan_names(belongings(feature, snapshot.planning))}
    layout = snapshot.configuration.layout
    return [_planned_feature(name, plans[name], layout) for name in sorted(plans) if name not in taken]


def _planned_feature(name: str, plan: Iterable[PlanningFacts], layout: Layout) -> Feature:
    """The feature of a plan, where its tasks would lie; where its contexts are archived, that is in the archive."""
    contexts = [facts for facts in plan if facts.artifact.kind is ArtifactKind.CONTEXTS]
    is_archived = bool(contexts) and all(facts.artifact.is_archived for facts in contexts)
    return Feature(layout.feature_folder(name, is_archived=is_archived), (), is_archived=is_archived)


def _named(kind: ArtifactKind, names: Collection[str], planning: Planning) -> list[PlanningFacts]:
    """The artifacts of a kind whose feature has one of some names."""
    return [facts for facts in planning.of_kind(kind) if facts.artifact.feature in names]


def _resolved(
    files: Iterable[Facts], planning: Planning, kinds: Collection[NameKind]
) -> Iterator[tuple[NameUse, Named | None]]:
    """The uses of names of some kinds, each with what the name means."""
    for facts in files:
        for use in facts.uses:
            if use.kind in kinds:
                yield use, planning.resolve(use, facts.path, facts.artifact)


_CONNECTING = (NameKind.CONTEXT, NameKind.MODULE, NameKind.SLICE, NameKind.CONTRACT)
"""The names that connect tasks with planning artifacts; those of releases are too much alike (`phase-2`)."""


def _used(feature: Feature, planning: Planning) -> Belongings:
    """The artifacts that define names which the task and the subtasks use."""
    uses = {
        (use.kind, use.name): (use, facts)
        for facts in feature.files.values()
        for use in facts.uses
        if use.kind in _CONNECTING
    }
    meant = (planning.resolve(use, facts.path, facts.artifact) for use, facts in uses.values())
    documents = {named.path: named.facts for named in meant if named is not None}
    found: Belongings = {}
    for _, facts in sorted(documents.items()):
        found.setdefault(facts.artifact.kind, []).append(facts)
    return found


def _only(kind: ArtifactKind, planning: Planning) -> list[PlanningFacts]:
    """The artifacts of a kind where there is just one of them."""
    found = planning.of_kind(kind)
    return found if len(found) == 1 else []


def _context_names(feature: Feature, contexts: Iterable[PlanningFacts]) -> set[str]:
    """The bounded contexts that a feature is about: those it names, else those of its contexts."""
    uses = (use for facts in feature.files.values() for use in facts.uses)
    named = {normal_name(use.kind, use.name) for use in uses if use.kind is NameKind.CONTEXT}
    definitions = (definition for facts in contexts for definition in facts.definitions)
    return named or {
        normal_name(definition.kind, definition.name)
        for definition in definitions
        if definition.kind is NameKind.CONTEXT
    }


def _is_about(facts: PlanningFacts, contexts: Collection[str]) -> bool:
    """Whether a contract or its document is filed under one of some bounded contexts."""
    return normal_name(NameKind.CONTEXT, facts.artifact.context or "") in contexts


def _specifications(
    contracts: Iterable[PlanningFacts], contexts: Collection[str], planning: Planning
) -> list[PlanningFacts]:
    """The OpenAPI documents of contracts, and those that are filed under the same bounded contexts."""
    named = {facts.spec_path for facts in contracts}
    found = planning.of_kind(ArtifactKind.OPENAPI)
    return [facts for facts in found if facts.path in named or _is_about(facts, contexts)]


def _briefs(feature: Feature, contexts: Iterable[PlanningFacts], planning: Planning) -> list[PlanningFacts]:
    """The module briefs beside a feature's tasks or beside its contexts, and those filed under its name."""
    folders = tuple(f"{folder}/" for folder in (feature.folder, *(facts.artifact.folder for facts in contexts)))
    briefs = planning.of_kind(ArtifactKind.MODULE_BRIEF)
    return [
        facts
        for facts in briefs
        if f"{facts.artifact.folder}/".startswith(folders)
        or (facts.artifact.feature == feature.name and facts.artifact.is_archived == feature.is_archived)
    ]
