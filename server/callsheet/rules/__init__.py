"""What is wrong: a package for each family, in it a module for each rule, named as the rule is.

A rule is one small function, registered with its name, severity and documentation (`registry`). The engine runs them.
"""

from callsheet.rules import backlog, contract, graph, identity, names, references, schema, stages, state, syntax
from callsheet.rules.registry import RULES, Finding, Fix, Related, Rule, Severity

__all__ = [
    "RULES",
    "Finding",
    "Fix",
    "Related",
    "Rule",
    "Severity",
    "backlog",
    "contract",
    "graph",
    "identity",
    "names",
    "references",
    "schema",
    "stages",
    "state",
    "syntax",
]
