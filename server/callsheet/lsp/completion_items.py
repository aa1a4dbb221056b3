"""Completions as the protocol's items."""
