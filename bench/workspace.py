"""Workspaces to measure in, written anew from a number: the same arguments always give the same bytes.

A workspace looks like those of real teams: features in every state of work, subtasks of about 2 KB that depend on one
another and refer to standards and to each other's files. Nothing in it deserves a finding worse than a hint.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

import yaml

from bench.words import WORDS, sentence, title

State: TypeAlias = Literal["completed", "active", "fresh"]
"""How far the work on a feature is."""

Syntax: TypeAlias = Literal["json", "yaml"]

TASKS = ".tmp/tasks"
STANDARDS = ".opencode/context/core/standards"

_STATES: tuple[State, ...] = ("completed", "active", "completed", "active", "fresh")
_STANDARD_COUNT = 20
_STANDARD_LINES = 240


@dataclass(frozen=True)
class Feature:
    """A feature to write; what is in it follows from these values alone."""

    name: str
    subtasks: int = 12
    state: State = "active"
    syntax: Syntax = "json"
    seed: int = 1
    large: int | None = None
    """The least size in bytes of the feature's middle subtask, where that is to be a large document.

    It stands for the story map of a big feature until story maps are a kind that Callsheet knows.
    """

    @property
    def folder(self) -> str:
        """Its folder, relative to the root."""
        return f"{TASKS}/{self.name}"

    def subtask_path(self, number: int) -> str:
        """The file of a subtask, relative to the root."""
        return f"{self.folder}/subtask_{number:02d}.{self.syntax}"

    @property
    def middle(self) -> int:
        """The number of the subtask in the middle."""
        return self.subtasks // 2 + 1


@dataclass
class Workspace:
    """What was written, and where."""

    root: Path
    features: list[Feature] = field(default_factory=list)

    def fresh(self, syntax: Syntax = "json", *, large: bool = False) -> Feature:
        """A feature in the middle of the workspace that nobody has begun to work on."""
        found = [
            feature
            for feature in self.features
            if (feature.state, feature.syntax, feature.large is not None) == ("fresh", syntax, large)
        ]
        return found[len(found) // 2]

    @property
    def subtask_count(self) -> int:
        """How many subtasks there are in all."""
        return sum(feature.subtasks for feature in self.features)


def plan_features(count: int, subtasks: int = 12, *, yaml_share: float = 0.0, seed: int = 1) -> list[Feature]:
    """Features in every state; a share of them in YAML, spread evenly."""
    features = []
    for number in range(1, count + 1):
        syntax: Syntax = "yaml" if int(number * yaml_share) > int((number - 1) * yaml_share) else "json"
        noun = WORDS.nouns[number % len(WORDS.nouns)].split()[-1]
        name = f"{noun}-{WORDS.areas[number % len(WORDS.areas)]}-{number:04d}"
        features.append(Feature(name, subtasks, _STATES[number % len(_STATES)], syntax, seed))
    return features


def write_workspace(root: Path, features: list[Feature]) -> Workspace:
    """Write features, and all files that they refer to, below an empty folder."""
    _write(root, "package.json", json.dumps({"name": "workspace", "private": True}, indent=2) + "\n")
    for number in range(1, _STANDARD_COUNT + 1):
        _write(root, _standard_path(number), _standard(number))
    for area in WORDS.areas:
        _write(root, f"src/{area}/index.ts", f'export * from "./{area}.service";\n')
    for feature in features:
        for path, text in feature_files(feature):
            _write(root, path, text)
    return Workspace(root, features)


def feature_files(feature: Feature) -> Iterator[tuple[str, str]]:
    """The files of a feature, and those that its completed subtasks have delivered, each with its text."""
    choice = random.Random(f"{feature.seed} {feature.name}")
    done = {"completed": feature.subtasks, "active": feature.subtasks // 2, "fresh": 0}[feature.state]
    yield f"{feature.folder}/task.{feature.syntax}", _dump(_task(choice, feature, done), feature.syntax)
    waits_for: dict[int, set[int]] = {}
    for number in range(1, feature.subtasks + 1):
        direct, waits_for[number] = _dependencies(choice, number, waits_for)
        subtask = _subtask(choice, feature, number, direct, done)
        if feature.large is not None and number == feature.middle:
            _enlarge(choice, subtask, feature.large, feature.syntax)
        yield feature.subtask_path(number), _dump(subtask, feature.syntax)
        if feature.state == "active" and number <= done:
            for path in subtask["deliverables"]:
                yield path, f"// {subtask['title']}\nexport {{}};\n"


def _write(root: Path, path: str, text: str) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode())


def _dump(value: dict[str, Any], syntax: Syntax) -> str:
    if syntax == "json":
        return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100))


class _Dumper(yaml.SafeDumper):
    """PyYAML writes as YAML 1.1 has it, where 09 is no number; in YAML 1.2 it is one and needs quotes."""


def _represent_string(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, "'" if text.isdigit() else None)


_Dumper.add_representer(str, _represent_string)


def _task(choice: random.Random, feature: Feature, done: int) -> dict[str, Any]:
    area = choice.choice(WORDS.areas)
    is_completed = feature.state == "completed"
    reach, effort = 500 * choice.randint(1, 40), choice.randint(1, 8)
    task = {
        "id": feature.name,
        "name": feature.name.replace("-", " ").capitalize(),
        "status": "completed" if is_completed else "active",
        "objective": sentence(choice, 2)[:200],
        "context_files": [_standard_path(number) for number in sorted(choice.sample(range(1, _STANDARD_COUNT + 1), 3))],
        "reference_files": [f"src/{name}/index.ts" for name in choice.sample(WORDS.areas, 2)],
        "exit_criteria": [sentence(choice) for _ in range(3)],
        "subtask_count": feature.subtasks,
        "completed_count": done,
        "created_at": "2026-02-27T08:30:00Z",
        "bounded_context": area,
        "module": f"@app/{area}",
        "rice_score": {
            "reach": reach,
            "impact": 2.0,
            "confidence": 80,
            "effort": effort,
            "score": round(reach * 2.0 * 0.8 / effort, 1),
        },
    }
    if is_completed:
        task["completed_at"] = "2026-05-29T16:45:00Z"
    return task


def _dependencies(choice: random.Random, number: int, waits_for: dict[int, set[int]]) -> tuple[list[int], set[int]]:
    """What a subtask depends on directly, with nothing that follows from the rest; and all that it waits for."""
    drawn = choice.sample(range(1, number), min(number - 1, choice.randint(1, 3)))
    implied = set().union(*(waits_for[other] for other in drawn))
    return sorted(set(drawn) - implied), implied.union(drawn)


def _subtask(choice: random.Random, feature: Feature, number: int, direct: list[int], done: int) -> dict[str, Any]:
    subtask: dict[str, Any] = {
        "id": f"{feature.name}-{number:02d}",
        "seq": f"{number:02d}",
        "title": title(choice),
        "status": "completed" if number <= done else "pending",
        "depends_on": [f"{other:02d}" for other in direct],
        "parallel": choice.random() < 0.5,
        "suggested_agent": choice.choice(WORDS.agents),
        "context_files": [_reference(choice, number) for number in sorted(choice.sample(range(1, 21), 3))],
        "reference_files": [
            f"src/{choice.choice(WORDS.areas)}/index.ts",
            *(_module(feature, other) for other in direct),
        ],
        "acceptance_criteria": [sentence(choice) for _ in range(choice.randint(5, 7))],
        "deliverables": [_module(feature, number)],
        "bounded_context": choice.choice(WORDS.areas),
        "module": f"@app/{choice.choice(WORDS.areas)}",
    }
    if choice.random() < 0.4:
        subtask["deliverables"].append(_module(feature, number).replace(".ts", ".test.ts"))
    if choice.random() < 0.3:
        subtask["contracts"] = [{"type": "api", "name": f"Api{number:02d}", "status": "defined"}]
    if number <= done:
        day = 1 + number % 28
        subtask["agent_id"] = "coder-agent"
        subtask["started_at"] = f"2026-03-{day:02d}T09:15:00Z"
        subtask["completed_at"] = f"2026-03-{day:02d}T11:40:00Z"
        subtask["completion_summary"] = sentence(choice)[:200]
    return subtask


def _enlarge(choice: random.Random, subtask: dict[str, Any], size: int, syntax: Syntax) -> None:
    while len(_dump(subtask, syntax).encode()) < size:
        subtask["acceptance_criteria"] += [sentence(choice) for _ in range(40)]
        subtask["context_files"] += [_reference(choice, choice.randint(1, _STANDARD_COUNT)) for _ in range(10)]


def _module(feature: Feature, number: int) -> str:
    return f"src/{feature.name}/part-{number:02d}.ts"


def _standard_path(number: int) -> str:
    return f"{STANDARDS}/{WORDS.standards[(number - 1) % len(WORDS.standards)]}-{number:02d}.md"


def _reference(choice: random.Random, number: int) -> dict[str, str]:
    first = choice.randint(1, _STANDARD_LINES - 60)
    lines = f"{first}-{first + choice.randint(5, 50)}"
    return {"path": _standard_path(number), "lines": lines, "reason": sentence(choice)}


def _standard(number: int) -> str:
    choice = random.Random(number)
    lines = [f"# {title(choice)}", ""]
    while len(lines) < _STANDARD_LINES:
        lines += [f"## {title(choice)}", "", *(f"- {sentence(choice)}" for _ in range(7)), ""]
    return "\n".join(lines[:_STANDARD_LINES]) + "\n"
