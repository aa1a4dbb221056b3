"""Features: keys, names, promises, states."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.layout import DEFAULT_LAYOUT
from callsheet.workspace.feature import Feature
from callsheet.workspace.reading import bytes_facts
from tests.workspaces import FEATURE_FOLDER, read_fixture


def feature_of(text: str) -> Feature:
    with TemporaryDirectory() as root:
        return read_fixture(text).snapshot(Path(root)).features[FEATURE_FOLDER]


def keys(text: str) -> dict[str, str]:
    """The keys of a fixture's subtasks, each with the name of its file."""
    return {key: facts.path.rpartition("/")[2] for key, facts in feature_of(text).subtasks.items()}


# keys


def test_a_subtask_goes_by_its_number() -> None:
    assert keys('--- subtask_02.json\n{"seq": "02"}\n--- subtask_01.json\n{"seq": "01"}\n') == {
        "01": "subtask_01.json",
        "02": "subtask_02.json",
    }


def test_the_number_in_the_document_counts_before_that_of_the_file() -> None:
    assert keys('--- subtask_01.json\n{"seq": "05"}\n--- subtask_02.json\n{"seq": "02"}\n') == {
        "02": "subtask_02.json",
        "05": "subtask_01.json",
    }


def test_a_number_belongs_to_the_file_whose_name_agrees() -> None:
    assert keys('--- subtask_01.json\n{"seq": "02"}\n--- subtask_02.json\n{"seq": "02"}\n') == {
        "01": "subtask_01.json",
        "02": "subtask_02.json",
    }


def test_what_cannot_be_read_goes_by_its_file() -> None:
    assert keys('--- subtask_01.json\n{"se\n--- subtask_02.json\n[]\n--- subtask_3.json\n{"seq": null}\n') == {
        "01": "subtask_01.json",
        "02": "subtask_02.json",
        "3": "subtask_3.json",
    }


def test_a_number_without_quotation_marks_counts() -> None:
    assert keys('--- subtask_05.json\n{"seq": 7}\n') == {"07": "subtask_05.json"}


def test_the_last_resort_is_the_name_of_the_file() -> None:
    found = keys(
        '--- subtask_01_a.json\n{"seq": "01"}\n--- subtask_01_b.json\n{"seq": "01"}\n--- subtask_01_c.json\n{"seq": "01"}\n'
    )
    assert found == {
        "01": "subtask_01_a.json",
        "subtask_01_b.json": "subtask_01_b.json",
        "subtask_01_c.json": "subtask_01_c.json",
    }


def test_swapped_numbers() -> None:
    assert keys('--- subtask_01.json\n{"seq": "02"}\n--- subtask_02.json\n{"seq": "01"}\n') == {
        "01": "subtask_02.json",
        "02": "subtask_01.json",
    }


def test_numbers_are_ordered_as_numbers() -> None:
    text = "".join(f'--- subtask_{number}.json\n{{"seq": "{number}"}}\n' for number in ("100", "02", "99", "10"))
    assert list(keys(text)) == ["02", "10", "99", "100"]


@given(
    st.dictionaries(
        st.sampled_from(["01", "02", "03_x", "03_y", "1", "100"]),
        st.sampled_from(
            ['{"seq": "01"}', '{"seq": "02"}', '{"seq": ""}', '{"seq": "x"}', "{", "[]", '{"seq": "subtask_01.json"}']
        ),
    )
)
def test_every_subtask_has_a_key_of_its_own(files: dict[str, str]) -> None:
    paths = {f"{FEATURE_FOLDER}/subtask_{name}.json": text for name, text in files.items()}
    found = []
    for path, text in paths.items():
        artifact = DEFAULT_LAYOUT.classify(path)
        assert artifact is not None
        found.append(bytes_facts(path, artifact, text.encode()))
    feature = Feature(FEATURE_FOLDER, found)
    assert {facts.path for facts in feature.subtasks.values()} == set(paths)
    for key, facts in feature.subtasks.items():
        assert feature.key_of(facts) == key
        assert feature.resolve(key) == key
    assert list(Feature(FEATURE_FOLDER, reversed(found)).subtasks) == list(feature.subtasks)


# names


def test_every_way_to_write_a_subtask() -> None:
    feature = feature_of(
        '--- task.json\n{"id": "vouchers"}\n--- subtask_01.json\n{"seq": "01", "id": "mine"}\n--- subtask_02.json\n{"seq": "02"}\n'
    )
    for written in ("01", " 01 ", "gift-cards-01", "vouchers-01", "mine"):
        assert feature.resolve(written) == "01"
    for written in ("1", "001", "03", "", "other-01", "01 "[:0]):
        assert feature.resolve(written) is None


def test_a_number_is_nobody_elses_name() -> None:
    feature = feature_of(
        '--- subtask_01.json\n{"seq": "01", "id": "02"}\n--- subtask_02.json\n{"seq": "02", "id": "gift-cards-01"}\n'
    )
    assert feature.resolve("02") == "02"
    assert feature.resolve("gift-cards-01") == "01"


def test_the_name_of_the_feature() -> None:
    assert feature_of("--- subtask_01.json\n{}\n").id == "gift-cards"
    assert feature_of('--- task.json\n{"id": "vouchers"}\n').id == "vouchers"
    assert feature_of('--- task.json\n{"id": 3}\n').id == "gift-cards"
    assert feature_of("--- task.json\n{").task is not None
    assert feature_of("--- subtask_01.json\n{}\n").task is None


# dependencies and the plan


def test_the_graph_leaves_out_what_leads_nowhere() -> None:
    feature = feature_of(
        '--- subtask_01.json\n{"seq": "01"}\n--- subtask_02.json\n{"seq": "02", "depends_on": ["09", "01", "gift-cards-01", 1]}\n'
    )
    assert feature.graph == {"01": [], "02": ["01"]}
    assert feature.dependents == {"01": ["02"], "02": []}
    assert [key for _, key in feature.dependencies("02")] == [None, "01", "01", "01"]


def test_the_plan() -> None:
    feature = feature_of(
        """
--- subtask_01.json
{"seq": "01", "parallel": true}
--- subtask_02.json
{"seq": "02", "parallel": true}
--- subtask_03.json
{"seq": "03", "depends_on": ["01", "02"]}
--- subtask_04.json
{"seq": "04", "depends_on": ["04"]}
--- subtask_05.json
{"seq": "05", "depends_on": ["04"], "parallel": "yes"}
"""
    )
    plan = feature.plan
    assert plan.batches == [["01", "02"], ["03"]]
    assert (plan.levels, plan.critical_path) == (2, ["01", "03"])
    assert (plan.cycles, plan.unplanned) == ([["04"]], ["04", "05"])
    assert feature.batch_of == {"01": 0, "02": 0, "03": 1}


def test_what_is_ready() -> None:
    feature = feature_of(
        """
--- subtask_01.json
{"seq": "01", "status": "completed"}
--- subtask_02.json
{"seq": "02", "status": "pending", "depends_on": ["01"]}
--- subtask_03.json
{"seq": "03", "status": "pending", "depends_on": ["02"]}
--- subtask_04.json
{"seq": "04", "status": "pending", "depends_on": ["09"]}
--- subtask_05.json
{"seq": "05", "status": "in_progress"}
--- subtask_06.json
{"seq": "06", "status": "blocked"}
"""
    )
    assert feature.ready == ["02"]
    assert feature.open_dependencies("03") == ["02"]
    assert feature.status_counts() == {"pending": 3, "in_progress": 1, "completed": 1, "blocked": 1}


# promises

PROMISES = """
--- subtask_01.json
{"seq": "01", "deliverables": ["src/a.ts", "src/cards/", "POST /cards", "/tmp/x", "../y"]}
--- subtask_02.json
{"seq": "02", "deliverables": ["src/a.ts", "src/a.ts (again)", "src/cards/draw.ts"]}
--- subtask_03.json
{"seq": "03", "deliverables": ["docs/deep/a.md"]}
"""


@pytest.mark.parametrize(
    ("path", "makers"),
    [
        ("src/a.ts", ["01", "02"]),
        ("src/cards", ["01"]),
        ("src/cards/draw.ts", ["02", "01"]),
        ("src/cards/deep/x.ts", ["01"]),
        ("docs", ["03"]),
        ("docs/deep", ["03"]),
        ("docs/de", []),
        ("src/cardsx", []),
        ("nowhere.md", []),
    ],
)
def test_who_promises_a_path(path: str, makers: list[str]) -> None:
    assert feature_of(PROMISES).promisers(path) == makers


def test_contested_promises() -> None:
    assert feature_of(PROMISES).contested_promises == {"src/a.ts", "src/cards", "src/cards/draw.ts"}
    assert (
        feature_of('--- subtask_01.json\n{"deliverables": ["docs", "docs/a.md"]}\n').contested_promises == frozenset()
    )
