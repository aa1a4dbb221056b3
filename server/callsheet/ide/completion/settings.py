"""What completion offers in `callsheet.toml` besides what its schema says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from callsheet.artifacts.patterns import DATA_ENDINGS
from callsheet.artifacts.schema import schema_at
from callsheet.edits.style import starts_line
from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.keys import offer_keys
from callsheet.ide.completion.paths import offer_paths
from callsheet.ide.completion.request import Request
from callsheet.ide.completion.toml_slots import has_equals, is_in_header
from callsheet.ide.completion.values import offer_form, offer_values


def offer_settings(request: Request) -> Iterator[Offer]:
    """The keys that can stand at the cursor; on a line of its own also the headers of the tables that are missing."""
    document = request.slot.document
    if is_in_header(document, request.slot.start):
        yield from (offer for offer in offer_keys(request) if isinstance(offer.value, dict))
        return
    yield from (replace(offer, asks_again=True) for offer in offer_keys(request))
    is_alone = starts_line(document.text.string, request.slot.start) and not has_equals(request.slot)
    if not request.pointer or request.slot.quote or not is_alone:
        return
    present = {member.key for member in document.root.members}
    for name in (schema_at(request.artifact.kind, ()) or {}).get("properties", {}):
        schema = schema_at(request.artifact.kind, (name,)) or {}
        if name not in present and schema.get("type") == "object":
            about = schema.get("description", "")
            yield Offer(f"[{name}]", "property", {}, key=name, detail="table", documentation=about, asks_again=True)


def offer_setting(request: Request) -> Iterator[Offer]:
    """The values that a setting can have."""
    if request.pointer[0] == "schemas":
        schemas = [offer for offer in offer_paths(request) if str(offer.value).endswith(("/", *DATA_ENDINGS))]
        yield from sorted(schemas, key=lambda offer: "schema" not in str(offer.value))
    elif request.pointer == ("context", "roots"):
        yield from offer_form(request)
    elif request.pointer[:2] == ("context", "roots"):
        listed = [str(item.value).rstrip("/") for item in request.other_items()]
        for offer in offer_paths(request):
            if offer.kind == "folder" and str(offer.value).rstrip("/") not in listed:
                yield offer
    elif request.schema.get("type") == "array":
        for example in request.schema.get("examples", ()):
            yield Offer(json.dumps(example), "value", example, description="example")
    else:
        default = request.schema.get("default")
        for offer in offer_values(request):
            yield replace(offer, description="default") if offer.value == default else offer
