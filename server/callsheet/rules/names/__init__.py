"""The family *names*: what documents call one another's entries."""

from callsheet.rules.names import duplicate_name, mapping_mismatch, uncovered, unknown_name

__all__ = ["duplicate_name", "mapping_mismatch", "uncovered", "unknown_name"]
