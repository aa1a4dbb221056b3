"""Which features a generated workspace has; all that is written of them follows from the values here."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bench.words import WORDS
from bench.writing import Syntax

State: TypeAlias = Literal["completed", "active", "fresh"]
"""How far the work on a feature is."""

TASKS = ".tmp/tasks"
PLANNING = ".tmp/planning"

PLAN_SPAN = 10
"""How many features come of one story map and its backlog."""

_PLANNED_OF = 200
"""Of so many features those of one plan are planned; the others are tasks alone, as most teams have them."""

_STATES: tuple[State, ...] = ("completed", "active", "completed", "active", "fresh")
_AREAS = 3


@dataclass(frozen=True)
class Feature:
    """A feature to write."""

    name: str
    subtasks: int = 12
    state: State = "active"
    syntax: Syntax = "json"
    seed: int = 1
    plan: str = ""
    """The folder below that of the planning in which its story map lies; without one it is named after the feature."""
    is_planned: bool = True
    """Whether it comes of contexts, a story map and a backlog; its tasks name what stands there then."""
    large: int | None = None
    """The least size in bytes of its story map, where that is to be a large document."""

    @property
    def folder(self) -> str:
        """Its folder, relative to the root."""
        return f"{TASKS}/{self.name}"

    @property
    def map_path(self) -> str:
        """The file of its story map, relative to the root."""
        return f"{PLANNING}/{self.plan or self.name}/map.{self.syntax}"

    @property
    def slice(self) -> str:
        """The vertical slice of the story map that it builds."""
        return f"{self.name}-slice"

    @property
    def areas(self) -> list[str]:
        """The bounded contexts that it is about."""
        return random.Random(f"{self.seed} areas of {self.name}").sample(WORDS.areas, _AREAS)

    @property
    def middle(self) -> int:
        """The number of the subtask in the middle."""
        return self.subtasks // 2 + 1

    def subtask_path(self, number: int) -> str:
        """The file of a subtask, relative to the root."""
        return f"{self.folder}/subtask_{number:02d}.{self.syntax}"


def plan_features(count: int, subtasks: int = 12, *, yaml_share: float = 0.0, seed: int = 1) -> list[Feature]:
    """Features in every state; a share of them in YAML, spread evenly; one in twenty is planned, some at a time."""
    features: list[Feature] = []
    for number in range(1, count + 1):
        syntax: Syntax = "yaml" if int(number * yaml_share) > int((number - 1) * yaml_share) else "json"
        noun = WORDS.nouns[number % len(WORDS.nouns)].split()[-1]
        name = f"{noun}-{WORDS.areas[number % len(WORDS.areas)]}-{number:04d}"
        is_planned = (number - 1) % _PLANNED_OF < PLAN_SPAN
        plan = name if (number - 1) % _PLANNED_OF == 0 or not features else features[-1].plan
        state = _STATES[number % len(_STATES)]
        features.append(Feature(name, subtasks, state, syntax, seed, plan, is_planned=is_planned))
    return features
