"""The hooks for pre-commit: for which files they run, and what they do in a repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.layout import DEFAULT_LAYOUT, DEFAULT_PATTERNS
from tests.cli.helpers import DOUBTFUL, RIGHT, WRONG, Result, environment, write
from tests.cli.published import check_against
from tests.workspaces import FEATURE_FOLDER

MANIFEST = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
HOOKS: dict[str, dict[str, Any]] = {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))}


def test_the_manifest_is_valid() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)]
    assert subprocess.run(command, check=False).returncode == 0
    check_against("https://json.schemastore.org/pre-commit-hooks.json", list(HOOKS.values()))


# For which files


def runs_for(path: str) -> bool:
    """Whether the hooks run for a path; it is the same for all."""
    (answer,) = {re.search(hook["files"], path) is not None for hook in HOOKS.values()}
    return answer


def some_path(pattern: str) -> st.SearchStrategy[str]:
    """Paths like those of a pattern: most fit, some only nearly."""
    names = st.sampled_from(["a", "gift-cards", "completed", "x.y", "größe", "", "_"])
    placeholders = {"{seq}": st.sampled_from(["1", "012", "x", ""]), "*": names, "{feature}": names, "{context}": names}
    parts = [placeholders.get(part, st.just(part)) for part in re.split(r"(\{[a-z]+\}|\*)", pattern)]
    return st.tuples(*parts, st.sampled_from([".json", ".yaml", ".yml", ".md", ".txt", "", ".json5"])).map("".join)


EXAMPLES = [pattern for patterns in DEFAULT_PATTERNS.values() for pattern in patterns]
ARCHIVED = [pattern.replace("/{feature}/", "/completed/{feature}/") for pattern in EXAMPLES]


@given(st.sampled_from([*EXAMPLES, *ARCHIVED]).flatmap(some_path).filter(lambda path: "//" not in path))
def test_they_run_for_artifacts_and_nothing_else(path: str) -> None:
    assert runs_for(path) == (DEFAULT_LAYOUT.classify(path) is not None)
    assert runs_for(f"apps/shop/{path}") == runs_for(path)


@pytest.mark.parametrize("pattern", EXAMPLES)
def test_they_run_for_every_kind(pattern: str) -> None:
    path = pattern.replace("{feature}", "a").replace("{context}", "b").replace("{seq}", "01").replace("*", "c")
    assert any(runs_for(path + ending) for ending in (".json", ".md"))


def test_they_run_for_the_settings_and_not_for_what_only_looks_alike() -> None:
    assert runs_for("callsheet.toml")
    assert not any(map(runs_for, ("my-callsheet.toml", "src/task.json", "x.tmp/tasks/a/task.json", "docs/readme.md")))


# What they do. As in a repository that uses them, but with the callsheet that is installed here: making an environment
# of their own needs the network.


def commit_with(folder: Path, hook: str, **settings: str) -> Result:
    """Stage what lies in a folder, but for what Git ignores, and run a hook as a commit would, perhaps set otherwise."""
    here = {**HOOKS[hook], "language": "system", **settings}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": [here]}]}))
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    home = str(folder.parent / "pre-commit")
    variables = environment(PATH=path, PRE_COMMIT_HOME=home, GIT_CONFIG_GLOBAL=os.devnull)
    for command in (["git", "init", "--quiet"], ["git", "add", "."]):
        subprocess.run(command, cwd=folder, env=variables, check=True, capture_output=True)
    command = [sys.executable, "-m", "pre_commit", "run", "--color", "never"]
    done = subprocess.run(command, cwd=folder, env=variables, check=False, capture_output=True)
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize(("fixture", "status"), [(RIGHT, 0), (DOUBTFUL, 0), (WRONG, 1)])
def test_a_commit_with_an_error_is_stopped(tmp_path: Path, fixture: str, status: int) -> None:
    done = commit_with(write(tmp_path / "shop", fixture), "callsheet-check")
    assert done.status == status
    assert ('"09" is no subtask of gift-cards' in done.out) == (status == 1)


def test_a_commit_without_artifacts_is_not_checked(tmp_path: Path) -> None:
    done = commit_with(write(tmp_path / "shop", "--- /README.md\nHello\n"), "callsheet-check")
    assert done.status == 0
    assert "Skipped" in done.out


@pytest.mark.parametrize("hook", HOOKS)
def test_a_repository_that_has_no_tasks_yet_is_no_obstacle(tmp_path: Path, hook: str) -> None:
    """A decision record is an artifact, but makes no workspace."""
    root = write(tmp_path / "shop", "--- /docs/adr/001-paper.md\n# 001. Paper\n--- /notes/a.json\n{}\n")
    assert commit_with(root, hook, files="").status == 0


def test_what_can_be_mended_safely_is(tmp_path: Path) -> None:
    root = write(tmp_path / "shop", RIGHT.replace('"subtask_count": 1', '"subtask_count": 7'))
    done = commit_with(root, "callsheet-fix")
    assert "files were modified by this hook" in done.out
    assert '"subtask_count": 1,' in (root / FEATURE_FOLDER / "task.json").read_text(encoding="utf-8")
    assert commit_with(root, "callsheet-fix").status == 0


def test_only_what_is_committed_is_formatted(tmp_path: Path) -> None:
    root = write(tmp_path / "shop", RIGHT.replace('  "name"', '      "name"').replace('  "seq"', '      "seq"'))
    (root / ".gitignore").write_text("task.json\n", encoding="utf-8")
    done = commit_with(root, "callsheet-fmt")
    assert "files were modified by this hook" in done.out
    assert '\n  "seq"' in (root / FEATURE_FOLDER / "subtask_01.json").read_text(encoding="utf-8")
    assert '\n      "name"' in (root / FEATURE_FOLDER / "task.json").read_text(encoding="utf-8")
