"""`task.json`: a feature, as a whole."""

from __future__ import annotations

from enum import Enum

from pydantic import ConfigDict, Field

from callsheet.artifacts.models.common import RiceScore, Timestamp, Work, WsjfScore


class TaskStatus(str, Enum):
    """Where a feature stands."""

    ACTIVE = "active"
    COMPLETED = "completed"
    BLOCKED = "blocked"
    ARCHIVED = "archived"


class Task(Work):
    """A feature: what it is for, what its agents need to know, and how far it is. Its subtasks lie beside it."""

    model_config = ConfigDict(
        title="Task",
        json_schema_extra={
            "examples": [
                {
                    "id": "gift-cards",
                    "name": "Gift cards",
                    "status": "active",
                    "objective": "Let customers buy gift cards and pay with them",
                    "context_files": [".opencode/context/core/standards/code-quality.md"],
                    "exit_criteria": ["A gift card bought in the shop pays an order"],
                    "subtask_count": 4,
                    "completed_count": 0,
                    "created_at": "2026-03-01T09:15:00Z",
                }
            ]
        },
    )

    LEADING = (
        "id",
        "name",
        "status",
        "objective",
        "context_files",
        "reference_files",
        "exit_criteria",
        "subtask_count",
        "completed_count",
        "created_at",
        "completed_at",
    )

    id: str = Field(min_length=1, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", examples=["gift-cards"])
    """The feature's identifier in kebab-case: the name of its folder."""
    name: str = Field(min_length=1, max_length=100)
    """What people call the feature, in at most 100 characters."""
    status: TaskStatus
    """Where it stands: `active` until it is `completed`, or `blocked`; `archived` once it is put away."""
    objective: str = Field(min_length=1, max_length=200)
    """What the feature is to achieve, in at most 200 characters."""
    exit_criteria: list[str] | None = None
    """What must be true for the feature to be done."""
    subtask_count: int | None = Field(None, ge=0)
    """How many subtasks the feature has."""
    completed_count: int | None = Field(None, ge=0)
    """How many of its subtasks are completed."""
    created_at: Timestamp
    """When the feature was planned."""
    completed_at: Timestamp | None = None
    """When the feature was completed; set exactly while `status` is `completed`."""
    release_slice: str | None = Field(None, examples=["v1.0.0"])
    """The release that the feature is part of."""
    rice_score: RiceScore | None = None
    """The feature's RICE score."""
    wsjf_score: WsjfScore | None = None
    """The feature's WSJF score."""
