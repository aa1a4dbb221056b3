"""Whole documents, offered where nothing is written yet: what the path and the files around it tell, and holes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from callsheet.artifacts.kinds import DATA_KINDS, ArtifactKind
from callsheet.artifacts.times import format_time
from callsheet.ide.completion.computed import contract_beside, folder_name, service_name
from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.known import known_values
from callsheet.ide.completion.markdown_documents import markdown_document
from callsheet.ide.completion.request import Request
from callsheet.ide.completion.skeletons import Hole, Skeleton
from callsheet.workspace.facts import SubtaskFacts, string
from callsheet.workspace.skeletons import add_required, usual_subtask, usual_task

_WORDS = {ArtifactKind.ADR: "decision record", ArtifactKind.OPENAPI: "OpenAPI document"}
"""The kinds whose names are not their words."""


def offer_document(request: Request) -> Iterator[Offer]:
    """The document that the path stands for, in its usual form."""
    kind = request.artifact.kind
    value: Skeleton = _data_document(request) if kind in _VALUES else [*markdown_document(request)]
    words = _WORDS.get(kind, kind.value.replace("-", " "))
    number = f" {request.artifact.seq}" if request.artifact.seq else ""
    yield Offer(
        f"New {words}{number}", "snippet", value, detail="the whole document", words=f"new {words}", ends_line=True
    )


def _data_document(request: Request) -> Skeleton:
    """A document of a kind of data, with what the team's schema requires besides."""
    value = _VALUES[request.artifact.kind](request)
    usual, known = {*value}, known_values(request)
    add_required(value, request.schema_at)
    for key in value.keys() - usual:
        found = known((key,)) or value[key]
        value[key] = Hole(found) if isinstance(found, str) else found
    return value


def is_blank(request: Request) -> bool:
    """Whether nothing is written yet, or only a word that stands for nothing."""
    if request.artifact.kind not in DATA_KINDS:
        return not request.pointer
    root = request.slot.document.node(())
    return not request.pointer and (root is None or root.kind not in ("object", "array"))


def _task(request: Request) -> dict[str, Skeleton]:
    known = known_values(request)
    new: Mapping[str, Any] = usual_task(request.artifact.feature, format_time(request.now))
    return {
        **new,
        "name": Hole(new["name"]),
        "objective": Hole(new["objective"]),
        "exit_criteria": [Hole()],
        "subtask_count": known(("subtask_count",)),
        "completed_count": known(("completed_count",)),
    }


def _subtask(request: Request) -> dict[str, Skeleton]:
    """A subtask: the agent that most of its siblings are for, and the context files that all of them have."""
    feature, seq = request.feature, request.artifact.seq
    if feature is None or seq is None:
        return {}
    siblings = [facts for facts in feature.subtasks.values() if facts.path != request.path]
    new: Mapping[str, Any] = usual_subtask(feature, seq)
    value: dict[str, Skeleton] = {
        **new,
        "title": Hole(new["title"]),
        "context_files": [*_shared_context(siblings)],
        "acceptance_criteria": [Hole()],
        "deliverables": [Hole()],
    }
    agents = Counter(facts.suggested_agent for facts in siblings if facts.suggested_agent)
    if agents:
        value["suggested_agent"] = Hole(agents.most_common(1)[0][0])
    return value


def _shared_context(siblings: list[SubtaskFacts]) -> list[str]:
    """The context files that every one of some subtasks refers to, in the order of the first."""
    lists = [
        list(dict.fromkeys(reference.path.path for reference in facts.references if reference.field == "context_files"))
        for facts in siblings
    ]
    return [path for path in lists[0] if all(path in others for others in lists[1:])] if lists else []


def _contexts(request: Request) -> dict[str, Skeleton]:
    return {
        "feature": request.artifact.feature,
        "analyzed_at": format_time(request.now),
        "bounded_contexts": [
            {
                "name": Hole(request.artifact.feature),
                "type": Hole("core"),
                "description": Hole(),
                "module": Hole(),
                "aggregates": [],
                "domain_events": [],
                "capabilities": [Hole()],
            }
        ],
        "context_relationships": [],
        "ubiquitous_language": {},
    }


def _story_map(request: Request) -> dict[str, Skeleton]:
    """A story map with one entry of each sort, which refer to each other by their ids."""
    return {
        "feature": request.artifact.feature,
        "created_at": format_time(request.now),
        "personas": [{"id": "first-persona", "name": Hole("First persona"), "role": Hole(), "goals": [Hole()]}],
        "journeys": [
            {"id": "first-journey", "name": Hole("First journey"), "persona": "first-persona", "steps": []},
        ],
        "vertical_slices": [
            {
                "id": "first-slice",
                "name": Hole("First slice"),
                "journeys": ["first-journey"],
                "bounded_contexts": [],
                "dependencies": [],
            }
        ],
        "epics": [
            {
                "id": "first-epic",
                "name": Hole("First epic"),
                "journeys": ["first-journey"],
                "vertical_slices": ["first-slice"],
                "bounded_contexts": [],
                "priority": Hole("high"),
            }
        ],
        "stories": [
            {
                "id": "first-story",
                "title": Hole("First story"),
                "story": Hole(),
                "epic": "first-epic",
                "acceptance_criteria": [Hole()],
                "dependencies": [],
                "parallel": Hole("false", is_string=False),
            }
        ],
        "bounded_context_mapping": {},
    }


def _backlog(request: Request) -> dict[str, Skeleton]:
    return {
        "metadata": {
            "generated_at": format_time(request.now),
            "frameworks": ["RICE", "WSJF"],
            "total_items": 0,
            "mvp_count": 0,
            "post_mvp_count": 0,
        },
        "mvp_features": [],
        "post_mvp_features": [],
        "release_recommendations": {"mvp_timeline": Hole(), "mvp_scope": Hole(), "post_mvp_phases": []},
    }


def _contract(request: Request) -> dict[str, Skeleton]:
    """A contract; of an OpenAPI document only where one lies beside it."""
    beside = [
        path
        for path in request.snapshot.paths_in(request.artifact.folder)
        if _kind_of(request, path) is ArtifactKind.OPENAPI
    ]
    value: dict[str, Skeleton] = {
        "contract_id": folder_name(request),
        "version": Hole("1.0.0"),
        "bounded_context": request.artifact.context or "",
        "service_name": Hole(service_name(request)),
        "description": Hole(),
    }
    if beside:
        value["openapi_spec_path"] = beside[0].rpartition("/")[2]
    now = format_time(request.now)
    return {
        **value,
        "consumers": [],
        "providers": [],
        "created_at": now,
        "updated_at": now,
    }


def _kind_of(request: Request, path: str) -> ArtifactKind | None:
    artifact = request.snapshot.classify(path)
    return artifact.kind if artifact else None


def _openapi(request: Request) -> dict[str, Skeleton]:
    """An OpenAPI document of the version that the contract beside it has."""
    contract = contract_beside(request)
    version = string(contract, "version") or "1.0.0"
    title = string(contract, "service_name") or folder_name(request)
    return {"openapi": "3.1.0", "info": {"title": Hole(title), "version": version}, "paths": {}}


_VALUES: dict[ArtifactKind, Callable[[Request], dict[str, Skeleton]]] = {
    ArtifactKind.TASK: _task,
    ArtifactKind.SUBTASK: _subtask,
    ArtifactKind.CONTEXTS: _contexts,
    ArtifactKind.STORY_MAP: _story_map,
    ArtifactKind.BACKLOG: _backlog,
    ArtifactKind.CONTRACT: _contract,
    ArtifactKind.OPENAPI: _openapi,
}
"""What a document of a kind of data begins with."""
