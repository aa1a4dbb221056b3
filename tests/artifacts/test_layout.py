"""Where artifacts lie by a team's own patterns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.kinds import ArtifactKind, ArtifactPath
from callsheet.artifacts.layout import DEFAULT_LAYOUT, DEFAULT_PATTERNS, Layout, archived_folder
from callsheet.artifacts.patterns import pattern_problem

TASK, SUBTASK = ArtifactKind.TASK, ArtifactKind.SUBTASK
CONTEXTS, CONTRACT, ADR, BRIEF = (
    ArtifactKind.CONTEXTS,
    ArtifactKind.CONTRACT,
    ArtifactKind.ADR,
    ArtifactKind.MODULE_BRIEF,
)


def layout_of(**patterns: str) -> Layout:
    """A layout with one pattern for each of some kinds."""
    return Layout({ArtifactKind(name.replace("_", "-")): (pattern,) for name, pattern in patterns.items()})


def check_path(layout: Layout, path: str, expected: ArtifactPath | None) -> None:
    assert layout.classify(path) == expected


def test_one_pattern_moves_all_that_lies_in_the_features_folder() -> None:
    layout = layout_of(task="tasks/{feature}/task")
    check_path(layout, "tasks/cards/task.json", ArtifactPath(TASK, "tasks/cards", "cards"))
    check_path(layout, "tasks/cards/task.yml", ArtifactPath(TASK, "tasks/cards", "cards"))
    check_path(layout, "tasks/cards/subtask_02_draw.json", ArtifactPath(SUBTASK, "tasks/cards", "cards", "02"))
    check_path(layout, "tasks/cards/contexts.yaml", ArtifactPath(CONTEXTS, "tasks/cards", "cards"))
    brief = ArtifactPath(BRIEF, "tasks/cards/module-briefs", "cards", context="sales")
    check_path(layout, "tasks/cards/module-briefs/sales.md", brief)
    check_path(layout, ".tmp/tasks/cards/task.json", None)
    check_path(layout, ".tmp/planning/cards/map.json", DEFAULT_LAYOUT.classify(".tmp/planning/cards/map.json"))


def test_the_archive_lies_beside_the_features() -> None:
    layout = layout_of(task="tasks/{feature}/task")
    check_path(
        layout,
        "tasks/completed/cards/task.json",
        ArtifactPath(TASK, "tasks/completed/cards", "cards", is_archived=True),
    )
    check_path(layout, "tasks/completed/task.json", None)
    assert archived_folder("tasks/cards") == "tasks/completed/cards"
    assert layout.feature_folder("cards") == "tasks/cards"
    assert layout.feature_folder("cards", is_archived=True) == "tasks/completed/cards"


@pytest.mark.parametrize(
    ("kind", "pattern", "path", "expected"),
    [
        (TASK, "{feature}/job.json", "cards/job.json", ArtifactPath(TASK, "cards", "cards")),
        (TASK, "{feature}/job.json", "cards/job.yaml", None),
        (TASK, "a/*/{feature}/task", "a/b/cards/task.json", ArtifactPath(TASK, "a/b/cards", "cards")),
        (TASK, "a/*/{feature}/task", "a/cards/task.json", None),
        (TASK, "a/**/{feature}/task", "a/cards/task.json", ArtifactPath(TASK, "a/cards", "cards")),
        (TASK, "a/**/{feature}/task", "a/b/c/cards/task.json", ArtifactPath(TASK, "a/b/c/cards", "cards")),
        (TASK, "**/{feature}/task", "cards/task.json", ArtifactPath(TASK, "cards", "cards")),
        (SUBTASK, "t/{feature}/{seq}-*", "t/cards/07-draw.md.json", ArtifactPath(SUBTASK, "t/cards", "cards", "07")),
        (SUBTASK, "t/{feature}/step{seq}", "t/cards/step7.yaml", ArtifactPath(SUBTASK, "t/cards", "cards", "7")),
        (SUBTASK, "t/{feature}/step{seq}", "t/cards/steps.yaml", None),
        (SUBTASK, "t(1)/{feature}/{seq}", "t(1)/cards/01.json", ArtifactPath(SUBTASK, "t(1)/cards", "cards", "01")),
        (CONTRACT, "api/{context}.json", "api/sales.json", ArtifactPath(CONTRACT, "api", "", context="sales")),
        (CONTRACT, "contract", "contract.yaml", ArtifactPath(CONTRACT, "", "")),
        (ADR, "decisions/{seq}*", "decisions/12.md", ArtifactPath(ADR, "decisions", "", "12")),
    ],
)
def test_patterns(kind: ArtifactKind, pattern: str, path: str, expected: ArtifactPath | None) -> None:
    assert pattern_problem(kind, pattern) is None
    check_path(Layout({kind: (pattern,)}), path, expected)


def test_the_closer_pattern_counts() -> None:
    layout = Layout({TASK: ("t/{feature}/*",), SUBTASK: ("t/{feature}/{seq}",)})
    check_path(layout, "t/cards/plan.json", ArtifactPath(TASK, "t/cards", "cards"))
    check_path(layout, "t/cards/01.json", ArtifactPath(SUBTASK, "t/cards", "cards", "01"))
    check_path(layout, "t/cards/contexts.json", ArtifactPath(CONTEXTS, "t/cards", "cards"))


@pytest.mark.parametrize(
    ("kind", "pattern", "reason"),
    [
        (TASK, "", "each part"),
        (TASK, "/tasks/{feature}/task", "relative"),
        (TASK, "C:/tasks/{feature}/task", "relative"),
        (TASK, "tasks\\{feature}\\task", "relative"),
        (TASK, "tasks/../{feature}/task", "each part"),
        (TASK, "tasks//{feature}/task", "each part"),
        (TASK, "tasks/{feature}/", "each part"),
        (TASK, "tasks/a**/{feature}/task", "whole folders"),
        (TASK, "tasks/{feature}/**", "whole folders"),
        (TASK, "tasks/{name}/task", "{name} stands for nothing"),
        (TASK, "tasks/{feature/task", "{ stands for nothing"),
        (TASK, "{feature}/{feature}/task", "once"),
        (TASK, "tasks/task", "in the folder of their feature"),
        (TASK, "tasks/feature-{feature}/task", "in the folder of their feature"),
        (TASK, "tasks/{feature}/x/task", "in the folder of their feature"),
        (TASK, "tasks/{feature}/{seq}", "{seq} belongs"),
        (TASK, "tasks/{feature}/task.md", "end in .json or .yaml or .yml"),
        (SUBTASK, "tasks/{feature}/subtask", "needs {seq}"),
        (ADR, "decisions/{seq}.json", "end in .md"),
        (CONTRACT, "api/{seq}/contract", "{seq} belongs"),
        (CONTRACT, "**/a/**/b/**/contract", "more than two **"),
        (CONTRACT, "*a*a*a*a*", "more than four"),
        (CONTRACT, "a*a*a*a*a*/contract", "more than four"),
        (SUBTASK, "{feature}/{seq}*{context}*_*", "more than four"),
    ],
)
def test_patterns_that_make_no_sense(kind: ArtifactKind, pattern: str, reason: str) -> None:
    assert reason in (pattern_problem(kind, pattern) or "")


def test_the_default_patterns_make_sense() -> None:
    problems = {text: pattern_problem(kind, text) for kind, texts in DEFAULT_PATTERNS.items() for text in texts}
    assert not any(problems.values()), problems


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("tasks/{feature}/task", "tasks", True),
        ("tasks/{feature}/task", "tasks/cards", True),
        ("a/tasks/{feature}/task", "a", True),
        ("a/tasks/{feature}/task", "b", False),
        ("a/tasks/{feature}/task", "a/tasks2", False),
        ("**/{feature}/task", "anything/at/all", True),
        ("{feature}/task", "src", True),
        ("services/*/tasks/{feature}/task", "services", True),
        ("services/*/tasks/{feature}/task", "services/shop/tasks", True),
        ("services/*/tasks/{feature}/task", "services/shop/src", False),
        ("services/**/jobs/{feature}/task", "services/shop/src", True),
        ("services/**/jobs/{feature}/task", "shop/src", False),
        ("**/{feature}/task", "node_modules", True),
        ("**/jobs/{feature}/task", "node_modules/shop", False),
        ("**/jobs/{feature}/task", "shop/.git/hooks", False),
        ("tasks/{feature}/task", "tasks/cards/notes.txt", False),
        ("tasks/{feature}/task", "tasks/cards/module-briefs", True),
    ],
)
def test_folders_that_may_hold_artifacts(pattern: str, path: str, expected: bool) -> None:
    assert layout_of(task=pattern).may_hold_artifacts(path) is expected


def test_what_tools_keep_for_themselves_holds_no_artifacts() -> None:
    layout = layout_of(adr="**/adr/{seq}-*", task="node_modules/{feature}/task")
    check_path(layout, "node_modules/lib/adr/01-a.md", None)
    check_path(layout, "lib/node_modules/adr/01-a.md", None)
    check_path(layout, "node_modules_2/adr/01-a.md", ArtifactPath(ADR, "node_modules_2/adr", "", "01"))
    check_path(layout, "node_modules/cards/task.json", ArtifactPath(TASK, "node_modules/cards", "cards"))


def test_stars_beside_each_other_are_one() -> None:
    one, many = layout_of(adr="**/adr/{seq}-*"), layout_of(adr="**/**/**/**/**/**/**/adr/{seq}-*")
    assert pattern_problem(ADR, many.patterns_of(ADR)[0]) is None
    assert [pattern.folders for pattern in many.compiled] == [pattern.folders for pattern in one.compiled]
    assert [pattern.folder for pattern in many.compiled] == [pattern.folder for pattern in one.compiled]


@pytest.mark.parametrize(
    ("pattern", "name"),
    [("{feature}/{seq}", "03.json"), ("{feature}/step-{seq}*.yaml", "step-03.yaml"), ("{feature}/{seq}-*", "03-.json")],
)
def test_the_path_of_a_new_subtask(pattern: str, name: str) -> None:
    layout = layout_of(subtask=pattern)
    assert layout.subtask_path("cards", "03") == f"cards/{name}"
    assert layout.classify(f"cards/{name}") == ArtifactPath(SUBTASK, "cards", "cards", "03")


def test_the_path_of_a_new_subtask_in_other_syntax() -> None:
    assert DEFAULT_LAYOUT.subtask_path(".tmp/tasks/cards", "03") == ".tmp/tasks/cards/subtask_03.json"
    assert DEFAULT_LAYOUT.subtask_path(".tmp/tasks/cards", "03", ".yaml") == ".tmp/tasks/cards/subtask_03.yaml"
    layout = Layout({SUBTASK: ("{feature}/a-{seq}.json", "{feature}/b-{seq}.yaml", "other/{feature}/c-{seq}")})
    assert layout.subtask_path("cards", "03", ".yaml") == "cards/b-03.yaml"
    assert layout.subtask_path("cards", "03", ".yml") == "cards/a-03.json"
    assert layout.subtask_path("other/cards", "03", ".yml") == "other/cards/c-03.yml"
    assert layout.subtask_path("docs/cards/more", "03") is None


@pytest.mark.parametrize(
    ("path", "new_path"),
    [
        (".tmp/tasks/cards/subtask_02_build.json", ".tmp/tasks/cards/subtask_07_build.json"),
        (".tmp/tasks/02/subtask_02.json", ".tmp/tasks/02/subtask_07.json"),
        (".tmp/tasks/completed/02/subtask_02-02.yml", ".tmp/tasks/completed/02/subtask_07-02.yml"),
        ("docs/adr/0002-level-2.md", "docs/adr/07-level-2.md"),
        (".tmp/tasks/cards/task.json", None),
        ("callsheet.toml", None),
        ("docs/0002-other.md", None),
    ],
)
def test_another_number_in_the_name_of_a_file(path: str, new_path: str | None) -> None:
    assert DEFAULT_LAYOUT.with_number(path, "07") == new_path


@pytest.mark.parametrize(
    ("pattern", "name", "new_name"),
    [
        ("{feature}/2024-step-{seq}", "2024-step-24.yaml", "2024-step-07.yaml"),
        ("{feature}/24-step-{seq}", "24-step-24.yaml", "24-step-07.yaml"),
        ("{feature}/{seq}-of-24*", "24-of-24-a.json", "07-of-24-a.json"),
        ("{feature}/*step{seq}", "step4.json", "step07.json"),
        ("{feature}/*{seq}", "step4.json", None),  # the first digit would belong to what * stands for
    ],
)
def test_the_number_stands_where_the_pattern_has_it(pattern: str, name: str, new_name: str | None) -> None:
    new_path = layout_of(subtask=pattern).with_number(f"cards/{name}", "07")
    assert new_path == (f"cards/{new_name}" if new_name else None)


TEXTS = st.text("ab*/{}.-", max_size=12) | st.lists(
    st.sampled_from(["{feature}", "{seq}", "{context}", "*", "**", "/", "a", ".json", ".md", "(", "[x]"]), max_size=8
).map("".join)


@given(st.sampled_from(list(DEFAULT_PATTERNS)), TEXTS, TEXTS)
def test_any_pattern_has_a_problem_or_works(kind: ArtifactKind, pattern: str, path: str) -> None:
    if pattern_problem(kind, pattern) is None:
        layout = Layout({kind: (pattern,)})
        layout.classify(path)
        layout.may_hold_artifacts(path)
        assert layout.roots
