"""Completion: what could stand at a place of a document, and the edit that puts it there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timezone
from functools import partial
from typing import TypeAlias

from callsheet.artifacts.kinds import ArtifactKind, ArtifactPath
from callsheet.artifacts.names import used_at
from callsheet.ide.completion.dependencies import offer_dependencies
from callsheet.ide.completion.documents import is_blank, offer_document
from callsheet.ide.completion.items import Completion, Offer
from callsheet.ide.completion.json_slots import json_slot
from callsheet.ide.completion.keys import offer_keys
from callsheet.ide.completion.lines import offer_lines, offer_reasons
from callsheet.ide.completion.markdown_slots import markdown_slot
from callsheet.ide.completion.names import offer_name_keys, offer_names, offer_operations
from callsheet.ide.completion.paths import PATHS_OF_CONTRACT, offer_paths, offer_reference_object, offer_spec_paths
from callsheet.ide.completion.records import offer_records, stands_for_record
from callsheet.ide.completion.refs import offer_refs
from callsheet.ide.completion.request import Request, schema_lookup
from callsheet.ide.completion.skeletons import SchemaAt, texts_in
from callsheet.ide.completion.slots import Slot
from callsheet.ide.completion.templates import Template, plain_text, snippet_text
from callsheet.ide.completion.values import offer_agents, offer_form, offer_rules, offer_statuses, offer_values
from callsheet.ide.matching import closeness, fitting
from callsheet.syntax import Document
from callsheet.text import Text, TextEdit
from callsheet.workspace.snapshot import Snapshot

_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a character, which no protocol can carry: in JSON as an escape, or in the name of a file."""

MAX_ITEMS = 200
"""How many items an answer has at most; typing on brings out others."""

Provider: TypeAlias = Callable[[Request], Iterator[Offer]]


def complete(snapshot: Snapshot, path: str, offset: int, now: datetime | None = None) -> list[Completion]:
    """What could stand at an offset of a document (code points), best first; nothing where it has no known kind.

    The items fit what is typed, so an editor should ask again after every character (`isIncomplete`). All of them begin
    at the same place. `now` is the time that timestamps are to hold, the present one by default.
    """
    artifact = snapshot.classify(path)
    document = snapshot.document(path) if artifact else None
    if artifact is None or document is None:
        return []
    now = now or datetime.now(timezone.utc)
    offset = min(max(offset, 0), len(document.text))
    if not document.text.string.startswith(_MARK):
        return _complete(snapshot, path, artifact, document, offset, now)
    if offset < len(_MARK):
        return []
    bare = Document(Text(document.text.string[len(_MARK) :]), document.language)
    items = _complete(snapshot, path, artifact, bare, offset - len(_MARK), now)
    return [_moved(item, len(_MARK)) for item in items]


_MARK = "\ufeff"
"""The mark of the byte order, which editors may leave at the beginning of a text."""


def _moved(item: Completion, count: int) -> Completion:
    """The item for a text in which so many more characters stand before it."""
    edits = tuple(TextEdit(edit.start + count, edit.end + count, edit.new_text) for edit in item.additional_edits)
    insert_end = None if item.insert_end is None else item.insert_end + count
    return replace(item, start=item.start + count, end=item.end + count, insert_end=insert_end, additional_edits=edits)


def _complete(
    snapshot: Snapshot, path: str, artifact: ArtifactPath, document: Document, offset: int, now: datetime
) -> list[Completion]:
    is_inside_line_end = document.text.string[max(offset - 1, 0) : offset + 1] == "\r\n"
    slot = None if is_inside_line_end else find_slot(document, schema_lookup(snapshot, artifact.kind, document), offset)
    if slot is None:
        return []
    request = Request(snapshot, path, artifact, slot, now)
    offers = [offer for offer in _offers(request) if not any(map(_SURROGATE.search, texts_in(offer.value)))]
    fit = [offer for offer in offers if offer.fits]
    others = [offer for offer in offers if not offer.fits]
    fit += fitting(others, lambda offer: offer.words or offer.label, request.typed)
    items = (_completion(document, slot, offer, rank) for rank, offer in enumerate(fit[:MAX_ITEMS]))
    return [_ending_at_cursor(item, document.text.string[offset : item.end], offset) for item in items]


def find_slot(document: Document, schema_at: SchemaAt, offset: int) -> Slot | None:
    """Where an item goes; None where there is no room for one."""
    if document.language == "json":
        return json_slot(document, offset)
    if document.language == "markdown":
        return markdown_slot(document, offset)
    if document.language == "toml":
        from callsheet.ide.completion.toml_slots import toml_slot  # imported late, like the parser of TOML

        return toml_slot(document, offset)
    from callsheet.ide.completion.yaml_slots import yaml_slot  # imported late, as PyYAML is

    return yaml_slot(document, schema_at, offset)


def _offers(request: Request) -> Iterator[Offer]:
    if is_blank(request):
        yield from offer_document(request)
    if request.artifact.kind is ArtifactKind.CONFIGURATION:
        from callsheet.ide.completion.settings import offer_setting, offer_settings  # imported late: it is one file

        yield from offer_settings(request) if request.place.role == "key" else offer_setting(request)
        return
    if request.place.role == "key":
        yield from offer_name_keys(request)
        yield from offer_keys(request)
        return
    # In YAML a word where an item begins may become a path as well as the first key of an object.
    keys = list(offer_keys(request)) if request.slot.in_block and request.is_item else []
    if keys and request.typed:
        yield from (replace(offer, fits=True) for offer in keys if closeness(request.typed, offer.label) == 0)
        keys = []
    offers: dict[str, Offer] = {}
    for provider in _providers(request):
        for offer in provider(request):
            offers.setdefault(offer.label, offer)
    yield from offers.values() or offer_form(request)
    yield from keys


_BY_MEMBER: dict[str, Provider] = {
    "path": offer_paths,
    "lines": offer_lines,
    "reason": offer_reasons,
    "agent_id": offer_agents,
    "suggested_agent": offer_agents,
    **dict.fromkeys(PATHS_OF_CONTRACT, offer_paths),
    "openapi_spec_path": offer_spec_paths,
}
"""What is offered for the value of a member."""

_BY_LIST: dict[str, tuple[Provider, ...]] = {
    "depends_on": (offer_dependencies,),
    "context_files": (offer_paths, offer_reference_object),
    "reference_files": (offer_paths, offer_reference_object),
    "deliverables": (offer_operations, offer_paths),
}
"""What is offered for an item of a list."""


def _providers(request: Request) -> tuple[Provider, ...]:
    kind, pointer = request.artifact.kind, request.pointer
    if not pointer:
        return ()
    if kind is ArtifactKind.OPENAPI:
        return (offer_refs,) if pointer[-1] == "$ref" else (offer_values,)
    if stands_for_record(request):
        return (offer_records,)
    if pointer[-3:-1] == ("$callsheet", "ignore"):
        return (offer_rules,)
    if kind is ArtifactKind.ADR:
        return (offer_statuses,) if pointer == ("fields", "status") else (offer_values,)
    if used_at(kind, pointer) is not None:
        return (offer_names, offer_values)
    last = pointer[-1]
    if isinstance(last, str):
        special = _BY_MEMBER.get(last)
        return (special, offer_values) if special else (offer_values,)
    return _BY_LIST.get(str(pointer[0]), ()) if len(pointer) == 2 else ()


def _completion(document: Document, slot: Slot, offer: Offer, rank: int) -> Completion:
    written = slot.write(slot, offer)
    edits, after = slot.edits, slot.after
    if offer.ends_line and not document.text.string[slot.end :].strip(" \t"):
        after = "\n"
    if written.keeps_end and after:
        edits, after = (*edits, TextEdit(slot.end, slot.end, after)), ""
    plain = plain_text([*_with_lead(slot, written.text), after], slot.newline, slot.indentation)
    snippet = snippet_text([*_with_lead(slot, written.with_holes or written.text), after], slot.deeper)
    typed = document.text.string[slot.start : slot.offset]
    words = slot.quote + _sendable(offer.words or offer.label)
    return Completion(
        label=_sendable(offer.label),
        kind=offer.kind,
        description=_sendable(offer.description),
        detail=_sendable(offer.detail),
        documentation=partial(_described, offer.documentation) if offer.documentation else "",
        start=slot.start,
        end=slot.end - written.keeps_end,
        new_text=plain,
        filter_text=words if words.casefold().startswith(typed.casefold()) else f"{typed} {words}",
        sort_text=f"{rank:04}",
        snippet=snippet,
        additional_edits=edits,
        asks_again=offer.asks_again,
        insert_end=slot.offset if written.keeps_end and slot.offset < slot.end - written.keeps_end else None,
    )


def _with_lead(slot: Slot, text: Template) -> Template:
    """A text behind what the slot needs before it; a line that only it goes on from ends without blanks."""
    return [slot.before.rstrip(" ") if str(text[0]).startswith("\n") else slot.before, *text]


def _ending_at_cursor(item: Completion, rest: str, offset: int) -> Completion:
    """The item without the closing quotation mark that stands behind the cursor already.

    Neovim replaces text up to the cursor only, whatever the range says, and would leave a second mark.
    """
    if rest not in ('"', "'") or not item.new_text.endswith(rest):
        return item
    snippet = item.snippet[:-1] if item.snippet and item.snippet.endswith(rest) else None
    if item.snippet is not None and snippet is None:
        return item
    return replace(item, end=offset, new_text=item.new_text[:-1], snippet=snippet)


def _described(documentation: str | Callable[[], str]) -> str:
    return _sendable(documentation if isinstance(documentation, str) else documentation())


def _sendable(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)
