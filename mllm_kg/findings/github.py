"""Findings as workflow commands of GitHub Actions: each becomes an annotation of its line.

The runner splits a command at ``::``, its properties at ``,`` and reads one line at a time, so these are escaped, and
nothing that a file says can end a command or begin another.
"""

from __future__ import annotations

from collections.abc import Sequence

from mllm_kg.findings.model import Finding, Severity
from mllm_kg.findings.sentence import told
from mllm_kg.findings.wording import HELP, NOTE, SEE, ordered, rule_page, summary
from mllm_kg.terminal import printable

__all__ = ["render_github"]

_COMMANDS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_TEXT = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_IN_PROPERTY = {**_IN_TEXT, ord(":"): "%3A", ord(","): "%2C"}


def render_github(findings: Sequence[Finding], language: str = "en") -> str:
    """Return findings as workflow commands, one a line, and a line that counts them.

    :param language: the BCP 47 tag of a language that findings are told in
    """
    lines = [_command(found, language) for found in ordered(findings)]
    return "\n".join([*lines, summary(findings, language)]) + "\n"


def _command(found: Finding, language: str) -> str:
    place = found.location
    properties: dict[str, object] = {}
    if place is not None:
        properties = {"file": place.path, "line": place.line, "col": place.column, "endColumn": place.end}
    properties["title"] = found.rule
    given = ",".join(
        f"{name}={printable(str(value)).translate(_IN_PROPERTY)}"
        for name, value in properties.items()
        if value is not None
    )
    return f"::{_COMMANDS[found.severity]} {given}::{printable(_body(found, language)).translate(_IN_TEXT)}"


def _body(found: Finding, language: str) -> str:
    lines = [told(found.message, language)]
    if found.suggestion:
        lines.append(f"{told(HELP, language)}: {told(found.suggestion, language)}")
    lines.extend(
        f"{told(NOTE, language)}: {other.location}: {told(other.message, language)}" for other in found.related
    )
    return "\n".join([*lines, f"{told(SEE, language)}: {rule_page(found.rule)}"])
