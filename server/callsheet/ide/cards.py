"""What there is to know of the entry that a name stands for, in a few lines of Markdown."""

from __future__ import annotations

from callsheet.artifacts.names import NameKind
from callsheet.artifacts.quoting import counted
from callsheet.artifacts.records import record_number
from callsheet.ide import card_bodies, card_services
from callsheet.ide.card_parts import Entry, entry_of
from callsheet.ide.hover_markdown import code, paragraphs, plain
from callsheet.ide.references import count_uses
from callsheet.workspace.facts import string
from callsheet.workspace.planning import Named
from callsheet.workspace.snapshot import Snapshot


def hover_card(snapshot: Snapshot, named: Named) -> str:
    """The card of an entry, with where it is defined and how often the workspace uses it."""
    count = count_uses(snapshot, named)
    usage = f"used in {counted(count, 'place')}" if count else "not used"
    return paragraphs(card(snapshot, named), f"Defined in {code(named.path)} · {usage}")


def card(snapshot: Snapshot, named: Named) -> str:
    """An entry: its name, title and kind, and what it says that matters to those who use it."""
    entry = entry_of(named)
    return paragraphs(_head(named, entry), *_body(snapshot, named, entry))


_TITLED = (NameKind.PERSONA, NameKind.JOURNEY, NameKind.SLICE, NameKind.EPIC, NameKind.STORY, NameKind.ADR)
"""The kinds whose title is another name rather than a description."""


def _head(named: Named, entry: Entry) -> str:
    definition = named.definition
    name = _asked_name(named)
    title = _title(named)
    names = f"**{plain(name)}** · {plain(title)}" if title else f"**{plain(name)}**"
    return f"{names} · {_kind_words(definition.kind, entry)}"


def _title(named: Named) -> str | None:
    """What an entry is called beside its name; a record without the number, which its name says already."""
    title = named.definition.title if named.definition.kind in _TITLED else None
    number = record_number(title) if title and named.definition.kind is NameKind.ADR else None
    return number.rest if number else title


def _asked_name(named: Named) -> str:
    """The name of an entry; of an endpoint that of the operation, if that was asked for."""
    definition = named.definition
    aliases = definition.aliases if definition.on_key else ()
    return next((name for name, pointer in aliases if pointer == named.pointer), definition.name)


def _kind_words(kind: NameKind, entry: Entry) -> str:
    """What kind of entry it is, with the one property that goes before all others."""
    if kind is NameKind.CONTEXT and (found := string(entry, "type")):
        return f"{plain(found)} {kind.value}"
    if kind is NameKind.EPIC and (found := string(entry, "priority")):
        return f"{kind.value}, {plain(found)} priority"
    if kind is NameKind.CONTRACT and (found := string(entry, "version")):
        return f"{kind.value}, version {plain(found)}"
    fields = entry.get("fields")
    if kind is NameKind.ADR and isinstance(fields, dict) and (found := string(fields, "status")):
        return f"{kind.value}, {plain(found)}"
    return kind.value


def _body(snapshot: Snapshot, named: Named, entry: Entry) -> list[str | None]:
    kind = named.definition.kind
    if kind is NameKind.STORY:
        return card_bodies.story_body(snapshot, named, entry)
    if kind is NameKind.ENDPOINT:
        return card_services.endpoint_body(named, entry)
    if kind is NameKind.ENTITY:
        return card_bodies.entity_body(named)
    return _BODIES[kind](entry)


_BODIES = {
    NameKind.CONTEXT: card_bodies.context_body,
    NameKind.MODULE: card_bodies.module_body,
    NameKind.PERSONA: card_bodies.persona_body,
    NameKind.JOURNEY: card_bodies.journey_body,
    NameKind.SLICE: card_bodies.slice_body,
    NameKind.EPIC: card_bodies.epic_body,
    NameKind.RELEASE: card_bodies.release_body,
    NameKind.ADR: card_bodies.record_body,
    NameKind.CONTRACT: card_services.contract_body,
    NameKind.CONSUMER: card_services.consumer_body,
    NameKind.PROVIDER: card_services.provider_body,
}
"""What the card of each other kind says below its head, from the entry alone."""
