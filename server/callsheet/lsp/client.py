"""What the client can do, resolved once into flags."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types
from pygls.capabilities import get_capability

_REFRESHES = {
    types.WORKSPACE_CODE_LENS_REFRESH: "workspace.code_lens.refresh_support",
    types.WORKSPACE_INLAY_HINT_REFRESH: "workspace.inlay_hint.refresh_support",
    types.WORKSPACE_SEMANTIC_TOKENS_REFRESH: "workspace.semantic_tokens.refresh_support",
}
"""The requests that ask a client to ask again, each with the capability that says it understands it."""


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
    pulls_configuration: bool = False
    """Whether it can be asked for settings."""
    registers_configuration: bool = False
    refreshes: frozenset[str] = frozenset()
    """The methods by which it can be asked to ask again for what it shows of a document besides diagnostics."""
    # hover, definition, links
    markdown_hover: bool = True
    link_support: bool = False
    link_tooltips: bool = False
    # outline, colours
    hierarchical_symbols: bool = False
    symbol_kinds: frozenset[str] = frozenset()
    """The numbers of the kinds of a document's symbols that it knows; empty: those of the first version, 1 to 18."""
    workspace_symbol_kinds: frozenset[str] = frozenset()
    """The same for symbols of the workspace."""
    resolves_symbols: bool = False
    """Whether it asks for the place of a symbol of the workspace when somebody goes there."""
    fold_limit: int | None = None
    """How many folds of a document it wants at most."""
    adds_semantic_tokens: bool = True
    """Whether it adds semantic tokens to its own colours, rather than to show nothing else."""
    # completion
    snippets: bool = False
    markdown_documentation: bool = True
    label_details: bool = False
    insert_text_modes: bool = False
    insert_replace: bool = False
    """Whether an edit can leave it to the user whether what stands behind the cursor stays."""
    resolves_completions: bool = False
    """Whether it asks for the documentation of an item when that is selected."""
    completion_defaults: frozenset[str] = frozenset()
    """What can be said once for all items of a list: `editRange`, `insertTextFormat`, `data` …"""
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
    """What edits may do to files: `create`, `rename`, `delete`; whoever can do any of it takes such edits, versioned."""
    applies_edits: bool = False
    """Whether it carries out edits that the server has it apply."""
    asks_questions: bool = False
    """Whether it shows messages with answers to choose from."""
    # Callsheet's own: `experimental.callsheet`, see docs/commands.md
    shows_features: bool = False
    """Whether it wants to be told when features have changed."""
    takes_steps: bool = False
    """Whether it runs the commands of the lifecycle itself, asking for the summary of a subtask: actions come as commands."""

    @staticmethod
    def of(capabilities: types.ClientCapabilities) -> Client:
        """Read a client's capabilities."""

        def has(path: str) -> bool:
            return bool(get_capability(capabilities, path, False))

        def names(path: str) -> list[str]:
            found = get_capability(capabilities, path, None) or []
            return [str(getattr(name, "value", name)) for name in found]

        edits, completion = "workspace.workspace_edit", "text_document.completion.completion_item"
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
            refreshes=frozenset(method for method, capability in _REFRESHES.items() if has(capability)),
            registers_watchers=has("workspace.did_change_watched_files.dynamic_registration"),
            pulls_configuration=has("workspace.configuration"),
            registers_configuration=has("workspace.did_change_configuration.dynamic_registration"),
            markdown_hover="markdown" in names("text_document.hover.content_format"),
            link_support=has("text_document.definition.link_support"),
            link_tooltips=has("text_document.document_link.tooltip_support"),
            hierarchical_symbols=has("text_document.document_symbol.hierarchical_document_symbol_support"),
            symbol_kinds=frozenset(names("text_document.document_symbol.symbol_kind.value_set")),
            workspace_symbol_kinds=frozenset(names("workspace.symbol.symbol_kind.value_set")),
            resolves_symbols="location.range" in names("workspace.symbol.resolve_support.properties"),
            fold_limit=get_capability(capabilities, "text_document.folding_range.range_limit", None),
            adds_semantic_tokens=get_capability(
                capabilities, "text_document.semantic_tokens.augments_syntax_tokens", None
            )
            is not False,
            snippets=has(f"{completion}.snippet_support"),
            markdown_documentation="markdown" in names(f"{completion}.documentation_format"),
            label_details=has(f"{completion}.label_details_support"),
            item_kinds=frozenset(names("text_document.completion.completion_item_kind.value_set")),
            insert_text_modes=has(f"{completion}.insert_text_mode_support"),
            insert_replace=has(f"{completion}.insert_replace_support"),
            resolves_completions="documentation" in names(f"{completion}.resolve_support.properties"),
            completion_defaults=frozenset(names("text_document.completion.completion_list.item_defaults")),
            triggers_suggestions="editor.action.triggerSuggest" in _commands(capabilities),
            code_action_literals=has("text_document.code_action.code_action_literal_support"),
            resolves_code_actions="edit" in names("text_document.code_action.resolve_support.properties"),
            preferred_actions=has("text_document.code_action.is_preferred_support"),
            disabled_actions=has("text_document.code_action.disabled_support"),
            document_changes=has(f"{edits}.document_changes"),
            applies_edits=has("workspace.apply_edit"),
            asks_questions=get_capability(capabilities, "window.show_message", None) is not None,
            file_operations=frozenset(names(f"{edits}.resource_operations")),
            shows_features=_experimental(capabilities, "callsheet", "featuresChanged") is True,
            takes_steps=_experimental(capabilities, "callsheet", "completionSummary") is True,
        )


def _experimental(capabilities: types.ClientCapabilities, *keys: str) -> object:
    """A member of `experimental`, as deep as the keys lead; None where it is not there."""
    value: object = capabilities.experimental
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else getattr(value, key, None)
    return value


def _commands(capabilities: types.ClientCapabilities) -> list[str]:
    """The commands of its own that a client runs: `experimental.commands.commands`, as rust-analyzer's clients say it."""
    value = _experimental(capabilities, "commands", "commands")
    return [name for name in value if isinstance(name, str)] if isinstance(value, (list, tuple)) else []
