"""Hovers: what they show, of what, and what they never show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from callsheet.artifacts.lines import parse_lines
from callsheet.ide.hover import Hover, hover
from callsheet.ide.hover_excerpts import MAX_COLUMNS, MAX_LINES, MAX_SEGMENTS
from callsheet.ide.hover_languages import language_id
from callsheet.ide.hover_markdown import code, fence, listed, plain
from callsheet.text import Text
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import Snapshot
from tests.examples import SOUND_EXAMPLE
from tests.workspaces import FEATURE_FOLDER, read_fixture


def hover_at(root: Path, text: str) -> Hover | None:
    """The hover at the cursor of a fixture, written below `root`; where a place is marked, it is about that place."""
    fixture = read_fixture(text)
    assert fixture.cursor is not None
    path, offset = fixture.cursor
    found = hover(fixture.snapshot(root), path, offset)
    if found is not None and fixture.marked:
        assert (path, found.start, found.end) == fixture.marked[0]
    return found


def check_hover(root: Path, text: str, *parts: str, without: tuple[str, ...] = ()) -> str:
    """The hover at the cursor holds all the parts, in this order, and nothing of what it is to be without."""
    found = hover_at(root, text)
    assert found is not None, "nothing is shown"
    position = 0
    for part in parts:
        position = found.markdown.find(part, position)
        assert position >= 0, f"{part!r} is not shown, or not in this order:\n{found.markdown}"
    for part in without:
        assert part not in found.markdown, f"{part!r} is shown:\n{found.markdown}"
    return found.markdown


def check_no_hover(root: Path, text: str) -> None:
    """Nothing is shown at the cursor."""
    assert hover_at(root, text) is None


PRICES = """
--- /docs/prices.md
# Prices

All prices include tax.

## Discounts

They are never added up.

## Shipping

Shipping is free
from 50 up.
"""
CARDS = "\n--- /src/cards.ts\n" + "".join(f"export const card{number} = {number};\n" for number in range(1, 101))
FEATURE = """
--- task.json
{
  "id": "gift-cards",
  "name": "Gift cards",
  "status": "active",
  "subtask_count": 4
}
--- subtask_01.json
{
  "id": "gift-cards-01",
  "seq": "01",
  "title": "Draw the card",
  "status": "completed",
  "completion_summary": "Drawn, in two colours",
  "deliverables": ["design/card.svg"]
}
--- subtask_02.json
{
  "seq": "02",
  "title": "Keep balances",
  "status": "pending",
  "depends_on": ["01"],
  "parallel": true,
  "deliverables": ["src/balance.ts"]
}
--- subtask_03.json
{
  "seq": "03",
  "title": "Sell cards",
  "status": "pending",
  "depends_on": ["01"],
  "parallel": true,
  "deliverables": ["src/shop/", "POST /api/cards"]
}
"""


class TestReferencedLines:
    def test_the_lines_with_their_numbers_section_and_reason(self, tmp_path: Path) -> None:
        markdown = check_hover(
            tmp_path,
            """
{
  "seq": "02",
  "context_files": [
    {"path": «"docs/<|>prices.md"», "lines": "9-12", "reason": "What is free"}
  ]
}"""
            + PRICES,
        )
        assert markdown == (
            "`docs/prices.md`\n\n"
            "*What is free*\n\n"
            "**Lines 9–12** of 12 · Shipping\n\n"
            "```markdown\n"
            " 9  ## Shipping\n"
            "10\n"
            "11  Shipping is free\n"
            "12  from 50 up.\n"
            "```"
        )

    def test_every_segment_stands_by_itself(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            '{"context_files": [{"path": "docs/prices.md<|>", "lines": "3, 5-7,9-12"}]}' + PRICES,
            "**Line 3** of 12 · Prices\n\n```markdown\n3  All prices include tax.\n```\n",
            "**Lines 5–7** of 12 · Discounts\n\n```markdown\n5  ## Discounts\n6\n7  They are never added up.\n```\n",
            "**Lines 9–12** of 12 · Shipping\n\n```markdown\n 9  ## Shipping\n",
        )

    def test_several_sections(self, tmp_path: Path) -> None:
        reference = '{"context_files": [{"path": "docs/prices.md<|>", "lines": "7-10"}]}'
        check_hover(tmp_path, reference + PRICES, "**Lines 7–10** of 12 · Discounts and Shipping\n")

    def test_over_lines_the_segment_under_the_cursor(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            '{"context_files": [{"path": "docs/prices.md", "lines": "3, «5-<|>7»,9-12"}]}' + PRICES,
            "**Lines 5–7** of 12 · Discounts",
            "7  They are never added up.",
            without=("All prices", "free"),
        )

    def test_over_lines_between_segments_all_of_them(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            '{"context_files": [{"path": "docs/prices.md", "lines": «"3, <|> 5-7"»}]}' + PRICES,
            "**Line 3**",
            "**Lines 5–7**",
        )

    def test_only_what_exists_of_a_range_past_the_end(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            '{"context_files": [{"path": "docs/prices.md<|>", "lines": "12-20, 30, 40-50"}]}' + PRICES,
            "**Lines 12–20** of 12 · Shipping · the file ends at 12",
            "12  from 50 up.\n```",
            "**Line 30** does not exist: the file has 12 lines",
            "**Lines 40–50** do not exist",
        )

    def test_wrong_segments_are_named(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            '{"context_files": [{"path": "docs/prices.md<|>", "lines": "7-5, 3"}]}' + PRICES,
            "- the range ends before it begins",
            "**Line 3**",
        )

    def test_long_ranges_are_cut_off_before_short_ones(self, tmp_path: Path) -> None:
        markdown = check_hover(
            tmp_path,
            '{"reference_files": [{"path": "src/cards.ts<|>", "lines": "1-80,90-92"}]}' + CARDS,
            "**Lines 1–80** of 100",
            "57  export const card57 = 57;\n```\n\n*… 23 more lines, to 80*",
            "**Lines 90–92** of 100",
            "92  export const card92 = 92;",
            without=("card58",),
        )
        assert markdown.count("export") == MAX_LINES

    def test_many_segments_are_counted(self, tmp_path: Path) -> None:
        lines = ",".join(str(number) for number in range(1, 100, 2))
        markdown = check_hover(
            tmp_path,
            f'{{"reference_files": [{{"path": "src/cards.ts<|>", "lines": "{lines}"}}]}}' + CARDS,
            f"*… and {50 - MAX_SEGMENTS} more ranges*",
        )
        assert markdown.count("export") == MAX_SEGMENTS

    def test_long_lines_are_shortened(self, tmp_path: Path) -> None:
        reference = '{"reference_files": [{"path": "dist/all.js<|>", "lines": "1"}]}\n--- /dist/all.js\n'
        markdown = check_hover(tmp_path, reference + "x" * 5000 + "\n", "x" * (MAX_COLUMNS - 1) + "…\n")
        assert len(markdown) < 400

    def test_a_fence_in_the_file_does_not_end_the_fence(self, tmp_path: Path) -> None:
        reference = '{"context_files": [{"path": "a.md<|>", "lines": "1-3"}]}\n--- /a.md\n'
        check_hover(tmp_path, reference + "`````ts\nx\n`````\n", "``````markdown\n1  `````ts\n2  x\n3  `````\n``````")

    def test_what_an_editor_has_open_counts(self, tmp_path: Path) -> None:
        fixture = read_fixture('{"context_files": [{"path": "docs/prices.md<|>", "lines": "1"}]}' + PRICES)
        session = fixture.session(tmp_path)
        session.open("docs/prices.md", Text("Free of charge\n"))
        session.open("docs/new.md", Text("Not saved yet\n"))
        assert fixture.cursor is not None
        found = hover(session.snapshot, *fixture.cursor)
        assert found is not None
        assert "1  Free of charge" in found.markdown
        session.open(fixture.cursor[0], Text('{"context_files": ["docs/new.md"]}'))
        found = hover(session.snapshot, fixture.cursor[0], 22)
        assert found is not None
        assert "1  Not saved yet" in found.markdown

    def test_yaml(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            "--- subtask_02.yaml\ncontext_files:\n  - path: «docs/<|>prices.md»\n    lines: 5-7\n" + PRICES[1:],
            "**Lines 5–7** of 12 · Discounts",
        )
        check_hover(
            tmp_path / "lines",
            '--- subtask_02.yaml\ncontext_files:\n  - path: docs/prices.md\n    lines: "3, «5-<|>7»"\n' + PRICES[1:],
            "**Lines 5–7** of 12 · Discounts",
        )


class TestWholeFiles:
    def test_a_short_file_is_shown_whole(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            '{"context_files": [«"@docs/<|>prices.md"»]}' + PRICES,
            "`docs/prices.md` · 12 lines\n\n```markdown\n 1  # Prices\n",
            "12  from 50 up.\n```",
        )

    def test_a_long_markdown_file_by_its_outline(self, tmp_path: Path) -> None:
        page = "# Rules\n" + "".join(f"\n## Rule {n}\n\ntext\n\ntext\n" for n in range(1, 9))
        check_hover(
            tmp_path,
            '{"context_files": ["docs/rules.md<|>"]}\n--- /docs/rules.md\n' + page,
            "`docs/rules.md` · 49 lines\n\n- Rules · 1–49\n  - Rule 1 · 3–7\n  - Rule 2 · 9–13\n",
            without=("```", "text"),
        )

    def test_a_very_long_outline_loses_its_deepest_levels(self, tmp_path: Path) -> None:
        page = "".join(f"# Part {n}\n\n## Chapter {n}\n" for n in range(1, 21))
        check_hover(
            tmp_path,
            '{"context_files": ["book.md<|>"]}\n--- /book.md\n' + page,
            "- Part 20 · 58–60",
            "*… and 20 more sections*",
            without=("Chapter",),
        )

    def test_the_beginning_of_other_files(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            '{"reference_files": ["src/cards.ts<|> (the old ones)"]}' + CARDS,
            "`src/cards.ts` · 100 lines\n\n```typescript\n 1  export const card1 = 1;",
            "20  export const card20 = 20;\n```\n\n*… 80 more lines*",
            without=("card21",),
        )

    def test_blank_lines_mean_the_whole_file(self, tmp_path: Path) -> None:
        reference = '{"context_files": [{"path": "docs/prices.md<|>", "lines": " "}]}'
        check_hover(tmp_path, reference + PRICES, "· 12 lines\n")

    def test_an_empty_file(self, tmp_path: Path) -> None:
        check_hover(tmp_path, '{"context_files": ["a.md<|>"]}\n--- /a.md\n', "`a.md` · 0 lines", "empty")

    def test_a_folder(self, tmp_path: Path) -> None:
        files = "--- /src/b.ts\n--- /src/a.ts\n--- /src/zoo/c.ts\n--- /src/.env\nKEY=secret\n"
        check_hover(
            tmp_path,
            '{"reference_files": ["src/<|>"]}\n' + files,
            "`src` · a folder with 3 entries\n\n```text\nzoo/\na.ts\nb.ts\n```",
        )

    def test_a_large_folder(self, tmp_path: Path) -> None:
        files = "".join(f"--- /src/{number:02}.ts\n" for number in range(30))
        check_hover(
            tmp_path,
            '{"reference_files": ["src<|>"]}\n' + files,
            "a folder with 30 entries",
            "19.ts\n```\n\n*… and 10 more*",
        )

    def test_an_empty_folder(self, tmp_path: Path) -> None:
        (tmp_path / "src").mkdir()
        check_hover(tmp_path, '{"reference_files": ["src/<|>"]}\n', "`src` · an empty folder")

    def test_a_binary_file(self, tmp_path: Path) -> None:
        (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\0\0" * 512)
        check_hover(tmp_path, '{"reference_files": ["logo.png<|>"]}\n', "`logo.png` · binary, 4 KB", without=("PNG",))

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("/home/me/shop/docs/prices.md", "An absolute path"),
            ("C:\\\\shop\\\\docs\\\\prices.md", "An absolute path"),
            ("~/notes.md", "somebody's home"),
            ("https://example.com/prices", "A web address"),
            ("src/**/*.ts", "A pattern"),
            ("../shop/src/cards.ts", "It leads out of the workspace"),
            ("see the wiki for more", "This names no file"),
        ],
    )
    def test_what_is_no_file_of_the_workspace(self, tmp_path: Path, written: str, expected: str) -> None:
        check_hover(tmp_path, f'{{"context_files": ["<|>{written}"]}}\n', expected)

    def test_paths_outside_the_two_lists_of_files(self, tmp_path: Path) -> None:
        for field in ("contracts", "related_adrs", "design_components"):
            text = f'{{"{field}": [{{"id": "x", "path": «"docs/prices<|>.md"»}}]}}'
            check_hover(tmp_path / field, text + PRICES, "`docs/prices.md` · 12 lines")


class TestFilesThatDoNotExist:
    def test_made_by_a_subtask_that_is_waited_for(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            FEATURE
            + '--- subtask_04.json\n{"seq": "04", "depends_on": ["02"], "reference_files": ["src/balance.ts<|>"]}',
            "`src/balance.ts` · does not exist\n\nMade by 02 · Keep balances (pending), which this subtask waits for",
        )

    def test_made_in_a_promised_folder_that_is_not_waited_for(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            FEATURE + '--- subtask_04.json\n{"seq": "04", "reference_files": ["src/shop/index.ts<|>"]}',
            "Made by 03 · Sell cards (pending), which this subtask does not wait for",
        )

    def test_made_by_the_subtask_itself(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            '{"seq": "02", "reference_files": ["a.ts<|>"], "deliverables": ["a.ts"]}',
            "`a.ts` · does not exist\n\nThis subtask makes it",
        )

    def test_made_by_nobody(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            FEATURE + '--- subtask_04.json\n{"seq": "04", "reference_files": ["src/nothing.ts<|>"]}',
            "`src/nothing.ts` · does not exist\n\nNo subtask of gift-cards makes it",
        )

    def test_an_existing_file_that_a_subtask_changes(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            FEATURE
            + '--- subtask_04.json\n{"seq": "04", "reference_files": ["src/balance.ts<|>"]}\n--- /src/balance.ts\n1\n',
            "`src/balance.ts` · 1 line\n",
            "```typescript\n1  1\n```\n\nMade by 02 · Keep balances (pending)",
        )


class TestDeliverables:
    def test_not_there_yet_and_read_by_others(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            """
--- subtask_01.json
{"seq": "01", "deliverables": [«"src/<|>shop/"»]}
--- subtask_02.json
{"seq": "02", "title": "Sell", "reference_files": ["src/shop/till.ts"]}
--- subtask_03.json
{"seq": "03", "title": "Mend", "deliverables": ["src/shop"]}
""",
            "`src/shop` · does not exist\n\n- Also made by 03 · Mend\n- Read by 02 · Sell",
        )

    def test_what_is_there_already(self, tmp_path: Path) -> None:
        check_hover(tmp_path, '{"deliverables": ["docs/prices<|>.md"]}' + PRICES, "· 12 lines", "All prices")

    def test_an_endpoint(self, tmp_path: Path) -> None:
        check_hover(tmp_path, '{"deliverables": ["POST /api/cards<|>"]}', "`POST /api/cards`\n\nAn endpoint.")

    def test_a_sentence_shows_nothing(self, tmp_path: Path) -> None:
        check_no_hover(tmp_path, '{"deliverables": ["A working<|> shop"]}')


class TestSubtasks:
    def test_a_dependency(self, tmp_path: Path) -> None:
        markdown = check_hover(
            tmp_path,
            FEATURE + '--- subtask_04.json\n{"seq": "04", "title": "Tell all", "depends_on": [«"0<|>3"»]}',
        )
        assert markdown == (
            "**03 · Sell cards** · pending, ready to start\n\n"
            "Batch 2 of 3, beside 02\n\n"
            "Waits for\n\n- 01 · Draw the card · completed\n\n"
            "Needed by\n\n- 04 · Tell all · without a status\n\n"
            "Delivers\n\n- `src/shop/`\n- `POST /api/cards`"
        )

    def test_a_completed_dependency_by_its_full_id(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            FEATURE + '--- subtask_04.json\n{"seq": "04", "depends_on": ["gift-cards-<|>01"]}',
            "**01 · Draw the card** · completed\n\n*Drawn, in two colours*\n\nBatch 1 of 3, alone",
        )

    def test_a_dependency_that_is_no_subtask(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            FEATURE + '--- subtask_04.json\n{"seq": "04", "depends_on": ["0<|>9"]}',
            "`09` is no subtask of gift-cards\n\nThere are 01, 02, 03 and 04.",
        )

    def test_a_dependency_whose_file_cannot_be_read(self, tmp_path: Path) -> None:
        files = '--- subtask_01.json\n<<<<<<<\n--- subtask_02.json\n{"seq": "02", "depends_on": ["01<|>"]}'
        check_hover(tmp_path, files, "**01** · its file cannot be read")

    def test_a_circle(self, tmp_path: Path) -> None:
        files = """
--- subtask_01.json
{"seq": "01", "depends_on": ["02"]}
--- subtask_02.json
{"seq": "02", "depends_on": ["01"]}
--- subtask_03.json
{"seq": "03", "depends_on": ["01<|>"]}
"""
        check_hover(tmp_path, files, "In no batch: it waits for itself, in a circle of 01 and 02")
        behind = files.replace("<|>", "").replace('"seq": "03"', '"seq": "03<|>"')
        check_hover(tmp_path, behind, "In no batch: it waits for subtasks that wait for one another")

    def test_its_own_number_and_id(self, tmp_path: Path) -> None:
        for field in ('"seq": "0<|>1"', '"id": "gift-cards<|>-01"'):
            text = FEATURE.replace(field.replace("<|>", ""), field)
            check_hover(tmp_path, text, "**01 · Draw the card** · completed", "Needed by\n\n- 02 · Keep balances")

    def test_its_status(self, tmp_path: Path) -> None:
        first, second = FEATURE.split('"status": "pending"', 1)
        check_hover(
            tmp_path,
            first + '"status": «"pen<|>ding"»' + second,
            "**`status`** · required",
            "**`pending`** · `in_progress` · `completed` · `blocked`",
            "Batch 2 of 2, beside 03",
            "Ready to start",
        )

    def test_whether_it_is_parallel(self, tmp_path: Path) -> None:
        first, second = FEATURE.split('"parallel": true', 1)
        text = first + '"parallel": «tr<|>ue»' + second
        check_hover(tmp_path, text, "**`parallel`** · true or false", "Default: `false`", "Batch 2 of 2, beside 03")

    @pytest.mark.parametrize("field", ['"id": "gift-<|>cards"', '"status": "act<|>ive"', '"subtask_count": <|>4'])
    def test_progress_of_the_task(self, tmp_path: Path, field: str) -> None:
        check_hover(
            tmp_path,
            FEATURE.replace(field.replace("<|>", ""), field, 1),
            "1 of 3 completed · 2 pending",
            "Ready to start\n\n- 02 · Keep balances\n- 03 · Sell cards",
            "Batches: 01 → 02 03",
        )


class TestFields:
    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ('{«"tit<|>le"»: "x"}', ("**`title`** · string, 1 to 100 characters · required", "What the subtask does")),
            ('{"title<|>": }', ("**`title`**",)),
            ('{"seq<|>": "02"}', ("Pattern: `^[0-9]{2,3}$`", 'Example: `"02"`')),
            ('{"depends_on<|>": []}', ("**`depends_on`** · list of strings", 'Example: `["01", "03"]`')),
            ('{"context_files<|>": []}', ("list of strings or objects", "Fields: **`path`**, `lines` and `reason`")),
            ('{"context_files": [{"lines<|>": "1"}]}', ("**`lines`** · string", "1-based and inclusive")),
            ('{"completed_at<|>": null}', ("ISO 8601 date and time",)),
            ('{"completed_at": «nu<|>ll»}', ("**`completed_at`**",)),
            ('{"contracts": [{"status": "dra<|>ft"}]}', ("**`draft`** · `defined`",)),
            ('{"status": "do<|>ne"}', ("`pending` · `in_progress` · `completed` · `blocked`",)),
            ('--- task.json\n{"completed_count<|>": 1}', ("whole number, 0 or more",)),
            ('--- task.json\n{"rice_score": {"impact<|>": 1}}', ("number, 0.25 to 3 · required",)),
            ('--- task.json\n{"rice_score": {"reach": <|>1}}', ("number, above 0 · required",)),
        ],
    )
    def test_what_a_field_means(self, tmp_path: Path, text: str, parts: tuple[str, ...]) -> None:
        check_hover(tmp_path, text, *parts)

    @pytest.mark.parametrize(
        "text",
        [
            '{"unheard_<|>of": 1}',
            '"ju<|>st a string"',
            "[1<|>2]",
            '{"acceptance_criteria": ["It <|>works"]}',
            '<|>{"title": "x"}',
            '{"title"  <|>  :   "x"}',
            '{"context_files": [{"path": "a.md", "justi<|>fication": 1}]}',
            "<|>",
        ],
    )
    def test_where_nothing_is_known(self, tmp_path: Path, text: str) -> None:
        check_no_hover(tmp_path, text)

    def test_a_duplicate_that_a_later_one_hides(self, tmp_path: Path) -> None:
        check_no_hover(tmp_path, '{"context_files": ["docs/<|>prices.md"], "context_files": ["src/cards.ts"]}' + PRICES)

    def test_documents_of_no_known_kind(self, tmp_path: Path) -> None:
        check_no_hover(tmp_path, '--- /package.json\n{"name<|>": "shop"}')


RICE = '"rice_score": {"reach": 400, "impact": 0.5, "confidence": 80, "effort": 3, "score": 53.33}'


class TestScores:
    def test_the_arithmetic(self, tmp_path: Path) -> None:
        for text in (RICE.replace("53.33", "<|>53.33"), RICE.replace('"score"', '"sc<|>ore"')):
            check_hover(
                tmp_path,
                f"--- task.json\n{{{text}}}",
                "**RICE** = reach × impact × confidence % / effort",
                "400 × 0.5 × 80 % / 3 ≈ **53.33**",
                "The stored score, 53.33, is right.",
            )

    def test_over_the_score_object(self, tmp_path: Path) -> None:
        text = RICE.replace("rice", "<|>rice").replace("53.33", "60")
        check_hover(
            tmp_path, f"--- task.json\n{{{text}}}", "**RICE**", "The stored score, 60, is wrong.", "Fields: **`reach`**"
        )

    def test_over_a_number_in_it(self, tmp_path: Path) -> None:
        check_hover(
            tmp_path,
            '--- task.json\n{"wsjf_score": {"business_value": 8, "time_criticality": 5<|>, "risk_reduction": 5, "job_size": 4}}',
            "**`time_criticality`** · number, 1 to 10 · required",
            "(8 + 5 + 5) / 4 = **4.5**",
            without=("stored",),
        )

    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            ('"reach": 400, ', "", "Not computed: `reach` is missing"),
            ('"reach": 400', '"reach": "many"', "Not computed: `reach` is no number"),
            ('"effort": 3', '"effort": 0', "Not computed: the divisor is 0"),
            ('"score": 53.33', '"score": "high"', "≈ **53.33**"),
        ],
    )
    def test_what_cannot_be_computed(self, tmp_path: Path, before: str, after: str, expected: str) -> None:
        text = RICE.replace(before, after).replace('"score"', '"<|>score"')
        check_hover(tmp_path, f"--- task.json\n{{{text}}}", expected)


class TestSafety:
    """Nothing from outside the workspace and nothing of secrets is shown, however the path is spelled."""

    SECRET = "a-secret-that-nobody-may-see"

    def check_hidden(self, root: Path, written: str) -> str:
        outside = root.parent / f"{root.name}-outside"
        outside.mkdir(exist_ok=True)
        for path in (outside / "notes.md", root / ".env", root / "config" / "server.PEM", root / ".env.d" / "local"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{self.SECRET}\n")
        for link, target in (
            ("link.md", outside / "notes.md"),
            ("linked", outside),
            ("harmless.md", root / ".env"),
            ("up", root.parent),
        ):
            if not (root / link).is_symlink():
                (root / link).symlink_to(target)
        reference = f'{{"path": "{written}<|>", "lines": "1"}}'
        return check_hover(root, f'{{"context_files": [{reference}]}}', without=(self.SECRET, "notes.md\n```"))

    @pytest.mark.parametrize(
        "written",
        [
            ".env",
            "./.env",
            "@.env",
            "@./.env",
            "./././.env",
            "docs/../.env",
            "docs\\\\..\\\\.env",
            ".env (the keys)",
            ".env:1",
            "`.env`",
            ".env.d",
            ".env.d/local",
            ".env.d/",
            "config/server.PEM",
            "config/SERVER.pem",
            ".ENV",
            "link.md",
            "linked",
            "linked/",
            "linked/notes.md",
            "harmless.md",
            "up",
        ],
    )
    def test_relative_paths(self, tmp_path: Path, written: str) -> None:
        self.check_hidden(tmp_path, written)

    def test_paths_that_leave(self, tmp_path: Path) -> None:
        for written in (
            f"../{tmp_path.name}-outside/notes.md",
            f"docs/../../{tmp_path.name}-outside/notes.md",
            f"{tmp_path.parent}/{tmp_path.name}-outside/notes.md",
            f"up/{tmp_path.name}-outside/notes.md",
            f"{tmp_path}/.env",
            f"file://{tmp_path}/.env",
            f"file:{tmp_path}/.env",
            "~/.env",
            "$HOME/.env",
            "..",
        ):
            self.check_hidden(tmp_path, written)

    def test_secrets_that_are_open_in_the_editor(self, tmp_path: Path) -> None:
        fixture = read_fixture('{"context_files": [".env<|>"]}\n--- /.env\n')
        session = fixture.session(tmp_path)
        session.open(".env", Text(f"KEY={self.SECRET}\n"))
        assert fixture.cursor is not None
        found = hover(session.snapshot, *fixture.cursor)
        assert found is not None
        assert self.SECRET not in found.markdown

    @pytest.mark.parametrize("written", ["a\\u0000b.md", "\\ud800.md", "a\\nb.md", "x" * 5000])
    def test_what_is_no_path_at_all(self, tmp_path: Path, written: str) -> None:
        check_hover(tmp_path, f'{{"context_files": ["<|>{written}"]}}', "does not exist").encode()

    def test_text_from_files_has_no_effect(self, tmp_path: Path) -> None:
        text = """
--- subtask_01.json
{"seq": "01", "title": "![x](https://evil.example/pixel) <img src=x> **bold** [y](command:z)"}
--- subtask_02.json
{"seq": "02", "depends_on": ["01<|>"]}
"""
        html = MarkdownIt("gfm-like", {"linkify": False}).render(check_hover(tmp_path, text))
        assert not re.search(r"<(img|a)\b", html)
        assert "**bold**" in html


class TestMarkdown:
    @given(st.text(alphabet="ab _*`[]()!<>&;\\~#-+=|.1:/\"'\n", min_size=1))
    def test_plain_text_shows_as_it_is_written(self, text: str) -> None:
        words = "".join(text.split()).replace("`", "")
        for before, after in (("", ""), ("*", "*"), ("**02 · ", "** · end")):
            html = MarkdownIt("gfm-like", {"linkify": False}).render(f"x\n\n{before}{plain(text)}{after}")
            inner = re.sub(r"</?(?:p|em|strong|code)>", "", html.partition("</p>\n")[2])
            for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
                inner = inner.replace(entity, character)
            shown = "".join(inner.split()).replace("`", "")
            assert not words or shown == f"{before.strip('*')}{words}{after.strip('*')}".replace(" ", "")

    @given(st.text(alphabet="a `", min_size=1))
    def test_code_shows_as_it_is_written(self, text: str) -> None:
        expected = " ".join(text.split())
        html = MarkdownIt().renderInline(code(text))
        assert html.startswith("<code>")
        assert html.endswith("</code>")
        assert html[6:-7].strip() == expected

    @given(st.lists(st.text(alphabet="a`~ ")))
    def test_no_line_ends_a_fence(self, lines: list[str]) -> None:
        tokens = MarkdownIt().parse(fence(lines, "a.md"))
        assert [token.type for token in tokens] == ["fence"]

    def test_lists_of_names(self) -> None:
        assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
            "",
            "a",
            "a and b",
            "a, b and c",
        ]
        assert listed("abcd", 3) == "a, b and 2 more"

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("src/a.ts", "typescript"),
            ("A.PY", "python"),
            ("docker/Dockerfile", "dockerfile"),
            ("LICENSE", "text"),
            ("a.unknown", "text"),
            ("v1.2/py", "text"),
        ],
    )
    def test_languages(self, path: str, expected: str) -> None:
        assert language_id(path) == expected


@pytest.fixture(scope="module")
def example() -> Snapshot:
    session = Session(SOUND_EXAMPLE)
    session.index()
    return session.snapshot


class TestExample:
    def test_every_reference_shows_the_lines_of_its_file(self, example: Snapshot) -> None:
        checked = 0
        for facts in example.files():
            document = example.document(facts.path)
            assert document is not None
            for reference in facts.references:
                node = document.node(reference.path_pointer)
                assert node is not None
                found = hover(example, facts.path, node.start + 1)
                assert found is not None
                assert (found.start, found.end) == (node.start, node.end)
                file = SOUND_EXAMPLE / reference.path.path
                if not file.exists():
                    assert "does not exist\n\n" in found.markdown
                    continue
                lines = file.read_text(encoding="utf-8").split("\n")
                shown = re.findall(r"^ *([0-9]+)(?:  (.*))?$", found.markdown, re.MULTILINE)
                assert all(lines[int(number) - 1] == line for number, line in shown)
                wanted = [
                    number
                    for segment in parse_lines(reference.lines or "")[0]
                    for number in range(segment.first, segment.last + 1)
                ]
                assert not wanted or [int(number) for number, _ in shown] == wanted
                checked += 1
        assert checked > 20

    def test_every_dependency_shows_its_subtask(self, example: Snapshot) -> None:
        for facts in example.files():
            document, feature = example.document(facts.path), example.feature_of(facts.path)
            assert document is not None
            for dependency in facts.dependencies if isinstance(facts, SubtaskFacts) else ():
                node = document.node(dependency.pointer)
                found = hover(example, facts.path, node.start + 1 if node else 0)
                assert feature is not None
                title = feature.subtasks[dependency.written].title
                assert found is not None
                assert found.markdown.startswith(f"**{dependency.written} · {title}**")


BROKEN = """{
  "id": "gift-cards-02", "seq": "02", "title": "Cards \\u00e9", "status": "pending",
  "depends_on": ["01", "02", "09"], "parallel": true,
  "context_files": ["docs/prices.md", {"path": "docs/prices.md", "lines": "1, 3-4,,9", "reason": "x"}, 7, null],
  "deliverables": ["src/", "docs/prices.md", "POST /x"],
  "contracts": [{"type": "api", "path": "src\\\\x.ts"}], "design_components": [{"url": "https://x.example/y z"}],
  "seq": 4, "depends_on": ["01"]
}
"""
BROKEN_YAML = """id: gift-cards-02
seq: "02" # a comment
status: pending
depends_on: ["01", '02', 09]
context_files:
  - docs/prices.md (new)
  - path: "docs/prices.md"
    lines: 1, 3-4,,9
    reason: >-
      folded
      text
deliverables: [src/, "docs/prices.\\u006dd"]
reference_files:
- &anchor src/y.ts
- *anchor
- |
  docs/prices.md
"""


@pytest.fixture(scope="module")
def typing(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return read_fixture(FEATURE + PRICES[1:]).session(tmp_path_factory.mktemp("typing"))


@pytest.mark.parametrize(("name", "text"), [("subtask_02.json", BROKEN), ("subtask_02.yaml", BROKEN_YAML)])
@given(data=st.data())
def test_no_state_of_typing_makes_it_fail(typing: Session, data: st.DataObject, name: str, text: str) -> None:
    path = f"{FEATURE_FOLDER}/{name}"
    length = data.draw(st.integers(0, len(text)))
    typing.open(path, Text(text[:length]))
    offset = data.draw(st.integers(0, length))
    found = hover(typing.snapshot, path, offset)
    if found is not None:
        assert 0 <= found.start <= offset <= found.end <= length
        found.markdown.encode()
    typing.close(path)
