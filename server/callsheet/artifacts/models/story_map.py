"""`map.json`: who uses a product and what for, cut into slices, epics and stories."""

from __future__ import annotations

from enum import Enum

from pydantic import ConfigDict, Field

from callsheet.artifacts.models.common import ArtifactModel, Name, Timestamp


class Priority(str, Enum):
    """How much something matters."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Persona(ArtifactModel):
    """A sort of person who uses the product."""

    id: Name = Field(examples=["giver"])
    """The persona's identifier, by which journeys refer to it."""
    name: str | None = None
    """What people call the persona."""
    role: str | None = None
    """What the persona is to the product, in a few words."""
    goals: list[str] | None = None
    """What the persona wants to achieve."""
    pain_points: list[str] | None = None
    """What makes that hard today."""
    technical_level: str | None = Field(None, examples=["low"])
    """How much the persona knows about computers: low, medium or high, or in words of your own."""
    primary_use_cases: list[str] | None = None
    """What the persona mostly does: ids of journeys, or anything else."""


class JourneyStep(ArtifactModel):
    """One step of a journey."""

    id: str | None = Field(None, examples=["choose-amount"])
    """The step's identifier in its journey."""
    action: str | None = None
    """What the persona does."""
    touchpoint: str | None = None
    """Where the persona does it: a page, a form, an email."""
    validation: list[str] | None = None
    """What is checked at this step, each in a few words."""


class Journey(ArtifactModel):
    """What a persona does from the first step to the goal."""

    id: Name = Field(examples=["buy-a-card"])
    """The journey's identifier, by which slices and epics refer to it."""
    name: str | None = None
    """What people call the journey."""
    persona: str | None = Field(None, examples=["giver"])
    """Who makes the journey: the id of a persona."""
    steps: list[JourneyStep] | None = None
    """The steps, in their order."""
    success_criteria: list[str] | None = None
    """What is true once the journey has succeeded."""
    edge_cases: list[str] | None = None
    """What can go otherwise than planned."""


class Layers(ArtifactModel):
    """What a vertical slice needs, layer by layer."""

    frontend: list[str] | None = None
    """The pages, forms and other parts that users see."""
    backend: list[str] | None = None
    """The services and endpoints behind them."""
    database: list[str] | None = None
    """The tables or collections that hold the data."""
    external: list[str] | None = None
    """The services of others that it relies on."""


class VerticalSlice(ArtifactModel):
    """A part of the product that goes through all its layers and can be released by itself."""

    id: Name = Field(examples=["selling-slice"])
    """The slice's identifier, by which epics, slices and tasks refer to it."""
    name: str | None = None
    """What people call the slice."""
    journeys: list[str] | None = Field(None, examples=[["buy-a-card"]])
    """The journeys that the slice makes possible, by their ids."""
    bounded_contexts: list[str] | None = Field(None, examples=[["gift-cards"]])
    """The bounded contexts that the slice goes through, by their names."""
    layers: Layers | None = None
    """What is needed in each layer."""
    dependencies: list[str] | None = None
    """The slices that must be there before this one, by their ids."""
    estimated_effort: str | None = Field(None, examples=["2 weeks"])
    """What the slice is expected to take, with its unit."""


class Epic(ArtifactModel):
    """A body of work that several stories make up."""

    id: Name = Field(examples=["epic-selling"])
    """The epic's identifier, by which stories refer to it."""
    name: str | None = None
    """What people call the epic; backlogs may refer to it by this name too."""
    description: str | None = None
    """What the epic is to achieve."""
    journeys: list[str] | None = Field(None, examples=[["buy-a-card"]])
    """The journeys that the epic serves, by their ids."""
    vertical_slices: list[str] | None = Field(None, examples=[["selling-slice"]])
    """The slices that the epic belongs to, by their ids."""
    bounded_contexts: list[str] | None = Field(None, examples=[["gift-cards"]])
    """The bounded contexts that the epic touches, by their names."""
    acceptance_criteria: list[str] | None = None
    """What must be true for the epic to be done."""
    priority: Priority | None = None
    """How much the epic matters: `high`, `medium` or `low`."""
    estimated_effort: str | None = Field(None, examples=["3 weeks"])
    """What the epic is expected to take, with its unit."""


class Story(ArtifactModel):
    """Something that a user can do once it is built, small enough to be planned as a whole."""

    id: Name = Field(examples=["story-choose-amount"])
    """The story's identifier, by which backlogs and other stories refer to it."""
    title: str | None = None
    """What the story is about, in a few words."""
    story: str | None = Field(None, examples=["As a giver, I want to choose the amount so that it fits the occasion"])
    """Who wants what, and what for, in one sentence."""
    epic: str | None = Field(None, examples=["epic-selling"])
    """The epic that the story belongs to, by its id."""
    bounded_context: str | None = Field(None, examples=["gift-cards"])
    """The bounded context in which it is built, by its name."""
    acceptance_criteria: list[str] | None = None
    """What must be true for the story to be done: each criterion is met or is not."""
    dependencies: list[str] | None = None
    """The stories that must be done before this one, by their ids."""
    parallel: bool | None = None
    """Whether the story can be built beside others."""
    estimated_effort: str | None = Field(None, examples=["2 days"])
    """What the story is expected to take, with its unit."""
    technical_notes: str | None = None
    """What those who build it should know."""


class ContextShare(ArtifactModel):
    """What of the story map belongs to one bounded context, as the stories, epics and slices themselves say."""

    stories: list[str] | None = None
    """The stories that are built in the context, by their ids."""
    epics: list[str] | None = None
    """The epics that touch the context, by their ids."""
    vertical_slices: list[str] | None = None
    """The slices that go through the context, by their ids."""


class StoryMap(ArtifactModel):
    """Who uses a product and on which journeys, and the slices, epics and stories that make the journeys possible."""

    model_config = ConfigDict(
        title="Story map",
        json_schema_extra={
            "examples": [
                {
                    "feature": "gift-cards",
                    "created_at": "2026-03-01T09:15:00Z",
                    "personas": [{"id": "giver", "name": "Giver", "goals": ["Have a present in five minutes"]}],
                    "journeys": [
                        {
                            "id": "buy-a-card",
                            "name": "Buy a gift card",
                            "persona": "giver",
                            "steps": [
                                {
                                    "id": "choose-amount",
                                    "action": "Choose an amount",
                                    "touchpoint": "Gift card page",
                                    "validation": ["The amount is between 5 and 500"],
                                }
                            ],
                            "success_criteria": ["The card has arrived by email"],
                        }
                    ],
                    "vertical_slices": [
                        {
                            "id": "selling-slice",
                            "journeys": ["buy-a-card"],
                            "bounded_contexts": ["gift-cards"],
                            "layers": {"frontend": ["Gift card page"], "backend": ["Gift card API"]},
                        }
                    ],
                    "epics": [
                        {
                            "id": "epic-selling",
                            "name": "Selling gift cards",
                            "journeys": ["buy-a-card"],
                            "vertical_slices": ["selling-slice"],
                            "bounded_contexts": ["gift-cards"],
                            "priority": "high",
                        }
                    ],
                    "stories": [
                        {
                            "id": "story-choose-amount",
                            "title": "Choose the amount of a gift card",
                            "epic": "epic-selling",
                            "bounded_context": "gift-cards",
                            "acceptance_criteria": ["Amounts outside the limits are refused"],
                            "dependencies": [],
                            "parallel": True,
                            "estimated_effort": "2 days",
                        }
                    ],
                    "bounded_context_mapping": {
                        "gift-cards": {
                            "stories": ["story-choose-amount"],
                            "epics": ["epic-selling"],
                            "vertical_slices": ["selling-slice"],
                        }
                    },
                }
            ]
        },
    )

    feature: Name = Field(examples=["gift-cards"])
    """The feature or product that is mapped: the name of the folder."""
    created_at: Timestamp | None = None
    """When the map was made."""
    personas: list[Persona] | None = None
    """The sorts of people who use the product."""
    journeys: list[Journey] | None = None
    """What they do with it, step by step."""
    vertical_slices: list[VerticalSlice] | None = None
    """The parts through all layers that can be released one after the other."""
    epics: list[Epic] | None = None
    """The larger bodies of work."""
    stories: list[Story]
    """The pieces that are prioritized and planned."""
    bounded_context_mapping: dict[str, ContextShare | None] | None = None
    """What of the map belongs to which bounded context, by the contexts' names."""
