"""The family *backlog*: scores and ranks, and what belongs to the first release."""

from callsheet.rules.backlog import mvp_inversion, rank_order, wrong_score

__all__ = ["mvp_inversion", "rank_order", "wrong_score"]
