"""Axioms as people read them.

An axiom of a term is told under a heading (*is a*, *is the same as*, *from*, *to*, *follows from* …), as phrases with
links; :mod:`mllm_kg.reference.expressions` reads what stands in them. What one axiom says about several terms
(``owl:AllDisjointClasses``, ``owl:AllDifferent``) is told at each of them.

Nodes without a name have no order of their own, so phrases are sorted by how they read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.reference.expressions import Expressions, formal_name
from mllm_kg.reference.phrases import MANCHESTER, TEMPLATES, Phrase, plain
from mllm_kg.reference.statements import Statements, Term, full

__all__ = ["CHARACTERISTICS", "Axiom", "Reader"]

CHARACTERISTICS = (
    "Functional",
    "InverseFunctional",
    "Transitive",
    "Symmetric",
    "Asymmetric",
    "Reflexive",
    "Irreflexive",
)
"""The characteristics of properties, by the name of their class without ``Property``."""


@dataclass(frozen=True, slots=True)
class Axiom:
    """What one heading says about a term.

    :param heading: its key among the words of the pages
    :param phrases: what it says; each is a value of its own
    :param manchester: the same in the Manchester syntax, where that says more than a name
    """

    heading: str
    phrases: tuple[Phrase, ...]
    manchester: tuple[str, ...] = ()


class Reader:
    """Reads the axioms of an ontology.

    :param statements: the ontology
    :param name: what a page calls an IRI
    :param language: the language of the phrases; English where there are none
    """

    def __init__(self, statements: Statements, name: Callable[[str], str], language: str) -> None:
        self._all = statements
        self._plain = Expressions(statements, name, TEMPLATES.get(language, TEMPLATES["en"]))
        self._formal = Expressions(statements, formal_name, MANCHESTER)

    def of_class(self, term: ox.NamedNode) -> tuple[Axiom, ...]:
        """Return what the axioms say about a class."""
        lists = self._all.objects(term, "owl:disjointUnionOf")
        told = (
            self._expressions("is-a", self._all.objects(term, "rdfs:subClassOf")),
            self._expressions("same-as", self._all.objects(term, "owl:equivalentClass")),
            self._expressions("union-of", [member for head in lists for member in self._all.members(head)]),
            self._terms("disjoint", self._apart(term, "owl:disjointWith", "owl:AllDisjointClasses")),
            self._lists("key", term, "owl:hasKey", "and"),
        )
        return tuple(axiom for axiom in told if axiom.phrases)

    def of_property(self, term: ox.NamedNode) -> tuple[Axiom, ...]:
        """Return what the axioms say about a property."""
        inverse = [*self._all.objects(term, "owl:inverseOf"), *self._all.subjects("owl:inverseOf", term)]
        told = (
            self._expressions("from", self._all.objects(term, "rdfs:domain")),
            self._expressions("to", self._all.objects(term, "rdfs:range")),
            self._expressions("sub-property-of", self._all.objects(term, "rdfs:subPropertyOf")),
            self._expressions("same-as", self._all.objects(term, "owl:equivalentProperty")),
            self._terms("inverse", {node for node in inverse if isinstance(node, ox.NamedNode)}),
            self._lists("chain", term, "owl:propertyChainAxiom", "chain"),
            self._terms("disjoint", self._apart(term, "owl:propertyDisjointWith", "owl:AllDisjointProperties")),
        )
        return tuple(axiom for axiom in told if axiom.phrases)

    def of_individual(self, term: ox.NamedNode) -> tuple[Axiom, ...]:
        """Return what the axioms say about an individual."""
        types = [node for node in self._all.objects(term, "rdf:type") if node.value != full("owl:NamedIndividual")]
        told = (
            self._expressions("is-a", types),
            self._terms("same-as", set(self._all.named(term, "owl:sameAs"))),
            self._terms("different", self._apart(term, "owl:differentFrom", "owl:AllDifferent")),
        )
        return tuple(axiom for axiom in told if axiom.phrases)

    def characteristics(self, term: ox.NamedNode) -> tuple[str, ...]:
        """Return the characteristics of a property, of :data:`CHARACTERISTICS`."""
        types = {node.value for node in self._all.named(term, "rdf:type")}
        return tuple(name for name in CHARACTERISTICS if full(f"owl:{name}Property") in types)

    def expression(self, node: Term) -> Phrase:
        """Return how a class expression, a property or a value reads."""
        return self._plain.told(node)

    def _expressions(self, heading: str, nodes: Iterable[Term]) -> Axiom:
        found = {plain(phrase): (phrase, node) for node in nodes for phrase in (self._plain.told(node),)}
        ordered = [found[text] for text in sorted(found, key=lambda text: (len(found[text][0]) > 1, text))]
        formal = tuple(plain(self._formal.told(node)) for _, node in ordered if not isinstance(node, ox.NamedNode))
        return Axiom(heading, tuple(phrase for phrase, _ in ordered), formal)

    def _terms(self, heading: str, nodes: Iterable[ox.NamedNode]) -> Axiom:
        phrases = [self._plain.told(node) for node in nodes]
        return Axiom(heading, tuple(sorted(phrases, key=plain)))

    def _lists(self, heading: str, term: ox.NamedNode, short: str, between: str) -> Axiom:
        heads = self._all.objects(term, short)
        phrases = sorted((self._plain.sequence(head, between) for head in heads), key=plain)
        formal = sorted(plain(self._formal.sequence(head, between)) for head in heads) if heading == "chain" else []
        return Axiom(heading, tuple(phrases), tuple(formal))

    def _apart(self, term: ox.NamedNode, pair: str, group: str) -> set[ox.NamedNode]:
        """Return what a term is apart from: said in pairs, in both directions, or of all members of a list."""
        found: set[Term] = {*self._all.objects(term, pair), *self._all.subjects(pair, term)}
        for axiom in self._all.of_type(group):
            for short in ("owl:members", "owl:distinctMembers"):
                members = [node for head in self._all.objects(axiom, short) for node in self._all.members(head)]
                found.update(members if term in members else ())
        return {node for node in found if isinstance(node, ox.NamedNode) and node != term}
