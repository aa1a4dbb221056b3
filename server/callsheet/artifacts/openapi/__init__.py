"""OpenAPI documents: what they offer, what they refer to, and what is wrong with them."""

from callsheet.artifacts.openapi.check import check_openapi
from callsheet.artifacts.openapi.outline import endpoints
from callsheet.artifacts.openapi.problems import OpenApiProblem
from callsheet.artifacts.openapi.references import Found, Ref, parse_ref, refs, resolve_pointer, target_file

__all__ = [
    "Found",
    "OpenApiProblem",
    "Ref",
    "check_openapi",
    "endpoints",
    "parse_ref",
    "refs",
    "resolve_pointer",
    "target_file",
]
