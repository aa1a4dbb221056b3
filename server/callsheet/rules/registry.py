"""What a rule is, and the list of all rules.

Everything about a rule stands once, beside the function that checks it: its name, severity, documentation and examples.
The rule reference, `codeDescription` links and tests come from there.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias, TypeVar, get_args

from callsheet.artifacts.kinds import FEATURE_KINDS, ArtifactKind
from callsheet.artifacts.quoting import one_line
from callsheet.syntax import Pointer
from callsheet.syntax.operations import Operation
from callsheet.workspace.changes import Change, DocumentChange
from callsheet.workspace.facts import Facts, PlanningFacts, Reference
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot


class Severity(enum.IntEnum):
    """How bad a finding is; the numbers are LSP's `DiagnosticSeverity`."""

    ERROR = 1
    WARNING = 2
    INFORMATION = 3
    HINT = 4

    @property
    def label(self) -> str:
        """The word people read: error, warning, information or hint."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Related:
    """A secondary place that explains a finding."""

    path: str
    pointer: Pointer
    message: str
    span: tuple[int, int] | None = None
    """The place itself (offsets in code points), where no pointer leads there."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a rule has to say about a value of a document, without offsets: those are looked up when needed."""

    rule: str
    severity: Severity
    path: str
    """The document, relative to the workspace root."""
    pointer: Pointer
    """The offending value; it need not exist, then its nearest enclosing value is meant."""
    message: str
    """One line that names the thing, says what is wrong with it and, where known, what would be right."""
    on_key: bool = False
    """Whether the key is to blame rather than the value."""
    part: tuple[int, int] | None = None
    """The offending part of a string value (code points, end exclusive)."""
    span: tuple[int, int] | None = None
    """The place itself (offsets in code points), where no pointer leads: for syntax."""
    related: tuple[Related, ...] = ()
    data: Any = field(default=None, compare=False)
    """What the rule's fixes need to know."""


class Context:
    """What a rule may look at besides the facts of the file it checks."""

    __slots__ = ("_absent", "feature", "snapshot")

    def __init__(self, snapshot: Snapshot, feature: Feature) -> None:
        """The surroundings of one file of a feature."""
        self.snapshot = snapshot
        self.feature = feature
        self._absent: list[tuple[Reference, list[str]]] | None = None

    def absent(self, facts: Facts) -> list[tuple[Reference, list[str]]]:
        """The file's references into the workspace that lead to nothing, each with the subtasks that promise the file.

        They are looked up once for all rules.
        """
        if self._absent is None:
            exists = self.snapshot.exists
            promisers = self.snapshot.promises.promisers if isinstance(facts, PlanningFacts) else self.feature.promisers
            self._absent = [
                (reference, promisers(reference.path.path))
                for reference in facts.references
                if reference.path.is_in_workspace and not exists(reference.path.path)
            ]
        return self._absent


@dataclass(frozen=True, slots=True)
class Fix:
    """A remedy for a finding."""

    title: str
    changes: tuple[Change, ...]
    is_preferred: bool = False
    """Whether it is the obvious remedy."""
    is_safe: bool = False
    """Whether it cannot change what the author meant; safe fixes make up "fix all"."""


@dataclass(frozen=True, slots=True)
class FixContext:
    """What a rule's fixes may look at."""

    snapshot: Snapshot
    feature: Feature
    now: datetime


Check: TypeAlias = Callable[[Any, Context], Iterator[Finding]]
Fixes: TypeAlias = Callable[[Finding, FixContext], Iterator[Fix]]
Scope: TypeAlias = Literal["document", "feature", "names", "files"]
Safety: TypeAlias = Literal["never", "sometimes", "always"]
Family: TypeAlias = Literal[
    "syntax", "schema", "identity", "graph", "state", "references", "names", "backlog", "contract", "stages"
]

FAMILIES: tuple[Family, ...] = get_args(Family)
"""The families in the order in which the documentation lists them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and its documentation."""

    name: str
    """The diagnostic code, in kebab-case."""
    family: Family
    severity: Severity
    """The default; a finding can be milder or graver where `grades` says so."""
    grades: str
    """When a finding is milder or graver, in a sentence; empty where none is."""
    summary: str
    """What is wrong, in a sentence."""
    reason: str
    """Why it matters, in a sentence."""
    exceptions: str
    """What looks alike but is not reported, and how findings are brought together; empty where that goes without saying."""
    bad: str
    """An example: files, each headed `--- name`, with the offending values between « and »."""
    good: str
    """The same without the fault; what the first fix gives, where the rule has fixes."""
    check: Check
    remedy: str
    """What the fixes do, in a sentence; where there are none, why."""
    fixes: Fixes | None
    safety: Safety
    """Whether its findings have a fix that is safe."""
    kinds: frozenset[ArtifactKind]
    """The kinds of documents it looks at."""
    scope: Scope
    """What it looks at: the document alone, its feature, also the planning artifacts, or also the files it names."""
    in_archive: bool
    """Whether it looks at archived features too, which nobody works on any more."""
    only_with: str | None
    """The attribute of the facts that is empty where a document cannot have the fault; most then need no check."""


RULES: dict[str, Rule] = {}
"""Every rule by name."""

CheckFunction = TypeVar("CheckFunction", bound=Callable[..., Iterator[Finding]])


def rule(
    name: str,
    family: Family,
    severity: Severity,
    *,
    summary: str,
    reason: str,
    bad: str,
    good: str,
    grades: str = "",
    exceptions: str = "",
    remedy: str,
    fixes: Fixes | None = None,
    safety: Safety = "never",
    kinds: tuple[ArtifactKind, ...] = FEATURE_KINDS,
    scope: Scope = "document",
    in_archive: bool = False,
    only_with: str | None = None,
) -> Callable[[CheckFunction], CheckFunction]:
    """Register the function below as the check of a rule. See `Rule` for the arguments."""

    def register(check: CheckFunction) -> CheckFunction:
        RULES[name] = Rule(
            name=name,
            family=family,
            severity=severity,
            grades=grades,
            summary=summary,
            reason=reason,
            exceptions=exceptions,
            bad=bad,
            good=good,
            check=check,
            remedy=remedy,
            fixes=fixes,
            safety=safety,
            kinds=frozenset(kinds),
            scope=scope,
            in_archive=in_archive,
            only_with=only_with,
        )
        return check

    return register


MAX_MESSAGE = 400
"""How many characters a message can have."""


def found(
    rule_name: str, facts: Facts, pointer: Pointer, message: str, severity: Severity | None = None, **more: Any
) -> Finding:
    """A finding of a rule about a file, with the rule's severity unless another is given."""
    message = one_line(message, MAX_MESSAGE)
    return Finding(rule_name, severity or RULES[rule_name].severity, facts.path, pointer, message, **more)


def change(path: str, *operations: Operation) -> tuple[Change, ...]:
    """Operations on one document, as the changes of a fix."""
    return (DocumentChange(path, operations),)
