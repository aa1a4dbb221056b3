"""The rule `unportable-path`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import FEATURE_KINDS, ArtifactKind
from callsheet.rules.references.places import path_part, replace_path
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.workspace.facts import Facts, Reference
from callsheet.workspace.snapshot import Snapshot


def _make_relative(finding: Finding, context: FixContext) -> Iterator[Fix]:
    tails: list[tuple[Reference, str]] = finding.data
    if not tails:
        return
    operations = [replace_path(reference, tail, finding.path) for reference, tail in tails]
    title = f"Change to {tails[0][1]}" if len(tails) == 1 else f"Make {len(tails)} paths relative"
    is_safe = all(_is_under_root(context.snapshot, reference.path.path, tail) for reference, tail in tails)
    yield Fix(title, change(finding.path, *operations), is_preferred=True, is_safe=is_safe)


def _is_under_root(snapshot: Snapshot, path: str, tail: str) -> bool:
    """Whether an absolute path is that of a file in this workspace for certain, not of a like one elsewhere."""
    return path == f"{snapshot.root.as_posix().rstrip('/')}/{tail}"


@rule(
    "unportable-path",
    "references",
    Severity.HINT,
    summary="A path is absolute or leads to somebody's home: it means something else on the next machine.",
    reason="The file is found by its author only; agents and colleagues run elsewhere.",
    exceptions="All such paths of a document are one finding.",
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
    remedy="Makes all paths of the document relative whose end exists in the workspace. "
    "Safe where they lie below the workspace's own folder.",
    fixes=_make_relative,
    safety="sometimes",
    kinds=(*FEATURE_KINDS, ArtifactKind.CONTRACT, ArtifactKind.CONFIGURATION),
    scope="files",
    only_with="has_odd_paths",
)
def unportable_path(facts: Facts, context: Context) -> Iterator[Finding]:
    """Report the absolute paths of a document together, at the first that can be made relative."""
    unportable = [reference for reference in facts.references if reference.path.form in ("absolute", "home")]
    if not unportable:
        return
    tails = [(reference, tail) for reference in unportable if (tail := _tail(context.snapshot, reference))]
    place = tails[0][0] if tails else unportable[0]
    if tails:
        message = f"an absolute path; in this workspace the file is {tails[0][1]}"
    else:
        message = f"{place.path.path} exists on its author's machine only"
    message += f" (and {len(unportable) - 1} more here)" if len(unportable) > 1 else ""
    yield found("unportable-path", facts, place.path_pointer, message, part=path_part(place), data=tails)


def _tail(snapshot: Snapshot, reference: Reference) -> str | None:
    """The longest tail of an absolute path that exists in the workspace; a bare name only right below its folder."""
    if reference.path.form != "absolute":
        return None
    steps = reference.path.path.strip("/").split("/")
    for start in range(len(steps)):
        is_bare = start == len(steps) - 1
        if is_bare and (start == 0 or steps[start - 1] != snapshot.root.name):
            return None
        tail = "/".join(steps[start:])
        if snapshot.exists(tail):
            return tail
    return None
