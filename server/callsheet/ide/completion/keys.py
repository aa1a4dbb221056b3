"""The keys that an object may have and does not have yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import used_at
from callsheet.artifacts.schema import Schema
from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.known import known_values
from callsheet.ide.completion.likely_keys import common_keys, keys_due, keys_of_others
from callsheet.ide.completion.request import Request
from callsheet.ide.completion.skeletons import skeleton_at
from callsheet.syntax import Pointer


def offer_keys(request: Request) -> Iterator[Offer]:
    """The keys that the schema knows and that are missing here.

    First come those that are required, then those that are due in the state the document is in, then those that it
    commonly has, then those that others like it have; else they stand in the schema's order.
    """
    required = request.schema.get("required", ())
    properties: dict[str, Any] = request.schema.get("properties", {})
    due, common, others = keys_due(request), common_keys(request), keys_of_others(request)

    def rank(key: str) -> tuple[bool, bool, bool, int]:
        is_certain = key in required or key in due or key in common
        return key not in required, key not in due, key not in common, 0 if is_certain else -others[key]

    present = present_keys(request)
    for key in sorted(properties, key=rank):
        if key not in present:
            yield _offer_key(request, key, is_required=key in required)


def present_keys(request: Request) -> set[str]:
    """The keys of the object without the one at the cursor."""
    node = request.slot.document.node(request.pointer)
    here = (request.place.start, request.place.end)
    members = node.members if node else ()
    return {member.key for member in members if (member.key_start, member.key_end) != here}


def _offer_key(request: Request, key: str, *, is_required: bool) -> Offer:
    kind, pointer = request.artifact.kind, (*request.pointer, key)
    schema = request.schema_at(pointer) or {}
    return Offer(
        label=key,
        kind="property",
        value=skeleton_at(request.schema_at, pointer, known_values(request)),
        key=key,
        description="required" if is_required else "",
        detail=describe_type(schema),
        documentation=schema.get("description", ""),
        asks_again=schema.get("type") != "string" or "enum" in schema or _has_offers(kind, pointer),
    )


_WITH_OFFERS = frozenset({"path", "lines", "reason", "agent_id", "suggested_agent"})
"""The members with plain strings for which there is something to offer, besides names."""


def _has_offers(kind: ArtifactKind, pointer: Pointer) -> bool:
    return pointer[-1] in _WITH_OFFERS or used_at(kind, pointer) is not None


def describe_type(schema: Schema) -> str:
    """What a value can be, in a few words."""
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if schema.get("format") == "date-time":
        return "time"
    types = schema.get("type", "")
    return " or ".join(types) if isinstance(types, list) else str(types)
