"""Why a call was not answered, in one sentence for the agent that made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from callsheet.artifacts.quoting import listing, quoted, shorten
from callsheet.cli.changing import Refused
from callsheet.cli.ending import Failure, explain
from callsheet.cli.output import visible
from callsheet.rules.schema.errors import NOUNS

_MAX_PROBLEM = 200
"""How many characters of what a defect says are told."""


def reason_of(problem: BaseException, schema: Mapping[str, Any]) -> str:
    """What to say of a call that ended with an exception; `schema` is that of the tool's arguments.

    Of what is a defect standard error is told too.
    """
    if isinstance(problem, Refused):
        way_out = " (`force` overrules this)" if problem.refusal.can_be_forced else ""
        return f"{visible(problem.refusal.reason)}{way_out}"
    if isinstance(problem, Failure):
        return str(problem)
    if isinstance(problem, ValidationError):
        return _wrong_arguments(problem, schema)
    explain(problem)
    described = f"{type(problem).__name__}: {shorten(str(problem), _MAX_PROBLEM)}"
    return f"this is a defect of Callsheet, not of the call: {described}"


def unknown_tool(name: str, known: Iterable[str]) -> str:
    """What to say of a tool that there is not."""
    return f"there is no tool {quoted(name)}; there are {listing(known)}"


def unknown_arguments(tool: str, arguments: Iterable[str], schema: Mapping[str, Any]) -> str | None:
    """What to say of arguments that a tool does not have; None where it has them all."""
    unknown = [shorten(name) for name in arguments if name not in schema["properties"]]
    if not unknown:
        return None
    return f"{tool} takes no {listing(unknown, 'or')}; it takes {listing(schema['properties'])}"


def _wrong_arguments(error: ValidationError, schema: Mapping[str, Any]) -> str:
    """Each argument that is wrong or missing, and what it must be."""
    types = {str(each["loc"][0]): each["type"] for each in error.errors() if each["loc"]}
    return "; ".join(
        f"{name} is missing: it must be {_wanted(schema['properties'][name])}"
        if types[name] == "missing"
        else f"{name} must be {_wanted(schema['properties'][name])}"
        for name in schema["properties"]
        if name in types
    )


def _wanted(schema: Mapping[str, Any]) -> str:
    """What values a schema of an argument allows, in words; that null means absent is left unsaid."""
    if "anyOf" in schema:
        return listing((_wanted(each) for each in schema["anyOf"] if each.get("type") != "null"), "or")
    if "enum" in schema:
        return listing(map(quoted, schema["enum"]), "or")
    if schema["type"] == "array":
        return f"a list of {schema['items']['type']}s"
    if "minimum" in schema:
        return f"{NOUNS[schema['type']]} from {schema['minimum']} to {schema['maximum']}"
    return NOUNS[schema["type"]]
