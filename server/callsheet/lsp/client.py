"""What the client can do, resolved once into flags."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types
from pygls.capabilities import get_capability


@dataclass(frozen=True)
class Client:
    """The capabilities that Callsheet's answers depend on; all absent until the client has said more."""

    pulls_diagnostics: bool = False
    refreshes_diagnostics: bool = False
    related_information: bool = False
    code_description: bool = False
    diagnostic_tags: bool = False
    snippets: bool = False
    markdown: bool = True
    code_action_literals: bool = False
    resolves_code_actions: bool = False
    document_changes: bool = False
    creates_files: bool = False
    progress: bool = False
    registers_watchers: bool = False
    link_support: bool = False
    disabled_actions: bool = False

    @staticmethod
    def of(capabilities: types.ClientCapabilities) -> Client:
        """Read a client's capabilities."""

        def has(path: str) -> bool:
            return bool(get_capability(capabilities, path, False))

        resolvable = get_capability(capabilities, "text_document.code_action.resolve_support.properties", []) or []
        operations = get_capability(capabilities, "workspace.workspace_edit.resource_operations", []) or []
        formats = get_capability(capabilities, "text_document.hover.content_format", None)
        return Client(
            pulls_diagnostics=get_capability(capabilities, "text_document.diagnostic", None) is not None,
            refreshes_diagnostics=has("workspace.diagnostics.refresh_support"),
            related_information=has("text_document.publish_diagnostics.related_information")
            or has("text_document.diagnostic.related_information"),
            code_description=has("text_document.publish_diagnostics.code_description_support")
            or has("text_document.diagnostic.code_description_support"),
            diagnostic_tags=has("text_document.publish_diagnostics.tag_support")
            or has("text_document.diagnostic.tag_support"),
            snippets=has("text_document.completion.completion_item.snippet_support"),
            markdown=formats is None or types.MarkupKind.Markdown in formats,
            code_action_literals=has("text_document.code_action.code_action_literal_support"),
            resolves_code_actions="edit" in resolvable,
            document_changes=has("workspace.workspace_edit.document_changes"),
            creates_files=types.ResourceOperationKind.Create in operations,
            progress=has("window.work_done_progress"),
            registers_watchers=has("workspace.did_change_watched_files.dynamic_registration"),
            disabled_actions=has("text_document.code_action.disabled_support"),
            link_support=has("text_document.definition.link_support"),
        )
