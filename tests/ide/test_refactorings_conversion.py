"""Converting a document: what is offered where, what the title names, what follows."""

from __future__ import annotations

import pytest

from tests.ide.refactoring_checks import carry_out, check_action, titles_at
from tests.workspaces import FEATURE_FOLDER

YAML = """
--- subtask_02.yaml
id: gift-cards-02 # the second
seq: '02'<|>
depends_on: &needed ['01']
context_files:
  - path: docs/a.md
    reason: |
      How we name things,
      and why
"""


def test_from_yaml_to_json() -> None:
    """In the layout of the JSON documents beside it."""
    sibling = '--- subtask_01.json\n{\n    "seq": "01",\n    "depends_on": [],\n    "deliverables": ["src/a.ts"]\n}\n'
    after = """
--- subtask_02.json
{
    "id": "gift-cards-02",
    "seq": "02",
    "depends_on": ["01"],
    "context_files": [
        {
            "path": "docs/a.md",
            "reason": "How we name things,\\nand why\\n"
        }
    ]
}
"""
    check_action(sibling + YAML.lstrip(), "Convert to JSON (drops 1 comment and 1 anchor)", after)


def test_references_follow() -> None:
    before = """
--- /.tmp/contracts/orders/order-api/contract.json
{"contract_id": "order-api", "openapi_spec_path": "./contract.openapi.yaml"}
--- /.tmp/contracts/orders/order-api/contract.openapi.yaml
<|>openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order: {$ref: '#/components/schemas/Thing'}
    Other: {$ref: 'contract.openapi.yaml#/components/schemas/Thing'}
    Thing: {type: object}
--- subtask_01.json
{"reference_files": ["@.tmp/contracts/orders/order-api/contract.openapi.yaml (paths)"]}
"""
    files = carry_out(before, "Convert to JSON")
    contract = files[".tmp/contracts/orders/order-api/contract.json"]
    assert contract == '{"contract_id": "order-api", "openapi_spec_path": "./contract.openapi.json"}\n'
    subtask = files[f"{FEATURE_FOLDER}/subtask_01.json"]
    assert subtask == '{"reference_files": ["@.tmp/contracts/orders/order-api/contract.openapi.json (paths)"]}\n'
    spec = files[".tmp/contracts/orders/order-api/contract.openapi.json"]
    assert '"$ref": "#/components/schemas/Thing"' in spec
    assert '"$ref": "contract.openapi.json#/components/schemas/Thing"' in spec
    assert ".tmp/contracts/orders/order-api/contract.openapi.yaml" not in files


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    before = '\ufeff{\r\n  "seq": "02"<|>,\r\n  "title": "a\\nb"\r\n}'
    files = carry_out(before, "Convert to YAML")
    assert files[f"{FEATURE_FOLDER}/subtask_02.yaml"] == '\ufeffseq: "02"\r\ntitle: |-\r\n  a\r\n  b\r\n'


def test_what_silences_rules_in_json_does_so_in_yaml() -> None:
    before = '{"seq": "02"<|>, "$callsheet": {"ignore": ["no-deliverables"]}}\n'
    after = '--- subtask_02.yaml\nseq: "02"\n$callsheet:\n  ignore:\n    - no-deliverables\n'
    check_action(before, "Convert to YAML", after)


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        pytest.param("seq: '02'", "", id="nothing"),
        pytest.param("%YAML 1.2\n---\nseq: '02'\n...\n", "", id="marks of the document"),
        pytest.param("# one\nseq: '02' # two\n#three", "3 comments", id="comments"),
        pytest.param("seq: '02'\ntitle: a # b\nname: a#b", "1 comment", id="a number sign is no comment"),
        pytest.param("seq: '02'\ntitle: | # why\n  # text\n  text\n# why", "2 comments", id="comments beside a block"),
        pytest.param('seq: "02"\ntitle: " # text"\nname: \'x #y\'', "", id="in quotation marks"),
        pytest.param("seq: &s !!str 02\ntitle: *s\nname: !x a", "1 anchor, 1 alias and 2 tags", id="the rest"),
        pytest.param("{seq: '02', title: [a, &b {c: !!int 1}, *b]}", "1 anchor, 1 alias and 1 tag", id="flow style"),
        pytest.param("seq: '02'\ntitle: a & b ! c * d", "", id="marks in words"),
    ],
)
def test_the_title_names_what_goes(text: str, losses: str) -> None:
    title = f"Convert to JSON (drops {losses})" if losses else "Convert to JSON"
    assert title in titles_at(f"--- subtask_02.yaml\n<|>{text}\n")


@pytest.mark.parametrize(
    ("fixture", "title", "reason"),
    [
        pytest.param(
            '--- subtask_02.yaml\nseq: "02"\n--- subtask_02.json\n{<|>}\n',
            "Convert to YAML",
            f"{FEATURE_FOLDER}/subtask_02.yaml exists already",
            id="the file exists",
        ),
        pytest.param(
            "--- subtask_02.yaml\nseq: '02'<|>\n# callsheet: ignore broken-reference\ncontext_files: [a.md]\n",
            "Convert to JSON",
            "the comment in line 2 silences rules; write that as a $callsheet member, which JSON can hold",
            id="a comment that silences rules",
        ),
    ],
)
def test_not_for_now(fixture: str, title: str, reason: str) -> None:
    assert titles_at(fixture)[title] == reason


@pytest.mark.parametrize(
    "fixture",
    [
        pytest.param('{"seq": "02"<|>,', id="a slip of syntax"),
        pytest.param('{"seq": "02"<|>, "seq": "03"}', id="a key twice"),
        pytest.param('{"seq": "02"<|>, "title": "\\ud83d"}', id="half of a surrogate pair"),
        pytest.param('["02"<|>]', id="what is no object"),
        pytest.param("--- subtask_02.yaml\nseq: '02'<|>\n---\nseq: '03'\n", id="two documents in a file"),
        pytest.param("--- /docs/adr/001-events.md\n# ADR-001:<|> Events\n", id="Markdown"),
    ],
)
def test_not_converted(fixture: str) -> None:
    assert not any(title.startswith("Convert") for title in titles_at(fixture))
