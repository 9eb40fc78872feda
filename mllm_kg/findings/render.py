"""Findings for people and for programs: a registry of formats, each a function from findings to text.

``text`` gathers the findings of one rule under a line that says how bad they are and what would be right, and tells each
finding once. ``json`` has everything that is known about each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from mllm_kg.findings.model import Finding, Severity

__all__ = ["RENDERERS", "render_json", "render_text", "summary"]

SHOWN = 5
_ORDER = tuple(Severity)
_NOUNS = {
    Severity.VIOLATION: ("violation", "violations"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("note", "notes"),
}


def summary(findings: Iterable[Finding]) -> str:
    """Return one line that counts findings and says whether the data conforms: whether nothing violates a rule."""
    counts = _counts(findings)
    parts = [f"{count} {_NOUNS[severity][count != 1]}" for severity, count in counts.items() if count]
    verdict = "Does not conform" if counts[Severity.VIOLATION] else "Conforms"
    return f"{verdict}: {', '.join(parts)}." if parts else f"{verdict}: no findings."


def render_text(findings: Sequence[Finding]) -> str:
    """Return findings as text, the worst first; of the notes of one rule only the first few."""
    ordered = sorted(findings, key=lambda found: (_ORDER.index(found.severity), found.rule))
    blocks = [
        _block(severity, rule, list(group))
        for (severity, rule), group in groupby(ordered, key=lambda found: (found.severity, found.rule))
    ]
    return "\n\n".join([*blocks, summary(findings)]) + "\n"


def render_json(findings: Sequence[Finding]) -> str:
    """Return findings as a JSON document: whether the data conforms, counts, and every finding with all its parts."""
    counts = _counts(findings)
    document = {
        "conforms": not counts[Severity.VIOLATION],
        "counts": {severity.value: count for severity, count in counts.items()},
        "findings": [_parts(found) for found in findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


RENDERERS: Mapping[str, Callable[[Sequence[Finding]], str]] = {"text": render_text, "json": render_json}
"""The formats, by name."""


def _counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    counts = dict.fromkeys(_ORDER, 0)
    for found in findings:
        counts[found.severity] += 1
    return counts


def _block(severity: Severity, rule: str, findings: Sequence[Finding]) -> str:
    """Return what one rule found: what would be right is told once where all findings agree about it."""
    advice = {found.suggestion for found in findings}
    shared = advice.pop() if len(advice) == 1 else None
    head = f"{severity} {rule}: {shared}" if shared else f"{severity} {rule}"
    hidden = len(findings) - SHOWN if severity is Severity.INFO and len(findings) > SHOWN + 1 else 0
    shown = findings[:SHOWN] if hidden else findings
    lines = [_line(found, None if shared else found.suggestion) for found in shown]
    more = [f"  … and {hidden} more; the format json has them all."] if hidden else []
    return "\n".join([head, *lines, *more])


def _line(found: Finding, advice: str | None) -> str:
    place = f"{found.location}: " if found.location else ""
    return f"  {place}{found.message}" + (f" {advice}" if advice else "")


def _parts(found: Finding) -> dict[str, Any]:
    place = found.location
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "message": found.message,
        "suggestion": found.suggestion,
        "location": {"path": place.path, "line": place.line, "column": place.column} if place else None,
        "focus": found.focus,
        "label": found.label,
        "path": found.path,
        "value": found.value,
    }
