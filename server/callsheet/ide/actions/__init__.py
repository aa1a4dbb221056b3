"""Code actions: one file per group, each with a function that gives the actions at a place."""

from callsheet.ide.actions.action import Action, Selection
from callsheet.ide.actions.collecting import actions

__all__ = ["Action", "Selection", "actions"]
