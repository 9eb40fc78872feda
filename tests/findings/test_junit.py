"""Findings as a JUnit report.

JUnit's own project has no schema; the one that tools follow is ``junit-10.xsd`` of Jenkins' xUnit plugin, and no package
carries it. What it says of the elements that are written here is written down in ``ELEMENTS``.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace

import pytest

from mllm_kg.findings import Finding, Location, Severity
from mllm_kg.findings.junit import render_junit
from tests.findings.samples import DATATYPE, DUPLICATE, NOTES, PAGES, UNKNOWN_KEY, UNREADABLE, korean

__all__ = ["korean"]

ELEMENTS: dict[str, tuple[set[str], set[str], set[str], bool]] = {
    "testsuites": ({"testsuite"}, set(), {"name", "time", "tests", "failures", "errors"}, False),
    "testsuite": (
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
        {"name", "tests", "failures", "errors"},
        {"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
        False,
    ),
    "testcase": (
        {"skipped", "error", "failure", "system-out", "system-err"},
        {"name"},
        {"time", "classname", "group"},
        False,
    ),
    "failure": (set(), set(), {"type", "message"}, True),
    "error": (set(), set(), {"type", "message"}, True),
    "system-out": (set(), set(), set(), True),
}
"""By element: which it may hold, which attributes it must have and which it may have, whether it may hold text."""


def mistakes(element: ET.Element) -> Iterator[str]:
    """Go through what the schema does not allow in an element."""
    children, needed, allowed, text = ELEMENTS[element.tag]
    yield from (f"{element.tag} without {name}" for name in needed - element.attrib.keys())
    yield from (f"{element.tag} with {name}" for name in element.attrib.keys() - needed - allowed)
    yield from (f"{child.tag} in {element.tag}" for child in element if child.tag not in children)
    between = [element.text, *(child.tail for child in element)]
    if not text and any(part and part.strip() for part in between):
        yield f"text in {element.tag}"
    for child in element:
        yield from mistakes(child)


EVIL = Finding(
    "rule<&\x00>",
    Severity.VIOLATION,
    "It is ']]>\x00\x1b\x0b\ufffe\uffff\ud800' & <b>\n\"x\"",
    location=Location('a"<&\x01>.yaml', 1, 1),
)
EVERYTHING = [EVIL, UNKNOWN_KEY, DATATYPE, DUPLICATE, UNREADABLE, *NOTES]


@pytest.mark.parametrize(
    "findings",
    [[], [UNKNOWN_KEY], [UNREADABLE], NOTES, EVERYTHING],
    ids=["none", "one", "file", "graph", "all"],
)
def test_a_report_follows_the_schema_and_counts_right(findings: list[Finding]) -> None:
    root = ET.fromstring(render_junit(findings))
    assert root.tag == "testsuites"
    assert list(mistakes(root)) == []
    for element in (root, *root):
        cases = list(element.iter("testcase"))
        failed = [sum(case.find(name) is not None for case in cases) for name in ("failure", "error")]
        told = [int(element.attrib[name]) for name in ("tests", "failures", "errors")]
        assert told == [len(cases), *failed]
        assert cases


def test_the_table_would_find_a_mistake() -> None:
    root = ET.fromstring('<testsuites><testsuite name="a" tests="1" failures="0">x<failure/></testsuite></testsuites>')
    assert sorted(mistakes(root)) == ["failure in testsuite", "testsuite without errors", "text in testsuite"]


def test_a_suite_is_a_file_and_a_case_is_a_finding() -> None:
    root = ET.fromstring(render_junit([UNKNOWN_KEY, DATATYPE, DUPLICATE, *NOTES]))
    assert [(suite.get("name"), suite.get("tests")) for suite in root] == [
        ("b.ttl", "1"),
        ("tower.yaml", "2"),
        ("graph", "8"),
    ]
    cases = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert cases[1] == ("tower.yaml", "Model-year-datatype 4:7")
    assert cases[3] == ("graph", "no-author https://w3id.org/mllm-kg/id/paper/a")


def test_a_violation_fails_and_a_warning_is_told() -> None:
    (bad,) = ET.fromstring(render_junit([UNKNOWN_KEY])).iter("testcase")
    failure = bad.find("failure")
    assert failure is not None
    assert failure.attrib == {"type": "unknown-key", "message": "'base_on' is no key of a record."}
    assert failure.text == (
        f"tower.yaml:5:1: 'base_on' is no key of a record.\nhelp: Did you mean 'based_on'?\nsee: {PAGES}unknown-key.md"
    )
    (mild,) = ET.fromstring(render_junit([DUPLICATE])).iter("testcase")
    assert [child.tag for child in mild] == ["system-out"]
    assert str(mild[0].text).startswith(
        "warning: b.ttl:12:3: Paper 'B' has the arXiv id of paper 'A'.\ndata/papers/a.yaml:3:11:"
    )


def test_a_file_that_can_t_be_read_is_an_error() -> None:
    root = ET.fromstring(render_junit([UNREADABLE, replace(UNREADABLE, rule="unknown-key")]))
    assert (root.get("failures"), root.get("errors")) == ("1", "1")


def test_what_xml_can_t_hold_is_escaped() -> None:
    (case,) = ET.fromstring(render_junit([EVIL])).iter("testcase")
    failure = case.find("failure")
    assert failure is not None
    assert failure.get("message") == "It is ']]>\\u0000\\u001b\\u000b\\ufffe\\uffff\\ud800' & <b>\n\"x\""
    assert failure.get("type") == "rule<&\\u0000>"
    assert case.get("classname") == 'a"<&\\u0001>.yaml'


def test_nothing_found_is_a_passed_case() -> None:
    root = ET.fromstring(render_junit([]))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("1", "0", "0")


@pytest.mark.usefixtures("korean")
def test_a_report_in_korean() -> None:
    (case,) = ET.fromstring(render_junit([UNKNOWN_KEY], "ko")).iter("testcase")
    assert str(case[0].text).splitlines()[1] == "도움말: 'based_on'인가요?"
