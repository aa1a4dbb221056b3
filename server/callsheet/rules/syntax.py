"""The family *syntax*: the text is not what it is meant to be, JSON or YAML."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.rules.registry import Context, Finding, Fix, FixContext, Related, Severity, found, rule
from callsheet.syntax import Duplicate, Repair, Value
from callsheet.syntax.operations import Remove, ReplaceSpan
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.facts import Facts


def _repair(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    repair = finding.data
    if isinstance(repair, Repair):
        operation = ReplaceSpan(repair.start, repair.end, repair.new_text)
        changes = (DocumentChange(finding.path, (operation,)),)
        yield Fix(repair.title, changes, is_preferred=True)


@rule(
    "syntax-error",
    "syntax",
    Severity.ERROR,
    summary="The text is not valid JSON or YAML.",
    reason="Other tools refuse the whole file, and agents then work without it. Callsheet reads on past the place.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "title": "Draw the card«"»
  "status": "pending"
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "title": "Draw the card",
  "status": "pending"
}
""",
    fixes=_repair,
)
def syntax_error(facts: Facts, context: Context) -> Iterator[Finding]:
    """Report every problem that the parser met, at the place where something else was expected."""
    document = context.snapshot.document(facts.path) if facts.has_syntax_problems else None
    for problem in document.problems if document else ():
        span = (problem.start, problem.end)
        yield found("syntax-error", facts, (), problem.message, span=span, data=problem.repair)


def _keep_one(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    pointer = finding.pointer
    duplicate = finding.data
    if not isinstance(duplicate, _Occurrences):
        return
    first, last = duplicate.first, duplicate.last
    keep_first = Fix(
        f"Keep {_show(first)}",
        (DocumentChange(finding.path, tuple(Remove(pointer, index) for index in range(1, duplicate.count))),),
        is_preferred=last is None,
        is_safe=last == first,
    )
    keep_last = Fix(
        f"Keep {_show(last)}",
        (DocumentChange(finding.path, tuple(Remove(pointer, index) for index in range(duplicate.count - 1))),),
        is_preferred=first is None,
        is_safe=first is None,
    )
    if last == first:
        yield keep_first
    else:
        yield from (keep_last, keep_first) if last is not None else (keep_first, keep_last)


class _Occurrences:
    """The values that a key has in one object: the first, the last, and how many."""

    def __init__(self, duplicate: Duplicate, count: int) -> None:
        self.first: Value = duplicate.first.node.value
        self.last: Value = duplicate.last.node.value
        self.count = count


def _show(value: Value) -> str:
    if isinstance(value, (dict, list)):
        return "the object" if isinstance(value, dict) else "the list"
    if value is None or isinstance(value, bool):
        return str(value).lower() if value is not None else "null"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


@rule(
    "duplicate-key",
    "syntax",
    Severity.WARNING,
    summary="An object has the same key twice. An error where the value that is lost is neither null nor repeated.",
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
    fixes=_keep_one,
)
def duplicate_key(facts: Facts, context: Context) -> Iterator[Finding]:
    """Report every further member of a name, at its key."""
    document = context.snapshot.document(facts.path) if facts.has_syntax_problems else None
    for duplicate in document.duplicates if document else ():
        key = duplicate.later.key
        pointer = (*duplicate.parent, key)
        first, last = duplicate.first.node.value, duplicate.last.node.value
        loses = first is not None and first != last
        message = f'"{key}" stands here again; '
        message += f"{_show(last)} hides {_show(first)}" if loses else "the last one counts"
        parent = document.node(duplicate.parent) if document else None
        count = sum(member.key == key for member in parent.members) if parent else 0
        yield found(
            "duplicate-key",
            facts,
            pointer,
            message,
            Severity.ERROR if loses else Severity.WARNING,
            span=(duplicate.later.key_start, duplicate.later.key_end),
            related=(Related(facts.path, pointer, "it stands first here"),),
            data=_Occurrences(duplicate, count),
        )
