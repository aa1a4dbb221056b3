"""Faults put into a sound workspace, as agents and people make them."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

import yaml
from hypothesis import strategies as st

from callsheet.artifacts.kinds import DATA_KINDS
from callsheet.artifacts.layout import DEFAULT_LAYOUT
from callsheet.syntax import Document, Pointer
from callsheet.text import Text
from tests.rules.harm import Files

ODD: list[Any] = [
    *(None, True, 0, 7, 1.5, [], {}, "", " ", "02", "2", "07", "99", "order-management-mvp-03", "done", "In-Progress"),
    *(
        "completed",
        "pending",
        "blocked",
        "active",
        "5-1",
        "3-4,1-2",
        "1-9999",
        "../x/y.md",
        "docs/adr",
        "src/orders/index.ts",
    ),
    *(
        "2026-03-01T09:15:00Z",
        "2019-03-01T09:15:00Z",
        "v1",
        "1.0",
        "payment",
        "nowhere",
        "GET /nowhere",
        ["02"],
        ["01", "01"],
    ),
]
"""Values that stand where others should."""


@st.composite
def faulty(draw: st.DrawFn, files: Mapping[str, str]) -> Files:
    """The documents of a workspace that have got faults, by path."""
    paths = [
        path
        for path in files
        if (artifact := DEFAULT_LAYOUT.classify(path)) is not None and artifact.kind in DATA_KINDS
    ]
    changed: dict[str, Any] = {}
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(paths))
        if path not in changed:
            changed[path] = copy.deepcopy(Document(Text(files[path]), _language(path)).value)
        spoil(draw, changed[path])
    texts = {path: written(path, value) for path, value in changed.items()}
    if draw(st.integers(0, 4)) == 0:
        path = draw(st.sampled_from(sorted(texts)))
        texts[path] = draw(slips(texts[path]))
    return texts


def written(path: str, value: Any) -> str:
    if _language(path) == "json":
        return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    return str(yaml.safe_dump(value, sort_keys=False, allow_unicode=True))


def _language(path: str) -> Any:
    return "json" if path.endswith(".json") else "yaml"


def spoil(draw: st.DrawFn, value: Any) -> None:
    """Change something in a value."""
    places = _places(value)
    if not places:
        return
    pointer = draw(st.sampled_from(places))
    parent: Any = value
    for step in pointer[:-1]:
        parent = parent[step]
    last: Any = pointer[-1]
    fault = draw(st.sampled_from(["odd", "typo", "drop", "repeat", "move", "rename"]))
    if fault == "drop":
        del parent[last]
    elif fault == "typo" and isinstance(parent[last], str) and len(parent[last]) > 1:
        cut = draw(st.integers(0, len(parent[last]) - 1))
        parent[last] = parent[last][:cut] + parent[last][cut + 1 :]
    elif fault == "repeat" and isinstance(parent, list):
        parent.append(copy.deepcopy(parent[last]))
    elif fault == "move" and isinstance(parent, list):
        parent.insert(0, parent.pop(last))
    elif fault == "rename" and isinstance(last, str):
        parent[draw(st.sampled_from([last[:-1], last.title(), f"{last}_2"]))] = parent.pop(last)
    else:
        parent[last] = copy.deepcopy(draw(st.sampled_from(ODD)))


def _places(value: Any, pointer: Pointer = ()) -> list[Pointer]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [pointer] if pointer else []
    for key, child in children:
        found += _places(child, (*pointer, key))
    return found


@st.composite
def slips(draw: st.DrawFn, text: str) -> str:
    """A text with a comma, a quotation mark or a line too little, or a line too much."""
    marks = [index for index, character in enumerate(text) if character in ',"\n']
    index = draw(st.sampled_from(marks))
    if text[index] == "\n" and draw(st.booleans()):
        start = text.rfind("\n", 0, index) + 1
        return text[: index + 1] + text[start : index + 1] + text[index + 1 :]
    return text[:index] + text[index + 1 :]
