"""Graphs of all kinds, written by Oxigraph and by rdflib in every syntax: each statement has its place."""

from __future__ import annotations

import logging
import warnings
from xml.parsers import expat

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mllm_kg.inputs.rdf import FORMATS
from tests.inputs.rdf.placing import HERE, at, read, same, unplaced

PREFIXES = {"ex": "http://ex.org/", "o": "http://other.org/ns/"}
IRIS = [
    "http://ex.org/a",
    "http://ex.org/b#c",
    "http://ex.org/é",
    "urn:x:y",
    "http://ex.org/a.b",
    "http://ex.org/a?c=d&e",
    "http://ex.org/p/1",
]
PROPERTIES = [
    "http://ex.org/p",
    "http://ex.org/q#r",
    "http://other.org/ns/zé",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
]
KINDS = ["integer", "decimal", "double", "boolean", "date"]
TEXTS = st.text(alphabet="ab é漢😀\n\t\"'\\<>&]{}[]();,.#@^_%-:/\u2028", max_size=8)
LITERALS = (
    st.builds(ox.Literal, TEXTS)
    | st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXTS, st.sampled_from(["en", "pt-br", "zh-hant"]))
    | st.builds(
        lambda text, kind: ox.Literal(text, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#" + kind)),
        st.sampled_from(["1", "01", "-5", "1.50", "1e5", "true", "x", ""]),
        st.sampled_from(KINDS),
    )
)
NAMED = st.sampled_from([ox.NamedNode(iri) for iri in IRIS])
BLANK = st.sampled_from([ox.BlankNode(f"b{number}") for number in range(3)])
TYPE = ox.NamedNode(PROPERTIES[-1])
TRIPLES = st.builds(
    ox.Triple, NAMED | BLANK, st.sampled_from([ox.NamedNode(iri) for iri in PROPERTIES]), LITERALS | NAMED | BLANK
).filter(lambda triple: triple.predicate != TYPE or isinstance(triple.object, ox.NamedNode))
GRAPHS = st.lists(TRIPLES, min_size=1, max_size=7, unique=True)
BY_RDFLIB = {"turtle": "ttl", "longturtle": "ttl", "nt": "nt", "xml": "rdf", "pretty-xml": "rdf", "json-ld": "jsonld"}
quickly = settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True)
def quiet() -> object:
    """Let rdflib not complain about literals that are none of their datatype."""
    logging.disable(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    logging.disable(logging.NOTSET)


def by_rdflib(triples: list[ox.Triple], name: str, **options: object) -> str:
    """Return triples as rdflib writes them."""
    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    graph.parse(data=(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode(), format="nt")
    return graph.serialize(format=name, **options)  # type: ignore[arg-type, return-value]


def check(text: str, kind: str) -> None:
    """Each statement of a text has a place inside it, and its subject, property and value stand there."""
    assert unplaced(text, kind) == []
    made = read(text, kind)
    assert {found.rule for found in made.findings} <= {"ontology-term"}
    for triple, place in made.places.statements.items():
        for term, where in zip(triple, (place.subject, place.predicate, place.object), strict=True):
            if isinstance(term, ox.NamedNode) and not (kind == "rdf" and term == TYPE):
                ending = term.value[-1]
                written = at(text, where)
                assert written == "a" or written.endswith(":") or written.rstrip(">").endswith(ending), (term, written)


@pytest.mark.parametrize("kind", ["ttl", "nt", "jsonld", "rdf"])
@quickly
@given(GRAPHS)
def test_graphs_written_by_oxigraph(kind: str, triples: list[ox.Triple]) -> None:
    text = (ox.serialize(triples, format=FORMATS[kind], prefixes=PREFIXES) or b"").decode()
    check(text, kind)
    assert same(read(text, kind).quads, [ox.Quad(*triple, HERE) for triple in triples])


@pytest.mark.parametrize("kind", ["trig", "nq", "jsonld"])
@quickly
@given(GRAPHS, st.lists(NAMED, min_size=7, max_size=7))
def test_datasets_written_by_oxigraph(kind: str, triples: list[ox.Triple], names: list[ox.NamedNode]) -> None:
    quads = [ox.Quad(*triple, name) for triple, name in zip(triples, names, strict=False)]
    text = (ox.serialize(quads, format=FORMATS[kind], prefixes=PREFIXES) or b"").decode()
    check(text, kind)
    assert same(read(text, kind).quads, quads)


@pytest.mark.parametrize("name", BY_RDFLIB)
@quickly
@given(GRAPHS)
def test_graphs_written_by_rdflib(name: str, triples: list[ox.Triple]) -> None:
    try:
        text = by_rdflib(triples, name)
    except ValueError:
        return  # rdflib finds no short name for a class
    if name.endswith("xml"):
        try:
            expat.ParserCreate().Parse(text, True)
        except expat.ExpatError:
            return  # rdflib leaves an & in a namespace as it is
    check(text, BY_RDFLIB[name])


@quickly
@given(GRAPHS)
def test_compact_json_ld_written_by_rdflib(triples: list[ox.Triple]) -> None:
    check(by_rdflib(triples, "json-ld", auto_compact=True), "jsonld")


def test_the_ontology_has_a_place_for_every_statement() -> None:
    from mllm_kg.assets import find_assets

    for path in [*find_assets().ontology.glob("*.ttl"), *find_assets().shapes.glob("*.ttl")]:
        assert unplaced(path.read_text(encoding="utf-8"), "ttl") == []
