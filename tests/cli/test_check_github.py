"""`callsheet check --format github`: the workflow commands, read as GitHub's runner reads them."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from callsheet.cli.examination import examine
from callsheet.cli.formats.github import render
from callsheet.cli.progress import Progress
from callsheet.cli.workspaces import Target
from callsheet.rules import RULES, Severity
from tests.cli.helpers import DOUBTFUL, RIGHT, WRONG, run, write
from tests.workspaces import FEATURE_FOLDER, read_fixture

SUBTASK = f"{FEATURE_FOLDER}/subtask_01.json"


class Annotation(NamedTuple):
    """A command as the runner understands it."""

    command: str
    properties: dict[str, str]
    message: str


def unescaped(text: str) -> str:
    for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, character)
    return text


def read(line: str) -> Annotation:
    """The runner takes what stands before the next `::` for properties, separated by commas."""
    match = re.fullmatch("::([a-z]+) (.*?)::(.*)", line)
    assert match, line
    properties = dict(each.split("=", 1) for each in match[2].split(","))
    return Annotation(match[1], {name: unescaped(value) for name, value in properties.items()}, unescaped(match[3]))


def check_github(folder: Path, *arguments: str, **variables: str) -> list[Annotation]:
    """The annotations; the line below them is for people."""
    *lines, summary = run(
        "check", "--format", "github", *arguments, folder=folder, given=None, **variables
    ).out.splitlines()
    assert re.search("in [0-9]+ documents?", summary)
    return list(map(read, lines))


def test_a_finding(tmp_path: Path) -> None:
    done = run("check", "--format", "github", folder=write(tmp_path, WRONG))
    assert done.status == 1
    properties = f"file={SUBTASK},line=6,col=18,endLine=6,endColumn=22,title=unresolved-dependency"
    message = f'{SUBTASK}:6:18: "09" is no subtask of gift-cards'
    assert done.out == f"::error {properties}::{message}\n1 error in 2 documents\n"


@pytest.mark.parametrize(
    ("fixture", "arguments", "commands"),
    [
        (WRONG, [], ["error"]),
        (DOUBTFUL, [], ["warning"]),
        (RIGHT.replace('"title"', '"colour": "red",\n  "title"'), [], []),
        (RIGHT.replace('"title"', '"colour": "red",\n  "title"'), ["--fail-on", "hint"], ["notice"]),
        (RIGHT, [], []),
    ],
)
def test_severities(tmp_path: Path, fixture: str, arguments: list[str], commands: list[str]) -> None:
    assert [each.command for each in check_github(write(tmp_path, fixture), *arguments)] == commands


def test_what_separates_properties_and_lines_is_escaped(tmp_path: Path) -> None:
    write(tmp_path, '--- /.tmp/tasks/50%,a:b::c/subtask_01.json\n{"seq": "01", "depends_on": ["%0A,::error::"]}')
    found = check_github(tmp_path)
    assert {each.properties["file"] for each in found} == {".tmp/tasks/50%,a:b::c/subtask_01.json"}
    assert any("%0A,::error::" in each.message for each in found)


@pytest.mark.parametrize(("rest", "last"), [("more\n", "2"), ("more\nand more\n", "3")])
def test_a_place_of_several_lines_has_no_columns(tmp_path: Path, rest: str, last: str) -> None:
    write(tmp_path, f'{RIGHT}--- subtask_02.json\n{{"seq": "02"}}\n{rest}')
    found = next(each for each in check_github(tmp_path) if each.properties["title"] == "syntax-error")
    columns = {"col", "endColumn"} & found.properties.keys()
    assert (found.properties["line"], found.properties["endLine"]) == ("2", last)
    assert columns == ({"col", "endColumn"} if last == "2" else set())


def test_every_rule_can_be_read(tmp_path: Path) -> None:
    for number, rule in enumerate(RULES.values()):
        root = read_fixture(rule.bad).write_to(tmp_path / str(number))
        lines = render([examine(Target(root), Severity.HINT, Progress())], Severity.ERROR).splitlines()[:-1]
        assert rule.name in {read(line).properties["title"] for line in lines}


# Which folder paths are relative to


def test_paths_are_relative_to_the_repository(tmp_path: Path) -> None:
    root = write(tmp_path / "apps" / "shop", WRONG)
    (tmp_path / ".git").mkdir()
    for folder in (tmp_path, tmp_path / "apps", root, root / ".tmp"):
        (found,) = check_github(folder, GITHUB_WORKSPACE=str(tmp_path / "apps"))
        assert found.properties["file"] == f"apps/shop/{SUBTASK}"


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
@pytest.mark.parametrize("is_repository", [True, False])
def test_paths_are_those_of_the_files_not_of_links_to_them(tmp_path: Path, is_repository: bool) -> None:
    write(tmp_path / "apps" / "shop", WRONG)
    (tmp_path / "link").symlink_to(Path("apps", "shop"))
    if is_repository:
        (tmp_path / ".git").mkdir()
    (found,) = check_github(tmp_path, "link")
    assert found.properties["file"] == f"apps/shop/{SUBTASK}"
    assert run("check", "link", folder=tmp_path).out.startswith(f"link/{SUBTASK}:")


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_a_repository_behind_a_link(tmp_path: Path) -> None:
    write(tmp_path / "shop" / "cards", WRONG)
    (tmp_path / "shop" / ".git").mkdir()
    (tmp_path / "link").symlink_to("shop")
    (found,) = check_github(tmp_path, "link/cards")
    assert found.properties["file"] == f"cards/{SUBTASK}"


def test_without_a_repository_they_are_relative_to_where_github_checks_out(tmp_path: Path) -> None:
    root = write(tmp_path / "apps" / "shop", WRONG)
    (found,) = check_github(root, GITHUB_WORKSPACE=str(tmp_path))
    assert found.properties["file"] == f"apps/shop/{SUBTASK}"


def test_else_to_the_current_folder_if_the_workspace_lies_in_it(tmp_path: Path) -> None:
    root = write(tmp_path / "apps" / "shop", WRONG)
    (tmp_path / "elsewhere").mkdir()
    nowhere = str(tmp_path / "nowhere")
    (inside,) = check_github(tmp_path, GITHUB_WORKSPACE=nowhere)
    assert inside.properties["file"] == f"apps/shop/{SUBTASK}"
    (outside,) = check_github(tmp_path / "elsewhere", str(root), GITHUB_WORKSPACE=nowhere)
    assert outside.properties["file"] == SUBTASK
