"""All safe fixes of a document, or all of one rule, in one edit."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callsheet.ide.actions import Action, actions
from callsheet.ide.fixing import fix_all
from callsheet.rules.engine import Checker
from callsheet.syntax.operations import ReplaceSpan
from callsheet.text import Text
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.snapshot import Snapshot
from tests.rules.faults import faulty
from tests.rules.harm import SOUND, State, opened, sound
from tests.rules.helpers import NOW
from tests.workspaces import apply_changes, read_fixture

__all__ = ["sound"]  # a fixture

OTHERS = '--- subtask_01.json\n{"seq": "01"}\n--- subtask_03.json\n{"seq": "03", "depends_on": ["01"]}\n'


def actions_at(snapshot: Snapshot, path: str, start: int, end: int) -> list[Action]:
    return actions(snapshot, path, start, end, Checker().findings(snapshot, path), NOW)


def check_action(root: Path, fixture: str, title: str, after: str) -> tuple[DocumentChange, ...]:
    """Check what becomes of a fixture with a cursor by an action; gives the changes."""
    read = read_fixture(fixture)
    assert read.cursor is not None
    path, offset = read.cursor
    snapshot = read.snapshot(root)
    action = next(action for action in actions_at(snapshot, path, offset, offset) if action.title == title)
    changes = tuple(change for change in action.changes() if isinstance(change, DocumentChange))
    changed = apply_changes(read.files, snapshot, changes)
    assert {path: changed[path] for path in read_fixture(after).files} == read_fixture(after).files
    return changes


ALL_SAFE = "Fix all that is safe to fix in this document"


def test_all_that_is_safe(tmp_path: Path) -> None:
    check_action(
        tmp_path,
        """
--- subtask_02.json
{<|>
    "seq": 2,
    "status":   "In-Progress",
    "depends_on": [ "01", "03", "01", "3" ],
    "context_files": [{"path": "a.md", "lines": "3-4,1-2"}]
}
"""
        + OTHERS,
        ALL_SAFE,
        """
--- subtask_02.json
{
    "seq": "02",
    "status":   "in_progress",
    "depends_on": [ "01", "03", "3" ],
    "context_files": [{"path": "a.md", "lines": "1-4"}]
}
""",
    )


def test_yaml_keeps_its_comments_and_line_ends(tmp_path: Path) -> None:
    text = (
        "seq: '02' # <|>\r\nstatus: Pending # at first\r\ncontext_files:\r\n- {path: a.md, lines: '3-4,1-2'} # both\r\n"
    )
    check_action(
        tmp_path,
        f"--- subtask_02.yaml\n{text}",
        ALL_SAFE,
        "--- subtask_02.yaml\n" + text.replace("<|>", "").replace("Pending", "pending").replace("'3-4,1-2'", "'1-4'"),
    )


def test_what_one_fix_lets_others_see_is_mended_too(tmp_path: Path) -> None:
    changes = check_action(
        tmp_path,
        """
--- task.json
{
  "id": "gift-cards"<|>
  "name": "Gift cards"
  "subtask_count": 7,
  "completed_count": 3
}
"""
        + OTHERS,
        ALL_SAFE,
        """
--- task.json
{
  "id": "gift-cards",
  "name": "Gift cards",
  "subtask_count": 2,
  "completed_count": 0
}
""",
    )
    assert [
        operation.new_text
        for change in changes
        for operation in change.operations
        if isinstance(operation, ReplaceSpan)
    ] == [",", ",", "2", "0"]


def test_a_finding_of_which_something_is_left(tmp_path: Path) -> None:
    """All absolute paths of a document are one finding; those of other machines stay."""
    fixture = '--- subtask_02.json\n{<|>"seq": "02", "context_files": ["%s", "/elsewhere/b.md"]}\n--- /docs/a.md\nx\n'
    after = fixture.replace("<|>", "") % "docs/a.md"
    check_action(tmp_path, fixture % (tmp_path / "docs/a.md").as_posix(), ALL_SAFE, after)


def test_what_is_not_safe_stays(tmp_path: Path) -> None:
    fixture = read_fixture('--- subtask_02.json\n{"seq": "02", "status": "done", "depends_on": ["07"], "titel": "x"}\n')
    snapshot = fixture.snapshot(tmp_path)
    path = next(iter(fixture.files))
    assert Checker().findings(snapshot, path)
    assert fix_all(snapshot, [path], NOW) == ()
    assert ALL_SAFE not in [action.title for action in actions_at(snapshot, path, 0, len(fixture.files[path]))]


def test_all_of_one_rule(tmp_path: Path) -> None:
    check_action(
        tmp_path,
        """
--- subtask_02.json
{
  "seq": "02",
  "titel": "Draw",
  "depends_on": ["0<|>7", "01", "8"],
  "context_files": [{"path": "a.md", "lines": "2,1"}]
}
"""
        + OTHERS,
        "Fix all 2 of unresolved-dependency in this document",
        """
--- subtask_02.json
{
  "seq": "02",
  "titel": "Draw",
  "depends_on": ["01"],
  "context_files": [{"path": "a.md", "lines": "2,1"}]
}
""",
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"seq": "02", "depends_on": ["0<|>7"]}', id="there is one finding"),
        pytest.param('{<|>"seq": "02"}', id="one fix mends them all"),
        pytest.param('{"seq": "02", "context_files": ["no<|>ne.md", "nothing.md"]}', id="none is obvious"),
    ],
)
def test_nothing_more_than_single_fixes(tmp_path: Path, text: str) -> None:
    fixture = read_fixture(f"--- subtask_02.json\n{text}\n")
    assert fixture.cursor is not None
    path, offset = fixture.cursor
    found = actions_at(fixture.snapshot(tmp_path), path, offset, offset)
    assert not [action.title for action in found if action.title.startswith("Fix all")]


def test_the_order_of_actions(tmp_path: Path) -> None:
    """What mends more comes after what mends the finding at the place, the source action last of all."""
    fixture = read_fixture(
        '--- subtask_02.json\n{"seq": "02", "status": "pending", "depends_on": [«"07"», "08", "01", "01"]}\n' + OTHERS
    )
    path, start, end = fixture.marked[0]
    found = actions_at(fixture.snapshot(tmp_path), path, start, end)
    titles = [action.title for action in found]
    assert titles.index('Remove "07" from depends_on') < titles.index(
        "Fix all 2 of unresolved-dependency in this document"
    )
    assert next(action for action in found if action.title == ALL_SAFE).kind == "source.fixAll.callsheet"
    is_of_source = [action.kind.startswith("source.") for action in found]
    assert is_of_source == sorted(is_of_source)


# whatever is wrong


@given(st.data())
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=50, derandomize=True)
def test_fixing_all_twice_is_fixing_it_once_and_adds_nothing(sound: dict[str, Snapshot], data: st.DataObject) -> None:
    """Only behind a fault that hides values from the rules there may be something new to say."""
    name = data.draw(st.sampled_from(sorted(SOUND)))
    changed = data.draw(faulty(SOUND[name]))
    before = State(opened(sound[name], changed), Checker())
    after = before.after(fix_all(before.snapshot, changed, NOW), {}, Path())
    assert fix_all(after.snapshot, changed, NOW) == ()
    if HIDING.isdisjoint(finding.rule for finding in before.findings):
        assert by_rule(after) <= by_rule(before)


HIDING = {"syntax-error", "duplicate-key", "wrong-type", "invalid-value"}


def by_rule(state: State) -> Counter[tuple[str, str]]:
    return Counter((finding.rule, finding.path) for finding in state.findings)


# the configuration


def test_what_the_editor_sets_counts_for_the_fixes_of_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is read from disk does not; nor is anything read anew for what the fixes change."""
    text = '[rules]\ntoo-long = "Warning"\n[context]\nroots = ["docs", "docs"]\n[formatting]\nindent = "4"\n'
    session = read_fixture('--- /callsheet.toml\n[rules]\n--- /work/a/task.json\n{"id": "a"}\n').session(tmp_path)
    session.set({"patterns": {"task": ["work/{feature}/task"]}, "rules": {"wrong-type": "off"}})
    session.open("callsheet.toml", Text(text))
    monkeypatch.setattr("callsheet.workspace.session.load", lambda *_, **__: pytest.fail("everything is read anew"))
    changes = fix_all(session.snapshot, ["callsheet.toml"], NOW)
    changed = apply_changes({"callsheet.toml": text}, session.snapshot, changes)
    assert changed == {"callsheet.toml": text.replace('"Warning"', '"warning"')}
    assert session.snapshot.features.keys() == {"work/a"}
