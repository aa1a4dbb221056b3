"""An OpenAPI document together with what it refers to in other files, as one value whose references all lead somewhere.

Validators get this value, so none of them ever looks for a file or an address itself.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from callsheet.artifacts.openapi.grammar import Role, walk
from callsheet.artifacts.openapi.problems import OpenApiProblem, did_you_mean
from callsheet.artifacts.openapi.references import (
    Found,
    Ref,
    anchors,
    join,
    nearest_target,
    parse_ref,
    refs,
    resolve_pointer,
    written_ref,
)
from callsheet.artifacts.quoting import quoted
from callsheet.syntax import Pointer, Value, format_pointer

Load: TypeAlias = "Callable[[str], Value | None]"
"""Gives the value of another file by its path relative to the document's folder; None if there is none."""

FILES = "x-callsheet-files"
"""The field of a bundle's root that holds the other files by their paths."""

UNKNOWN = "x-callsheet-unknown"
"""The field that marks what stands in a bundle for a reference that leads out of the workspace, or nowhere."""


class Bundle(NamedTuple):
    """A document whose references can all be followed."""

    value: Any
    """The document itself if its references already were so, else a copy."""
    problems: list[OpenApiProblem]
    """The references that lead nowhere, in document order."""
    has_unknown: bool
    """Whether something stands in it for what cannot be known."""


class _Target(NamedTuple):
    """A place that a reference leads to."""

    path: str
    """The file; empty for the document."""
    pointer: Pointer
    value: Value


def bundle(document: Value, load: Load) -> Bundle:
    """Join a document with the files it refers to. Remote references are neither followed nor reported."""
    references = refs(document)
    files = _Files(document, load)
    leads = [(ref, files.follow(ref.written, "")) for ref in references]
    if all(target is not None and not target.path for _, target in leads):
        return Bundle(document, [], False)
    joined = _Joining(files)
    value = joined.copy_of_document(leads)
    names = set(anchors(document))
    lost = [ref for ref, target in leads if target is None and not _is_beyond_us(ref.written, names)]
    return Bundle(value, [files.describe(ref) for ref in lost], joined.has_unknown)


def _is_beyond_us(written: str, names: set[str]) -> bool:
    """Whether a reference that leads nowhere may be right: remote, or by a name that the schemas give themselves."""
    base, _, _ = written.partition("#")
    return parse_ref(written).is_remote or written in names or (bool(base) and base in names)


class _Files:
    """The document and the files it refers to, each loaded once."""

    def __init__(self, document: Value, load: Load) -> None:
        self._load = load
        self._values: dict[str, Value | None] = {"": document}

    def value(self, path: str) -> Value | None:
        """The value of a file, None if there is none; not to be changed."""
        if path not in self._values:
            self._values[path] = self._load(path)
        return self._values[path]

    def follow(self, written: str, path: str) -> _Target | None:
        """Where a `$ref` of a file leads; None for nowhere, for what is remote and for a circle of references."""
        first = target = self._step(written, path)
        seen: set[tuple[str, Pointer]] = set()
        while target is not None:
            further = target.value.get("$ref") if isinstance(target.value, dict) else None
            if not isinstance(further, str):
                break
            if (target.path, target.pointer) in seen:
                return None
            seen.add((target.path, target.pointer))
            target = self._step(further, target.path)
        return first

    def _step(self, written: str, path: str) -> _Target | None:
        ref = parse_ref(written)
        if ref.is_remote or ref.anchor is not None:
            return None
        file = join(path, ref.path)
        found = self._find(file, ref.pointer)
        return None if found is None else _Target(file, found.pointer, found.value)

    def _find(self, path: str, pointer: Pointer) -> Found | None:
        value = self.value(path)
        return None if value is None else resolve_pointer(value, pointer)

    def describe(self, ref: Ref) -> OpenApiProblem:
        """Why a reference of the document leads nowhere, and what was probably meant."""
        target = parse_ref(ref.written)
        file = join("", target.path)
        value = self.value(file)
        if value is None:
            near = nearest_target(self.value(""), (target.path,), ref.role)
            reason = f"the file {quoted(target.path)} cannot be found"
            suggestion = None if near is None else written_ref("", near)
        elif target.anchor is None and resolve_pointer(value, target.pointer) is not None:
            return OpenApiProblem(
                "invalid-openapi", ref.pointer, f"{quoted(ref.written)} leads in a circle of references"
            )
        else:
            near = nearest_target(value, target.pointer or (target.anchor or "",), ref.role)
            where = f"the file {quoted(target.path)}" if target.path else "this document"
            reason = f"{where} has no {quoted(ref.written[ref.written.find('#') :])}"
            suggestion = None if near is None else ref.written.partition("#")[0] + written_ref("", near)
        return OpenApiProblem("invalid-openapi", ref.pointer, reason + did_you_mean(suggestion), suggestion=suggestion)


class _Joining:
    """The work of building a bundle's value."""

    def __init__(self, files: _Files) -> None:
        self._files = files
        self._copies: dict[str, Any] = {}
        self._pending: list[tuple[_Target, Role]] = []
        self._done: set[tuple[str, Pointer, Role]] = set()
        self.has_unknown = False

    def copy_of_document(self, leads: list[tuple[Ref, _Target | None]]) -> Any:
        """The document with its references replaced, and the parts of other files that they reach."""
        value: Any = copy.deepcopy(self._files.value(""))
        for ref, target in leads:
            self._replace(value, ref, target)
        while self._pending:
            target, role = self._pending.pop()
            self._join_in(target, role)
        if self._copies:
            value[FILES] = self._copies
        return value

    def _join_in(self, target: _Target, role: Role) -> None:
        if (target.path, target.pointer, role) in self._done:
            return
        self._done.add((target.path, target.pointer, role))
        if target.path not in self._copies:
            self._copies[target.path] = copy.deepcopy(self._files.value(target.path))
        for part in walk(target.value, role, target.pointer):
            if part.reference is not None:
                ref = Ref((*part.pointer, "$ref"), part.reference, part.role)
                self._replace(self._copies[target.path], ref, self._files.follow(ref.written, target.path))

    def _replace(self, root: Any, ref: Ref, target: _Target | None) -> None:
        """Let a copied reference point into the bundle, or make it a stand-in where that is impossible."""
        found = resolve_pointer(root, ref.pointer[:-1])
        if found is None or not isinstance(found.value, dict):  # it stood inside what a stand-in has replaced
            return
        copied: dict[str, Any] = found.value
        if target is None:
            self.has_unknown = True
            copied.clear()
            copied |= _stand_in(ref.pointer)
        elif target.path:
            copied["$ref"] = written_ref("", (FILES, target.path, *target.pointer))
            self._pending.append((target, ref.role))


def _stand_in(pointer: Pointer) -> dict[str, Any]:
    """Something harmless in any role: a schema that allows everything, a parameter of a name and place of its own."""
    return {UNKNOWN: True, "name": format_pointer(pointer), "in": "unknown"}
