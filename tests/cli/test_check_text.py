"""What a terminal shows of findings: the layout, line by line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from callsheet.cli.examination import examine
from callsheet.cli.formats.text import render_text
from callsheet.cli.output import Screen, width_of
from callsheet.cli.progress import Progress
from callsheet.cli.workspaces import Target
from callsheet.rules import RULES, Severity
from tests.cli.helpers import RIGHT, TASK, WRONG, write
from tests.workspaces import read_fixture

CODES = re.compile(r"\x1b\[[0-9;]*m")


def render(root: Path, fixture: str, screen: Screen, mildest: Severity = Severity.HINT) -> str:
    """The text for a workspace, with the workspace as the current folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(write(root, fixture))
        return render_text([examine(Target(root), mildest, Progress())], screen)


def check_text(root: Path, fixture: str, expected: str, width: int = 80, rule: str | None = None) -> None:
    """The text for a workspace, or the paragraph of it that is about a rule's finding."""
    text = render(root, fixture, Screen(width))
    shown = text if rule is None else next(each for each in text.split("\n\n") if f"[{rule}]" in each)
    assert shown.rstrip() == expected.strip("\n").rstrip()


def test_a_finding_with_its_line(tmp_path: Path) -> None:
    check_text(
        tmp_path,
        WRONG,
        """
.tmp/tasks/gift-cards/subtask_01.json:6:18 error [unresolved-dependency]
  "09" is no subtask of gift-cards
    6 │   "depends_on": ["09"],
      │                  ^^^^

1 error in 2 documents
""",
    )


def test_related_places_and_a_line_too_long_for_the_terminal(tmp_path: Path) -> None:
    two = TASK.replace('"subtask_count": 1', '"subtask_count": 2')
    whole = (
        '{{"id":"gift-cards-0{0}","seq":"0{0}","title":"Draw the card","status":"pending",'
        '"acceptance_criteria":["x"],"deliverables":["{0}.svg"],"depends_on":["0{1}"],"parallel":false,"agent_id":null}}'
    )
    check_text(
        tmp_path,
        f"{two}\n--- subtask_01.json\n{whole.format(1, 2)}\n--- subtask_02.json\n{whole.format(2, 1)}\n",
        """
.tmp/tasks/gift-cards/subtask_01.json:1:144 error [dependency-cycle]
  01 depends on itself: 01 → 02 → 01
    1 │ …ia":["x"],"deliverables":["1.svg"],"depends_on":["02"],"parallel":fals…
      │                                                   ^^^^
  see .tmp/tasks/gift-cards/subtask_02.json:1:144 02 depends on 01

.tmp/tasks/gift-cards/subtask_02.json:1:144 error [dependency-cycle]
  02 depends on itself: 02 → 01 → 02
    1 │ …ia":["x"],"deliverables":["2.svg"],"depends_on":["01"],"parallel":fals…
      │                                                   ^^^^
  see .tmp/tasks/gift-cards/subtask_01.json:1:144 01 depends on 02

2 errors in 3 documents
""",
    )


def test_wide_characters_tabs_and_control_characters(tmp_path: Path) -> None:
    line = '\t"title": "日本語 \x1b 🎁", "status": "done",'
    check_text(
        tmp_path,
        RIGHT.replace('  "title": "Draw the card",\n  "status": "pending",', line),
        """
.tmp/tasks/gift-cards/subtask_01.json:4:16 error [syntax-error]
  a control character in a string is written \\u001b
    4 │     "title": "日本語 \\x1b 🎁", "status": "done",
      │                      ^^^^

.tmp/tasks/gift-cards/subtask_01.json:4:32 error [invalid-value]
  "done" is not one of pending, in_progress, completed, blocked; did you mean
  "completed"?
    4 │     "title": "日本語 \\x1b 🎁", "status": "done",
      │                                          ^^^^^^

2 errors in 2 documents
""",
    )


def test_a_place_of_several_lines(tmp_path: Path) -> None:
    check_text(
        tmp_path,
        f'{RIGHT}--- subtask_02.json\n{{"seq": "02"}}\nand more\nand still more\n',
        """
.tmp/tasks/gift-cards/subtask_02.json:2:1 error [syntax-error]
  expected the end of the document
    2 │ and more
      │ ^^^^^^^^ to line 3
""",
        rule="syntax-error",
    )


def test_a_line_far_down(tmp_path: Path) -> None:
    check_text(
        tmp_path,
        WRONG.replace('  "depends_on"', "\n" * 123_450 + '  "depends_on"'),
        """
.tmp/tasks/gift-cards/subtask_01.json:123456:18 error [unresolved-dependency]
  "09" is no subtask of gift-cards
123456 │   "depends_on": ["09"],
       │                  ^^^^
""",
        rule="unresolved-dependency",
    )


def test_another_place_that_does_not_fit_beside_its_message(tmp_path: Path) -> None:
    check_text(
        tmp_path,
        RULES["duplicate-seq"].bad,
        """
.tmp/tasks/gift-cards/subtask_02.json:3:10
  error [duplicate-seq]
  the number 01 belongs to subtask_01.json
    3 │   "seq": "01"
      │          ^^^^
  see .tmp/tasks/gift-cards/subtask_01.json:3:10
      01 is this subtask's number
""",
        width=60,
        rule="duplicate-seq",
    )


@pytest.mark.parametrize(
    ("count", "last"), [(4, "  see .tmp/tasks/gift-cards/"), (5, "  and 1 other place"), (6, "  and 2 other places")]
)
def test_of_many_other_places_three_are_shown(tmp_path: Path, count: int, last: str) -> None:
    """In a cycle of so many subtasks each finding has all others as other places."""
    subtasks = "".join(
        f'--- subtask_0{number}.json\n{{"id": "gift-cards-0{number}", "seq": "0{number}", "title": "Draw it",'
        f' "status": "pending", "depends_on": ["0{number % count + 1}"]}}\n'
        for number in range(1, count + 1)
    )
    text = render(tmp_path, TASK + subtasks, Screen(80))
    (paragraph, *_) = (each for each in text.split("\n\n") if "[dependency-cycle]" in each)
    assert paragraph.count("\n  see ") == 3
    assert paragraph.splitlines()[-1].startswith(last)
    assert paragraph.splitlines()[-1] == last or count == 4


def test_hints_that_are_not_listed_are_mentioned(tmp_path: Path) -> None:
    text = render(tmp_path, RIGHT.replace('"seq"', '"x": 1,\n  "seq"'), Screen(80), Severity.INFORMATION)
    assert text == "1 hint in 2 documents; --fail-on hint lists the hints\n"


def test_how_many_findings_there_are_fits_the_terminal(tmp_path: Path) -> None:
    fixture = WRONG.replace('["Front and back exist"]', "[]").replace('"seq"', '"x": 1,\n  "seq"')
    text = render(tmp_path, fixture, Screen(40, has_colour=True), Severity.INFORMATION)
    last = text.split("\n\n")[-1]
    assert CODES.sub("", last) == "1 error, 1 warning, 1 hint in 2\ndocuments;\n--fail-on hint lists the hints\n"
    assert last.startswith("\x1b[1;31m1 error\x1b[0m, \x1b[1;33m1 warning\x1b[0m, ")


def test_colours_change_nothing_else(tmp_path: Path) -> None:
    for width in (None, 80):
        plain = render(tmp_path, WRONG, Screen(width))
        coloured = render(tmp_path, WRONG, Screen(width, has_colour=True))
        assert "\x1b[1;31merror" in coloured
        assert CODES.sub("", coloured) == plain


@pytest.mark.parametrize("width", [40, 80])
def test_all_fits_the_terminal_but_paths_and_long_words(tmp_path: Path, width: int) -> None:
    for number, rule in enumerate(RULES.values()):
        text = render(tmp_path / str(number), rule.bad, Screen(width))
        too_long = [line for line in text.splitlines() if width_of(line) > width]
        assert all(re.search(r"^(  see )?\S+:[0-9]+:[0-9]+$|^ *\S+$", line) for line in too_long)


def test_checking_a_file_finds_what_checking_all_finds_in_it(tmp_path: Path) -> None:
    """Only the features that are asked for are read; should a rule look beyond its feature, this fails."""
    for number, rule in enumerate(RULES.values()):
        root = read_fixture(rule.bad).write_to(tmp_path / str(number))
        whole = examine(Target(root), Severity.HINT, Progress()).located
        for path in {located.finding.path for located in whole}:
            alone = examine(Target(root, (path,)), Severity.HINT, Progress()).located
            assert alone == [located for located in whole if located.finding.path == path]
