"""What an answer lists of features that can be many and large: agents have to pay for every word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from callsheet.ide.hover_excerpts import share
from callsheet.ide.plan_data import waiting_subtasks
from callsheet.workspace.feature import Feature

MAX_FEATURES = 40
"""How many features an answer tells of."""

MAX_SUBTASKS = 100
"""How many subtasks an answer lists, unless more are asked for."""

MAX_KEYS = 20
"""How many subtasks a line names, such as those that one waits for."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """The subtasks of a feature that are not completed, by key, as far as there is room to list them."""

    feature: Feature
    ready: Sequence[str]
    in_progress: Sequence[str]
    waiting: Sequence[str]
    not_listed: dict[str, int]
    """How many more there are of each of these, by its name."""


@dataclass(frozen=True, slots=True)
class Batches:
    """The plan of a feature, as far as there is room to list it."""

    feature: Feature
    batches: dict[int, Sequence[str]]
    """The subtasks of batches, by key; batches are numbered from 1."""
    not_listed: int
    """How many more subtasks the plan has."""


def select(features: Sequence[Feature]) -> list[Feature]:
    """The features to tell of: first those on which somebody works or can begin, at most `MAX_FEATURES`."""
    return sorted(features, key=lambda feature: not (keys_in_progress(feature) or feature.ready))[:MAX_FEATURES]


def readiness(features: Sequence[Feature], room: int) -> list[Readiness]:
    """What can begin, is begun and waits in each feature; all together at most `room` subtasks."""
    rooms = share([len(feature.subtasks) - feature.status_counts()["completed"] for feature in features], room)
    return [_readiness(*each) for each in zip(features, rooms, strict=True)]


def _readiness(feature: Feature, room: int) -> Readiness:
    """What waits is listed where the others leave room."""
    begun = {"ready": feature.ready, "in_progress": keys_in_progress(feature)}
    keys = {**begun, "waiting": waiting_subtasks(feature)}
    rooms = dict(zip(begun, share([len(each) for each in begun.values()], room), strict=True))
    rooms["waiting"] = room - sum(rooms.values())
    listed = {name: each[: rooms[name]] for name, each in keys.items()}
    return Readiness(feature, **listed, not_listed={name: len(keys[name]) - len(listed[name]) for name in keys})


def batches(features: Sequence[Feature], room: int) -> list[Batches]:
    """The plan of each feature; all together at most `room` subtasks."""
    rooms = share([sum(map(len, feature.plan.batches)) for feature in features], room)
    return [_batches(*each) for each in zip(features, rooms, strict=True)]


def _batches(feature: Feature, room: int) -> Batches:
    """Batches in which something is to be done go before those that are completed."""
    listed: dict[int, Sequence[str]] = {}
    for number, batch in sorted(enumerate(feature.plan.batches, 1), key=lambda each: _is_completed(feature, each[1])):
        if room > 0:
            listed[number] = batch[:room]
            room -= len(batch)
    count = sum(map(len, feature.plan.batches)) - sum(map(len, listed.values()))
    return Batches(feature, dict(sorted(listed.items())), count)


def _is_completed(feature: Feature, batch: Sequence[str]) -> bool:
    return all(feature.subtasks[key].status == "completed" for key in batch)


def keys_in_progress(feature: Feature) -> list[str]:
    """The keys of the subtasks that somebody is at work on."""
    return [key for key, facts in feature.subtasks.items() if facts.status == "in_progress"]
