"""The rule `syntax-error`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.syntax import Document, Problem, Repair
from callsheet.syntax.operations import ReplaceSpan
from callsheet.workspace.facts import Facts


def _repair(finding: Finding, context: FixContext) -> Iterator[Fix]:
    repair = finding.data
    document = context.snapshot.document(finding.path)
    if isinstance(repair, Repair) and document is not None:
        operation = ReplaceSpan(repair.start, repair.end, repair.new_text)
        is_safe = _is_comma_alone(document, repair)
        yield Fix(repair.title, change(finding.path, operation), is_preferred=True, is_safe=is_safe)


def _is_comma_alone(document: Document, repair: Repair) -> bool:
    """Whether a repair inserts or removes a comma, which means nothing by itself, and that really was what was wrong."""
    if (document.text.string[repair.start : repair.end], repair.new_text) not in (("", ","), (",", "")):
        return False
    repaired = Document(document.text.replace(repair.start, repair.end, repair.new_text), document.language)
    return len(repaired.problems) < len(document.problems)


@rule(
    "syntax-error",
    "syntax",
    Severity.ERROR,
    summary="The text is not valid JSON, YAML or TOML, is not in UTF-8, or the file cannot be read at all.",
    reason="Other tools refuse the whole file, and agents then work without it. Callsheet reads on past the place.",
    exceptions="What merely follows from a slip is not reported beside it. YAML and Markdown may be in UTF-16. "
    "Editors give the text without its encoding, so that is told of files on disk.",
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
    remedy="Inserts what is missing, such as a comma, a quotation mark or a bracket, or removes what is too much. "
    "Inserting a comma is safe.",
    fixes=_repair,
    safety="sometimes",
    kinds=tuple(ArtifactKind),
    in_archive=True,
    only_with="syntax.has_problems",
)
def syntax_error(facts: Facts, context: Context) -> Iterator[Finding]:
    """Report why a file cannot be read, or every problem that the parser met where something else was expected."""
    if facts.syntax.unreadable is not None:
        yield found("syntax-error", facts, (), f"cannot be read: {facts.syntax.unreadable}")
        return
    document = context.snapshot.document(facts.path)
    for problem in _problems(document) if document else ():
        span = (problem.start, problem.end)
        yield found("syntax-error", facts, (), problem.message, span=span, data=problem.repair)


def _problems(document: Document) -> Iterator[Problem]:
    """What is wrong with a text: its encoding, at the first place, and what does not come from that."""
    cause = document.misencoding
    if cause is not None:
        yield cause
    for problem in document.problems:
        if cause is None or problem.end <= cause.start or cause.end <= problem.start:
            yield problem
