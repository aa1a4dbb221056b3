"""The rule `invalid-schema`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.references import read_path
from callsheet.rules.registry import Context, Finding, Severity, found, rule
from callsheet.workspace.facts import PlanningFacts
from callsheet.workspace.snapshot import Snapshot


@rule(
    "invalid-schema",
    "schema",
    Severity.ERROR,
    summary="A team's schema cannot be used.",
    reason="As long as it cannot, nothing is held to it and its fields are unknown; in an editor what it said last counts.",
    exceptions="It may be of any draft of JSON Schema from 4 on. Its references lead to places of its own only: nothing is fetched, and no other file is read.",
    bad="""
--- /callsheet.toml
[schemas]
subtask = «"schemas/subtask.schema.json"»
--- /schemas/subtask.schema.json
{"properties": {"ticket": {"type": "text"}}}
""",
    good="""
--- /callsheet.toml
[schemas]
subtask = "schemas/subtask.schema.json"
--- /schemas/subtask.schema.json
{"properties": {"ticket": {"type": "string"}}}
""",
    remedy="Only its author knows what the schema is to say.",
    kinds=(ArtifactKind.CONFIGURATION,),
    scope="files",
    only_with="references",
)
def invalid_schema(facts: PlanningFacts, context: Context) -> Iterator[Finding]:
    """Report each schema that is there and that is none, as far as it is this document that names it."""
    configuration, snapshot = context.snapshot.configuration, context.snapshot
    for reference in facts.references:
        for kind, path in configuration.schema_paths.items():
            if reference.pointer != ("schemas", kind.value) or read_path(reference.written).path != path:
                continue
            problem = configuration.schema_problems.get(kind)
            if problem is None and kind not in configuration.schemas and snapshot.exists(path):
                problem = _why_unread(path, snapshot)
            if problem is not None:
                yield found("invalid-schema", facts, reference.pointer, problem)


def _why_unread(path: str, snapshot: Snapshot) -> str:
    """Why a file that is there has no text."""
    if snapshot.disk.entry_type(path) == "folder":
        return f"{path} is a folder, no schema"
    return f"{path} cannot be read: {snapshot.disk.why_hidden(path) or 'it is no text file'}"
