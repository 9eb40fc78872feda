"""Clashes: what OWL 2 RL finds wrong with a graph, in words that lead to the mistake.

A reasoner says that a graph is inconsistent, and not where. The rules of OWL 2 Profiles §4.3 that conclude ``false``
find the ordinary mistakes: something in two disjoint classes (cax-dw, cax-adc), in a class and in its complement
(cls-com), or in the empty class (cls-nothing2); two values where there can be one (prp-fp); something related to itself
(prp-irp) or both ways (prp-asyp) where that can't be; two things related in two ways that exclude each other (prp-pdw);
a literal of the wrong datatype (dt-not-type); two things that share a key and may differ otherwise (prp-key).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.errors import InputError
from mllm_kg.findings import Sentence, say
from mllm_kg.namespaces import PREFIXES, curie
from mllm_kg.reasoning.closure import closure
from mllm_kg.reasoning.patterns import RDF_TYPE, SAME

__all__ = ["Clash", "clashes", "clashing"]

_PROLOGUE = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("owl", "rdf", "rdfs", "xsd"))

Clash: TypeAlias = tuple[Sentence, tuple[ox.Triple, ...]]
"""What is wrong, and the triples that can't hold together; none where that is not known."""
_Wording: TypeAlias = Callable[[Mapping[str, str]], Sentence]
_QUERIES: tuple[tuple[_Wording, str, str], ...] = (
    (
        lambda names: say("{x} is {a} and {b}, which are disjoint.", **names),
        "?a owl:disjointWith ?b . ?x a ?a, ?b .",
        "xAa xAb",
    ),
    (
        lambda names: say("{x} is {a} and {b}, which are disjoint.", **names),
        "?all a owl:AllDisjointClasses ; owl:members/rdf:rest*/rdf:first ?a ; owl:members/rdf:rest*/rdf:first ?b . "
        "?x a ?a, ?b . FILTER(STR(?a) < STR(?b))",
        "xAa xAb",
    ),
    (
        lambda names: say("{x} is {a} and {b}, which are complements.", **names),
        "?a owl:complementOf ?b . ?x a ?a, ?b .",
        "xAa xAb",
    ),
    (
        lambda names: say("{x} is {a}, which can have no member.", **names),
        "VALUES ?a { owl:Nothing } ?x a ?a .",
        "xAa",
    ),
    (
        lambda names: say("{x} has {a} and {b} for {p}, which can have one value only.", **names),
        "?p a owl:FunctionalProperty . ?x ?p ?a, ?b . FILTER(STR(?a) < STR(?b))",
        "xpa xpb",
    ),
    (
        lambda names: say("{x} is related to itself by {p}, which can't be.", **names),
        "?p a owl:IrreflexiveProperty . ?x ?p ?x .",
        "xpx",
    ),
    (
        lambda names: say("{x} and {a} are related by {p} both ways, which can't be.", **names),
        "?p a owl:AsymmetricProperty . ?x ?p ?a . ?a ?p ?x . FILTER(STR(?x) <= STR(?a))",
        "xpa apx",
    ),
    (
        lambda names: say("{x} is related to {a} by {p} and by {b}, which exclude each other.", **names),
        "?p owl:propertyDisjointWith ?b . ?x ?p ?a ; ?b ?a .",
        "xpa xba",
    ),
    (
        lambda names: say("{x} has {a} for {p}, which is not of {b}.", **names),
        "?p rdfs:range ?b . ?x ?p ?a . FILTER(isLiteral(?a) && STRSTARTS(STR(?b), STR(xsd:)) && datatype(?a) != ?b)"
        "FILTER(!isNumeric(?a) || ?b IN (xsd:string, xsd:boolean, xsd:anyURI, xsd:dateTime))",
        "xpa",
    ),
    (
        lambda names: say("{x} and {a} share a key, so they are taken for the same.", **names),
        "?x owl:sameAs ?a .",
        "",
    ),
)


def clashes(axioms: Iterable[ox.Triple], assertions: Iterable[ox.Triple]) -> list[Sentence]:
    """Return one line for each clash between what follows from the assertions, sorted."""
    return sorted({sentence for sentence, _ in clashing(axioms, assertions)})


def clashing(axioms: Iterable[ox.Triple], assertions: Iterable[ox.Triple]) -> list[Clash]:
    """Return each clash between what follows from the assertions, with the triples that clash, sorted."""
    axioms, assertions = list(axioms), list(assertions)
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in (*axioms, *assertions, *_following(axioms, assertions)))
    found = {clash for wording, pattern, facts in _QUERIES for clash in _found(store, wording, pattern, facts)}
    return sorted(found, key=lambda clash: (clash[0], str(clash[1])))


def _following(axioms: list[ox.Triple], assertions: list[ox.Triple]) -> list[ox.Triple]:
    try:
        return closure((triple for triple in assertions if triple.predicate != SAME), axioms)
    except InputError:
        return []


def _found(store: ox.Store, wording: _Wording, pattern: str, facts: str) -> Iterator[Clash]:
    solutions = store.query(f"{_PROLOGUE} SELECT DISTINCT ?x ?a ?b ?p WHERE {{ {pattern} }}")
    assert isinstance(solutions, ox.QuerySolutions)
    for solution in solutions:
        terms = {name: solution[name] for name in "xabp" if solution[name] is not None}
        sentence = wording({name: _name(term) for name, term in terms.items()})
        triples = (_triple(*(RDF_TYPE if name == "A" else terms[name] for name in fact)) for fact in facts.split())
        yield sentence, tuple(triples)


def _triple(subject: object, predicate: object, thing: object) -> ox.Triple:
    assert isinstance(subject, ox.NamedNode | ox.BlankNode)
    assert isinstance(predicate, ox.NamedNode)
    assert isinstance(thing, ox.NamedNode | ox.BlankNode | ox.Literal)
    return ox.Triple(subject, predicate, thing)


def _name(term: object) -> str:
    return curie(term.value) if isinstance(term, ox.NamedNode) else str(term)
