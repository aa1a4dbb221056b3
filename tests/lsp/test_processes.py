"""The server as a process: its life cycle, what it makes of broken messages, and that nothing ends it but its client."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.lsp.connections import COMMAND
from tests.lsp.editors import PATIENCE
from tests.lsp.processes import Process
from tests.lsp.test_push import TWO
from tests.workspaces import FEATURE_FOLDER, read_fixture

PARSE_ERROR, INVALID_REQUEST, NO_SUCH_METHOD, INVALID_PARAMS = -32700, -32600, -32601, -32602
NOT_INITIALIZED, CANCELLED, CONTENT_MODIFIED = -32002, -32800, -32801

HOVER = {"textDocument": {"uri": "untitled:a"}, "position": {"line": 0, "character": 0}}


@pytest.fixture(scope="module")
def process() -> Iterator[Process]:
    """A server that has been initialized, for all tests that leave it alive."""
    with Process() as process:
        process.initialize()
        yield process


def test_a_quiet_life(tmp_path: Path) -> None:
    read_fixture(TWO).write_to(tmp_path)
    uri = (tmp_path / FEATURE_FOLDER / "subtask_02.json").as_uri()
    with Process() as process:
        assert process.error("textDocument/hover", HOVER)[0] == NOT_INITIALIZED
        process.notify(
            "textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "json", "version": 1, "text": "{"}}
        )
        process.initialize(tmp_path)
        assert (
            process.error("initialize", {"processId": None, "rootUri": None, "capabilities": {}})[0] == INVALID_REQUEST
        )
        process.notify(
            "textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "json", "version": 7, "text": "{}"}}
        )
        pushed = process.receive()
        assert (pushed["method"], pushed["params"]["version"]) == ("textDocument/publishDiagnostics", 7)
        assert process.request("shutdown")["result"] is None
        assert process.error("textDocument/hover", HOVER)[0] == INVALID_REQUEST
        process.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": 8}, "contentChanges": []})
        process.notify("exit")
        assert process.wait() == 0
        assert process.complaints() == ""
        assert process.strays == []


def test_exit_without_shutdown_is_a_failure() -> None:
    with Process() as process:
        process.initialize()
        process.notify("exit")
        assert process.wait() == 1


def test_exit_comes_before_anything_else() -> None:
    with Process() as process:
        process.notify("exit")
        assert process.wait() == 1


@pytest.mark.parametrize(("has_shut_down", "status"), [(True, 0), (False, 1)])
def test_an_editor_that_is_gone_ends_the_server(has_shut_down: bool, status: int) -> None:
    with Process() as process:
        process.initialize()
        if has_shut_down:
            process.request("shutdown")
        process.close_input()
        assert process.wait() == status
        assert process.complaints() == ""


def test_an_editor_that_does_not_listen_ends_the_server() -> None:
    read_end, write_end = os.pipe()
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=write_end) as process:
        os.close(write_end)
        os.close(read_end)
        assert process.stdin
        process.stdin.write(b"Content-Length: 2\r\n\r\n[]")
        process.stdin.flush()
        assert process.wait(PATIENCE) == 1


def test_an_editor_may_write_much_before_it_reads() -> None:
    requests = b"".join(
        b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
        for body in (b'{"jsonrpc": "2.0", "id": %d, "method": "nothing"}' % number for number in range(4000))
    )
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        writing = threading.Thread(target=process.stdin.write, args=(requests,), daemon=True)
        writing.start()
        writing.join(PATIENCE)
        is_written = not writing.is_alive()
        if is_written:
            process.stdin.close()
        else:
            process.kill()
        assert is_written
        assert process.stdout.read().count(b'"code":-32002') == 4000


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", PARSE_ERROR),
        (b"", PARSE_ERROR),
        (b"\xff\xfe", PARSE_ERROR),
        (b"[" * 100_000, PARSE_ERROR),
        (b"[]", INVALID_REQUEST),
        (b'"hello"', INVALID_REQUEST),
        (b"{}", INVALID_REQUEST),
        (b'{"jsonrpc": "1.0", "id": 1, "method": "shutdown"}', INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": [1], "method": "shutdown"}', INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1, "method": 5}', INVALID_REQUEST),
    ],
)
def test_what_is_no_message_is_refused(process: Process, body: bytes, code: int) -> None:
    process.send_body(body)
    answer = process.receive()
    assert (answer["id"], answer["error"]["code"]) == (None, code)
    assert process.is_alive()


@pytest.mark.parametrize(
    "data",
    [
        b"hello\r\n\r\n",
        b"Content-Length: many\r\n\r\n{}",
        b"Content-Length: 99999999999\r\n\r\n" + b'{"a": "' + b"a" * 100_000,
        b"Content-Type: application/json\r\n\r\n{}",
        b"\0" * 200_000,
    ],
)
def test_what_is_no_frame_is_passed_over(process: Process, data: bytes) -> None:
    process.write(data)
    assert process.is_alive()


@pytest.mark.parametrize(
    "header", [b"content-length:%d\r\n\r\n", b"Content-Type: x; charset=utf-8\r\nContent-Length: %d\r\n\r\n"]
)
def test_headers_have_several_spellings(process: Process, header: bytes) -> None:
    body = b'{"jsonrpc": "2.0", "id": "a", "method": "nothing"}'
    process.write(header % len(body) + body)
    assert process.receive()["id"] == "a"


def test_a_message_may_come_in_pieces(process: Process) -> None:
    body = b'{"jsonrpc": "2.0", "id": 9, "method": "nothing"}'
    for byte in b"Content-Length: %d\r\n\r\n%b" % (len(body), body):
        process.write(bytes([byte]))
    assert process.receive()["id"] == 9


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("bogus/request", {}, NO_SUCH_METHOD),
        ("$/bogus", {}, NO_SUCH_METHOD),
        ("textDocument/hover", None, INVALID_PARAMS),
        ("textDocument/hover", {"textDocument": 5}, INVALID_PARAMS),
        ("textDocument/hover", [1, 2], INVALID_PARAMS),
        (
            "textDocument/codeAction",
            {"textDocument": {"uri": "file:///a"}, "range": None, "context": {}},
            INVALID_PARAMS,
        ),
        ("codeAction/resolve", {"title": "Mark 01 complete"}, INVALID_PARAMS),
        (
            "codeAction/resolve",
            {"title": "x", "data": {"uri": "file:///a", "range": 1, "finding": None}},
            INVALID_PARAMS,
        ),
        ("workspace/executeCommand", {"command": "rm"}, INVALID_PARAMS),
    ],
)
def test_wrong_requests_are_refused(process: Process, method: str, params: Any, code: int) -> None:
    assert process.error(method, params)[0] == code
    assert process.is_alive()


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("bogus/notification", {}),
        ("$/bogus", {}),
        ("textDocument/didOpen", {"textDocument": {}}),
        ("textDocument/didChange", None),
        (
            "textDocument/didChange",
            {"textDocument": {"uri": "file:///not/open.json"}, "contentChanges": [{"text": ""}]},
        ),
        ("textDocument/didClose", {"textDocument": {"uri": "file:///not/open.json"}}),
        ("textDocument/didSave", {"textDocument": {"uri": "file:///not/open.json"}}),
        ("workspace/didChangeConfiguration", {"settings": None}),
        ("workspace/didChangeWatchedFiles", {"changes": [{"uri": "http://example.org", "type": 1}]}),
        ("$/cancelRequest", {"id": 12345}),
        ("$/cancelRequest", None),
        ("$/setTrace", {"value": "verbose"}),
    ],
)
def test_wrong_or_idle_notifications_do_no_harm(process: Process, method: str, params: Any) -> None:
    process.notify(method, params)
    assert process.is_alive()


def test_answers_that_nobody_waits_for_do_no_harm(process: Process) -> None:
    process.send_body(b'{"jsonrpc": "2.0", "id": 99, "result": {}}')
    process.send_body(b'{"jsonrpc": "2.0", "id": "x", "error": {"code": 1, "message": "no"}}')
    assert process.is_alive()


def test_a_request_is_not_begun_once_it_is_cancelled(process: Process) -> None:
    frames = [
        b'{"jsonrpc": "2.0", "id": 31, "method": "bogus"}',
        b'{"jsonrpc": "2.0", "id": 32, "method": "bogus"}',
        b'{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 31}}',
    ]
    process.write(b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(body), body) for body in frames))
    assert [process.receive()["error"]["code"] for _ in range(2)] == [CANCELLED, NO_SUCH_METHOD]


@pytest.mark.parametrize(
    "changes",
    [
        [{"text": 5}],
        [{"range": {"start": {"line": 0}}, "text": ""}],
        [{"range": {"start": {"line": "0", "character": 0}, "end": {"line": 0, "character": 0}}, "text": ""}],
        ["change"],
        {"text": ""},
    ],
)
def test_changes_that_are_none_leave_the_text_as_it_is(process: Process, tmp_path: Path, changes: Any) -> None:
    uri = (tmp_path / FEATURE_FOLDER / "subtask_01.json").as_uri()
    process.notify(
        "textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "json", "version": 1, "text": '{"seq": 1}'}}
    )
    first = diagnostics_of(process, uri, 1)
    process.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": changes})
    process.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": 3}, "contentChanges": []})
    assert diagnostics_of(process, uri, 3) == first


def diagnostics_of(process: Process, uri: str, version: int) -> Any:
    """What is pushed for a version of a document."""
    while True:
        message = process.receive()
        params = message.get("params", {})
        if message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri:
            assert params["version"] <= version
            if params["version"] == version:
                return params["diagnostics"]


def test_half_characters_come_and_go(process: Process, tmp_path: Path) -> None:
    uri = (tmp_path / FEATURE_FOLDER / "subtask_01.json").as_uri()
    body = (
        b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {"uri": "%b", "languageId":'
        b' "json", "version": 1, "text": "{\\"status\\": \\"\\ud83d \\\\ud83d\\"}"}}}' % uri.encode()
    )
    process.send_body(body)
    (wrong,) = (found for found in diagnostics_of(process, uri, 1) if found["code"] == "invalid-value")
    assert wrong["range"]["end"]["character"] == len('{"status": "? \\ud83d"')
