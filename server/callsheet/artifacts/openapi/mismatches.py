"""What a validator has against a value, as a flat list: of a union only what its best branch says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from callsheet.artifacts.openapi.schemas import REFERENCE
from callsheet.syntax import Pointer, Value

if TYPE_CHECKING:
    import jsonschema_rs

_UNEXPECTED = ("additionalProperties", "unevaluatedProperties")
_TELLING = ("enum", "const")
_PLAINNESS = {"type": 0, "required": 1, "requiredAny": 2, "minProperties": 4, "oneOf": 5, "not": 5}
"""Which of several faults of one value comes first; all other keywords come in between."""

_MAX_ERRORS = 500
"""How many errors of one value are looked at; nobody reads more."""


class Mismatch(NamedTuple):
    """A value that its schema does not allow."""

    pointer: Pointer
    """The value, from the root of what was validated; for a field that is missing or unknown its object.

    For `propertyNames` the field whose name is wrong.
    """
    keyword: str
    """The keyword of JSON Schema that failed, such as `required` or `maxLength`."""
    limit: Any
    """What the keyword demands: missing fields, allowed types or values, the bound; the unknown fields."""
    value: Value
    """The offending value."""
    schema_path: tuple[str | int, ...]
    """Where the keyword stands in the schema; numbers where a step consists of digits."""


Follow: TypeAlias = "Callable[[str, Value], list[Mismatch]]"
"""Gives what the converted schema of a number has against a value, as a flat list."""


def mismatches(root: Value, errors: Iterable[jsonschema_rs.ValidationError]) -> list[Mismatch]:
    """The mismatches of a value that was validated by a schema without references of ours, joined."""
    return joined(flat_mismatches(root, errors, lambda _number, _value: []))


def flat_mismatches(root: Value, errors: Iterable[jsonschema_rs.ValidationError], follow: Follow) -> list[Mismatch]:
    """The mismatches of a validated value, each once, as many as anybody reads."""
    flat: dict[int, Mismatch] = {}
    for error in errors:
        flat |= {id(found): found for found in _descend(root, error, follow)}
        if len(flat) >= _MAX_ERRORS:
            break
    return list(flat.values())[:_MAX_ERRORS]


def _descend(root: Value, error: jsonschema_rs.ValidationError, follow: Follow) -> list[Mismatch]:
    """An error of no union as it is; of a union the errors of the branch that the value comes closest to."""
    pointer, value = _locate(root, error.instance_path)
    reason: Any = error.kind
    schema_path = tuple(error.schema_path)
    if reason.name == "propertyNames":
        key = str(reason.error.instance)
        return [Mismatch((*pointer, key), reason.name, None, key, schema_path)]
    if reason.name == REFERENCE:
        return [found if not pointer else _below(pointer, found) for found in follow(reason.message, value)]
    branches = getattr(reason, "context", ())
    if not all(branches) or not branches:  # no union, or one of which several branches fit and just one should
        return [Mismatch(pointer, reason.name, _limit(reason), value, schema_path)]
    expanded = [[found for inner in branch for found in _descend(root, inner, follow)] for branch in branches]
    expanded = _without_references(expanded, value)
    merged = _one_choice(expanded, schema_path)
    if merged is not None and len(expanded) > 1:
        return [merged]
    return min(expanded, key=lambda branch: _distance(branch, pointer))


def _below(pointer: Pointer, found: Mismatch) -> Mismatch:
    """The mismatch of a value that stands at a pointer."""
    return found._replace(pointer=(*pointer, *found.pointer))


def _without_references(branches: list[list[Mismatch]], value: Value) -> list[list[Mismatch]]:
    """The branches that count: the one for a reference if the value has a `$ref`, else all the others."""
    has_ref = isinstance(value, dict) and "$ref" in value
    kept = [branch for branch in branches if has_ref == any(map(_is_of_reference, branch))]
    return kept or branches


def _is_of_reference(found: Mismatch) -> bool:
    return len(found.schema_path) > 1 and str(found.schema_path[1]).lower() == "reference"


def _locate(root: Value, path: Sequence[str | int]) -> tuple[Pointer, Value]:
    """The pointer and value of an instance path, in which keys of digits have become numbers."""
    value: Any = root
    pointer: list[str | int] = []
    for step in path:
        if isinstance(value, dict):
            key = str(step) if str(step) in value else _key_of_number(value, step)
            pointer.append(key)
            value = value.get(key)
        else:
            pointer.append(step)
            value = value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None
    return tuple(pointer), value


def _key_of_number(value: dict[str, Any], step: str | int) -> str:
    """The key that a number stands for where it is not written as usual, such as `007`."""
    return next((key for key in value if key.isdecimal() and int(key[:20]) == step), str(step))


def _one_choice(branches: list[list[Mismatch]], schema_path: tuple[str | int, ...]) -> Mismatch | None:
    """One mismatch for a union whose branches all fail in the same place for want of a value, a type or a field."""
    for first in branches[0]:
        if _all_have(branches, first.pointer, _TELLING):
            same = [found for branch in branches for found in branch if found.pointer == first.pointer]
            limits = [item for found in same if found.keyword in _TELLING for item in as_list(found.limit)]
            return first._replace(keyword="enum", limit=_each_once(limits))
    if any(len(branch) != 1 for branch in branches) or len({branch[0].pointer for branch in branches}) > 1:
        return None
    first = branches[0][0]
    limits = _each_once(item for branch in branches for item in as_list(branch[0].limit))
    if _all_have(branches, first.pointer, ("type",)):
        return first._replace(limit=limits)
    if _all_have(branches, first.pointer, ("required",)):
        return first._replace(keyword="requiredAny", limit=limits, schema_path=schema_path)
    return None


def _each_once(limits: Iterable[Value]) -> list[Value]:
    """Limits without those that other branches have as well: unions of unions would multiply them."""
    return list({repr(limit): limit for limit in limits}.values())


def _all_have(branches: list[list[Mismatch]], pointer: Pointer, keywords: tuple[str, ...]) -> bool:
    return all(any(found.pointer == pointer and found.keyword in keywords for found in branch) for branch in branches)


def as_list(limit: Any) -> list[Any]:
    """A limit that is one thing or a list of things as a list."""
    return limit if isinstance(limit, list) else [limit]


def _distance(branch: list[Mismatch], pointer: Pointer) -> tuple[bool, bool, int, int]:
    """How far the value at a pointer is from a branch of a union; the smallest is the one that was meant.

    Far is another type, then another value of a field that tells the branches apart, such as `in` or `type`; then
    count how many errors there are, and how near the root.
    """
    other_type = any(found.keyword == "type" and found.pointer == pointer for found in branch)
    other_value = any(found.keyword in _TELLING and len(found.pointer) == len(pointer) + 1 for found in branch)
    depth = max((len(found.pointer) for found in branch), default=0)
    return other_type, other_value, len(branch), -depth


def _limit(reason: Any) -> Any:
    """What the failed keyword demands, by whichever name the validator has for it."""
    if reason.name == "required":
        return [reason.property]
    for attribute in ("types", "options", "expected_value", "unexpected", "limit", "pattern", "format", "multiple_of"):
        if hasattr(reason, attribute):
            return getattr(reason, attribute)
    return None


def joined(flat: list[Mismatch]) -> list[Mismatch]:
    """One mismatch for each value, and one for the unknown fields of each object.

    Missing fields are joined. Of several faults of one value the plainest counts; the others mostly follow from it.
    """
    groups: defaultdict[tuple[Pointer, bool], list[Mismatch]] = defaultdict(list)
    for found in flat:
        groups[found.pointer, found.keyword in _UNEXPECTED].append(found)
    return [_joined(group, is_unknown) for (_, is_unknown), group in groups.items()]


def _joined(group: list[Mismatch], is_unknown: bool) -> Mismatch:
    first = min(group, key=lambda found: _PLAINNESS.get(found.keyword, 3))
    if not is_unknown and first.keyword != "required":
        return first
    same = [found for found in group if is_unknown or found.keyword == "required"]
    fields = dict.fromkeys(str(field) for found in same for field in as_list(found.limit))
    return first._replace(keyword="unknown" if is_unknown else "required", limit=list(fields))
