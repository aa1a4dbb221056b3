"""The rule `mixed-references`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.quoting import shorten
from callsheet.rules.references.places import path_part
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.syntax.operations import InsertItem, Operation, Remove, SetValue
from callsheet.workspace.facts import Facts, Reference

_STANDARDS = (".opencode/context/", ".claude/context/")
"""Where teams keep their standards."""


def _move(finding: Finding, context: FixContext) -> Iterator[Fix]:
    reference: Reference
    reference, is_in_both = finding.data
    removal = Remove(reference.pointer)
    if is_in_both:
        yield Fix(
            f"Remove {shorten(reference.path.path)} from reference_files",
            change(finding.path, removal),
            is_preferred=True,
        )
        return
    document = context.snapshot.document(finding.path)
    node = document.node(reference.pointer) if document else None
    if document is None or node is None:
        return
    target = document.node(("context_files",))
    add: Operation = SetValue(("context_files",), [node.value], ("parallel", "depends_on", "status"))
    if target is not None and target.kind == "array":
        add = InsertItem(("context_files", len(target.items)), node.value)
    yield Fix(
        f"Move {shorten(reference.path.path)} to context_files", change(finding.path, removal, add), is_preferred=True
    )


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
    remedy="Moves the standard to `context_files`, or removes the entry that stands in both lists.",
    fixes=_move,
    only_with="references",
)
def mixed_references(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report standards among the `reference_files`, and what stands in both lists with the same lines."""
    standards: dict[str, set[str | None]] = {}
    for reference in facts.references:
        path = reference.path.path
        if reference.field == "context_files":
            standards.setdefault(path, set()).add(reference.lines)
            continue
        is_in_both = reference.lines in standards.get(path, ())
        if reference.field == "reference_files" and (is_in_both or path.startswith(_STANDARDS)):
            stands = (
                "stands in context_files as well"
                if is_in_both
                else "is a standard to follow; it belongs in context_files"
            )
            data, part = (reference, is_in_both), path_part(reference)
            yield found("mixed-references", facts, reference.path_pointer, f"{path} {stands}", part=part, data=data)
