"""The family *syntax*: the text is not what it is meant to be, JSON or YAML."""

from callsheet.rules.syntax import duplicate_key, syntax_error

__all__ = ["duplicate_key", "syntax_error"]
