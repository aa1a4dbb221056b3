"""The rule `untidy-lines`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.lines import format_lines, parse_lines
from callsheet.rules.references.segments import set_lines
from callsheet.rules.registry import Context, Finding, Severity, found, rule
from callsheet.workspace.facts import Facts


@rule(
    "untidy-lines",
    "references",
    Severity.HINT,
    summary="Line ranges overlap, touch, are out of order, or name one line as a range.",
    reason="Tidy ranges are easier to read and to compare.",
    exceptions="Blanks do not matter.",
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
    remedy="Writes the same lines in order, joined where they touch. Safe: it cannot change what is meant.",
    fixes=set_lines,
    safety="always",
    only_with="has_odd_lines",
)
def untidy_lines(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Compare valid ranges with their canonical form; blanks and leading zeros do not matter."""
    for reference in facts.references:
        if reference.lines is None:
            continue
        segments, errors = parse_lines(reference.lines)
        if errors or not segments or (len(segments) == 1 and segments[0].first < segments[0].last):
            continue
        tidy = format_lines((segment.first, segment.last) for segment in segments)
        if "".join(reference.lines.split()) != tidy:
            message = f'the same lines in order are "{tidy}"'
            yield found("untidy-lines", facts, (*reference.pointer, "lines"), message, data=tidy)
