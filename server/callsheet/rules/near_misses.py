"""Fields that nearly have the name of a known one."""

from __future__ import annotations

import re
from functools import lru_cache

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.schema import schema_at
from callsheet.artifacts.spelling import similar_names
from callsheet.artifacts.team_schema import TeamSchema
from callsheet.syntax import Pointer
from callsheet.workspace.facts import Facts

_SYNONYMS: dict[ArtifactKind, dict[str, str]] = {
    ArtifactKind.TASK: {
        "completed": "completed_at",
        "context": "context_files",
        "created": "created_at",
        "description": "objective",
        "goal": "objective",
        "references": "reference_files",
        "state": "status",
        "title": "name",
    },
    ArtifactKind.SUBTASK: {
        "acceptance": "acceptance_criteria",
        "agent": "agent_id",
        "blocked_by": "depends_on",
        "completed": "completed_at",
        "completed_summary": "completion_summary",
        "context": "context_files",
        "criteria": "acceptance_criteria",
        "dependencies": "depends_on",
        "depends": "depends_on",
        "exit_criteria": "acceptance_criteria",
        "name": "title",
        "number": "seq",
        "outputs": "deliverables",
        "references": "reference_files",
        "requires": "depends_on",
        "started": "started_at",
        "state": "status",
        "summary": "completion_summary",
    },
    ArtifactKind.CONTEXTS: {
        "context_map": "context_relationships",
        "contexts": "bounded_contexts",
        "created_at": "analyzed_at",
        "domains": "bounded_contexts",
        "generated_at": "analyzed_at",
        "glossary": "ubiquitous_language",
        "language": "ubiquitous_language",
        "name": "feature",
        "relationships": "context_relationships",
        "terms": "ubiquitous_language",
    },
    ArtifactKind.STORY_MAP: {
        "actors": "personas",
        "context_mapping": "bounded_context_mapping",
        "created": "created_at",
        "generated_at": "created_at",
        "mapping": "bounded_context_mapping",
        "name": "feature",
        "slices": "vertical_slices",
        "user_journeys": "journeys",
        "user_stories": "stories",
        "users": "personas",
    },
    ArtifactKind.BACKLOG: {
        "criteria": "scoring_criteria",
        "meta": "metadata",
        "mvp": "mvp_features",
        "mvp_items": "mvp_features",
        "mvp_stories": "mvp_features",
        "post_mvp": "post_mvp_features",
        "post_mvp_items": "post_mvp_features",
        "post_mvp_stories": "post_mvp_features",
        "recommendations": "release_recommendations",
        "release_plan": "release_recommendations",
        "scoring": "scoring_criteria",
    },
    ArtifactKind.CONTRACT: {
        "api_version": "version",
        "context": "bounded_context",
        "created": "created_at",
        "evolution": "evolution_rules",
        "id": "contract_id",
        "mock": "mock_server",
        "name": "service_name",
        "openapi": "openapi_spec_path",
        "openapi_path": "openapi_spec_path",
        "service": "service_name",
        "spec": "openapi_spec_path",
        "spec_path": "openapi_spec_path",
        "testing": "testing_strategy",
        "updated": "updated_at",
    },
    ArtifactKind.CONFIGURATION: {
        "exclude": "ignore",
        "format": "formatting",
        "paths": "patterns",
        "severities": "rules",
        "severity": "rules",
    },
}
"""Names that are not spelt alike but taken for one another."""

_ALIKE = 0.85
"""How much alike two names must be spelt, 1 being the same; `created_by` and `created_at` are too little alike.

Swapped letters count as alike in any case.
"""


MAX_COMPARED = 500
"""How many unknown fields of a document are compared with the known ones; where there are more, none is a slip."""


def near_misses(facts: Facts) -> dict[str, str]:
    """The unknown members of a document's root, each with the known one that is not there and that it was meant to be."""
    found: dict[str, str] = {}
    for pointer in facts.unknown_fields[:MAX_COMPARED]:
        known = nearest_field(facts, pointer) if len(pointer) == 1 else None
        if known is not None and known not in facts.fields:
            found[str(pointer[0])] = known
    return found


def nearest_field(facts: Facts, pointer: Pointer) -> str | None:
    """The known field whose name is most like that of an unknown one; None where there is none."""
    parent = tuple(0 if isinstance(step, int) else step for step in pointer[:-1])
    return _nearest(facts.artifact.kind, parent, str(pointer[-1]), facts.team)


@lru_cache(maxsize=1024)
def _nearest(kind: ArtifactKind, parent: Pointer, key: str, team: TeamSchema | None) -> str | None:
    known = _known(kind, parent, team)
    plain = _plain(key)
    if plain in known:
        return known[plain]
    synonym = _SYNONYMS.get(kind, {}).get(plain) if not parent else None
    if synonym:
        return synonym
    letters = sorted(plain)
    swapped = [name for spelling, name in known.items() if sorted(spelling) == letters]
    similar = [known[each.name] for each in similar_names(plain, [*known], 1, _ALIKE)]
    return next(iter(swapped + similar), None)


@lru_cache(maxsize=64)
def _known(kind: ArtifactKind, parent: Pointer, team: TeamSchema | None) -> dict[str, str]:
    """The fields that a kind knows in an object, by their names in snake_case."""
    properties = (schema_at(kind, parent, team) or {}).get("properties", {})
    return {_plain(name): str(name) for name in properties}


def _plain(name: str) -> str:
    """A name in snake_case."""
    return re.sub(r"[\s-]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)).lower()
