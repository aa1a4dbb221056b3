"""Small workspaces written inline, as the tests of every room use them.

A fixture is text: files headed `--- name`. A name lies in the feature `gift-cards`, unless it begins with `/`, which
means the workspace root; what stands before any header is `subtask_02.json`. `<|>` marks the cursor, « and » enclose an
expected place. All three are taken out before the files are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from callsheet.edits.structure import edits_for
from callsheet.ide.reading import reader
from callsheet.text import apply_edits
from callsheet.workspace.changes import Change, FileCreation, FileRename, operations_of
from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import Snapshot

FEATURE_FOLDER = ".tmp/tasks/gift-cards"
CURSOR = "<|>"
_HEADER = re.compile(r"^--- (\S+)\n", re.MULTILINE)
_MARK = re.compile(r"«|»|<\|>")


@dataclass
class Fixture:
    """The files of an inline workspace, by path relative to its root, and what is marked in them."""

    files: dict[str, str]
    cursor: tuple[str, int] | None = None
    """The path and offset of `<|>`."""
    marked: list[tuple[str, int, int]] = field(default_factory=list)
    """The path and span of every « »."""

    def write_to(self, root: Path) -> Path:
        """Write the files below a folder, with their line ends as they are; gives the folder back."""
        for path, text in self.files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
        return root

    def session(self, root: Path) -> Session:
        """An indexed session on the files, written below `root`, that knows which OpenAPI documents are valid."""
        session = Session(self.write_to(root))
        session.index()
        session.validate()
        return session

    def snapshot(self, root: Path) -> Snapshot:
        """A snapshot of the files, written below `root`."""
        return self.session(root).snapshot


def read_fixture(text: str) -> Fixture:
    """Take an inline workspace apart."""
    pieces = _HEADER.split(text.lstrip("\n"))
    named = list(zip(pieces[1::2], pieces[2::2], strict=True))
    if pieces[0].strip() or not named:
        named.insert(0, ("subtask_02.json", pieces[0]))
    fixture = Fixture({})
    for name, marked_text in named:
        path = name[1:] if name.startswith("/") else f"{FEATURE_FOLDER}/{name}"
        fixture.files[path] = _take_out_marks(fixture, path, marked_text)
    return fixture


def _take_out_marks(fixture: Fixture, path: str, text: str) -> str:
    plain = ""
    opened: list[int] = []
    position = 0
    for match in _MARK.finditer(text):
        plain += text[position : match.start()]
        position = match.end()
        if match.group() == CURSOR:
            fixture.cursor = (path, len(plain))
        elif match.group() == "«":
            opened.append(len(plain))
        else:
            fixture.marked.append((path, opened.pop(), len(plain)))
    return plain + text[position:]


def apply_changes(files: dict[str, str], snapshot: Snapshot, changes: Iterable[Change]) -> dict[str, str]:
    """The files of a workspace, by path, once changes are carried out as an editor would."""
    changes = list(changes)
    changed = dict(files)
    for path, wanted in operations_of(changes).items():
        document = reader(snapshot)(path)
        assert document is not None
        changed[path] = apply_edits(document.text.string, edits_for(document, wanted))
    for change in changes:
        if isinstance(change, FileRename):
            changed = _renamed(changed, change)
    for change in changes:
        if isinstance(change, FileCreation):
            assert change.path not in changed
            changed[change.path] = change.text
    return changed


def _renamed(files: dict[str, str], rename: FileRename) -> dict[str, str]:
    """The files once one of them, or a folder, has got another path."""
    taken = [path for path in files if path == rename.new_path or path.startswith(f"{rename.new_path}/")]
    assert not taken, f"{rename.new_path} exists already"
    inside = f"{rename.path}/"
    assert any(path == rename.path or path.startswith(inside) for path in files), f"there is no {rename.path}"
    return {
        rename.new_path + path[len(rename.path) :] if path == rename.path or path.startswith(inside) else path: text
        for path, text in files.items()
    }
