"""The family *graph*: dependencies among the subtasks of a feature, and what each of them writes."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from itertools import pairwise

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Related, Severity, found, rule
from callsheet.rules.skeletons import subtask_skeleton
from callsheet.syntax import Pointer
from callsheet.syntax.operations import InsertItem, Operation, Remove, SetValue
from callsheet.workspace.changes import DocumentChange, FileCreation
from callsheet.workspace.facts import Deliverable, Dependency, SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.graph import shortest_cycle

_SUBTASK = (ArtifactKind.SUBTASK,)


def _change(path: str, *operations: Operation) -> tuple[DocumentChange, ...]:
    return (DocumentChange(path, operations),)


def _subtask_label(feature: Feature, key: str) -> str:
    """How messages name a subtask: its number and, where it has one, its title."""
    title = feature.subtasks[key].title
    return f"{key} ({title})" if title else key


def add_dependency(facts: SubtaskFacts, key: str) -> Operation:
    """The operation that makes a subtask depend on another, in the order of the numbers."""
    if "depends_on" not in facts.fields:
        return SetValue(("depends_on",), [key], ("status", "title", "seq"))
    position = sum(dependency.written < key for dependency in facts.dependencies)
    return InsertItem(("depends_on", position), key)


# unresolved-dependency


def _nearest_key(feature: Feature, facts: SubtaskFacts, written: str) -> str | None:
    own = feature.key_of(facts)
    digits = written.strip().rpartition("-")[2]
    padded = digits.zfill(2) if digits.isdigit() else written.strip()
    choices = [key for key in feature.subtasks if key != own]
    if padded in choices:
        return padded
    by_title = {facts.title.lower(): key for key, facts in feature.subtasks.items() if facts.title and key != own}
    close = difflib.get_close_matches(written.strip().lower(), by_title, 1, 0.8)
    return by_title[close[0]] if close else None


def _mend_unresolved(finding: Finding, context: FixContext) -> Iterator[Fix]:
    nearest, written = finding.data
    feature = context.feature
    if nearest is not None:
        changes = _change(finding.path, SetValue(finding.pointer, nearest))
        yield Fix(f'Change to "{nearest}"', changes, is_preferred=True)
    yield Fix(
        f'Remove "{written}" from depends_on',
        _change(finding.path, Remove(finding.pointer)),
        is_preferred=nearest is None,
    )
    seq = written.strip().rpartition("-")[2].zfill(2)
    if nearest is None and seq.isascii() and seq.isdigit() and len(seq) <= 3:
        creation = FileCreation(f"{feature.folder}/subtask_{seq}.json", subtask_skeleton(feature, seq))
        yield Fix(f"Create subtask_{seq}.json", (creation,))


@rule(
    "unresolved-dependency",
    "graph",
    Severity.ERROR,
    summary="An entry of `depends_on` names no subtask of the feature.",
    reason="What it waits for never comes: the subtask never becomes ready.",
    kinds=_SUBTASK,
    scope="feature",
    bad="""
--- subtask_01.json
{
  "seq": "01"
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": ["01", «"09"»]
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01"
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": ["01"]
}
""",
    fixes=_mend_unresolved,
)
def unresolved_dependency(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Report each entry that resolves to nothing, with the subtask that was most likely meant."""
    feature = context.feature
    for dependency in facts.dependencies:
        if feature.resolve(dependency.written) is not None:
            continue
        nearest = _nearest_key(feature, facts, dependency.written)
        hint = f'; did you mean "{nearest}"?' if nearest else ""
        message = f'"{dependency.written}" is no subtask of {feature.name}{hint}'
        data = (nearest, dependency.written)
        yield found("unresolved-dependency", facts, dependency.pointer, message, data=data)


# dependency-cycle


def _entry(feature: Feature, key: str, other: str) -> Dependency:
    """The entry by which one subtask depends on another."""
    return next(dependency for dependency, resolved in feature.dependencies(key) if resolved == other)


def _cut_cycle(finding: Finding, context: FixContext) -> Iterator[Fix]:
    feature = context.feature
    path = finding.data
    for index, (key, other) in enumerate(pairwise(path)):
        if key not in feature.subtasks or other not in feature.graph[key]:
            continue
        pointer = _entry(feature, key, other).pointer
        changes = _change(feature.subtasks[key].path, Remove(pointer))
        title = f"Remove {key} from its own depends_on" if key == other else f"Let {key} no longer depend on {other}"
        yield Fix(title, changes, is_preferred=index == 0 and len(path) == 2)


@rule(
    "dependency-cycle",
    "graph",
    Severity.ERROR,
    summary="Subtasks depend on one another in a circle.",
    reason="None of them can ever start, nor anything that waits for them. Only the members are reported.",
    kinds=_SUBTASK,
    scope="feature",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "depends_on": [«"02"»]
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": [«"01"»]
}
--- subtask_03.json
{
  "seq": "03",
  "depends_on": ["02"]
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "depends_on": []
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": ["01"]
}
--- subtask_03.json
{
  "seq": "03",
  "depends_on": ["02"]
}
""",
    fixes=_cut_cycle,
)
def dependency_cycle(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Report every member of a cycle, at the entry that leads on along the shortest way around."""
    feature = context.feature
    key = feature.key_of(facts)
    members = next((cycle for cycle in feature.cycles if key in cycle), None)
    if members is None:
        return
    inside = {member: [other for other in feature.graph[member] if other in members] for member in members}
    path = shortest_cycle(inside, key)
    entry = _entry(feature, key, path[1])
    related = tuple(
        Related(feature.subtasks[member].path, _entry(feature, member, other).pointer, f"{member} depends on {other}")
        for member, other in pairwise(path[1:])
    )
    way = " → ".join(path)
    message = f"{key} depends on itself" if len(path) == 2 else f"{key} waits for itself: {way}"
    yield found("dependency-cycle", facts, entry.pointer, message, related=related, data=path)


# redundant-dependency


def _remove_entry(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    changes = _change(finding.path, Remove(finding.pointer))
    yield Fix("Remove the redundant dependency", changes, is_preferred=True, is_safe=True)


@rule(
    "redundant-dependency",
    "graph",
    Severity.HINT,
    summary="A dependency follows from another one, or is written twice.",
    reason="Short lists show what a subtask really waits for.",
    kinds=_SUBTASK,
    scope="feature",
    bad="""
--- subtask_01.json
{
  "seq": "01"
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": ["01"]
}
--- subtask_03.json
{
  "seq": "03",
  "depends_on": [«"01"», "02"]
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01"
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": ["01"]
}
--- subtask_03.json
{
  "seq": "03",
  "depends_on": ["02"]
}
""",
    fixes=_remove_entry,
)
def redundant_dependency(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Report entries that say nothing new; none of them in or behind a cycle."""
    feature = context.feature
    key = feature.key_of(facts)
    seen: set[str] = set()
    for dependency in facts.dependencies:
        resolved = feature.resolve(dependency.written)
        if resolved in seen:
            message = f"{resolved} is listed already"
            yield found("redundant-dependency", facts, dependency.pointer, message)
        elif resolved is not None:
            seen.add(resolved)
    if len(seen) < 2:
        return
    for node, other, via in feature.redundant_edges:
        if node == key:
            message = f"{other} follows from {via}, which waits for it"
            yield found("redundant-dependency", facts, _entry(feature, key, other).pointer, message)


# parallel-conflict


def _separate(finding: Finding, context: FixContext) -> Iterator[Fix]:
    feature = context.feature
    facts = feature.files.get(finding.path)
    if not isinstance(facts, SubtaskFacts):
        return
    other = finding.data
    if feature.key_of(facts) > other:
        yield Fix(f"Depend on {other}", _change(facts.path, add_dependency(facts, other)), is_preferred=True)
    yield Fix("Let this subtask run alone (parallel: false)", _change(facts.path, SetValue(("parallel",), False)))


@rule(
    "parallel-conflict",
    "graph",
    Severity.WARNING,
    summary="Two subtasks that run side by side write the same file.",
    reason="Whichever finishes last overwrites what the other has written.",
    kinds=_SUBTASK,
    scope="feature",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "parallel": true,
  "deliverables": [«"src/cards.ts"»]
}
--- subtask_02.json
{
  "seq": "02",
  "parallel": true,
  "deliverables": [«"src/cards.ts"»]
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "parallel": false,
  "deliverables": ["src/cards.ts"]
}
--- subtask_02.json
{
  "seq": "02",
  "parallel": true,
  "depends_on": ["01"],
  "deliverables": ["src/cards.ts"]
}
""",
    fixes=_separate,
)
def parallel_conflict(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Report every deliverable that another subtask of the same batch promises, on both sides."""
    feature = context.feature
    key = feature.key_of(facts)
    batch = feature.batch_of.get(key)
    if batch is None or len(feature.plan.batches[batch]) < 2:
        return
    for deliverable in facts.deliverables:
        for other in feature.plan.batches[batch]:
            clash = _clash(deliverable, feature.subtasks[other]) if other != key else None
            if clash is None:
                continue
            place = Related(feature.subtasks[other].path, clash, f"{other} promises it here")
            message = (
                f"{_subtask_label(feature, other)} runs beside this subtask and writes {deliverable.path.path} too"
            )
            yield found("parallel-conflict", facts, deliverable.pointer, message, related=(place,), data=other)


def _clash(deliverable: Deliverable, other: SubtaskFacts) -> Pointer | None:
    """Where another subtask promises the same file, the same folder, or a file in this folder or around it."""
    if deliverable.path.form not in ("file", "folder"):
        return None
    path = deliverable.path.path
    for promised in other.deliverables:
        if promised.path.form in ("file", "folder") and promised.path.path == path:
            return promised.pointer
    return None


# missing-dependency


def _add_promiser(finding: Finding, context: FixContext) -> Iterator[Fix]:
    feature = context.feature
    facts = feature.files.get(finding.path)
    if not isinstance(facts, SubtaskFacts):
        return
    key = feature.key_of(facts)
    for index, other in enumerate(finding.data):
        if key not in feature.ancestors[other]:
            yield Fix(f"Depend on {other}", _change(facts.path, add_dependency(facts, other)), is_preferred=index == 0)


@rule(
    "missing-dependency",
    "graph",
    Severity.WARNING,
    summary="A subtask refers to a file that another subtask makes, but does not depend on that subtask.",
    reason="It may start before the file is there.",
    kinds=_SUBTASK,
    scope="files",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "deliverables": ["src/cards.ts"]
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": [],
  "reference_files": [«"src/cards.ts"»]
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "deliverables": ["src/cards.ts"]
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": ["01"],
  "reference_files": ["src/cards.ts"]
}
""",
    fixes=_add_promiser,
)
def missing_dependency(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Report references to files that do not exist yet and that only subtasks out of reach promise."""
    feature = context.feature
    key = feature.key_of(facts)
    within_reach = {key, *feature.ancestors[key]}
    for reference in facts.references:
        path = reference.path
        if path.form not in ("file", "folder") or path.leaves_workspace or context.snapshot.exists(path.path):
            continue
        promisers = feature.promisers(path.path)
        if not promisers or within_reach.intersection(promisers):
            continue
        makers = " and ".join(_subtask_label(feature, other) for other in promisers[:3])
        related = tuple(
            Related(feature.subtasks[other].path, ("deliverables",), f"{other} makes it") for other in promisers
        )
        message = f"{path.path} is made by {makers}, on which this subtask does not depend"
        yield found("missing-dependency", facts, reference.path_pointer, message, related=related, data=promisers)
