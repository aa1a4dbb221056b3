"""`callsheet rule`: what a rule is about, in full; or which rules there are."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from callsheet.artifacts.quoting import counted
from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus, Failure
from callsheet.cli.features import FormatOption
from callsheet.cli.output import SEVERITY_STYLES, Format, Screen, Style, emit, emit_exactly, fold, json_lines

if TYPE_CHECKING:
    from callsheet.rules import Rule


def rule(
    name: Annotated[str | None, typer.Argument(metavar="RULE", hidden=True)] = None,
    output_format: FormatOption = Format.TEXT,
) -> ExitStatus:
    """Explain a rule, or list the rules of a family, or all.

    RULE is the name that stands behind a finding: what is wrong and why that matters, with an example, how to mend it and
    how to silence it. Of a family (graph, schema, …) its rules are listed, and without RULE all: with their severity,
    whether they have fixes, and what they find.

    In a pipe, the text about a rule is Markdown. JSON is a list of rules, of one where it is named.
    """
    from callsheet.artifacts.shipped import documented_rules

    wanted = None if name is None else name.strip().lower()
    if wanted in documented_rules() and output_format is Format.TEXT:
        _explain(wanted)
        return ExitStatus.FINE
    rules = [found for found in _by_family() if wanted in (None, found.name, found.family)]
    if name is not None and not rules:
        from callsheet.cli.nearest import unknown

        names = [*documented_rules(), *dict.fromkeys(found.family for found in _by_family())]
        raise Failure(unknown("rule", name, names, "`callsheet rule` lists all of them"), ExitStatus.FOUND)
    if output_format is Format.JSON:
        emit_exactly(json_lines(map(_to_value, rules)) + "\n")
    else:
        screen = Screen.of(sys.stdout)
        lines = _list_lines(rules, screen)
        emit("\n".join(lines if wanted is None else [_family_line(wanted, len(rules), screen), "", *lines]) + "\n")
    return ExitStatus.FINE


def _explain(name: str) -> None:
    """Print the page of a rule. Only that is read: all rules take a while to load."""
    from callsheet.artifacts.shipped import rule_page

    screen = Screen.of(sys.stdout)
    page = rule_page(name).read_text(encoding="utf-8")
    if screen.width is not None:
        from callsheet.cli.page import laid_out

        page = laid_out(page, screen)
    emit(page)


def _by_family() -> list[Rule]:
    """All rules, in the order of the reference."""
    from callsheet.rules import RULES
    from callsheet.rules.registry import FAMILIES

    return sorted(RULES.values(), key=lambda found: (FAMILIES.index(found.family), found.name))


def _family_line(family: str, count: int, screen: Screen) -> str:
    text = f"{family} is a family of {counted(count, 'rule')}; check --select {family} looks for no others."
    return fold(text, screen.width, "")


def _list_lines(rules: list[Rule], screen: Screen) -> Iterator[str]:
    """Rules for people: by family, each in a line, or in a terminal with its summary below it."""
    width = max(len(found.name) for found in rules)
    family = None
    for found in rules:
        if found.family != family:
            if family is not None:
                yield ""
            family = found.family
            yield screen.paint(family, Style.BOLD)
        grade, fixes = found.severity.label, _FIXES[found.safety] if found.fixes else ""
        if screen.width is None:
            yield f"  {found.name:{width}}  {grade:11}  {fixes:18}  {found.summary}"
        else:
            painted = screen.paint(f"{grade:11}", SEVERITY_STYLES[grade])
            yield f"  {found.name:{width}}  {painted}  {screen.paint(fixes, Style.GREEN)}".rstrip()
            yield fold(found.summary, screen.width, "    ")


_FIXES = {"never": "fix", "sometimes": "fix, safe at times", "always": "safe fix"}
"""What is said of a rule's fixes, by whether they are safe."""


def _to_value(found: Rule) -> dict[str, Any]:
    """A rule as JSON has it; `safe` is whether its fixes are: never, sometimes or always."""
    return {
        "name": found.name,
        "family": found.family,
        "severity": found.severity.label,
        "summary": found.summary,
        "reason": found.reason,
        "grades": found.grades or None,
        "exceptions": found.exceptions or None,
        "has_fixes": found.fixes is not None,
        "safe": found.safety,
        "remedy": found.remedy,
        "kinds": sorted(kind.value for kind in found.kinds),
    }


COMMAND = Command(rule, ("callsheet rule", "callsheet rule dependency-cycle", "callsheet rule --format json"))
