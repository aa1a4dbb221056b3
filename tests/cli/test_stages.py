"""`callsheet stages`."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.cli.commands.stages import stage_lines
from callsheet.cli.output import Screen, width_of
from callsheet.workspace.stages import staged_features, stages_of
from tests.cli.helpers import EXAMPLE, RIGHT, WRONG, run, write
from tests.workspaces import read_fixture

PLAN = """
--- /.tmp/tasks/shop/contexts.json
{"feature": "shop", "bounded_contexts": [{"name": "cards", "type": "core"}]}
--- /.tmp/contracts/cards/cards-api/contract.json
{
  "contract_id": "cards-api",
  "version": "1.0.0",
  "bounded_context": "cards",
  "service_name": "CardsAPI",
  "openapi_spec_path": "contract.openapi.yaml"
}
--- /.tmp/contracts/cards/cards-api/contract.openapi.yaml
openapi: 3.0.3
info: {title: Cards, version: 1.0.0}
paths: {}
"""
OWN = PLAN.replace("shop", "gift-cards")


def test_a_feature_from_the_first_plan_on(tmp_path: Path) -> None:
    done = run("stages", folder=write(tmp_path, RIGHT + OWN))
    assert (done.status, done.err) == (0, "")
    assert (
        done.out
        == """\
[gift-cards] Gift cards
  ✓ 1 architecture decomposition  .tmp/tasks/gift-cards/contexts.json
  ○ 2 story mapping
  ○ 3 prioritization
  ✓ 4 task breakdown              .tmp/tasks/gift-cards/task.json and 1 more
  ✓ 5 contract definition         .tmp/contracts/cards/cards-api/contract.json and 1 more
  ○ 6 parallel execution          0 of 1 subtasks completed
  ○ 7 integration and validation
  ○ 8 release and learning
"""
    )


def test_json(tmp_path: Path) -> None:
    (found,) = run("stages", "--format", "json", folder=write(tmp_path, RIGHT.replace("pending", "completed"))).json
    assert (found["feature"], found["name"]) == ("gift-cards", "Gift cards")
    assert [stage["number"] for stage in found["stages"]] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert found["stages"][4:6] == [
        {"number": 5, "name": "contract definition", "state": "missing", "artifacts": [], "note": None},
        {
            "number": 6,
            "name": "parallel execution",
            "state": "done",
            "artifacts": [".tmp/tasks/gift-cards/subtask_01.json"],
            "note": "1 of 1 subtasks completed",
        },
    ]


def test_the_example() -> None:
    (found,) = run("stages", "order-management-mvp", "--format", "json", folder=EXAMPLE).json
    assert [stage["state"] for stage in found["stages"]] == ["done"] * 5 + ["open"] + ["missing"] * 2
    assert run("stages", "order-management-system", "--format", "json", folder=EXAMPLE).json == [found]


def test_errors_keep_a_stage_open(tmp_path: Path) -> None:
    out = run("stages", folder=write(tmp_path, WRONG)).out
    assert "  ~ 4 task breakdown              1 error (.tmp/tasks/gift-cards/task.json and 1 more)\n" in out


def test_openapi_documents_are_validated(tmp_path: Path) -> None:
    out = run("stages", folder=write(tmp_path, RIGHT + OWN.replace("paths: {}\n", ""))).out
    assert "  ~ 5 contract definition         1 error (.tmp/contracts/" in out


def test_a_plan_without_tasks(tmp_path: Path) -> None:
    root = write(tmp_path, PLAN)
    out = run("stages", folder=root).out
    assert out.startswith(
        "[shop] (planned, no tasks)\n  ✓ 1 architecture decomposition  .tmp/tasks/shop/contexts.json\n"
    )
    assert "  ○ 4 task breakdown\n" in out
    assert run("stages", "shop", folder=root).out == out


def test_several_features_archived_ones_only_when_named(tmp_path: Path) -> None:
    for folder in ("vouchers", "completed/old"):
        write(tmp_path, RIGHT.replace("--- ", f"--- /.tmp/tasks/{folder}/"))
    root = write(tmp_path, RIGHT)
    assert [each["feature"] for each in run("stages", "--format", "json", folder=root).json] == [
        "gift-cards",
        "vouchers",
    ]
    assert run("stages", "old", "--format", "json", folder=root).json[0]["feature"] == "old"


def test_an_unknown_feature(tmp_path: Path) -> None:
    done = run("stages", "gift-card", folder=write(tmp_path, RIGHT))
    assert (done.status, done.out) == (1, "")
    assert done.err == 'Error: there is no feature "gift-card"; did you mean gift-cards?\n'
    lost = run("stages", "shops", folder=write(tmp_path / "other", PLAN))
    assert lost.err == 'Error: there is no feature "shops"; did you mean shop?\n'


def test_no_features(tmp_path: Path) -> None:
    (tmp_path / ".tmp" / "tasks").mkdir(parents=True)
    assert run("stages", folder=tmp_path).out == "There are no features.\n"
    assert run("stages", "--format", "json", folder=tmp_path).json == []


def lines(root: Path, screen: Screen) -> list[str]:
    """What is shown of the one feature of a workspace with an error."""
    snapshot = read_fixture(WRONG + OWN).snapshot(root)
    (feature,) = staged_features(snapshot)
    return list(stage_lines(stages_of(snapshot, feature, lambda path: path.count("subtask")), screen))


@pytest.mark.parametrize("width", [40, 60, 80])
def test_stages_fit_the_terminal(tmp_path: Path, width: int) -> None:
    shown = lines(tmp_path, Screen(width))
    assert len(shown) == 9
    assert all(width_of(line) <= width for line in "\n".join(shown).splitlines())
    assert shown != lines(tmp_path, Screen())
    assert "0 of 1 subtasks completed" in shown[6]


@pytest.mark.parametrize("width", [40, 60, 80])
def test_of_a_long_path_the_end_is_shown_and_how_many_more(tmp_path: Path, width: int) -> None:
    shown = "\n".join(lines(tmp_path, Screen(width)))
    assert "json and 1 more)\n" in shown
    assert "…" in shown


def test_colours_are_for_those_who_want_them(tmp_path: Path) -> None:
    coloured = "\n".join(lines(tmp_path, Screen(has_colour=True)))
    assert "\x1b[32m✓\x1b[0m 1 architecture" in coloured
    root = write(tmp_path, WRONG)
    assert "\x1b" not in run("stages", folder=root, FORCE_COLOR="1", NO_COLOR="1").out
    assert "\x1b[33m~\x1b[0m 4 task" in run("stages", folder=root, FORCE_COLOR="1").out


def test_names_do_not_steer_the_terminal(tmp_path: Path) -> None:
    links = '"contracts": [{"type": "api", "name": "\\u001b[31mAPI"}],'
    found = RIGHT.replace('"name": "Gift cards",', f'"name": "Gift \\u001b[2Jcards", {links}') + OWN
    out = run("stages", folder=write(tmp_path, found)).out
    assert "\x1b" not in out
    assert "~ 5 contract definition         no \\x1b[31mAPI (" in out
