"""The steps in the life of subtasks and features: what stands in their way, and what they change."""

from callsheet.edits.lifecycle.features import archive, archive_refusal, complete_feature, completion_refusal
from callsheet.edits.lifecycle.refusals import Refusal, is_readable
from callsheet.edits.lifecycle.subtasks import (
    SubtaskStep,
    block,
    blocking_dependencies,
    completable,
    complete,
    complete_ready,
    completes_all,
    reopen,
    start,
    step_changes,
    step_refusal,
    summary_refusal,
    unblock,
)

__all__ = [
    "Refusal",
    "SubtaskStep",
    "archive",
    "archive_refusal",
    "block",
    "blocking_dependencies",
    "completable",
    "complete",
    "complete_feature",
    "complete_ready",
    "completes_all",
    "completion_refusal",
    "is_readable",
    "reopen",
    "start",
    "step_changes",
    "step_refusal",
    "summary_refusal",
    "unblock",
]
