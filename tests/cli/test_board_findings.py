"""What boards say of findings, and when they are others."""

from __future__ import annotations

from callsheet.cli.board.findings import Findings, Shown


def test_findings_whose_lines_have_moved_say_the_same() -> None:
    shown = Shown("error", "subtask_06.json", "1:48", "expected a quotation mark")
    found = Findings(1, 3, (shown,))
    assert found.says_the_same(Findings(1, 3, (shown._replace(position="2:48"),)))
    for other in (shown._replace(message="expected a comma"), shown._replace(file="task.json")):
        assert not found.says_the_same(Findings(1, 3, (other,)))
    assert not found.says_the_same(Findings(1, 2, (shown,)))
    assert found.all_in_words == [
        "1 error, 3 warnings",
        "error: subtask_06.json:1:48 expected a quotation mark",
        "and 3 more",
    ]
    assert Findings(0, 0).all_in_words == ["no errors, no warnings"]
