"""`callsheet.toml`: what a team sets Callsheet to."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import ConfigDict, Field

from callsheet.artifacts.models.common import ArtifactModel

PathPattern = Annotated[str, Field(min_length=1)]

PathPatterns = Annotated[list[PathPattern], Field(min_length=1)]


class RuleSeverity(str, Enum):
    """How bad a finding of a rule is; `off` stands for no finding at all."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"
    OFF = "off"


class Patterns(ArtifactModel):
    """Where the artifacts of each kind lie; a list replaces the default one of its kind.

    A pattern is a path relative to the workspace root. `{feature}`, `{context}` and `{seq}` stand for those names in it,
    each at most once; `*` for anything within a name, `**` for any number of folders. The ending may be left out.
    """

    task: PathPatterns | None = Field(None, examples=[["tasks/{feature}/task"]])
    """Where tasks lie, by default `.tmp/tasks/{feature}/task`. The last folder has to be `{feature}`."""
    subtask: PathPatterns | None = Field(None, examples=[["tasks/{feature}/subtask_{seq}"]])
    """Where subtasks lie, by default `.tmp/tasks/{feature}/subtask_{seq}`, and with a name behind the number. The last folder has to be `{feature}`, and the file's name has to have `{seq}`."""
    contexts: PathPatterns | None = Field(None, examples=[["tasks/{feature}/contexts"]])
    """Where the bounded contexts of a feature lie, by default `.tmp/tasks/{feature}/contexts`."""
    story_map: PathPatterns | None = Field(None, alias="story-map", examples=[["planning/{feature}/map"]])
    """Where story maps lie, by default `.tmp/planning/{feature}/map`."""
    backlog: PathPatterns | None = Field(None, examples=[["planning/prioritized"]])
    """Where backlogs lie, by default `.tmp/planning/prioritized` and `.tmp/planning/{feature}/prioritized`."""
    contract: PathPatterns | None = Field(None, examples=[["contracts/{context}/*/contract"]])
    """Where contracts lie, by default `.tmp/contracts/{context}/*/contract`."""
    openapi: PathPatterns | None = Field(None, examples=[["contracts/{context}/*/openapi"]])
    """Where OpenAPI documents lie, besides those that contracts name; by default `.tmp/contracts/{context}/*/openapi` and `.tmp/contracts/{context}/*/*.openapi`."""
    module_brief: PathPatterns | None = Field(
        None, alias="module-brief", examples=[["tasks/{feature}/module-briefs/{context}"]]
    )
    """Where module briefs lie, by default `.tmp/tasks/{feature}/module-briefs/{context}`."""
    adr: PathPatterns | None = Field(None, examples=[["docs/decisions/{seq}-*"]])
    """Where architecture decision records lie, by default `docs/adr/{seq}-*` and `docs/adr/adr-{seq}-*`. The file's name has to have `{seq}`."""
    validation_report: PathPatterns | None = Field(
        None, alias="validation-report", examples=[["validation/{feature}-report"]]
    )
    """Where validation reports lie, by default `.tmp/validation/{feature}-report`."""
    retrospective: PathPatterns | None = Field(None, examples=[["docs/retrospectives/{feature}"]])
    """Where retrospectives lie, by default `docs/retrospectives/{feature}`."""


class Rules(ArtifactModel):
    """How bad the findings of single rules are, by the rule's name; `off` switches a rule off."""


class Schemas(ArtifactModel):
    """Schemas of the team's own: a file with a JSON Schema for each kind, relative to the workspace root.

    It extends the kind's schema: its fields are known then, and what it demands is checked.
    """

    task: str | None = Field(None, examples=["schemas/our-task.schema.json"])
    """The JSON Schema that extends that of tasks."""
    subtask: str | None = Field(None, examples=["schemas/our-subtask.schema.json"])
    """The JSON Schema that extends that of subtasks."""
    contexts: str | None = Field(None, examples=["schemas/our-contexts.schema.json"])
    """The JSON Schema that extends that of contexts documents."""
    story_map: str | None = Field(None, alias="story-map", examples=["schemas/our-story-map.schema.json"])
    """The JSON Schema that extends that of story maps."""
    backlog: str | None = Field(None, examples=["schemas/our-backlog.schema.json"])
    """The JSON Schema that extends that of backlogs."""
    contract: str | None = Field(None, examples=["schemas/our-contract.schema.json"])
    """The JSON Schema that extends that of contracts."""


class ContextSettings(ArtifactModel):
    """Where the files lie that agents are to read."""

    roots: list[str] | None = Field(None, examples=[[".opencode/context", "docs/standards"]])
    """The folders, relative to the workspace root, that are offered first where context files are named."""


class Formatting(ArtifactModel):
    """How documents are laid out when they are formatted."""

    indent: int | None = Field(None, ge=1, le=8, examples=[2])
    """By how many blanks a level is indented; left out, each document keeps the indent that it has."""


class Configuration(ArtifactModel):
    """What a team sets Callsheet to. Every setting can be left out."""

    model_config = ConfigDict(
        title="Callsheet configuration",
        json_schema_extra={
            "examples": [
                {
                    "ignore": ["legacy/**"],
                    "patterns": {"task": ["tasks/{feature}/task"], "subtask": ["tasks/{feature}/subtask_{seq}"]},
                    "rules": {"too-long": "off"},
                    "schemas": {"subtask": "schemas/our-subtask.schema.json"},
                    "context": {"roots": [".opencode/context", "docs/standards"]},
                    "formatting": {"indent": 2},
                }
            ]
        },
    )

    ignore: list[str] | None = Field(None, examples=[["legacy/**"]])
    """The files that are not checked, as patterns like those of a `.gitignore`. What they define is known all the same."""
    patterns: Patterns | None = None
    """Where the artifacts of each kind lie, if not where they do by default."""
    rules: Rules | None = None
    """How bad the findings of single rules are, by the rule's name; `off` switches a rule off."""
    schemas: Schemas | None = None
    """Schemas of the team's own, by the kind that they extend."""
    context: ContextSettings | None = None
    """Where the files lie that agents are to read."""
    formatting: Formatting | None = None
    """How documents are laid out when they are formatted."""
