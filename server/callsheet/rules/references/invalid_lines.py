"""The rule `invalid-lines`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.lines import correct_lines, parse_lines
from callsheet.rules.references.segments import set_lines
from callsheet.rules.registry import Context, Finding, Severity, found, rule
from callsheet.workspace.facts import Facts


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
    remedy="Writes what was most likely meant: ends swapped, `:` and `..` read as `-`, `L` left out.",
    fixes=set_lines,
    only_with="has_odd_lines",
)
def invalid_lines(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report each segment that is no line range."""
    for reference in facts.references:
        if reference.lines is None:
            continue
        for error in parse_lines(reference.lines)[1]:
            pointer, correct = (*reference.pointer, "lines"), correct_lines(reference.lines)
            part = (error.start, error.end)
            yield found("invalid-lines", facts, pointer, error.message, part=part, data=correct)
