"""The rule `unknown-name`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import Claim, NameKind, NameUse
from callsheet.artifacts.quoting import listing, quoted, shorten
from callsheet.rules.alike import MANY, nearest_names
from callsheet.rules.names.unknown import KnownNames, numbers_of, unknown_uses
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.syntax.operations import Operation, RenameKey, SetValue
from callsheet.workspace.facts import Facts
from callsheet.workspace.planning import Named

_AT_MOST = 3
"""How many names are proposed, and how many a message lists."""

_ALIKE = 0.6
"""How much a name must be spelt like an unknown one to be proposed, 1 being the same."""

_MISSPELT = 0.85
"""The same for the claims below."""

_UNSURE: tuple[Claim, ...] = ("located", "said")
"""What is claimed of things that need no document, or in texts for people: only what nearly is a defined name is wrong."""


def _change_name(finding: Finding, context: FixContext) -> Iterator[Fix]:
    """Write one of the nearest names; a module brief or the folder of a contract would have to be renamed."""
    artifact = context.snapshot.classify(finding.path)
    is_of_contract = artifact is not None and artifact.kind is ArtifactKind.CONTRACT
    if finding.pointer == ("title",) or (finding.pointer == ("bounded_context",) and is_of_contract):
        return
    near = [name for name in finding.data if name not in _listed_beside(finding, context)]
    document = context.snapshot.document(finding.path)
    for name in near:
        operation: Operation = SetValue(finding.pointer, name)
        if finding.on_key:
            if document is None or document.member((*finding.pointer[:-1], name)) is not None:
                continue
            operation = RenameKey(finding.pointer, name)
        yield Fix(f"Change to {shorten(name)}", change(finding.path, operation), is_preferred=len(near) == 1)


def _listed_beside(finding: Finding, context: FixContext) -> set[str]:
    """The names that stand in the same list, or that other items of a backlog have: there each stands once."""
    facts, last = context.snapshot.facts(finding.path), finding.pointer[-1]
    uses = facts.uses if facts else ()
    if last == "id":
        return {use.name for use in uses if use.pointer[-1] == last and use.kind is NameKind.STORY}
    is_listed = isinstance(last, int)
    return {use.name for use in uses if is_listed and use.pointer[:-1] == finding.pointer[:-1]}


@rule(
    "unknown-name",
    "names",
    Severity.WARNING,
    summary="A name is used that no document of the workspace defines, though some document defines names of that sort.",
    reason="Names hold the artifacts together; what stands under a wrong one belongs to nothing and is passed over.",
    exceptions="As long as no document defines any bounded context, persona, story and so on, none is unknown. "
    "Contracts and ADRs with a path beside their name, and contracts that are no APIs, need no document: "
    "only what nearly is the name of one is reported; so it is with the module that a module brief names. "
    "While a document that may define the name has a slip of syntax or is no object at all, nothing is reported.",
    bad="""
--- contexts.json
{
  "feature": "gift-cards",
  "bounded_contexts": [{"name": "cards"}, {"name": "payment"}]
}
--- subtask_01.json
{
  "seq": "01",
  "bounded_context": «"paymnet"»
}
""",
    good="""
--- contexts.json
{
  "feature": "gift-cards",
  "bounded_contexts": [{"name": "cards"}, {"name": "payment"}]
}
--- subtask_01.json
{
  "seq": "01",
  "bounded_context": "payment"
}
""",
    remedy="Changes it to a name that exists and is spelt like it.",
    fixes=_change_name,
    kinds=(
        ArtifactKind.TASK,
        ArtifactKind.SUBTASK,
        ArtifactKind.CONTEXTS,
        ArtifactKind.STORY_MAP,
        ArtifactKind.BACKLOG,
        ArtifactKind.CONTRACT,
        ArtifactKind.MODULE_BRIEF,
    ),
    scope="names",
    only_with="uses",
)
def unknown_name(facts: Facts, context: Context) -> Iterator[Finding]:
    """Report each place that has to be changed, with the nearest names or the first that there are."""
    for number, (use, known) in enumerate(unknown_uses(facts, context.snapshot.planning)):
        near = _nearest(use, known) if number < MANY else ()
        if _is_misplaced(use, facts) or (use.claim in _UNSURE and not near):
            continue
        hint = f"; did you mean {shorten(near[0])}?" if near else f"; there {_list(known.named)}"
        message = f"{_subject(use, facts)} is no {use.kind.value}{_SCOPE.get(use.kind, '')}{hint}"
        yield found("unknown-name", facts, use.pointer, message, on_key=use.on_key, data=near)


_SCOPE = {
    NameKind.CONSUMER: " of this contract",
    NameKind.PROVIDER: " of this contract",
    NameKind.ENTITY: " of this aggregate",
}


def _is_misplaced(use: NameUse, facts: Facts) -> bool:
    """Whether it is the bounded context of a contract that lies under another one: `id-mismatch` says so."""
    return facts.artifact.kind is ArtifactKind.CONTRACT and facts.has_odd_names and use.pointer == ("bounded_context",)


def _subject(use: NameUse, facts: Facts) -> str:
    if use.pointer == ("title",):
        return f"the file is named after {quoted(use.name)}, which"
    return quoted(use.name)


def _nearest(use: NameUse, known: KnownNames) -> tuple[str, ...]:
    """The names that were most likely meant; another number is always another thing."""
    candidates = known.spellings.get(numbers_of(use.name), ())
    return nearest_names(use.name, candidates, _AT_MOST, _MISSPELT if use.claim in _UNSURE else _ALIKE)


def _list(known: Sequence[Named]) -> str:
    shown = [shorten(named.definition.name) for named in known[:_AT_MOST]]
    if len(known) > _AT_MOST:
        return f"are {', '.join(shown)} and {len(known) - _AT_MOST} more"
    return f"is only {shown[0]}" if len(shown) == 1 else f"are {listing(shown)}"
