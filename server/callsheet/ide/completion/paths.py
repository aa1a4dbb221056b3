"""Paths: folder by folder, and over the whole workspace by some letters of the name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from callsheet.artifacts.names import METHODS
from callsheet.artifacts.patterns import DATA_ENDINGS
from callsheet.artifacts.references import read_path
from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.likely_paths import likely_paths, suits
from callsheet.ide.completion.previews import file_preview
from callsheet.ide.completion.request import Request
from callsheet.ide.completion.search import search
from callsheet.ide.completion.skeletons import Hole
from callsheet.ide.matching import closeness
from callsheet.workspace.file_tree import CONTEXT_FOLDERS, FileTree, file_tree

MAX_LIKELY = 30
MAX_FOUND = 20
SEVERAL_LETTERS = 3
"""From how many letters on files are found by them anywhere in the workspace."""

PATHS_OF_CONTRACT = (
    "implementation_path",
    "test_path",
    "verification_path",
    "changelog_path",
    "migration_guide_path",
)
"""The members of a contract that hold paths relative to the workspace root."""

_REFERENCE_KEYS = ("path", "lines", "reason")


def offer_paths(request: Request) -> Iterator[Offer]:
    """The paths that fit what is typed: likely ones, then the entries of the folder that it names, then any others."""
    marker = "@" if request.typed.startswith("@") else ""
    typed = request.typed[len(marker) :].replace("\\", "/")
    base, leaf = typed[: typed.rfind("/") + 1], typed[typed.rfind("/") + 1 :]
    folder = posixpath.normpath(base) if base else "."
    if read_path(typed).form not in ("empty", "file", "folder", "prose") or base == "/" or folder.startswith(".."):
        return
    if typed.endswith(" ") and typed.strip() in METHODS:
        return  # the path of an endpoint follows
    tree = file_tree(request.snapshot)
    taken = _taken(request)
    likely = [offer for offer in _likely(request, typed, tree) if str(offer.value) not in taken][:MAX_LIKELY]
    steps = list(_steps(request, tree, base, "" if folder == "." else folder, leaf))
    offers = likely + steps
    letters = sum(character.isalnum() for character in leaf)
    if letters >= SEVERAL_LETTERS or (letters and not offers):
        offers += _found(request, typed, tree)
    for offer in offers:
        path = str(offer.value)
        if path not in taken and is_read_as(f"{marker}{path}", path):
            taken.add(path)
            yield _marked(offer, marker)


def _marked(offer: Offer, marker: str) -> Offer:
    return replace(offer, value=f"{marker}{offer.value}") if marker else offer


def is_read_as(written: str, path: str) -> bool:
    """Whether a written path means just that one: `docs/a (new).md` is read as `docs/a` and a note behind it."""
    read = read_path(written)
    return read.form in ("file", "folder") and read.path == posixpath.normpath(path)


def _taken(request: Request) -> set[str]:
    """The paths that the list names already, and the document's own."""
    items = request.other_items() if request.is_item else []
    return {request.path, *(read_path(item.value).path for item in items if isinstance(item.value, str))}


def _offer(request: Request, path: str, label: str, why: str = "") -> Offer:
    is_folder = path.endswith("/")
    return Offer(
        label=label,
        kind="folder" if is_folder else "file",
        value=path,
        description=why,
        words=path,
        goes_on=is_folder,
        asks_again=is_folder,
        documentation="" if is_folder else partial(file_preview, request.snapshot, path),
        fits=True,
    )


def _likely(request: Request, typed: str, tree: FileTree) -> Iterator[Offer]:
    for path, why in likely_paths(request, tree):
        if closeness(typed, path) in (0, 1):
            yield _offer(request, path, path, why)


def _steps(request: Request, tree: FileTree, base: str, folder: str, leaf: str) -> Iterator[Offer]:
    """The entries of a folder whose names begin with what is typed behind the last slash; folders first."""
    field = str(request.pointer[0])
    unsaved = _unsaved_entries(request, folder)
    entries = dict([*unsaved, *tree.entries(folder)])

    def rank(name: str) -> tuple[bool, bool, bool, bool, str]:
        is_context = field == "context_files" and name in CONTEXT_FOLDERS
        is_hidden = name.startswith(".") and not is_context
        return not is_context, is_hidden, not entries[name], not suits(field, base + name), name.casefold()

    for name in sorted(entries, key=rank):
        if name.casefold().startswith(leaf.casefold()):
            label = f"{name}/" if entries[name] else name
            yield _offer(request, base + label, label)


def _unsaved_entries(request: Request, folder: str) -> Iterator[tuple[str, bool]]:
    """The names in a folder that stand for files which are open and perhaps not saved yet."""
    prefix = f"{folder}/" if folder else ""
    for path in request.snapshot.overlays:
        if path.startswith(prefix):
            name, slash, _ = path[len(prefix) :].partition("/")
            yield name, bool(slash)


def _found(request: Request, typed: str, tree: FileTree) -> list[Offer]:
    paths = [*request.snapshot.overlays, *tree.paths(request.snapshot.files_version)]
    field = str(request.pointer[0])
    return [_offer(request, path, path) for path in search(typed, paths, lambda path: suits(field, path), MAX_FOUND)]


def offer_spec_paths(request: Request) -> Iterator[Offer]:
    """The JSON and YAML files beside a contract, relative to it; those first that have `openapi` in their names."""
    own = posixpath.basename(request.path)
    names = [name for name, kind in request.snapshot.disk.entries(request.artifact.folder) if kind == "file"]
    names = [name for name in names if name.endswith(DATA_ENDINGS) and name != own]
    for name in sorted(names, key=lambda name: "openapi" not in name):
        path = f"{request.artifact.folder}/{name}"
        yield Offer(name, "file", name, documentation=partial(file_preview, request.snapshot, path))


def offer_reference_object(request: Request) -> Iterator[Offer]:
    """The object form of a file reference, where nothing is written yet: with the members that the last one has."""
    if request.slot.start != request.slot.end:
        return
    objects = [item for item in request.other_items() if item.kind == "object" and item.members]
    keys = [member.key for member in objects[-1].members] if objects else list(_REFERENCE_KEYS)
    known = request.schema.get("properties", {})
    keys = [key for key in dict.fromkeys(keys) if key in known]
    if "path" in keys:
        about = request.schema.get("description", "")
        skeleton = {key: Hole() for key in keys}
        yield Offer(f"{{ {', '.join(keys)} }}", "snippet", dict(skeleton), documentation=about, asks_again=True)
