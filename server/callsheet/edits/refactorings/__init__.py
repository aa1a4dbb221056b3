"""Refactorings: other ways to write what documents say already. Pure functions that give changes; no finding is new."""
