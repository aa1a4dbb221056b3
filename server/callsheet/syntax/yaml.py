"""YAML 1.2 of any state of typing: text in, tree of nodes and problems out.

libyaml reads the text and stops at the first thing that it does not understand. Then this place is mended in a copy (a
quotation mark is closed, a colon put in; where nothing better is known, the line is emptied), which is read again. So a
broken line does not lose its neighbours.
"""

from __future__ import annotations

import re

from callsheet.syntax.tree import Node, Problem, Repair, Tree
from callsheet.syntax.yaml_draft import Draft
from callsheet.syntax.yaml_mending import find_mend
from callsheet.syntax.yaml_reader import read
from callsheet.syntax.yaml_reading import Reading
from callsheet.text import Text, TextEdit

_MAX_READINGS = 25
"""How often a text is mended and read again."""

_MAX_TRIES = 4
"""How often one line is mended before it is emptied."""

_MAX_READ_AGAIN = 500_000
"""How many characters are read again in all."""

_MAX_PROBLEMS = 100
"""How many problems are worth showing."""

_REPLACEMENT = "\ufffd"
_SURROGATE = re.compile("[\ud800-\udfff]")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
# libyaml follows YAML 1.1, where these end a line.
_OLD_LINE_ENDS = ("\x85", "\u2028", "\u2029")
_DIRECTIVES = re.compile(r"(?:(?:%[^\r\n]*|[ \t]*(?:#[^\r\n]*)?)(?:\r\n|\r|\n))+")
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_MAX_DIRECTIVES = 20


def parse(string: str) -> Tree:
    """Parse any text. Problems are in document order, one for a line; broken parts do not lose their neighbours."""
    draft, problems, restored = _prepare(string)
    reading = _read_mending(draft, problems, restored)
    root = reading.root or Node("null", 0, 0, None)
    problems += [_original(problem, draft) for problem in reading.problems]
    if draft.is_changed:
        _put_back(root, draft)
    return Tree(root, _first_of_each_line(problems, Text(string)) if problems else [])


def _prepare(string: str) -> tuple[Draft, list[Problem], dict[int, str]]:
    """A copy without what libyaml refuses or takes otherwise than YAML 1.2, and how its scalars are turned back."""
    problems: list[Problem] = []
    restored: dict[int, str] = {}
    copy = _SURROGATE.sub(_REPLACEMENT, string)
    if not string.isascii():
        for line_end in _OLD_LINE_ENDS:
            if line_end in copy:
                stand_in = next(chr(point) for point in range(0xE000, 0xF8FF) if chr(point) not in copy)
                copy = copy.replace(line_end, stand_in)
                restored[ord(stand_in)] = line_end
    for match in _FORBIDDEN.finditer(copy):
        if len(problems) < _MAX_PROBLEMS:
            repair = Repair("Remove it", match.start(), match.end(), "")
            problems.append(Problem(match.start(), match.end(), "a control character has no place in YAML", repair))
    if problems:
        copy = _FORBIDDEN.sub(lambda match: _REPLACEMENT * len(match.group()), copy)
    draft = Draft(copy)
    if copy.startswith("\ufeff"):
        draft.edit([TextEdit(0, 1, "")])  # libyaml skips it without counting it
    directives = _DIRECTIVES.match(draft.text)
    if directives and len(_DIRECTIVE.findall(directives.group())) > _MAX_DIRECTIVES:
        draft.edit([_blank(draft.text, 0, directives.end())])  # libyaml compares each with each
    return draft, problems, restored


def _blank(string: str, start: int, end: int) -> TextEdit:
    return TextEdit(start, end, re.sub(r"[^\r\n]", " ", string[start:end]))


def _read_mending(draft: Draft, problems: list[Problem], restored: dict[int, str]) -> Reading:
    """Read a draft, mending it where reading fails; what was wrong is added to the problems."""
    read_again = 0
    tries: dict[int, int] = {}
    previous: tuple[str, int] | None = None
    for _ in range(_MAX_READINGS):
        reading = read(draft.text, restored)
        failure = reading.failure
        if failure is None and reading.is_whole(draft.text):
            break
        text = Text(draft.text)
        place = draft.origin_of(failure.at if failure else reading.end or 0)
        line = draft.origin_of(text.line_starts[text.line_at(failure.at)]) if failure else place
        tries[line] = tries.get(line, 0) + 1
        is_stuck = tries[line] > _MAX_TRIES or previous == (failure.message if failure else "", place)
        mend = find_mend(text, reading, is_stuck)
        if mend.problem is not None:
            problems.append(_original(mend.problem, draft))
        read_again += failure.at if failure else len(draft.text)
        if not mend.edits or read_again > _MAX_READ_AGAIN:
            break
        previous = (failure.message if failure else "", place)
        draft.edit(mend.edits)
    return reading


def _original(problem: Problem, draft: Draft) -> Problem:
    """A problem of the copy as one of the original; its repair only where the two are alike there."""
    if not draft.is_changed:
        return problem
    repair = problem.repair
    if repair is not None:
        start, end = draft.origin_of(repair.start), draft.origin_of(repair.end)
        is_alike = end - start == repair.end - repair.start
        repair = Repair(repair.title, start, end, repair.new_text) if is_alike else None
    return Problem(draft.origin_of(problem.start), draft.origin_of(problem.end), problem.message, repair)


def _put_back(root: Node, draft: Draft) -> None:
    """Give the nodes of a mended copy their places in the original."""
    origin_of = draft.origin_of
    nodes = [root]
    while nodes:
        node = nodes.pop()
        nodes += node.items
        for member in node.members:
            member.key_start, member.key_end = origin_of(member.key_start), origin_of(member.key_end)
            nodes.append(member.node)
        if node.end > node.start and (node.kind == "string" or node.flow):
            was_closed_here = draft.was_put_in(node.end - 1) and not draft.was_put_in(node.start)
            node.closed = node.closed and not was_closed_here
        node.start, node.end = origin_of(node.start), origin_of(node.end)


def _first_of_each_line(problems: list[Problem], text: Text) -> list[Problem]:
    """Problems in document order, of each line the one found first: what one slip causes is reported once."""
    found: dict[int, Problem] = {}
    for problem in problems:
        found.setdefault(text.line_at(problem.start), problem)
    return [problem for _, problem in sorted(found.items())][:_MAX_PROBLEMS]
