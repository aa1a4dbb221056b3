"""The definitions of a source file: its classes, functions, methods and types, by lines.

Read with tree-sitter, which survives broken code. What counts as a definition is said by a query for each grammar, in
`grammars/`: `@definition.KIND` around the whole of it, `@name` at its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from callsheet.text import Text

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Query, Tree

MAX_SOURCE = 400_000
"""How many characters a file may have to be read; that takes about a tenth of a second."""

MAX_TIME = 0.5
"""How long the parser may take, in seconds: what was made to be ambiguous would take minutes, and all memory."""

MAX_CHILDREN = 4_000
"""How many children a node of the syntax tree may have: the time of a query grows with their square."""

MAX_DEPTH = 40
"""How deep in the syntax tree a definition may begin."""

_GRAMMARS: dict[str, tuple[str, str]] = {
    "python": ("tree_sitter_python", "language"),
    "typescript": ("tree_sitter_typescript", "language_typescript"),
    "tsx": ("tree_sitter_typescript", "language_tsx"),
    "go": ("tree_sitter_go", "language"),
    "java": ("tree_sitter_java", "language"),
    "kotlin": ("tree_sitter_kotlin", "language"),
    "rust": ("tree_sitter_rust", "language"),
    "c_sharp": ("tree_sitter_c_sharp", "language"),
    "cpp": ("tree_sitter_cpp", "language"),
    "ruby": ("tree_sitter_ruby", "language"),
    "php": ("tree_sitter_php", "language_php"),
    "swift": ("tree_sitter_swift", "language"),
}
"""Each grammar: the package that brings it along, and the function there that gives it."""

_ENDINGS: dict[str, str] = {
    **dict.fromkeys((".py", ".pyi"), "python"),
    **dict.fromkeys((".ts", ".mts", ".cts"), "typescript"),
    # JavaScript is read as TypeScript with JSX, which holds nearly all of it.
    **dict.fromkeys((".tsx", ".js", ".jsx", ".mjs", ".cjs"), "tsx"),
    ".go": "go",
    ".java": "java",
    **dict.fromkeys((".kt", ".kts"), "kotlin"),
    ".rs": "rust",
    ".cs": "c_sharp",
    **dict.fromkeys((".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".hxx"), "cpp"),
    **dict.fromkeys((".rb", ".rake"), "ruby"),
    ".php": "php",
    ".swift": "swift",
}
"""The grammar of a file, by the end of its name."""

_AROUND = frozenset({"decorated_definition", "export_statement", "template_declaration"})
"""The nodes that hold one definition and belong to it."""

_BEFORE = frozenset(
    {"comment", "line_comment", "block_comment", "multiline_comment", "attribute_item", "decorator", "annotation"}
)
"""The nodes that belong to the definition in the next line."""

_FUNCTION, _CONSTANT = "function", "constant"
"""The kinds that are not said in a title: a function has brackets behind its name."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition, with the decorators and comments directly before it. Lines are 1-based and inclusive."""

    title: str
    """What it is called: `class Order`, `Order.total()`, `RATES`."""
    first: int
    last: int


def definitions(path: str, text: Text) -> list[Definition]:
    """The definitions of a source file in the order of their lines, outer ones first.

    None of a file in a language that is not known, or longer than `MAX_SOURCE`. What is local to a function is left
    out, and so are variables that fill no more than a line.
    """
    grammar = _ENDINGS.get(path[path.rfind(".") :].lower())
    if grammar is None or len(text) > MAX_SOURCE:
        return []
    found = sorted(_captured(grammar, text), key=lambda one: (one.start, -one.end))
    return list(_outlined(found))


@dataclass(frozen=True, slots=True)
class _Captured:
    """A definition as the query finds it. Offsets are bytes, lines 1-based."""

    kind: str
    name: str
    owner: str
    """The type that a method names as its own, where it does not stand inside it."""
    start: int
    end: int
    first: int
    last: int


def _captured(grammar: str, text: Text) -> Iterator[_Captured]:
    from tree_sitter import QueryCursor

    parser, query = _load(grammar)
    # tree-sitter counts lines by their \n.
    source = text.string.replace("\r\n", "\n").replace("\r", "\n").encode(errors="replace")
    tree = _parse(parser, source)
    if tree is None or _is_broad(tree.root_node):
        return
    cursor = QueryCursor(query)
    cursor.set_max_start_depth(MAX_DEPTH)
    seen: set[int] = set()
    # Of several patterns that fit, the first one of the query says most.
    for _, captures in sorted(cursor.matches(tree.root_node), key=lambda match: match[0]):
        name = captures["name"][0]
        if name.start_byte in seen:
            continue
        seen.add(name.start_byte)
        capture = next(capture for capture in captures if capture.startswith("definition."))
        whole = captures[capture][0]
        owners = captures.get("owner", ())
        first, last = _lines(whole)
        yield _Captured(
            capture.removeprefix("definition."),
            _read(source, name),
            _read(source, owners[0]) if owners else "",
            whole.start_byte,
            whole.end_byte,
            first,
            last,
        )


_CHUNK = 65_536
"""How many bytes the parser is given at a time."""


def _parse(parser: Parser, source: bytes) -> Tree | None:
    """The syntax tree of a text; None where that takes longer than `MAX_TIME`."""
    end = perf_counter() + MAX_TIME
    try:
        # Only a text that is read in pieces can be given up on the way.
        return parser.parse(
            lambda start, _: source[start : start + _CHUNK], progress_callback=lambda *_: perf_counter() > end
        )
    except ValueError:
        parser.reset()
        return None


def _is_broad(root: Node) -> bool:
    """Whether a node in which definitions may begin has more than `MAX_CHILDREN`."""
    nodes = [root]
    for _ in range(MAX_DEPTH):
        if any(node.child_count > MAX_CHILDREN for node in nodes):
            return True
        nodes = [child for node in nodes for child in node.children if child.descendant_count > MAX_CHILDREN]
    return False


@cache
def _load(grammar: str) -> tuple[Parser, Query]:
    from tree_sitter import Language, Parser, Query

    package, function = _GRAMMARS[grammar]
    language = Language(getattr(import_module(package), function)())
    folder = Path(__file__).parent / "grammars"
    name = "typescript" if grammar == "tsx" else grammar
    return Parser(language), Query(language, (folder / f"{name}.scm").read_text(encoding="utf-8"))


def _read(source: bytes, node: Node) -> str:
    return " ".join(source[node.start_byte : node.end_byte].decode(errors="replace").split())


def _lines(node: Node) -> tuple[int, int]:
    """The lines of a definition with what belongs to it."""
    while node.parent is not None and node.parent.type in _AROUND:
        node = node.parent
    first = node
    while (before := _before(first)) is not None and _belongs(before, first):
        first = before
    last_row, column = node.end_point
    return first.start_point[0] + 1, last_row + (column > 0)


def _before(node: Node) -> Node | None:
    """The node before, also where that stands before a body which begins with this one."""
    while node.prev_named_sibling is None and node.parent is not None and node.parent.start_byte == node.start_byte:
        node = node.parent
    return node.prev_named_sibling


def _belongs(node: Node, following: Node) -> bool:
    """Whether a comment or decorator stands directly before a node, in lines of its own."""
    if node.type not in _BEFORE:
        return False
    last_row, column = node.end_point
    before = node.prev_named_sibling
    begins_line = before is None or before.end_point[0] < node.start_point[0] or before.end_point[1] == 0
    return begins_line and following.start_point[0] - (last_row - (column == 0)) <= 1


def _outlined(found: list[_Captured]) -> Iterator[Definition]:
    """The definitions under their full names, without those that are local to a function."""
    around: list[tuple[_Captured, str]] = []
    for one in found:
        while around and around[-1][0].end <= one.start:
            around.pop()
        prefix = around[-1][1] if around else ""
        name = ".".join(part for part in (prefix, one.owner, one.name) if part)
        around.append((one, name))
        if any(other.kind == _FUNCTION for other, _ in around[:-1]):
            continue
        if one.kind == _CONSTANT and one.first == one.last:
            continue
        yield Definition(_title(one.kind, name), one.first, one.last)


def _title(kind: str, name: str) -> str:
    if kind == _FUNCTION:
        return f"{name}()"
    return name if kind == _CONSTANT else f"{kind} {name}"
