"""Whole YAML documents for people: strings of several lines stand as they are read."""

from __future__ import annotations

import re

from callsheet.edits.yaml_text import YamlText
from callsheet.syntax import Node, Value

_WHOLE_LINES = re.compile(r"[^\s\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff].*\n.*", re.DOTALL)
"""Several lines, the first of which begins with what can be seen."""

_UNFIT = re.compile(
    r"[^\n\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]| (?:\n|\Z)|\n\n\Z"
)
"""What a block cannot show, or what editors strip: special characters, blanks at a line's end, empty lines at the end."""


class ReadableYaml(YamlText):
    """Writes values for a YAML document, strings of several lines as blocks (`|`)."""

    def behind_key(self, value: Value, column: int, old: Node | None, parent: Node | None) -> str:
        """What stands behind the colon of a key in a column."""
        block = self._literal(value, column + self.indent_unit)
        return super().behind_key(value, column, old, parent) if block is None else block

    def behind_dash(self, value: Value, column: int, old: Node | None, parent: Node | None) -> str:
        """What stands behind the dash of an item in a column."""
        block = self._literal(value, column + self.indent_unit)
        return super().behind_dash(value, column, old, parent) if block is None else block

    def _literal(self, value: Value, column: int) -> str | None:
        """A string of several lines as a block whose lines begin in a column; None where that would not be exact."""
        if not isinstance(value, str) or not _WHOLE_LINES.fullmatch(value) or _UNFIT.search(value):
            return None
        mark = "|" if value.endswith("\n") else "|-"
        lines = value.removesuffix("\n").split("\n")
        return f" {mark}" + "".join(f"{self.newline}{' ' * column}{line}" if line else self.newline for line in lines)
