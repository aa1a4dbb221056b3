"""All that somebody needs to know to begin a subtask: itself, what it builds on, and the lines that it refers to."""

from callsheet.ide.brief.brief import MAX_CHARACTERS, Brief, brief
from callsheet.ide.brief.text import brief_text

__all__ = ["MAX_CHARACTERS", "Brief", "brief", "brief_text"]
