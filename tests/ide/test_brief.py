"""Briefs: all that a subtask is begun with."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callsheet.ide.brief import Brief, brief, brief_text
from callsheet.ide.brief.files import ReferencedFile
from tests.workspaces import FEATURE_FOLDER, read_fixture

PAGE = "".join(f"Line {number}\n" for number in range(1, 41))

WORK = f"""
--- task.json
{{"id": "gift-cards", "name": "Gift cards", "objective": "Customers can send gift cards",
  "context_files": ["docs/style.md"], "related_adrs": [{{"id": "ADR-001"}}], "bounded_context": "shop"}}
--- subtask_01.json
{{"title": "Draw the card", "status": "completed", "completion_summary": "Front and back", "deliverables": ["card.svg"]}}
--- subtask_03.json
{{"title": "Send it", "status": "pending", "depends_on": ["02"], "deliverables": ["src/send.ts"]}}
--- /docs/style.md
Be brief.
--- /docs/page.md
{PAGE}"""


def read_brief(root: Path, fixture: str, max_characters: int = 10_000) -> Brief:
    """The brief of subtask 02 of an inline workspace."""
    snapshot = read_fixture(fixture).snapshot(root)
    return brief(snapshot, snapshot.features[FEATURE_FOLDER], "02", max_characters)


def check_files(root: Path, subtask: str, *expected: tuple[str, list[tuple[int, int]], tuple[str, ...]]) -> None:
    """The files of subtask 02 in `WORK`: their paths, the lines that are shown, what is said of them."""
    found = read_brief(root, f"{WORK}--- subtask_02.json\n{subtask}")
    own = [file for file in found.files if file.by == "subtask"]
    shown = [(file.path, [excerpt[:2] for excerpt in ranges(file)], file.notes) for file in own]
    assert shown == list(expected)


def ranges(file: ReferencedFile) -> list[tuple[int, int, str]]:
    return [(excerpt.first, excerpt.last, excerpt.text) for excerpt in file.excerpts]


PAYING = """
--- subtask_02.{syntax}
{subtask}"""

JSON = """{
  "id": "gift-cards-02", "title": "Print the card", "status": "pending", "depends_on": ["01", "09"],
  "acceptance_criteria": ["It has two sides"],
  "deliverables": ["src/print.ts", "docs/style.md", "POST /cards"],
  "context_files": [{"path": "docs/page.md", "lines": "3-4, 7", "reason": "How cards are printed"}],
  "colour": "red"
}
"""

YAML = """
id: gift-cards-02
title: Print the card
status: pending
depends_on: ["01", "09"]
acceptance_criteria: [It has two sides]
deliverables: [src/print.ts, docs/style.md, POST /cards]
context_files: [{path: docs/page.md, lines: "3-4, 7", reason: How cards are printed}]
colour: red
"""


@pytest.mark.parametrize(("syntax", "subtask"), [("json", JSON), ("yaml", YAML)])
def test_what_a_brief_says(tmp_path: Path, syntax: str, subtask: str) -> None:
    found = read_brief(tmp_path, WORK + PAYING.format(syntax=syntax, subtask=subtask))
    assert (found.feature, found.subtask, found.title) == ("gift-cards", "02", "Print the card")
    assert (found.feature_title, found.objective) == ("Gift cards", "Customers can send gift cards")
    assert not found.can_start
    assert found.refusal == "02 depends on what is not completed: 09 does not exist"
    assert found.acceptance_criteria == ("It has two sides",)
    assert [(each.deliverable, each.exists) for each in found.deliverables] == [
        ("src/print.ts", False),
        ("docs/style.md", True),
        ("POST /cards", None),
    ]
    done, missing = found.depends_on
    assert (done.subtask, done.title, done.status, done.summary, done.deliverables) == (
        "01",
        "Draw the card",
        "completed",
        "Front and back",
        ("card.svg",),
    )
    assert (missing.subtask, missing.exists) == ("09", False)
    assert [each.subtask for each in found.needed_by] == ["03"]
    page, style = found.files
    assert (page.path, page.field, page.by, page.reason) == (
        "docs/page.md",
        "context_files",
        "subtask",
        "How cards are printed",
    )
    assert ranges(page) == [(3, 4, "Line 3\nLine 4"), (7, 7, "Line 7")]
    assert (style.path, style.by, ranges(style)) == ("docs/style.md", "task", [(1, 1, "Be brief.")])
    assert found.fields["colour"] == "red"


def test_the_text_has_it_all(tmp_path: Path) -> None:
    text = brief_text(read_brief(tmp_path, WORK + PAYING.format(syntax="json", subtask=JSON)))
    assert text.startswith("# gift-cards/02: Print the card\n\n- Status: pending. It cannot be started now; ")
    for part in (
        "- Feature: Gift cards: Customers can send gift cards",
        "## Acceptance criteria\n\n- It has two sides",
        "- `docs/style.md` (exists already)",
        "- 01 Draw the card (completed): Front and back\n  Delivers `card.svg`",
        "- `09`: there is no such subtask",
        "- 03 Send it (pending)",
        "**shop** · bounded context, which no document defines",
        "### `docs/page.md`, lines 3-4, 7\n\nHow cards are printed",
        "```markdown\n3  Line 3\n4  Line 4\n```\n\n```markdown\n7  Line 7\n```",
        "### `docs/style.md` (named by the task)",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("entry", "path", "lines", "notes"),
    [
        ('"docs/style.md"', "docs/style.md", [(1, 1)], ()),
        ('"@docs/style.md (the whole of it)"', "docs/style.md", [(1, 1)], ()),
        ('{"path": "docs/page.md", "lines": "39-41"}', "docs/page.md", [(39, 40)], ("Lines 39–41: the file has only 40 lines.",)),
        ('{"path": "docs/page.md", "lines": "50"}', "docs/page.md", [], ("Line 50: the file has only 40 lines.",)),
        ('{"path": "docs/page.md", "lines": "4-2"}', "docs/page.md", [], ("lines: the range ends before it begins; write 2-4.",)),
        ('"src/send.ts"', "src/send.ts", [], ("It does not exist yet; it is made by 03 (pending).",)),
        ('"src/gone.ts"', "src/gone.ts", [], ("It does not exist.",)),
        ('"docs"', "docs", [], ("A folder with page.md and style.md.",)),
        ('"../outside.md"', "../outside.md", [], ("It leads out of the workspace. Nothing of it is shown.",)),
        ('"secrets.json"', "secrets.json", [], ("Not shown: it may hold secrets.",)),
        ('"https://example.org/a.md"', "https://example.org/a.md", [], ("A web address. Nothing of it is fetched.",)),
        ('"docs/*.md"', "docs/*.md", [], ("A pattern that several files can match.",)),
        ('""', ".", [], ("This names no file.",)),
    ],
)  # fmt: skip
def test_what_is_shown_of_a_file(
    tmp_path: Path, entry: str, path: str, lines: list[tuple[int, int]], notes: tuple[str, ...]
) -> None:
    (tmp_path / "secrets.json").write_text("{}")
    check_files(tmp_path, f'{{"reference_files": [{entry}]}}', (path, lines, notes))


def test_nothing_is_shown_through_a_link_that_leads_out(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("What nobody is to see\n")
    root = tmp_path / "workspace"
    root.mkdir()
    (root / "link.md").symlink_to(outside)
    check_files(root, '{"context_files": ["link.md"]}', ("link.md", [], ("Not shown: it lies outside the workspace.",)))


def test_lines_that_are_named_go_before_whole_files(tmp_path: Path) -> None:
    subtask = '{"context_files": ["docs/page.md", {"path": "docs/page.md", "lines": "1-3"}]}'
    found = read_brief(tmp_path, f"{WORK}--- subtask_02.json\n{subtask}", 7 * 5)
    whole, named, of_task = found.files
    assert [excerpt[:2] for excerpt in ranges(named)] == [(1, 3)]
    assert ([excerpt[:2] for excerpt in ranges(whole)], whole.left_out) == ([(4, 5)], "6-40")
    assert (of_task.excerpts, of_task.left_out) == ((), "1")
    text = brief_text(found)
    assert (
        "ask again with a larger max_characters:\n\n- `docs/page.md`: lines 6-40\n- `docs/style.md`: lines 1\n" in text
    )
    assert "Lines 6-40 are left out." in text


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        (["", "3-4, 7"], [([(1, 2), (5, 6), (8, 40)], "3-4,7"), ([(3, 4), (7, 7)], "")]),
        (["1-5", "4-8"], [([(1, 5)], ""), ([(6, 8)], "4-5")]),
        (["1-40", ""], [([(1, 40)], ""), ([], "1-40")]),
        (["1-3", "5"], [([(1, 3)], ""), ([(5, 5)], "")]),
    ],
)
def test_no_line_is_shown_twice(
    tmp_path: Path, mentions: list[str], expected: list[tuple[list[tuple[int, int]], str]]
) -> None:
    entries = ", ".join(f'{{"path": "docs/page.md", "lines": "{lines}"}}' for lines in mentions)
    found = read_brief(tmp_path, f'{WORK}--- subtask_02.json\n{{"reference_files": [{entries}]}}')
    shown = [([excerpt[:2] for excerpt in ranges(file)], file.shown_elsewhere) for file in found.files[:-1]]
    assert shown == expected
    assert brief_text(found).count("7  Line 7\n") <= 1


def test_what_its_document_and_its_task_say_besides(tmp_path: Path) -> None:
    task = '{"id": "gift-cards", "exit_criteria": ["Cards are sold", 7, "Nobody waits"]}'
    subtask = '{"title": "Print", "colour": "red", "sizes": {"small": [1]}, "estimate": null, "notes": " "}'
    found = read_brief(tmp_path, f"--- task.json\n{task}\n--- subtask_02.json\n{subtask}")
    assert found.exit_criteria == ("Cards are sold", "Nobody waits")
    text = brief_text(found)
    assert "## What the whole feature has to meet in the end\n\n- Cards are sold\n- Nobody waits" in text
    assert text.endswith('## Besides\n\n- colour: red\n- sizes: {"small": [1]}')


PLANNED = """
--- subtask_02.json
{"bounded_context": "shop", "vertical_slice": "giving", "contracts": [{"name": "CardAPI"}],
 "deliverables": ["POST /cards"]}
--- /docs/adr/001-paper.md
# 001. Cards are printed on paper

**Status**: Accepted
--- contexts.json
{"bounded_contexts": [{"name": "shop", "type": "core", "description": "Selling things"}]}
--- /.tmp/planning/gift-cards/map.json
{"vertical_slices": [{"id": "giving"}, {"id": "returning"}],
 "epics": [{"id": "gifts", "vertical_slices": ["giving"]}, {"id": "returns", "vertical_slices": ["returning"]}],
 "stories": [{"id": "story-give", "epic": "gifts", "bounded_context": "shop", "story": "As a friend I want to give",
              "acceptance_criteria": ["It has a ribbon", "It *arrives*"]},
             {"id": "story-return", "epic": "returns", "bounded_context": "shop"},
             {"id": "story-post", "epic": "gifts", "bounded_context": "post"}]}
--- /.tmp/contracts/shop/cards/contract.json
{"service_name": "CardAPI", "description": "Cards for other programs", "openapi_spec_path": "contract.openapi.yaml"}
--- /.tmp/contracts/shop/cards/contract.openapi.yaml
openapi: 3.1.0
info: {title: Cards, version: 1.0.0}
paths:
  /cards:
    post:
      summary: Make a card
      requestBody:
        content: {application/json: {schema: {$ref: "#/components/schemas/Card"}}}
      responses: {"201": {description: It is made}}
components:
  schemas:
    Card: {type: object, required: [size], properties: {size: {type: string}, text: {type: string}}}
"""


def test_the_design_behind_it(tmp_path: Path) -> None:
    found = read_brief(tmp_path, WORK + PLANNED)
    assert [(entry.kind, entry.name) for entry in found.design] == [
        ("bounded context", "shop"),
        ("vertical slice", "giving"),
        ("contract", "CardAPI"),
        ("endpoint", "/cards"),
        ("ADR", "ADR-001"),
        ("story", "story-give"),
    ]
    text = brief_text(found)
    for part in ("Selling things", "Cards for other programs", "`201` It is made", "As a friend I want to give"):
        assert part in text
    assert "Request `Card`: size and text (optional)" in text
    assert "\n\n- It has a ribbon\n- It *arrives*" in text
    record = next(file for file in found.files if file.field == "related_adrs")
    assert (record.path, record.by, record.line_count) == ("docs/adr/001-paper.md", "task", 3)


def test_what_a_subtask_says_counts_in_place_of_what_its_task_does(tmp_path: Path) -> None:
    found = read_brief(tmp_path, f'{WORK}--- subtask_02.json\n{{"related_adrs": [], "bounded_context": "post"}}')
    assert [(entry.kind, entry.name) for entry in found.design] == [("bounded context", "post")]


@pytest.mark.parametrize(
    "broken", ["", "{", '{"title": "Print', "[]", '{"title": 5, "depends_on": {}, "context_files": 3}']
)
def test_a_broken_subtask_has_a_brief(tmp_path: Path, broken: str) -> None:
    found = read_brief(tmp_path, f"{WORK}--- subtask_02.json\n{broken}")
    assert found.subtask == "02"
    assert ("slip of syntax" in brief_text(found)) == found.is_broken


def test_line_ends_of_every_kind(tmp_path: Path) -> None:
    (tmp_path / "mixed.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\nfour")
    fixture = f'{WORK}--- subtask_02.json\n{{"context_files": [{{"path": "mixed.md", "lines": "1-4"}}]}}'
    text = brief_text(read_brief(tmp_path, fixture))
    assert "```markdown\n1  one\n2  two\n3  three\n4  four\n```" in text


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.text(st.characters(exclude_categories=["Cs"]), max_size=60), lines=st.text("0123456789,- ", max_size=8), room=st.integers(0, 80))  # fmt: skip
def test_never_more_than_there_is_room_for(tmp_path: Path, content: str, lines: str, room: int) -> None:
    (tmp_path / "page.txt").write_bytes(content.encode())
    fixture = f'{WORK}--- subtask_02.json\n{{"context_files": [{{"path": "page.txt", "lines": "{lines}"}}]}}'
    found = read_brief(tmp_path, fixture, room)
    excerpts = [excerpt for file in found.files for excerpt in file.excerpts]
    assert sum(len(excerpt.text) for excerpt in excerpts) <= room
    for excerpt in excerpts:
        assert excerpt.first <= excerpt.last
    assert brief_text(found)
