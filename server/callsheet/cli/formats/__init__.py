"""How `callsheet check` prints what it has found: a module for each format, and what they share."""
