"""Random workspaces in which nothing is wrong, in all layouts that people use."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from callsheet.edits.refactorings.whole_texts import whole_text
from callsheet.syntax import Document, Language
from callsheet.text import Text
from tests.workspaces import FEATURE_FOLDER, Fixture

LINE_COUNT = 60
"""How many lines every file has that references name."""

_CONTEXTS = [f"docs/{name}.md" for name in ("naming", "prices", "errors")]
_SOURCES = [f"src/{name}.ts" for name in ("cards", "orders")]
_REASONS = ["How we name things", "Prices: with tax", "Größe & Gewicht 🚀", "yes"]
_YAML_MODELS = ["", "a:\n- 'b'\n- c: d\n", 'a:\n    b:\n        - "c"\n', "a: [ b, 'c' ]\n"]


@st.composite
def valid_workspaces(draw: st.DrawFn) -> Fixture:
    """A feature with a task and subtasks, JSON and YAML, with the files that they name."""
    numbers = sorted(draw(st.sets(st.integers(1, 9) | st.integers(97, 99), min_size=1, max_size=5)))
    keys = [f"{number:02d}" for number in numbers]
    shared = draw(st.none() | _references(_CONTEXTS[:1]))
    own = _CONTEXTS if shared is None else _CONTEXTS[1:]
    files: dict[str, str] = dict.fromkeys([*_CONTEXTS, *_SOURCES], "export {};\n" * LINE_COUNT)
    task = {
        "id": "gift-cards",
        "name": "Gift cards",
        "status": "active",
        "objective": "Sell gift cards",
        "context_files": draw(_lists(own)),
        "subtask_count": len(keys),
        "completed_count": 0,
        "created_at": "2026-03-01T09:15:00Z",
    }
    _write(draw, files, "task", task)
    for index, key in enumerate(keys):
        contexts = draw(_lists(own)) if shared is None else [shared, *draw(_lists(own))]
        # The second half depends on the first alone, so no dependency follows from others.
        first = keys[: len(keys) // 2]
        needed = draw(st.permutations(first)) if index >= len(first) else []
        _write(draw, files, f"subtask_{key}", _subtask(key, needed, contexts, draw(_lists(_SOURCES))))
    return Fixture(files)


def _subtask(key: str, needed: list[str], contexts: list[Any], sources: list[Any]) -> dict[str, Any]:
    return {
        "id": f"gift-cards-{key}",
        "seq": key,
        "title": f"Part {key}",
        "status": "pending",
        "depends_on": needed,
        "context_files": contexts,
        "reference_files": sources,
        "acceptance_criteria": ["It works", "It is tested:\nby hand"],
        "deliverables": [f"src/part{key}.ts"],
    }


def _references(paths: list[str]) -> st.SearchStrategy[Any]:
    path = st.sampled_from([*paths, *[f"./{path}" for path in paths], *[f"@{path}" for path in paths]])
    lines = st.sampled_from(["1-20", "7", "1-10,30-50", "3,5,9-60"])
    more = st.fixed_dictionaries({}, optional={"lines": lines, "reason": st.sampled_from(_REASONS)})
    objects = st.builds(lambda path, more: {"path": path, **more}, path, more)
    return path | objects


def _lists(paths: list[str]) -> st.SearchStrategy[list[Any]]:
    return st.lists(_references(paths), max_size=4)


def _write(draw: st.DrawFn, files: dict[str, str], name: str, value: dict[str, Any]) -> None:
    language: Language = draw(st.sampled_from(["json", "yaml"]))
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    if language == "json":
        text = json.dumps(value, indent=draw(st.sampled_from([None, 2, 4, "\t"])), ensure_ascii=False)
        text = text.replace("\n", newline) + draw(st.sampled_from(["", newline]))
    else:
        model = Document(Text(draw(st.sampled_from(_YAML_MODELS))), "yaml")
        text = draw(st.sampled_from(["", f"# the plan{newline}"])) + whole_text(value, model, newline)
    files[f"{FEATURE_FOLDER}/{name}.{language}"] = text
