"""Numbers of subtasks and decision records where a team's patterns have other digits in the names of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.edits import EditError
from callsheet.ide.rename import rename
from callsheet.rules.engine import Checker, fixes_for
from callsheet.workspace.changes import FileRename
from tests.ide.refactoring_checks import carry_out
from tests.rules.helpers import NOW
from tests.workspaces import apply_changes, read_fixture

PHASES = """
--- /callsheet.toml
[patterns]
task = ["work/{feature}/task", "more/{feature}/task"]
subtask = ["work/{feature}/phase-01-step-{seq}", "more/{feature}/{seq}-of-20"]
adr = ["notes/01/01-{seq}-*"]
"""
TWO = f"""{PHASES}
--- /work/shop/phase-01-step-01.json
{{"id": "shop-01", "seq": "0<|>1"}}
--- /work/shop/phase-01-step-02.yaml
id: shop-02
seq: "02"
depends_on: ["01"]
"""


def check_renamed(root: Path, before: str, new_name: str, after: str) -> None:
    """A new name for what stands at the cursor makes one inline workspace of another."""
    fixture = read_fixture(before)
    snapshot = fixture.snapshot(root)
    assert fixture.cursor is not None
    changed = apply_changes(fixture.files, snapshot, rename(snapshot, *fixture.cursor, new_name))
    assert changed == read_fixture(after).files


def renames_by_fixes(root: Path, text: str, rule: str) -> dict[str, str]:
    """The renames of files that the fixes of a rule propose in a fixture."""
    snapshot = read_fixture(text).snapshot(root)
    findings = [finding for facts in snapshot.files() for finding in Checker().findings(snapshot, facts.path)]
    fixes = [fix for each in findings if each.rule == rule for fix in fixes_for(each, snapshot, NOW)]
    assert fixes
    return {change.path: change.new_path for fix in fixes for change in fix.changes if isinstance(change, FileRename)}


def test_a_subtask_gets_another_number(tmp_path: Path) -> None:
    after = f"""{PHASES}
--- /work/shop/phase-01-step-07.json
{{"id": "shop-07", "seq": "07"}}
--- /work/shop/phase-01-step-02.yaml
id: shop-02
seq: "02"
depends_on: ["07"]
"""
    check_renamed(tmp_path, TWO, "7", after)


def test_a_decision_record_gets_another_number(tmp_path: Path) -> None:
    before = f"{PHASES}--- /notes/01/01-01-events-01.md\n# ADR-0<|>1: Events\n\n## Status\n\nAccepted\n"
    after = f"{PHASES}--- /notes/01/01-07-events-01.md\n# ADR-07: Events\n\n## Status\n\nAccepted\n"
    check_renamed(tmp_path, before, "07", after)


def test_a_new_subtask_between_others() -> None:
    files = carry_out(TWO, "Insert a subtask after 01, renumbering 02")
    assert '"id": "shop-02"' in files["work/shop/phase-01-step-02.json"]
    assert files["work/shop/phase-01-step-03.yaml"] == 'id: shop-03\nseq: "03"\ndepends_on: ["01"]\n'


def test_a_new_subtask_lies_where_its_feature_does() -> None:
    before = f'{PHASES}--- /more/shop/01-of-20.yaml\nid: shop-01\nseq: "0<|>1"\n'
    assert "more/shop/02-of-20.yaml" in carry_out(before, "Insert a subtask after 01")


@pytest.mark.parametrize(
    ("text", "rule", "renamed"),
    [
        (
            '--- /work/shop/phase-01-step-01.json\n{"id": "shop-04", "seq": "04"}\n',
            "seq-mismatch",
            {"work/shop/phase-01-step-01.json": "work/shop/phase-01-step-04.json"},
        ),
        (
            '--- /work/shop/phase-01-step-01.json\n{"seq": "01"}\n--- /work/shop/phase-01-step-01.yaml\nseq: "01"\n',
            "duplicate-seq",
            {"work/shop/phase-01-step-01.yaml": "work/shop/phase-01-step-02.yaml"},
        ),
        (
            "--- /notes/01/01-01-a.md\n# ADR-04: Events\n",
            "id-mismatch",
            {"notes/01/01-01-a.md": "notes/01/01-04-a.md"},
        ),
        (
            "--- /notes/01/01-01-a.md\n# ADR-01: A\n--- /notes/01/01-01-b.md\n# ADR-01: B\n",
            "duplicate-name",
            {"notes/01/01-01-b.md": "notes/01/01-02-b.md"},
        ),
    ],
)
def test_fixes_rename_by_the_number_of_the_pattern(
    tmp_path: Path, text: str, rule: str, renamed: dict[str, str]
) -> None:
    assert renames_by_fixes(tmp_path, f"{PHASES}{text}", rule) == renamed


def test_a_rename_takes_no_other_artifact_out_of_its_place(tmp_path: Path) -> None:
    before = f"""{PHASES}contract = ["work/shop/api/{{context}}/*/contract"]
--- /work/shop/task.json
{{"id": "sh<|>op"}}
--- /work/shop/api/sales/orders/contract.json
{{"service_name": "orders"}}
"""
    with pytest.raises(EditError, match=r"work/store/api/sales/orders/contract\.json would be no contract"):
        check_renamed(tmp_path, before, "store", before)
