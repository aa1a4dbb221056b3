"""The faulty example has every finding there is, and its README lists exactly those that it has."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from callsheet.artifacts.shipped import rule_page
from callsheet.rules import RULES
from callsheet.workspace.session import Session
from tests.rules.helpers import findings_of

ROOT = Path(__file__).parents[2] / "examples" / "faulty"
README = (ROOT / "README.md").read_text(encoding="utf-8")
ROW = re.compile(r"\| `(?P<path>[^`]+)` \| \[`(?P<rule>[^`]+)`\]\((?P<link>[^)]+)\) \| \S.* \|")
"""A row of the README's last table; paths are relative to the example."""


@pytest.fixture(scope="module")
def found() -> Counter[tuple[str, str]]:
    """The findings of the example: how often each path and rule occur together."""
    session = Session(ROOT)
    session.index()
    session.validate()
    return Counter((finding.path, finding.rule) for finding in findings_of(session.snapshot))


def test_every_rule_occurs(found: Counter[tuple[str, str]]) -> None:
    assert {rule for _, rule in found} == set(RULES)


def test_the_readme_lists_the_findings(found: Counter[tuple[str, str]]) -> None:
    listed = Counter((row["path"], row["rule"]) for row in ROW.finditer(README))
    assert listed == found


def test_every_row_of_the_readme_is_understood() -> None:
    table = README.rpartition("| --- | --- | --- |\n")[2]
    assert [line for line in table.splitlines() if not ROW.fullmatch(line)] == []


def test_the_rules_of_the_readme_lead_to_their_pages() -> None:
    for row in ROW.finditer(README):
        assert row["link"] == f"../../docs/rules/{row['rule']}.md"


def test_every_finding_has_a_page(found: Counter[tuple[str, str]]) -> None:
    if not any(rule_page("any").parent.glob("*.md")):
        pytest.skip("docs/rules is empty: `make generate` writes the pages")
    assert sorted({rule for _, rule in found if not rule_page(rule).is_file()}) == []
