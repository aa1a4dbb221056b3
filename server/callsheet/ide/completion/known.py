"""The values that are known before the author says anything: what can be computed, the time, a team's examples."""

from __future__ import annotations

from callsheet.artifacts.kinds import SCHEMA_KINDS, ArtifactKind
from callsheet.artifacts.schema import schema_at
from callsheet.artifacts.times import format_time
from callsheet.ide.completion.computed import Computed, Scalar, computed
from callsheet.ide.completion.request import Request
from callsheet.ide.completion.skeletons import Known
from callsheet.syntax import Pointer


def known_values(request: Request) -> Known:
    """Gives the one value that is known for each place of a document, best first."""

    def known(pointer: Pointer) -> Scalar | None:
        found = values_known(request, pointer)
        return found[0].value if found else None

    return known


def values_known(request: Request, pointer: Pointer) -> list[Computed]:
    """What is known for the value at a pointer: what it has to be; or else examples of what it could be."""
    found = computed(request, pointer)
    if found is not None:
        return [found]
    if (request.schema_at(pointer) or {}).get("format") == "date-time":
        return [Computed(format_time(request.now), "now")]
    return [Computed(example, "example") for example in _examples(request, pointer)]


_SETTINGS_WITH_EXAMPLES = ("ignore", "patterns", "formatting")
"""The settings whose examples can stand as they are; the others name files of the workspace."""


def _examples(request: Request, pointer: Pointer) -> list[Scalar]:
    """The examples of a team's schema, or of a setting. Those of the published schemas are about another workspace."""
    kind = request.artifact.kind
    if kind not in SCHEMA_KINDS:
        return []
    found = (request.schema_at(pointer) or {}).get("examples", [])
    if kind is not ArtifactKind.CONFIGURATION:
        found = [] if found == (schema_at(kind, pointer) or {}).get("examples") else found
    elif not pointer or pointer[0] not in _SETTINGS_WITH_EXAMPLES:
        return []
    elif isinstance(pointer[-1], int):
        found = [item for example in (request.schema_at(pointer[:-1]) or {}).get("examples", ()) for item in example]
    found = found if isinstance(found, list) else []
    return [example for example in found if isinstance(example, (str, int, float)) and not isinstance(example, bool)]
