"""The family *references*: the files and lines that a document names."""

from callsheet.rules.references import (
    broken_reference,
    invalid_lines,
    lines_out_of_range,
    mixed_references,
    outside_workspace,
    unportable_path,
    untidy_lines,
)

__all__ = [
    "broken_reference",
    "invalid_lines",
    "lines_out_of_range",
    "mixed_references",
    "outside_workspace",
    "unportable_path",
    "untidy_lines",
]
