"""The fix of a wrong or untidy `lines`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.rules.registry import Finding, Fix, FixContext, change
from callsheet.syntax.operations import SetValue


def set_lines(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    """Write the lines that `finding.data` says, if any."""
    if finding.data:
        changes = change(finding.path, SetValue(finding.pointer, finding.data))
        is_safe = finding.rule == "untidy-lines"
        yield Fix(f'Change to "{finding.data}"', changes, is_preferred=True, is_safe=is_safe)
