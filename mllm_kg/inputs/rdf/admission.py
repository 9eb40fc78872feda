"""What an RDF file states that an addition may not.

1. Terms of RDF 1.2, which no other tool of this project knows: statements as values, and texts with a direction.
2. Named graphs of this project that only a build writes.
3. Axioms: what terms mean is the ontology's to say, not an addition's.
4. Literals that are too long, or hold control characters, which XML and most readers can't take; IRIs that hold
   characters that nobody sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from mllm_kg.findings import Location, say
from mllm_kg.inputs.limits import Limits, too_long
from mllm_kg.inputs.model import Place, Places
from mllm_kg.inputs.rdf.iris import FORBIDDEN
from mllm_kg.inputs.rdf.irregular import why_bad
from mllm_kg.inputs.rdf.report import Problem, Report
from mllm_kg.inputs.rdf.spans import Span
from mllm_kg.namespaces import BASE, GRAPH, KG, ONTOLOGY, PREFIXES, QUERY, SHAPES, curie
from mllm_kg.records.text import shown

__all__ = ["RESERVED", "admit", "refused_term"]

RESERVED = ("ontology", "alignments", "inferred", "provenance", "names", "survey-list")
"""The named graphs that a build makes, by the first segment of their names."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_RDFS, _OWL = PREFIXES["rdfs"], PREFIXES["owl"]
_OURS = (ONTOLOGY, SHAPES, QUERY)
_FOREIGN = tuple(space for space in PREFIXES.values() if not space.startswith(BASE))
_AXIOMS = frozenset(
    (
        *(_RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")),
        *(_OWL + name for name in ("equivalentClass", "equivalentProperty", "disjointWith", "inverseOf", "unionOf")),
        *(
            _OWL + name
            for name in ("intersectionOf", "oneOf", "complementOf", "propertyChainAxiom", "hasKey", "imports")
        ),
        *(_OWL + name for name in ("propertyDisjointWith", "disjointUnionOf", "onProperty", "sameAs", "differentFrom")),
    )
)


def admit(quads: Iterable[ox.Quad], places: Places, report: Report, limits: Limits, own: ox.NamedNode) -> None:
    """Add to a report what a file states that it may not.

    :param quads: what it states
    :param places: where
    :param report: takes the findings
    :param limits: how long literals may be
    :param own: the named graph for statements that stand in none
    """
    known: set[str] = set()
    for quad in quads:
        place = places.statements[quad.triple]
        _iris(quad, place, known, report)
        if isinstance(quad.object, ox.Literal):
            _literal(quad.object, place.object, report, limits)
        if quad.graph_name != own:
            _graph(quad, place, report)
        _axiom(quad, place, report)


def refused_term(span: Span) -> Problem:
    """Tell of a statement that stands as a term of another one."""
    message = say("A statement about a statement (RDF 1.2, RDF-star) is refused.")
    return Problem("refused-input", span, message, say("Write it in RDF 1.1: most tools know nothing else."))


def _iris(quad: ox.Quad, place: Place, known: set[str], report: Report) -> None:
    """Tell of IRIs that Oxigraph takes and other readers do not, each once."""
    terms = ((quad.subject, place.subject), (quad.predicate, place.predicate), (quad.object, place.object))
    for term, where in (*terms, (quad.graph_name, place.subject)):
        iri = term.datatype if isinstance(term, ox.Literal) else term
        if isinstance(iri, ox.NamedNode) and iri.value not in known:
            known.add(iri.value)
            if FORBIDDEN.search(iri.value):
                report.tell_at("bad-iri", where, *why_bad(iri.value))


def _literal(literal: ox.Literal, place: Location, report: Report, limits: Limits) -> None:
    if len(literal.value) > limits.literal:
        report.findings.append(too_long(place, limits.literal))
    if literal.direction is not None:
        message = say("A text with a direction (RDF 1.2) is refused.")
        report.tell_at("refused-input", place, message, say("Write its language alone: most tools know nothing else."))
    if match := _CONTROL.search(literal.value):
        code = f"U+{ord(match[0]):04X}"
        message = say("The text holds the control character {code}.", code=code)
        report.tell_at("control-character", place, message, say("Take it out: XML and most readers can not take it."))


def _graph(quad: ox.Quad, place: Place, report: Report) -> None:
    """Tell of a graph that an addition may not write into, once for each."""
    name = quad.graph_name
    if not isinstance(name, ox.NamedNode) or not name.value.startswith(GRAPH):
        return
    first = name.value[len(GRAPH) :].partition("/")[0]
    if first in RESERVED:
        message = say("Nothing may be added to the graph {graph}: only a build writes it.", graph=curie(name.value))
        advice = say("Leave the statements outside any graph, or in a graph of your own.")
        if not any(found.rule == "reserved-graph" and found.message == message for found in report.findings):
            report.tell_at("reserved-graph", place.subject, message, advice, value=name.value)


def _axiom(quad: ox.Quad, place: Place, report: Report) -> None:
    """Tell of a statement about a term: of ours any, of others what would change its meaning."""
    subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
    if subject.startswith(_OURS):
        _term(subject, place.subject, report)
    elif quad.predicate.value in _AXIOMS:
        value = quad.object.value if isinstance(quad.object, ox.NamedNode) else ""
        if subject.startswith(_FOREIGN):
            _term(subject, place.subject, report)
        elif value.startswith((*_OURS, *_FOREIGN)) and not subject.startswith(KG):
            _term(value, place.object, report)


def _term(term: str, place: Location, report: Report) -> None:
    message = say("{term} is a term, and an addition may not say what it means.", term=shown(curie(term)))
    advice = say("Make statements about things; terms are changed in the ontology.")
    report.tell_at("ontology-term", place, message, advice, focus=term)
