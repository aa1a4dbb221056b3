"""Which rules count: `--select` and `--ignore`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from callsheet.cli.ending import Failure
from callsheet.rules import RULES
from callsheet.rules.registry import FAMILIES

if TYPE_CHECKING:
    from callsheet.workspace.configuration import Configuration


class RuleChoice(NamedTuple):
    """The rules that count."""

    wanted: frozenset[str]
    """Their names."""
    named: frozenset[str]
    """Those of them that were selected by their own name: they count even where the workspace has them off."""

    def applied_to(self, configuration: Configuration) -> Configuration:
        """What a workspace is set to, with all other rules off."""
        severities = {
            name: severity
            for name, severity in configuration.severities.items()
            if severity != "off" or name not in self.named
        }
        return replace(configuration, severities=severities | dict.fromkeys(RULES.keys() - self.wanted, "off"))


def read_choice(select: Sequence[str], ignore: Sequence[str]) -> RuleChoice:
    """The rules that the two options mean; without the first, all others than the second says.

    Each value is a list with commas of names of rules or families. A rule's own name counts before that of its family,
    and what is ignored before what is selected.

    Raises:
        Failure: if there is no rule or family of a name, or if a list is empty.
    """
    selected, ignored = _names(select, "--select"), _names(ignore, "--ignore")
    by_family = _rules_of(selected) - _rules_of(ignored) if selected else RULES.keys() - _rules_of(ignored)
    named = (RULES.keys() & selected) - ignored
    return RuleChoice(frozenset((by_family | named) - ignored), frozenset(named))


def _names(values: Sequence[str], option: str) -> set[str]:
    names = {name.strip() for value in values for name in value.split(",")} - {""}
    if values and not names:
        raise Failure(f"{option} names no rule")
    wrong = sorted(names - RULES.keys() - set(FAMILIES))
    if wrong:
        from callsheet.cli.nearest import unknown

        families = f"the families are {', '.join(FAMILIES)}"
        raise Failure(f"{option}: {unknown('rule or family', wrong[0], [*FAMILIES, *RULES], families)}")
    return names


def _rules_of(names: Iterable[str]) -> set[str]:
    """The rules of those families that are among some names."""
    families = set(names)
    return {rule.name for rule in RULES.values() if rule.family in families}
