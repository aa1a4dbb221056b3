"""The terminal: one file per command, and what the commands share."""
