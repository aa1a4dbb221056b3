"""Callsheet: a language server and a command line for the files that direct teams of coding agents."""

__version__ = "0.1.0"
