"""`prioritized.json`: stories with their scores, in the order in which they are to be built."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from callsheet.artifacts.models.common import ArtifactModel, Name, RiceScore, Timestamp, WsjfScore


class BacklogMetadata(ArtifactModel):
    """Where a backlog comes from, and how long it is."""

    generated_at: Timestamp | None = None
    """When the backlog was put in order."""
    source: str | None = Field(None, examples=["map.json"])
    """What it was made from."""
    frameworks: list[str] | None = Field(None, examples=[["RICE", "WSJF"]])
    """The methods of scoring that were used."""
    total_items: int | None = Field(None, ge=0)
    """How many items both lists have together."""
    mvp_count: int | None = Field(None, ge=0)
    """How many items `mvp_features` has."""
    post_mvp_count: int | None = Field(None, ge=0)
    """How many items `post_mvp_features` has."""


class RiceCriteria(ArtifactModel):
    """What the numbers of RICE scores mean in this backlog."""

    reach_period: str | None = Field(None, examples=["per quarter"])
    """The period in which `reach` counts people."""
    impact_scale: str | None = None
    """What the values of `impact` stand for."""
    confidence_scale: str | None = None
    """What the values of `confidence` stand for."""
    effort_unit: str | None = Field(None, examples=["person-months"])
    """What `effort` is counted in."""


class WsjfCriteria(ArtifactModel):
    """What the numbers of WSJF scores mean in this backlog."""

    business_value_scale: str | None = None
    """What the values of `business_value` stand for."""
    time_criticality_scale: str | None = None
    """What the values of `time_criticality` stand for."""
    risk_reduction_scale: str | None = None
    """What the values of `risk_reduction` stand for."""
    job_size_scale: str | None = None
    """What the values of `job_size` stand for."""


class ScoringCriteria(ArtifactModel):
    """What the numbers of all scores mean in this backlog."""

    rice: RiceCriteria | None = None
    """The units and scales of RICE."""
    wsjf: WsjfCriteria | None = None
    """The scales of WSJF."""


class Justification(ArtifactModel):
    """Why the numbers of a score are what they are: one text for all, or one for each."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """One schema for both forms, as for a file reference: object keywords ignore strings."""
        json_schema = handler(schema)
        handler.resolve_ref_schema(json_schema)["type"] = ["string", "object"]
        return json_schema


class RiceJustification(Justification):
    """Why the numbers of a RICE score are what they are: one text for all, or one for each number."""

    reach: str | None = None
    """How the number of people was found."""
    impact: str | None = None
    """Why it does so much, or so little, for each of them."""
    confidence: str | None = None
    """How sure the numbers are, and why."""
    effort: str | None = None
    """What the work consists of."""


class WsjfJustification(Justification):
    """Why the numbers of a WSJF score are what they are: one text for all, or one for each number."""

    business_value: str | None = None
    """What the business gains."""
    time_criticality: str | None = None
    """What is lost by waiting."""
    risk_reduction: str | None = None
    """Which risk it takes away, or which opportunity it opens."""
    job_size: str | None = None
    """What the work consists of."""


class JustifiedRiceScore(RiceScore):
    """Reach, impact, confidence and effort; the score is reach × impact × (confidence / 100) / effort."""

    justification: RiceJustification | None = None
    """Why the numbers are what they are: one text, or one by the same key for each number."""


class JustifiedWsjfScore(WsjfScore):
    """Weighted shortest job first: (business value + time criticality + risk reduction) / job size."""

    justification: WsjfJustification | None = None
    """Why the numbers are what they are: one text, or one by the same key for each number."""


class BacklogItem(ArtifactModel):
    """A story in the order of its worth."""

    id: Name = Field(examples=["story-choose-amount"])
    """The story's id in the story map."""
    title: str | None = None
    """What the story is about, in a few words."""
    epic: str | None = Field(None, examples=["epic-selling"])
    """The epic that it belongs to, by its id or its name."""
    rice_score: JustifiedRiceScore | None = None
    """The item's RICE score."""
    wsjf_score: JustifiedWsjfScore | None = None
    """The item's WSJF score."""
    combined_rank: int | None = Field(None, ge=1)
    """The item's place over both lists: from 1, each number once and none left out."""


class MvpFeature(BacklogItem):
    """A story that the minimum viable product has."""

    mvp_reason: str | None = None
    """Why the product cannot do without it."""
    estimated_effort: str | None = Field(None, examples=["2 days"])
    """What the story is expected to take, with its unit."""
    dependencies: list[str] | None = None
    """The stories that must be done before it, by their ids; none of them comes after the minimum viable product."""


class PostMvpFeature(BacklogItem):
    """A story that comes after the minimum viable product."""

    post_mvp_reason: str | None = None
    """Why the product can do without it at first."""
    estimated_effort: str | None = Field(None, examples=["2 days"])
    """What the story is expected to take, with its unit."""
    dependencies: list[str] | None = None
    """The stories that must be done before it, by their ids."""


class Phase(ArtifactModel):
    """A release after the minimum viable product."""

    phase: Name = Field(examples=["Phase 2"])
    """What the phase is called; tasks may name it as their `release_slice`."""
    timeline: str | None = Field(None, examples=["1 week"])
    """How long the phase takes."""
    features: list[str] | None = Field(None, examples=[["story-send-later"]])
    """The stories that the phase brings, by their ids."""
    theme: str | None = None
    """What the phase is about, in a few words."""


class ReleaseRecommendations(ArtifactModel):
    """What to release when."""

    mvp_timeline: str | None = Field(None, examples=["2 weeks"])
    """How long the minimum viable product takes."""
    mvp_scope: str | None = None
    """What the minimum viable product can do, in a sentence."""
    post_mvp_phases: list[Phase] | None = None
    """The releases after it, in their order."""


class Backlog(ArtifactModel):
    """Stories with their scores, in the order of their worth: first what the minimum viable product has, then the rest."""

    model_config = ConfigDict(
        title="Backlog",
        json_schema_extra={
            "examples": [
                {
                    "metadata": {
                        "generated_at": "2026-03-01T09:15:00Z",
                        "source": "map.json",
                        "frameworks": ["RICE", "WSJF"],
                        "total_items": 2,
                        "mvp_count": 1,
                        "post_mvp_count": 1,
                    },
                    "scoring_criteria": {"rice": {"reach_period": "per quarter", "effort_unit": "person-months"}},
                    "mvp_features": [
                        {
                            "id": "story-choose-amount",
                            "title": "Choose the amount of a gift card",
                            "epic": "epic-selling",
                            "rice_score": {
                                "reach": 3000,
                                "impact": 2,
                                "confidence": 80,
                                "effort": 0.5,
                                "score": 9600,
                                "justification": {"reach": "One customer in ten buys a present"},
                            },
                            "combined_rank": 1,
                            "mvp_reason": "Without an amount there is nothing to sell",
                            "estimated_effort": "2 days",
                            "dependencies": [],
                        }
                    ],
                    "post_mvp_features": [
                        {
                            "id": "story-send-later",
                            "title": "Send a gift card on a later day",
                            "epic": "epic-selling",
                            "combined_rank": 2,
                            "post_mvp_reason": "Until then a card can be forwarded by hand",
                            "dependencies": ["story-choose-amount"],
                        }
                    ],
                    "release_recommendations": {
                        "mvp_timeline": "1 week",
                        "post_mvp_phases": [{"phase": "Phase 2", "features": ["story-send-later"]}],
                    },
                }
            ]
        },
    )

    metadata: BacklogMetadata | None = None
    """Where the backlog comes from, and how long it is."""
    scoring_criteria: ScoringCriteria | None = None
    """What the numbers of the scores mean."""
    mvp_features: list[MvpFeature]
    """The stories that the minimum viable product has."""
    post_mvp_features: list[PostMvpFeature]
    """The stories that come after it; an empty list where there are none."""
    release_recommendations: ReleaseRecommendations | None = None
    """What to release when."""
