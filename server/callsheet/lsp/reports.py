"""What there is to say about each file: its diagnostics, and a hash of them by which clients know them again."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, NamedTuple, TypeAlias

from callsheet.lsp.client import Client
from callsheet.lsp.convert import to_diagnostics
from callsheet.lsp.documents import Documents
from callsheet.lsp.messages import encode
from callsheet.lsp.workspaces import Workspace
from callsheet.rules.registry import Finding

Report: TypeAlias = "list[dict[str, Any]]"
"""The diagnostics of a file, as plain values."""

ResultId: TypeAlias = str


class _Known(NamedTuple):
    """The result id of a file's diagnostics beside all that they were made from."""

    findings: list[Finding]
    texts: tuple[object, ...]
    result_id: ResultId


class Reports:
    """Makes diagnostics, and remembers their hashes as long as what they were made from stays the same."""

    def __init__(self, documents: Documents) -> None:
        """Nothing is remembered yet."""
        self.documents = documents
        self.client = Client()
        self._known: dict[Workspace, dict[str, _Known]] = {}

    def diagnostics(self, workspace: Workspace, path: str) -> Report:
        """The diagnostics of a file."""
        return self._made(workspace, workspace.checker.findings(workspace.session.snapshot, path))

    def result_id(self, workspace: Workspace, path: str) -> tuple[ResultId, Report | None]:
        """The hash of a file's diagnostics; with the diagnostics themselves if they had to be made for it."""
        findings = workspace.checker.findings(workspace.session.snapshot, path)
        all_known = self._known.setdefault(workspace, {})
        if not findings:
            all_known.pop(path, None)
            return NOTHING, []
        texts = self._texts(workspace, path, findings)
        known = all_known.get(path)
        if known is not None and known.findings is findings and known.texts == texts:
            return known.result_id, None
        diagnostics = self._made(workspace, findings)
        result_id = hash_of(diagnostics)
        all_known[path] = _Known(findings, texts, result_id)
        return result_id, diagnostics

    def _made(self, workspace: Workspace, findings: list[Finding]) -> Report:
        return to_diagnostics(findings, workspace, self.documents, self.client)

    def _texts(self, workspace: Workspace, path: str, findings: list[Finding]) -> tuple[object, ...]:
        """What stands for the texts that the findings lie in: each open text itself, else how often the file changed.

        Empty where none is open and none has changed, which is so for most of thousands.
        """
        texts: list[object] = []
        for place in (path, *(related.path for finding in findings for related in finding.related)):
            document = self.documents.open_at(workspace, place)
            texts.append(document.text if document else workspace.versions.get(place, 0))
        return () if all(text == 0 for text in texts) else tuple(texts)

    def forget(self, workspace: Workspace) -> None:
        """Drop what is remembered of a workspace that is gone."""
        self._known.pop(workspace, None)


def hash_of(diagnostics: Report) -> ResultId:
    """A hash of the content, so that "unchanged" is also right after a change in another file."""
    return blake2b(encode(diagnostics), digest_size=8).hexdigest() if diagnostics else NOTHING


NOTHING: ResultId = "nothing"
"""The result id of a file without diagnostics."""
