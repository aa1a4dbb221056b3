"""A feature: the task and the subtasks of one folder, joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from callsheet.artifacts.records import normal_number
from callsheet.workspace import graph
from callsheet.workspace.facts import Dependency, Facts, SubtaskFacts, TaskFacts


@dataclass(frozen=True, slots=True)
class Plan:
    """In which order a feature's subtasks run."""

    batches: list[list[str]]
    levels: int
    """The dependency depth: how many batches there would be if everything could run beside everything."""
    critical_path: list[str]
    cycles: list[list[str]]
    unplanned: list[str]
    """What lies in or behind a cycle."""


class Feature:
    """An immutable view of a feature. Subtasks go by their *key*: their number, as long as it is theirs alone.

    A subtask's number is what its `seq` says where no other file has a better claim to it, else the number in its
    file's name; so a file that cannot be parsed still exists for its siblings.
    """

    def __init__(self, folder: str, files: Iterable[Facts], *, is_archived: bool = False) -> None:
        """Join the files of one folder (relative to the workspace root); they tell whether it is archived."""
        self.folder = folder
        self.name = folder.rsplit("/", 1)[-1]
        self.files: dict[str, Facts] = {facts.path: facts for facts in sorted(files, key=lambda facts: facts.path)}
        self.is_archived = is_archived or any(facts.artifact.is_archived for facts in self.files.values())
        """Whether the feature lies in the archive."""

    @cached_property
    def task(self) -> TaskFacts | None:
        """The feature's task, or None where it has no such file."""
        return next((facts for facts in self.files.values() if isinstance(facts, TaskFacts)), None)

    @cached_property
    def subtasks(self) -> dict[str, SubtaskFacts]:
        """The subtasks by key, in the order of their numbers."""
        found = [facts for facts in self.files.values() if isinstance(facts, SubtaskFacts)]
        agreed = {facts.file_seq: facts for facts in found if facts.seq == facts.artifact.seq}
        if len(agreed) == len(found) and len({len(key) for key in agreed}) == 1:
            return agreed  # as nearly always: every number is that of its file, and the files are sorted
        waiting = sorted(found, key=lambda facts: (facts.seq != facts.file_seq, int(facts.file_seq), facts.path))
        claimed: dict[str, SubtaskFacts] = {}
        for facts in waiting:
            names = (facts.seq, facts.file_seq, facts.path.rsplit("/", 1)[-1])
            key = next(name for name in names if name and name not in claimed)
            claimed[key] = facts
        return dict(sorted(claimed.items(), key=lambda item: _rank(item[0])))

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {facts.path: key for key, facts in self.subtasks.items()}

    @cached_property
    def _names(self) -> dict[str, str]:
        """Every way to write a subtask, with the key it means."""
        names: dict[str, str] = {}
        for key, facts in self.subtasks.items():
            if facts.id:
                names.setdefault(facts.id, key)
            names.setdefault(f"{self.name}-{key}", key)
            names.setdefault(f"{self.id}-{key}", key)
        names.update({key: key for key in self.subtasks})
        return names

    @property
    def id(self) -> str:
        """The task's id, or the folder's name where it has none."""
        return (self.task and self.task.id) or self.name

    def key_of(self, facts: SubtaskFacts) -> str:
        """The key of one of the feature's subtasks."""
        return self._keys[facts.path]

    def resolve(self, written: str) -> str | None:
        """The key of the subtask that an entry of `depends_on` means; None where there is none."""
        name = written.strip()
        return name if name in self.subtasks else self._names.get(name)

    def numbered(self, digits: str) -> str | None:
        """The key of the subtask that has a number, whatever zeros stand before it; None where there is none."""
        same = (key for key in self.subtasks if normal_number(key) == normal_number(digits))
        return next(same, None) if digits else None

    def dependencies(self, key: str) -> Iterator[tuple[Dependency, str | None]]:
        """A subtask's entries of `depends_on`, each with the key it resolves to."""
        for dependency in self.subtasks[key].dependencies:
            yield dependency, self.resolve(dependency.written)

    @cached_property
    def graph(self) -> dict[str, list[str]]:
        """What each subtask depends on, by keys; entries that resolve to nothing are left out."""
        resolve = self.resolve
        resolved = {
            key: [resolve(dependency.written) for dependency in facts.dependencies]
            for key, facts in self.subtasks.items()
        }
        return {key: [other for other in dict.fromkeys(direct) if other] for key, direct in resolved.items()}

    @cached_property
    def ancestors(self) -> dict[str, frozenset[str]]:
        """All that each subtask depends on, directly or through others."""
        return graph.ancestors(self.graph)

    @cached_property
    def dependents(self) -> dict[str, list[str]]:
        """Which subtasks depend directly on each."""
        return {key: [other for other, direct in self.graph.items() if key in direct] for key in self.subtasks}

    @cached_property
    def cycles(self) -> list[list[str]]:
        """The cycles among the dependencies, each as sorted keys."""
        return graph.cycles(self.graph)

    @cached_property
    def redundant_edges(self) -> dict[str, dict[str, str]]:
        """Dependencies that follow from others: for each subtask its own, each with the one it follows from."""
        return graph.redundant_edges(self.graph)

    @cached_property
    def plan(self) -> Plan:
        """The execution plan."""
        path = graph.critical_path(self.graph)
        unplanned = [key for key in self.subtasks if key not in self.batch_of]
        return Plan(self.batches, len(path), path, self.cycles, unplanned)

    @cached_property
    def batches(self) -> list[list[str]]:
        """The batches of the execution plan."""
        return graph.batches(self.graph, {key for key, facts in self.subtasks.items() if facts.parallel})

    @cached_property
    def batch_of(self) -> dict[str, int]:
        """The 0-based batch of each planned subtask."""
        return {key: index for index, batch in enumerate(self.batches) for key in batch}

    @cached_property
    def has_unreadable_subtasks(self) -> bool:
        """Whether nobody knows what some of its subtasks promise and depend on, because their files cannot be read."""
        return any(facts.syntax.unreadable is not None for facts in self.subtasks.values())

    @cached_property
    def promises(self) -> dict[str, list[str]]:
        """The keys of the subtasks that promise each file or folder."""
        found: dict[str, list[str]] = {}
        for key, facts in self.subtasks.items():
            for deliverable in facts.deliverables:
                if deliverable.path.is_in_workspace:
                    keys = found.setdefault(deliverable.path.path, [])
                    if key not in keys:
                        keys.append(key)
        return found

    @cached_property
    def contested_promises(self) -> frozenset[str]:
        """The promised paths that several subtasks write: the same, or a folder (with a slash) and what is in it."""
        promises = self.promises
        folders = {
            deliverable.path.path
            for facts in self.subtasks.values()
            for deliverable in facts.deliverables
            if deliverable.path.form == "folder"
        }
        found = {path for path, keys in promises.items() if len(keys) > 1}
        for path in promises if folders else ():
            steps = path.split("/")
            around = folders.intersection("/".join(steps[:end]) for end in range(1, len(steps)))
            found |= {path, *around} if around else set()
        return frozenset(found)

    def promisers(self, path: str) -> list[str]:
        """The keys of the subtasks that promise a path: itself, a folder around it, or, of a folder, a file in it."""
        promises = self.promises
        found = list(promises.get(path, ()))
        folder = path.rpartition("/")[0]
        while folder:
            if folder in promises:
                found += [key for key in promises[folder] if key not in found]
            folder = folder.rpartition("/")[0]
        if not found:
            inside = f"{path}/"
            below = (key for other, keys in promises.items() if other.startswith(inside) for key in keys)
            found = list(dict.fromkeys(below))
        return found

    def open_dependencies(self, key: str) -> list[str]:
        """The direct dependencies of a subtask that are not completed, as far as anybody can tell."""
        return [other for other in self.graph[key] if self.subtasks[other].status != "completed"]

    @cached_property
    def ready(self) -> list[str]:
        """The pending subtasks whose dependencies are clear, all exist and are completed."""
        return [
            key
            for key, facts in self.subtasks.items()
            if facts.status == "pending"
            and not facts.has_unclear_dependencies
            and not self.open_dependencies(key)
            and all(other is not None for _, other in self.dependencies(key))
        ]

    @property
    def is_completed(self) -> bool:
        """Whether there is nothing left to do: its subtasks are completed, or where it has none its task."""
        if self.subtasks:
            return all(facts.status == "completed" for facts in self.subtasks.values())
        return self.task is not None and self.task.status == "completed"

    def status_counts(self) -> dict[str, int]:
        """How many subtasks have each status."""
        counts = dict.fromkeys(("pending", "in_progress", "completed", "blocked"), 0)
        for facts in self.subtasks.values():
            if facts.status in counts:
                counts[facts.status] += 1
        return counts


def _rank(key: str) -> tuple[int, str]:
    digits = re.match(r"[^0-9]*0*([0-9]+)", key)
    return (int(digits[1]) if digits else 0, key)
