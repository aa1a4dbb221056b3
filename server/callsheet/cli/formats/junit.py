"""What `callsheet check` prints for the pages of test results in Jenkins, GitLab and others: a report as JUnit's.

There is no standard. A test has the attributes `file` and `line` as GitLab and the reporters for GitHub read them, and
one failure at most, because Jenkins shows no more.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

from callsheet.artifacts.quoting import counted
from callsheet.cli.examination import Examination, Located
from callsheet.cli.formats.repository import prefix_in_repository
from callsheet.cli.formats.text import line_of
from callsheet.cli.output import Screen, visible
from callsheet.rules import Severity

CLASS_NAME = "callsheet.check"
"""The class of all tests; Jenkins lists tests by package and class, which it splits at the last full stop."""

_NOT_IN_XML = re.compile("[\ufffe\uffff]")
"""What XML 1.0 cannot hold besides the control characters and lone surrogates that `visible` writes out."""


def render(examinations: Sequence[Examination], limit: Severity) -> str:
    """A suite for each workspace, in it a test for each document; one fails that has a finding as grave as `limit`."""
    suites = [_suite(examination, limit) for examination in examinations]
    root = ET.Element("testsuites", {"name": "callsheet check", **_totals(suites)})
    root.extend(suites)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _totals(suites: Sequence[ET.Element]) -> dict[str, str]:
    return {name: str(sum(int(suite.attrib[name]) for suite in suites)) for name in ("tests", "failures", "errors")}


def _suite(examination: Examination, limit: Severity) -> ET.Element:
    by_path: dict[str, list[Located]] = {path: [] for path in examination.paths}
    for located in examination.located:
        by_path.setdefault(located.place.path, []).append(located)  # it may be a folder that cannot be read
    prefix = prefix_in_repository(examination.target.root)
    tests = [_test(prefix + path, found, limit) for path, found in by_path.items()]
    failures = sum(test.find("failure") is not None for test in tests)
    counts = {"tests": str(len(tests)), "failures": str(failures), "errors": "0", "skipped": "0"}
    name = prefix.rstrip("/") or examination.target.root.name
    suite = ET.Element("testsuite", {"name": _text(name), **counts})
    suite.extend(tests)
    return suite


def _test(path: str, found: Sequence[Located], limit: Severity) -> ET.Element:
    """The test of a document: what is as grave as the limit is its failure, the rest its output."""
    grave = [located for located in found if located.finding.severity <= limit]
    mild = [located for located in found if located.finding.severity > limit]
    name = _text(path)
    line = {"line": str(grave[0].place.line)} if grave else {}
    test = ET.Element("testcase", {"classname": CLASS_NAME, "name": name, "file": name, **line})
    if grave:
        message = grave[0].finding.message if len(grave) == 1 else counted(len(grave), "finding")
        rules = dict.fromkeys(located.finding.rule for located in grave)
        failure = ET.SubElement(test, "failure", {"message": _text(message), "type": ", ".join(rules)})
        failure.text = _lines(grave, path)
    if mild:
        ET.SubElement(test, "system-out").text = _lines(mild, path)
    return test


def _lines(found: Sequence[Located], path: str) -> str:
    return "\n".join(_text(line_of(located, path, Screen())) for located in found)


def _text(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", visible(text))
