"""Findings as a SHACL validation report in Turtle (SHACL, W3C Recommendation of 20 July 2017, section 3.6).

1. ``sh:conforms`` is true only when there is no result at all (3.6.1.1): a warning or a note makes it false, too.
2. A finding of a shape has the shape's IRI and the component that SHACL gives it. One of a rule that is no shape has no
   ``sh:sourceShape``, and ``mllmsh:RuleConstraintComponent`` as its component, since each result must have one (3.6.2.7).
3. Each result must have a focus node (3.6.2.1). A finding about a file that speaks of no entity has the file's name.
4. ``sh:resultMessage`` is given in every language that the finding is told in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from mllm_kg.findings.model import Finding, Severity
from mllm_kg.findings.sentence import LANGUAGES, told
from mllm_kg.findings.wording import ordered
from mllm_kg.namespaces import PREFIXES, SHAPES

__all__ = ["render_turtle"]

SH = PREFIXES["sh"]
COMPONENT = SHAPES + "RuleConstraintComponent"
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_SEVERITIES = {Severity.VIOLATION: "Violation", Severity.WARNING: "Warning", Severity.INFO: "Info"}
_NAMESPACES = tuple(PREFIXES.values())


def render_turtle(findings: Sequence[Finding], language: str = "en") -> str:
    """Return findings as a validation report.

    :param language: plays no part: a report has all languages
    """
    triples = list(_report(ordered(findings)))
    used = {prefix: namespace for prefix, namespace in PREFIXES.items() if _in_use(namespace, triples)}
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=used) or b"").decode()


def _report(findings: Sequence[Finding]) -> Iterator[ox.Triple]:
    report = ox.BlankNode("report")
    yield ox.Triple(report, _TYPE, _sh("ValidationReport"))
    yield ox.Triple(report, _sh("conforms"), ox.Literal(not findings))
    results = [ox.BlankNode(f"result{number}") for number in range(1, len(findings) + 1)]
    yield from (ox.Triple(report, _sh("result"), result) for result in results)
    for result, found in zip(results, findings, strict=True):
        for name, value in _result(found):
            yield ox.Triple(result, _TYPE if name == "a" else _sh(name), value)


def _result(found: Finding) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    yield "a", _sh("ValidationResult")
    yield "focusNode", _term(found.focus or str(found.location or found.rule), found.focus is not None)
    if found.path is not None and (path := _iri(found.path)):
        yield "resultPath", path
    if found.value is not None:
        yield "value", _term(found.value, found.value.startswith(_NAMESPACES))
    yield "resultSeverity", _sh(_SEVERITIES[found.severity])
    component = _iri(found.component) if found.component else None
    if component is not None and (shape := _iri(SHAPES + found.rule)):
        yield "sourceShape", shape
    yield "sourceConstraintComponent", component or ox.NamedNode(COMPONENT)
    for language in LANGUAGES:
        parts = [told(part, language) for part in (found.message, found.suggestion) if part]
        if language == "en" or parts != [str(part) for part in (found.message, found.suggestion) if part]:
            yield "resultMessage", ox.Literal(" ".join(parts), language=language)


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SH + name)


def _iri(text: str) -> ox.NamedNode | None:
    try:
        return ox.NamedNode(text)
    except ValueError:
        return None


def _term(text: str, is_iri: bool) -> ox.NamedNode | ox.Literal:
    """Return a text as an IRI, where it is one and well formed, else as a literal."""
    return (_iri(text) if is_iri else None) or ox.Literal(text)


def _in_use(namespace: str, triples: Sequence[ox.Triple]) -> bool:
    return any(
        isinstance(term, ox.NamedNode) and term.value.startswith(namespace) for triple in triples for term in triple
    )
