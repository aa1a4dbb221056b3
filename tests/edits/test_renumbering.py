"""Other numbers for subtasks: in files, ids and dependencies, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callsheet.artifacts.layout import DEFAULT_LAYOUT
from callsheet.edits import EditError
from callsheet.edits.renumbering import renumbered
from callsheet.workspace.changes import FileRename
from tests.workspaces import FEATURE_FOLDER, Fixture, apply_changes, read_fixture


def check_renumbered(root: Path, before: str, numbers: dict[str, str], after: str) -> None:
    """New numbers make one inline workspace of another."""
    fixture = read_fixture(before)
    snapshot = fixture.snapshot(root)
    changes = renumbered(DEFAULT_LAYOUT, snapshot.features[FEATURE_FOLDER], numbers)
    assert apply_changes(fixture.files, snapshot, changes) == read_fixture(after).files


def check_refused(root: Path, fixture: str, numbers: dict[str, str], reason: str) -> None:
    snapshot = read_fixture(fixture).snapshot(root)
    with pytest.raises(EditError, match=reason):
        renumbered(DEFAULT_LAYOUT, snapshot.features[FEATURE_FOLDER], numbers)


THREE = """
--- task.json
{"id": "gift-cards", "subtask_count": 3, "completed_count": 1}
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": "01 first", "status": "completed"}
--- subtask_02_api.json
{
  "id": "gift-cards-02",
  "seq": "02",
  "depends_on" : ["01"]
}
--- subtask_03.yaml
id: gift-cards-03  # gift-cards-03
seq: '03'
depends_on: [" 02 ", gift-cards-01, "09"]
"""


def test_everything_that_goes_by_the_number_gets_the_new_one(tmp_path: Path) -> None:
    check_renumbered(
        tmp_path,
        THREE,
        {"02": "07"},
        """
--- task.json
{"id": "gift-cards", "subtask_count": 3, "completed_count": 1}
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": "01 first", "status": "completed"}
--- subtask_07_api.json
{
  "id": "gift-cards-07",
  "seq": "07",
  "depends_on" : ["01"]
}
--- subtask_03.yaml
id: gift-cards-03  # gift-cards-03
seq: '03'
depends_on: [" 07 ", gift-cards-01, "09"]
""",
    )


def test_two_subtasks_change_places(tmp_path: Path) -> None:
    check_renumbered(
        tmp_path,
        THREE,
        {"01": "03", "03": "01"},
        """
--- task.json
{"id": "gift-cards", "subtask_count": 3, "completed_count": 1}
--- subtask_03.json
{"id": "gift-cards-03", "seq": "03", "title": "01 first", "status": "completed"}
--- subtask_02_api.json
{
  "id": "gift-cards-02",
  "seq": "02",
  "depends_on" : ["03"]
}
--- subtask_01.yaml
id: gift-cards-01  # gift-cards-03
seq: '01'
depends_on: [" 02 ", gift-cards-03, "09"]
""",
    )


def test_files_that_change_places_go_by_a_name_in_between(tmp_path: Path) -> None:
    same = '--- subtask_01.json\n{"seq": "01"}\n--- subtask_02.json\n{"seq": "02"}\n'
    snapshot = read_fixture(same).snapshot(tmp_path)
    changes = renumbered(DEFAULT_LAYOUT, snapshot.features[FEATURE_FOLDER], {"01": "02", "02": "01"})
    assert [change for change in changes if isinstance(change, FileRename)] == [
        FileRename(f"{FEATURE_FOLDER}/subtask_01.json", f"{FEATURE_FOLDER}/~subtask_01.json"),
        FileRename(f"{FEATURE_FOLDER}/subtask_02.json", f"{FEATURE_FOLDER}/subtask_01.json"),
        FileRename(f"{FEATURE_FOLDER}/~subtask_01.json", f"{FEATURE_FOLDER}/subtask_02.json"),
    ]


def test_an_id_and_dependencies_that_go_by_another_name_stay(tmp_path: Path) -> None:
    check_renumbered(
        tmp_path,
        """
--- subtask_01.json
{"id": "print", "seq": "01"}
--- subtask_02.json
{"seq": "02", "depends_on": ["print", "gift-cards-01"]}
""",
        {"01": "03"},
        """
--- subtask_03.json
{"id": "print", "seq": "03"}
--- subtask_02.json
{"seq": "02", "depends_on": ["print", "gift-cards-03"]}
""",
    )


def test_ids_and_dependencies_may_go_by_the_task_instead_of_the_folder(tmp_path: Path) -> None:
    check_renumbered(
        tmp_path,
        """
--- task.json
{"id": "vouchers"}
--- subtask_01.json
{"id": "vouchers-01", "seq": "01"}
--- subtask_02.json
{"seq": "02", "depends_on": ["vouchers-01"]}
""",
        {"01": "03"},
        """
--- task.json
{"id": "vouchers"}
--- subtask_03.json
{"id": "vouchers-03", "seq": "03"}
--- subtask_02.json
{"seq": "02", "depends_on": ["vouchers-03"]}
""",
    )


def test_a_number_without_quotation_marks_gets_them(tmp_path: Path) -> None:
    check_renumbered(
        tmp_path,
        "--- subtask_01.json\n{}\n--- subtask_02.yaml\nseq: 2\ndepends_on:\n  - 1\n",
        {"01": "03", "02": "04"},
        '--- subtask_03.json\n{}\n--- subtask_04.yaml\nseq: "04"\ndepends_on:\n  - "03"\n',
    )


def test_where_seq_and_file_disagree_both_become_the_new_number(tmp_path: Path) -> None:
    check_renumbered(
        tmp_path,
        '--- subtask_02.json\n{"id": "gift-cards-02", "seq": "03"}\n',
        {"03": "04"},
        '--- subtask_04.json\n{"id": "gift-cards-04", "seq": "04"}\n',
    )


def test_the_same_number_changes_nothing(tmp_path: Path) -> None:
    check_renumbered(tmp_path, THREE, {"02": "02"}, THREE)


def test_what_cannot_be_is_refused(tmp_path: Path) -> None:
    check_refused(tmp_path, THREE, {"01": "02"}, "there is a subtask 02 already")
    check_refused(tmp_path, THREE, {"01": "05", "02": "05"}, "there is a subtask 05 already")
    check_refused(tmp_path, THREE, {"01": "5b"}, '"5b" is no number')


def test_an_id_that_another_subtask_has_is_refused(tmp_path: Path) -> None:
    check_refused(
        tmp_path,
        '--- subtask_01.json\n{"id": "gift-cards-01"}\n--- subtask_02.json\n{"id": "gift-cards-04"}\n',
        {"01": "04"},
        "another subtask has the id gift-cards-04 already",
    )


def test_a_document_with_a_slip_of_syntax_is_not_changed(tmp_path: Path) -> None:
    broken = '--- subtask_01.json\n{"seq": "01"}\n--- subtask_02.json\n{"seq": "02" "depends_on": ["01"]}\n'
    check_refused(tmp_path, broken, {"01": "03"}, "subtask_02.json has a slip of syntax")
    check_refused(tmp_path, broken, {"02": "03"}, "subtask_02.json has a slip of syntax")


@settings(deadline=None, max_examples=30)
@given(st.permutations(range(1, 7)), st.sets(st.tuples(st.integers(1, 6), st.integers(1, 6))))
def test_any_new_order_keeps_the_graph_and_can_be_undone(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], edges: set[tuple[int, int]]
) -> None:
    files = {}
    for number in range(1, 7):
        direct = ", ".join(f'"{other:02d}"' for first, other in sorted(edges) if first == number)
        text = f'{{"id": "gift-cards-{number:02d}", "seq": "{number:02d}", "depends_on": [{direct}]}}'
        files[f"{FEATURE_FOLDER}/subtask_{number:02d}.json"] = text
    numbers = {f"{index:02d}": f"{number:02d}" for index, number in enumerate(order, 1)}
    changed = _renumbered(tmp_path_factory.mktemp("before"), files, numbers)
    expected = {
        number: {numbers[f"{other:02d}"] for first, other in edges if f"{first:02d}" == key}
        for key, number in numbers.items()
    }
    root = tmp_path_factory.mktemp("after")
    graph = Fixture(changed).snapshot(root).features[FEATURE_FOLDER].graph
    assert {key: set(direct) for key, direct in graph.items()} == expected
    assert _renumbered(root, changed, {number: key for key, number in numbers.items()}) == files


def _renumbered(root: Path, files: dict[str, str], numbers: dict[str, str]) -> dict[str, str]:
    snapshot = Fixture(files).snapshot(root)
    return apply_changes(files, snapshot, renumbered(DEFAULT_LAYOUT, snapshot.features[FEATURE_FOLDER], numbers))
