"""The family *graph*: dependencies."""

from __future__ import annotations

from tests.rules.helpers import check_findings, check_fix, fix_titles

# unresolved-dependency


def test_dependencies_that_name_nothing() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": "01", "title": "Draw the card"}
--- subtask_02.json
{"seq": "02", "depends_on": [
  «"09"»{unresolved-dependency error: "09" is no subtask of gift-cards},
  «"1"»{unresolved-dependency: did you mean "01"?},
  «"001"»{unresolved-dependency: did you mean "01"?},
  «"draw the card"»{unresolved-dependency: did you mean "01"?},
  «"vouchers-01"»{unresolved-dependency: did you mean "01"?},
  «""»{unresolved-dependency}
]}
"""
    )


def test_every_way_to_write_a_subtask() -> None:
    check_findings(
        """
--- task.json
{"id": "vouchers"}
--- subtask_01.json
{"seq": "01", "id": "my-own-id"}
--- subtask_02.json
{"seq": "02", "depends_on": ["01"]}
--- subtask_03.json
{"seq": "03", "depends_on": ["gift-cards-02"]}
--- subtask_04.json
{"seq": "04", "depends_on": ["vouchers-03", " 02 "]}
--- subtask_05.json
{"seq": "05", "depends_on": ["my-own-id"]}
--- subtask_06.yaml
seq: '06'
depends_on: ['05']
""",
        "unresolved-dependency",
    )


def test_a_sibling_that_cannot_be_read_is_there() -> None:
    check_findings(
        '--- subtask_01.json\n{"seq": \n--- subtask_02.json\n{"seq": "02", "depends_on": ["01"]}\n',
        "unresolved-dependency",
    )


def test_wrong_types_are_left_to_the_schema() -> None:
    check_findings(
        '--- subtask_02.json\n{"seq": "02", "depends_on": [{}, null, true]}\n--- subtask_03.json\n{"depends_on": "09"}\n',
        "unresolved-dependency",
    )


def test_what_can_be_done_about_it() -> None:
    text = '--- subtask_02.json\n{"seq": "02", "depends_on": ["{}"]}\n--- subtask_01.json\n{"seq": "01"}\n'
    assert fix_titles(text.replace("{}", "1"), "unresolved-dependency") == [
        'Change to "01"',
        'Remove "1" from depends_on',
    ]
    assert fix_titles(text.replace("{}", "7"), "unresolved-dependency") == [
        'Remove "7" from depends_on',
        "Create subtask_07.json",
    ]
    assert fix_titles(text.replace("{}", "nothing"), "unresolved-dependency") == ['Remove "nothing" from depends_on']


def test_the_missing_subtask_is_created() -> None:
    check_fix(
        '--- task.json\n{"id": "gift-cards"}\n--- subtask_02.json\n{"seq": "02", "depends_on": ["01"]}\n',
        "unresolved-dependency",
        """
--- subtask_01.json
{
  "id": "gift-cards-01",
  "seq": "01",
  "title": "Subtask 01",
  "status": "pending",
  "depends_on": [],
  "parallel": false,
  "context_files": [],
  "acceptance_criteria": [],
  "deliverables": []
}
--- subtask_02.json
{"seq": "02", "depends_on": ["01"]}
""",
        "Create subtask_01.json",
    )


def test_yaml_entries_are_changed() -> None:
    check_fix(
        "--- subtask_01.yaml\nseq: '01'\n--- subtask_02.yaml\nseq: '02'\ndepends_on:\n  - '1'  # first\n",
        "unresolved-dependency",
        "--- subtask_02.yaml\nseq: '02'\ndepends_on:\n  - '01'  # first\n",
    )


# dependency-cycle


def test_a_cycle_of_one() -> None:
    text = """
--- subtask_01.json
{"seq": "01", "depends_on": [«"01"»{dependency-cycle error: 01 depends on itself}]}
"""
    (finding,) = check_findings(text)
    assert finding.related == ()
    check_fix(
        '--- subtask_01.json\n{"seq": "01", "depends_on": ["01"]}\n',
        "dependency-cycle",
        '--- subtask_01.json\n{"seq": "01", "depends_on": []}\n',
        "Remove 01 from its own depends_on",
    )


def test_a_cycle_of_three_does_not_blame_those_behind_it() -> None:
    first, _, third = check_findings(
        """
--- subtask_01.json
{"seq": "01", "depends_on": [«"02"»{dependency-cycle: 01 depends on itself: 01 → 02 → 03 → 01}]}
--- subtask_02.json
{"seq": "02", "depends_on": [«"03"»{dependency-cycle: 02 → 03 → 01 → 02}, "05"]}
--- subtask_03.json
{"seq": "03", "depends_on": [«"gift-cards-01"»{dependency-cycle: 03 → 01 → 02 → 03}]}
--- subtask_04.json
{"seq": "04", "depends_on": ["01", "02"]}
--- subtask_05.json
{"seq": "05"}
"""
    )
    assert [related.message for related in first.related] == ["02 depends on 03", "03 depends on 01"]
    assert [related.path[-15:] for related in third.related] == ["subtask_01.json", "subtask_02.json"]


def test_overlapping_cycles_show_the_shortest_way() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": "01", "depends_on": [«"02"»{dependency-cycle: 01 → 02 → 01}]}
--- subtask_02.json
{"seq": "02", "depends_on": ["03", «"01"»{dependency-cycle: 02 → 01 → 02}]}
--- subtask_03.json
{"seq": "03", "depends_on": [«"01"»{dependency-cycle: 03 → 01 → 02 → 03}]}
"""
    )


def test_two_cycles_are_two() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": "01", "depends_on": [«"02"»{dependency-cycle: 01 → 02 → 01}]}
--- subtask_02.json
{"seq": "02", "depends_on": [«"01"»{dependency-cycle: 02 → 01 → 02}]}
--- subtask_03.json
{"seq": "03", "depends_on": ["01", «"04"»{dependency-cycle: 03 → 04 → 03}]}
--- subtask_04.json
{"seq": "04", "depends_on": [«"03"»{dependency-cycle: 04 → 03 → 04}]}
"""
    )


def test_any_edge_of_a_cycle_can_be_cut() -> None:
    text = """
--- subtask_01.json
{"seq": "01", "depends_on": ["02"]}
--- subtask_02.json
{"seq": "02", "depends_on": ["03", "01", "gift-cards-01"]}
--- subtask_03.json
{"seq": "03"}
"""
    assert fix_titles(text, "dependency-cycle") == ["Let 01 no longer depend on 02", "Let 02 no longer depend on 01"]
    check_fix(
        text,
        "dependency-cycle",
        '--- subtask_02.json\n{"seq": "02", "depends_on": ["03"]}\n--- subtask_03.json\n{"seq": "03"}\n',
        "Let 02 no longer depend on 01",
    )


# redundant-dependency


def test_what_follows_from_others() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": "01"}
--- subtask_02.json
{"seq": "02", "depends_on": ["01"]}
--- subtask_03.json
{"seq": "03", "depends_on": ["02"]}
--- subtask_04.json
{"seq": "04", "depends_on": [
  «"01"»{redundant-dependency hint: 01 is redundant: 03 waits for it already},
  «"gift-cards-02"»{redundant-dependency: 02 is redundant: 03 waits for it already},
  "03"
]}
--- subtask_05.json
{"seq": "05", "depends_on": ["01", «"01"»{redundant-dependency: 01 is listed already}, «"gift-cards-01"»{redundant-dependency}]}
"""
    )


def test_only_what_is_written_twice_is_safe_to_remove() -> None:
    """What follows from a subtask that was completed too early is all that keeps this one from beginning."""
    text = """
--- subtask_01.json
{"seq": "01", "status": "pending"}
--- subtask_02.json
{"seq": "02", "status": "completed", "depends_on": ["01"]}
--- subtask_03.json
{"seq": "03", "status": "pending", "depends_on": %s}
"""
    without = '--- subtask_03.json\n{"seq": "03", "status": "pending", "depends_on": ["%s"]}\n'
    assert not check_fix(text % '["01", "02"]', "redundant-dependency", without % "02").is_safe
    assert check_fix(text % '["01", "gift-cards-01"]', "redundant-dependency", without % "01").is_safe


def test_nothing_is_redundant_in_or_behind_a_cycle() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": "01", "depends_on": ["02"]}
--- subtask_02.json
{"seq": "02", "depends_on": ["01"]}
--- subtask_03.json
{"seq": "03", "depends_on": ["01", "02"]}
--- subtask_04.json
{"seq": "04", "depends_on": ["02", "03"]}
""",
        "redundant-dependency",
    )


def test_a_redundant_entry_goes_with_its_line() -> None:
    check_fix(
        """
--- subtask_01.json
{"seq": "01"}
--- subtask_02.json
{"seq": "02", "depends_on": ["01"]}
--- subtask_03.yaml
seq: '03'
depends_on:
  - '01'
  - '02'
""",
        "redundant-dependency",
        "--- subtask_03.yaml\nseq: '03'\ndepends_on:\n  - '02'\n",
    )
