"""What `callsheet check` prints for code scanning: a log in the Static Analysis Results Interchange Format (SARIF) 2.1.0.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/ is the specification, and
https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
what GitHub takes of it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import quote

from callsheet import __version__
from callsheet.artifacts.shipped import rule_page
from callsheet.cli.examination import Examination, Located, Place
from callsheet.cli.formats.line_hashes import line_hashes
from callsheet.cli.formats.repository import prefix_in_repository
from callsheet.rules import RULES, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

ROOT = "%SRCROOT%"
"""What stands for the folder that all paths are relative to; which one that is the reader of the log knows."""

LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "note",
    Severity.HINT: "note",
}

_LINK_TO_INDEX = re.compile(r"\[([^\]]+)\]\(README\.md[^)]*\)")


def render(examinations: Sequence[Examination], _: Severity) -> str:
    """One run with the findings that are listed, and the rules that they are of."""
    names = sorted({located.finding.rule for examination in examinations for located in examination.located})
    indices = {name: index for index, name in enumerate(names)}
    run = {
        "tool": {"driver": {"name": "Callsheet", "version": __version__, "rules": list(map(_rule, names))}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "results": [result for examination in examinations for result in _results(examination, indices)],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(name: str) -> dict[str, Any]:
    rule = RULES[name]
    full = f"{rule.summary} {rule.reason}"
    text = "\n\n".join(filter(None, (full, rule.grades, rule.exceptions, rule.remedy)))
    page = rule_page(name).read_text(encoding="utf-8")
    return {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": full},
        "help": {"text": text, "markdown": _LINK_TO_INDEX.sub(r"\1", page)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.family]},
    }


def _results(examination: Examination, indices: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    prefix = prefix_in_repository(examination.target.root)

    @cache
    def hashes(path: str) -> list[str]:
        text = examination.snapshot.text(path)
        return line_hashes(text.string) if text is not None else []

    for located in examination.located:
        result = {
            "ruleId": located.finding.rule,
            "ruleIndex": indices[located.finding.rule],
            "level": LEVELS[located.finding.severity],
            "message": _message(located.finding.message),
            "locations": [_location(located.place, prefix)],
        }
        related = list(_related(located, prefix))
        if related:
            result["relatedLocations"] = related
        found = hashes(located.place.path)[located.place.line - 1 : located.place.line]
        if found:
            result["partialFingerprints"] = {"primaryLocationLineHash": found[0]}
        yield result


def _related(located: Located, prefix: str) -> Iterator[dict[str, Any]]:
    for number, (place, message) in enumerate(located.related, 1):
        yield {"id": number, **_location(place, prefix), "message": _message(message)}


def _message(text: str) -> dict[str, str]:
    """A message; `[text](target)` in it would be read as a link."""
    return {"text": text.replace("](", "] (")}


def _location(place: Place, prefix: str) -> dict[str, Any]:
    """A place; its lines and columns count as SARIF's do, from 1, the end exclusive."""
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(os.fsencode(prefix + place.path)), "uriBaseId": ROOT},
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
            },
        }
    }
