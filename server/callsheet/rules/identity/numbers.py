"""Giving a subtask the number in its file's name, a free one, or its file the number that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from callsheet.rules.registry import Finding, Fix, FixContext, change
from callsheet.syntax.operations import Operation, SetValue
from callsheet.workspace.changes import Change, FileRename
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature


def set_number(finding: Finding, context: FixContext) -> Iterator[Fix]:
    """Set `seq`, and an id that ends in the number that is replaced; `finding.data` is the new number, if any."""
    facts, number = context.feature.files.get(finding.path), finding.data
    if isinstance(facts, SubtaskFacts) and number is not None:
        operations = _operations(context.feature, facts, number)
        yield Fix(f'Change the number to "{number}"', change(finding.path, *operations), is_preferred=True)


def rename_file(finding: Finding, context: FixContext) -> Iterator[Fix]:
    """Put the number that a subtask says into its file's name, where there is no such file yet."""
    facts = context.feature.files.get(finding.path)
    if isinstance(facts, SubtaskFacts) and facts.seq is not None:
        path = context.snapshot.configuration.layout.with_number(facts.path, facts.seq)
        if path is not None and not context.snapshot.exists(path):
            is_known = is_depended_on(context.feature, facts)
            changes: list[Change] = [FileRename(facts.path, path)]
            if facts.id is not None and facts.id.endswith(f"-{facts.file_seq}"):
                new_id = f"{facts.id[: -len(facts.file_seq)]}{facts.seq}"
                changes += change(facts.path, SetValue(("id",), new_id))
            yield Fix(f"Rename the file to {path.rpartition('/')[2]}", tuple(changes), is_preferred=is_known)


def take_free_number(finding: Finding, context: FixContext) -> Iterator[Fix]:
    """Give a subtask on which none depends, and its file, the first number behind all others."""
    feature, facts = context.feature, context.feature.files.get(finding.path)
    if not isinstance(facts, SubtaskFacts) or is_depended_on(feature, facts):
        return
    taken = [int(number) for key in feature.subtasks for number in re.findall(r"[0-9]{1,9}", key)[:1]]
    number = str(max(taken) + 1).zfill(2)
    path = context.snapshot.configuration.layout.with_number(facts.path, number)
    if path is not None and not context.snapshot.exists(path):
        changes = (*change(facts.path, *_operations(feature, facts, number)), FileRename(facts.path, path))
        yield Fix(f'Change the number to "{number}", that of the file too', changes, is_preferred=finding.data is None)


def is_depended_on(feature: Feature, facts: SubtaskFacts) -> bool:
    """Whether other subtasks depend on one: then it goes by the number that they call it by."""
    return bool(feature.dependents[feature.key_of(facts)])


def _operations(feature: Feature, facts: SubtaskFacts, number: str) -> list[Operation]:
    operations: list[Operation] = [SetValue(("seq",), number, ("id",))]
    old = next((old for old in (facts.seq, facts.file_seq) if old and (facts.id or "").endswith(f"-{old}")), None)
    if facts.id is not None and old is not None:
        called = {
            dependency.written.strip() for other in feature.subtasks.values() for dependency in other.dependencies
        }
        if facts.id not in called or feature.resolve(facts.id) != feature.key_of(facts):
            operations.append(SetValue(("id",), f"{facts.id[: -len(old)]}{number}"))
    return operations
