"""`callsheet check --select` and `--ignore`: which rules count."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.cli.ending import Failure
from callsheet.cli.rule_choice import read_choice
from callsheet.rules import RULES
from callsheet.rules.registry import FAMILIES
from tests.cli.helpers import RIGHT, run, write

FAULTY = (
    RIGHT.replace('"subtask_count": 1', '"subtask_count": 7')
    .replace('"depends_on": []', '"depends_on": ["09"]')
    .replace('"status": "pending"', '"status": "Pending"')
)
"""One finding each of count-mismatch (state), unresolved-dependency (graph) and invalid-value (schema)."""

ALL = ["count-mismatch", "invalid-value", "unresolved-dependency"]


def check_rules(root: Path, *arguments: str, found: list[str]) -> None:
    """Which of the three rules findings are of."""
    done = run("check", "--format", "json", *arguments, folder=root)
    assert sorted(finding["rule"] for finding in done.json["findings"]) == found
    counts = done.json["summary"]
    assert sum(counts.values()) - counts["documents"] == len(found)
    assert done.err == ""


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], ALL),
        (["--select", "graph"], ["unresolved-dependency"]),
        (["--select", "graph,count-mismatch"], ["count-mismatch", "unresolved-dependency"]),
        (["--select", "graph", "--select", " state , "], ["count-mismatch", "unresolved-dependency"]),
        (["--select", "too-long"], []),
        (["--ignore", "graph"], ["count-mismatch", "invalid-value"]),
        (["--ignore", "graph,invalid-value"], ["count-mismatch"]),
        (["--select", "graph,state", "--ignore", "count-mismatch"], ["unresolved-dependency"]),
        (["--select", "count-mismatch", "--ignore", "state"], ["count-mismatch"]),
        (["--select", "count-mismatch", "--ignore", "count-mismatch"], []),
    ],
    ids=" ".join,
)
def test_a_name_counts_before_its_family_and_ignoring_before_selecting(
    tmp_path: Path, arguments: list[str], found: list[str]
) -> None:
    check_rules(write(tmp_path, FAULTY), *arguments, found=found)


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], ["invalid-value", "unresolved-dependency"]),
        (["--select", "state"], []),
        (["--select", "count-mismatch"], ["count-mismatch"]),
        (["--ignore", "invalid-value"], ["unresolved-dependency"]),
    ],
    ids=" ".join,
)
def test_what_the_workspace_has_off_is_on_again_by_its_own_name(
    tmp_path: Path, arguments: list[str], found: list[str]
) -> None:
    check_rules(
        write(tmp_path, f'{FAULTY}--- /callsheet.toml\n[rules]\ncount-mismatch = "off"\n'), *arguments, found=found
    )


def test_the_severity_that_the_workspace_gives_a_rule_stays(tmp_path: Path) -> None:
    write(tmp_path, f'{FAULTY}--- /callsheet.toml\n[rules]\nunresolved-dependency = "hint"\n')
    assert run("check", "--select", "graph", folder=tmp_path).out == "1 hint in 3 documents\n"


def test_the_exit_status_is_that_of_what_counts(tmp_path: Path) -> None:
    write(tmp_path, FAULTY)
    assert run("check", "--select", "state", folder=tmp_path).status == 0
    assert run("check", "--select", "graph", folder=tmp_path).status == 1


def test_only_what_counts_is_mended(tmp_path: Path) -> None:
    write(tmp_path, FAULTY)
    done = run("check", "--fix", "--select", "state", folder=tmp_path)
    assert (done.out, done.err) == ("no findings in 2 documents\n", "Mended 1 finding in 1 file\n")
    check_rules(tmp_path, found=["invalid-value", "unresolved-dependency"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--select", "grph"], '--select: there is no rule or family "grph"; did you mean graph?'),
        (["--ignore", "cycle"], '--ignore: there is no rule or family "cycle"; did you mean dependency-cycle?'),
        (
            ["--select", "graph,E501"],
            f'--select: there is no rule or family "E501"; the families are {", ".join(FAMILIES)}',
        ),
        (
            ["--select", "count_mismatch"],
            '--select: there is no rule or family "count_mismatch"; did you mean count-mismatch?',
        ),
        (["--select", ","], "--select names no rule"),
        (["--ignore", ""], "--ignore names no rule"),
    ],
    ids=" ".join,
)
def test_names_that_there_are_not(tmp_path: Path, arguments: list[str], message: str) -> None:
    done = run("check", *arguments, folder=write(tmp_path, FAULTY))
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"Error: {message[:-1]}")


def test_families_and_rules_have_different_names() -> None:
    assert not RULES.keys() & set(FAMILIES)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_means_all_of_its_rules(family: str) -> None:
    names = {rule.name for rule in RULES.values() if rule.family == family}
    assert read_choice([family], []).wanted == names
    assert read_choice([], [family]).wanted == RULES.keys() - names
    with pytest.raises(Failure):
        read_choice([f"{family} {family}"], [])


def test_openapi_documents_are_not_validated_for_other_rules(tmp_path: Path) -> None:
    """That takes longer than all else; what is wrong with them is found as soon as one of its rules counts."""
    contract = ".tmp/contracts/cards/api"
    spec = "openapi: 3.1.0\ninfo: {title: Cards, version: 1.0.0}\npaths: []\n"
    root = write(tmp_path, f"{RIGHT}--- /{contract}/contract.openapi.yaml\n{spec}")
    assert run("check", "--select", "schema", folder=root).status == 0
    assert "[invalid-openapi]" in run("check", "--select", "contract", folder=root).out
