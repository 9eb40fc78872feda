"""Findings in the Static Analysis Results Interchange Format (SARIF) 2.1.0, which code hosts and editors read.

Numbers in parentheses are sections of the specification (OASIS Standard, with errata 01). Columns count code points
(3.14.27), from 1, and ``endColumn`` is the one after the last (3.30.8): just as in :class:`Location`.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any, TypeAlias
from urllib.parse import quote

from mllm_kg.findings.model import Finding, Location, Related, Severity
from mllm_kg.findings.rules import READING_RULES
from mllm_kg.findings.sentence import told
from mllm_kg.findings.wording import ordered, rule_page

__all__ = ["address", "render_sarif"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://github.com/mllm-kg/mllm_kg"
LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
"""What SARIF calls severities (3.27.10)."""

SNIPPET = 2_000
"""A longer line is left to the file."""

_Object: TypeAlias = dict[str, Any]


def render_sarif(findings: Sequence[Finding], language: str = "en") -> str:
    """Return findings as a SARIF log with one run.

    :param language: the BCP 47 tag of a language that findings are told in
    """
    from mllm_kg import __version__

    everything = ordered(findings)
    worst = {found.rule: found.severity for found in reversed(everything)}
    rules = sorted(worst)
    driver = {
        "name": "mllm-kg",
        "semanticVersion": __version__,
        "informationUri": HOME,
        "rules": [_rule(rule, worst[rule]) for rule in rules],
    }
    seen: Counter[str] = Counter()
    run = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "results": [_result(found, rules.index(found.rule), seen, language) for found in everything],
    }
    log = {"version": "2.1.0", "$schema": SCHEMA, "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def address(path: str) -> str:
    """Return a path as a relative URI reference, an absolute path as a ``file`` URI (3.4.3; RFC 3986, 4.2)."""
    if PurePath(path).is_absolute():
        return PurePath(path).as_uri()
    return quote(PurePath(path).as_posix(), safe="/", errors="replace")


def _rule(rule: str, severity: Severity) -> _Object:
    """Return a reportingDescriptor (3.49)."""
    known = READING_RULES.get(rule)
    return {
        "id": rule,
        "shortDescription": {"text": _plain(known.meaning if known else rule.replace("-", " "))},
        "helpUri": rule_page(rule),
        "defaultConfiguration": {"level": LEVELS[severity]},
    }


def _result(found: Finding, rule: int, seen: Counter[str], language: str) -> _Object:
    """Return a result (3.27)."""
    advice = f" {told(found.suggestion, language)}" if found.suggestion else ""
    result: _Object = {
        "ruleId": found.rule,
        "ruleIndex": rule,
        "level": LEVELS[found.severity],
        "message": {"text": _plain(told(found.message, language) + advice)},
        "locations": [_location(found)] if found.location or found.focus else [],
        "partialFingerprints": {"finding/v1": _fingerprint(found, seen)},
    }
    if found.related:
        result["relatedLocations"] = list(_related(found.related, language))
    details = {name: getattr(found, name) for name in ("focus", "path", "value", "component")}
    if known := {name: value for name, value in details.items() if value is not None}:
        result["properties"] = known
    return result


def _location(found: Finding) -> _Object:
    """Return a location (3.28): the place in the file, the entity as a logical location (3.33), or both."""
    made: _Object = {}
    if found.location is not None:
        made["physicalLocation"] = _physical(found.location, found.source)
    if found.focus is not None:
        logical = {"fullyQualifiedName": found.focus, "kind": "resource", "name": found.label}
        made["logicalLocations"] = [{name: value for name, value in logical.items() if value}]
    return made


def _physical(place: Location, source: str | None) -> _Object:
    """Return a physicalLocation (3.29) with its region (3.30), where the line is known."""
    made: _Object = {"artifactLocation": {"uri": address(place.path)}}
    if place.line is not None:
        columns = {"startColumn": place.column, "endColumn": place.end if place.column is not None else None}
        made["region"] = {
            "startLine": place.line,
            **{name: column for name, column in columns.items() if column is not None},
        }
        if source is not None and len(source) <= SNIPPET:
            made["contextRegion"] = {"startLine": place.line, "snippet": {"text": source}}
    return made


def _related(others: Iterable[Related], language: str) -> Iterable[_Object]:
    for number, other in enumerate(others, start=1):
        yield {
            "id": number,
            "physicalLocation": _physical(other.location, other.source),
            "message": {"text": _plain(told(other.message, language))},
        }


def _fingerprint(found: Finding, seen: Counter[str]) -> str:
    """Return what stays the same when lines move (3.27.17): what is wrong with what, and which of equal ones it is."""
    path = found.location.path if found.location else None
    parts = [found.rule, path, found.focus, found.path, found.value, None if found.focus else str(found.message)]
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"


def _plain(text: str) -> str:
    """Return a plain text message: braces are doubled (3.11.5), and nothing looks like a link (3.11.6)."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")
