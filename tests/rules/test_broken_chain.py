"""Every cross-reference of the chain, broken: it is found where it is broken, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.rules.engine import span_of
from tests.ide.chain import LINKS, Link
from tests.rules.helpers import findings_of
from tests.workspaces import CURSOR, read_fixture

RULES = {"unknown-name", "unknown-endpoint", "id-mismatch"}
ELSEWHERE = {
    "task release_slice": [],  # any other name may stand there
    "endpoint that is delivered": [],
    "primary use case": [],
    "title of a module brief": [],  # it is the file's name that names the context
    "record that another supersedes": [],  # then it is no name of a record
    "record in a status": [],
    "record in a report": [],
    "context of a contract": ["id-mismatch"],  # it has to be its folder first of all
    "endpoint": ["unknown-endpoint"],
    "operation": ["unknown-endpoint"],
}


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link.place.replace(" ", "-"))
def test_a_broken_name_is_found(tmp_path: Path, link: Link) -> None:
    fixture = read_fixture(link.files.replace(CURSOR, f"{CURSOR}zz"))
    assert fixture.cursor is not None
    path, offset = fixture.cursor
    snapshot = fixture.snapshot(tmp_path)
    document = snapshot.document(path)
    assert document is not None
    found = []
    for finding in findings_of(snapshot):
        start, end = span_of(document, finding) if finding.path == path else (0, 0)
        if finding.rule in RULES and start <= offset < end:
            found.append(finding.rule)
    assert found == ELSEWHERE.get(link.place, ["unknown-name"])
