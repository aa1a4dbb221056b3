"""The family *backlog*: scores and ranks."""

from callsheet.rules.backlog import wrong_score

__all__ = ["wrong_score"]
