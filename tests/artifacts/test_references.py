"""What a written path can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.references import PathForm, read_path


@pytest.mark.parametrize(
    ("written", "form", "path", "part"),
    [
        # plain paths
        ("src/x.ts", "file", "src/x.ts", "src/x.ts"),
        ("Makefile", "file", "Makefile", "Makefile"),
        (".gitignore", "file", ".gitignore", ".gitignore"),
        ("app/[id]/page.tsx", "file", "app/[id]/page.tsx", "app/[id]/page.tsx"),
        ("docs/my notes.md", "file", "docs/my notes.md", "docs/my notes.md"),
        ("docs/größe.md", "file", "docs/größe.md", "docs/größe.md"),
        ("docs/Terms and conditions.md", "file", "docs/Terms and conditions.md", "docs/Terms and conditions.md"),
        ("src/v1.2 and more.md", "file", "src/v1.2 and more.md", "src/v1.2 and more.md"),
        ("  src/x.ts  ", "file", "src/x.ts", "src/x.ts"),
        ("...", "file", "...", "..."),
        # OpenCode's notation, separators, steps that lead nowhere
        ("@src/x.ts", "file", "src/x.ts", "src/x.ts"),
        ("src\\a\\b.ts", "file", "src/a/b.ts", "src\\a\\b.ts"),
        ("./src/x.ts", "file", "src/x.ts", "./src/x.ts"),
        ("src//a/./b/../x.ts", "file", "src/a/x.ts", "src//a/./b/../x.ts"),
        (".", "file", "", "."),
        ("../x", "file", "../x", "../x"),
        ("a/../../x", "file", "../x", "a/../../x"),
        # folders
        ("src/", "folder", "src", "src/"),
        ("src\\", "folder", "src", "src\\"),
        ("src/cards/ (renamed)", "folder", "src/cards", "src/cards/"),
        ("./", "folder", "", "./"),
        # notes behind the path
        ("src/x.ts (new)", "file", "src/x.ts", "src/x.ts"),
        ("docs/a.md — section 3", "file", "docs/a.md", "docs/a.md"),
        ("docs/a.md – section 3", "file", "docs/a.md", "docs/a.md"),
        ("docs/a.md - see below", "file", "docs/a.md", "docs/a.md"),
        ("docs/a.md: why", "file", "docs/a.md", "docs/a.md"),
        ("docs/a.md#section", "file", "docs/a.md", "docs/a.md"),
        ("docs/a.md # later", "file", "docs/a.md", "docs/a.md"),
        ("docs/a.md // later", "file", "docs/a.md", "docs/a.md"),
        ("docs/a.md §3", "file", "docs/a.md", "docs/a.md"),
        ("docs/a.md lines 10-20", "file", "docs/a.md", "docs/a.md"),
        ("src/x.ts with a timer", "file", "src/x.ts", "src/x.ts"),
        ("src/x.ts or integrated in y.ts", "file", "src/x.ts", "src/x.ts"),
        ("src/x.ts:12", "file", "src/x.ts", "src/x.ts"),
        ("src/x.ts:L12-L20", "file", "src/x.ts", "src/x.ts"),
        ("Makefile:12", "file", "Makefile", "Makefile"),
        ("Makefile (new)", "file", "Makefile", "Makefile"),
        ("docs/a-b.md", "file", "docs/a-b.md", "docs/a-b.md"),
        # quoted
        ("`src/x.ts`", "file", "src/x.ts", "src/x.ts"),
        ("`src/x.ts` (new)", "file", "src/x.ts", "src/x.ts"),
        ("`@src/x.ts`", "file", "src/x.ts", "src/x.ts"),
        # labels
        ("Modified: src/x.ts", "file", "src/x.ts", "src/x.ts"),
        ("New file: docs/a.md", "file", "docs/a.md", "docs/a.md"),
        ("New file: CHANGES.md", "file", "CHANGES.md", "CHANGES.md"),
        ("Created: `src/x.ts` (later)", "file", "src/x.ts", "src/x.ts"),
        ("Modified: src/x.ts - a field more", "file", "src/x.ts", "src/x.ts"),
        ("Modified: src/x.ts with a field more", "file", "src/x.ts", "src/x.ts"),
        # what names no file of the workspace
        ("src/**/*.ts", "glob", "src/**/*.ts", "src/**/*.ts"),
        ("src/{a,b}.ts", "glob", "src/{a,b}.ts", "src/{a,b}.ts"),
        ("src/a?.ts", "glob", "src/a?.ts", "src/a?.ts"),
        ("/opt/x.md", "absolute", "/opt/x.md", "/opt/x.md"),
        ("@/opt/x.md", "absolute", "/opt/x.md", "/opt/x.md"),
        ("C:\\shop\\x.ts", "absolute", "C:/shop/x.ts", "C:\\shop\\x.ts"),
        ("C:/shop/x.ts (new)", "absolute", "C:/shop/x.ts", "C:/shop/x.ts"),
        ("~/notes.md", "home", "~/notes.md", "~/notes.md"),
        ("$HOME/x.md", "home", "$HOME/x.md", "$HOME/x.md"),
        ("${workspaceFolder}/x", "home", "${workspaceFolder}/x", "${workspaceFolder}/x"),
        ("https://example.org/a.md#b", "url", "https://example.org/a.md#b", "https://example.org/a.md#b"),
        ("mcp://server/x", "url", "mcp://server/x", "mcp://server/x"),
        ("POST /api/cards", "endpoint", "POST /api/cards", "POST /api/cards"),
        ("GET  /api/cards?x=1", "endpoint", "GET  /api/cards?x=1", "GET  /api/cards?x=1"),
        # words
        ("application tests", "prose", "application tests", "application tests"),
        ("Summary: what was done", "prose", "Summary", "Summary"),
        ("Modified: Button.tsx", "prose", "Button.tsx", "Button.tsx"),
        ("Modified: Button.tsx - a border", "prose", "Button.tsx", "Button.tsx"),
        ("Modified: the button", "prose", "Modified", "Modified"),
        ("Updated README.md and docs", "prose", "Updated README.md and docs", "Updated README.md and docs"),
        # nothing
        ("", "empty", "", ""),
        ("   ", "empty", "", "   "),
        ("/", "empty", "/", "/"),
        ("@", "empty", "", ""),
    ],
)
def test_read_path(written: str, form: PathForm, path: str, part: str) -> None:
    read = read_path(written)
    assert (read.form, read.path, written[read.start : read.end]) == (form, path, part)


@pytest.mark.parametrize(
    ("written", "leaves"),
    [("../x", True), ("..", True), ("a/../..", True), ("..hidden/x", False), ("a/..", False), ("../x/", True)],
)
def test_paths_that_climb_out(written: str, leaves: bool) -> None:
    read = read_path(written)
    assert read.leaves_workspace is leaves
    assert read.is_in_workspace is not leaves


@pytest.mark.parametrize("written", ["/x", "~/x", "https://example.org", "src/*", "some words", "", "GET /x"])
def test_what_is_not_in_the_workspace(written: str) -> None:
    assert not read_path(written).is_in_workspace


@given(st.text(max_size=60) | st.text(alphabet="ab./\\@`: ()#-~$*NnM", max_size=40))
def test_no_text_makes_it_raise(written: str) -> None:
    read = read_path(written)
    assert 0 <= read.start <= read.end <= len(written)
    if read.is_in_workspace:
        assert not read.path.startswith(("/", "../"))
        assert "\\" not in read.path
