"""The family *references*: the files and lines that a document names."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.lines import correct_lines, format_lines, parse_lines
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, found, rule
from callsheet.syntax.operations import InsertItem, Operation, Remove, SetValue
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.facts import Facts, Reference, SubtaskFacts
from callsheet.workspace.snapshot import Snapshot


def _change(path: str, *operations: Operation) -> tuple[DocumentChange, ...]:
    return (DocumentChange(path, operations),)


def _in_workspace(facts: Facts) -> Iterator[Reference]:
    """The references that name a file or folder of the workspace."""
    for reference in facts.references:
        if reference.path.form in ("file", "folder") and not reference.path.leaves_workspace:
            yield reference


# broken-reference


def nearest_paths(snapshot: Snapshot, path: str) -> list[str]:
    """Existing paths that look like one that does not exist, the likeliest first; at most three.

    Looked for in the nearest folder that exists: a name much like the wanted one, or the same name elsewhere below it.
    """
    folder, _, rest = path.rpartition("/")
    while folder and snapshot.disk.entry_type(folder) != "folder":
        folder, _, rest = folder.rpartition("/")[0], "", path[len(folder.rpartition("/")[0]) :].lstrip("/")
    wanted, _, below = rest.partition("/")
    names = [name for name, _ in snapshot.disk.entries(folder)]
    close = difflib.get_close_matches(wanted, names, 3, 0.6)
    prefix = f"{folder}/" if folder else ""
    candidates = [f"{prefix}{name}/{below}" if below else f"{prefix}{name}" for name in close]
    return [candidate for candidate in candidates if snapshot.exists(candidate)]


def _mend_reference(finding: Finding, context: FixContext) -> Iterator[Fix]:
    for index, path in enumerate(nearest_paths(context.snapshot, finding.data)):
        changes = _change(finding.path, SetValue(finding.pointer, path))
        yield Fix(f"Change to {path}", changes, is_preferred=index == 0)
    entry = finding.pointer[:2]
    yield Fix("Remove the reference", _change(finding.path, Remove(entry)))


@rule(
    "broken-reference",
    "references",
    Severity.WARNING,
    summary="A reference names a file that does not exist and that no subtask before this one makes.",
    reason="The agent is told to read something that is not there.",
    scope="files",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "context_files": [«"docs/pirces.md"»]
}
--- /docs/prices.md
Prices include tax.
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "context_files": ["docs/prices.md"]
}
--- /docs/prices.md
Prices include tax.
""",
    fixes=_mend_reference,
)
def broken_reference(facts: Facts, context: Context) -> Iterator[Finding]:
    """Report references that neither the disk nor any subtask of the feature accounts for."""
    if context.feature.is_archived:
        return  # history: what it names may be long gone
    for reference in _in_workspace(facts):
        path = reference.path.path
        if context.snapshot.exists(path) or context.feature.promisers(path):
            continue
        near = nearest_paths(context.snapshot, path)
        hint = f"; did you mean {near[0]}?" if near else ""
        message = f"{path} does not exist, and no subtask makes it{hint}"
        yield found("broken-reference", facts, reference.path_pointer, message, part=_path_part(reference), data=path)


def _path_part(reference: Reference) -> tuple[int, int] | None:
    """The path within the written string, where there is more than the path."""
    start, end = reference.path.start, reference.path.end
    return (start, end) if (start, end) != (0, len(reference.written)) else None


# invalid-lines, lines-out-of-range, untidy-lines


def _set_lines(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    if finding.data:
        changes = _change(finding.path, SetValue(finding.pointer, finding.data))
        safe = finding.rule == "untidy-lines"
        yield Fix(f'Change to "{finding.data}"', changes, is_preferred=True, is_safe=safe)


@rule(
    "invalid-lines",
    "references",
    Severity.ERROR,
    summary="The `lines` of a reference are not line ranges: `N` or `N-M`, counted from 1, joined by commas.",
    reason="Nothing can be shown or read at such a range.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "context_files": [
    {"path": "docs/prices.md", "lines": "«50-10»"}
  ]
}
--- /docs/prices.md
Prices include tax.
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "context_files": [
    {"path": "docs/prices.md", "lines": "10-50"}
  ]
}
--- /docs/prices.md
Prices include tax.
""",
    fixes=_set_lines,
)
def invalid_lines(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report each segment that is no line range."""
    for reference in facts.references:
        if reference.lines is None:
            continue
        for error in parse_lines(reference.lines)[1]:
            pointer = (*reference.pointer, "lines")
            part = (error.start, max(error.end, error.start + 1))
            correct = correct_lines(reference.lines)
            yield found("invalid-lines", facts, pointer, error.message, part=part, data=correct)


def _clamp(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    correct = finding.data
    if correct:
        changes = _change(finding.path, SetValue(finding.pointer, correct))
        yield Fix(f'Change to "{correct}"', changes, is_preferred=True)
    yield Fix("Refer to the whole file", _change(finding.path, Remove(finding.pointer)), is_preferred=not correct)


@rule(
    "lines-out-of-range",
    "references",
    Severity.WARNING,
    summary="A line range goes past the end of its file.",
    reason="The lines have moved or are gone; the agent reads something else, or nothing.",
    scope="files",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "context_files": [
    {"path": "docs/prices.md", "lines": "«2-5»"}
  ]
}
--- /docs/prices.md
# Prices
Prices include tax.
Discounts are shown.
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "context_files": [
    {"path": "docs/prices.md", "lines": "2-3"}
  ]
}
--- /docs/prices.md
# Prices
Prices include tax.
Discounts are shown.
""",
    fixes=_clamp,
)
def lines_out_of_range(facts: Facts, context: Context) -> Iterator[Finding]:
    """Compare each range with the number of lines that the file has, unsaved changes included."""
    for reference in _in_workspace(facts):
        if reference.lines is None or context.snapshot.disk.entry_type(reference.path.path) == "folder":
            continue
        segments, errors = parse_lines(reference.lines)
        if errors or not segments:
            continue
        count = context.snapshot.line_count(reference.path.path)
        if count is None:
            continue
        inside = [(segment.first, min(segment.last, count)) for segment in segments if segment.first <= count]
        for segment in segments:
            if segment.last > count:
                message = f"{reference.path.path} has only {count} line{'' if count == 1 else 's'}"
                pointer = (*reference.pointer, "lines")
                part = (segment.start, segment.end)
                yield found("lines-out-of-range", facts, pointer, message, part=part, data=format_lines(inside))


@rule(
    "untidy-lines",
    "references",
    Severity.HINT,
    summary="Line ranges overlap, touch, are out of order, or name one line as a range.",
    reason="Tidy ranges are easier to read and to compare.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "context_files": [
    {"path": "docs/prices.md", "lines": «"3-4,1-2"»}
  ]
}
--- /docs/prices.md
# Prices
Prices include tax.
Discounts are shown.
Shipping is free.
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "context_files": [
    {"path": "docs/prices.md", "lines": "1-4"}
  ]
}
--- /docs/prices.md
# Prices
Prices include tax.
Discounts are shown.
Shipping is free.
""",
    fixes=_set_lines,
)
def untidy_lines(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Compare valid ranges with their canonical form; blanks do not matter."""
    for reference in facts.references:
        if reference.lines is None:
            continue
        segments, errors = parse_lines(reference.lines)
        if errors or not segments:
            continue
        tidy = format_lines((segment.first, segment.last) for segment in segments)
        if "".join(reference.lines.split()) != tidy:
            message = f'the same lines in order are "{tidy}"'
            yield found("untidy-lines", facts, (*reference.pointer, "lines"), message, data=tidy)


# mixed-references


_OTHER_LIST = {"context_files": "reference_files", "reference_files": "context_files"}
_STANDARDS = (".opencode/context/", ".claude/context/")


def _move(finding: Finding, context: FixContext) -> Iterator[Fix]:
    document = context.snapshot.document(finding.path)
    node = document.node(finding.pointer[:2]) if document else None
    if document is None or node is None:
        return
    other = _OTHER_LIST[str(finding.pointer[0])]
    target = document.node((other,))
    add: Operation = SetValue((other,), [node.value], (str(finding.pointer[0]),))
    if target is not None and target.kind == "array":
        add = InsertItem((other, len(target.items)), node.value)
    yield Fix(f"Move to {other}", _change(finding.path, Remove(finding.pointer[:2]), add), is_preferred=True)


@rule(
    "mixed-references",
    "references",
    Severity.HINT,
    summary="A standard stands among the source files to look at, or one file stands in both lists.",
    reason="Agents read `context_files` as rules to follow and `reference_files` as code to look at.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "context_files": [".opencode/context/core/naming.md"],
  "reference_files": ["src/cards.ts", «".opencode/context/core/prices.md"»]
}
--- /src/cards.ts
export {};
--- /.opencode/context/core/naming.md
Name things after what they are.
--- /.opencode/context/core/prices.md
Prices include tax.
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "context_files": [".opencode/context/core/naming.md", ".opencode/context/core/prices.md"],
  "reference_files": ["src/cards.ts"]
}
--- /src/cards.ts
export {};
--- /.opencode/context/core/naming.md
Name things after what they are.
--- /.opencode/context/core/prices.md
Prices include tax.
""",
    fixes=_move,
)
def mixed_references(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report standards among the `reference_files`, and whole files that stand in both lists."""
    standards = {reference.path.path for reference in facts.references if reference.field == "context_files"}
    for reference in facts.references:
        if reference.field != "reference_files":
            continue
        path = reference.path.path
        if path.startswith(_STANDARDS) and path not in standards:
            message = f"{path} is a standard to follow; it belongs into context_files"
            yield found("mixed-references", facts, reference.path_pointer, message)


# unportable-path, outside-workspace


def _portable_path(snapshot: Snapshot, path: str) -> str | None:
    """The longest tail of an absolute path that exists in the workspace."""
    steps = path.strip("/").split("/")
    for start in range(len(steps)):
        tail = "/".join(steps[start:])
        if (len(steps) - start > 1 or start == 0) and snapshot.exists(tail):
            return tail
    return None


def _make_relative(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    if finding.data:
        changes = _change(finding.path, SetValue(finding.pointer, finding.data))
        yield Fix(f"Change to {finding.data}", changes, is_preferred=True, is_safe=True)


@rule(
    "unportable-path",
    "references",
    Severity.HINT,
    summary="A path is absolute or leads to somebody's home: it means something else on the next machine.",
    reason="The file is found by its author only; agents and colleagues run elsewhere.",
    scope="files",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "context_files": [«"/home/me/shop/docs/prices.md"»]
}
--- /docs/prices.md
Prices include tax.
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "context_files": ["docs/prices.md"]
}
--- /docs/prices.md
Prices include tax.
""",
    fixes=_make_relative,
)
def unportable_path(facts: Facts, context: Context) -> Iterator[Finding]:
    """Report absolute paths that can be made relative each, and all others of a document together in one hint."""
    others: list[Reference] = []
    for reference in facts.references:
        if reference.path.form not in ("absolute", "home"):
            continue
        tail = _portable_path(context.snapshot, reference.path.path) if reference.path.form == "absolute" else None
        if tail is None:
            others.append(reference)
            continue
        message = f"an absolute path; in this workspace the file is {tail}"
        yield found("unportable-path", facts, reference.path_pointer, message, data=tail)
    if others:
        more = f" (and {len(others) - 1} more here)" if len(others) > 1 else ""
        message = f"{others[0].path.path} exists on its author's machine only{more}"
        yield found("unportable-path", facts, others[0].path_pointer, message)


@rule(
    "outside-workspace",
    "references",
    Severity.WARNING,
    summary="A relative path leads out of the workspace.",
    reason="What lies there is not part of the project, and Callsheet shows nothing of it.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "reference_files": [«"../shop/src/cards.ts"»]
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "reference_files": []
}
""",
    kinds=tuple(ArtifactKind),
)
def outside_workspace(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report references and deliverables that climb above the root."""
    written = [(reference.path_pointer, reference.path) for reference in facts.references]
    if isinstance(facts, SubtaskFacts):
        written += [(deliverable.pointer, deliverable.path) for deliverable in facts.deliverables]
    for pointer, path in written:
        if path.leaves_workspace and path.form in ("file", "folder"):
            yield found("outside-workspace", facts, pointer, f"{path.path} leads out of the workspace")
