"""What the models have in common."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class ArtifactModel(BaseModel):
    """A JSON object. Fields that the model does not know are allowed and kept: teams add their own."""

    model_config = ConfigDict(extra="allow", strict=True, use_attribute_docstrings=True)

    LEADING: ClassVar[tuple[str, ...]] = ()
    """The fields that documents begin with where that is not the order of the class; the others follow."""


Name = Annotated[str, Field(min_length=1)]
"""A name or id by which others refer to an entry: an empty one would be as good as none."""

ShortText = Annotated[str, Field(max_length=200)]
Timestamp = Annotated[datetime, Field(examples=["2026-03-01T09:15:00Z"])]


class FileReference(ArtifactModel):
    """A file that an agent needs to have read: its path alone, or an object that also says which lines and why."""

    path: str
    """The file, relative to the workspace root, with `/` between folders. A leading `@` is allowed."""
    lines: str | None = Field(None, examples=["10-50", "1-20,45-60"])
    """Which lines: `N` or `N-M`, 1-based and inclusive, several joined by commas. Left out: the whole file."""
    reason: ShortText | None = None
    """Why an agent should read it, in one sentence."""

    @model_validator(mode="before")
    @classmethod
    def _from_path(cls, value: Any) -> Any:
        return {"path": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """One schema for both forms, so that an error never comes from a union: object keywords ignore strings."""
        json_schema = handler(schema)
        definition = handler.resolve_ref_schema(json_schema)
        definition["type"] = ["string", "object"]
        return json_schema


class ContractType(str, Enum):
    """What a contract fixes."""

    API = "api"
    INTERFACE = "interface"
    EVENT = "event"
    SCHEMA = "schema"


class ContractStatus(str, Enum):
    """How far a contract is."""

    DRAFT = "draft"
    DEFINED = "defined"
    IMPLEMENTED = "implemented"
    VERIFIED = "verified"


class ContractLink(ArtifactModel):
    """A contract that the work defines or relies on."""

    type: ContractType
    """What the contract fixes: an API, an interface in code, an event or a data schema."""
    name: str = Field(examples=["OrderAPI"])
    """The contract's name; that of the service or the id where a contract document exists."""
    path: str | None = None
    """The file that holds the contract, relative to the workspace root."""
    status: ContractStatus
    """How far the contract is: drafted, defined, implemented or verified."""
    description: ShortText | None = None
    """What the contract is about, in a sentence."""


class DesignComponentType(str, Enum):
    """What sort of design a component is."""

    FIGMA = "figma"
    WIREFRAME = "wireframe"
    MOCKUP = "mockup"
    PROTOTYPE = "prototype"
    SKETCH = "sketch"


class DesignComponent(ArtifactModel):
    """A design that the work follows; it has a `url`, a `path`, or both."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["url"]}, {"required": ["path"]}]})

    type: DesignComponentType
    """What sort of design it is."""
    url: str | None = None
    """Where the design is on the web."""
    path: str | None = None
    """The design's file, relative to the workspace root."""
    description: ShortText | None = None
    """What the design shows."""

    @model_validator(mode="after")
    def _lies_somewhere(self) -> DesignComponent:
        if self.url is None and self.path is None:
            raise ValueError("a design has a url, a path, or both")
        return self


class RelatedAdr(ArtifactModel):
    """An architecture decision record that bears on the work."""

    id: str = Field(examples=["ADR-001"])
    """The record's identifier."""
    path: str | None = Field(None, examples=["docs/adr/001-event-driven-architecture.md"])
    """The record's file, relative to the workspace root."""
    title: str | None = None
    """The record's title."""
    decision: ShortText | None = None
    """What was decided, in a sentence."""


class RiceScore(ArtifactModel):
    """Reach, impact, confidence and effort; the score is reach × impact × (confidence / 100) / effort."""

    reach: float = Field(gt=0)
    """How many people the work reaches in a period."""
    impact: float = Field(ge=0.25, le=3)
    """How much it does for each of them: 0.25 minimal, 0.5 low, 1 medium, 2 high, 3 massive."""
    confidence: float = Field(ge=0, le=100)
    """How sure the numbers are, in percent."""
    effort: float = Field(gt=0)
    """What it takes, in person-months."""
    score: float | None = None
    """The formula's value."""
    justification: Any = None
    """Why the numbers are what they are; where it is an object, by the same keys."""


class WsjfScore(ArtifactModel):
    """Weighted shortest job first: (business value + time criticality + risk reduction) / job size."""

    business_value: float = Field(ge=1, le=10)
    """What the work is worth to the business, 1 to 10."""
    time_criticality: float = Field(ge=1, le=10)
    """How much is lost by waiting, 1 to 10."""
    risk_reduction: float = Field(ge=1, le=10)
    """How much risk it takes away or opportunity it opens, 1 to 10."""
    job_size: float = Field(ge=1, le=10)
    """How big the work is, 1 to 10."""
    score: float | None = None
    """The formula's value."""
    justification: Any = None
    """Why the numbers are what they are; where it is an object, by the same keys."""


class Work(ArtifactModel):
    """The fields that tasks and subtasks share; a subtask's own take precedence over its task's."""

    context_files: list[FileReference] | None = None
    """Standards and conventions to follow: what an agent reads before it starts."""
    reference_files: list[FileReference] | None = None
    """Source files of the project to look at; kept apart from `context_files`."""
    bounded_context: str | None = Field(None, examples=["order-management"])
    """The bounded context that the work belongs to, as the contexts document names it."""
    module: str | None = Field(None, examples=["@app/orders"])
    """The module or package that the work changes."""
    vertical_slice: str | None = Field(None, examples=["order-placement-slice"])
    """The vertical slice of the story map that the work implements."""
    contracts: list[ContractLink] | None = None
    """The contracts that the work defines or relies on."""
    design_components: list[DesignComponent] | None = None
    """The designs that the work follows."""
    related_adrs: list[RelatedAdr] | None = None
    """The architecture decision records that bear on the work."""
