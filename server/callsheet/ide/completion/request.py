"""What completion is asked, and what is known of the document around the place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from callsheet.artifacts.kinds import ArtifactPath
from callsheet.artifacts.schema import Schema, schema_at
from callsheet.ide.completion.slots import Slot
from callsheet.syntax import Node, Place, Pointer
from callsheet.workspace.facts import Facts
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot


@dataclass(frozen=True)
class Request:
    """A place in a document of a known kind, for which items are wanted."""

    snapshot: Snapshot
    path: str
    """The document's path, relative to the workspace root."""
    artifact: ArtifactPath
    slot: Slot
    now: datetime

    @property
    def place(self) -> Place:
        """What stands or could stand at the cursor."""
        return self.slot.place

    @property
    def pointer(self) -> Pointer:
        """The pointer of the value at the cursor; for a key that of its object."""
        return self.slot.place.pointer

    @property
    def typed(self) -> str:
        """What is written between the beginning of the value and the cursor, without quotation marks."""
        return self.slot.typed

    @cached_property
    def schema(self) -> Schema:
        """What the schema says of the value at the cursor; empty where it says nothing."""
        return schema_at(self.artifact.kind, self.pointer) or {}

    @cached_property
    def feature(self) -> Feature | None:
        """The feature that the document belongs to."""
        return self.snapshot.feature_of(self.path)

    @cached_property
    def facts(self) -> Facts | None:
        """What the document says."""
        return self.snapshot.facts(self.path)

    @property
    def is_item(self) -> bool:
        """Whether the value at the cursor is an item of a list."""
        return self.place.role == "value" and self.pointer != () and isinstance(self.pointer[-1], int)

    def sibling(self, key: str) -> Any:
        """The plain value of a member beside the value at the cursor; None where there is none."""
        parent = self.slot.document.node(self.pointer[:-1])
        member = parent.member(key) if parent else None
        return member.node.value if member else None

    def other_items(self) -> list[Node]:
        """The items of the list that the cursor is in, without the one at the cursor."""
        parent = self.slot.document.node(self.pointer[:-1])
        here = (self.place.start, self.place.end)
        return [item for item in parent.items if (item.start, item.end) != here] if parent else []
