"""The family *schema*: a document against the schema of its kind."""

from callsheet.rules.schema import (
    invalid_schema,
    invalid_value,
    missing_field,
    no_acceptance_criteria,
    no_deliverables,
    too_long,
    unknown_field,
    wrong_type,
)

__all__ = [
    "invalid_schema",
    "invalid_value",
    "missing_field",
    "no_acceptance_criteria",
    "no_deliverables",
    "too_long",
    "unknown_field",
    "wrong_type",
]
