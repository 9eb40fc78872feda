"""Findings as annotations, read as the runner of GitHub Actions reads commands."""

from __future__ import annotations

import pytest

from mllm_kg.findings import Finding, Location, Related, Severity
from mllm_kg.findings.github import render_github
from tests.findings.samples import DATATYPE, DUPLICATE, NOTES, PAGES, UNKNOWN_KEY, UNREADABLE, korean

__all__ = ["korean"]


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Return the commands in an output: name, properties, message; read by the rules of the runner."""
    found = []
    for line in text.splitlines():
        if not line.startswith("::"):
            continue
        head, _, message = line[2:].partition("::")
        name, _, listed = head.partition(" ")
        pairs = (pair.partition("=") for pair in listed.split(","))
        found.append((name, {key: unescaped(value) for key, _, value in pairs}, unescaped(message)))
    return found


def unescaped(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_a_finding_is_a_command() -> None:
    assert render_github([UNKNOWN_KEY]) == (
        "::error file=tower.yaml,line=5,col=1,endColumn=8,title=unknown-key::'base_on' is no key of a record."
        f"%0Ahelp: Did you mean 'based_on'?%0Asee: {PAGES}unknown-key.md\n"
        "Does not conform: 1 error.\n"
    )


def test_severities_are_the_runner_s() -> None:
    told = commands(render_github([UNKNOWN_KEY, DUPLICATE, NOTES[0]]))
    assert [name for name, _, _ in told] == ["warning", "error", "notice"]


def test_a_place_has_as_much_as_is_known() -> None:
    told = commands(render_github([DATATYPE, UNREADABLE, NOTES[0]]))
    assert [properties for _, properties, _ in told] == [
        {"file": "c.jsonld", "title": "syntax"},
        {"file": "tower.yaml", "line": "4", "col": "7", "endColumn": "11", "title": "Model-year-datatype"},
        {"title": "no-author"},
    ]


def test_other_places_are_told_in_the_message() -> None:
    ((_, _, message),) = commands(render_github([DUPLICATE]))
    assert message.splitlines()[1] == "note: data/papers/a.yaml:3:11: It stands here."


def test_what_a_file_says_ends_no_command_and_begins_none() -> None:
    evil = Finding(
        "a,b:c%0A",
        Severity.VIOLATION,
        "100 % '\r\n::error file=x::forged\x1b[31m'",
        "Write ::set-output name=x::y\n::stop-commands::z",
        Location("a,line=1::b\n%0A.yaml", 3, 2),
        related=(Related(Location("b\n::debug::x", 1, 1), "\n::warning::x"),),
    )
    told = render_github([evil])
    assert len(told.splitlines()) == 2
    ((name, properties, message),) = commands(told)
    assert name == "error"
    assert properties == {"file": "a,line=1::b\n%0A.yaml", "line": "3", "col": "2", "title": "a,b:c%0A"}
    assert message.startswith("100 % '\\u000d\n::error file=x::forged\\u001b[31m'\nhelp: Write ::set-output")


def test_no_finding_is_no_command() -> None:
    assert render_github([]) == "Conforms: no findings.\n"


@pytest.mark.usefixtures("korean")
def test_a_message_in_korean() -> None:
    ((_, _, message),) = commands(render_github([UNKNOWN_KEY], "ko"))
    assert message.startswith("'base_on'은(는) 레코드의 키가 아닙니다.\n도움말: 'based_on'인가요?\n설명: ")
