"""Turtle in, triples out; owlrl as the oracle of the closure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from mllm_kg.assets import Assets

PREFIXES = """
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TERMS = (RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty)
TRIVIAL = (OWL.Thing, OWL.Nothing)
VOCABULARY = tuple(map(str, (OWL, RDF, RDFS)))

Oracle = Callable[[Iterable[ox.Triple]], list[ox.Triple]]
Turtle = Callable[[str], list[ox.Triple]]


def parse(text: str) -> list[ox.Triple]:
    quads = ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    return [quad.triple for quad in quads]


def says_something(subject: object, predicate: object, thing: object) -> bool:
    """Tell whether a triple that owlrl concludes is one that the closure is to give.

    Left out are statements about literals and unnamed nodes; that something is an ``owl:Thing``, a class, a property
    or anything else of the vocabulary of RDF and OWL; identity; that a term is below itself, below ``owl:Thing``, or
    above ``owl:Nothing``; and the domains and ranges that properties inherit.
    """
    if not isinstance(subject, rdflib.URIRef) or isinstance(thing, rdflib.BNode):
        return False
    if predicate in TERMS:
        return subject != thing and subject not in TRIVIAL and thing not in TRIVIAL
    if predicate == RDF.type:
        return not str(thing).startswith(VOCABULARY)
    return isinstance(predicate, rdflib.URIRef) and (
        not str(predicate).startswith(VOCABULARY) or predicate in (RDFS.label, RDFS.seeAlso)
    )


def conclude(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return what owlrl concludes; keys are kept from it, since owlrl 7.6 ignores the last property of each.

    Its rule prp-key thereby takes all members of a class with a key of one property for the same.
    """
    graph = rdflib.Graph()
    text = "".join(f"{triple} .\n" for triple in triples if triple.predicate.value != str(OWL.hasKey))
    graph.parse(data=text, format="nt")
    before = set(graph)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    new = rdflib.Graph()
    for triple in set(graph) - before:
        if says_something(*triple):
            new.add(triple)
    found = ox.parse(new.serialize(format="nt", encoding="utf-8"), format=ox.RdfFormat.N_TRIPLES)
    return sorted((quad.triple for quad in found), key=str)


@pytest.fixture(scope="session")
def turtle() -> Turtle:
    """Turn Turtle into triples, with the usual prefixes and ``:`` for examples."""
    return parse


@pytest.fixture(scope="session")
def oracle() -> Oracle:
    """Return what owlrl concludes, without what says nothing."""
    return conclude


@pytest.fixture(scope="session")
def ontology(assets: Assets) -> list[ox.Triple]:
    """Return the project's ontology with its alignments."""
    return [
        quad.triple
        for path in sorted(assets.ontology.glob("*.ttl"))
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
