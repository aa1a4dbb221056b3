"""The values that follow from what is known elsewhere: from the path, from what stands beside, from other documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any, NamedTuple, TypeAlias

from callsheet.artifacts.backlogs import LISTS, MVP, POST_MVP, rank_of
from callsheet.artifacts.kinds import MARKDOWN_KINDS, ArtifactKind
from callsheet.artifacts.names import NameKind, NameUse
from callsheet.artifacts.occurrences import leads_to
from callsheet.artifacts.scores import FORMULAS, rounded
from callsheet.ide.completion.request import Request
from callsheet.syntax import Pointer
from callsheet.workspace.facts import PlanningFacts, string

Scalar: TypeAlias = "str | int | float"


class Computed(NamedTuple):
    """A value that is known before the author says anything."""

    value: Scalar
    origin: str
    """Where it comes from, in a few words."""


def computed(request: Request, pointer: Pointer) -> Computed | None:
    """What follows for the value at a pointer; None where nothing does."""
    for place, compute, origin in _COMPUTED.get(request.artifact.kind, ()):
        if leads_to(place, pointer, on_key=False):
            value = compute(request, pointer)
            return None if value in (None, "") else Computed(value, origin)
    return None


def folder_name(request: Request) -> str:
    """The name of the folder that the document lies in."""
    return request.artifact.folder.rpartition("/")[2]


def service_name(request: Request) -> str:
    """What the service of a contract is called, by its folder: `order-api` gives `OrderApi`."""
    return "".join(word[:1].upper() + word[1:] for word in folder_name(request).split("-"))


def _feature_name(request: Request, _: Pointer) -> str:
    return request.artifact.feature


def _seq(request: Request, _: Pointer) -> str | None:
    return request.artifact.seq


def _subtask_id(request: Request, _: Pointer) -> str | None:
    feature, artifact = request.feature, request.artifact
    return f"{feature.id if feature else artifact.feature}-{artifact.seq}" if artifact.seq else None


def _subtask_count(request: Request, _: Pointer) -> int | None:
    return len(request.feature.subtasks) if request.feature else None


def _completed_count(request: Request, _: Pointer) -> int | None:
    return request.feature.status_counts()["completed"] if request.feature else None


def _score(request: Request, pointer: Pointer) -> Scalar | None:
    """What the formula makes of the numbers beside a score."""
    node = request.slot.document.node(pointer[:-1])
    numbers = node.value if node is not None else None
    exact = FORMULAS[str(pointer[-2])].evaluate(numbers) if isinstance(numbers, dict) else None
    return None if exact is None else rounded(exact)


def _ranked(request: Request, *names: str) -> Iterator[tuple[Pointer, Any]]:
    """The items of some lists of a backlog."""
    for name in names:
        node = request.slot.document.node((name,))
        for index, item in enumerate(node.items if node else ()):
            yield (name, index), item.value


def _next_rank(request: Request, pointer: Pointer) -> int:
    """The lowest rank that no other item has."""
    others = (item for place, item in _ranked(request, *LISTS) if place != pointer[:-1] and isinstance(item, dict))
    taken = {rank_of(item) for item in others}
    return next(rank for rank in count(1) if rank not in taken)


def _story_title(request: Request, pointer: Pointer) -> str | None:
    """The title of the story that an item of a backlog ranks."""
    name = request.member_of(pointer[:-1], "id")
    if not isinstance(name, str):
        return None
    use = NameUse(NameKind.STORY, name, (*pointer[:-1], "id"))
    story = request.snapshot.planning.resolve(use, request.path, request.artifact)
    return story.definition.title if story else None


def contract_beside(request: Request) -> Mapping[str, Any]:
    """The contract in the folder of the document; empty where there is none."""
    for path in request.snapshot.paths_in(request.artifact.folder):
        facts = request.snapshot.facts(path)
        if isinstance(facts, PlanningFacts) and facts.artifact.kind is ArtifactKind.CONTRACT:
            return facts.value if isinstance(facts.value, dict) else {}
    return {}


def _version(request: Request, _: Pointer) -> str | None:
    version = request.member_of((), "version")
    return version if isinstance(version, str) else None


_Compute: TypeAlias = Callable[[Request, Pointer], "Scalar | None"]

_BY_PATH = "from the path"
_COUNTED = "counted"
_SCORES: tuple[tuple[str, _Compute, str], ...] = tuple((f"{name}/score", _score, "computed") for name in FORMULAS)

_COMPUTED: Mapping[ArtifactKind, tuple[tuple[str, _Compute, str], ...]] = {
    ArtifactKind.TASK: (
        ("id", _feature_name, _BY_PATH),
        ("subtask_count", _subtask_count, _COUNTED),
        ("completed_count", _completed_count, _COUNTED),
        *_SCORES,
    ),
    ArtifactKind.SUBTASK: (("seq", _seq, _BY_PATH), ("id", _subtask_id, _BY_PATH)),
    ArtifactKind.CONTEXTS: (("feature", _feature_name, _BY_PATH),),
    ArtifactKind.STORY_MAP: (("feature", _feature_name, _BY_PATH),),
    ArtifactKind.BACKLOG: (
        ("metadata/total_items", lambda request, _: len([*_ranked(request, *LISTS)]), _COUNTED),
        ("metadata/mvp_count", lambda request, _: len([*_ranked(request, MVP)]), _COUNTED),
        ("metadata/post_mvp_count", lambda request, _: len([*_ranked(request, POST_MVP)]), _COUNTED),
        *((f"{name}/*/combined_rank", _next_rank, "the next rank") for name in LISTS),
        *((f"{name}/*/title", _story_title, "the story's title") for name in LISTS),
        *((f"{name}/*/{place}", compute, origin) for name in LISTS for place, compute, origin in _SCORES),
    ),
    ArtifactKind.CONTRACT: (
        ("contract_id", lambda request, _: folder_name(request), _BY_PATH),
        ("service_name", lambda request, _: service_name(request), _BY_PATH),
        ("bounded_context", lambda request, _: request.artifact.context, _BY_PATH),
        ("versioning/current_version", _version, "the contract's version"),
    ),
    ArtifactKind.OPENAPI: (
        ("info/version", lambda request, _: string(contract_beside(request), "version"), "the contract's version"),
        ("info/title", lambda request, _: string(contract_beside(request), "service_name"), "the contract's service"),
    ),
    **dict.fromkeys(MARKDOWN_KINDS, (("fields/date", lambda request, _: request.now.strftime("%Y-%m-%d"), "today"),)),
}
"""By kind: the place of a value, what computes it, and where it comes from in a few words."""
