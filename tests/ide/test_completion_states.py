"""Keys and values in every state that a document goes through while it is typed: kind by syntax by state.

An item, put in place, gives the member that was wanted, and nothing that stood there is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from callsheet.syntax import Document
from callsheet.text import Text
from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import language_of
from tests.ide.completion_checks import answer, applied, labelled
from tests.workspaces import FEATURE_FOLDER, read_fixture

FILES = """
--- subtask_01.json
{"seq": "01", "title": "Model"}
--- /.tmp/tasks/shop/contexts.json
{"bounded_contexts": [{"name": "sales"}]}
--- /.tmp/planning/shop/map.json
{"stories": [{"id": "story-pay", "title": "Pay"}]}
"""


@dataclass(frozen=True)
class Kind:
    """A kind of document with a member that can be completed."""

    file: str
    """Its path without the ending."""
    container: tuple[str | int, ...]
    """The object that the member is in: nothing for the root, else a list of the root and the item 0."""
    key: str
    value: str


KINDS = {
    "task": Kind(f"{FEATURE_FOLDER}/task", (), "status", "active"),
    "subtask": Kind(f"{FEATURE_FOLDER}/subtask_02", (), "status", "in_progress"),
    "contexts": Kind(f"{FEATURE_FOLDER}/contexts", ("bounded_contexts", 0), "type", "core"),
    "story map": Kind(".tmp/planning/shop/map", ("epics", 0), "priority", "high"),
    "backlog": Kind(".tmp/planning/prioritized", ("mvp_features", 0), "id", "story-pay"),
    "contract": Kind(".tmp/contracts/sales/api/contract", (), "bounded_context", "sales"),
}

# KEY and VALUE stand for the member's, K and V for their first letters.

JSON_VALUES = {
    "inside quotation marks": '{"KEY": "<|>"}',
    "without quotation marks": '{"KEY": <|>}',
    "directly behind the colon": '{"KEY":<|>}',
    "in front of quotation marks": '{"KEY": <|>""}',
    "half a word": '{"KEY": "V<|>"}',
    "half a word without quotation marks": '{"KEY": V<|>}',
    "in the middle of a word": '{"KEY": "V<|>zz"}',
    "an open string at the end": '{"KEY": "V<|>',
    "an open string at the end of a line": '{"KEY": "V<|>\n}',
    "an open object": '{"KEY": <|>',
    "before a comma": '{"KEY": <|>, "x-note": 1}',
    "before a member without a comma": '{"KEY": "V<|>"\n "x-note": 1}',
    "behind another member": '{"x-note": 1, "KEY": "<|>"}',
    "on a line of its own": '{\n  "x-note": 1,\n  "KEY":\n    <|>\n}',
    "with CRLF": '{\r\n  "x-note": 1,\r\n  "KEY": "<|>"\r\n}',
    "behind a byte order mark": '\ufeff{"KEY": "<|>"}',
    "beside the same key": '{"KEY": "other", "KEY": "<|>"}',
}
JSON_KEYS = {
    "in an empty object": "{<|>}",
    "inside quotation marks": '{"<|>"}',
    "half a word": '{"K<|>"}',
    "half a word without quotation marks": "{K<|>}",
    "an open string": '{"K<|>',
    "an open object": "{<|>",
    "behind a comma": '{"x-note": 1, <|>}',
    "directly behind a comma": '{"x-note": 1,<|>}',
    "without a comma": '{"x-note": 1 <|>}',
    "before another member": '{<|> "x-note": 1}',
    "between members": '{\n  "x-note": 1,\n  <|>\n  "x-more": 2\n}',
    "between members without a comma": '{\n  "x-note": 1\n  "K<|>"\n  "x-more": 2\n}',
    "on an empty line at the end": '{\n  "x-note": 1\n  <|>\n}',
    "with CRLF": '{\r\n  "x-note": 1,\r\n  "<|>"\r\n}',
    "behind a byte order mark": '\ufeff{"x-note": 1, "<|>"}',
    "beside the same key twice": '{"x-note": 1, "x-note": 1, "<|>"}',
}
FLOW_VALUES = {
    "directly behind the colon": "{KEY:<|>}",
    "behind the colon": "{KEY: <|>}",
    "half a word": "{KEY: V<|>}",
    "inside quotation marks": '{KEY: "<|>"}',
    "before a comma": "{KEY: <|>, x-note: 1}",
    "behind another member": "{x-note: 1, KEY: <|>}",
    "an open mapping": "{KEY: V<|>",
}
FLOW_KEYS = {
    "in an empty mapping": "{<|>}",
    "half a word": "{K<|>}",
    "behind a comma": "{x-note: 1, <|>}",
    "without a comma": "{x-note: 1 <|>}",
    "an open mapping": "{x-note: 1, K<|>",
}
BLOCK_VALUES = {
    "behind the colon": "KEY: <|>",
    "directly behind the colon": "KEY:<|>",
    "half a word": "KEY: V<|>",
    "in the middle of a word": "KEY: V<|>zz",
    "inside quotation marks": 'KEY: "<|>"',
    "inside single quotation marks": "KEY: 'V<|>'",
    "an open string": 'KEY: "V<|>',
    "in front of a comment": "KEY: <|> # a note",
    "behind a comment": "# a note\nKEY: <|>",
    "before another member": "KEY: <|>\nx-note: 1",
    "behind another member": "x-note: 1\nKEY: V<|>\n",
    "with CRLF": "x-note: 1\r\nKEY: <|>\r\n",
    "beside the same key": "KEY: other\nKEY: <|>",
}
BLOCK_KEYS = {
    "on the last line": "x-note: 1\n<|>",
    "half a word": "x-note: 1\nK<|>",
    "before another member": "K<|>\nx-note: 1",
    "on an empty line": "x-note: 1\n<|>\nx-more: 2",
    "among empty lines": "x-note: 1\n\n<|>\n\nx-more: 2",
    "inside quotation marks": 'x-note: 1\n"K<|>"',
    "in front of a colon": "x-note: 1\nK<|>:\n",
    "behind a comment": "x-note: 1\n# a note\n<|>",
    "with CRLF": "x-note: 1\r\nK<|>\r\nx-more: 2\r\n",
    "beside the same key twice": "x-note: 1\nx-note: 1\nK<|>",
}


def filled(state: str, kind: Kind) -> str:
    """The text of an object in a state, with the member's key and value."""
    text = state.replace("KEY", kind.key).replace("VALUE", kind.value)
    return text.replace("V<|>", f"{kind.value[:2]}<|>").replace("K<|>", f"{kind.key[:2]}<|>")


def in_flow(kind: Kind, text: str, *, quote: str) -> str:
    """The document with an object in brackets in its place."""
    if not kind.container:
        return text
    mark = text[:1] if text.startswith("\ufeff") else ""
    is_open = not text.rstrip().endswith("}")
    return f"{mark}{{{quote}{kind.container[0]}{quote}: [{text.removeprefix(mark)}" + ("" if is_open else "]}")


def in_block(kind: Kind, text: str) -> str:
    """The document with a block mapping in its place."""
    if not kind.container:
        return text
    first, *rest = text.split("\n")
    lines = [f"{kind.container[0]}:", f"  - {first}", *(f"    {line}" if line.strip() else line for line in rest)]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with TemporaryDirectory() as folder:
        yield read_fixture(FILES).session(Path(folder))


def check_state(session: Session, kind: Kind, ending: str, text: str, label: str) -> dict[str, Any]:
    """Check that an item is offered and goes where it should; gives the object that it is in."""
    path, offset, before = f"{kind.file}.{ending}", text.index("<|>"), text.replace("<|>", "")
    session.open(path, Text(before))
    changed = applied(before, labelled(answer(session.snapshot, path, offset), label))
    session.close(path)
    value: Any = Document(Text(changed), language_of(f"x.{ending}")).value
    for step in kind.container:
        value = value[step]
    assert isinstance(value, dict), changed
    for key in ("x-note", "x-more"):
        assert (key in before) == (key in value), changed
    assert ("# a note" in before) == ("# a note" in changed)
    assert ("\r\n" in before) == ("\r\n" in changed)
    assert before.startswith("\ufeff") == changed.startswith("\ufeff")
    return value


@pytest.mark.parametrize("state", JSON_VALUES)
@pytest.mark.parametrize("name", KINDS)
def test_values_in_json(session: Session, name: str, state: str) -> None:
    kind = KINDS[name]
    text = in_flow(kind, filled(JSON_VALUES[state], kind), quote='"')
    assert check_state(session, kind, "json", text, kind.value)[kind.key] == kind.value


@pytest.mark.parametrize("state", JSON_KEYS)
@pytest.mark.parametrize("name", KINDS)
def test_keys_in_json(session: Session, name: str, state: str) -> None:
    kind = KINDS[name]
    text = in_flow(kind, filled(JSON_KEYS[state], kind), quote='"')
    assert kind.key in check_state(session, kind, "json", text, kind.key)


@pytest.mark.parametrize("state", FLOW_VALUES)
@pytest.mark.parametrize("name", KINDS)
def test_values_in_flow_yaml(session: Session, name: str, state: str) -> None:
    kind = KINDS[name]
    text = in_flow(kind, filled(FLOW_VALUES[state], kind), quote="")
    assert check_state(session, kind, "yaml", text, kind.value)[kind.key] == kind.value


@pytest.mark.parametrize("state", FLOW_KEYS)
@pytest.mark.parametrize("name", KINDS)
def test_keys_in_flow_yaml(session: Session, name: str, state: str) -> None:
    kind = KINDS[name]
    text = in_flow(kind, filled(FLOW_KEYS[state], kind), quote="")
    assert kind.key in check_state(session, kind, "yaml", text, kind.key)


@pytest.mark.parametrize("state", BLOCK_VALUES)
@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_values_in_block_yaml(session: Session, name: str, state: str, mark: str) -> None:
    kind = KINDS[name]
    text = mark + in_block(kind, filled(BLOCK_VALUES[state], kind))
    assert check_state(session, kind, "yaml", text, kind.value)[kind.key] == kind.value


@pytest.mark.parametrize("state", BLOCK_KEYS)
@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_keys_in_block_yaml(session: Session, name: str, state: str, mark: str) -> None:
    kind = KINDS[name]
    text = mark + in_block(kind, filled(BLOCK_KEYS[state], kind))
    assert kind.key in check_state(session, kind, "yaml", text, kind.key)
