"""The family *graph*: what subtasks write and read."""

from __future__ import annotations

from tests.rules.helpers import check_findings, check_fix, fix_titles

# parallel-conflict


def test_parallel_writers_of_one_file_are_reported_at_the_later_one() -> None:
    (finding,) = check_findings(
        """
--- subtask_01.json
{"seq": "01", "title": "Draw", "parallel": true, "deliverables": ["src/card.ts", "docs/a.md"]}
--- subtask_02.json
{"seq": "02", "parallel": true, "deliverables": ["src/other.ts"]}
--- subtask_03.json
{"seq": "03", "parallel": true, "deliverables": ["src/third.ts"]}
--- subtask_04.json
{"seq": "04", "parallel": true, "deliverables": [
  «"./src/card.ts"»{parallel-conflict warning: 01 (Draw) runs beside this subtask and writes src/card.ts too}
]}
"""
    )
    assert [(related.path[-15:], related.pointer) for related in finding.related] == [
        ("subtask_01.json", ("deliverables", 0))
    ]


def test_one_finding_for_a_deliverable_names_all_other_writers() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": "01", "parallel": true, "deliverables": ["src/a.ts"]}
--- subtask_02.json
{"seq": "02", "parallel": true, "deliverables": [«"src/a.ts"»{parallel-conflict: 01 runs beside}]}
--- subtask_03.json
{"seq": "03", "parallel": true, "deliverables": [«"src/a.ts (more)"»{parallel-conflict: 01 and 02 run beside this subtask and write}]}
"""
    )


def test_a_folder_and_what_is_in_it() -> None:
    """Only what is written as a folder, with a slash at its end, is promised as a whole."""
    check_findings(
        """
--- subtask_01.json
{"seq": "01", "parallel": true, "deliverables": ["src/cards/", "docs"]}
--- subtask_02.json
{"seq": "02", "parallel": true, "deliverables": [«"src/cards/draw.ts"»{parallel-conflict}, "docs/a.md", "src/cards.ts"]}
--- subtask_03.json
{"seq": "03", "parallel": true, "deliverables": [«"src/"»{parallel-conflict: 01 and 02 run}]}
"""
    )


def test_what_does_not_run_side_by_side_does_not_conflict() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": "01", "parallel": true, "deliverables": ["src/a.ts"]}
--- subtask_02.json
{"seq": "02", "parallel": true, "depends_on": ["01"], "deliverables": ["src/a.ts"]}
--- subtask_03.json
{"seq": "03", "parallel": false, "deliverables": ["src/a.ts"]}
--- subtask_04.json
{"seq": "04", "parallel": true, "depends_on": ["04"], "deliverables": ["src/a.ts"]}
""",
        "parallel-conflict",
    )


def test_what_is_done_conflicts_no_longer() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": "01", "parallel": true, "status": "completed", "deliverables": ["src/a.ts"]}
--- subtask_02.json
{"seq": "02", "parallel": true, "status": "pending", "deliverables": ["src/a.ts"]}
--- subtask_03.json
{"seq": "03", "parallel": true, "status": "completed", "deliverables": ["src/a.ts"]}
""",
        "parallel-conflict",
    )


def test_only_files_and_folders_conflict() -> None:
    same = '["POST /api/cards", "https://example.org/x", "src/**/*.ts", "a test report", "/tmp/x", "../y"]'
    check_findings(
        f'--- subtask_01.json\n{{"seq": "01", "parallel": true, "deliverables": {same}}}\n'
        f'--- subtask_02.json\n{{"seq": "02", "parallel": true, "deliverables": {same}}}\n',
        "parallel-conflict",
    )


def test_a_conflict_is_resolved_either_way() -> None:
    text = """
--- subtask_01.json
{"seq": "01", "parallel": true, "deliverables": ["src/a.ts"]}
--- subtask_02.json
{"seq": "02", "parallel": true, "depends_on": [], "deliverables": ["src/b.ts"]}
--- subtask_03.json
{"seq": "03", "parallel": true, "depends_on": [], "deliverables": ["src/"]}
"""
    check_fix(
        text,
        "parallel-conflict",
        '--- subtask_03.json\n{"seq": "03", "parallel": true, "depends_on": ["01", "02"], "deliverables": ["src/"]}\n',
        "Depend on 01 and 02",
    )
    check_fix(
        text,
        "parallel-conflict",
        '--- subtask_03.json\n{"seq": "03", "parallel": false, "depends_on": [], "deliverables": ["src/"]}\n',
        "Let this subtask run alone (parallel: false)",
    )


# missing-dependency


def test_a_file_that_is_made_out_of_reach() -> None:
    (finding, *_) = check_findings(
        """
--- subtask_01.json
{"seq": "01", "title": "Draw", "deliverables": ["src/card.ts", "src/lib/"]}
--- subtask_02.json
{"seq": "02",
  "context_files": [{"path": «"src/card.ts"»{missing-dependency warning: src/card.ts is made by 01 (Draw), on which}}],
  "reference_files": [«"src/lib/colours.ts"»{missing-dependency}, "@«src/card.ts»{missing-dependency} (new)"]
}
"""
    )
    assert [related.message for related in finding.related] == ["01 makes it"]


def test_promises_within_reach() -> None:
    """The subtask itself, what it depends on, and what that depends on."""
    check_findings(
        """
--- subtask_01.json
{"seq": "01", "deliverables": ["src/a.ts", "src/lib/"], "reference_files": ["src/a.ts"]}
--- subtask_02.json
{"seq": "02", "depends_on": ["01"], "deliverables": ["New file: src/b.ts"]}
--- subtask_03.json
{"seq": "03", "depends_on": ["gift-cards-02"], "reference_files": ["src/a.ts", "src/b.ts", "src/lib/x/y.ts", "src/lib"]}
""",
        "missing-dependency",
        "broken-reference",
    )


def test_a_file_that_exists_needs_no_maker() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": "01", "deliverables": ["src/a.ts"]}
--- subtask_02.json
{"seq": "02", "reference_files": ["src/a.ts"]}
--- /src/a.ts
export {};
""",
        "missing-dependency",
    )


def test_a_completed_subtask_did_without() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": "01", "deliverables": ["src/a.ts"]}
--- subtask_02.json
{"seq": "02", "status": "completed", "reference_files": ["src/a.ts"]}
--- task.json
{"id": "gift-cards", "context_files": ["src/a.ts"]}
""",
        "missing-dependency",
        "broken-reference",
    )


def test_a_dependency_is_offered_on_each_maker_that_closes_no_cycle() -> None:
    text = """
--- subtask_01.json
{"seq": "01", "deliverables": ["src/a.ts"]}
--- subtask_02.json
{"seq": "02", "depends_on": ["04"], "deliverables": ["src/a.ts"]}
--- subtask_03.json
{"seq": "03", "title": "Print", "deliverables": ["src/a.ts"]}
--- subtask_04.json
{
  "seq": "04",
  "status": "pending",
  "reference_files": ["src/a.ts"]
}
"""
    assert fix_titles(text, "missing-dependency") == ["Depend on 01", "Depend on 03 (Print)"]
    check_fix(
        text,
        "missing-dependency",
        '--- subtask_04.json\n{\n  "seq": "04",\n  "status": "pending",\n  "depends_on": ["03"],\n  "reference_files": ["src/a.ts"]\n}\n',
        "Depend on 03 (Print)",
    )


def test_a_dependency_takes_its_place_among_the_others() -> None:
    check_fix(
        """
--- subtask_01.json
{"seq": "01"}
--- subtask_02.json
{"seq": "02", "deliverables": ["src/a.ts"]}
--- subtask_03.json
{"seq": "03"}
--- subtask_04.json
{"seq": "04", "depends_on": ["01", "03"], "reference_files": ["src/a.ts"]}
""",
        "missing-dependency",
        '--- subtask_04.json\n{"seq": "04", "depends_on": ["01", "02", "03"], "reference_files": ["src/a.ts"]}\n',
    )
