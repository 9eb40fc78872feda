"""Findings as a JUnit report, which every CI server shows.

JUnit has no standard; this follows what the xUnit plugin of Jenkins takes (its schema ``junit-10.xsd``). A file is a
test suite, and so is the graph for findings without a place; a finding is a test case: failed when it is a violation,
in error when the file can't be read, else passed, with the warning or the note as its output.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from itertools import groupby

from mllm_kg.findings.model import UNREADABLE, Finding, Severity
from mllm_kg.findings.sentence import told
from mllm_kg.findings.wording import HELP, NAMES, SEE, ordered, rule_page
from mllm_kg.terminal import printable

__all__ = ["render_junit"]

GRAPH = "graph"
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def render_junit(findings: Sequence[Finding], language: str = "en") -> str:
    """Return findings as an XML document.

    :param language: the BCP 47 tag of a language that findings are told in
    """
    root = ET.Element("testsuites", name="mllm-kg")
    suites = [(name, list(group)) for name, group in groupby(ordered(findings), key=_suite)] or [(GRAPH, [])]
    totals = [0, 0, 0]
    for name, group in suites:
        tallies = _tallies(group)
        totals = [total + own for total, own in zip(totals, tallies, strict=True)]
        suite = ET.SubElement(root, "testsuite", {"name": _clean(name), **_counts(tallies)})
        for found in group:
            _case(suite, name, found, language)
        if not group:
            ET.SubElement(suite, "testcase", name="conforms", classname=name)
    root.attrib.update(_counts(totals))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(found: Finding) -> str:
    return found.location.path if found.location else GRAPH


def _tallies(group: Sequence[Finding]) -> list[int]:
    """Return how many test cases there are, how many failed, and how many are in error."""
    errors = sum(found.rule in UNREADABLE for found in group)
    violations = sum(found.severity is Severity.VIOLATION for found in group if found.rule not in UNREADABLE)
    return [max(len(group), 1), violations, errors]


def _counts(tallies: Sequence[int]) -> dict[str, str]:
    return dict(zip(("tests", "failures", "errors"), map(str, tallies), strict=True))


def _case(suite: ET.Element, name: str, found: Finding, language: str) -> None:
    place = found.location
    where = ":".join(str(part) for part in (place.line, place.column) if part is not None) if place else ""
    title = f"{found.rule} {where or found.label or found.focus or ''}".rstrip()
    case = ET.SubElement(suite, "testcase", name=_clean(title), classname=_clean(name))
    message = _clean(told(found.message, language))
    if found.rule in UNREADABLE:
        ET.SubElement(case, "error", type=_clean(found.rule), message=message).text = _body(found, language)
    elif found.severity is Severity.VIOLATION:
        ET.SubElement(case, "failure", type=_clean(found.rule), message=message).text = _body(found, language)
    else:
        ET.SubElement(case, "system-out").text = f"{told(NAMES[found.severity], language)}: {_body(found, language)}"


def _body(found: Finding, language: str) -> str:
    lines = [f"{found.location}: {told(found.message, language)}" if found.location else told(found.message, language)]
    if found.suggestion:
        lines.append(f"{told(HELP, language)}: {told(found.suggestion, language)}")
    lines.extend(f"{other.location}: {told(other.message, language)}" for other in found.related)
    lines.append(f"{told(SEE, language)}: {rule_page(found.rule)}")
    return _clean("\n".join(lines))


def _clean(text: str) -> str:
    """Return a text with only characters that XML 1.0 has (section 2.2); others are escaped, as are steering ones."""
    return _NO_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", printable(text))
