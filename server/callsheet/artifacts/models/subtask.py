"""`subtask_NN.json`: one piece of a feature's work, done by one agent."""

from __future__ import annotations

from enum import Enum

from pydantic import ConfigDict, Field

from callsheet.artifacts.models.common import ShortText, Timestamp, Work


class SubtaskStatus(str, Enum):
    """Where a subtask stands: pending, then in progress once all it depends on is completed, then completed."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    BLOCKED = "blocked"


class Subtask(Work):
    """One piece of a feature's work: what to read, what to deliver, and what has to be done before."""

    model_config = ConfigDict(
        title="Subtask",
        json_schema_extra={
            "examples": [
                {
                    "id": "gift-cards-02",
                    "seq": "02",
                    "title": "Store gift cards and their balances",
                    "status": "pending",
                    "depends_on": ["01"],
                    "parallel": True,
                    "context_files": [
                        {
                            "path": ".opencode/context/core/standards/code-quality.md",
                            "lines": "24-50",
                            "reason": "How modules are cut",
                        }
                    ],
                    "acceptance_criteria": ["A balance never falls below zero"],
                    "deliverables": ["src/gift-cards/store.ts"],
                }
            ]
        },
    )

    LEADING = (
        "id",
        "seq",
        "title",
        "status",
        "depends_on",
        "parallel",
        "context_files",
        "reference_files",
        "suggested_agent",
        "agent_id",
        "acceptance_criteria",
        "deliverables",
        "started_at",
        "completed_at",
        "completion_summary",
    )

    id: str = Field(min_length=1, examples=["gift-cards-02"])
    """The feature's id, a hyphen and the subtask's number."""
    seq: str = Field(pattern=r"^[0-9]{2,3}$", examples=["02"])
    """The subtask's number in its feature, with leading zeros to two digits: the number in the file's name."""
    title: str = Field(min_length=1, max_length=100)
    """What the subtask does, in at most 100 characters."""
    status: SubtaskStatus
    """Where it stands: `pending`, `in_progress` once all it depends on is completed, `completed`, or `blocked`."""
    depends_on: list[str] | None = Field(None, examples=[["01", "03"]])
    """The numbers of the subtasks of this feature that must be completed before this one starts."""
    parallel: bool | None = False
    """Whether the subtask is isolated and may run beside others of its batch."""
    suggested_agent: str | None = Field(None, examples=["CoderAgent"])
    """Which agent the planner has in mind for it."""
    agent_id: str | None = None
    """Which agent works on it; set when it goes in progress."""
    acceptance_criteria: list[str] | None = None
    """What must be true for the subtask to be done: each criterion is met or is not."""
    deliverables: list[str] | None = Field(None, examples=[["src/gift-cards/store.ts"]])
    """The files, folders (with a trailing `/`) or endpoints that exist once the subtask is done."""
    started_at: Timestamp | None = None
    """When work on it began."""
    completed_at: Timestamp | None = None
    """When it was completed."""
    completion_summary: ShortText | None = None
    """What was done, in at most 200 characters."""
