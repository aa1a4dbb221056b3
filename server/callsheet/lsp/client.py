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
    progress: bool = False
    registers_watchers: bool = False
    # hover, definition, links
    markdown_hover: bool = True
    link_support: bool = False
    link_tooltips: bool = False
    # completion
    snippets: bool = False
    markdown_documentation: bool = True
    label_details: bool = False
    insert_text_modes: bool = False
    item_kinds: frozenset[str] = frozenset()
    """The numbers of the kinds of items that it knows; empty: those of the protocol's first version, 1 to 18."""
    triggers_suggestions: bool = False
    """Whether it runs `editor.action.triggerSuggest`, which asks for completions again."""
    # code actions and edits
    code_action_literals: bool = False
    resolves_code_actions: bool = False
    preferred_actions: bool = False
    disabled_actions: bool = False
    document_changes: bool = False
    file_operations: frozenset[str] = frozenset()
    """What edits may do to files: `create`, `rename`, `delete`; nothing without `document_changes`."""

    @staticmethod
    def of(capabilities: types.ClientCapabilities) -> Client:
        """Read a client's capabilities."""

        def has(path: str) -> bool:
            return bool(get_capability(capabilities, path, False))

        def names(path: str) -> list[str]:
            found = get_capability(capabilities, path, None) or []
            return [str(getattr(name, "value", name)) for name in found]

        edits, completion = "workspace.workspace_edit", "text_document.completion.completion_item"
        document_changes = has(f"{edits}.document_changes")
        return Client(
            pulls_diagnostics=get_capability(capabilities, "text_document.diagnostic", None) is not None,
            refreshes_diagnostics=has("workspace.diagnostics.refresh_support"),
            related_information=has("text_document.publish_diagnostics.related_information")
            or has("text_document.diagnostic.related_information"),
            code_description=has("text_document.publish_diagnostics.code_description_support")
            or has("text_document.diagnostic.code_description_support"),
            diagnostic_tags=has("text_document.publish_diagnostics.tag_support")
            or has("text_document.diagnostic.tag_support"),
            progress=has("window.work_done_progress"),
            registers_watchers=has("workspace.did_change_watched_files.dynamic_registration"),
            markdown_hover="markdown" in names("text_document.hover.content_format"),
            link_support=has("text_document.definition.link_support"),
            link_tooltips=has("text_document.document_link.tooltip_support"),
            snippets=has(f"{completion}.snippet_support"),
            markdown_documentation="markdown" in names(f"{completion}.documentation_format"),
            label_details=has(f"{completion}.label_details_support"),
            item_kinds=frozenset(names("text_document.completion.completion_item_kind.value_set")),
            insert_text_modes=has(f"{completion}.insert_text_mode_support"),
            triggers_suggestions="editor.action.triggerSuggest" in _commands(capabilities),
            code_action_literals=has("text_document.code_action.code_action_literal_support"),
            resolves_code_actions="edit" in names("text_document.code_action.resolve_support.properties"),
            preferred_actions=has("text_document.code_action.is_preferred_support"),
            disabled_actions=has("text_document.code_action.disabled_support"),
            document_changes=document_changes,
            file_operations=frozenset(names(f"{edits}.resource_operations") if document_changes else ()),
        )


def _commands(capabilities: types.ClientCapabilities) -> list[str]:
    """The commands of its own that a client runs: `experimental.commands.commands`, as rust-analyzer's clients say it."""
    value: object = capabilities.experimental
    for key in ("commands", "commands"):
        value = value.get(key) if isinstance(value, dict) else getattr(value, key, None)
    return [name for name in value if isinstance(name, str)] if isinstance(value, (list, tuple)) else []
