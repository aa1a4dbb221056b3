"""The outline of a document: what it holds by name, as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from callsheet.artifacts.quoting import shorten
from callsheet.ide.headed_sections import headed_sections
from callsheet.ide.outlines import KIND_OF_HEADING, Part, SymbolKind, outline_of
from callsheet.syntax import Document, Member, Node
from callsheet.workspace.snapshot import Snapshot

MAX_SYMBOLS = 10_000
"""How many symbols an outline has at most; the first ones of the document."""

_MAX_WORDS = 120
"""How many characters of a text are shown."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """Something that a document holds. Offsets are code points, every end is exclusive."""

    name: str
    """Never empty, and on one line."""
    detail: str
    """A few words more; often empty."""
    kind: SymbolKind
    start: int
    end: int
    """All of it; the spans of its children lie inside."""
    name_start: int
    name_end: int
    """What names it, inside that."""
    children: list[Symbol] = field(default_factory=list)
    """What it holds, in the document's order. Not to be changed."""


def document_symbols(snapshot: Snapshot, path: str) -> list[Symbol]:
    """The outline of a document; empty where it is none of ours, or holds nothing yet."""
    document, artifact = snapshot.document(path), snapshot.classify(path)
    if document is None or artifact is None:
        return []
    if document.language == "markdown":
        return _of_markdown(document)
    part = outline_of(artifact.kind)
    return _Outliner(document).whole(part, path) if part else []


class _Outliner:
    """Makes the symbols of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._made = count()

    def whole(self, part: Part, path: str) -> list[Symbol]:
        """The document as one symbol; where it has no name of its own, what it holds."""
        root = self._document.root
        if not part.names:
            return list(self._inside(part, root))
        if not root.members:
            return []
        return list(self._symbol(part, root, path.rpartition("/")[2], (root.start, root.end), _first_of(root)))

    def _inside(self, part: Part, node: Node) -> Iterator[Symbol]:
        """What a value holds that the outline shows."""
        for member in node.members:
            inner = part.members.get(member.key) or part.each
            if inner is not None:
                yield from self._member(inner, member)
        for number, item in enumerate(node.items if part.each else (), start=1):
            assert part.each is not None
            name = _words(item) or f"#{number}"
            is_text = item.kind not in ("object", "array")
            span = (item.start, item.end)
            yield from self._symbol(part.each, item, name, span, span if is_text else _first_of(item))

    def _member(self, part: Part, member: Member) -> Iterator[Symbol]:
        node = member.node
        end = node.end if node.start >= member.key_end else member.key_end
        key_span = (member.key_start, member.key_end)
        return self._symbol(part, node, shorten(member.key, _MAX_WORDS) or '""', (member.key_start, end), key_span)

    def _symbol(
        self, part: Part, node: Node, name: str, span: tuple[int, int], name_span: tuple[int, int]
    ) -> Iterator[Symbol]:
        """A value as a symbol, under a name of its own if it has one; nothing where it is empty."""
        is_empty = not (node.members or node.items) if part.kind == "array" else node.kind in ("missing", "null")
        if is_empty or next(self._made) >= MAX_SYMBOLS:
            return
        details = [_words_of(node, key) for key in part.details]
        named = next((key for key in part.names if _words_of(node, key)), None)
        if named is not None:
            name = _words_of(node, named)
            if part.toward not in ("", named) and (target := _words_of(node, part.toward)):
                name = f"{name} → {target}"
            member = node.member(named)
            if member is not None and span[0] <= member.node.start and member.node.end <= span[1]:
                name_span = (member.node.start, member.node.end)
        elif part.each is not None and not details:
            details = [str(len(node.items) or len(node.members))]
        elif not details and node.kind == "string" and _words(node) != name:
            details = [_words(node)]
        detail = " · ".join(text for text in dict.fromkeys(details) if text and text != name)
        yield Symbol(name, detail, part.kind, *span, *name_span, list(self._inside(part, node)))


def _first_of(node: Node) -> tuple[int, int]:
    """The first character of a value: an object that nothing names has no better place to show."""
    return node.start, min(node.start + 1, node.end)


def _words_of(node: Node, key: str) -> str:
    member = node.member(key)
    return _words(member.node) if member else ""


def _words(node: Node) -> str:
    """What a string or number says, on one line; empty for anything else."""
    return shorten(str(node.value), _MAX_WORDS) if node.kind in ("string", "number") else ""


def _of_markdown(document: Document) -> list[Symbol]:
    """The sections of a Markdown document; beside its title stands its status."""
    fields = document.root.member("fields")
    status = _words_of(fields.node, "status") if fields else ""
    top: list[Symbol] = []
    around: list[tuple[int, Symbol]] = []  # the sections that are open, with their levels
    for section in headed_sections(document.text)[:MAX_SYMBOLS]:
        heading = section.heading
        name = shorten(heading.title, _MAX_WORDS) or "#" * heading.level
        detail = status if heading.level == 1 and not top else ""
        symbol = Symbol(name, detail, KIND_OF_HEADING, section.start, section.end, heading.start, heading.end)
        while around and around[-1][0] >= heading.level:
            around.pop()
        (around[-1][1].children if around else top).append(symbol)
        around.append((heading.level, symbol))
    return top
