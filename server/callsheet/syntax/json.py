"""JSON (RFC 8259), tolerant of every state of typing: text in, tree of nodes and problems out.

Two readers: `decode` is fast and gives only the value, and only of a text without faults; `parse` takes anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import orjson

from callsheet.syntax.json_tokens import Token, tokenize
from callsheet.syntax.tree import MAX_DEPTH, Kind, Member, Node, Problem, Repair, Tree, Value

_CLOSER = {"object": "}", "array": "]"}
_PYTHON_WORDS = {"True": "true", "False": "false", "None": "null", "undefined": "null"}


class _Faulty(ValueError):
    """The text is not strict JSON without duplicate keys."""


def _object(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise _Faulty
    return value


def _refuse(constant: str) -> Value:
    raise _Faulty(constant)


_decode: Callable[[str], Value] = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse).decode


def decode(string: str) -> tuple[bool, Value]:
    """Whether the text is valid JSON without duplicate keys and not too deep, and its value then (else None)."""
    try:
        value = _decode(string)
    except (ValueError, RecursionError):
        return False, None
    return (True, value) if _is_shallow(value) else (False, None)


_KEY = re.compile(rb'"\s*:')


def decode_bytes(data: bytes) -> tuple[bool, Value]:
    """The same as `decode` for UTF-8 bytes, three times as fast.

    Whole numbers beyond 64 bits come out as fractions. The decoder keeps quiet about duplicate keys; there is none if as many keys came out as the text could have at most.
    """
    try:
        value = orjson.loads(data)
    except ValueError:
        return False, None
    has_few_levels = data.count(b"{") + data.count(b"[") <= MAX_DEPTH
    faultless = (has_few_levels or _is_shallow(value)) and _most_keys(data, value) == len(_KEY.findall(data))
    return (True, value) if faultless else (False, None)


def _most_keys(data: bytes, value: Value) -> int:
    """How many places that look like keys a text has if no key stands in it twice.

    Those are quickest counted in the value written again; but not where the text may have quotation marks or colons
    in other words, which would stand as themselves there.
    """
    return _count_keys(value) if b"\\u00" in data else orjson.dumps(value).count(b'":')


def _count_keys(value: Any) -> int:
    if isinstance(value, dict):
        return len(value) + sum(_count_keys(item) for item in value.values() if item.__class__ in (dict, list))
    if isinstance(value, list):
        return sum(_count_keys(item) for item in value if item.__class__ in (dict, list))
    return 0


def _is_shallow(value: Any) -> bool:
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(MAX_DEPTH):
        level = [
            child
            for container in level
            for child in (container.values() if container.__class__ is dict else container)
            if child.__class__ in (dict, list)
        ]
        if not level:
            return True
    return False


def parse(string: str) -> Tree:
    """Parse any text. Problems are in document order, one for a cause; broken parts do not lose their neighbours."""
    parser = _Parser(string)
    root = parser.document()
    return Tree(root, _first_of_each_line(string, [*parser.token_problems, *parser.problems]))


def _first_of_each_line(string: str, problems: list[Problem]) -> list[Problem]:
    """Problems in document order, one in a line: what follows on the same line mostly comes from the same slip."""
    kept: list[Problem] = []
    for problem in sorted(problems, key=lambda problem: problem.start):
        if not kept or "\n" in string[kept[-1].start : problem.start] or "\r" in string[kept[-1].start : problem.start]:
            kept.append(problem)
    return kept


class _Parser:
    """A recursive-descent parser over the tokens; `open` holds the kinds of the containers around the position."""

    def __init__(self, string: str) -> None:
        self.string = string
        self.tokens, self.token_problems = tokenize(string)
        self.problems: list[Problem] = []
        self.index = 0
        self.open: list[Kind] = []
        self.broken_off = False

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    @property
    def previous_end(self) -> int:
        return self.tokens[self.index - 1].end if self.index else 0

    def following(self) -> Token:
        return self.tokens[min(self.index + 1, len(self.tokens) - 1)]

    def report(self, start: int, end: int, message: str, repair: Repair | None = None) -> None:
        self.problems.append(Problem(start, end, message, repair))

    def report_after_previous(self, message: str, repair: Repair | None = None) -> None:
        """Note what is missing behind the last token, on that token's last character."""
        end = self.previous_end
        self.report(max(end - 1, 0), end, message, repair)

    def document(self) -> Node:
        if len(self.tokens) == 1:
            end = len(self.string)
            self.report(0, end, "expected a value; the document is empty")
            return Node("missing", end, end, None)
        brackets = (index for index, token in enumerate(self.tokens) if token.kind in ("{", "["))
        self.index = next(brackets, 0)  # without a bracket there is a lone scalar
        if self.index:
            start, end = self.tokens[0].start, self.previous_end
            self.report(start, end, "expected nothing before the value", Repair("Remove it", start, end, ""))
        root = self.value()
        if self.token.kind != "end" and not self.broken_off:
            message = "expected the end of the document"
            end = self.tokens[-2].end
            self.report(self.token.start, end, message, Repair("Remove the rest", self.token.start, end, ""))
        return root

    def value(self) -> Node:
        token = self.token
        if token.kind == "string" and self.following().kind == ":" and "object" in self.open:
            return self.missing()  # that is the next member's key
        if token.kind in ("{", "["):
            return self.container("object" if token.kind == "{" else "array")
        if token.kind == "word":
            return self.word()
        if token.kind in ("string", "literal"):
            self.index += 1
            return Node(_kind(token.value), token.start, token.end, token.value)
        return self.missing()

    def missing(self) -> Node:
        """Report a value that is not there; it would stand behind the colon and one blank, on the same line."""
        end = self.previous_end
        place = end + 1 if self.string[end : end + 1] == " " and end < self.token.start else end
        self.report_after_previous("expected a value")
        return Node("missing", place, place, None)

    def word(self) -> Node:
        """Words where a value should be: what a string without quotation marks looks like."""
        start = self.token.start
        while self.following().kind == "word" and not self.breaks_line(self.index):
            self.index += 1
        end = self.token.end
        self.index += 1
        text = self.string[start:end]
        if text in _PYTHON_WORDS:
            literal = _PYTHON_WORDS[text]
            self.report(
                start, end, f"JSON writes {literal}, not {text}", Repair(f"Write {literal}", start, end, literal)
            )
            value = {"true": True, "false": False, "null": None}[literal]
            return Node(_kind(value), start, end, value)
        if text[0] in "-+.0123456789" or text in ("NaN", "Infinity"):
            self.report(
                start, end, f"{text} is no JSON number", Repair("Make it a string", start, end, json.dumps(text))
            )
            return Node("string", start, end, text)
        content = text.strip("'`\u201c\u201d\u2018\u2019")
        repair = Repair("Put it in quotation marks", start, end, json.dumps(content, ensure_ascii=False))
        self.report(start, end, 'expected a value; a string stands in quotation marks (")', repair)
        return Node("string", start, end, content)

    def breaks_line(self, index: int) -> bool:
        """Whether a line ends between a token and the next."""
        between = self.string[self.tokens[index].end : self.tokens[index + 1].start]
        return "\n" in between or "\r" in between

    def container(self, kind: Kind) -> Node:
        opening = self.token
        self.index += 1
        node = Node(kind, opening.start, opening.end, {} if kind == "object" else [])
        if len(self.open) >= MAX_DEPTH:
            self.report(opening.start, opening.end, f"nested more than {MAX_DEPTH} levels deep; the rest is not read")
            self.broken_off = True
            self.index = len(self.tokens) - 1
            node.closed = False
            node.end = len(self.string)
            return node
        self.open.append(kind)
        step = self.object_step if kind == "object" else self.array_step
        while step(node):
            pass
        self.open.pop()
        if kind == "object":
            node.value = {member.key: member.node.value for member in node.members}
        else:
            node.value = [item.value for item in node.items]
        return node

    def close(self, node: Node) -> bool:
        """Handle a token that ends a container, or that ends one around it; whether the container goes on."""
        token = self.token
        if token.kind == _CLOSER[node.kind]:
            self.index += 1
            node.end = token.end
            return False
        node.closed = False
        if token.kind == "end":
            node.end = len(self.string)
            if not self.broken_off:
                self.broken_off = True
                closers = "".join(_CLOSER[kind] for kind in reversed(self.open))
                end = self.previous_end
                repair = Repair(f"Insert {closers}", end, end, closers)
                self.report(end - 1, end, self.unclosed(node), repair)
            return False
        other: Kind = "array" if node.kind == "object" else "object"
        if other in self.open[:-1]:
            return self.close_early(node)
        node.closed = True
        self.index += 1
        self.report(token.start, token.end, f"unexpected {token.kind}", Repair("Remove it", token.start, token.end, ""))
        return True

    def close_early(self, node: Node) -> bool:
        """End a container whose bracket is missing, before the current token."""
        end = self.tokens[self.index - 1].start if self.tokens[self.index - 1].kind == "," else self.previous_end
        closer = _CLOSER[node.kind]
        self.report(max(end - 1, 0), end, self.unclosed(node), Repair(f"Insert {closer}", end, end, closer))
        children = [*node.items, *(member.node for member in node.members)]
        node.end = max([end, *(child.end for child in children)])  # a missing value can stand behind the last token
        node.closed = False
        return False

    def unclosed(self, node: Node) -> str:
        line = self.string.count("\n", 0, node.start) + 1
        return f"expected {_CLOSER[node.kind]} to close the {node.kind} that begins in line {line}"

    def separator(self, has_before: bool) -> bool:
        """Take the comma before the next member or item; whether the current token begins one."""
        token = self.token
        if token.kind == ",":
            self.index += 1
            if not has_before:
                repair = Repair("Remove the comma", token.start, token.end, "")
                self.report(token.start, token.end, "expected a value before the comma", repair)
            elif self.token.kind in ("}", "]"):
                repair = Repair("Remove the comma", token.start, token.end, "")
                self.report(token.start, token.end, "JSON has no trailing comma", repair)
            else:
                while self.token.kind == ",":
                    extra = self.token
                    repair = Repair("Remove the comma", extra.start, extra.end, "")
                    self.report(extra.start, extra.end, "expected a value between the commas", repair)
                    self.index += 1
            return False
        if has_before and self.tokens[self.index - 1].kind != ",":
            end = self.previous_end
            self.report_after_previous("expected a comma", Repair("Insert the comma", end, end, ","))
        return True

    def array_step(self, node: Node) -> bool:
        """Read one item, comma or bracket of an array; whether it goes on."""
        token = self.token
        if token.kind in ("]", "}", "end"):
            return self.close(node)
        begins_member = token.kind == "string" and self.following().kind == ":"
        if begins_member and "object" in self.open:
            return self.close_early(node)
        if not self.separator(bool(node.items)):
            return True
        if token.kind == ":":
            self.index += 1
            self.report(token.start, token.end, "unexpected colon in an array")
            return True
        node.items.append(self.value())
        return True

    def object_step(self, node: Node) -> bool:
        """Read one member, comma or bracket of an object; whether it goes on."""
        token = self.token
        if token.kind in ("]", "}", "end"):
            return self.close(node)
        if token.kind == "{" and "array" in self.open and node.members:
            return self.close_early(node)
        if not self.separator(bool(node.members)):
            return True
        if token.kind == ":":
            self.index += 1
            self.report(token.start, token.end, "expected a key before the colon")
            self.value()
        elif token.kind in ("{", "["):
            self.report(token.start, token.end, "expected a key before the value")
            self.value()
        else:
            self.member(node)
        return True

    def member(self, node: Node) -> None:
        key = self.key()
        if self.token.kind == ":":
            self.index += 1
            node.members.append(Member(key.key, key.key_start, key.key_end, self.value()))
            return
        end = key.key_end
        begins_member = self.token.kind in ("string", "word") and self.following().kind == ":"
        has_value = self.token.kind in ("string", "literal", "{", "[") and not begins_member
        repair = Repair("Insert the colon", end, end, ":") if has_value else None
        self.report(key.key_start, end, "expected a colon after the key", repair)
        key.node = self.value() if has_value else Node("missing", end, end, None)
        node.members.append(key)

    def key(self) -> Member:
        """The key at the position, quoted or not."""
        token = self.token
        self.index += 1
        name = token.value if isinstance(token.value, str) else self.string[token.start : token.end].strip("'`")
        if token.kind != "string":
            repair = Repair("Put it in quotation marks", token.start, token.end, json.dumps(name, ensure_ascii=False))
            self.report(token.start, token.end, 'a key stands in quotation marks (")', repair)
        return Member(name, token.start, token.end, Node("missing", token.end, token.end, None))


def _kind(value: Value) -> Kind:
    if isinstance(value, str):
        return "string"
    if value is None:
        return "null"
    return "boolean" if isinstance(value, bool) else "number"
