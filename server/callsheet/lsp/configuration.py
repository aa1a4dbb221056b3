"""The settings of the client: asked for, or taken as they come; they count before those of `callsheet.toml`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from callsheet.artifacts.kinds import ArtifactKind, ArtifactPath
from callsheet.artifacts.settings import Settings
from callsheet.lsp.notices import show
from callsheet.lsp.workspaces import Workspace
from callsheet.rules.engine import Checker
from callsheet.rules.schema.errors import NOUNS, type_of
from callsheet.syntax import format_pointer
from callsheet.workspace.configuration import NO_SETTINGS, overridden
from callsheet.workspace.facts import PlanningFacts
from callsheet.workspace.planning import Planning
from callsheet.workspace.reading import read_facts
from callsheet.workspace.session import Session

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

logger = logging.getLogger(__name__)

SECTION = "callsheet"
"""What the settings are called at the client's."""

PATIENCE = 1.0
"""How long a workspace is not read because its settings are waited for, in seconds."""

_NO_FILE = "settings.json"
"""What stands for the path of settings that stand in no file."""

_AT_MOST = 5
"""How many wrong settings a message names."""


class Configuring:
    """What the client sets, for each workspace."""

    def __init__(self, server: Server) -> None:
        """Nothing is set."""
        self.server = server
        self._initial: Any = None
        """What came with `initialize`."""
        self._pushed: Any = None
        """What came with `workspace/didChangeConfiguration`."""

    def initialize(self, options: Any) -> None:
        """Take over the settings among the `initializationOptions`."""
        self._initial = options

    async def listen(self) -> None:
        """Ask the client to tell of changed settings, where it has to be asked."""
        if not self.server.client.registers_configuration:
            return
        options = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
        registration = types.Registration("callsheet-settings", types.WORKSPACE_DID_CHANGE_CONFIGURATION, options)
        try:
            await self.server.client_register_capability_async(types.RegistrationParams([registration]))
        except JsonRpcException as error:
            logger.info("the client does not tell of changed settings: %s", error)

    def changed(self, pushed: Any) -> None:
        """Look again at the settings, which have changed: ask for them, or take what was sent along."""
        if not self.server.client.pulls_configuration:
            self._pushed = pushed
        for workspace in self.server.documents.workspaces.all:
            self.server.spawn(self.pull(workspace))

    async def await_first(self, workspace: Workspace) -> None:
        """Wait for the settings of a workspace that is about to be read, but not for long: they count later as well."""
        is_answered = asyncio.Event()

        async def ask() -> None:
            try:
                await self.pull(workspace)
            finally:
                is_answered.set()

        self.server.spawn(ask())
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(is_answered.wait(), PATIENCE)

    async def pull(self, workspace: Workspace) -> None:
        """Ask the client for the settings of a workspace, where it can be asked, and let them count."""
        if not self.server.client.pulls_configuration:
            self._set(workspace, None)
            return
        item = types.ConfigurationItem(scope_uri=workspace.uri(""), section=SECTION)
        try:
            answers = await self.server.workspace_configuration_async(types.ConfigurationParams([item]))
        except JsonRpcException as error:
            logger.info("the client has no settings: %s", error)
            return
        self._set(workspace, answers[0] if answers else None)

    def _set(self, workspace: Workspace, pulled: Any) -> None:
        sent, before = (self._initial, self._pushed, pulled), workspace.session.configuration
        settings = reduce(overridden, map(settings_in, sent), NO_SETTINGS)
        workspace.session.set(settings)
        if workspace.session.configuration is not before:
            self.server.diagnostics.workspace_changed(workspace)
        self._complain(workspace, [*misfits(sent), *wrong_settings(workspace.session, settings)])

    def _complain(self, workspace: Workspace, wrong: list[str]) -> None:
        """Tell the user once what is wrong with the settings."""
        known, workspace.complaint = workspace.complaint, "; ".join(wrong[:_AT_MOST])
        if workspace.complaint not in ("", known):
            message = f"Callsheet does not understand these settings: {workspace.complaint}"
            show(self.server, types.MessageType.Warning, message)


def settings_in(sent: Any) -> Settings:
    """The settings in what a client sends: under their section's name, or right there."""
    found = _section(sent)
    return found if isinstance(found, dict) else NO_SETTINGS


def _section(sent: Any) -> Any:
    return sent.get(SECTION, sent) if isinstance(sent, dict) else sent


def misfits(sent: Iterable[Any]) -> Iterator[str]:
    """What is wrong with what a client sends in place of settings; what is empty, as Lua's tables can be, says nothing."""
    for found in map(_section, sent):
        if found and not isinstance(found, dict):
            yield f"{SECTION} must be an object, not {NOUNS[type_of(found)]}"


def wrong_settings(session: Session, settings: Settings) -> Iterator[str]:
    """What is wrong with settings, as the rules would say of `callsheet.toml`; sections of the client's own are not."""
    if not settings:
        return
    facts = read_facts(_NO_FILE, ArtifactPath(ArtifactKind.CONFIGURATION, "", ""), dict(settings))
    if not isinstance(facts, PlanningFacts):
        return
    configuration = replace(session.configuration, ignore=(), severities={})
    apart = replace(session.snapshot, planning=Planning({_NO_FILE: facts}), configuration=configuration)
    for finding in Checker().findings(apart, _NO_FILE):
        is_own = finding.rule == "unknown-field" and len(finding.pointer) == 1 and not isinstance(finding.data, str)
        if not is_own:
            yield f"{SECTION}{format_pointer(finding.pointer).replace('/', '.')}: {finding.message}"


def register(server: Server) -> None:
    """Let the server answer to changed settings."""

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configuration_changed(params: types.DidChangeConfigurationParams) -> None:
        server.configuring.changed(params.settings)
