"""`contract.json`: what one service promises its consumers, and how the promise is kept."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from callsheet.artifacts.models.common import ArtifactModel, Name, Timestamp

_NUMBER = r"(0|[1-9][0-9]*)"
_LABEL = r"(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
_BUILD = r"[0-9A-Za-z-]+"
SEMANTIC_VERSION = rf"^{_NUMBER}\.{_NUMBER}\.{_NUMBER}(-{_LABEL}(\.{_LABEL})*)?(\+{_BUILD}(\.{_BUILD})*)?$"
"""What a version looks like (Semantic Versioning 2.0.0)."""


class Consumer(ArtifactModel):
    """Somebody who uses the service."""

    name: Name = Field(examples=["shop-website"])
    """The consumer's name, by which its tests refer to it."""
    type: str | None = Field(None, examples=["spa"])
    """What sort of program it is."""
    endpoints_used: list[str] | None = Field(None, examples=[["/gift-cards", "GET /gift-cards/{id}"]])
    """The paths of the OpenAPI document that it uses, with or without a method before them."""
    authentication: str | None = Field(None, examples=["JWT"])
    """How it proves who it is."""


class Provider(ArtifactModel):
    """A program that keeps the contract."""

    name: Name = Field(examples=["gift-card-service"])
    """The provider's name, by which its verification refers to it."""
    type: str | None = Field(None, examples=["rest-api"])
    """What sort of program it is."""
    implementation_path: str | None = Field(None, examples=["src/api/gift-cards"])
    """The file or folder that holds its code, relative to the workspace root."""
    technology: str | None = Field(None, examples=["Express on Node.js"])
    """What it is built with."""


class ConsumerTest(ArtifactModel):
    """A test that says what a consumer expects."""

    consumer: str | None = Field(None, examples=["shop-website"])
    """Whose expectations it holds: the name of a consumer."""
    test_path: str | None = Field(None, examples=["tests/contracts/gift-cards.pact.spec.ts"])
    """The test's file, relative to the workspace root."""
    scenarios: list[str] | None = None
    """What it tries, each in a few words."""


class ProviderVerification(ArtifactModel):
    """The check that the provider does what the consumers expect."""

    provider: str | None = Field(None, examples=["gift-card-service"])
    """What is checked: the name of a provider."""
    verification_path: str | None = Field(None, examples=["tests/contracts/verify-gift-cards.spec.ts"])
    """The file of the check, relative to the workspace root."""
    run_on: str | None = Field(None, examples=["every merge"])
    """When it runs."""


class TestingStrategy(ArtifactModel):
    """How both sides make sure that the contract is kept."""

    approach: str | None = Field(None, examples=["consumer-driven"])
    """How the contract is tested, in a few words."""
    framework: str | None = Field(None, examples=["pact"])
    """The tool that the tests are written with."""
    consumer_tests: list[ConsumerTest] | None = None
    """The tests that say what the consumers expect."""
    provider_verification: ProviderVerification | None = None
    """The check that the provider does so."""


class MockServer(ArtifactModel):
    """A server that answers as the contract says before the real one exists."""

    enabled: bool | None = None
    """Whether it is used."""
    tool: str | None = Field(None, examples=["prism"])
    """The program that it is."""
    command: str | None = Field(None, examples=["prism mock contract.openapi.yaml"])
    """How it is started."""
    port: int | None = Field(None, ge=1, le=65535, examples=[4010])
    """The port on which it listens."""
    purpose: str | None = None
    """What it is for."""


class Versioning(ArtifactModel):
    """How the contract's versions follow one another."""

    scheme: str | None = Field(None, examples=["semantic"])
    """How versions are numbered."""
    current_version: str | None = Field(None, pattern=SEMANTIC_VERSION, examples=["1.0.0"])
    """The version in force: the same as the contract's `version`."""
    breaking_change_policy: str | None = None
    """What a change that breaks consumers requires."""
    deprecation_policy: str | None = None
    """How long what is to go stays, and how consumers are told."""
    version_in_url: bool | None = None
    """Whether requests name the version in the URL."""
    version_in_header: bool | None = None
    """Whether requests name the version in a header."""
    changelog_path: str | None = Field(None, examples=["docs/api/changelog.md"])
    """The file that lists the changes, relative to the workspace root."""


class MigrationSupport(ArtifactModel):
    """What helps consumers over a breaking change."""

    dual_version_support: bool | None = None
    """Whether the old version is served beside the new one for a while."""
    migration_guide_required: bool | None = None
    """Whether every breaking change comes with a guide."""
    migration_guide_path: str | None = Field(None, examples=["docs/api/migrations/"])
    """The file or folder of the guides, relative to the workspace root."""


class EvolutionRules(ArtifactModel):
    """Which changes are allowed, and what they require."""

    safe_changes: list[str] | None = None
    """Changes that no consumer notices, each in a few words."""
    breaking_changes: list[str] | None = None
    """Changes that need a new major version, each in a few words."""
    migration_support: MigrationSupport | None = None
    """What helps consumers over a breaking change."""


class Contract(ArtifactModel):
    """What one service promises its consumers: where the promise is written down, how it is tested, how it may change."""

    model_config = ConfigDict(
        title="Contract",
        json_schema_extra={
            "examples": [
                {
                    "contract_id": "gift-card-api",
                    "version": "1.0.0",
                    "bounded_context": "gift-cards",
                    "service_name": "GiftCardAPI",
                    "description": "Sells gift cards and tells what is left on them",
                    "openapi_spec_path": "contract.openapi.yaml",
                    "consumers": [
                        {
                            "name": "shop-website",
                            "type": "spa",
                            "endpoints_used": ["POST /gift-cards", "/gift-cards/{id}"],
                            "authentication": "JWT",
                        }
                    ],
                    "providers": [
                        {
                            "name": "gift-card-service",
                            "type": "rest-api",
                            "implementation_path": "src/api/gift-cards",
                            "technology": "Express on Node.js",
                        }
                    ],
                    "testing_strategy": {
                        "approach": "consumer-driven",
                        "consumer_tests": [{"consumer": "shop-website", "scenarios": ["A card is sold"]}],
                        "provider_verification": {"provider": "gift-card-service", "run_on": "every merge"},
                    },
                    "mock_server": {"enabled": True, "tool": "prism", "port": 4010},
                    "versioning": {"scheme": "semantic", "current_version": "1.0.0", "version_in_url": True},
                    "evolution_rules": {
                        "safe_changes": ["Add a field to an answer"],
                        "migration_support": {"migration_guide_required": True},
                    },
                    "created_at": "2026-03-01T09:15:00Z",
                    "updated_at": "2026-03-08T16:40:00Z",
                }
            ]
        },
    )

    contract_id: Name = Field(examples=["gift-card-api"])
    """The contract's identifier."""
    version: str = Field(pattern=SEMANTIC_VERSION, examples=["1.0.0"])
    """The contract's semantic version, the same as that of its OpenAPI document."""
    bounded_context: Name = Field(examples=["gift-cards"])
    """The bounded context that offers the service, by its name: that of the folder around the service's."""
    service_name: Name = Field(examples=["GiftCardAPI"])
    """What the service is called; tasks and subtasks refer to the contract by this name."""
    description: str | None = None
    """What the service does."""
    openapi_spec_path: str | None = Field(None, pattern=r"\.(json|yaml|yml)$", examples=["contract.openapi.yaml"])
    """The OpenAPI document that says it in detail, relative to this file's folder."""
    consumers: list[Consumer] | None = None
    """Who uses the service."""
    providers: list[Provider] | None = None
    """Which programs keep the contract."""
    testing_strategy: TestingStrategy | None = None
    """How both sides make sure that the contract is kept."""
    mock_server: MockServer | None = None
    """A server that answers as the contract says before the real one exists."""
    versioning: Versioning | None = None
    """How the contract's versions follow one another."""
    evolution_rules: EvolutionRules | None = None
    """Which changes are allowed, and what they require."""
    created_at: Timestamp | None = None
    """When the contract was made."""
    updated_at: Timestamp | None = None
    """When it was last changed, which is never before it was made."""
