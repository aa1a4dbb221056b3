"""The names that can stand at a place: of contexts, stories, contracts, records and all else that documents define."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import METHODS, NameKind, normal_name, used_at
from callsheet.artifacts.quoting import counted, shorten
from callsheet.ide.card_parts import entry_of
from callsheet.ide.cards import card
from callsheet.ide.completion.computed import computed
from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.keys import present_keys
from callsheet.ide.completion.known import known_values
from callsheet.ide.completion.request import Request
from callsheet.ide.completion.skeletons import Skeleton, skeleton_at
from callsheet.ide.completion.unfit_names import unfit_names
from callsheet.workspace.planning import Named

MAX_TITLE = 60
"""How much of a title stands beside a name, in code points."""


def offer_names(request: Request) -> Iterator[Offer]:
    """The names of the kind that stands at the cursor, the nearest first; not those that cannot be put there."""
    kind = used_at(request.artifact.kind, request.pointer)
    if kind is None:
        return
    unfit = unfit_names(request, kind)
    for name, named in _names(request, kind):
        if normal_name(kind, name) not in unfit:
            unfit.add(normal_name(kind, name))
            yield offer_of(request, name, named, name)
    if kind in _FREE:
        yield from _other_uses(request, kind, unfit)


def offer_operations(request: Request) -> Iterator[Offer]:
    """The operations of the workspace's OpenAPI documents, once their method is typed: a deliverable may be one."""
    method = request.typed.strip().partition(" ")[0]
    if not method or not any(known.startswith(method) for known in METHODS):
        return
    listed = {normal_name(NameKind.ENDPOINT, str(item.value)) for item in request.other_items()}
    for named in _defined(request, NameKind.ENDPOINT):
        for name, pointer in named.definition.aliases:
            if name.startswith(method) and normal_name(NameKind.ENDPOINT, name) not in listed:
                yield offer_of(request, name, named._replace(pointer=pointer), name)


def offer_name_keys(request: Request) -> Iterator[Offer]:
    """The names that can be a key of the object at the cursor and are none yet."""
    kind = used_at(request.artifact.kind, (*request.pointer, ""), on_key=True)
    present = present_keys(request) if kind else set()
    for named in _defined(request, kind) if kind else ():
        name = named.definition.name
        if name not in present:
            value = skeleton_at(request.schema_at, (*request.pointer, name), known_values(request))
            yield offer_of(request, name, named, value, key=name)


def _defined(request: Request, kind: NameKind) -> list[Named]:
    return request.snapshot.planning.defined(kind, request.pointer, request.path, request.artifact)


def _names(request: Request, kind: NameKind) -> Iterator[tuple[str, Named]]:
    """The names in reach, in the form in which they are to be written."""
    defined = _defined(request, kind)
    if kind is NameKind.ENDPOINT:
        yield from _endpoints(request, defined)
        return
    by_alias = kind is NameKind.EPIC and _writes_aliases(request, defined)
    for named in sorted(defined, key=lambda named: not _belongs_beside(request, named)):
        aliases = named.definition.aliases if by_alias else ()
        yield aliases[0][0] if aliases else named.definition.name, named


def _belongs_beside(request: Request, named: Named) -> bool:
    """Whether it is what the path says.

    Or the module of the bounded context that stands beside or that a brief is about, or the context of the module.
    """
    known = computed(request, request.pointer)
    if known is not None and known.value == named.definition.name:
        return True
    beside = _BESIDE.get(named.definition.kind)
    if beside is None:
        return False
    is_of_brief = request.artifact.kind is ArtifactKind.MODULE_BRIEF
    written = request.artifact.context if is_of_brief else request.sibling(beside[0])
    return written is not None and entry_of(named).get(beside[1]) == written


_BESIDE = {NameKind.MODULE: ("bounded_context", "name"), NameKind.CONTEXT: ("module", "module")}
"""The member beside a name that tells which one is meant, and the member of that one's entry that it equals."""


def _endpoints(request: Request, defined: Iterable[Named]) -> Iterator[tuple[str, Named]]:
    """Each operation and each path; paths first where those beside have no method."""
    operations = [
        (name, named._replace(pointer=pointer)) for named in defined for name, pointer in named.definition.aliases
    ]
    paths = [(named.definition.name, named) for named in defined]
    written = [item.value for item in request.other_items() if isinstance(item.value, str)]
    has_paths = any(text.strip().startswith("/") for text in written)
    yield from paths + operations if has_paths else operations + paths


def _writes_aliases(request: Request, defined: Iterable[Named]) -> bool:
    """Whether the document mostly calls epics by their other names."""
    names = {named.definition.name for named in defined}
    aliases = {alias for named in defined for alias, _ in named.definition.aliases}
    uses = request.facts.uses if request.facts else ()
    written = Counter(
        use.name in aliases
        for use in uses
        if use.kind is NameKind.EPIC and use.pointer != request.pointer and use.name in names | aliases
    )
    return written[True] > written[False]


_FREE = (NameKind.RELEASE, NameKind.CONTRACT)
"""The kinds of names that others may use before a document defines them."""


def _other_uses(request: Request, kind: NameKind, unfit: set[str]) -> Iterator[Offer]:
    """The names that other documents use, the most used first: releases anywhere, contracts in the same feature."""
    beside = request.feature.files.values() if request.feature else ()
    used = Counter(
        use.name
        for facts in (request.snapshot.files() if kind is NameKind.RELEASE else beside)
        if facts.path != request.path
        for use in facts.uses
        if use.kind is kind and normal_name(kind, use.name) not in unfit
    )
    for name, number in sorted(used.items(), key=lambda item: (-item[1], item[0])):
        yield Offer(
            name, "value", name, description=counted(number, "task" if kind is NameKind.RELEASE else "document")
        )


def offer_of(request: Request, name: str, named: Named, value: Skeleton, key: str | None = None) -> Offer:
    """What offers a name of a thing, by what else it is called and described by the card of it; for a key with its value."""
    definition = named.definition
    title = definition.title or ""
    others = [] if definition.on_key else [definition.name, *(alias for alias, _ in definition.aliases)]
    return Offer(
        label=name,
        kind="reference",
        value=value,
        key=key,
        description=shorten(title, MAX_TITLE),
        detail=f"{definition.kind.value} in {named.path}",
        documentation=partial(card, request.snapshot, named),
        words=" ".join([name, *title.split(), *others]),
        asks_again=key is not None,
    )
