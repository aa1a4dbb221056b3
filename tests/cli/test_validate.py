"""`callsheet validate`: what `callsheet check` finds, by features and subtasks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.helpers import DOUBTFUL, EXAMPLE, RIGHT, WRONG, run, write
from tests.cli.terminals import run_in_terminal

TITLE = "=== Validation Results ===\n\n"
MISSING = 'ERROR: 01: "09" is no subtask of gift-cards [unresolved-dependency]'
CONTEXTS = '--- contexts.json\n{"feature": "gift-cards", "bounded_contexts": [{"name": "cards", "type": "hard"}]}\n'


def agreed(root: Path, *feature: str, inside: str) -> list[dict[str, Any]]:
    """The findings of `validate`, which are the errors and warnings that `check` has in a folder."""
    found = run("validate", *feature, "--format", "json", folder=root).json
    checked = run("check", inside, "--format", "json", folder=root).json["findings"]
    grave = [finding for finding in checked if finding["severity"] in ("error", "warning")]
    findings = [finding for each in found for finding in each["findings"]]
    assert [{name: finding[name] for name in finding if name != "subtask"} for finding in findings] == grave
    return findings


@pytest.mark.parametrize("feature", [[], ["order-management-mvp"]])
def test_the_example(feature: list[str]) -> None:
    done = run("validate", *feature, folder=EXAMPLE)
    assert (done.status, done.err) == (0, "")
    assert done.out == f"{TITLE}[order-management-mvp]\n  ✓ All checks passed\n"


def test_errors_stand_with_the_number_of_the_subtask(tmp_path: Path) -> None:
    done = run("validate", folder=write(tmp_path, WRONG))
    assert (done.status, done.err) == (1, "")
    assert done.out == f"{TITLE}[gift-cards]\n  ✗ {MISSING}\n"


def test_warnings_alone_are_no_failure(tmp_path: Path) -> None:
    done = run("validate", folder=write(tmp_path, DOUBTFUL))
    assert done.status == 0
    assert done.out == (
        f"{TITLE}[gift-cards]\n"
        "  ⚠ WARNING: 01: no acceptance criteria say when this subtask is done [no-acceptance-criteria]\n"
    )


def test_other_files_of_the_feature_go_by_their_names(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT.replace('"name": "Gift cards",\n', "") + CONTEXTS)
    out = run("validate", "gift-cards", folder=root).out
    assert '  ✗ ERROR: task.json: this task has no "name" [missing-field]\n' in out
    assert "  ✗ ERROR: contexts.json: " in out


def test_it_agrees_with_check(tmp_path: Path) -> None:
    broken = WRONG.replace('"pending",', '"pending"') + "--- subtask_02.yaml\nseq: '02'\ndepends_on: [\n"
    root = write(tmp_path, broken + CONTEXTS)
    write(root, DOUBTFUL.replace("--- ", "--- /.tmp/tasks/vouchers/"))
    found = agreed(root, "gift-cards", inside=".tmp/tasks/gift-cards")
    assert {finding["subtask"] for finding in found} == {None, "01", "02"}
    assert len(agreed(root, inside=".tmp/tasks")) > len(found)


def test_json_is_a_list_of_features(tmp_path: Path) -> None:
    root = write(tmp_path, WRONG)
    write(root, RIGHT.replace("--- ", "--- /.tmp/tasks/vouchers/").replace("gift-cards", "vouchers"))
    done = run("validate", "--format", "json", folder=root)
    assert done.status == 1
    first, second = done.json
    assert (first["feature"], first["errors"], first["warnings"]) == ("gift-cards", 1, 0)
    assert second == {"feature": "vouchers", "errors": 0, "warnings": 0, "findings": []}


def test_archived_features_are_checked_when_named(tmp_path: Path) -> None:
    root = write(tmp_path, WRONG.replace("--- ", "--- /.tmp/tasks/completed/gift-cards/") + "--- /.tmp/tasks/x/y\n")
    assert run("validate", folder=root).out == f"{TITLE}There are no features; 1 is archived.\n"
    assert "[gift-cards]\n" in run("validate", "gift-cards", folder=root).out


@pytest.mark.parametrize("name", ["cards", ".tmp/tasks/gift-cards/"])
def test_a_feature_goes_by_its_folder_and_by_its_id(tmp_path: Path, name: str) -> None:
    root = write(tmp_path, WRONG.replace('"id": "gift-cards",', '"id": "cards",'))
    assert f"✗ {MISSING}" in run("validate", name, folder=root).out


def test_in_a_terminal_messages_are_folded(tmp_path: Path) -> None:
    root = write(tmp_path, WRONG)
    assert run_in_terminal("validate", folder=root, columns=60) == (
        "Validation Results\n"
        "\n"
        "[gift-cards] Gift cards\n"
        '  ✗ ERROR: 01: "09" is no subtask of gift-cards\n'
        "    [unresolved-dependency]\n"
    )
    assert "\x1b[31m✗ ERROR:\x1b[0m 01: " in run_in_terminal("validate", folder=root, NO_COLOR="")
