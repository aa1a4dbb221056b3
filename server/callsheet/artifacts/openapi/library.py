"""The checks of openapi-spec-validator that no schema can state, each error with the place it is about.

The library reports these errors without a place, ends at the first part of a document that is not built as it should
be, and keeps every document it has checked. So its validators are called one by one, around its `iter_errors`.
This module imports the library, which is slow: to be imported inside functions only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from jsonschema_path import SchemaPath
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator, OpenAPIV32SpecValidator
from openapi_spec_validator.validation import keywords
from openapi_spec_validator.validation.registries import KeywordValidatorRegistry

from callsheet.artifacts.openapi.specification import Version

_VALIDATORS = {"3.0": OpenAPIV30SpecValidator, "3.1": OpenAPIV31SpecValidator, "3.2": OpenAPIV32SpecValidator}
_CACHED_PATHS = 4096
"""How many places the library remembers the values of, while it checks one document."""


class LibraryError(NamedTuple):
    """An error of the library."""

    parts: tuple[str | int, ...]
    """The steps to the object that it is about, with references on the way followed as if they were not there."""
    kind: str
    """The class of the error, such as `ParameterDuplicateError`."""
    message: str


def library_errors(document: dict[str, Any], version: Version) -> list[LibraryError]:
    """What the library has against a document besides its structure; all references have to be local."""
    registry = KeywordValidatorRegistry(_placing_validators(version))
    path: Any = SchemaPath.from_dict(document, handlers=_NoFiles(), resolved_cache_maxsize=_CACHED_PATHS)
    root: Any = registry["__root__"]
    return list(root(path))


class _NoFiles(dict[str, Any]):
    """Handlers for every scheme of a URI that refuse: the library reads neither files nor addresses."""

    def __contains__(self, _: object) -> bool:
        return True

    def __getitem__(self, scheme: str) -> Any:
        raise KeyError(scheme)


def _placing_validators(version: Version) -> Mapping[str, type[keywords.KeywordValidator]]:
    """The library's validators, made to say where; those for what is checked elsewhere replaced."""
    own: dict[str, type[keywords.KeywordValidator]] = {"schema": _Schemas, "default": _NoDefaults}
    of_version = _VALIDATORS[version].keyword_validators
    return {name: _placing(own.get(name, validator)) for name, validator in of_version.items()}


def _placing(validator: type[Any]) -> type[Any]:
    class Placing(validator):  # type: ignore[misc]
        """A validator whose errors have a place, and which gives up quietly on what is built wrongly."""

        def __call__(self, *arguments: Any, **options: Any) -> Iterator[LibraryError]:
            place = next(argument for argument in arguments if isinstance(argument, SchemaPath))
            try:
                for error in super().__call__(*arguments, **options):
                    if isinstance(error, LibraryError):
                        yield error
                    else:
                        yield LibraryError(place.parts, type(error).__name__, str(error.message))
            except Exception:  # noqa: BLE001 - the library takes for granted what the structure may lack
                return

    return Placing


class _Schemas(keywords.OpenAPIV30SchemaValidator):
    """The check for required properties that no part of an `allOf` has; all else is checked with the structure."""

    def __init__(self, registry: KeywordValidatorRegistry) -> None:
        super().__init__(registry)
        self._collected: set[int] = set()
        self._is_collecting = False

    def _validate_schema_meta(self, schema: SchemaPath, schema_value: Any) -> None:
        return None

    def _collect_properties(self, schema: SchemaPath) -> set[str]:
        """All from one schema on, each schema once; the library's own would follow every way, and circles for ever."""
        if self._is_collecting:
            return self._collect_once(schema)
        self._is_collecting = True
        self._collected.clear()
        try:
            return self._collect_once(schema)
        finally:
            self._is_collecting = False

    def _collect_once(self, schema: SchemaPath) -> set[str]:
        identity = id(schema.read_value())
        if identity in self._collected:
            return set()
        self._collected.add(identity)
        return super()._collect_properties(schema)


class _NoDefaults(keywords.KeywordValidator):
    """Defaults are checked with the examples."""

    def __call__(self, schema: SchemaPath, _: Any) -> Iterator[Any]:
        return iter(())
