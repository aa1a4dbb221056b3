"""`callsheet rule`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from callsheet.artifacts.shipped import rule_page
from callsheet.cli.output import Screen
from callsheet.cli.page import laid_out
from callsheet.rules import RULES
from tests.cli.helpers import run


@pytest.mark.parametrize("name", ["too-long", "dependency-cycle"])
def test_piped_a_page_is_its_markdown(name: str, tmp_path: Path) -> None:
    done = run("rule", name, folder=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert done.out == rule_page(name).read_text(encoding="utf-8")


def test_all_rules_by_family_one_a_line(tmp_path: Path) -> None:
    done = run("rule", folder=tmp_path)
    names = [words[0] for line in done.out.splitlines() if line.startswith("  ") and (words := line.split())]
    assert sorted(names) == sorted(RULES)
    assert "\n\ngraph\n  dependency-cycle        error        fix" in done.out
    assert re.search(r"  untidy-lines +hint +safe fix +Line ranges overlap", done.out)
    assert re.search(r"  too-long +hint +A text is longer than its field allows\.", done.out)


@pytest.mark.parametrize("name", ["Too-Long", " too-long "])
def test_case_does_not_count(name: str, tmp_path: Path) -> None:
    assert run("rule", name, folder=tmp_path).out == run("rule", "too-long", folder=tmp_path).out
    assert [value["name"] for value in run("rule", name, "--format", "json", folder=tmp_path).json] == ["too-long"]


@pytest.mark.parametrize("name", ["contract", "Contract"])
def test_of_a_family_its_rules_are_listed(name: str, tmp_path: Path) -> None:
    names = sorted(rule.name for rule in RULES.values() if rule.family == "contract")
    first, blank, family, *lines = run("rule", name, folder=tmp_path).out.splitlines()
    assert first == f"contract is a family of {len(names)} rules; check --select contract looks for no others."
    assert (blank, family, [line.split()[0] for line in lines]) == ("", "contract", names)
    assert [value["name"] for value in run("rule", name, "--format", "json", folder=tmp_path).json] == names


def test_json_is_a_list(tmp_path: Path) -> None:
    values = run("rule", "--format", "json", folder=tmp_path).json
    assert sorted(value["name"] for value in values) == sorted(RULES)
    (value,) = run("rule", "untidy-lines", "--format", "json", folder=tmp_path).json
    assert (value["family"], value["severity"], value["has_fixes"], value["safe"]) == (
        "references",
        "hint",
        True,
        "always",
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("toolong", "did you mean too-long?"),
        ("cycle", "did you mean dependency-cycle?"),
        ("grap", "did you mean graph?"),
        ("xyz", "`callsheet rule` lists all of them"),
        ("", "`callsheet rule` lists all of them"),
        ("../../README", "`callsheet rule` lists all of them"),
        ("a\nb\x1b", "`callsheet rule` lists all of them"),
        ("x" * 5000, "`callsheet rule` lists all of them"),
    ],
)
def test_an_unknown_rule(name: str, hint: str, tmp_path: Path) -> None:
    done = run("rule", name, folder=tmp_path)
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert done.err.startswith('Error: there is no rule "')
    assert done.err.endswith(f'"; {hint}\n')


# In a terminal


@pytest.mark.parametrize("name", RULES)
def test_no_text_is_wider_than_the_terminal(name: str) -> None:
    page = rule_page(name).read_text(encoding="utf-8")
    shown = laid_out(page, Screen(80))
    code = [line for line in shown.splitlines() if line.startswith("    ")]
    assert all(len(line) <= 80 for line in shown.splitlines() if line not in code)
    assert not re.search(r"^#|```|\*\*|\]\(", shown, re.MULTILINE)


def test_headings_are_bold_and_code_is_indented() -> None:
    page = "# one\n\nSee **this** and `that`, or [a page](other.md).\n\n````markdown\n# two\n```\n````\n"
    assert laid_out(page, Screen(40)) == "one\n\n  See this and `that`, or a page.\n\n    # two\n    ```\n"
    coloured = laid_out(page, Screen(40, has_colour=True))
    assert coloured.startswith("\x1b[1mone\x1b[0m\n\n  See \x1b[1mthis\x1b[0m and \x1b[36mthat\x1b[0m, or a page.\n")
