"""Whatever is refactored, in valid workspaces: no finding is new, and no document gets a slip of syntax."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callsheet.ide.actions import Action
from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import Snapshot
from tests.examples import SOUND_EXAMPLE, read_files
from tests.ide.refactoring_checks import refactorings_at
from tests.rules.helpers import findings_of
from tests.valid_workspaces import valid_workspaces
from tests.workspaces import FEATURE_FOLDER, Fixture, apply_changes

OF_A_NEW_SUBTASK = Counter(["no-acceptance-criteria", "no-deliverables"])
"""What a new subtask asks for: it cannot say yet what it makes, nor when it is done."""


def rules(session: Session) -> Counter[str]:
    return Counter(finding.rule for finding in findings_of(session.snapshot))


def check_no_harm(fixture: Fixture, before: Counter[str], snapshot: Snapshot, action: Action, root: Path) -> Fixture:
    """The workspace after an action, which brought no new finding."""
    files = Fixture(apply_changes(fixture.files, snapshot, action.changes()))
    after = files.session(root)
    new = OF_A_NEW_SUBTASK if action.title.startswith("Insert") else Counter()
    assert rules(after) <= before + new, action.title
    for facts in after.snapshot.files():
        document = after.snapshot.document(facts.path)
        assert document is not None
        assert not document.problems, facts.path
    return files


@st.composite
def places(draw: st.DrawFn, fixture: Fixture) -> tuple[str, int]:
    """A document of the feature and an offset in it; mostly one where there is much to refactor."""
    pattern = draw(st.sampled_from(["docs/", "docs/", "src/[co]", "depends_on", r"\b\w"]))
    documents = [path for path in fixture.files if path.startswith(FEATURE_FOLDER)]
    found = [(path, match.start()) for path in documents for match in re.finditer(pattern, fixture.files[path])]
    return draw(st.sampled_from(found or [(documents[0], 0)]))


@given(st.data())
@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
def test_no_refactoring_does_harm(data: st.DataObject) -> None:
    fixture = data.draw(valid_workspaces())
    path, offset = data.draw(places(fixture))
    with TemporaryDirectory() as root:
        session = fixture.session(Path(root, "before"))
        before = rules(session)
        for number, action in enumerate(refactorings_at(session.snapshot, path, offset)):
            if action.refusal is None:
                check_no_harm(fixture, before, session.snapshot, action, Path(root, str(number)))


def test_no_refactoring_does_harm_to_the_example(tmp_path: Path) -> None:
    """At every reference and every list of dependencies of the feature that is worked on."""
    fixture = Fixture(read_files(SOUND_EXAMPLE))
    session = fixture.session(tmp_path / "before")
    before, seen = rules(session), set[str]()
    for path, text in fixture.files.items():
        if "/order-management-mvp/" not in path:
            continue
        for number, match in enumerate(re.finditer(r'"path"|"depends_on"', text)):
            for action in refactorings_at(session.snapshot, path, match.start()):
                if action.refusal is None and (action.title not in seen or not action.title.startswith("Convert")):
                    seen.add(action.title)
                    check_no_harm(fixture, before, session.snapshot, action, tmp_path / f"{len(seen)}-{number}")
    assert len(seen) > 5
