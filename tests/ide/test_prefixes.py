"""Every example file, cut off while it is being typed: nothing raises, and all that an editor asks is answered."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from callsheet.artifacts.layout import DEFAULT_LAYOUT
from callsheet.ide.completion import complete
from callsheet.ide.definition import definition
from callsheet.ide.hover import hover
from callsheet.ide.references import document_highlights
from callsheet.rules.engine import Checker, span_of
from callsheet.text import Text
from callsheet.workspace.session import Session
from tests.examples import EXAMPLES, read_files

NOW = datetime(2026, 3, 1, 9, 15, tzinfo=timezone.utc)
AT_MOST = 60
"""So many prefixes of a file are tried: each costs more the longer the file is."""


def artifacts(workspace: str) -> list[tuple[str, str]]:
    return [(workspace, path) for path in read_files(EXAMPLES / workspace) if DEFAULT_LAYOUT.classify(path)]


def ends_of_prefixes(whole: str) -> list[int]:
    """Where a text is cut off: spread over all of it, behind punctuation, where most changes, and in every 13th place."""
    ends = [end for end in range(len(whole) + 1) if end % 13 == 0 or whole[end - 1] in '{}[]:,"\n- ']
    return ends[:: len(ends) // AT_MOST + 1]


@pytest.mark.parametrize(("workspace", "path"), [*artifacts("order-management"), *artifacts("faulty")])
def test_prefixes(workspace: str, path: str) -> None:
    session = Session(EXAMPLES / workspace)
    session.index()
    checker = Checker()
    whole = (EXAMPLES / workspace / path).read_bytes().decode()
    for end in ends_of_prefixes(whole):
        session.open(path, Text(whole[:end]))
        snapshot = session.snapshot
        document = snapshot.document(path)
        assert document is not None
        for finding in checker.findings(snapshot, path):
            start, stop = span_of(document, finding)
            assert 0 <= start <= stop <= end
        complete(snapshot, path, end, NOW)
        hover(snapshot, path, end)
        definition(snapshot, path, end)
        for place in document_highlights(snapshot, path, end):
            assert 0 <= place.start <= place.end <= end
