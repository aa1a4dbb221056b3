"""Every rule's own examples: the bad one shows exactly the fault, the good one none, and the first fix leads over."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.rules import RULES, Rule
from callsheet.rules.engine import fixes_for
from tests.rules.helpers import NOW, Place, findings_of, place_of
from tests.workspaces import Fixture, apply_changes, read_fixture

ALL_RULES = [pytest.param(rule, id=rule.name) for rule in RULES.values()]
RULES_WITH_FIXES = [pytest.param(rule, id=rule.name) for rule in RULES.values() if rule.fixes]


def places_of(rule: Rule, fixture: Fixture, root: Path) -> list[Place]:
    snapshot = fixture.snapshot(root)
    return [place_of(snapshot, finding) for finding in findings_of(snapshot) if finding.rule == rule.name]


@pytest.mark.parametrize("rule", ALL_RULES)
def test_the_bad_example_has_the_fault_at_the_marked_places(rule: Rule, tmp_path: Path) -> None:
    fixture = read_fixture(rule.bad)
    marked = [Place(path, start, end, rule.name) for path, start, end in fixture.marked]
    assert marked
    assert sorted(places_of(rule, fixture, tmp_path), key=str) == sorted(marked, key=str)


@pytest.mark.parametrize("rule", ALL_RULES)
def test_the_good_example_is_free_of_it(rule: Rule, tmp_path: Path) -> None:
    fixture = read_fixture(rule.good)
    assert not fixture.marked
    assert places_of(rule, fixture, tmp_path) == []


@pytest.mark.parametrize("rule", RULES_WITH_FIXES)
def test_the_first_fixes_turn_the_bad_example_into_the_good_one(rule: Rule, tmp_path: Path) -> None:
    files = read_fixture(rule.bad).files
    for round_number in range(5):
        snapshot = Fixture(files).snapshot(tmp_path / str(round_number))
        findings = [finding for finding in findings_of(snapshot) if finding.rule == rule.name]
        if not findings:
            break
        files = apply_changes(files, snapshot, fixes_for(findings[0], snapshot, NOW)[0].changes)
    for path, text in read_fixture(rule.good).files.items():
        assert files.get(path) == text


@pytest.mark.parametrize("rule", ALL_RULES)
def test_a_rule_says_what_its_fixes_do_or_why_there_are_none(rule: Rule) -> None:
    assert rule.remedy


@pytest.mark.parametrize("rule", RULES_WITH_FIXES)
def test_a_rule_says_whether_its_fixes_are_safe(rule: Rule, tmp_path: Path) -> None:
    snapshot = read_fixture(rule.bad).snapshot(tmp_path)
    finding = next(finding for finding in findings_of(snapshot) if finding.rule == rule.name)
    is_safe = any(fix.is_safe for fix in fixes_for(finding, snapshot, NOW))
    assert rule.safety == "sometimes" or is_safe == (rule.safety == "always")
    assert ("safe" in rule.remedy.lower()) == (rule.safety != "never")


@pytest.mark.parametrize("rule", ALL_RULES)
def test_the_texts_are_sentences(rule: Rule) -> None:
    for text in (rule.summary, rule.reason, rule.remedy, rule.grades, rule.exceptions):
        assert text == text.strip()
        assert not text or text.endswith((".", "…"))
        assert "\n" not in text
