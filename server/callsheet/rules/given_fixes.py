"""The fixes of rules whose checks have worked out the remedies already."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.rules.registry import Finding, Fix, FixContext


def given_fixes(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    """The fixes that `finding.data` holds, best first."""
    yield from finding.data
