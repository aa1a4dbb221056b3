"""`callsheet.toml` while it is edited, and the settings of the client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from lsprotocol import types

from tests.lsp.conftest import OpenEditor
from tests.lsp.connections import Connection, capabilities_of
from tests.lsp.editors import Editor

pytestmark = pytest.mark.asyncio(loop_scope="session")

TASK = """
--- task.json
{"id": "gift-cards", "name": "Gift cards", "status": "active", "objective": "Sell", "created_at": "2026-03-01T09:15:00Z"}
"""
WRONG = """
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": "Draw", "status": "started", "acceptance_criteria": ["seen"],
 "deliverables": ["POST /cards"]}
"""
ELSEWHERE = """
--- /work/cards/task.json
{"id": "cards", "name": "Cards", "status": "nonsense", "objective": "Sell", "created_at": "2026-03-01T09:15:00Z"}
"""
FILE = "/callsheet.toml"
OFF = '[rules]\ninvalid-value = "off"\n'
MOVED = '[patterns]\ntask = ["work/{feature}/task"]\n'
PUSHES = ["visual-studio-code", "emacs"]


@pytest.mark.parametrize("name", PUSHES)
async def test_typing_takes_effect_at_once(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, f"{TASK}{WRONG}--- {FILE}\n# nothing\n")
    await editor.pushed("subtask_01.json", "invalid-value")
    editor.open(FILE)
    editor.replace(FILE, "# nothing\n", OFF)
    await editor.pushed("subtask_01.json")
    editor.replace(FILE, '"off"', '"of')
    await editor.pushed(FILE, "syntax-error")
    assert editor.shown("subtask_01.json") == []  # while there is a slip, what was said before counts
    editor.replace(FILE, '"of', '"hint"')
    await editor.pushed(FILE)
    (diagnostic,) = await editor.pushed("subtask_01.json", "invalid-value")
    assert diagnostic.severity is types.DiagnosticSeverity.Hint
    editor.close(FILE)
    await editor.until(lambda: editor.pushes("subtask_01.json")[-1].diagnostics[0].severity == 1)


async def test_what_was_typed_before_a_slip_counts(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", f"{TASK}{WRONG}--- {FILE}\n{OFF}")
    editor.open(FILE)
    await editor.pushed(FILE)
    editor.replace(FILE, '"off"', "")
    await editor.pushed(FILE, "syntax-error")
    assert editor.shown("subtask_01.json") == []


async def test_changes_on_disk_take_effect(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", TASK + WRONG)
    await editor.pushed("subtask_01.json", "invalid-value")
    editor.write(f"--- {FILE}\n{OFF}")
    editor.tell(FILE, change=types.FileChangeType.Created)
    await editor.pushed("subtask_01.json")
    editor.path(FILE).unlink()
    editor.tell(FILE, change=types.FileChangeType.Deleted)
    await editor.pushed("subtask_01.json", "invalid-value")


async def test_changes_on_disk_take_effect_where_the_server_looks_itself(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", TASK + WRONG, folder=False)
    editor.open("subtask_01.json")
    await editor.pushed("subtask_01.json", "invalid-value")
    editor.write(f"--- {FILE}\n{OFF}")
    await editor.pushed("subtask_01.json")
    editor.write(f"--- {FILE}\n# nothing\n")
    await editor.pushed("subtask_01.json", "invalid-value")


@pytest.mark.parametrize("name", PUSHES)
async def test_other_patterns_have_everything_read_anew(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, f"{TASK}{WRONG}{ELSEWHERE}--- {FILE}\n")
    editor.open("/work/cards/task.json")
    await editor.pushed("subtask_01.json", "invalid-value")
    assert editor.shown("/work/cards/task.json") == []
    editor.open(FILE)
    editor.change(FILE, editor.buffers[FILE].replace(0, 0, MOVED))
    await editor.pushed("subtask_01.json")
    (diagnostic,) = await editor.pushed("/work/cards/task.json", "invalid-value")
    assert "nonsense" in diagnostic.message
    editor.change("/work/cards/task.json", *[_replaced(editor, "/work/cards/task.json", "nonsense", "active")])
    await editor.pushed("/work/cards/task.json")
    editor.change(FILE, editor.buffers[FILE].replace(0, len(MOVED), ""))
    await editor.pushed("subtask_01.json", "invalid-value")


def _replaced(editor: Editor, name: str, words: str, new_words: str) -> types.TextDocumentContentChangeEvent:
    start = editor.buffers[name].text.index(words)
    return editor.buffers[name].replace(start, start + len(words), new_words)


async def test_tasks_elsewhere_are_completed_and_found(open_editor: OpenEditor) -> None:
    first = '--- /work/cards/subtask_01.json\n{"id": "cards-01", "seq": "01", "title": "Draw", "status": "pending"}\n'
    second = '--- /work/cards/subtask_02.json\n{"seq": "02", "depends_on": ["01"], "status": ""}\n'
    editor = await open_editor("emacs", f"{ELSEWHERE}{first}{second}--- {FILE}\n{MOVED}")
    name = "/work/cards/subtask_02.json"
    editor.open(name)
    place = editor.at(name, '"01"', 1)
    (found,) = await editor.definition(name, place)
    assert "work/cards/subtask_01.json" in str(found)
    params = types.CompletionParams(editor.identify(name), editor.at(name, '"status": ""', 11))
    answer = await editor.client.text_document_completion_async(params)
    assert isinstance(answer, types.CompletionList)
    assert "in_progress" in [item.label for item in answer.items]


async def test_a_single_file_finds_its_configuration(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", f"{ELSEWHERE}--- {FILE}\n{MOVED}", folder=False)
    editor.open("/work/cards/task.json")
    await editor.pushed("/work/cards/task.json", "invalid-value")


async def test_a_schema_of_the_team_takes_effect_as_it_is_typed(open_editor: OpenEditor) -> None:
    schema, own = "/schemas/own.json", '{"required": ["ticket"], "properties": {"ticket": {"type": "string"}}}'
    right = WRONG.replace("started", "pending")
    editor = await open_editor(
        "emacs", f'{TASK}{right}--- {FILE}\n[schemas]\nsubtask = "schemas/own.json"\n--- {schema}\n{own}\n'
    )
    await editor.pushed("subtask_01.json", "missing-field")
    editor.open(schema)
    editor.replace(schema, '"required": ["ticket"], ', "")
    await editor.pushed("subtask_01.json")
    editor.replace(schema, '"string"', '"text"')
    await editor.pushed(FILE, "invalid-schema")
    editor.close(schema)
    await editor.pushed("subtask_01.json", "missing-field")
    await editor.pushed(FILE)
    editor.path(schema).write_text("{}")
    editor.tell(schema)
    await editor.pushed("subtask_01.json")
    editor.path(schema).unlink()
    editor.tell(schema, change=types.FileChangeType.Deleted)
    await editor.pushed(FILE, "broken-reference")


# the settings of the client


def say(editor: Editor, settings: Any) -> None:
    """Let the client have other settings, as one that is asked for them."""
    editor.client.set_configuration({"callsheet": settings}, scope_uri=editor.root.as_uri())
    editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))


@pytest.mark.parametrize("name", PUSHES)
async def test_the_client_counts_before_the_file(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, f'{TASK}{WRONG}--- {FILE}\n[rules]\ninvalid-value = "hint"\n')
    (diagnostic,) = await editor.pushed("subtask_01.json", "invalid-value")
    assert diagnostic.severity is types.DiagnosticSeverity.Hint
    say(editor, {"rules": {"invalid-value": "off"}})
    await editor.pushed("subtask_01.json")
    say(editor, {"rules": {"invalid-value": "warning"}})
    (diagnostic,) = await editor.pushed("subtask_01.json", "invalid-value")
    assert diagnostic.severity is types.DiagnosticSeverity.Warning
    say(editor, None)
    await editor.until(lambda: editor.pushes("subtask_01.json")[-1].diagnostics[0].severity == 4)


async def test_settings_are_there_before_anything_is_shown(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", TASK + WRONG + ELSEWHERE, folder=False)
    editor.client.set_configuration(
        {"callsheet": {"patterns": {"task": ["work/{feature}/task"]}}}, scope_uri=editor.root.as_uri()
    )
    editor.add_folder()
    await editor.pushed("/work/cards/task.json", "invalid-value")
    assert not editor.pushes("subtask_01.json")


async def test_wrong_settings_are_said_once_and_the_rest_counts(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", TASK + WRONG)
    await editor.pushed("subtask_01.json", "invalid-value")
    before = len(editor.client.messages)
    settings = {
        "rules": {"invalid-value": "off", "too-long": "loud"},
        "patterns": {"adr": ["/abs"]},
        "formatting": 3,
        "trace": {"server": "verbose"},
    }
    say(editor, settings)
    await editor.pushed("subtask_01.json")
    await editor.until(lambda: len(editor.client.messages) > before)
    say(editor, {**settings, "rules": {"too-long": "loud"}})
    await editor.pushed("subtask_01.json", "invalid-value")
    (message,) = editor.client.messages[before:]
    assert message.type is types.MessageType.Warning
    for words in ("callsheet.rules.too-long", "callsheet.patterns.adr.0", "callsheet.formatting"):
        assert words in message.message
    assert "trace" not in message.message


@pytest.mark.parametrize(
    ("settings", "noun"), [("x", "a string"), (5, "a number"), (True, "true or false"), ([1], "a list")]
)
async def test_settings_that_are_no_object(open_editor: OpenEditor, settings: Any, noun: str) -> None:
    editor = await open_editor("emacs", TASK)
    before = len(editor.client.messages)
    say(editor, settings)
    await editor.until(lambda: len(editor.client.messages) > before)
    (message,) = editor.client.messages[before:]
    assert message.message == f"Callsheet does not understand these settings: callsheet must be an object, not {noun}"


@pytest.mark.parametrize("settings", [{}, [], None, False])  # Lua writes an empty table as a list
async def test_settings_that_say_nothing(open_editor: OpenEditor, settings: Any) -> None:
    editor = await open_editor("emacs", TASK + WRONG)
    await editor.pushed("subtask_01.json", "invalid-value")
    before = len(editor.client.messages)
    say(editor, settings)
    say(editor, {"rules": {"invalid-value": "off"}})
    await editor.pushed("subtask_01.json")
    assert editor.client.messages[before:] == []


@pytest.mark.parametrize(
    "settings", [3, [], "x", {"rules": [1]}, {"ignore": {"a": None}}, {"patterns": {"task": None}}]
)
async def test_no_settings_do_harm(open_editor: OpenEditor, settings: Any) -> None:
    editor = await open_editor("visual-studio-code", TASK + WRONG)
    await editor.pushed("subtask_01.json", "invalid-value")
    say(editor, settings)
    editor.open("subtask_01.json")
    editor.replace("subtask_01.json", "started", "pending")
    await editor.pushed("subtask_01.json")


async def test_changes_are_asked_for_where_the_editor_has_to_be_asked(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code")
    methods = {registration.method for registration in editor.connection.registered}
    assert types.WORKSPACE_DID_CHANGE_CONFIGURATION in methods


# clients that cannot be asked


@pytest_asyncio.fixture(loop_scope="session")
async def simple(tmp_path: Path) -> AsyncIterator[Editor]:
    """A workspace in an editor that can do next to nothing, but sends its settings when it starts."""
    editor = Editor(
        await Connection.start(capabilities_of("simple"), {"pollInterval": 0.05, "rules": {"invalid-value": "hint"}}),
        tmp_path,
    )
    editor.write(TASK + WRONG)
    editor.add_folder()
    yield editor
    await editor.connection.stop()


async def test_settings_that_come_at_the_start_or_are_pushed(simple: Editor) -> None:
    (diagnostic,) = await simple.pushed("subtask_01.json", "invalid-value")
    assert diagnostic.severity is types.DiagnosticSeverity.Hint
    push = simple.client.workspace_did_change_configuration
    push(types.DidChangeConfigurationParams(settings={"callsheet": {"rules": {"invalid-value": "off"}}}))
    await simple.pushed("subtask_01.json")
    push(types.DidChangeConfigurationParams(settings={}))
    (diagnostic,) = await simple.pushed("subtask_01.json", "invalid-value")
    assert diagnostic.severity is types.DiagnosticSeverity.Hint
