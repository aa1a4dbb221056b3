"""What cards say of contracts, those who take part in them, and endpoints."""

from __future__ import annotations

from typing import Any

from callsheet.ide.card_parts import MAX_NAMES, Entry, labelled, lines, names_line, path_line, sentence
from callsheet.ide.hover_markdown import bullets, code, listed, plain
from callsheet.workspace.facts import string
from callsheet.workspace.planning import Named


def contract_body(entry: Entry) -> list[str | None]:
    """A contract: what it is for, its service, the OpenAPI document and the consumers."""
    consumers = entry.get("consumers")
    entries = [item for item in consumers if isinstance(item, dict)] if isinstance(consumers, list) else []
    known = [plain(name) for item in entries if (name := string(item, "name"))]
    return [
        sentence(entry, "description"),
        lines(
            labelled("Service", entry, "service_name"),
            labelled("Bounded context", entry, "bounded_context"),
            path_line("OpenAPI document", entry, "openapi_spec_path"),
            f"Consumers: {listed(known, MAX_NAMES)}" if known else None,
        ),
    ]


def consumer_body(entry: Entry) -> list[str | None]:
    """A consumer of a contract: what it is, what it uses, how it proves who it is."""
    return [
        lines(
            labelled("Type", entry, "type"),
            names_line("Uses", entry, "endpoints_used"),
            labelled("Authentication", entry, "authentication"),
        )
    ]


def provider_body(entry: Entry) -> list[str | None]:
    """A provider of a contract: what it is, what it is made with, and where."""
    return [
        lines(
            labelled("Type", entry, "type"),
            labelled("Technology", entry, "technology"),
            path_line("Implementation", entry, "implementation_path"),
        )
    ]


def endpoint_body(named: Named, entry: Entry) -> list[str | None]:
    """An operation: its summary and responses; of a whole path each operation with its summary."""
    if named.pointer == named.definition.pointer:
        methods = [str(pointer[-1]) for _, pointer in named.definition.aliases]
        return [bullets(_operation(method, entry.get(method)) for method in methods)]
    responses = entry.get("responses")
    return [
        _summary(entry),
        bullets(_response(status, response) for status, response in responses.items())
        if isinstance(responses, dict)
        else None,
    ]


def _operation(method: str, operation: Any) -> str:
    summary = _summary(operation) if isinstance(operation, dict) else None
    return f"{code(method.upper())} {summary}" if summary else code(method.upper())


def _summary(operation: Entry) -> str | None:
    return sentence(operation, "summary") or sentence(operation, "description")


def _response(status: Any, response: Any) -> str:
    about = sentence(response, "description") or _last_step(response) if isinstance(response, dict) else None
    return f"{code(str(status))} {about}" if about else code(str(status))


def _last_step(response: Entry) -> str | None:
    """The name at the end of a `$ref`."""
    found = string(response, "$ref")
    return plain(found.rpartition("/")[2]) if found else None
