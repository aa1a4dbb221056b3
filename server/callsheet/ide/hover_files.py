"""Hovers over what names a file: its lines, its outline or its entries, and who makes and who reads it."""

from __future__ import annotations

from callsheet.artifacts.lines import Segment, parse_lines
from callsheet.artifacts.references import PathForm, WrittenPath
from callsheet.ide.hover_excerpts import describe_segments, describe_whole
from callsheet.ide.hover_markdown import code, counted, fence, listed, paragraphs, plain
from callsheet.ide.hover_subtasks import subtask_name
from callsheet.workspace.disk import count_lines
from callsheet.workspace.facts import Deliverable, Facts, Reference, SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot

MAX_ENTRIES = 20
"""How many entries of a folder are shown."""

_OTHER_FORMS: dict[PathForm, str] = {
    "absolute": "An absolute path: it means this file on one machine only, and nothing of it is shown.",
    "home": "A path in somebody's home: it means another file for everyone, and nothing of it is shown.",
    "url": "A web address. It is not fetched.",
    "glob": "A pattern for several files.",
    "endpoint": "An endpoint, no file.",
}


def reference_markdown(snapshot: Snapshot, facts: Facts, reference: Reference, segment: Segment | None = None) -> str:
    """A file reference: the lines it names, or only those of one segment of them."""
    segments, errors = parse_lines(reference.lines or "")
    if segment is not None:
        segments, errors = [segment], []
    reason = f"*{plain(reference.reason)}*" if reference.reason and reference.reason.strip() else None
    wrong = bullets(plain(error.message) for error in errors)
    relations = _makers(snapshot, facts, reference.path.path)
    return _path_markdown(snapshot, reference.path, segments, [reason, wrong], relations)


def deliverable_markdown(snapshot: Snapshot, facts: Facts, deliverable: Deliverable) -> str | None:
    """A deliverable: what of it is there already, and which subtasks read it; None where it is only a sentence."""
    if deliverable.path.form in ("prose", "empty"):
        return None
    return _path_markdown(snapshot, deliverable.path, [], [], _readers(snapshot, facts, deliverable.path.path))


def _path_markdown(
    snapshot: Snapshot, path: WrittenPath, segments: list[Segment], notes: list[str | None], relations: list[str]
) -> str:
    """What a written path leads to: a line that names it, notes, the content, and how subtasks relate to it."""
    if path.form in _OTHER_FORMS:
        return paragraphs(code(path.path), *notes, _OTHER_FORMS[path.form])
    if path.form in ("prose", "empty"):
        return paragraphs("This names no file.", *notes)
    if path.leaves_workspace:
        return paragraphs(code(path.path), *notes, "It leads out of the workspace; nothing of it is shown.")
    about, content = _content(snapshot, path.path, segments)
    head = " · ".join((code(path.path or "."), *([about] if about else [])))
    return paragraphs(head, *notes, content, bullets(relations))


def _content(snapshot: Snapshot, path: str, segments: list[Segment]) -> tuple[str, str | None]:
    """What is at a path relative to the root: a few words about it, and what there is to show of it."""
    if not snapshot.exists(path):
        return "not there yet" if _is_promised(snapshot, path) else "not there", None
    if not snapshot.disk.is_shown(path):
        return "not shown: it lies outside the workspace, or may hold secrets", None
    if path not in snapshot.overlays and snapshot.disk.entry_type(path) == "folder":
        return _folder(snapshot, path)
    text = snapshot.text(path)
    if text is None:
        data = snapshot.disk.read_bytes(path)
        return "too large to be shown, or not readable" if data is None else f"binary, {_size(len(data))}", None
    if segments:
        return "", describe_segments(text, path, segments)
    return counted(count_lines(text.string), "line"), describe_whole(text, path)


def _size(count: int) -> str:
    """A number of bytes in the unit that suits it."""
    if count < 1024:
        return counted(count, "byte")
    return f"{count / 1024:.0f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"


def _folder(snapshot: Snapshot, path: str) -> tuple[str, str | None]:
    entries = sorted(snapshot.disk.entries(path), key=lambda entry: (entry[1] != "folder", entry[0]))
    if not entries:
        return "an empty folder", None
    names = [" ".join(f"{name}/" if entry_type == "folder" else name for name, entry_type in [entry]) for entry in entries]
    left_out = len(names) - MAX_ENTRIES
    note = f"*… and {left_out} more*" if left_out > 0 else None
    return f"folder, {counted(len(names), 'entry')}", paragraphs(fence(names[:MAX_ENTRIES], ""), note)
