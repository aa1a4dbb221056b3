"""The rule `lines-out-of-range`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.lines import format_lines
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.syntax.operations import Remove, SetValue
from callsheet.workspace.facts import Facts


def _clamp(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    existing = finding.data
    if existing:
        changes = change(finding.path, SetValue(finding.pointer, existing))
        yield Fix(f'Change to "{existing}"', changes, is_preferred=True)
    yield Fix("Refer to the whole file", change(finding.path, Remove(finding.pointer)), is_preferred=not existing)


@rule(
    "lines-out-of-range",
    "references",
    Severity.WARNING,
    summary="A line range goes past the end of its file.",
    reason="The lines have moved or are gone; the agent reads something else, or nothing.",
    exceptions="Unsaved lines count. What is no text has no lines.",
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
    remedy="Ends the range where the file ends, or refers to the whole file.",
    fixes=_clamp,
    scope="files",
    only_with="ranges",
)
def lines_out_of_range(facts: Facts, context: Context) -> Iterator[Finding]:
    """Compare each range with the number of lines that the file has, unsaved changes included."""
    for reference, segments in facts.ranges:
        count = context.snapshot.line_count(reference.path.path)
        beyond = [] if count is None else [segment for segment in segments if segment.last > count]
        if count is None or not beyond:
            continue
        inside = format_lines(
            (segment.first, min(segment.last, count)) for segment in segments if segment.first <= count
        )
        have = {0: "is empty", 1: "has only 1 line"}.get(count, f"has only {count} lines")
        for segment in beyond:
            pointer, part = (*reference.pointer, "lines"), (segment.start, segment.end)
            message = f"{reference.path.path} {have}"
            yield found("lines-out-of-range", facts, pointer, message, part=part, data=inside)
