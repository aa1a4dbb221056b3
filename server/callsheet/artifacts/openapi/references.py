"""References: what a `$ref` says, where a document has them, and what they point to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from callsheet.artifacts.openapi.grammar import SECTIONS, Role, walk
from callsheet.artifacts.openapi.problems import nearest
from callsheet.artifacts.patterns import DATA_ENDINGS
from callsheet.syntax import Pointer, Value, format_pointer

_SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]+:|//)")
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


class RefTarget(NamedTuple):
    """A `$ref` taken apart."""

    path: str
    """The file, percent-decoded, relative to the folder of the file that has the `$ref`; empty for that file itself."""
    pointer: Pointer
    """The place in that file, unescaped. All steps are texts, those that number an item as well."""
    is_remote: bool
    """Whether it begins with a URL scheme or a host: nothing that the workspace holds."""
    anchor: str | None = None
    """The name behind `#` where that is no pointer: an `$anchor` of JSON Schema."""


class Ref(NamedTuple):
    """A reference in a document."""

    pointer: Pointer
    """The text behind `$ref`."""
    written: str
    role: Role
    """What the target has to be."""


class Found(NamedTuple):
    """The value at a pointer."""

    pointer: Pointer
    """The pointer, with the items of lists as numbers."""
    value: Value


def parse_ref(written: str) -> RefTarget:
    """Take a `$ref` apart; any text will do."""
    path, _, fragment = written.partition("#")
    fragment = unquote(fragment)
    steps = tuple(step.replace("~1", "/").replace("~0", "~") for step in fragment.split("/")[1:])
    anchor = fragment if fragment and not fragment.startswith("/") else None
    return RefTarget(unquote(path), () if anchor else steps, bool(_SCHEME.match(path)), anchor)


def join(path: str, written: str) -> str:
    """The path of a file that another one names relative to its own folder; the other one itself for no path."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), written)) if written else path


def target_file(path: str, written: str) -> str | None:
    """The file that a `$ref` of the document at a path leads into, both relative to the workspace root.

    None where that is nothing a workspace can hold: something remote, outside of it, or neither JSON nor YAML.
    """
    target = parse_ref(written)
    file = join(path, target.path)
    is_inside = not target.is_remote and not file.startswith(("../", "/"))
    return file if is_inside and file.endswith(DATA_ENDINGS) else None


def refs(value: Value) -> list[Ref]:
    """Every reference of an OpenAPI document, in document order.

    A property that is called `$ref` is none, nor is anything in examples, defaults, enums and extensions.
    """
    return [
        Ref((*part.pointer, "$ref"), written, part.role)
        for part in walk(value)
        if (written := part.reference) is not None
    ]


def resolve_pointer(value: Value, pointer: Pointer) -> Found | None:
    """What a pointer leads to, its item numbers given as numbers or texts; None where it leads nowhere.

    References on the way are not followed: a pointer speaks of the text as it stands.
    """
    actual: list[str | int] = []
    for step in pointer:
        if isinstance(value, dict) and isinstance(step, str) and step in value:
            value = value[step]
            actual.append(step)
        elif isinstance(value, list) and _INDEX.fullmatch(str(step)) and int(step) < len(value):
            value = value[int(step)]
            actual.append(int(step))
        else:
            return None
    return Found(tuple(actual), value)


def nearest_target(value: Value, pointer: Pointer, role: Role) -> Pointer | None:
    """What was meant by a pointer that leads nowhere in a file; None where nothing is like it.

    First the name next to which it goes wrong, then the components of the role that the target has to have.
    """
    return _respelt(value, pointer) or _component_like(value, str(pointer[-1]) if pointer else "", role)


def _respelt(value: Value, pointer: Pointer) -> Pointer | None:
    """The pointer with its first wrong step spelt as a name that exists there, if it leads somewhere then."""
    for index, step in enumerate(pointer):
        found = resolve_pointer(value, pointer[: index + 1])
        if found is not None:
            continue
        parent = resolve_pointer(value, pointer[:index])
        names = parent.value if parent is not None and isinstance(parent.value, dict) else {}
        name = nearest(str(step), names)
        if name is None:
            return None
        mended = (*pointer[:index], name, *pointer[index + 1 :])
        return mended if resolve_pointer(value, mended) is not None else None
    return None


def _component_like(value: Value, name: str, role: Role) -> Pointer | None:
    for section, holds in SECTIONS.items():
        components = resolve_pointer(value, ("components", section)) if holds == role else None
        if components is not None and isinstance(components.value, dict):
            alike = name if name in components.value else nearest(name, components.value)
            return None if alike is None else ("components", section, alike)
    return None


def written_ref(path: str, pointer: Pointer) -> str:
    """A `$ref` to a place in a file, as authors write it: what has no place in a URI percent-encoded."""
    from urllib.parse import quote

    return (
        quote(path, errors="replace") + "#" + quote(format_pointer(pointer), safe="/~!$&'()*+,;=:@", errors="replace")
    )


def anchors(value: Value) -> Iterator[str]:
    """What references can name besides places: every `$id` of a schema, and every `$anchor` with a `#` before it."""
    for part in walk(value):
        if part.role == "schema":
            for keyword, prefix in (("$id", ""), ("$anchor", "#"), ("$dynamicAnchor", "#")):
                name = part.value.get(keyword)
                if isinstance(name, str):
                    yield prefix + name
