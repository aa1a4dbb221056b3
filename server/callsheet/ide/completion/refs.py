"""What a `$ref` of an OpenAPI document can name: components of the document, and of the files beside it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from functools import partial

from callsheet.artifacts.patterns import DATA_ENDINGS
from callsheet.ide.api_references import Component, component_of, refs_of
from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.request import Request
from callsheet.ide.hover_components import component_markdown
from callsheet.ide.reading import Read, reader
from callsheet.syntax import Value
from callsheet.workspace.facts import string

MAX_FILES = 20
"""How many other files are read for one answer."""


def offer_refs(request: Request) -> Iterator[Offer]:
    """The components that fit the place, of this document first, then of other files; and the folders beside.

    Not the component that is nothing but this `$ref`: it would mean itself.
    """
    from callsheet.artifacts.openapi.references import written_ref

    role, own = _role(request), written_ref("", request.pointer[:-1])
    read, seen = reader(request.snapshot), {request.path}
    for offer in _components(request.slot.document.value, role, "", partial(_preview, read, request.path)):
        if offer.value != own:
            yield offer
    for path in _files(request):
        document = read(path) if path not in seen and len(seen) <= MAX_FILES else None
        seen.add(path)
        if document is not None:
            yield from _components(document.value, role, _relative(request, path), partial(_preview, read, path))
    yield from _folders(request)


def _preview(read: Read, path: str, pointer: tuple[str, ...]) -> str:
    return component_markdown(read, Component(path, pointer))


def _role(request: Request) -> str | None:
    """What the target has to be; None where that cannot be told."""
    from callsheet.artifacts.openapi.grammar import walk

    parts = walk(request.slot.document.value)
    return next((part.role for part in parts if part.pointer == request.pointer[:-1]), None)


def _components(
    value: Value, role: str | None, relative: str, preview: Callable[[tuple[str, ...]], str]
) -> Iterator[Offer]:
    """The components of a file of a role, or of every role where it is not known."""
    from callsheet.artifacts.openapi.grammar import SECTIONS
    from callsheet.artifacts.openapi.references import written_ref

    components = value.get("components") if isinstance(value, dict) else None
    for section, entries in components.items() if isinstance(components, dict) else ():
        if not isinstance(entries, dict) or section not in SECTIONS or role not in (None, SECTIONS[section]):
            continue
        for name, entry in entries.items():
            about = entry if isinstance(entry, dict) else {}
            ref = written_ref(relative, ("components", section, name))
            words = " ".join((string(about, "title") or string(about, "description") or "").split())
            yield Offer(
                label=ref,
                kind="reference",
                value=ref,
                description=SECTIONS[section],
                detail=words,
                documentation=partial(preview, ("components", section, name)),
                words=f"{ref} {name}",
            )


def _typed_folder(request: Request) -> tuple[str, str]:
    """The folder that is typed so far, as it is written and relative to the workspace root."""
    file = request.typed.partition("#")[0]
    base = file[: file.rfind("/") + 1]
    return base, posixpath.normpath(posixpath.join(request.artifact.folder, base))


def _files(request: Request) -> Iterator[str]:
    """The files that come into question, relative to the workspace root: those named already, then those beside."""
    facts = request.facts
    for ref in refs_of(facts) if facts else ():
        component = component_of(facts, ref) if facts else None
        if component is not None:
            yield component.path
    _, folder = _typed_folder(request)
    for name, kind in _entries(request, folder):
        if kind == "file" and name.endswith(DATA_ENDINGS):
            yield f"{folder}/{name}"


def _folders(request: Request) -> Iterator[Offer]:
    base, folder = _typed_folder(request)
    for name, kind in _entries(request, folder):
        if kind == "folder" and not name.startswith("."):
            yield Offer(f"{base}{name}/", "folder", f"{base}{name}/", goes_on=True, asks_again=True)


def _entries(request: Request, folder: str) -> list[tuple[str, str]]:
    """What lies in a folder of the workspace."""
    is_inside = not folder.startswith(("..", "/"))
    return [(name, str(kind)) for name, kind in request.snapshot.disk.entries(folder)] if is_inside else []


def _relative(request: Request, path: str) -> str:
    return posixpath.relpath(path, request.artifact.folder or ".")
