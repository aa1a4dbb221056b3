"""What is wrong: one small function per rule, registered with its name, severity and documentation."""

from callsheet.rules import backlog, graph, identity, references, schema, state, syntax
from callsheet.rules.registry import RULES, Finding, Fix, Related, Rule, Severity

__all__ = [
    "RULES",
    "Finding",
    "Fix",
    "Related",
    "Rule",
    "Severity",
    "backlog",
    "graph",
    "identity",
    "references",
    "schema",
    "state",
    "syntax",
]
