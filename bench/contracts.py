"""The contracts of generated workspaces: one for each bounded context."""

from __future__ import annotations

import random
from collections.abc import Iterator

from bench.openapi_document import VERSION, openapi_document, path_of
from bench.words import WORDS, sentence
from bench.writing import dump

CONTRACTS = ".tmp/contracts"

DESCRIBED = WORDS.areas[0]
"""The bounded context whose contract names an OpenAPI document, where a workspace has one."""

OPENAPI_PATH = f"{CONTRACTS}/{DESCRIBED}/{DESCRIBED}-api/contract.openapi.yaml"
"""That document, relative to the root."""


def service_name(area: str) -> str:
    """The service that provides what is in a bounded context."""
    return f"{area.capitalize()}API"


def contract_files(operations: int) -> Iterator[tuple[str, str]]:
    """The contracts, each with its path and text, and the OpenAPI document of one, if it is to have operations."""
    for area in WORDS.areas:
        is_described = operations > 0 and area == DESCRIBED
        yield f"{CONTRACTS}/{area}/{area}-api/contract.json", _contract(area, is_described=is_described)
    if operations > 0:
        yield OPENAPI_PATH, dump(openapi_document(operations), "yaml")


def _contract(area: str, *, is_described: bool) -> str:
    choice = random.Random(f"contract of {area}")
    contract = {
        "contract_id": f"{area}-api",
        "version": VERSION,
        "bounded_context": area,
        "service_name": service_name(area),
        "description": sentence(choice),
        **({"openapi_spec_path": "contract.openapi.yaml"} if is_described else {}),
        "consumers": [{"name": "shop-website", "type": "spa", "endpoints_used": [f"GET {path_of(0)}"]}],
        "providers": [{"name": f"{area}-service", "implementation_path": f"src/{area}/index.ts"}],
        "testing_strategy": {
            "consumer_tests": [{"consumer": "shop-website", "scenarios": [sentence(choice)]}],
            "provider_verification": {"provider": f"{area}-service", "run_on": "every merge"},
        },
        "versioning": {"scheme": "semantic", "current_version": VERSION},
        "created_at": "2026-02-28T08:00:00Z",
        "updated_at": "2026-03-01T08:00:00Z",
    }
    return dump(contract, "json")
