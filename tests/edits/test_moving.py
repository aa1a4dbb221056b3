"""References that follow files and folders to their new paths."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callsheet.artifacts.references import read_path
from callsheet.edits.moving import LeftBehind, followed, left_behind
from tests.workspaces import Fixture, apply_changes, read_fixture


def check_followed(root: Path, before: str, moves: dict[str, str], after: str) -> None:
    """Once files have other paths, the documents of an inline workspace read so; files are named by their old paths."""
    fixture = read_fixture(before)
    snapshot = fixture.snapshot(root)
    assert apply_changes(fixture.files, snapshot, followed(snapshot, moves)) == read_fixture(after).files


def check_written(root: Path, written: str, moves: dict[str, str], expected: str) -> None:
    """One reference, in JSON and in YAML."""
    quoted, new = (text.replace("\\", "\\\\") for text in (written, expected))
    check_followed(root / "json", f'{{"context_files": ["{quoted}"]}}\n', moves, f'{{"context_files": ["{new}"]}}\n')
    before = f"--- subtask_02.yaml\ncontext_files:  # read these\n  - '{written}'\n"
    check_followed(root / "yaml", before, moves, before.replace(written, expected))


def test_every_field_that_names_files_follows(tmp_path: Path) -> None:
    check_followed(
        tmp_path,
        """
--- task.json
{
  "context_files": ["docs/a.md", {"path": "docs/a.md", "lines": "1-2", "reason": "docs/a.md"}],
  "contracts": [{"type": "api", "name": "a", "path": "docs/a.md"}],
  "design_components": [{"type": "figma", "path": "docs/a.md", "url": "https://example.com/docs/a.md"}],
  "related_adrs": [{"id": "ADR-001", "path": "docs/a.md"}]
}
--- subtask_01.yaml
reference_files:
- docs/a.md
- {path: docs/a.md}  # docs/a.md
deliverables:
- docs/a.md
- docs/b.md
- GET /docs/a.md
""",
        {"docs/a.md": "guide/first.md"},
        """
--- task.json
{
  "context_files": ["guide/first.md", {"path": "guide/first.md", "lines": "1-2", "reason": "docs/a.md"}],
  "contracts": [{"type": "api", "name": "a", "path": "guide/first.md"}],
  "design_components": [{"type": "figma", "path": "guide/first.md", "url": "https://example.com/docs/a.md"}],
  "related_adrs": [{"id": "ADR-001", "path": "guide/first.md"}]
}
--- subtask_01.yaml
reference_files:
- guide/first.md
- {path: guide/first.md}  # docs/a.md
deliverables:
- guide/first.md
- docs/b.md
- GET /docs/a.md
""",
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("docs/a.md", "guide/a.md"),
        ("@docs/a.md", "@guide/a.md"),
        ("./docs/a.md", "./guide/a.md"),
        ("docs\\a.md", "guide\\a.md"),
        (" docs/a.md ", " guide/a.md "),
        ("docs/a.md (new)", "guide/a.md (new)"),
        ("docs/a.md — section 3", "guide/a.md — section 3"),
        ("docs/a.md:10-20", "guide/a.md:10-20"),
        ("docs/a.md#top", "guide/a.md#top"),
        ("`docs/a.md` explains it", "`guide/a.md` explains it"),
        ("docs//a.md", "guide/a.md"),
        ("docs/", "guide/"),
        ("docs", "guide"),
        ("docs/../docs/a.md", "guide/a.md"),
        ("documents/a.md", "documents/a.md"),
        ("old/docs/a.md", "old/docs/a.md"),
        ("docs/*.md", "docs/*.md"),
        ("https://example.com/docs/a.md", "https://example.com/docs/a.md"),
        ("~/docs/a.md", "~/docs/a.md"),
        ("/docs/a.md", "/docs/a.md"),
        ("../docs/a.md", "../docs/a.md"),
    ],
)
def test_the_form_of_a_path_stays(tmp_path: Path, written: str, expected: str) -> None:
    check_written(tmp_path, written, {"docs": "guide"}, expected)


def test_a_reference_stays_where_the_new_path_would_be_read_as_something_else(tmp_path: Path) -> None:
    check_written(tmp_path, "docs/a.md", {"docs/a.md": "docs/*.md"}, "docs/a.md")
    check_written(tmp_path, "docs/a.md", {"docs/a.md": "docs/a (new).md"}, "docs/a.md")


@pytest.mark.parametrize(
    "name", ["price list #1.md", "p*.md", "a: b.md", "p#1.md", "p — x.md", "p - v2.md", "x (new).md", "price list"]
)
def test_what_cannot_be_named_by_a_reference_is_known(tmp_path: Path, name: str) -> None:
    fixture = read_fixture('{"context_files": ["docs/a.md", "docs/b.md"], "deliverables": ["./docs/a.md (new)"]}\n')
    snapshot, (path,) = fixture.snapshot(tmp_path), fixture.files
    moves = {"docs/a.md": f"docs/{name}"}
    assert followed(snapshot, moves) == ()
    assert left_behind(snapshot, moves) == (LeftBehind(path, "docs/a.md", f"docs/{name}"),)
    assert left_behind(snapshot, {"docs/a.md": "docs/p—x [1], 2.md"}) == ()


def test_several_moves_at_once_do_not_mix(tmp_path: Path) -> None:
    moves = {"a.md": "b.md", "b.md": "a.md", "docs": "guide", "docs/x.md": "x.md"}
    before = '{"context_files": ["a.md", "b.md", "docs/x.md", "docs/y.md"]}\n'
    check_followed(tmp_path, before, moves, '{"context_files": ["b.md", "a.md", "x.md", "guide/y.md"]}\n')


CONTRACT = "/.tmp/contracts/cards/cards-api/contract.json"

CONTRACT_WITH_FILES = f"""
--- {CONTRACT}
{{
  "openapi_spec_path": "./contract.openapi.yaml",
  "providers": [{{"name": "cards", "implementation_path": "src/cards.ts"}}],
  "testing_strategy": {{"consumer_tests": [{{"consumer": "shop", "test_path": "tests/cards.test.ts"}}]}}
}}
--- /.tmp/contracts/cards/cards-api/contract.openapi.yaml
openapi: 3.1.0
paths:
  /cards:
    get:
      responses:
        "400": {{$ref: '../../shared/errors.yaml#/responses/Bad'}}
--- /.tmp/contracts/shared/errors.yaml
responses:
  Bad:
    description: bad
    content:
      application/json:
        schema: {{$ref: "./error.json"}}
--- /.tmp/contracts/shared/error.json
{{"type": "object"}}
"""


def test_what_is_relative_to_a_document_keeps_its_meaning_when_that_moves(tmp_path: Path) -> None:
    moves = {".tmp/contracts/cards/cards-api/contract.json": ".tmp/contracts/cards/v2/contract.json"}
    expected = CONTRACT_WITH_FILES.replace("./contract.openapi.yaml", "../cards-api/contract.openapi.yaml")
    check_followed(tmp_path, CONTRACT_WITH_FILES, moves, expected)


def test_what_moves_together_stays_as_it_is(tmp_path: Path) -> None:
    check_followed(tmp_path, CONTRACT_WITH_FILES, {".tmp/contracts/cards": ".tmp/contracts/gifts"}, CONTRACT_WITH_FILES)


def test_contracts_follow_what_they_name(tmp_path: Path) -> None:
    moves = {
        "src": "server/src",
        "tests/cards.test.ts": "tests/gifts.test.ts",
        ".tmp/contracts/cards/cards-api/contract.openapi.yaml": ".tmp/contracts/cards/cards-api/cards.openapi.yaml",
    }
    expected = (
        CONTRACT_WITH_FILES.replace("src/cards.ts", "server/src/cards.ts")
        .replace("tests/cards.test.ts", "tests/gifts.test.ts")
        .replace("./contract.openapi.yaml", "./cards.openapi.yaml")
    )
    check_followed(tmp_path, CONTRACT_WITH_FILES, moves, expected)


def test_refs_follow_also_those_of_files_that_are_no_artifacts(tmp_path: Path) -> None:
    expected = CONTRACT_WITH_FILES.replace("../../shared/errors.yaml#", "../../common/errors.yaml#")
    check_followed(
        tmp_path / "folder", CONTRACT_WITH_FILES, {".tmp/contracts/shared": ".tmp/contracts/common"}, expected
    )
    moves = {".tmp/contracts/shared/errors.yaml": ".tmp/contracts/cards/cards-api/all errors.yaml"}
    expected = CONTRACT_WITH_FILES.replace("../../shared/errors.yaml#", "all%20errors.yaml#")
    expected = expected.replace('"./error.json"', '"../../shared/error.json"')
    check_followed(tmp_path / "file", CONTRACT_WITH_FILES, moves, expected)


RECORD = """
--- /docs/adr/001-cards.md
# 1. See [the guide](../guide.md)

Because of [it](<../guide.md#why> "title"), [two](002-print.md), `[code](../guide.md)` and [web](https://example.com/guide.md).

```
[code](../guide.md)
```

[guide]: ../guide.md
--- /docs/adr/002-print.md
# 2. Print
--- /docs/guide.md
# Guide
"""


def test_links_in_markdown_follow(tmp_path: Path) -> None:
    expected = (
        RECORD.replace("[the guide](../guide.md)", "[the guide](../../guide/start.md)")
        .replace("<../guide.md#why>", "<../../guide/start.md#why>")
        .replace("[guide]: ../guide.md", "[guide]: ../../guide/start.md")
    )
    check_followed(tmp_path, RECORD, {"docs/guide.md": "guide/start.md"}, expected)


def test_links_of_a_document_that_moves_keep_their_meaning(tmp_path: Path) -> None:
    moves = {"docs/adr/001-cards.md": "docs/adr/old/001-cards.md"}
    expected = (
        RECORD.replace("[the guide](../guide.md)", "[the guide](../../guide.md)")
        .replace("<../guide.md#why>", "<../../guide.md#why>")
        .replace("(002-print.md)", "(../002-print.md)")
        .replace("[guide]: ../guide.md", "[guide]: ../../guide.md")
    )
    check_followed(tmp_path, RECORD, moves, expected)


GUIDES = """
--- subtask_01.json
{"context_files": ["docs/naming.md", "docs/gone.md"]}
--- /docs/naming.md
# Naming, as in [prices](prices.md#x)

`[code](prices.md)`, [here](#naming), [taxes](h%C3%A4user.md)

[ref]: ./prices.md
--- /docs/prices.md
See [naming](naming.md), [taxes](h%C3%A4user.md).
--- /docs/häuser.md
# Taxes
"""


def test_links_of_guides_that_artifacts_refer_to_follow(tmp_path: Path) -> None:
    expected = GUIDES.replace("[prices](prices.md#x)", "[prices](tariffs.md#x)").replace("./prices.md", "./tariffs.md")
    check_followed(tmp_path / "file", GUIDES, {"docs/prices.md": "docs/tariffs.md"}, expected)
    before, line, after = GUIDES.partition("See [naming](naming.md)")  # no artifact refers to this one
    expected = before.replace("h%C3%A4user.md)", "tax.md)") + line + after
    check_followed(tmp_path / "escaped", GUIDES, {"docs/häuser.md": "docs/tax.md"}, expected)


def test_links_of_a_guide_that_moves_keep_their_meaning(tmp_path: Path) -> None:
    expected = (
        GUIDES.replace("docs/naming.md", "guide/naming.md", 1)
        .replace("[prices](prices.md#x)", "[prices](../docs/prices.md#x)")
        .replace("./prices.md", "../docs/prices.md")
        .replace("[taxes](h%C3%A4user.md)\n\n", "[taxes](../docs/h%C3%A4user.md)\n\n")
    )
    check_followed(tmp_path / "named", GUIDES, {"docs/naming.md": "guide/naming.md"}, expected)
    expected = GUIDES.replace("(naming.md)", "(../docs/naming.md)")
    expected = expected.replace("[taxes](h%C3%A4user.md).", "[taxes](../docs/h%C3%A4user.md).")
    expected = expected.replace("[prices](prices.md#x)", "[prices](../guide/prices.md#x)")
    expected = expected.replace("./prices.md", "../guide/prices.md")
    check_followed(tmp_path / "not-named", GUIDES, {"docs/prices.md": "guide/prices.md"}, expected)


STEPS = st.lists(st.sampled_from(["a", "b.c", "d-e", "é"]), min_size=1, max_size=3).map("/".join)
PREFIXES = st.sampled_from(["", "./", "@", "@./"])
NOTES = st.sampled_from(["", " (new)", " - see below", "#top", ":12"])


@settings(deadline=None)
@given(STEPS, STEPS, PREFIXES, NOTES, st.booleans())
def test_a_reference_there_and_back_is_what_it_was(
    tmp_path_factory: pytest.TempPathFactory, old: str, new: str, before: str, note: str, is_backward: bool
) -> None:
    path = f"{before}{old}/x.ts"
    written = (path.replace("/", "\\\\") if is_backward else path) + note
    files = {".tmp/tasks/gift-cards/subtask_01.json": f'{{"reference_files": ["{written}"]}}'}
    there = _follow(tmp_path_factory, files, {f"{old}/x.ts": f"{new}/y.ts"})
    (text,) = there.values()
    assert read_path(text[text.index('["') + 2 : -3].replace("\\\\", "\\")).path == f"{new}/y.ts"
    assert _follow(tmp_path_factory, there, {f"{new}/y.ts": f"{old}/x.ts"}) == files


def _follow(roots: pytest.TempPathFactory, files: dict[str, str], moves: dict[str, str]) -> dict[str, str]:
    snapshot = Fixture(files).snapshot(roots.mktemp("root"))
    return apply_changes(files, snapshot, followed(snapshot, moves))
