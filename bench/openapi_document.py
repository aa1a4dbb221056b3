"""A generated OpenAPI document: resources that can be listed, created, read, replaced and deleted, with examples."""

from __future__ import annotations

import random
import uuid
from typing import Any, TypeAlias

from bench.words import WORDS, sentence, title

Part: TypeAlias = dict[str, Any]

VERSION = "1.0.0"
"""The version of the document, and of the contract that names it."""

_METHODS = ("list", "create", "read", "replace", "delete")


def path_of(number: int) -> str:
    """The path under which the things of a resource (from 0) are listed."""
    noun = WORDS.nouns[number % len(WORDS.nouns)].replace(" ", "-")
    return f"/{noun}" if number < len(WORDS.nouns) else f"/{noun}-{number}"


def openapi_document(operations: int) -> Part:
    """A document of OpenAPI 3.0 with so many operations, rounded up to whole resources; right in every respect."""
    choice = random.Random(f"openapi {operations}")
    paths: Part = {}
    schemas: Part = {"Problem": _problem()}
    for number in range(-(-operations // len(_METHODS))):
        path = path_of(number)
        name = path[1:].replace("-", " ").title().replace(" ", "")
        example = _example(choice)
        paths[path] = {
            "get": _list(choice, name, example),
            "post": _with_body(choice, "create", name, "201", example),
        }
        paths[f"{path}/{{id}}"] = {
            "parameters": [_identifier()],
            "get": _operation(choice, "read", name, {"200": _answer(name, example), "404": _no_such(choice)}),
            "put": _with_body(choice, "replace", name, "200", example),
            "delete": _operation(
                choice, "delete", name, {"204": {"description": sentence(choice)}, "404": _no_such(choice)}
            ),
        }
        schemas[name] = _schema(choice, example)
    return {
        "openapi": "3.0.3",
        "info": {"title": "Shop services", "version": VERSION, "description": sentence(choice)},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _operation(choice: random.Random, method: str, name: str, responses: Part) -> Part:
    return {
        "operationId": f"{method}{name}",
        "summary": title(choice),
        "description": sentence(choice, 2),
        "tags": [name],
        "responses": responses,
    }


def _list(choice: random.Random, name: str, example: Part) -> Part:
    page = {
        "type": "object",
        "required": ["items"],
        "properties": {"items": {"type": "array", "items": _reference(name)}, "next": {"type": "string"}},
    }
    content = {"application/json": {"schema": page, "example": {"items": [example], "next": "page-2"}}}
    operation = _operation(choice, "list", name, {"200": {"description": sentence(choice), "content": content}})
    parameters = [
        {
            "name": "limit",
            "in": "query",
            "description": sentence(choice),
            "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
        },
        {"name": "after", "in": "query", "description": sentence(choice), "schema": {"type": "string"}},
    ]
    return {"parameters": parameters, **operation}


def _with_body(choice: random.Random, method: str, name: str, status: str, example: Part) -> Part:
    content = {"application/json": {"schema": _reference(name), "example": example}}
    operation = _operation(choice, method, name, {status: _answer(name, example), "422": _no_such(choice)})
    return {"requestBody": {"required": True, "content": content}, **operation}


def _answer(name: str, example: Part) -> Part:
    return {
        "description": f"{name} as it is then",
        "content": {"application/json": {"schema": _reference(name), "example": example}},
    }


def _no_such(choice: random.Random) -> Part:
    content = {"application/problem+json": {"schema": _reference("Problem")}}
    return {"description": sentence(choice), "content": content}


def _reference(name: str) -> Part:
    return {"$ref": f"#/components/schemas/{name}"}


def _identifier() -> Part:
    return {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}


def _problem() -> Part:
    return {
        "type": "object",
        "required": ["title"],
        "properties": {"title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}},
    }


def _example(choice: random.Random) -> Part:
    return {
        "id": str(uuid.UUID(int=choice.getrandbits(128), version=4)),
        "title": title(choice),
        "amount": 100 * choice.randint(1, 90),
        "quantity": choice.randint(1, 9),
        "state": choice.choice(("open", "closed")),
        "createdAt": "2026-03-02T10:20:00Z",
        "notes": [sentence(choice)],
    }


def _schema(choice: random.Random, example: Part) -> Part:
    return {
        "type": "object",
        "description": sentence(choice),
        "required": ["id", "title", "amount"],
        "properties": {
            "id": {"type": "string", "format": "uuid", "description": sentence(choice)},
            "title": {"type": "string", "maxLength": 100, "description": sentence(choice)},
            "amount": {
                "type": "integer",
                "minimum": 0,
                "description": "Whole cents, taxes included",
                "example": example["amount"],
            },
            "quantity": {"type": "integer", "minimum": 1, "description": sentence(choice)},
            "state": {"type": "string", "enum": ["open", "closed"], "description": sentence(choice)},
            "createdAt": {"type": "string", "format": "date-time", "description": sentence(choice)},
            "notes": {"type": "array", "items": {"type": "string"}, "description": sentence(choice)},
        },
    }
