"""Reading what a workspace is set to, again and again as its file is edited."""

from __future__ import annotations

from collections.abc import Mapping

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.layout import CONFIGURATION_PATH
from callsheet.artifacts.settings import Settings
from callsheet.artifacts.team_schema import TeamSchema
from callsheet.syntax import Document, Language
from callsheet.workspace.configuration import NO_SETTINGS, Configuration, configure, overridden
from callsheet.workspace.snapshot import Snapshot, language_of


class Configurator:
    """Joins the settings of `callsheet.toml` and those of the editor.

    While the file has a slip of syntax, what it said before counts, and so does what a team's schema said while it cannot
    be used: nobody wants everything read anew in mid-word.
    """

    def __init__(self, fixed: Configuration | None = None) -> None:
        """Nothing has been read, and the editor says nothing; `fixed` stays what is set, whatever the files say."""
        self._fixed = fixed
        self.settings: Settings = NO_SETTINGS
        """Those of the editor, which count before those of the file."""
        self._of_file: Settings = NO_SETTINGS
        self._schemas: Mapping[ArtifactKind, TeamSchema] = {}

    def read(self, snapshot: Snapshot) -> Configuration:
        """What the workspace is set to now, by the files of a snapshot."""
        if self._fixed is not None:
            return self._fixed
        text = snapshot.text(CONFIGURATION_PATH)
        document = Document(text, language_of(CONFIGURATION_PATH)) if text is not None else None
        if document is None:
            self._of_file = NO_SETTINGS
        elif not document.problems:
            self._of_file = document.value if isinstance(document.value, dict) else NO_SETTINGS

        def read_schema(path: str) -> tuple[str, Language] | None:
            snapshot.exists(path)  # the disk remembers that it was asked for: then somebody watches it
            schema = snapshot.text(path)
            return None if schema is None else (schema.string, language_of(path))

        found = configure(overridden(self._of_file, self.settings), read_schema, self._schemas)
        self._schemas = found.schemas
        return found


def concerns(configuration: Configuration, path: str) -> bool:
    """Whether a configuration may be another where a file or folder has changed."""
    paths = (CONFIGURATION_PATH, *configuration.schema_paths.values())
    return any(known == path or known.startswith(f"{path}/") for known in paths)
