"""What a workspace is set to: read from any settings, and what files it then finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.layout import DEFAULT_LAYOUT
from callsheet.artifacts.settings import wrong_patterns
from callsheet.text import Text
from callsheet.workspace.configuration import DEFAULT_CONFIGURATION, Configuration, configure, overridden
from callsheet.workspace.loading import load
from callsheet.workspace.session import Session
from tests.workspaces import FEATURE_FOLDER, read_fixture

SUBTASK = ArtifactKind.SUBTASK
OWN = '{"properties": {"ticket": {"type": "string"}}}'


def configured(settings: dict[str, Any], **files: str) -> Configuration:
    """Settings as they take effect; `files` are those that can be read, with `_` for `/` and without `.json`."""
    texts = {f"{name.replace('_', '/')}.json": text for name, text in files.items()}
    return configure(settings, lambda path: (texts[path], "json") if path in texts else None)


def check_files(root: Path, workspace: str, *expected: str) -> Session:
    """Check which files a session finds in an inline workspace besides its configuration."""
    session = read_fixture(workspace).session(root)
    assert sorted(facts.path for facts in session.snapshot.files()) == sorted([*expected, "callsheet.toml"])
    return session


def test_nothing_is_set() -> None:
    assert configured({}) == DEFAULT_CONFIGURATION
    assert not DEFAULT_CONFIGURATION.is_ignored("task.json")


def test_every_setting() -> None:
    found = configured(
        {
            "ignore": ["legacy/**"],
            "patterns": {"task": ["tasks/{feature}/task"]},
            "rules": {"too-long": "off", "cycle": "hint"},
            "schemas": {"subtask": "./schemas/own.json"},
            "context": {"roots": ["docs/standards/", ".opencode/context"]},
            "formatting": {"indent": 4},
        },
        schemas_own=OWN,
    )
    assert found.is_ignored("legacy/a/task.json")
    assert not found.is_ignored("task.json")
    assert found.layout.classify("tasks/cards/task.json")
    assert found.severities == {"too-long": "off", "cycle": "hint"}
    assert found.schema_paths == {SUBTASK: "schemas/own.json"}
    assert found.schemas[SUBTASK].path == "schemas/own.json"
    assert found.schema_problems == {}
    assert found.context_roots == ("docs/standards", ".opencode/context")
    assert found.indent == 4


@pytest.mark.parametrize(
    ("settings", "rest"),
    [
        ({"patterns": {"task": ["/abs", "t/{feature}/task"]}}, {"patterns": {"task": ["t/{feature}/task"]}}),
        ({"patterns": {"task": ["/abs"], "unknown": ["a"], "adr": "a"}}, {}),
        ({"rules": {"too-long": "loud", "cycle": 3, "unknown-field": "off"}}, {"rules": {"unknown-field": "off"}}),
        ({"ignore": ["a/**", 3, "!"]}, {"ignore": ["a/**"]}),
        ({"ignore": "a/**"}, {}),
        ({"schemas": {"subtask": "../own.json", "openapi": "a.json", "task": 3}}, {}),
        ({"schemas": {"configuration": "schemas/own.json"}}, {}),
        ({"context": {"roots": ["/home", "https://example.org", "../x", "docs"]}}, {"context": {"roots": ["docs"]}}),
        ({"formatting": {"indent": 0}}, {}),
        ({"formatting": {"indent": True}}, {}),
        ({"rules": [], "patterns": 3, "schemas": "x", "context": None, "formatting": []}, {}),
    ],
)
def test_what_is_wrong_does_not_count_and_the_rest_does(settings: dict[str, Any], rest: dict[str, Any]) -> None:
    assert configured(settings, schemas_own=OWN) == configured(rest, schemas_own=OWN)


def test_a_schema_that_cannot_be_used() -> None:
    found = configured({"schemas": {"subtask": "own.json", "task": "none.json"}}, own='{"type": "text"}')
    assert found.schemas == {}
    assert list(found.schema_problems) == [SUBTASK]
    assert found.schema_problems[SUBTASK].startswith("own.json: /type")
    slip = configured({"schemas": {"subtask": "own.json"}}, own='{"type": ')
    assert "syntax error" in slip.schema_problems[SUBTASK]


def test_a_schema_that_is_being_typed_counts_as_it_was(tmp_path: Path) -> None:
    workspace = f'--- /callsheet.toml\n[schemas]\nsubtask = "own.json"\n--- /own.json\n{OWN}\n'
    session = read_fixture(workspace).session(tmp_path)
    session.open("own.json", Text(OWN[:-1]))
    assert "syntax error" in session.configuration.schema_problems[SUBTASK]
    assert "ticket" in session.configuration.schemas[SUBTASK].schema["properties"]
    assert not session.is_outdated
    session.open("own.json", Text(OWN.replace("string", "str")))
    assert "/properties/ticket/type" in session.configuration.schema_problems[SUBTASK]
    assert not session.is_outdated
    session.open("own.json", Text("{}"))
    assert session.configuration.schemas[SUBTASK].schema == {}
    session.open("callsheet.toml", Text('[schemas]\nsubtask = "other.json"\n'))
    session.open("other.json", Text(OWN[:-1]))
    assert session.configuration.schemas == {}


def test_settings_over_settings() -> None:
    file = {"rules": {"a": "off", "b": "off"}, "ignore": ["x"], "formatting": {"indent": 2}}
    editor = {"rules": {"b": "hint", "c": None}, "ignore": ["y"], "formatting": None, "context": {"roots": ["d"]}}
    assert overridden(file, editor) == {
        "rules": {"a": "off", "b": "hint"},
        "ignore": ["y"],
        "formatting": {"indent": 2},
        "context": {"roots": ["d"]},
    }


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 9) | st.text("a*{}/!", max_size=4) | st.sampled_from(["off", "a.json"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["task", "subtask", "roots", "indent", "too-long"]), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = st.sampled_from(["ignore", "patterns", "rules", "schemas", "context", "formatting", "else"])


@given(st.dictionaries(NAMES, JSON), st.dictionaries(NAMES, JSON))
def test_no_settings_make_it_raise(settings: dict[str, Any], stronger: dict[str, Any]) -> None:
    found = configured(overridden(settings, stronger), a=OWN)
    found.is_ignored("a/b")
    assert found.layout.roots
    list(wrong_patterns(settings))


# what is found by a team's own patterns


def test_a_team_keeps_its_tasks_elsewhere(tmp_path: Path) -> None:
    session = check_files(
        tmp_path,
        """
--- /callsheet.toml
[patterns]
task = ["work/{feature}/task"]
story-map = ["plans/{feature}.yaml"]
adr = ["decisions/{seq}-*"]
--- /work/cards/task.json
{"id": "cards"}
--- /work/cards/subtask_01.json
{"seq": "01"}
--- /work/cards/contexts.yaml
feature: cards
--- /work/completed/old/task.json
{"id": "old"}
--- /plans/cards.yaml
stories: []
--- /decisions/001-cards.md
# 001. Cards
--- /.tmp/tasks/elsewhere/task.json
{"id": "elsewhere"}
--- /.tmp/planning/prioritized.json
{}
""",
        "work/cards/task.json",
        "work/cards/subtask_01.json",
        "work/cards/contexts.yaml",
        "work/completed/old/task.json",
        "plans/cards.yaml",
        "decisions/001-cards.md",
        ".tmp/planning/prioritized.json",
    )
    features = session.snapshot.features
    assert {folder: feature.is_archived for folder, feature in features.items()} == {
        "work/cards": False,
        "work/completed/old": True,
    }
    assert list(features) == ["work/cards", "work/completed/old"]


def test_many_roots(tmp_path: Path) -> None:
    check_files(
        tmp_path,
        """
--- /callsheet.toml
[patterns]
task = ["packages/*/tasks/{feature}/task", "**/jobs/{feature}/task"]
contract = ["**/contract"]
--- /packages/shop/tasks/cards/task.json
{}
--- /packages/shop/tasks/cards/subtask_01.json
{}
--- /jobs/cards/task.json
{}
--- /deep/down/jobs/cards/task.json
{}
--- /node_modules/x/jobs/cards/task.json
{}
--- /packages/shop/contract.json
{}
""",
        "packages/shop/tasks/cards/task.json",
        "packages/shop/tasks/cards/subtask_01.json",
        "jobs/cards/task.json",
        "deep/down/jobs/cards/task.json",
        "packages/shop/contract.json",
    )


def test_no_link_makes_a_walk_endless(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    (tmp_path / "out").symlink_to(tmp_path.parent)
    check_files(
        tmp_path,
        """
--- /callsheet.toml
[patterns]
contract = ["**/nowhere"]
""",
    )


# what changes take effect


def test_the_editor_counts_before_the_file(tmp_path: Path) -> None:
    session = read_fixture('--- /callsheet.toml\n[rules]\ntoo-long = "off"\ncycle = "hint"\n').session(tmp_path)
    assert session.snapshot.configuration.severities == {"too-long": "off", "cycle": "hint"}
    session.set({"rules": {"cycle": "error"}})
    assert session.snapshot.configuration.severities == {"too-long": "off", "cycle": "error"}
    session.set({})
    assert session.snapshot.configuration.severities == {"too-long": "off", "cycle": "hint"}


def test_what_says_the_same_changes_nothing(tmp_path: Path) -> None:
    session = read_fixture('--- /callsheet.toml\n[rules]\ntoo-long = "off"\n').session(tmp_path)
    before = session.snapshot.configuration
    session.open("callsheet.toml", Text('# quiet\n[rules]\n"too-long"   = "off"\n'))
    assert session.snapshot.configuration is before


def test_a_slip_of_syntax_leaves_everything_as_it_was(tmp_path: Path) -> None:
    session = read_fixture('--- /callsheet.toml\n[rules]\ntoo-long = "off"\n').session(tmp_path)
    before = session.snapshot.configuration
    session.open("callsheet.toml", Text('[rules]\ntoo-long = "off"\nmissing-field = '))
    assert session.snapshot.configuration is before
    session.open("callsheet.toml", Text('[rules]\ntoo-long = "off"\nmissing-field = "hint"'))
    assert session.snapshot.configuration.severities == {"too-long": "off", "missing-field": "hint"}
    session.close("callsheet.toml")
    assert session.snapshot.configuration.severities == {"too-long": "off"}


def check_state(session: Session, folder: str, *, is_outdated: bool) -> None:
    """Check in which folder the one feature lies, and whether everything has to be read anew."""
    assert list(session.snapshot.features) == [folder]
    assert session.is_outdated is is_outdated
    assert (session.snapshot.configuration.layout == DEFAULT_LAYOUT) is (folder != "work/cards")


def test_a_session_that_is_read_by_somebody_else_stays_until_then(tmp_path: Path) -> None:
    fixture = read_fixture('--- /work/cards/task.json\n{"id": "cards"}\n--- task.json\n{"id": "gift-cards"}\n')
    session = Session(fixture.write_to(tmp_path), reads_at_once=False)
    session.index()
    old = load(session.snapshot.disk, configuration=session.configuration)
    session.open("callsheet.toml", Text('[patterns]\ntask = ["work/{feature}/task"]\n'))
    check_state(session, FEATURE_FOLDER, is_outdated=True)
    assert not session.merge(old)
    check_state(session, FEATURE_FOLDER, is_outdated=True)
    assert session.merge(load(session.snapshot.disk, configuration=session.configuration))
    check_state(session, "work/cards", is_outdated=False)
    session.open("callsheet.toml", Text(""))
    check_state(session, "work/cards", is_outdated=True)
    session.open("callsheet.toml", Text('[patterns]\ntask = ["work/{feature}/task"]\n'))
    check_state(session, "work/cards", is_outdated=False)
