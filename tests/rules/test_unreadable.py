"""Files that are no text, in another encoding or unreadable: one finding each, and nothing else looks wrong for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.rules import Finding
from callsheet.rules.engine import span_of
from callsheet.text import Text
from callsheet.workspace.session import Session
from tests.rules.helpers import findings_of
from tests.workspaces import FEATURE_FOLDER, read_fixture

SECOND = f"{FEATURE_FOLDER}/subtask_02.json"

FEATURE = """
--- task.json
{"id": "gift-cards", "name": "Gift cards", "status": "active", "objective": "Sell", "created_at": "2026-03-01T09:15:00Z", "subtask_count": 3, "completed_count": 1}
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": "Draw", "status": "pending", "acceptance_criteria": ["a"], "deliverables": ["src/card.ts"]}
--- subtask_02.json
{"id": "gift-cards-02", "seq": "02", "title": "Sell", "status": "pending", "depends_on": ["01"], "acceptance_criteria": ["a"], "deliverables": ["src/shop.ts"]}
--- subtask_03.json
{"id": "gift-cards-03", "seq": "03", "title": "Send", "status": "pending", "depends_on": ["02"], "acceptance_criteria": ["a"], "deliverables": ["src/post.ts"], "reference_files": ["src/card.ts", "src/shop.ts"]}
"""
"""02 may be the one that is completed, and it makes and depends on what 03 refers to."""


def findings(root: Path) -> list[tuple[str, str]]:
    """The paths and messages of all findings of a workspace."""
    session = Session(root)
    session.index()
    return [(finding.path, finding.message) for finding in findings_of(session.snapshot)]


def check_only_finding(root: Path, path: str, message: str) -> None:
    """Check that there is one finding in a workspace."""
    assert findings(root) == [(path, message)]


def check_place(root: Path, path: str, data: bytes, line: int, column: int, message: str) -> None:
    """Check the one `syntax-error` of a file (line and column from 1), and that an editor that has it open shows none."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    session = Session(root)
    session.index()
    (found,) = syntax_errors(session)
    document = session.snapshot.document(path)
    assert document is not None
    start, end = span_of(document, found)
    before = document.text.string[:start]
    assert (before.count("\n") + 1, start - before.rfind("\n")) == (line, column)
    assert (document.text.string[start:end], found.message, found.path) == ("\ufffd", message, path)
    session.open(path, Text(document.text.string))
    assert syntax_errors(session) == []
    session.close(path)
    assert syntax_errors(session) == [found]


def syntax_errors(session: Session) -> list[Finding]:
    return [finding for finding in findings_of(session.snapshot) if finding.rule == "syntax-error"]


@pytest.mark.parametrize(
    ("path", "text", "line", "column"),
    [
        (SECOND, '{\n  "seq": "02",\n  "title": "Größe"\n}\n', 3, 15),
        (f"{FEATURE_FOLDER}/subtask_02.yaml", "seq: '02'\ntitle: Größe\n", 2, 10),
        ("docs/adr/001-groesse.md", "# 001. Größe\n\n**Status**: Accepted\n", 1, 10),
        ("callsheet.toml", 'ignore = ["Größe/*"]\n', 1, 14),
    ],
)
def test_latin1(tmp_path: Path, path: str, text: str, line: int, column: int) -> None:
    message = "byte F6 is not valid UTF-8: save the file as UTF-8"
    check_place(tmp_path, path, text.encode("latin-1"), line, column, message)


def test_another_byte_is_another_finding(tmp_path: Path) -> None:
    root = read_fixture('--- subtask_02.json\n{"seq": "02"}\n').write_to(tmp_path)
    session = Session(root)
    for byte, name in ((b"\xf6", "F6"), (b"\xfc", "FC")):
        (root / SECOND).write_bytes(b'{"title": "' + byte + b'"}')
        session.refresh([SECOND])
        assert [finding.message[:7] for finding in syntax_errors(session)] == [f"byte {name}"]


def test_a_slip_beside_it_is_told_as_well(tmp_path: Path) -> None:
    root = read_fixture('--- subtask_02.json\n{"seq": "02"}\n').write_to(tmp_path)
    (root / SECOND).write_bytes(b'{\n  "title": "Gr\xf6\xdfe"\n  "seq": "02",\n  \xf6\n}')
    session = Session(root)
    session.index()
    messages = [finding.message for finding in syntax_errors(session)]
    assert messages[0] == "byte F6 is not valid UTF-8: save the file as UTF-8"
    assert "expected a comma" in messages


def test_json_in_utf16_can_be_read_but_must_not_be(tmp_path: Path) -> None:
    root = read_fixture(FEATURE).write_to(tmp_path)
    (root / SECOND).write_bytes((root / SECOND).read_text().encode("utf-16"))
    count = (f"{FEATURE_FOLDER}/task.json", "completed_count is 1, but no subtask is completed")
    utf16 = (SECOND, "the file is in UTF-16; JSON must be in UTF-8: save it as that")
    assert sorted(findings(root)) == sorted([count, utf16])


@pytest.mark.parametrize("data", [bytes(range(256)) * 10, bytes(100)])
def test_what_is_no_text_is_told_once(tmp_path: Path, data: bytes) -> None:
    root = read_fixture(FEATURE).write_to(tmp_path)
    (root / SECOND).write_bytes(data)
    check_only_finding(root, SECOND, "cannot be read: it is no text")


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    root = read_fixture(FEATURE).write_to(tmp_path)
    (root / SECOND).unlink()
    (root / SECOND).mkdir()
    check_only_finding(root, SECOND, "cannot be read: it is a folder")


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("nowhere", "it is a link that leads nowhere"),
        ("/etc", "it lies outside the workspace"),
        ("..", "it is a folder"),
        ("../../../.env", "it may hold secrets"),
    ],
)
def test_a_link_in_place_of_a_file(tmp_path: Path, link: str, reason: str) -> None:
    root = read_fixture(FEATURE).write_to(tmp_path)
    (root / ".env").touch()
    (root / SECOND).unlink()
    (root / SECOND).symlink_to(link)
    check_only_finding(root, SECOND, f"cannot be read: {reason}")


def test_a_contract_may_name_what_an_unreadable_subtask_makes(tmp_path: Path) -> None:
    root = read_fixture(
        FEATURE
        + """
--- /.tmp/contracts/cards/api/contract.json
{"contract_id": "api", "version": "1.0.0", "bounded_context": "cards", "service_name": "CardsAPI", "providers": [{"name": "cards", "implementation_path": "src/shop.ts"}]}
"""
    ).write_to(tmp_path)
    session = Session(root)
    session.index()
    assert not session.snapshot.promises.may_be_more
    (root / SECOND).unlink()
    session.refresh([SECOND])
    assert any("src/shop.ts does not exist" in finding.message for finding in findings_of(session.snapshot))
    (root / SECOND).symlink_to("nowhere")
    session.refresh([SECOND])
    assert [finding.path for finding in findings_of(session.snapshot)] == [SECOND]


def test_planning_artifacts_are_there_too(tmp_path: Path) -> None:
    root = read_fixture(FEATURE.replace('"completed_count": 1', '"completed_count": 0')).write_to(tmp_path)
    paths = [".tmp/planning/gift-cards/map.json", "docs/adr/001-cards.md", "callsheet.toml"]
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to("/etc/hostname")
    message = "cannot be read: it lies outside the workspace"
    assert sorted(findings(root)) == sorted((path, message) for path in paths)
