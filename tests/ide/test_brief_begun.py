"""What a brief says of a subtask that somebody has begun."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.ide.brief import brief_text
from tests.ide.test_brief import WORK, read_brief


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ('"agent_id": "agent-1", "started_at": "2026-03-02T10:20:00Z"', "since 2026-03-02T10:20:00Z, by agent-1"),
        ('"started_at": "2026-03-02T10:20:00Z"', "since 2026-03-02T10:20:00Z"),
        ('"agent_id": " agent-1\\n"', "by agent-1"),
        ('"agent_id": 7, "started_at": []', ""),
    ],
)
def test_a_subtask_that_is_begun(tmp_path: Path, members: str, said: str) -> None:
    subtask = f'{{"status": "in_progress", "depends_on": ["03"], {members}}}'
    text = brief_text(read_brief(tmp_path, f"{WORK}--- subtask_02.json\n{subtask}"))
    status = f"in progress, {said}" if said.startswith("by") else f"in progress {said}".rstrip()
    assert f"\n\n- Status: {status}.\n- Plan: " in text
    for name in ("agent_id", "started_at", "cannot be started"):
        assert name not in text


def test_who_has_done_it_and_when_it_was_begun(tmp_path: Path) -> None:
    subtask = '{"status": "completed", "agent_id": "agent-1", "started_at": "2026-03-02T10:20:00Z"}'
    text = brief_text(read_brief(tmp_path, f"{WORK}--- subtask_02.json\n{subtask}"))
    assert "- started_at: 2026-03-02T10:20:00Z\n- agent_id: agent-1" in text
    assert "## Besides" not in text
