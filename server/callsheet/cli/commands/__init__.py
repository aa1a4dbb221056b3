"""The commands: a file for each, which ends in its `COMMAND`."""
