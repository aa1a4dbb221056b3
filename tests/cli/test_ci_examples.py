"""The examples for CI: valid, made of commands that exist, and what docs/ci.md shows."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from callsheet.cli.commands.check import CheckFormat
from tests.cli.helpers import RIGHT, WRONG, run, write
from tests.cli.published import check_against
from tests.cli.test_pre_commit import HOOKS

REPOSITORY = Path(__file__).parents[2]
FOLDER = REPOSITORY / "examples" / "ci"
PAGE = (REPOSITORY / "docs" / "ci.md").read_text(encoding="utf-8")


def read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def commands() -> list[str]:
    """The lines of all examples that call Callsheet."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.iterdir())
    return re.findall(r"^\s*- (?:run: )?(callsheet .+)$", text, re.MULTILINE)


def test_the_workflow_is_valid() -> None:
    workflow = read("github-actions.yml")
    workflow["on"] = workflow.pop(True)  # YAML 1.1 reads `on` as a truth value
    check_against("https://json.schemastore.org/github-workflow.json", workflow)
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert all(re.fullmatch(r"[a-z/-]+@v[0-9]+", step["uses"]) for step in steps if "uses" in step)


def test_the_log_is_uploaded_although_there_are_errors() -> None:
    job = read("github-actions.yml")["jobs"]["code-scanning"]
    check, upload = job["steps"][-2:]
    assert check["run"].endswith(f"> {upload['with']['sarif_file']}")
    assert upload["if"] == "always()"
    assert job["permissions"]["security-events"] == "write"


def test_the_pipeline_is_valid() -> None:
    pipeline = read("gitlab-ci.yml")
    check_against(
        "https://gitlab.com/gitlab-org/gitlab/-/raw/master/app/assets/javascripts/editor/schema/ci.json", pipeline
    )
    job = pipeline["callsheet"]
    assert job["script"][-1].endswith(f"> {job['artifacts']['reports']['junit']}")
    assert job["artifacts"]["when"] == "always"


def test_the_hooks_are_those_that_there_are() -> None:
    path = FOLDER / "pre-commit-config.yaml"
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(path)]
    assert subprocess.run(command, check=False).returncode == 0
    (repository,) = read(path.name)["repos"]
    assert {hook["id"] for hook in repository["hooks"]} <= HOOKS.keys()


@pytest.mark.parametrize("command", commands())
def test_the_commands_exist(tmp_path: Path, command: str) -> None:
    words = shlex.split(command.partition(" > ")[0])[1:]
    done = run(*words, folder=write(tmp_path / "wrong", WRONG))
    assert (done.status, done.err) == (1, "")
    assert "unresolved-dependency" in done.out
    assert run(*words, folder=write(tmp_path / "right", RIGHT)).status == 0


def test_there_are_commands() -> None:
    assert len(commands()) == 3


# The page


def test_the_page_shows_the_examples() -> None:
    shown = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]
    jobs = read("github-actions.yml")["jobs"]
    assert shown == [
        jobs["annotations"]["steps"],
        jobs["code-scanning"]["steps"][-2:],
        read("gitlab-ci.yml"),
        read("pre-commit-config.yaml"),
    ]


def test_the_page_names_every_format_and_every_hook() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE)
    assert sorted(rows) == sorted([*(each.value for each in CheckFormat), *HOOKS])
