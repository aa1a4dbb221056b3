"""A brief as Markdown, for those who read rather than compute."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from callsheet.artifacts.quoting import one_line
from callsheet.ide.brief.brief import Brief, Neighbour, Promised
from callsheet.ide.brief.design import MAX_LINE, DesignEntry
from callsheet.ide.brief.files import Excerpt, ReferencedFile
from callsheet.ide.hover_markdown import bullets, code, fence, paragraphs
from callsheet.workspace.statuses import in_words

_HEADINGS = {
    "context_files": "standards and conventions to follow",
    "reference_files": "existing files to look at",
    "contracts": "contracts",
    "design_components": "designs",
    "related_adrs": "decisions to keep to",
}
"""What a file is read for, by the member that names it."""

_BEGINNING = ("started_at", "agent_id")
"""The members that say since when somebody is at work on a subtask, and who."""

_TOLD = frozenset(
    [
        "id",
        "seq",
        "title",
        "status",
        "depends_on",
        "acceptance_criteria",
        "deliverables",
        "context_files",
        "reference_files",
        "bounded_context",
        "contracts",
        "design_components",
        "module",
        "related_adrs",
        "vertical_slice",
        "suggested_agent",
        *_BEGINNING,
        "completion_summary",
    ]
)
"""The members of a subtask that a brief tells of in a place of their own."""


def brief_text(found: Brief) -> str:
    """All that a brief says, the most important first."""
    return paragraphs(
        f"# {found.feature}/{found.subtask}: {_line(found.title or '(no title)')}",
        _state(found),
        _left_out(found.files),
        _section("Acceptance criteria", map(_line, found.acceptance_criteria)),
        _section("Deliverables", map(_deliverable, found.deliverables)),
        _section("What the whole feature has to meet in the end", map(_line, found.exit_criteria)),
        _section("Depends on", map(_neighbour, found.depends_on)),
        _section("Needed by", map(_neighbour, found.needed_by)),
        _design(found.design),
        *_files(found.files),
        _section("Besides", _others(found.fields)),
    )


def _line(text: str) -> str:
    return one_line(text.strip(), MAX_LINE)


def _section(title: str, items: Iterable[str]) -> str | None:
    lines = bullets(items)
    return f"## {title}\n\n{lines}" if lines else None


def _state(found: Brief) -> str:
    """Where the subtask stands, and where it belongs."""
    broken = "Its file has a slip of syntax, which may hide something; check it." if found.is_broken else None
    feature = ": ".join(_line(part) for part in (found.feature_title, found.objective) if part and part.strip())
    names = ("suggested_agent", *(() if _is_begun(found) else _BEGINNING), "completion_summary")
    return bullets(
        [
            f"Status: {_status(found)}.",
            *([broken] if broken else []),
            f"Plan: {found.place}.",
            f"File: {code(found.path)}",
            *([f"Feature: {feature}"] if feature else []),
            *(f"{name}: {text}" for name in names if (text := _member(found, name))),
        ]
    )


def _status(found: Brief) -> str:
    """The status and whether it can start; of one that is begun since when, and by whom."""
    status = in_words(found.status)
    if _is_begun(found):
        since, agent = (_member(found, name) for name in _BEGINNING)
        return f"{status}{f' since {since}' if since else ''}{f', by {agent}' if agent else ''}"
    start = "It can start now" if found.can_start else f"It cannot be started now; {found.refusal}"
    return f"{status}. {start}"


def _is_begun(found: Brief) -> bool:
    return found.status == "in_progress"


def _member(found: Brief, name: str) -> str:
    """A text of its document as one line; empty where there is none."""
    value = found.fields.get(name)
    return _line(value) if isinstance(value, str) else ""


def _others(fields: Mapping[str, Any]) -> Iterator[str]:
    """The members that are told of nowhere else, such as those that a team has of its own."""
    for name, value in fields.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        if name not in _TOLD and value is not None and text.strip():
            yield f"{_line(name)}: {_line(text)}"


def _left_out(files: Iterable[ReferencedFile]) -> str | None:
    """Which lines are not shown, and how to come by them."""
    cut = [f"{code(file.path)}: lines {file.left_out}" for file in files if file.left_out]
    if not cut:
        return None
    how = "Left out to keep this short; read them in the files, or ask again with a larger max_characters:"
    return f"{how}\n\n{bullets(cut)}"


def _deliverable(promised: Promised) -> str:
    return f"{code(promised.deliverable)}{' (exists already)' if promised.exists else ''}"


def _neighbour(other: Neighbour) -> str:
    if not other.exists:
        return f"{code(other.subtask)}: there is no such subtask"
    summary = f": {_line(other.summary)}" if other.summary and other.summary.strip() else ""
    delivers = f"\n  Delivers {', '.join(map(code, other.deliverables))}" if other.deliverables else ""
    return f"{other.subtask} {_line(other.title or '(no title)')} ({in_words(other.status)}){summary}{delivers}"


def _design(entries: Iterable[DesignEntry]) -> str | None:
    parts = [_entry(entry) for entry in entries]
    return paragraphs("## The design behind it", *parts) if parts else None


def _entry(entry: DesignEntry) -> str:
    if entry.text is None:
        return f"**{_line(entry.name)}** · {entry.kind}, which no document defines"
    return paragraphs(entry.text, f"Defined in {code(entry.path or '')}")


def _files(files: Iterable[ReferencedFile]) -> Iterator[str]:
    """The files by the member that names them, in the order in which the first of each stands."""
    groups: dict[str, list[ReferencedFile]] = {}
    for file in files:
        groups.setdefault(file.field, []).append(file)
    for field, members in groups.items():
        yield f"## {field}: {_HEADINGS.get(field, 'files')}"
        yield from map(_file, members)


def _file(file: ReferencedFile) -> str:
    lines = f", lines {_line(file.lines)}" if file.lines else ""
    by = " (named by the task)" if file.by == "task" else ""
    elsewhere = f"Lines {file.shown_elsewhere} stand where they are named." if file.shown_elsewhere else None
    left_out = f"Lines {file.left_out} are left out." if file.left_out else None
    return paragraphs(
        f"### {code(file.path)}{lines}{by}",
        _line(file.reason) if file.reason else None,
        *file.notes,
        *(_excerpt(file, excerpt) for excerpt in file.excerpts),
        elsewhere,
        left_out,
    )


def _excerpt(file: ReferencedFile, excerpt: Excerpt) -> str:
    """The lines behind their numbers, as in the file otherwise."""
    width = len(str(excerpt.last))
    lines = _lines(excerpt.text)
    return fence([f"{excerpt.first + index:>{width}}  {line}".rstrip() for index, line in enumerate(lines)], file.path)


def _lines(text: str) -> list[str]:
    """The lines of a text as LSP counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
