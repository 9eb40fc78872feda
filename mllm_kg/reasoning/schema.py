"""The ontology, closed under the rules of OWL 2 Profiles §4.3 that speak of terms alone (Table 9, scm-*).

The rules about instances are generated from this closed schema, so each class knows all its superclasses, class
expressions included, and each property all its domains and ranges. That a term is below itself is left out
everywhere (scm-cls, scm-op and scm-dp say so of every term).
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

from mllm_kg.namespaces import PREFIXES
from mllm_kg.reasoning.patterns import RDF_TYPE, Pattern, Tree, owl, rdfs
from mllm_kg.reasoning.rules import Rule, fixpoint

__all__ = [
    "DOMAIN",
    "EQUIVALENT_CLASS",
    "EQUIVALENT_PROPERTY",
    "RANGE",
    "SCHEMA_RULES",
    "SUBCLASS",
    "SUBPROPERTY",
    "Node",
    "Schema",
]

Node = ox.NamedNode | ox.BlankNode

SUBCLASS, SUBPROPERTY, DOMAIN, RANGE = rdfs("subClassOf"), rdfs("subPropertyOf"), rdfs("domain"), rdfs("range")
EQUIVALENT_CLASS, EQUIVALENT_PROPERTY = owl("equivalentClass"), owl("equivalentProperty")

_TABLE_9 = (
    ("scm-sco", "?a rdfs:subClassOf ?c", "?a rdfs:subClassOf ?b . ?b rdfs:subClassOf ?c ."),
    ("scm-eqc1", "?a rdfs:subClassOf ?b", "?a owl:equivalentClass ?b ."),
    ("scm-eqc1", "?b rdfs:subClassOf ?a", "?a owl:equivalentClass ?b ."),
    ("scm-eqc2", "?a owl:equivalentClass ?b", "?a rdfs:subClassOf ?b . ?b rdfs:subClassOf ?a ."),
    ("scm-spo", "?p rdfs:subPropertyOf ?r", "?p rdfs:subPropertyOf ?q . ?q rdfs:subPropertyOf ?r ."),
    ("scm-eqp1", "?p rdfs:subPropertyOf ?q", "?p owl:equivalentProperty ?q ."),
    ("scm-eqp1", "?q rdfs:subPropertyOf ?p", "?p owl:equivalentProperty ?q ."),
    ("scm-eqp2", "?p owl:equivalentProperty ?q", "?p rdfs:subPropertyOf ?q . ?q rdfs:subPropertyOf ?p ."),
    ("scm-dom1", "?p rdfs:domain ?b", "?p rdfs:domain ?a . ?a rdfs:subClassOf ?b ."),
    ("scm-dom2", "?p rdfs:domain ?a", "?q rdfs:domain ?a . ?p rdfs:subPropertyOf ?q ."),
    ("scm-rng1", "?p rdfs:range ?b", "?p rdfs:range ?a . ?a rdfs:subClassOf ?b ."),
    ("scm-rng2", "?p rdfs:range ?a", "?q rdfs:range ?a . ?p rdfs:subPropertyOf ?q ."),
    (
        "scm-hv",
        "?a rdfs:subClassOf ?b",
        "?a owl:hasValue ?v ; owl:onProperty ?p . ?b owl:hasValue ?v ; owl:onProperty ?q . ?p rdfs:subPropertyOf? ?q .",
    ),
    (
        "scm-svf1",
        "?a rdfs:subClassOf ?b",
        "?a owl:someValuesFrom ?c ; owl:onProperty ?p . ?b owl:someValuesFrom ?d ; owl:onProperty ?p . "
        "?c rdfs:subClassOf? ?d .",
    ),
    (
        "scm-svf2",
        "?a rdfs:subClassOf ?b",
        "?a owl:someValuesFrom ?c ; owl:onProperty ?p . ?b owl:someValuesFrom ?c ; owl:onProperty ?q . "
        "?p rdfs:subPropertyOf? ?q .",
    ),
    (
        "scm-avf1",
        "?a rdfs:subClassOf ?b",
        "?a owl:allValuesFrom ?c ; owl:onProperty ?p . ?b owl:allValuesFrom ?d ; owl:onProperty ?p . "
        "?c rdfs:subClassOf? ?d .",
    ),
    (
        "scm-avf2",
        "?b rdfs:subClassOf ?a",
        "?a owl:allValuesFrom ?c ; owl:onProperty ?p . ?b owl:allValuesFrom ?c ; owl:onProperty ?q . "
        "?p rdfs:subPropertyOf? ?q .",
    ),
    ("scm-int", "?a rdfs:subClassOf ?b", "?a owl:intersectionOf/rdf:rest*/rdf:first ?b ."),
    ("scm-uni", "?b rdfs:subClassOf ?a", "?a owl:unionOf/rdf:rest*/rdf:first ?b ."),
)


def _schema_rule(name: str, head: str, body: str) -> Rule:
    """Return a row of the table as a rule; it says nothing of a term and itself."""
    short = re.compile(r"\b(owl|rdf|rdfs):(\w+)")
    subject, predicate, thing = short.sub(_full, head).split()
    text = short.sub(_full, body)
    tree = ("sparql", f"{text} FILTER({subject} != {thing})")
    pattern = Pattern(tree, names=frozenset({name}), reads=frozenset(re.findall(r"<[^>]*>", text)))
    return Rule(pattern, subject, predicate, thing)


def _full(match: re.Match[str]) -> str:
    return f"<{PREFIXES[match[1]]}{match[2]}>"


SCHEMA_RULES: tuple[Rule, ...] = tuple(_schema_rule(*row) for row in _TABLE_9)

_UNION, _DISJOINT_UNION = owl("unionOf"), owl("disjointUnionOf")
_LISTING = frozenset((owl("intersectionOf"), _UNION, owl("oneOf"), _DISJOINT_UNION))
_RESTRICTING = frozenset(
    owl(local)
    for local in (
        *("onProperty", "hasValue", "someValuesFrom", "allValuesFrom", "hasSelf", "onClass", "onDataRange"),
        *("minCardinality", "maxCardinality", "cardinality"),
        *("minQualifiedCardinality", "maxQualifiedCardinality", "qualifiedCardinality"),
    )
)


def _unnamed(ontology: Iterable[ox.Triple], origins: dict[ox.Triple, ox.Triple]) -> Iterator[ox.Triple]:
    """Let a class that is said to be an expression be equivalent to one without a name, as OWL 2 writes it.

    OWL 1 wrote ``A owl:oneOf (…)``; OWL 2 Mapping to RDF Graphs, section 3.2.5, reads it still. A disjoint union is a
    union, besides that its parts are disjoint (OWL 2 Structural Specification, section 9.1.4).

    :param origins: takes, for each equivalence that is made, the triple that it is made from
    """
    for triple in ontology:
        named, predicate, listing = triple.subject, triple.predicate, triple.predicate in _LISTING
        if not isinstance(named, ox.NamedNode) or not (listing or predicate in _RESTRICTING):
            yield triple
            continue
        text = str(triple) if listing else named.value
        node = ox.BlankNode(f"expression{hashlib.sha256(text.encode()).hexdigest()[:24]}")
        same = ox.Triple(named, EQUIVALENT_CLASS, node)
        origins[same] = min(triple, origins.get(same, triple), key=str)
        yield from (same, ox.Triple(node, _UNION if predicate == _DISJOINT_UNION else predicate, triple.object))
        if predicate == _DISJOINT_UNION:
            yield triple


_LIST = {local: ox.NamedNode(PREFIXES["rdf"] + local) for local in ("first", "rest", "nil")}


class Schema:
    """An ontology's triples, closed, with the look-ups that the generators of rules need.

    Its ``origins`` are the triples in which the ontology says what is an axiom of another form here.

    :param ontology: the axioms
    """

    def __init__(self, ontology: Iterable[ox.Triple]) -> None:
        self.store, self.origins = ox.Store(), dict[ox.Triple, ox.Triple]()
        self.store.extend(ox.Quad(*triple) for triple in _unnamed(ontology, self.origins))
        fixpoint(self.store, SCHEMA_RULES)

    def pairs(self, predicate: ox.NamedNode) -> list[tuple[Node, Node]]:
        """Return subject and object of each triple with ``predicate`` whose object is no literal."""
        quads = self.store.quads_for_pattern(None, predicate, None)
        return [
            (quad.subject, quad.object)
            for quad in quads
            if isinstance(quad.subject, Node) and isinstance(quad.object, Node)
        ]

    def subjects(self, predicate: ox.NamedNode, thing: Node) -> list[Node]:
        """Return the subjects of the triples with this predicate and object."""
        found = (quad.subject for quad in self.store.quads_for_pattern(None, predicate, thing))
        return [node for node in found if isinstance(node, Node)]

    def term(self, subject: Node, predicate: ox.NamedNode) -> Node | ox.Literal | None:
        """Return the first object of ``subject`` and ``predicate``, or ``None``."""
        objects = (quad.object for quad in self.store.quads_for_pattern(subject, predicate, None))
        found = sorted((term for term in objects if isinstance(term, Node | ox.Literal)), key=str)
        return found[0] if found else None

    def node(self, subject: Node, predicate: ox.NamedNode) -> Node | None:
        """Return the first object that is no literal, or ``None``."""
        found = self.term(subject, predicate)
        return found if isinstance(found, Node) else None

    def objects(self, subject: Node, predicate: ox.NamedNode) -> list[Node]:
        """Return the objects of ``subject`` and ``predicate`` that are no literals, sorted."""
        found = (quad.object for quad in self.store.quads_for_pattern(subject, predicate, None))
        return sorted((term for term in found if isinstance(term, Node)), key=str)

    def items(self, cell: Node | None) -> list[Node]:
        """Return the members of the list that begins at ``cell``, without literals; empty when there is none."""
        return [member for member in self.values(cell) if isinstance(member, Node)]

    def values(self, cell: Node | None) -> list[Node | ox.Literal]:
        """Return the members of the list that begins at ``cell``; empty when there is none. A circle ends it."""
        members: list[Node | ox.Literal] = []
        passed: set[Node] = set()
        while cell is not None and cell != _LIST["nil"] and cell not in passed:
            passed.add(cell)
            member = self.term(cell, _LIST["first"])
            members.extend([member] if member is not None else [])
            cell = self.node(cell, _LIST["rest"])
        return members

    def direct(self, hierarchy: ox.NamedNode) -> list[tuple[Node, Node]]:
        """Return the pairs of a hierarchy, without those that two steps over something named between them give."""
        strictly = self._strictly(hierarchy)
        return sorted(
            (
                (low, high)
                for low, high in self.pairs(hierarchy)
                if not any(high in strictly[middle] for middle in strictly[low] if isinstance(middle, ox.NamedNode))
            ),
            key=str,
        )

    def ends(self, predicate: ox.NamedNode) -> list[tuple[Node, Node]]:
        """Return the domains or ranges of all properties, without those that the hierarchies give anyway."""
        pairs = self.pairs(predicate)
        classes: defaultdict[Node, set[Node]] = defaultdict(set)
        for prop, end in pairs:
            classes[prop].add(end)
        wider, higher = self._strictly(SUBCLASS), self._strictly(SUBPROPERTY)
        return sorted(
            (
                (prop, end)
                for prop, end in pairs
                if not any(end in wider[other] for other in classes[prop] if isinstance(other, ox.NamedNode))
                and not any(end in classes[other] for other in higher[prop] if isinstance(other, ox.NamedNode))
            ),
            key=str,
        )

    def _strictly(self, hierarchy: ox.NamedNode) -> defaultdict[Node, set[Node]]:
        """Return for each term those above it that are not below it as well."""
        pairs = {(low, high) for low, high in self.pairs(hierarchy) if low != high}
        above: defaultdict[Node, set[Node]] = defaultdict(set)
        for low, high in pairs:
            if (high, low) not in pairs:
                above[low].add(high)
        return above

    def above(self, node: Node) -> list[Node]:
        """Return the superclasses of a class or class expression, in no order."""
        objects = (quad.object for quad in self.store.quads_for_pattern(node, SUBCLASS, None))
        return [found for found in objects if isinstance(found, Node)]

    @cached_property
    def datatypes(self) -> frozenset[Node]:
        """The data ranges: XML Schema's, RDF's, and those that the ontology declares."""
        declared = self.subjects(RDF_TYPE, rdfs("Datatype"))
        return frozenset(declared)

    def is_data_range(self, node: Node) -> bool:
        """Tell whether the members of ``node`` are literals."""
        if isinstance(node, ox.NamedNode) and node.value.startswith(PREFIXES["xsd"]):
            return True
        if node in _LITERALS or node in self.datatypes or self.node(node, owl("onDatatype")) is not None:
            return True
        return any(isinstance(member, ox.Literal) for member in self.values(self.node(node, owl("oneOf"))))

    def data_range(self, node: Node, within: frozenset[Node] = frozenset()) -> Tree:
        """Return a data range as a tree (:mod:`~mllm_kg.reasoning.ranges`).

        :param within: the datatypes whose definitions it is part of
        """
        if isinstance(node, ox.NamedNode):
            definitions = () if node in within else self.objects(node, EQUIVALENT_CLASS)
            for definition in (found for found in definitions if isinstance(found, ox.BlankNode)):
                return self.data_range(definition, within | {node})
            return ("datatype", node.value)
        for local, kind in (("intersectionOf", "and"), ("unionOf", "or")):
            parts = self.items(self.node(node, owl(local)))
            if parts:
                return (kind, *(self.data_range(part, within) for part in parts))
        literals = [str(term) for term in self.values(self.node(node, owl("oneOf"))) if isinstance(term, ox.Literal)]
        if literals:
            return ("one of", *literals)
        other, base = self.node(node, owl("datatypeComplementOf")), self.node(node, owl("onDatatype"))
        if other is not None:
            return ("not", self.data_range(other, within))
        if base is None:
            return ("datatype", str(node))
        return ("facets", self.data_range(base, within), *sorted(self._facets(node)))

    def _facets(self, node: Node) -> Iterator[tuple[str, str]]:
        for cell in self.items(self.node(node, owl("withRestrictions"))):
            for quad in self.store.quads_for_pattern(cell, None, None):
                if isinstance(quad.object, ox.Literal):
                    yield quad.predicate.value, str(quad.object)


_LITERALS = frozenset(
    [rdfs("Literal"), owl("real"), owl("rational")]
    + [ox.NamedNode(PREFIXES["rdf"] + local) for local in ("langString", "PlainLiteral", "XMLLiteral")]
)
