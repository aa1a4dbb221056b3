"""`contexts.json`: how a system is divided into bounded contexts, and how they work together."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import ConfigDict, Field

from callsheet.artifacts.models.common import ArtifactModel, Name, Timestamp


class ContextType(str, Enum):
    """What a bounded context is to the business."""

    CORE = "core"
    SUPPORTING = "supporting"
    GENERIC = "generic"


class RelationshipType(str, Enum):
    """How the teams or models of two bounded contexts stand to each other."""

    PARTNERSHIP = "partnership"
    SHARED_KERNEL = "shared-kernel"
    CUSTOMER_SUPPLIER = "customer-supplier"
    CONFORMIST = "conformist"
    ANTI_CORRUPTION_LAYER = "anti-corruption-layer"
    PUBLISHED_LANGUAGE = "published-language"
    SEPARATE_WAYS = "separate-ways"
    PUBLISHER_SUBSCRIBER = "publisher-subscriber"


class IntegrationPattern(str, Enum):
    """What two bounded contexts are joined by."""

    EVENTS = "events"
    API = "api"
    SHARED_KERNEL = "shared-kernel"


class Aggregate(ArtifactModel):
    """Objects that are changed together, and only through their root."""

    name: Name = Field(examples=["GiftCard"])
    """What the aggregate is called."""
    root: str | None = Field(None, examples=["GiftCard"])
    """The entity through which everything else in the aggregate is reached: one of `entities`."""
    entities: list[str] | None = Field(None, examples=[["GiftCard", "Redemption"]])
    """The objects with an identity of their own, the root among them."""
    value_objects: list[str] | None = Field(None, examples=[["Amount", "CardNumber"]])
    """The objects that are nothing but their values, such as an amount of money."""
    invariants: list[str] | None = None
    """What must hold after every change, each in a sentence."""


class DomainEvent(ArtifactModel):
    """Something that has happened in a bounded context and that others may react to."""

    name: str = Field(pattern=r"^[A-Z][A-Za-z0-9]*$", examples=["GiftCardSold"])
    """The event's name in PascalCase and in the past tense, because it has happened."""
    description: str | None = None
    """What has happened, in a sentence."""
    payload: list[str] | None = Field(None, examples=[["cardId", "amount"]])
    """The names of the values that the event carries."""


class BoundedContext(ArtifactModel):
    """A part of the system in which every word means one thing."""

    name: Name = Field(examples=["gift-cards"])
    """The context's name, by which all other documents refer to it."""
    type: ContextType | None = None
    """What it is to the business: `core` is what sets it apart, `supporting` what that needs, `generic` can be bought."""
    description: str | None = None
    """What the context is responsible for."""
    module: str | None = Field(None, examples=["@app/gift-cards"])
    """The module or package that holds its code."""
    aggregates: list[Aggregate] | None = None
    """The groups of objects that are changed together."""
    domain_events: list[DomainEvent] | None = None
    """What happens in the context that others may react to."""
    capabilities: list[str] | None = Field(None, examples=[["Sell a gift card", "Redeem a gift card"]])
    """What the context can do for others, each in a few words."""


class ContextRelationship(ArtifactModel):
    """How one bounded context depends on another."""

    upstream: str | None = Field(None, examples=["gift-cards"])
    """The context that the other one depends on, by its name."""
    downstream: str | None = Field(None, examples=["checkout"])
    """The context that depends on the other one, by its name."""
    relationship_type: RelationshipType | None = None
    """How the two stand to each other, in the terms of context mapping."""
    integration_pattern: IntegrationPattern | None = None
    """What joins the two: events, an API or code that both share."""
    description: str | None = None
    """What passes between the two, in a sentence."""


Definition = Annotated[str | None, Field(description="What the term means to everybody who works on the system.")]


class Contexts(ArtifactModel):
    """The bounded contexts of a system, how they depend on one another, and the words that they share."""

    model_config = ConfigDict(
        title="Contexts",
        json_schema_extra={
            "examples": [
                {
                    "feature": "gift-cards",
                    "analyzed_at": "2026-03-01T09:15:00Z",
                    "bounded_contexts": [
                        {
                            "name": "gift-cards",
                            "type": "core",
                            "description": "Sells gift cards and keeps their balances",
                            "module": "@app/gift-cards",
                            "aggregates": [
                                {
                                    "name": "GiftCard",
                                    "root": "GiftCard",
                                    "entities": ["GiftCard", "Redemption"],
                                    "value_objects": ["Amount"],
                                    "invariants": ["A balance never falls below zero"],
                                }
                            ],
                            "domain_events": [
                                {
                                    "name": "GiftCardRedeemed",
                                    "description": "A gift card has paid for an order, or for part of it",
                                    "payload": ["cardId", "orderId", "amount"],
                                }
                            ],
                            "capabilities": ["Redeem a gift card"],
                        },
                        {"name": "checkout", "type": "core"},
                    ],
                    "context_relationships": [
                        {
                            "upstream": "gift-cards",
                            "downstream": "checkout",
                            "relationship_type": "customer-supplier",
                            "integration_pattern": "api",
                            "description": "The checkout asks how much is left on a card",
                        }
                    ],
                    "ubiquitous_language": {"Redemption": "Paying for an order with a gift card, in whole or in part"},
                }
            ]
        },
    )

    feature: Name = Field(examples=["gift-cards"])
    """The feature or system that was analyzed: the name of the folder."""
    analyzed_at: Timestamp | None = None
    """When the analysis was made."""
    bounded_contexts: list[BoundedContext]
    """The parts that the system is divided into."""
    context_relationships: list[ContextRelationship] | None = None
    """Which contexts depend on which, and how they are joined."""
    ubiquitous_language: dict[str, Definition] | None = None
    """The terms that everybody uses in one sense, each with its meaning."""
