"""Rules on the way of a feature through its stages."""

from callsheet.rules.stages import skipped_stage

__all__ = ["skipped_stage"]
