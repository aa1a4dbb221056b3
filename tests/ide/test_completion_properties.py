"""What holds for every place of every document: an answer, in time, and only items that fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.syntax import Document
from callsheet.text import Text
from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import language_of
from tests.ide.completion_checks import answer, applied
from tests.noise import garbled
from tests.workspaces import FEATURE_FOLDER, read_fixture

WORKSPACE = """
--- task.json
{"id": "gift-cards", "name": "Gift cards", "status": "active"}
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": "Model: \\"gift\\" cards", "deliverables": ["src/model.ts", "src/x y/"]}
--- subtask_03.json
{"id": "gift-cards-03", "seq": "03", "depends_on": ["02"], "agent_id": "Bea # 1"}
--- /docs/guide.md
# Guide: $x

## Tests

Test all.
--- /docs/a-b.md
text
--- /src/model.ts
one
"""

JSON_SUBTASK = """{
  "id": "gift-cards-02",
  "status": "pending",
  "parallel": false,
  "depends_on": ["01"],
  "context_files": [
    "docs/guide.md",
    { "path": "docs/guide.md", "lines": "3-5", "reason": "Tests" },
    {"path":"docs/a b.md","lines":""}
  ],
  "reference_files": [],
  "contracts": [
    {
      "type": "api",
      "name": "Gifts"
    }
  ],
  "mine": {"a": [1, -2.5e3, null, "\\u00e9 \\"x\\""]},
  "started_at": null
}
"""

YAML_SUBTASK = """# a subtask
id: gift-cards-02
status: 'pending' # for now
parallel: false

depends_on:
  - "01"
context_files:
- docs/guide.md
- path: docs/guide.md
  lines: 3-5

  reason: "Tests"
- {path: docs/a b.md, lines: ''}
reference_files: []
contracts: [{type: api, name: Gifts}]
acceptance_criteria:
  - It's fine
  - >-
    Folded
    text
mine: &x
  a: [1, null]
other: *x
started_at:
"""

SAMPLES = {
    "subtask_02.json": JSON_SUBTASK,
    "subtask_02.yaml": YAML_SUBTASK,
    "subtask_04.json": '{"id":"gift-cards-04","seq":"04","depends_on":[]}',
    "subtask_04.yaml": "{id: gift-cards-04, depends_on: [], context_files: [{path: docs/guide.md}]}\n",
    "subtask_05.json": "",
    "subtask_05.yaml": "",
    "subtask_06.yaml": 'id: x\r\ncontext_files:\r\n    -   path: docs/guide.md\r\n        lines: 1\r\nmodule: "y"\r\n',
}


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with TemporaryDirectory() as folder:
        yield read_fixture(WORKSPACE).session(Path(folder))


def check_items_fit(session: Session, name: str, text: str, offset: int) -> None:
    """Check that each item, put in place, leaves a faultless document faultless."""
    path = f"{FEATURE_FOLDER}/{name}"
    session.open(path, Text(text))
    document = Document(Text(text), language_of(path))
    is_faultless = not text.strip() or (isinstance(document.value, dict) and not document.problems)
    for item in answer(session.snapshot, path, offset):
        if is_faultless:
            changed = applied(text, item)
            problems = Document(Text(changed), language_of(path)).problems
            assert not problems, (offset, item.label, changed, problems)


@pytest.mark.parametrize("name", SAMPLES)
def test_items_leave_a_document_without_faults(session: Session, name: str) -> None:
    text = SAMPLES[name]
    for offset in range(len(text) + 1):
        check_items_fit(session, name, text, offset)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_prefix_has_an_answer_at_its_end(session: Session, name: str) -> None:
    text = SAMPLES[name]
    for end in range(len(text) + 1):
        check_items_fit(session, name, text[:end], end)


def test_every_prefix_of_the_examples_has_an_answer_in_time() -> None:
    root = Path(__file__).parents[2] / "examples/order-management"
    session = Session(root)
    session.index()
    for facts in list(session.snapshot.files()):
        text = (root / facts.path).read_text(encoding="utf-8")
        for end in range(0, len(text) + 1, 7):
            session.open(facts.path, Text(text[:end]))
            started = perf_counter()
            answer(session.snapshot, facts.path, end)
            assert perf_counter() - started < 1  # mostly it is less than a thousandth of that
        session.close(facts.path)


@given(data=st.data())
def test_every_place_of_broken_documents_has_an_answer(session: Session, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(list(SAMPLES)))
    text = data.draw(garbled(SAMPLES[name]))
    check_items_fit(session, name, text, data.draw(st.integers(0, len(text))))
