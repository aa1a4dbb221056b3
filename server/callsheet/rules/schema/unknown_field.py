"""The rule `unknown-field`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import SCHEMA_KINDS, ArtifactKind
from callsheet.artifacts.quoting import quoted
from callsheet.rules.near_misses import MAX_COMPARED, near_misses, nearest_field
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.rules.stubs import is_stub
from callsheet.syntax import Document, Pointer, Value, value_at
from callsheet.syntax.operations import Operation, Remove, RenameKey
from callsheet.workspace.facts import Facts
from callsheet.workspace.snapshot import Snapshot


def _rename_field(finding: Finding, context: FixContext) -> Iterator[Fix]:
    document = context.snapshot.document(finding.path)
    if document is None:
        return
    if not isinstance(finding.data, str):
        yield from _mark_as_own(finding, document)
        return
    operations: list[Operation] = [RenameKey(finding.pointer, finding.data)]
    in_its_place = (*finding.pointer[:-1], finding.data)
    if document.member(in_its_place) is not None:
        operations.append(Remove(in_its_place))  # it is null, or it would be no near miss
    yield Fix(f'Rename to "{finding.data}"', change(finding.path, *operations), is_preferred=True)


def _mark_as_own(finding: Finding, document: Document) -> Iterator[Fix]:
    """Let fields that the format does not know begin with x-."""
    pointers: list[Pointer] = finding.data
    renamed = {pointer: f"x-{pointer[-1]}" for pointer in pointers}
    if any(_holds(document.value, (*pointer[:-1], name)) for pointer, name in renamed.items()):
        return
    title = (
        f"Rename to {quoted(renamed[pointers[0]])}" if len(pointers) == 1 else f"Let all {len(pointers)} begin with x-"
    )
    yield Fix(title, change(finding.path, *(RenameKey(pointer, name) for pointer, name in renamed.items())))


def _holds(value: Value, pointer: Pointer) -> bool:
    """Whether a value has a member."""
    parent = value_at(value, pointer[:-1])
    return isinstance(parent, dict) and pointer[-1] in parent


@rule(
    "unknown-field",
    "schema",
    Severity.HINT,
    grades="A warning where it nearly is a field that the format knows, and in `callsheet.toml`; an error where that one is required.",
    summary="A field that the format does not know.",
    reason="What stands under a misspelt name is lost: nobody looks for it there. A team's own fields are welcome.",
    exceptions="`$schema`, `$callsheet` and names that begin with `x-` are free. What is no near miss is one finding for the whole document.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "status": "completed",
  «"completed_summary"»: "Front and back drawn"
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "status": "completed",
  "completion_summary": "Front and back drawn"
}
""",
    remedy="Renames it to the field that it nearly is; or lets the fields that are a team's own begin with `x-`.",
    fixes=_rename_field,
    kinds=SCHEMA_KINDS,
    only_with="unknown_fields",
)
def unknown_field(facts: Facts, context: Context) -> Iterator[Finding]:
    """Report near misses each, and all the others of a document together in one hint."""
    if facts.syntax.is_broken or is_stub(facts):
        return  # a key beside a slip is seldom one
    others: list[Pointer] = []
    meant = near_misses(facts)
    for pointer in facts.unknown_fields:
        name = meant.get(str(pointer[0]))
        if len(pointer) > 1:
            name = _meant_in_entry(facts, pointer, context.snapshot) if len(others) < MAX_COMPARED else None
        if name is None and facts.artifact.kind is ArtifactKind.CONFIGURATION:
            message = f'"{pointer[-1]}" is no setting that Callsheet knows, so it does nothing'
            yield found("unknown-field", facts, pointer, message, Severity.WARNING, on_key=True, data=[pointer])
            continue
        if name is None:
            others.append(pointer)
            continue
        required = (facts.schema_at(pointer[:-1]) or {}).get("required", ())
        severity = Severity.ERROR if name in required else Severity.WARNING
        what = "setting that Callsheet knows" if facts.artifact.kind is ArtifactKind.CONFIGURATION else "known field"
        message = f'"{pointer[-1]}" is no {what}; did you mean "{name}"?'
        yield found("unknown-field", facts, pointer, message, severity, on_key=True, data=name)
    if others:
        names = ", ".join(dict.fromkeys(f'"{pointer[-1]}"' for pointer in others))
        verb = "is no field" if "," not in names else "are no fields"
        message = f"{names} {verb} of the format; a team's own fields can begin with x-"
        yield found("unknown-field", facts, others[0], message, on_key=True, data=others)


def _meant_in_entry(facts: Facts, pointer: Pointer, snapshot: Snapshot) -> str | None:
    """The known field that a member of an entry was meant to be, if the entry has it not."""
    name = nearest_field(facts, pointer)
    document = snapshot.document(facts.path) if name else None
    node = document.node(pointer[:-1]) if document else None
    if name is None or node is None or not isinstance(node.value, dict):
        return None
    return name if node.value.get(name) is None else None
