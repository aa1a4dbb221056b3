"""The family *identity*: a file's names for itself agree with where it lies."""

from callsheet.rules.identity import duplicate_seq, id_mismatch, missing_task_file, seq_mismatch, status_stub

__all__ = ["duplicate_seq", "id_mismatch", "missing_task_file", "seq_mismatch", "status_stub"]
