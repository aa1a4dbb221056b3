"""The beginning of a feature's life as a change, a folder with a task in it, and of a subtask's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.schema import schema_at
from callsheet.artifacts.spelling import kebab_case
from callsheet.artifacts.times import format_time
from callsheet.edits.edit_error import EditError
from callsheet.edits.lifecycle.refusals import Refusal, text_refusal
from callsheet.edits.refactorings.insertion import numbers_at_end, obstacle_to_insertion
from callsheet.edits.refactorings.whole_texts import whole_text
from callsheet.edits.renumbering import LARGEST_NUMBER
from callsheet.syntax import Document
from callsheet.text import Text
from callsheet.workspace.changes import FileCreation
from callsheet.workspace.feature import Feature
from callsheet.workspace.skeletons import new_task
from callsheet.workspace.snapshot import Snapshot, language_of


def name_refusal(name: str) -> Refusal | None:
    """Why no feature can have a name; None where one can. It becomes the name of a folder and the id of a task."""
    pattern = (schema_at(ArtifactKind.TASK, ("id",)) or {}).get("pattern", "")
    if re.search(pattern, name) is not None and not name.endswith("\n"):  # before which `$` matches too
        return None
    likely = kebab_case(name)
    hint = f"did you mean {likely}?" if likely else "it can have small letters, digits and hyphens between them"
    return Refusal(f'no feature can have the name "{name}"; {hint}')


def texts_refusal(snapshot: Snapshot, kind: ArtifactKind, texts: Mapping[str, str]) -> Refusal | None:
    """Why a new artifact of a kind cannot have some texts, by its fields; None where it can."""
    refusals = (text_refusal(field, text, field, snapshot.schema_at(kind, (field,))) for field, text in texts.items())
    return next(filter(None, refusals), None)


def existing_feature(snapshot: Snapshot, name: str) -> Feature | None:
    """The feature that has a name and a task already; None where there is none."""
    return next((each for each in snapshot.features.values() if each.name == name and each.task), None)


def create_feature(snapshot: Snapshot, name: str, texts: Mapping[str, str], now: datetime) -> FileCreation:
    """The task of a new feature, with texts that it has instead of the usual ones, by its fields.

    Raises:
        EditError: if no pattern gives the task a place in the folder of that name.
    """
    layout = snapshot.configuration.layout
    folder = layout.feature_folder(name)
    path = layout.task_path(folder)
    if path is None:
        raise EditError(f'no feature can have the name "{name}": files in {folder} are not those of a feature')
    feature = snapshot.features.get(folder) or Feature(folder, ())
    value = new_task(snapshot, feature, format_time(now)) | dict(texts)
    return FileCreation(path, whole_text(value, Document(Text(""), language_of(path)), "\n"))


def next_number(feature: Feature) -> str:
    """The number of a subtask that is added to a feature.

    Raises:
        EditError: if the feature takes none.
    """
    numbers = numbers_at_end(feature)
    at_end = f"a new one goes behind the last, and numbers end at {LARGEST_NUMBER}"
    obstacle = obstacle_to_insertion(feature, numbers) if numbers else at_end
    if numbers is None or obstacle is not None:
        raise EditError(f"{feature.name} takes no subtask: {obstacle}")
    return numbers.new
