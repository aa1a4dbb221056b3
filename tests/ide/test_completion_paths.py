"""Paths: step by step, by some letters, likely ones first; nothing ignored, secret or outside."""

from __future__ import annotations

import os
from datetime import datetime, timezone
from pathlib import Path

import pytest

from callsheet.ide.completion.search import search
from callsheet.text import Text
from callsheet.workspace import file_tree as file_tree_module
from callsheet.workspace.file_tree import file_tree
from tests.ide.completion_checks import answer, check_applied, check_complete, check_snippet, completions, labelled
from tests.workspaces import read_fixture

FILES = """
--- task.json
{"context_files": [".opencode/context/standards/code.md"]}
--- subtask_01.json
{"context_files": [".opencode/context/standards/code.md", "docs/shop.md"], "deliverables": ["src/cards/model.ts"]}
--- subtask_03.json
{"context_files": ["docs/shop.md", "docs/gone.md"], "reference_files": ["src/index.ts"], "deliverables": ["lib/"]}
--- /.opencode/context/standards/code.md
--- /.opencode/context/tests.md
--- /.opencode/agent/coder.md
--- /docs/shop.md
--- /docs/adr/001-events.md
--- /src/index.ts
--- /src/orders/order.service.ts
--- /src/orders/order.service.test.ts
--- /src/users/user.service.ts
--- /contracts/order-api.contract.ts
--- /README.md
--- subtask_02.json
"""


def context(written: str) -> str:
    return FILES + f'{{ "context_files": [{written}] }}'


def reference(written: str) -> str:
    return FILES + f'{{ "depends_on": ["01"], "reference_files": [{written}] }}'


LIKELY_CONTEXT = (".opencode/context/standards/code.md", "docs/shop.md", ".opencode/context/tests.md")


def test_likely_files_come_first_then_the_folders() -> None:
    check_complete(context('"<|>"'), *LIKELY_CONTEXT, ".opencode/", "contracts/", "docs/", "src/", "README.md", ".tmp/")


def test_why_they_are_likely() -> None:
    items = completions(context('"<|>"'))[0]
    assert [item.description for item in items[:4]] == ["used by 2 others", "used by 2 others", "context", ""]


def test_those_listed_are_left_out() -> None:
    check_complete(context('"docs/shop.md", "<|>"'), LIKELY_CONTEXT[0], LIKELY_CONTEXT[2], ".opencode/", rest=True)


def test_what_was_promised_before_is_likely_to_be_referred_to() -> None:
    check_complete(reference('"<|>"'), "src/cards/model.ts", "src/index.ts", "contracts/", rest=True)
    assert labelled(completions(reference('"<|>"'))[0], "src/cards/model.ts").description == "promised by 01"


def test_step_by_step() -> None:
    check_complete(context('"docs/<|>"'), "docs/shop.md", "adr/")
    check_complete(context('".opencode/context/standards/<|>"'), ".opencode/context/standards/code.md")
    check_complete(reference('"src/<|>"'), "src/cards/model.ts", "src/index.ts", "orders/", "users/")
    check_complete(reference('"src/o<|>"'), "orders/")


def test_folder_goes_on_inside_the_quotation_marks() -> None:
    fixture = FILES + '{ "reference_files": ["src/o<|>"] }'
    item = labelled(completions(fixture)[0], "orders/")
    text = completions(fixture)[1]
    assert (item.new_text, text[item.start : item.end], item.asks_again) == ('"src/orders/', '"src/o', True)
    check_applied(fixture, "orders/", '{ "reference_files": ["src/orders/"] }')
    check_snippet(FILES + '{ "reference_files": [<|>] }', "src/", '{ "reference_files": ["src/$1"] }')
    check_snippet(FILES + '{ "reference_files": ["sr<|>, "x"] }', "src/", '{ "reference_files": ["src/$1", "x"] }')


def test_comma_behind_a_folder_that_goes_on() -> None:
    check_applied(
        FILES + '{\n"reference_files": [\n"sr<|>"\n"x"] }', "src/", '{\n"reference_files": [\n"src/",\n"x"] }'
    )


def test_by_some_letters() -> None:
    check_complete(reference('"order.s<|>"'), "src/orders/order.service.ts", "src/orders/order.service.test.ts")
    check_complete(reference('"ordser<|>"'), "src/orders/order.service.ts", "src/orders/order.service.test.ts")
    check_complete(reference('"src/userv<|>"'), "src/users/user.service.ts")


def test_by_letters_with_a_slip() -> None:
    check_complete(reference('"oredr.service.ts<|>"'), "src/orders/order.service.ts", rest=True)


def test_two_letters_find_files_only_where_no_folder_begins_with_them() -> None:
    check_complete(context('"us<|>"'), "src/users/", "src/users/user.service.ts")
    check_complete(reference('"do<|>"'), "docs/")


def test_the_whole_string_is_replaced() -> None:
    check_applied(context('"do<|>cs/old.md"'), "docs/shop.md", '{ "context_files": ["docs/shop.md"] }')


def test_at_sign_is_kept() -> None:
    check_applied(context('"@docs/<|>"'), "docs/shop.md", '{ "context_files": ["@docs/shop.md"] }')
    check_applied(context('"@<|>"'), ".opencode/", '{ "context_files": ["@.opencode/"] }')


def test_backslashes_are_read_as_slashes() -> None:
    check_complete(reference(r'"src\\o<|>"'), "orders/")


def test_in_the_object_form() -> None:
    check_complete(context('{ "path": "docs/<|>" }'), "docs/shop.md", "adr/")
    check_snippet(
        context("<|>"),
        "{ path, lines, reason }",
        '{ "context_files": [{ "path": "$1", "lines": "$2", "reason": "$3" }] }',
    )
    check_snippet(
        context('{ "path": "x" }, <|>'), "{ path }", '{ "context_files": [{ "path": "x" }, { "path": "$1" }] }'
    )


def test_in_other_fields() -> None:
    check_complete(FILES + '{ "contracts": [{ "path": "<|>" }] }', "contracts/order-api.contract.ts", rest=True)
    check_complete(FILES + '{ "related_adrs": [{ "path": "<|>" }] }', "docs/adr/001-events.md", rest=True)
    check_complete(FILES + '{ "deliverables": ["src/u<|>"] }', "users/")
    check_complete(FILES + '{ "deliverables": ["POST /src/<|>"] }')


@pytest.mark.parametrize("written", ["../", "src/../../", "/", "/etc/", "~/", "https://src/", "..", "C:/"])
def test_nothing_outside(written: str) -> None:
    check_complete(context(f'"{written}<|>"'))


def test_up_and_down_again() -> None:
    check_complete(context('"src/../docs/a<|>"'), "adr/")


def test_ignored_files_are_left_out_but_for_context() -> None:
    fixture = """
--- /.gitignore
dist/
*.log
.opencode
--- /src/.gitignore
/generated
!keep.log
--- /dist/bundle.js
--- /src/a.log
--- /src/keep.log
--- /src/generated/bundle.ts
--- /src/deep/generated/bundle.ts
--- /node_modules/x/bundle.js
--- /.opencode/context/code.md
--- subtask_02.json
"""
    check_complete(fixture + '{ "deliverables": ["<|>"] }', "src/", ".opencode/", ".tmp/", ".gitignore")
    check_complete(fixture + '{ "deliverables": ["src/<|>"] }', "deep/", "keep.log", ".gitignore")
    check_complete(fixture + '{ "deliverables": ["bundle<|>"] }', "src/deep/generated/bundle.ts")
    check_complete(fixture + '{ "context_files": ["cod<|>"] }', ".opencode/context/code.md", rest=True)


def test_who_types_an_ignored_folder_sees_what_is_in_it() -> None:
    check_complete('--- /.gitignore\nout\n--- /out/a.md\n--- subtask_02.json\n{ "context_files": ["out/<|>"] }', "a.md")


def test_secrets_are_left_out() -> None:
    fixture = "--- /.env\n--- /.env.local\n--- /a/server.key\n--- /a/b.pem\n--- /a/c.ts\n--- subtask_02.json\n"
    check_complete(fixture + '{ "reference_files": ["<|>"] }', "a/", ".tmp/")
    check_complete(fixture + '{ "reference_files": ["a/<|>"] }', "c.ts")
    check_complete(fixture + '{ "reference_files": ["server<|>"] }')


def test_links(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").touch()
    root = tmp_path / "root"
    fixture = read_fixture('--- /src/real.md\n--- subtask_02.json\n{ "context_files": ["<|>"] }')
    fixture.write_to(root)
    (root / "out").symlink_to(outside)
    (root / "passwd.md").symlink_to("/etc/passwd")
    (root / "src/loop").symlink_to(root)
    (root / "inside").symlink_to(root / "src")
    snapshot = fixture.snapshot(root)
    assert fixture.cursor is not None
    labels = [item.label for item in answer(snapshot, *fixture.cursor)]
    assert labels == ["inside/", "src/", ".tmp/"]
    paths = file_tree(snapshot).paths(snapshot.files_version)
    assert not [path for path in paths if "secret" in path or path.count("loop") > 1]


def test_open_files_that_are_not_saved(tmp_path: Path) -> None:
    fixture = read_fixture('{ "reference_files": ["new<|>"] }')
    session = fixture.session(tmp_path)
    session.open("src/new.ts", Text(""))
    assert fixture.cursor is not None
    assert [item.label for item in answer(session.snapshot, *fixture.cursor)] == ["src/new.ts"]


def test_tree_follows_changes_on_disk(tmp_path: Path) -> None:
    session = read_fixture("--- /src/a.ts\n--- subtask_02.json\n{}").session(tmp_path)
    tree = file_tree(session.snapshot)
    assert "src/a.ts" in tree.paths(session.snapshot.files_version)
    (tmp_path / "src/b.ts").touch()
    (tmp_path / ".gitignore").write_text("a.ts\n")
    session.refresh(["src/b.ts", ".gitignore"])
    paths = tree.paths(session.snapshot.files_version)
    assert "src/b.ts" in paths
    assert "src/a.ts" not in paths


def test_walk_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = read_fixture("--- subtask_02.json\n{}").session(tmp_path)
    for number in range(30):
        (tmp_path / f"file{number}").touch()
    monkeypatch.setattr(file_tree_module, "MAX_PATHS", 10)
    assert len(file_tree(session.snapshot).paths(session.snapshot.files_version)) == 10


def test_walk_goes_on_where_there_was_no_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = read_fixture("--- /a/b/c.ts\n--- subtask_02.json\n{}").session(tmp_path)
    tree = file_tree(session.snapshot)
    monkeypatch.setattr(file_tree_module, "MAX_WALK_SECONDS", -1.0)
    assert tree.paths(session.snapshot.files_version) == []
    monkeypatch.setattr(file_tree_module, "MAX_WALK_SECONDS", 60.0)
    assert "a/b/c.ts" in tree.paths(session.snapshot.files_version)


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_names_that_are_no_text_are_left_out(tmp_path: Path) -> None:
    fixture = read_fixture('{ "reference_files": ["<|>"] }')
    (fixture.write_to(tmp_path) / os.fsdecode(b"\xff.ts")).touch()
    assert fixture.cursor is not None
    assert [item.label for item in answer(fixture.snapshot(tmp_path), *fixture.cursor)] == [".tmp/"]


def test_search_ranks_names_before_folders() -> None:
    paths = ["order/index.ts", "lib/", "src/my-order.ts", "src/reorder.ts", "src/order.ts", "o/r/d/e/r.ts"]
    found = search("order", paths, lambda path: True, 10)
    assert found == ["src/order.ts", "src/my-order.ts", "src/reorder.ts", "order/index.ts", "o/r/d/e/r.ts"]
    assert search("smo", paths, lambda path: True, 10) == ["src/my-order.ts"]


def test_search_is_linear_in_hostile_names() -> None:
    started = datetime.now(timezone.utc)
    search("aaaaaaaaaaaaaaaaaaaaab", ["a" * 250] * 1000, lambda path: True, 10)
    assert (datetime.now(timezone.utc) - started).total_seconds() < 1


def test_no_files_where_the_path_of_an_endpoint_follows() -> None:
    files = "--- /src/post.ts\n--- /.tmp/contracts/cards/api/openapi.yaml\npaths: {/cards: {post: {}, get: {}}}\n"
    check_complete(files + '--- subtask_02.json\n{"deliverables": ["POST <|>"]}', "POST /cards")
    check_complete(files + "--- subtask_02.yaml\ndeliverables:\n  - POST <|>\n", "POST /cards")
    check_complete(files + '--- subtask_02.json\n{"deliverables": ["PUT <|>"]}')


@pytest.mark.parametrize(
    "name", ["a (x).md", "a - b.md", "x — y.md", "a#b.md", "a (new).md", "a: b.md", "x.md with a note", "My notes"]
)
def test_no_file_that_a_reference_cannot_name(name: str, tmp_path: Path) -> None:
    read = read_fixture('{"context_files": ["docs/<|>"]}\n--- /docs/ok.md\n')
    snapshot = read.snapshot(tmp_path)
    (tmp_path / "docs" / name).write_text("")
    (tmp_path / "docs" / "old (1)").mkdir()
    assert read.cursor is not None
    assert [item.label for item in answer(snapshot, *read.cursor)] == ["ok.md"]


def test_no_folder_that_is_read_as_a_mark(tmp_path: Path) -> None:
    read = read_fixture('{"context_files": ["<|>"]}\n--- /@types/a.md\n--- /docs/ok.md\n')
    assert read.cursor is not None
    assert [item.label for item in answer(read.snapshot(tmp_path), *read.cursor)] == ["docs/", ".tmp/"]


def test_a_document_does_not_name_itself() -> None:
    check_complete('--- task.json\n{ "context_files": [".tmp/tasks/gift-cards/<|>"] }')
    check_complete('--- task.json\n{ "context_files": [{ "path": ".tmp/tasks/gift-cards/<|>" }] }')
