"""Findings as JSON: everything that is known about each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from mllm_kg.findings.model import Finding, Location, Related, Severity
from mllm_kg.findings.sentence import told
from mllm_kg.findings.wording import counts

__all__ = ["render_json"]


def render_json(findings: Sequence[Finding], language: str = "en") -> str:
    """Return findings as a JSON document: whether the data conforms, counts, and every finding with all its parts.

    :param language: the BCP 47 tag of a language that findings are told in
    """
    counted = counts(findings)
    document = {
        "conforms": not counted[Severity.VIOLATION],
        "counts": {severity.value: count for severity, count in counted.items()},
        "findings": [_parts(found, language) for found in findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _parts(found: Finding, language: str) -> dict[str, Any]:
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "message": told(found.message, language),
        "suggestion": told(found.suggestion, language) if found.suggestion else None,
        "location": _place(found.location),
        "source": found.source,
        "related": [_related(other, language) for other in found.related],
        "focus": found.focus,
        "label": found.label,
        "path": found.path,
        "value": found.value,
        "component": found.component,
    }


def _related(other: Related, language: str) -> dict[str, Any]:
    return {
        "location": _place(other.location),
        "message": told(other.message, language),
        "source": other.source,
    }


def _place(place: Location | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"path": place.path, "line": place.line, "column": place.column, "end": place.end}
