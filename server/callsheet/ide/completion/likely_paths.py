"""Which files a document most likely wants to name, by the field that the path stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from callsheet.artifacts.names import NameUse, used_at
from callsheet.ide.completion.request import Request
from callsheet.ide.sections import is_markdown
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.file_tree import CONTEXT_FOLDERS, FileTree

_ADR_FOLDERS = frozenset({"adr", "adrs", "decisions"})
_IMAGES = (".png", ".svg", ".jpg", ".jpeg", ".webp", ".fig", ".sketch", ".pdf")


def likely_paths(request: Request, tree: FileTree) -> Iterator[tuple[str, str]]:
    """The likely paths, likeliest first, each with a few words that say why."""
    field = str(request.pointer[0])
    yield from _of_name_beside(request, field)
    if field == "reference_files":
        yield from _promised_before(request)
    if field == "contracts":
        yield from (found for found in _promised(request) if suits(field, found[0]))
    yield from _used_beside(request, field)
    if field == "context_files":
        roots = [*request.snapshot.configuration.context_roots, *(f"{folder}/context" for folder in CONTEXT_FOLDERS)]
        beginnings = tuple(f"{root.rstrip('/')}/" for root in roots)
        paths = [path for path in tree.paths(request.snapshot.files_version) if path.startswith(beginnings)]
        for path in sorted(paths, key=lambda path: [not path.startswith(beginning) for beginning in beginnings]):
            if is_markdown(path):
                yield path, "context"
    elif field in ("contracts", "related_adrs"):
        for path in tree.paths(request.snapshot.files_version):
            if suits(field, path) and not path.endswith("/"):
                yield path, ""


_NAME_BESIDE = {"contracts": "name", "related_adrs": "id"}
"""The member beside a `path` that names what lies there."""


def _of_name_beside(request: Request, field: str) -> Iterator[tuple[str, str]]:
    """The document of the contract or record that is named beside the path, and the API's description."""
    member = _NAME_BESIDE.get(field, "")
    name, pointer = request.sibling(member) if member else None, (*request.pointer[:-1], member)
    kind = used_at(request.artifact.kind, pointer)
    if kind is None or not isinstance(name, str):
        return
    named = request.snapshot.planning.resolve(NameUse(kind, name, pointer), request.path, request.artifact)
    if named is not None:
        yield named.path, kind.value
        if named.facts.spec_path is not None and request.snapshot.exists(named.facts.spec_path):
            yield named.facts.spec_path, "OpenAPI document"


def suits(field: str, path: str) -> bool:
    """Whether a path is of the sort that a field mostly names."""
    if field == "context_files":
        return is_markdown(path)
    if field in ("reference_files", "deliverables"):
        return not is_markdown(path) and not path.startswith(".")
    if field == "contracts":
        return "contract" in path or "openapi" in path
    if field == "related_adrs":
        return is_markdown(path) and not _ADR_FOLDERS.isdisjoint(path.split("/"))
    if field == "design_components":
        return path.lower().endswith(_IMAGES)
    return True


def _promised_before(request: Request) -> Iterator[tuple[str, str]]:
    """The deliverables of the subtasks before this one: first of those it depends on, the direct ones before others."""
    feature, facts = request.feature, request.facts
    if feature is None or not isinstance(facts, SubtaskFacts):
        return
    own = feature.key_of(facts)
    direct, needed = feature.graph[own], feature.ancestors[own] - {own}
    keys = [*direct, *(key for key in feature.subtasks if key in needed), *_keys_before(feature, own)]
    for key in dict.fromkeys(key for key in keys if key != own):
        yield from _promised_by(feature, key)


def _promised(request: Request) -> Iterator[tuple[str, str]]:
    """The files that the document itself promises, and then those that the other subtasks of the feature do."""
    feature = request.feature
    if feature is None:
        return
    for key in sorted(feature.subtasks, key=lambda key: feature.subtasks[key].path != request.path):
        yield from ((path, why) for path, why in _promised_by(feature, key) if not path.endswith("/"))


def _promised_by(feature: Feature, key: str) -> Iterator[tuple[str, str]]:
    for deliverable in feature.subtasks[key].deliverables:
        if deliverable.path.form in ("file", "folder") and not deliverable.path.leaves_workspace:
            slash = "/" if deliverable.path.form == "folder" else ""
            yield deliverable.path.path + slash, f"promised by {key}"


def _keys_before(feature: Feature, own: str) -> list[str]:
    keys = list(feature.subtasks)
    return keys[: keys.index(own)]


def _used_beside(request: Request, field: str) -> Iterator[tuple[str, str]]:
    """The files that the feature's other documents name in the same field, the most used first."""
    files = request.feature.files.values() if request.feature else ()
    used = Counter(
        reference.path.path
        for facts in files
        if facts.path != request.path
        for reference in facts.references
        if reference.field == field and reference.path.form == "file" and not reference.path.leaves_workspace
    )
    for path, count in sorted(used.items(), key=lambda item: (-item[1], item[0])):
        if request.snapshot.exists(path) and request.snapshot.disk.is_shown(path):
            yield path, f"used by {count} other" + ("" if count == 1 else "s")
