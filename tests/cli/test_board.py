"""The boards as text: what they say, and what they leave out where there is little room."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.cli.board.board import Board, board_lines
from callsheet.cli.board.events import Event, history
from callsheet.cli.board.findings import Findings, Shown
from callsheet.cli.board.overview import Overview, overview_lines
from callsheet.cli.output import Screen, width_of
from callsheet.workspace.feature import Feature
from callsheet.workspace.session import Session
from tests.cli.helpers import EXAMPLE, TASK
from tests.workspaces import FEATURE_FOLDER, read_fixture

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)
EVENTS = [
    Event(NOW - timedelta(minutes=1), "gift-cards", "03 started by agent-7: Print the card"),
    Event(NOW - timedelta(days=1), "gift-cards", "01 completed: Front and back exist"),
]

WORK = (
    TASK
    + """
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": "Draw the card", "status": "completed"}
--- subtask_02.yaml
id: gift-cards-02
seq: "02"
title: Sell the card
status: pending
suggested_agent: CoderAgent
parallel: true
--- subtask_03.json
{"id": "gift-cards-03", "seq": "03", "title": "Print the card", "status": "in_progress", "agent_id": "agent-7",
 "started_at": "2026-03-02T11:48:00Z"}
--- subtask_04.json
{"id": "gift-cards-04", "seq": "04", "title": "Send the card", "status": "pending", "depends_on": ["01", "03", "09"]}
--- subtask_05.json
{"id": "gift-cards-05", "seq": "05", "title": "Count the cards", "status": "blocked", "depends_on": ["02"]}
--- subtask_06.json
{"id": "gift-cards-06", "seq": "06", "title": "Take cards b
"""
)


def feature_of(fixture: str, root: Path) -> Feature:
    (feature,) = read_fixture(fixture).snapshot(root).features.values()
    return feature


def check_board(
    fixture: str, root: Path, width: int, height: int, expected: str, findings: Findings | None = None
) -> None:
    """Compare the board of an inline workspace, without colours; blanks at the ends of lines do not count."""
    board = Board(feature_of(fixture, root), NOW, EVENTS, findings)
    lines = board_lines(board, Screen(width), height)
    assert [line.rstrip() for line in lines] == expected.strip("\n").split("\n")
    assert len(lines) <= height
    assert max(map(width_of, lines)) <= width


def test_everything_that_matters_in_a_usual_terminal(tmp_path: Path) -> None:
    found = Findings(1, 1, (Shown("error", "subtask_06.json", "1:48", "expected a quotation mark"),))
    check_board(
        WORK,
        tmp_path,
        80,
        24,
        """
[gift-cards] Gift cards                                                   q ends
███░░░░░░░░░░░░░░░░░  1 of 6 completed (17%), 1 in progress, 1 blocked, 1 ready

In progress  ~ 03 Print the card  agent-7, 12 min

Blocked      ✗ 05 Count the cards  waits for 02

Unclear      ? 06 Take cards b  its file is broken

Ready        ○ 02 Sell the card  CoderAgent  [parallel]

Waiting      · 04 Send the card  waits for 03 and 09 (missing)

Findings     1 error, 1 warning
             ✗ subtask_06.json:1:48 expected a quotation mark

Latest       11:59:00   03 started by agent-7: Print the card
             2026-03-01 01 completed: Front and back exist
""",
        found,
    )


def test_a_small_terminal_keeps_what_matters_most(tmp_path: Path) -> None:
    check_board(
        WORK,
        tmp_path,
        40,
        8,
        """
[gift-cards] Gift cards           q ends
█░░░░░░░░░  1 of 6 completed (17%)
~ 03 Print the card  agent-7, 12 min
✗ 05 Count the cards  waits for 02
? 06 Take cards b  its file is broken
○ 02 Sell the card  CoderAgent  [parall…
✓ no errors, no warnings
11:59:00   03 started by agent-7: Print…
""",
        Findings(),
    )


def test_of_who_works_since_when_the_time_stays(tmp_path: Path) -> None:
    long = WORK.replace("agent-7", "agent-with-a-very-long-name-that-says-all-that-it-can-do")
    assert long != WORK
    board = Board(feature_of(long, tmp_path), NOW)
    for width, shown in ((60, "03 Print the card  agent-with-a-very…, 12 min"), (31, "03 Print the c…  age…, 12 min")):
        assert [line for line in board_lines(board, Screen(width), 24) if line.endswith(shown)]


def test_a_tiny_terminal(tmp_path: Path) -> None:
    check_board(WORK, tmp_path, 10, 3, "[gift-car…\n1 of 6 co…\n~ 03 Prin…")


def test_long_lists_are_cut_short_and_say_so() -> None:
    session = Session(EXAMPLE)
    session.index()
    (feature,) = [each for each in session.snapshot.features.values() if each.name == "order-management-mvp"]
    board = Board(feature, NOW, history(feature, NOW)[::-1])
    lines = board_lines(board, Screen(80), 12)
    assert [line for line in lines if line.startswith("Waiting")] == [
        "Waiting      · 03 The cart and its operations  waits for 02"
    ]
    assert [line.strip() for line in lines if " more" in line] == ["and 6 more"]
    assert lines[2].startswith("In progress  ~ 02 Types, events and contracts that the ")
    assert lines[2].endswith("…  coder-agent-1, 66 min")
    everything = board_lines(board, Screen(200), 50)
    assert not [line for line in everything if " more" in line or "…" in line.replace("checking…", "")]


def test_wide_characters_and_escapes_stay_in_their_line(tmp_path: Path) -> None:
    fixture = WORK.replace("Print the card", "カードを印刷する" * 9).replace("Send the card", "a\\u001b[2Jb\\ud800")
    lines = board_lines(Board(feature_of(fixture, tmp_path), NOW), Screen(80), 24)
    (printed,) = [line for line in lines if "カード" in line]
    assert 78 <= width_of(printed) <= 80
    assert printed.endswith("…  agent-7, 12 min")
    assert "· 04 a\\x1b[2Jb\\ud800  waits for" in "\n".join(lines)


def test_a_cycle(tmp_path: Path) -> None:
    cycle = WORK.replace('"depends_on": ["01", "03", "09"]', '"depends_on": ["05"]').replace('["02"]', '["04"]')
    text = "\n".join(board_lines(Board(feature_of(cycle, tmp_path), NOW), Screen(80), 24))
    assert "Waiting      · 04 Send the card  in a cycle\n" in text
    assert "Blocked      ✗ 05 Count the cards  in a cycle\n" in text


def test_dependencies_that_cannot_be_read(tmp_path: Path) -> None:
    unclear = WORK.replace('["01", "03", "09"]', '["03", " 09 ", {}]')
    text = "\n".join(board_lines(Board(feature_of(unclear, tmp_path), NOW), Screen(100), 24))
    assert "· 04 Send the card  waits for 03 and 09 (missing); depends_on cannot be read\n" in text


def test_without_a_task_file_and_with_an_unknown_status(tmp_path: Path) -> None:
    check_board(
        '--- subtask_01.json\n{"seq": "01", "status": "done"}\n--- subtask_02.json\n{"seq": "02"}\n',
        tmp_path,
        60,
        6,
        """
[gift-cards] (no task file)                           q ends
░░░░░░░░░░░░░░░  0 of 2 completed (0%), 2 unclear
Unclear      ? 01 (no title)  its status is "done"
             ? 02 (no title)  it has no status
Findings     checking…
Latest       11:59:00   03 started by agent-7: Print the ca…
""",
    )


def test_without_subtasks(tmp_path: Path) -> None:
    lines = board_lines(Board(feature_of(TASK, tmp_path), NOW), Screen(80), 24)
    assert [lines[1], lines[3]] == ["░" * 20 + "  0 of 0 completed (0%)", "Subtasks     There are none yet."]


@pytest.mark.parametrize(
    ("status", "shown"), [("active", ""), ("completed", " (completed)"), ("blocked", " (blocked)")]
)
def test_the_status_of_the_task(status: str, shown: str, tmp_path: Path) -> None:
    feature = feature_of(TASK.replace("active", status), tmp_path)
    assert board_lines(Board(feature, NOW), Screen(80), 24)[0].split("  ")[0] == f"[gift-cards] Gift cards{shown}"


def test_what_is_gone_or_archived(tmp_path: Path) -> None:
    gone = board_lines(Board(feature_of(WORK, tmp_path), NOW, is_there=False), Screen(90), 24)
    assert gone[0].startswith(f"[gift-cards] Gift cards: gone, waiting for files in {FEATURE_FOLDER} ")
    assert "Findings" not in "\n".join(gone)
    archived = WORK.replace("--- ", "--- /.tmp/tasks/completed/gift-cards/")
    feature = feature_of(archived, tmp_path / "other")
    assert board_lines(Board(feature, NOW), Screen(80), 24)[0].startswith("[gift-cards] Gift cards (archived)  ")


@pytest.mark.parametrize(
    ("started_at", "shown"),
    [
        ("2026-03-02T11:59:30Z", "agent-7, 0 min"),
        ("2026-03-02T09:30:00Z", "agent-7, 2 h"),
        ("2026-02-20T09:30:00+01:00", "agent-7, 10 days"),
        ("2026-03-02T00:00:00Z", "agent-7"),
        ("2026-03-02T13:00:00Z", "agent-7"),
        ("this morning", "agent-7"),
    ],
)
def test_since_when(started_at: str, shown: str, tmp_path: Path) -> None:
    feature = feature_of(WORK.replace("2026-03-02T11:48:00Z", started_at), tmp_path)
    text = "\n".join(board_lines(Board(feature, NOW), Screen(80), 24))
    assert f"~ 03 Print the card  {shown}\n" in text


def test_colours_change_no_character(tmp_path: Path) -> None:
    board = Board(feature_of(WORK, tmp_path), NOW, EVENTS, Findings())
    coloured = "\n".join(board_lines(board, Screen(80, has_colour=True), 24))
    assert "\x1b[33m~\x1b[0m" in coloured
    for parameter in (1, 2, 31, 32, 33, 0):
        coloured = coloured.replace(f"\x1b[{parameter}m", "")
    assert coloured == "\n".join(board_lines(board, Screen(80), 24))


# All features


def several(root: Path) -> list[Feature]:
    done = json.dumps({"id": "vouchers-01", "seq": "01", "status": "completed"})
    fixture = f"{WORK}\n--- /.tmp/tasks/vouchers/subtask_01.json\n{done}\n--- /.tmp/tasks/vouchers/notes.md\n"
    return list(read_fixture(fixture + "--- /.tmp/tasks/a/task.json\n{}").snapshot(root).features.values())


def test_all_features_those_that_are_worked_on_first(tmp_path: Path) -> None:
    found = {FEATURE_FOLDER: Findings(2, 0, (Shown("error", "", "", ""),)), ".tmp/tasks/vouchers": Findings()}
    lines = overview_lines(Overview(several(tmp_path), NOW, EVENTS, found), Screen(80), 24)
    assert lines == [
        "3 features, 1 in progress, 1 completed" + " " * 36 + "q ends",
        "gift-cards  ██░░░░░░░░░░  1 of 6 completed, 1 in progress, 1 blocked  2 errors",
        "a           ░░░░░░░░░░░░  0 of 0 completed",
        "vouchers    ████████████  1 of 1 completed",
        "",
        "Latest       11:59:00   gift-cards 03 started by agent-7: Print the card",
        "             2026-03-01 gift-cards 01 completed: Front and back exist",
    ]


def test_more_features_than_lines(tmp_path: Path) -> None:
    lines = overview_lines(Overview(several(tmp_path), NOW), Screen(50), 3)
    assert lines == [
        "3 features, 1 in progress, 1 completed      q ends",
        "gift-cards  1 of 6 completed, 1 in progress",
        "and 2 more",
    ]


def test_no_features() -> None:
    waiting = "Waiting for new ones."
    assert overview_lines(Overview([], NOW), Screen(40), 24) == ["There are no features.            q ends", waiting]
    for archived, shown in ((1, "1 is archived."), (2, "2 are archived.")):
        lines = overview_lines(Overview([], NOW, archived=archived), Screen(40), 24)
        assert lines == [f"There are no features; {shown}", waiting]


# Any size


@pytest.fixture(scope="module")
def all_features(tmp_path_factory: pytest.TempPathFactory) -> list[Feature]:
    return several(tmp_path_factory.mktemp("features"))


@given(width=st.integers(1, 120), height=st.integers(1, 40))
def test_whatever_the_size_it_fits(width: int, height: int, all_features: list[Feature]) -> None:
    shown = Shown("warning", "subtask_01.json", "1:1", "カ" * 100)
    feature = next(each for each in all_features if each.name == "gift-cards")
    board = board_lines(Board(feature, NOW, EVENTS, Findings(0, 1, (shown,))), Screen(width), height)
    overview = overview_lines(Overview(all_features, NOW, EVENTS, {}), Screen(width), height)
    for lines in (board, overview):
        assert 1 <= len(lines) <= height
        assert max(map(width_of, lines)) <= width
