"""`callsheet schema`."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.artifacts.kinds import SCHEMA_KINDS, ArtifactKind
from callsheet.artifacts.layout import DEFAULT_LAYOUT
from callsheet.artifacts.schema import schema_file_name, schema_folder
from tests.cli.helpers import run


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_the_schema_of_every_kind(kind: ArtifactKind, tmp_path: Path) -> None:
    done = run("schema", kind.value, folder=tmp_path, PYTHONIOENCODING="ascii")
    assert (done.status, done.err) == (0, "")
    assert done.out == (schema_folder() / schema_file_name(kind)).read_text(encoding="utf-8")


def test_the_kinds_and_where_their_files_lie(tmp_path: Path) -> None:
    done = run("schema", folder=tmp_path)
    rows = [line.split() for line in done.out.splitlines()]
    assert ["subtask", ".tmp/tasks/{feature}/subtask_{seq}.{json,yaml,yml}"] in rows
    assert list(dict.fromkeys(kind for kind, _ in rows)) == [kind.value for kind in SCHEMA_KINDS]
    for kind, pattern in rows:
        path = pattern.replace("{json,yaml,yml}", "yaml").replace("{seq}", "01").replace("{", "").replace("}", "")
        artifact = DEFAULT_LAYOUT.classify(path.replace("*", "x"))
        assert artifact is not None
        assert artifact.kind.value == kind


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("subtsk", 'there is no kind of file with a schema named "subtsk"; did you mean subtask'),
        ("xyz", 'there is no kind of file with a schema named "xyz"; there are task, subtask, contexts'),
        ("adr", "adr files are Markdown, for which there is no schema; there are task, subtask, contexts"),
        ("openapi", "the schemas of OpenAPI documents are those of the OpenAPI specification; there are task"),
    ],
)
def test_other_kinds(kind: str, message: str, tmp_path: Path) -> None:
    done = run("schema", kind, folder=tmp_path)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(f"Error: {message}")
