"""What an ontology says that the closure can't reason from.

OWL 2 RL has no rule that puts something into ``complementOf``, ``allValuesFrom``, ``hasSelf`` or a cardinality, none for
``disjointUnionOf`` and reflexive properties; an author who defines a class by one of them would wait in vain. Identity
(``owl:sameAs``) is not reasoned from, and the vocabulary of RDF and OWL itself can't be redefined.

Some axioms entail nothing but clashes or that two names are one thing: functional and inverse functional properties,
keys, maximal cardinalities, disjoint classes and properties, asymmetric and irreflexive properties, complements,
negative assertions, different individuals. Here every IRI stands for something of its own, so these axioms are for
HermiT and the shapes to judge, and the closure passes over them.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from mllm_kg.namespaces import PREFIXES, curie
from mllm_kg.reasoning.classes import THING, by_operand
from mllm_kg.reasoning.patterns import RDF_TYPE, SAME, owl
from mllm_kg.reasoning.schema import DOMAIN, RANGE, SUBCLASS, SUBPROPERTY, Node, Schema

__all__ = ["problems"]

_RULELESS = tuple(
    owl(local)
    for local in (
        "complementOf",
        "allValuesFrom",
        "hasSelf",
        "minCardinality",
        "maxCardinality",
        "cardinality",
        "minQualifiedCardinality",
        "maxQualifiedCardinality",
        "qualifiedCardinality",
        "onProperties",
    )
)
_RESERVED = frozenset([RDF_TYPE, SUBCLASS, SUBPROPERTY, DOMAIN, RANGE])


def problems(schema: Schema) -> list[str]:
    """Return one line for each axiom of a closed ontology that would be lost."""
    return sorted({*_ruleless(schema), *_fillers(schema), *_axioms(schema), *_vocabulary(schema)})


def _ruleless(schema: Schema) -> Iterator[str]:
    """Expressions below a named class that are made of something no rule concludes membership from."""
    for below, above in schema.pairs(SUBCLASS):
        named = isinstance(above, ox.NamedNode) and above != THING
        if named and isinstance(below, ox.BlankNode) and not by_operand(schema, below, above):
            for part in _parts(schema, below):
                for predicate in _RULELESS:
                    if schema.term(part, predicate) is not None:
                        yield f"{curie(above.value)}: no rule says what is in {curie(predicate.value)}"
                if schema.node(part, owl("onDatatype")) is not None or schema.node(part, owl("datatypeComplementOf")):
                    yield f"{curie(above.value)}: no rule says which values are in a restricted data range"


def _parts(schema: Schema, node: Node) -> Iterator[Node]:
    """Yield the expression and the expressions that it is made of."""
    yield node
    operands = schema.items(schema.node(node, owl("intersectionOf"))) + schema.items(schema.node(node, owl("unionOf")))
    filler = schema.node(node, owl("someValuesFrom"))
    for part in [*operands, *([filler] if filler is not None else [])]:
        if isinstance(part, ox.BlankNode):
            yield from _parts(schema, part)


def _fillers(schema: Schema) -> Iterator[str]:
    """Values that must be in an expression which matters elsewhere, but from which nothing is concluded."""
    for node, filler in schema.pairs(owl("allValuesFrom")):
        prop = schema.node(node, owl("onProperty"))
        speaks = (owl("intersectionOf"), owl("hasValue"), owl("allValuesFrom"))
        if isinstance(filler, ox.BlankNode) and not any(schema.term(filler, predicate) for predicate in speaks):
            for above in schema.above(filler):
                if isinstance(above, ox.BlankNode):
                    name = curie(prop.value) if isinstance(prop, ox.NamedNode) else "an inverse"
                    yield f"owl:allValuesFrom on {name}: its class expression is below another, which no rule follows"


def _axioms(schema: Schema) -> Iterator[str]:
    for predicate in (owl("disjointUnionOf"), SAME):
        for subject, _ in schema.pairs(predicate):
            yield f"{_name(subject)}: no rule for {curie(predicate.value)}"
    for prop in schema.subjects(RDF_TYPE, owl("ReflexiveProperty")):
        yield f"{_name(prop)}: no rule for owl:ReflexiveProperty"


def _vocabulary(schema: Schema) -> Iterator[str]:
    for predicate in (SUBPROPERTY, owl("inverseOf"), owl("propertyChainAxiom"), DOMAIN, RANGE):
        for pair in schema.pairs(predicate):
            for node in pair[: 1 if predicate in (DOMAIN, RANGE) else 2]:
                reserved = isinstance(node, ox.NamedNode) and node.value.startswith(PREFIXES["owl"])
                if node in _RESERVED or reserved:
                    yield f"{_name(node)}: the vocabulary of RDF and OWL can't be redefined"


def _name(node: Node) -> str:
    return curie(node.value) if isinstance(node, ox.NamedNode) else str(node)
