"""Hovers over what names a file: its lines, its outline or its entries, and how subtasks relate to it."""

from __future__ import annotations

from collections.abc import Sequence

from callsheet.artifacts.lines import Segment, parse_lines
from callsheet.artifacts.quoting import counted
from callsheet.artifacts.references import PathForm, WrittenPath
from callsheet.ide.hover_excerpts import describe_segments, describe_whole
from callsheet.ide.hover_markdown import bullets, code, fence, paragraphs, plain
from callsheet.ide.hover_subtasks import status_words, subtask_name
from callsheet.workspace.disk import count_lines
from callsheet.workspace.facts import Deliverable, Facts, Reference, SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot

MAX_ENTRIES = 20
"""How many entries of a folder are shown."""

_MAX_RELATIONS = 5

OTHER_FORMS: dict[PathForm, str] = {
    "absolute": "An absolute path: it leads to this file on one machine only. Nothing of it is shown.",
    "home": "A path in somebody's home: it leads elsewhere for everyone. Nothing of it is shown.",
    "url": "A web address. Nothing of it is fetched.",
    "glob": "A pattern that several files can match.",
    "endpoint": "An endpoint.",
}
"""What is said of written paths that name no one file of the workspace, by their form."""


def reference_markdown(snapshot: Snapshot, facts: Facts, reference: Reference, segment: Segment | None = None) -> str:
    """A file reference: the lines it names, or only those of one segment of them."""
    segments, errors = parse_lines(reference.lines or "") if segment is None else ([segment], [])
    reason = f"*{plain(reference.reason)}*" if reference.reason and reference.reason.strip() else None
    wrong = bullets(plain(error.message) for error in errors)
    return _path_markdown(
        snapshot, reference.path, segments, paragraphs(reason, wrong), _makers(snapshot, facts, reference.path.path)
    )


def deliverable_markdown(snapshot: Snapshot, facts: Facts, deliverable: Deliverable) -> str | None:
    """A deliverable: what of it is there already, and which subtasks read it; None where it is only a sentence."""
    if deliverable.path.form in ("prose", "empty"):
        return None
    return _path_markdown(snapshot, deliverable.path, [], "", _readers(snapshot, facts, deliverable.path.path))


def _path_markdown(
    snapshot: Snapshot, path: WrittenPath, segments: Sequence[Segment], notes: str, relations: list[str]
) -> str:
    """What a written path leads to: a line that names it, notes, the content, and how subtasks relate to it."""
    if path.form in OTHER_FORMS:
        return paragraphs(code(path.path), notes, OTHER_FORMS[path.form])
    if path.form in ("prose", "empty"):
        return paragraphs("This names no file.", notes)
    if path.leaves_workspace:
        return paragraphs(code(path.path), notes, "It leads out of the workspace. Nothing of it is shown.")
    about, content = _content(snapshot, path.path, segments)
    head = " · ".join((code(path.path or "."), *([about] if about else [])))
    return paragraphs(head, notes, content, bullets(relations) if len(relations) > 1 else "".join(relations))


def _content(snapshot: Snapshot, path: str, segments: Sequence[Segment]) -> tuple[str, str | None]:
    """What is at a path relative to the root: a few words about it, and what there is to show of it."""
    if not snapshot.exists(path):
        return "does not exist", None
    if not snapshot.disk.is_shown(path):
        return "not shown: it lies outside the workspace or may hold secrets", None
    if path not in snapshot.overlays and snapshot.disk.entry_type(path) == "folder":
        return _folder(snapshot, path)
    text = snapshot.text(path)
    if text is None:
        data = snapshot.disk.read_bytes(path)
        return "too large or not readable" if data is None else f"binary, {_size(len(data))}", None
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
    names = [f"{name}/" if entry_type == "folder" else name for name, entry_type in entries]
    if not names:
        return "an empty folder", None
    shown = ["".join(map(_visible, name)) for name in names[:MAX_ENTRIES]]
    note = f"*… and {len(names) - MAX_ENTRIES} more*" if len(names) > MAX_ENTRIES else None
    return f"a folder with {counted(len(names), 'entry')}", paragraphs(fence(shown, path), note)


def _visible(character: str) -> str:
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


def _makers(snapshot: Snapshot, facts: Facts, path: str) -> list[str]:
    """Which subtasks make a file that a document refers to; where it is not there yet also whether it is waited for."""
    feature, exists = snapshot.feature_of(facts.path), snapshot.exists(path)
    if feature is None:
        return _makers_anywhere(snapshot, path, exists)
    key = feature.key_of(facts) if isinstance(facts, SubtaskFacts) else None
    makers = feature.promises.get(path) or feature.promisers(path)
    if not makers and not exists:
        return [f"No subtask of {plain(feature.name)} makes it"]
    return _limited([_maker(feature, maker, key, exists) for maker in makers if maker != key or not exists])


def _makers_anywhere(snapshot: Snapshot, path: str, exists: bool) -> list[str]:
    """The same for a file that a planning artifact refers to: the subtasks of any feature that make it."""
    makers = [
        f"Made by {subtask_name(feature, key)} of {plain(feature.name)} ({status_words(feature.subtasks[key])})"
        for feature in snapshot.features.values()
        for key in feature.promisers(path)
    ]
    return _limited(makers) if makers or exists else ["No subtask makes it"]


def _maker(feature: Feature, maker: str, key: str | None, exists: bool) -> str:
    if maker == key:
        return "This subtask makes it"
    text = f"Made by {subtask_name(feature, maker)} ({status_words(feature.subtasks[maker])})"
    if key is None or exists:
        return text
    return f"{text}, which this subtask {'waits for' if maker in feature.ancestors[key] else 'does not wait for'}"


def _readers(snapshot: Snapshot, facts: Facts, path: str) -> list[str]:
    """Which other subtasks refer to a deliverable, or promise it too."""
    feature = snapshot.feature_of(facts.path)
    if feature is None:
        return []
    relations = [
        f"Also made by {subtask_name(feature, key)}"
        for key in feature.promises.get(path, ())
        if feature.subtasks[key].path != facts.path
    ]
    relations += [
        f"Read by {subtask_name(feature, key)}"
        for key, other in feature.subtasks.items()
        if other.path != facts.path and any(_lies_in(reference.path.path, path) for reference in other.references)
    ]
    return _limited(relations)


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _limited(relations: list[str]) -> list[str]:
    left_out = len(relations) - _MAX_RELATIONS
    return relations if left_out <= 0 else [*relations[:_MAX_RELATIONS], f"… and {left_out} more"]
