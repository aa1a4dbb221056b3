"""The planning of generated features: the contexts of each, and the story maps and backlogs that they come of."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, TypeAlias

from bench.features import Feature
from bench.words import WORDS, sentence, title
from bench.writing import dump

Entry: TypeAlias = dict[str, Any]

_STORIES = 3
"""How many stories an epic has, unless the map is to be large."""


def module_of(area: str) -> str:
    """The module that holds a bounded context."""
    return f"@app/{area}"


def contexts_file(feature: Feature) -> tuple[str, str]:
    """The path and the text of a feature's contexts."""
    choice = random.Random(f"{feature.seed} contexts of {feature.name}")
    areas = feature.areas
    contexts = {
        "feature": feature.name,
        "analyzed_at": "2026-02-25T10:00:00Z",
        "bounded_contexts": [_context(choice, area) for area in areas],
        "context_relationships": [
            {
                "upstream": upstream,
                "downstream": downstream,
                "relationship_type": "customer-supplier",
                "integration_pattern": "api",
                "description": sentence(choice),
            }
            for upstream, downstream in pairwise(areas)
        ],
        "ubiquitous_language": {noun.capitalize(): sentence(choice) for noun in choice.sample(WORDS.nouns, 3)},
    }
    return f"{feature.folder}/contexts.{feature.syntax}", dump(contexts, feature.syntax)


def _context(choice: random.Random, area: str) -> Entry:
    thing = area.capitalize()
    return {
        "name": area,
        "type": choice.choice(("core", "supporting", "generic")),
        "description": sentence(choice),
        "module": module_of(area),
        "aggregates": [
            {
                "name": thing,
                "root": thing,
                "entities": [thing, f"{thing}Line"],
                "value_objects": ["Amount", "Period"],
                "invariants": [sentence(choice)],
            }
        ],
        "domain_events": [
            {"name": f"{thing}Changed", "description": sentence(choice), "payload": [f"{area}Id", "changedAt"]}
        ],
        "capabilities": [title(choice) for _ in range(2)],
    }


def plan_files(features: list[Feature]) -> Iterator[tuple[str, str]]:
    """The story map and the backlog of features of one plan, each with its path and its text."""
    first = features[0]
    choice = random.Random(f"{first.seed} plan of {first.name}")
    epics = {feature: _epic(choice, feature) for feature in features}
    stories: list[Entry] = []
    for feature in features:
        stories += [_story(choice, feature, len(stories) + number) for number in range(1, _STORIES + 1)]
    text = dump(_story_map(features, epics, stories), first.syntax)
    while len(text.encode()) < (first.large or 0):
        stories += [_story(choice, first, len(stories) + number) for number in range(1, _STORIES + 1)]
        text = dump(_story_map(features, epics, stories), first.syntax)
    yield first.map_path, text
    folder = first.map_path.rpartition("/")[0]
    yield f"{folder}/prioritized.{first.syntax}", dump(_backlog(choice, stories), first.syntax)


def _epic(choice: random.Random, feature: Feature) -> Entry:
    return {
        "id": f"{feature.name}-epic",
        "name": feature.name.replace("-", " ").capitalize(),
        "description": sentence(choice),
        "journeys": [f"{feature.name}-journey"],
        "vertical_slices": [feature.slice],
        "bounded_contexts": feature.areas,
        "acceptance_criteria": [sentence(choice) for _ in range(2)],
        "priority": choice.choice(("high", "medium", "low")),
        "estimated_effort": f"{choice.randint(2, 9)} days",
    }


def _story(choice: random.Random, feature: Feature, number: int) -> Entry:
    return {
        "id": f"story-{number:03d}",
        "title": title(choice),
        "story": sentence(choice, 2),
        "epic": f"{feature.name}-epic",
        "bounded_context": choice.choice(feature.areas),
        "acceptance_criteria": [sentence(choice) for _ in range(choice.randint(2, 4))],
        "dependencies": [f"story-{choice.randint(1, number - 1):03d}"] if number > 1 else [],
        "parallel": choice.random() < 0.5,
        "estimated_effort": f"{choice.randint(1, 5)} days",
    }


def _story_map(features: list[Feature], epics: dict[Feature, Entry], stories: list[Entry]) -> Entry:
    choice = random.Random(f"{features[0].seed} map of {features[0].name}")
    slices = [_slice(choice, feature) for feature in features]
    journeys = [_journey(choice, feature) for feature in features]
    areas = [area for area in WORDS.areas if any(area in feature.areas for feature in features)]
    return {
        "feature": features[0].plan or features[0].name,
        "created_at": "2026-02-26T09:00:00Z",
        "personas": [
            {
                "id": "shopkeeper",
                "name": "Shopkeeper",
                "goals": [sentence(choice)],
                "pain_points": [sentence(choice)],
                "primary_use_cases": [journey["id"] for journey in journeys],
            }
        ],
        "journeys": journeys,
        "vertical_slices": slices,
        "epics": list(epics.values()),
        "stories": stories,
        "bounded_context_mapping": {area: _mapping(area, list(epics.values()), slices, stories) for area in areas},
    }


def _journey(choice: random.Random, feature: Feature) -> Entry:
    return {
        "id": f"{feature.name}-journey",
        "name": title(choice),
        "persona": "shopkeeper",
        "steps": [{"id": f"step-{number}", "action": title(choice)} for number in range(1, 4)],
        "success_criteria": [sentence(choice)],
    }


def _slice(choice: random.Random, feature: Feature) -> Entry:
    return {
        "id": feature.slice,
        "name": title(choice),
        "journeys": [f"{feature.name}-journey"],
        "bounded_contexts": feature.areas,
        "layers": {"frontend": [title(choice)], "backend": [title(choice)]},
        "estimated_effort": "1 week",
    }


def _mapping(area: str, epics: list[Entry], slices: list[Entry], stories: list[Entry]) -> Entry:
    """What belongs to a bounded context by the fields of the entries themselves."""
    return {
        "stories": [story["id"] for story in stories if story["bounded_context"] == area],
        "epics": [epic["id"] for epic in epics if area in epic["bounded_contexts"]],
        "vertical_slices": [one["id"] for one in slices if area in one["bounded_contexts"]],
    }


def _backlog(choice: random.Random, stories: list[Entry]) -> Entry:
    """All stories in their order; as they depend on earlier ones only, the first half can be released alone."""
    items = [_item(choice, story, rank) for rank, story in enumerate(stories, 1)]
    first = len(items) // 2
    later = [{**item, "post_mvp_reason": sentence(choice)} for item in items[first:]]
    return {
        "metadata": {
            "generated_at": "2026-02-26T15:00:00Z",
            "source": "map.json",
            "frameworks": ["RICE"],
            "total_items": len(items),
            "mvp_count": first,
            "post_mvp_count": len(later),
        },
        "mvp_features": [{**item, "mvp_reason": sentence(choice)} for item in items[:first]],
        "post_mvp_features": later,
        "release_recommendations": {
            "mvp_timeline": "6 weeks",
            "post_mvp_phases": [
                {"phase": "Phase 2", "timeline": "4 weeks", "features": [item["id"] for item in later]}
            ],
        },
    }


def _item(choice: random.Random, story: Entry, rank: int) -> Entry:
    return {
        "id": story["id"],
        "title": story["title"],
        "epic": story["epic"],
        "rice_score": rice_score(choice),
        "combined_rank": rank,
        "estimated_effort": story["estimated_effort"],
        "dependencies": story["dependencies"],
    }


def rice_score(choice: random.Random) -> Entry:
    """A score that is what its numbers make."""
    reach, effort = 500 * choice.randint(1, 40), choice.randint(1, 8)
    score = round(reach * 2.0 * 0.8 / effort, 1)
    return {"reach": reach, "impact": 2.0, "confidence": 80, "effort": effort, "score": score}
