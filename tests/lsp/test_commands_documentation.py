"""`docs/commands.md` tells of every command and every member of its argument, and its examples are what they should be."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from callsheet.ide.graph_drawing import mermaid
from callsheet.lsp.commands import COMMANDS
from callsheet.lsp.commands.parameters import Command
from tests.ide.test_graph import graph

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")


def test_every_command_has_its_section_in_order() -> None:
    assert re.findall(r"^### `(callsheet\.\w+)`$", PAGE, re.MULTILINE) == [command.name for command in COMMANDS]


def test_every_command_is_in_the_list_at_the_top() -> None:
    top = PAGE.partition("\n## ")[0]
    assert re.findall(r"\[`(callsheet\.\w+)`\]", top) == [command.name for command in COMMANDS]
    for anchor in re.findall(r"\]\(#(\w+)\)", PAGE):
        assert anchor in {command.name.replace(".", "").lower() for command in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_parameter_is_explained(command: Command) -> None:
    section = re.split(r"^##+ ", PAGE.partition(f"\n### `{command.name}`\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    rows = re.findall(r"^\| `(\w+)` \| (string|boolean) \| (.+) \|$", section, re.MULTILINE)
    assert [(name, kind) for name, kind, _ in rows] == [
        (parameter.name, parameter.type) for parameter in command.parameters
    ]
    for parameter, (_, _, meaning) in zip(command.parameters, rows, strict=True):
        assert all(f"`{choice}`" in meaning for choice in parameter.choices)


def test_the_examples_are_json() -> None:
    examples = re.findall(r"^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len(examples) == 8
    for example in examples:
        json.loads(example)


def test_the_drawn_example(tmp_path: Path) -> None:
    found = graph(
        tmp_path,
        '--- subtask_01.json\n{"title": "Draw the card", "status": "completed"}\n'
        '--- subtask_02.json\n{"title": "Sell the card", "status": "pending", "depends_on": ["01"]}\n',
    )
    assert f"```\n{mermaid(found)}```" in PAGE
