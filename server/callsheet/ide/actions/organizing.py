"""Lists in order, and a document in order: all that is safe to fix, and the dependencies sorted."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.edits import EditError
from callsheet.edits.refactorings.entries import is_faultless
from callsheet.edits.refactorings.reordering import reordered
from callsheet.edits.refactorings.sorting import DEPENDENCIES, order_of
from callsheet.edits.structure import edited, edits_for
from callsheet.ide.actions.action import Action, Selection, refused
from callsheet.ide.actions.places import pointer_at
from callsheet.ide.fixing import fix_all, has_safe_fix
from callsheet.syntax import Document
from callsheet.text import TextEdit
from callsheet.text.composition import composed
from callsheet.workspace.changes import DocumentChange, change_of_text
from callsheet.workspace.facts import Facts
from callsheet.workspace.reading import document_facts


def sorting(selection: Selection) -> Iterator[Action]:
    """Sort the list of references or dependencies at a place, where it is out of order."""
    pointer = pointer_at(selection)
    field = str(pointer[0]) if pointer else ""
    order = _order_of(selection, field, selection.document, selection.facts)
    if order is None:
        return
    title = f"Sort {field} by {'number' if field == DEPENDENCIES else 'path'}"
    try:
        change = reordered(selection.path, selection.document, (field,), order)
    except EditError as error:
        yield refused(title, str(error))
    else:
        yield Action(title, "refactor.rewrite", lambda: [change])


def organizing(selection: Selection) -> Iterator[Action]:
    """Mend all that is safe to fix in a document, and sort the dependencies: their order means nothing."""
    is_unsorted = _order_of(selection, DEPENDENCIES, selection.document, selection.facts) is not None
    snapshot, now = selection.snapshot, selection.now
    if is_unsorted or any(has_safe_fix(finding, snapshot, now) for finding in selection.findings):
        title = "Organise this document: fix what is safe to fix, sort dependencies"
        yield Action(title, "source.organize.callsheet", lambda: _organized(selection))


def _organized(selection: Selection) -> Iterator[DocumentChange]:
    fixes = fix_all(selection.snapshot, [selection.path], selection.now)
    yield from (change for change in fixes if change.path != selection.path)
    spans = [span for change in fixes if change.path == selection.path for span in change.operations]
    fixed_by = edits_for(selection.document, spans)
    sorted_by = _sorting_edits(selection, edited(selection.document, fixed_by))
    edits = composed(len(selection.document.text), [fixed_by, sorted_by])
    yield change_of_text(selection.path, edits)


def _sorting_edits(selection: Selection, document: Document) -> list[TextEdit]:
    """The edits that sort the dependencies of a document; none where they cannot change places as they are written."""
    facts = document_facts(selection.path, selection.facts.artifact, document)
    order = _order_of(selection, DEPENDENCIES, document, facts)
    if order is None:
        return []
    try:
        return edits_for(document, reordered(selection.path, document, (DEPENDENCIES,), order).operations)
    except EditError:
        return []


def _order_of(selection: Selection, field: str, document: Document, facts: Facts) -> list[int] | None:
    """The order that a list of a document should have; None where it has that, or is no such list."""
    feature = selection.snapshot.feature_of(selection.path)
    node = document.node((field,)) if feature and is_faultless(facts) else None
    return order_of(feature, facts, field, len(node.items)) if feature and node else None
