"""What completion is asked, and what is known of the document around the place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from callsheet.artifacts.kinds import ArtifactKind, ArtifactPath
from callsheet.artifacts.schema import Schema
from callsheet.ide.completion.skeletons import SchemaAt
from callsheet.ide.completion.slots import Slot
from callsheet.syntax import Document, Node, Place, Pointer
from callsheet.workspace.facts import Facts
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot


def schema_lookup(snapshot: Snapshot, kind: ArtifactKind, document: Document) -> SchemaAt:
    """What gives the schema at the pointers of a document: that of its kind, or the OpenAPI specification's."""
    if kind is not ArtifactKind.OPENAPI:
        return partial(snapshot.schema_at, kind)
    from callsheet.ide.completion.openapi_schema import openapi_schema_at

    version = document.node(("openapi",))
    return partial(openapi_schema_at, str(version.value) if version else "")


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
        return self.schema_at(self.pointer) or {}

    def schema_at(self, pointer: Pointer) -> Schema | None:
        """What the schema says of the value at a pointer; None where it says nothing."""
        return schema_lookup(self.snapshot, self.artifact.kind, self.slot.document)(pointer)

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
        return self.member_of(self.pointer[:-1], key)

    def member_of(self, pointer: Pointer, key: str) -> Any:
        """The plain value of a member of the object at a pointer; None where there is none."""
        parent = self.slot.document.node(pointer)
        member = parent.member(key) if parent else None
        return member.node.value if member else None

    def other_items(self) -> list[Node]:
        """The items of the list that the cursor is in, without the one at the cursor."""
        parent = self.slot.document.node(self.pointer[:-1])
        here = (self.place.start, self.place.end)
        return [item for item in parent.items if (item.start, item.end) != here] if parent else []
