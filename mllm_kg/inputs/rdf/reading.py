"""One RDF file, read without trust.

1. The text is looked through before any parser sees it: how deep brackets stand in each other, whether XML has a
   document type, whether JSON-LD would have to fetch a context.
2. Oxigraph's parser tells what the file states. What it can't read is told in plain sentences, with the place.
3. A reader of the same syntax, which is trusted with nothing else, tells where each statement stands. Where it does not
   know, the statement gets the place of its subject, else the start of the file.
4. What may not be added is told of: see :mod:`mllm_kg.inputs.rdf.admission`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pyoxigraph as ox

from mllm_kg.findings import Location
from mllm_kg.guard.lexer import cut
from mllm_kg.inputs.limits import Limits, too_deep, too_many_statements
from mllm_kg.inputs.model import Input, Place, Places
from mllm_kg.inputs.rdf.admission import admit, refused_term
from mllm_kg.inputs.rdf.formats import FORMATS
from mllm_kg.inputs.rdf.jsonld import read_jsonld
from mllm_kg.inputs.rdf.jsonld_text import load_jsonld
from mllm_kg.inputs.rdf.matching import match
from mllm_kg.inputs.rdf.rdfxml import read_rdfxml
from mllm_kg.inputs.rdf.report import Problem, Report, Seen
from mllm_kg.inputs.rdf.semantic_errors import jsonld_problem, rdfxml_problem
from mllm_kg.inputs.rdf.spans import Lines, Span, Stated
from mllm_kg.inputs.rdf.turtle import read_turtle
from mllm_kg.inputs.rdf.turtle_errors import turtle_problems
from mllm_kg.inputs.rdf.xml_text import check_xml, plain
from mllm_kg.records.text import in_text

__all__ = ["read_rdf_input"]

_ERRORS = 200
"""How many errors of a file are looked at."""

_TERMS = 1000
"""How many terms of RDF 1.2 the parser may see, whatever they stand in: it does not survive deep ones."""


def read_rdf_input(text: str, name: str, format: str, default_graph: ox.NamedNode) -> Input:
    """Return what an RDF file states, where, and what is wrong with it; nothing is fetched.

    :param text: the file's text
    :param name: what the user calls it
    :param format: a key of :data:`FORMATS`
    :param default_graph: the named graph for statements that stand in none
    :returns: the input; when it can't be read as a whole, it states nothing, and its findings say why
    """
    made = Input(name, text, format)
    lines, limits = Lines(name, text), Limits.in_force()
    report = Report(lines)
    seen = _SEEN.get(format, _of_turtle)(lines, report, limits)
    quads = _parsed(seen, format, report, limits) if seen else None
    if seen and quads is not None:
        for problem in seen.ignored:
            report.told(problem)
        named = _named(quads, default_graph)
        made.places = _places(lines, named, match(quads, seen.stated, seen.labels), seen)
        admit(named, made.places, report, limits, default_graph)
        made.quads = named if report.usable else []
    made.findings = in_text(report.findings, text)
    return made


def _of_turtle(lines: Lines, report: Report, limits: Limits) -> Seen | None:
    """Look through Turtle, TriG, N-Triples or N-Quads."""
    if lines.text.count("<<(") > _TERMS:
        report.told(refused_term(Span(lines.text.find("<<("), lines.text.find("<<(") + 3)))
        return None
    depth, tokens = 0, list(cut(lines.text))
    for token in tokens:
        if token.kind == "symbol" and lines.text.startswith(("<<", "{|", "~"), token.start):
            report.told(refused_term(Span(token.start, token.start + 2)))
            return None
        depth += (token.text in ("[", "(", "{")) - (token.text in ("]", ")", "}"))
        if depth > limits.nesting:
            report.findings.append(too_deep(lines.at(Span(token.start, token.end)), limits.nesting))
            return None
    return Seen(*read_turtle(tokens), tokens=tokens)


def _of_jsonld(lines: Lines, report: Report, limits: Limits) -> Seen | None:
    """Look through JSON-LD."""
    loaded = load_jsonld(lines, report, limits)
    if loaded is None:
        return None
    seen = read_jsonld(loaded[0])
    seen.text = loaded[1]
    return seen


def _of_rdfxml(lines: Lines, report: Report, limits: Limits) -> Seen | None:
    """Look through RDF/XML."""
    check_xml(lines, report, limits)
    if report.findings:
        return None
    seen = read_rdfxml(lines.text, lines)
    seen.text = plain(lines.text)
    return seen


_SEEN: dict[str, Callable[[Lines, Report, Limits], Seen | None]] = {"jsonld": _of_jsonld, "rdf": _of_rdfxml}


def _parsed(seen: Seen, format: str, report: Report, limits: Limits) -> list[ox.Quad] | None:
    """Return what Oxigraph's parser reads; ``None``, and a report, when it can't read all of it or there is too much."""
    quads: list[ox.Quad] = []
    errors: list[SyntaxError] = []
    parser = ox.parse(report.lines.text if seen.text is None else seen.text, FORMATS[format])
    while len(errors) < _ERRORS and len(quads) <= limits.statements:
        try:
            quads.append(next(parser))
        except StopIteration:
            break
        except SyntaxError as error:
            errors.append(error)
    if errors:
        for problem in _problems(errors, seen, format, report.lines):
            report.told(problem)
        return None
    if len(quads) > limits.statements:
        report.findings.append(too_many_statements(Location(report.lines.name, 1, 1), limits.statements))
        return None
    return quads


def _problems(errors: Sequence[SyntaxError], seen: Seen, format: str, lines: Lines) -> list[Problem]:
    """Return why Oxigraph's parser can't read a file."""
    if format not in _SEEN:
        return turtle_problems(errors, seen.tokens, lines, format)
    if seen.problem:
        return [seen.problem]
    tell = jsonld_problem if format == "jsonld" else rdfxml_problem
    return [tell(errors[0].msg, lines.text)]


def _named(quads: Iterable[ox.Quad], default_graph: ox.NamedNode) -> list[ox.Quad]:
    """Return statements in named graphs, with blank nodes that no other file has."""
    fresh: dict[object, ox.BlankNode] = {}

    def renamed(term: Any) -> Any:
        if isinstance(term, ox.Triple):
            return ox.Triple(renamed(term.subject), term.predicate, renamed(term.object))
        return fresh.setdefault(term, ox.BlankNode()) if isinstance(term, ox.BlankNode) else term

    made = []
    for quad in quads:
        graph = default_graph if isinstance(quad.graph_name, ox.DefaultGraph) else renamed(quad.graph_name)
        made.append(ox.Quad(renamed(quad.subject), quad.predicate, renamed(quad.object), graph))
    return made


def _places(lines: Lines, quads: Sequence[ox.Quad], matched: Sequence[Stated | None], seen: Seen) -> Places:
    """Return where statements stand."""
    places = Places()
    subjects: dict[object, Span] = dict(seen.subjects.items())
    for one in seen.stated:
        subjects.setdefault(one.subject, one.places[0])
    for quad, found in zip(quads, matched, strict=True):
        spans = found.places if found else (subjects.get(quad.subject, Span(0, 0)),) * 3
        places.note(quad.triple, Place(*map(lines.at, spans)))
    return places
