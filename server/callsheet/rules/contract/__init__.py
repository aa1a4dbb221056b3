"""The family *contract*: contracts, their OpenAPI documents, and how far tasks say that they are."""

from callsheet.rules.contract import (
    contract_status,
    example_mismatch,
    invalid_openapi,
    unknown_endpoint,
    version_mismatch,
)

__all__ = ["contract_status", "example_mismatch", "invalid_openapi", "unknown_endpoint", "version_mismatch"]
