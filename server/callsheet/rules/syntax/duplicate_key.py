"""The rule `duplicate-key`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from callsheet.artifacts.kinds import DATA_KINDS
from callsheet.artifacts.quoting import quoted
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Related, Severity, change, found, rule
from callsheet.syntax import Document, Duplicate, Value
from callsheet.syntax.operations import Remove
from callsheet.workspace.facts import Facts


def _keep_one(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    """Keep one of the values that are not repeated; first the one that counts now, unless it is null."""
    values: Sequence[Value] = finding.data
    last = values[-1]
    choices = [index for index, value in enumerate(values) if value != last and value not in values[:index]]
    choices.insert(0, len(values) - 1)
    choices.sort(key=lambda index: values[index] is None)
    loses_nothing = all(value is None or value == last for value in values)
    shown = [quoted(values[index]) for index in choices]
    for number, kept in enumerate(choices):
        which = f" (number {kept + 1} of {len(values)})" if shown.count(shown[number]) > 1 else ""
        operations = [Remove(finding.pointer, index) for index in range(len(values)) if index != kept]
        is_safe = loses_nothing and values[kept] == last
        yield Fix(f"Keep {shown[number]}{which}", change(finding.path, *operations), number == 0, is_safe)


@rule(
    "duplicate-key",
    "syntax",
    Severity.WARNING,
    grades="An error where a value is lost that is neither null nor repeated.",
    summary="An object has the same key twice.",
    reason="The last one silently wins: a `null` that an agent appended hides the timestamp written before it.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "completed_at": "2026-03-02T10:20:00Z",
  «"completed_at"»: null
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "completed_at": "2026-03-02T10:20:00Z"
}
""",
    remedy="Keeps one of the values, first the one that counts unless it is null. Safe where nothing is lost by it.",
    fixes=_keep_one,
    safety="sometimes",
    kinds=DATA_KINDS,
    in_archive=True,
    only_with="syntax.has_duplicates",
)
def duplicate_key(facts: Facts, context: Context) -> Iterator[Finding]:
    """Report every further member of a name, at its key."""
    document = context.snapshot.document(facts.path)
    for duplicates in _by_key(document) if document else ():
        parent, first, key = duplicates[0].parent, duplicates[0].first, duplicates[0].first.key
        values = [first.node.value, *(duplicate.later.node.value for duplicate in duplicates)]
        hidden = [value for value in values if value is not None and value != values[-1]]
        loses = f"{quoted(values[-1])} hides {quoted(hidden[0])}" if hidden else "the last one counts"
        place = Related(facts.path, (*parent, key), "it stands first here", (first.key_start, first.key_end))
        for duplicate in duplicates:
            yield found(
                "duplicate-key",
                facts,
                (*parent, key),
                f'"{key}" stands here again; {loses}',
                Severity.ERROR if hidden else None,
                span=(duplicate.later.key_start, duplicate.later.key_end),
                related=(place,),
                data=values,
            )


def _by_key(document: Document) -> Iterable[list[Duplicate]]:
    """The duplicates of every key of an object, in order; none inside a value that is hidden itself."""
    groups: dict[int, list[Duplicate]] = {}
    for duplicate in document.duplicates:
        parent = document.node(duplicate.parent)
        if parent is not None and any(member is duplicate.first for member in parent.members):
            groups.setdefault(id(duplicate.first), []).append(duplicate)
    return groups.values()
