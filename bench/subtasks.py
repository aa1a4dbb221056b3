"""The tasks and subtasks of generated features, and the files that completed subtasks have delivered."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from bench.contracts import service_name
from bench.features import Feature
from bench.planning import module_of, rice_score
from bench.standards import STANDARD_COUNT, STANDARD_LINES, standard_path
from bench.words import WORDS, sentence, title
from bench.writing import dump


def task_files(feature: Feature) -> Iterator[tuple[str, str]]:
    """A feature's task, its subtasks, and what its completed subtasks have delivered, each with its path and text."""
    choice = random.Random(f"{feature.seed} {feature.name}")
    done = {"completed": feature.subtasks, "active": feature.subtasks // 2, "fresh": 0}[feature.state]
    yield f"{feature.folder}/task.{feature.syntax}", dump(_task(choice, feature, done), feature.syntax)
    waits_for: dict[int, set[int]] = {}
    for number in range(1, feature.subtasks + 1):
        direct, waits_for[number] = _dependencies(choice, number, waits_for)
        subtask = _subtask(choice, feature, number, direct, done)
        yield feature.subtask_path(number), dump(subtask, feature.syntax)
        if feature.state == "active" and number <= done:
            for path in subtask["deliverables"]:
                yield path, f"// {subtask['title']}\nexport {{}};\n"


def _task(choice: random.Random, feature: Feature, done: int) -> dict[str, Any]:
    area = choice.choice(feature.areas)
    is_completed = feature.state == "completed"
    standards = sorted(choice.sample(range(1, STANDARD_COUNT + 1), 3))
    task = {
        "id": feature.name,
        "name": feature.name.replace("-", " ").capitalize(),
        "status": "completed" if is_completed else "active",
        "objective": sentence(choice, 2)[:200],
        "context_files": [standard_path(number) for number in standards],
        "reference_files": [f"src/{name}/index.ts" for name in choice.sample(WORDS.areas, 2)],
        "exit_criteria": [sentence(choice) for _ in range(3)],
        "subtask_count": feature.subtasks,
        "completed_count": done,
        "created_at": "2026-02-27T08:30:00Z",
        "rice_score": rice_score(choice),
    }
    if feature.is_planned:
        task |= {"bounded_context": area, "module": module_of(area), "vertical_slice": feature.slice}
    if is_completed:
        task["completed_at"] = "2026-05-29T16:45:00Z"
    return task


def _dependencies(choice: random.Random, number: int, waits_for: dict[int, set[int]]) -> tuple[list[int], set[int]]:
    """What a subtask depends on directly, with nothing that follows from the rest; and all that it waits for."""
    drawn = choice.sample(range(1, number), min(number - 1, choice.randint(1, 3)))
    implied = set().union(*(waits_for[other] for other in drawn))
    return sorted(set(drawn) - implied), implied.union(drawn)


def _subtask(choice: random.Random, feature: Feature, number: int, direct: list[int], done: int) -> dict[str, Any]:
    area = choice.choice(feature.areas)
    standards = sorted(choice.sample(range(1, STANDARD_COUNT + 1), 3))
    subtask: dict[str, Any] = {
        "id": f"{feature.name}-{number:02d}",
        "seq": f"{number:02d}",
        "title": title(choice),
        "status": "completed" if number <= done else "pending",
        "depends_on": [f"{other:02d}" for other in direct],
        "parallel": choice.random() < 0.5,
        "suggested_agent": choice.choice(WORDS.agents),
        "context_files": [_reference(choice, number) for number in standards],
        "reference_files": [
            f"src/{choice.choice(WORDS.areas)}/index.ts",
            *(_source(feature, other) for other in direct),
        ],
        "acceptance_criteria": [sentence(choice) for _ in range(choice.randint(5, 7))],
        "deliverables": [_source(feature, number)],
    }
    if feature.is_planned:
        subtask |= {"bounded_context": area, "module": module_of(area)}
    if choice.random() < 0.4:
        subtask["deliverables"].append(_source(feature, number).replace(".ts", ".test.ts"))
    if choice.random() < 0.3:
        subtask["contracts"] = [{"type": "api", "name": service_name(area), "status": "defined"}]
    if number <= done:
        day = 1 + number % 28
        subtask["agent_id"] = "coder-agent"
        subtask["started_at"] = f"2026-03-{day:02d}T09:15:00Z"
        subtask["completed_at"] = f"2026-03-{day:02d}T11:40:00Z"
        subtask["completion_summary"] = sentence(choice)[:200]
    return subtask


def _source(feature: Feature, number: int) -> str:
    return f"src/{feature.name}/part-{number:02d}.ts"


def _reference(choice: random.Random, number: int) -> dict[str, str]:
    first = choice.randint(1, STANDARD_LINES - 60)
    lines = f"{first}-{first + choice.randint(5, 50)}"
    return {"path": standard_path(number), "lines": lines, "reason": sentence(choice)}
