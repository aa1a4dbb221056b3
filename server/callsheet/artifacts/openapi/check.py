"""Everything that is wrong with one OpenAPI document."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from callsheet.artifacts.openapi.bundle import Load, bundle
from callsheet.artifacts.openapi.examples import check_examples
from callsheet.artifacts.openapi.meaning import check_meaning
from callsheet.artifacts.openapi.plain import in_document_order, plain
from callsheet.artifacts.openapi.problems import OpenApiProblem
from callsheet.artifacts.openapi.specification import VERSIONS, Version
from callsheet.artifacts.openapi.structure import check_structure
from callsheet.artifacts.quoting import quoted
from callsheet.syntax import Pointer, Value

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

_UNDERSTOOD = "only OpenAPI 3.0, 3.1 and 3.2 are understood"


def check_openapi(value: Value, load: Load) -> list[OpenApiProblem]:
    """Everything wrong with an OpenAPI document, in document order.

    `load` gives the value of another file by its path relative to this document's folder (None if there is none).
    Duplicate operation ids are not among the problems. Never raises: a part of the check that fails is logged, and finds
    nothing. The first call imports the libraries, which takes several times as long as to check a document of some
    thousand lines: nothing to wait for on a keystroke.
    """
    if not isinstance(value, dict):
        return [_problem((), f"an OpenAPI document is an object, not {quoted(value)}")]
    version = version_of(value)
    if version is None:
        return [_version_problem(value)]
    document: Any = plain(value)
    bundled = _guarded(lambda: bundle(document, lambda path: plain(load(path))))
    found = list(bundled.problems) if bundled else []
    found += _guarded(lambda: check_structure(document, version)) or []
    if bundled:
        found += _guarded(lambda: check_meaning(bundled, version)) or []
        found += _guarded(lambda: check_examples(bundled, version)) or []
    return in_document_order(document, found)


def _guarded(step: Callable[[], Result]) -> Result | None:
    """The result of a step; None if it fails, which is our fault or a library's and not to be blamed on the document."""
    try:
        return step()
    except Exception:
        logger.exception("an OpenAPI document could not be checked in full")
        return None


def version_of(value: dict[str, Any]) -> Version | None:
    """The version of OpenAPI that a document says it is of, by the first two numbers; None if it is none we know."""
    written = value.get("openapi")
    text = str(written) if isinstance(written, (str, float)) and not isinstance(written, bool) else ""
    return next((version for version in VERSIONS if text == version or text.startswith(f"{version}.")), None)


def _version_problem(value: dict[str, Any]) -> OpenApiProblem:
    if "openapi" in value:
        return _problem(("openapi",), f"{quoted(value['openapi'])} is no version that is understood: {_UNDERSTOOD}")
    if "swagger" in value:
        return _problem(("swagger",), f"this is a Swagger document, and {_UNDERSTOOD}")
    return _problem(("openapi",), f'the document does not say which version it is of ("openapi"); {_UNDERSTOOD}')


def _problem(pointer: Pointer, message: str) -> OpenApiProblem:
    return OpenApiProblem("invalid-openapi", pointer, message)
