"""Completion: what could stand at a place of a document."""

from callsheet.ide.completion.complete import complete
from callsheet.ide.completion.items import Completion, CompletionKind

__all__ = ["Completion", "CompletionKind", "complete"]
