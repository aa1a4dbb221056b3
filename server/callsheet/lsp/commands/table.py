"""Every command with its parameters; `docs/commands.md` says what they mean."""

from __future__ import annotations

from callsheet.lsp.commands.parameters import Command, Parameter

_PLACE = (Parameter("uri"), Parameter("feature"))
_SUBTASK = (Parameter("uri"), Parameter("subtask"))
_SHOW = Parameter("show", "boolean")
_FORCE = Parameter("force", "boolean")
_FORMAT = Parameter("format", choices=("data", "mermaid", "dot"))
_KIND = Parameter("kind", choices=("subtasks", "stories", "contexts"))

COMMANDS: tuple[Command, ...] = (
    Command("callsheet.start", (*_SUBTASK, Parameter("agent"))),
    Command("callsheet.complete", (*_SUBTASK, Parameter("summary"), _FORCE, Parameter("with_task", "boolean"))),
    Command("callsheet.block", _SUBTASK),
    Command("callsheet.unblock", _SUBTASK),
    Command("callsheet.reopen", _SUBTASK),
    Command("callsheet.completeReady", _PLACE),
    Command("callsheet.completeFeature", _PLACE),
    Command("callsheet.archive", (*_PLACE, _FORCE)),
    Command(
        "callsheet.newFeature", (Parameter("uri"), Parameter("feature"), Parameter("name"), Parameter("objective"))
    ),
    Command("callsheet.newSubtask", (*_PLACE, Parameter("title"))),
    Command("callsheet.plan", (*_PLACE, _SHOW)),
    Command("callsheet.graph", (*_PLACE, _FORMAT, _KIND)),
    Command("callsheet.summary", (*_PLACE, _SHOW)),
    Command("callsheet.stages", (*_PLACE, _SHOW)),
    Command("callsheet.features", (Parameter("uri"),)),
    Command("callsheet.feature", _PLACE),
    Command("callsheet.kind", (Parameter("uri"),)),
)
"""The commands in the order in which the documentation has them."""
