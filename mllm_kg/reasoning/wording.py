"""Axioms in one plain sentence, class expressions in the words of the Manchester syntax."""

from __future__ import annotations

import pyoxigraph as ox

from mllm_kg.namespaces import PREFIXES, curie
from mllm_kg.reasoning.patterns import RDF_TYPE, owl
from mllm_kg.reasoning.schema import (
    DOMAIN,
    EQUIVALENT_CLASS,
    EQUIVALENT_PROPERTY,
    RANGE,
    SUBCLASS,
    SUBPROPERTY,
    Schema,
)

__all__ = ["expression", "sentence"]

_RELATIONS = {
    SUBCLASS: "{0} is a sub-class of {1}",
    SUBPROPERTY: "{0} is a sub-property of {1}",
    EQUIVALENT_CLASS: "{0} is the same as {1}",
    EQUIVALENT_PROPERTY: "{0} is the same as {1}",
    DOMAIN: "the domain of {0} is {1}",
    RANGE: "the range of {0} is {1}",
    owl("inverseOf"): "{0} is the inverse of {1}",
}
_CHARACTERISTICS = {
    owl("SymmetricProperty"): "{0} is symmetric",
    owl("TransitiveProperty"): "{0} is transitive",
}
_LISTS = (("intersectionOf", " and ", "({})"), ("unionOf", " or ", "({})"), ("oneOf", ", ", "{{{}}}"))
_RESTRICTIONS = {"someValuesFrom": "some", "allValuesFrom": "only", "hasValue": "value"}


def sentence(schema: Schema, axiom: ox.Triple) -> str:
    """Return an axiom in one sentence, without a full stop.

    :param schema: the ontology that it is from
    :param axiom: its triple, with blank nodes for expressions
    """
    subject, thing = expression(schema, axiom.subject), expression(schema, axiom.object)
    if axiom.predicate == owl("propertyChainAxiom") and isinstance(axiom.object, ox.NamedNode | ox.BlankNode):
        links = (expression(schema, link) for link in schema.items(axiom.object))
        return f"{' followed by '.join(links)} makes {subject}"
    if axiom.predicate == RDF_TYPE:
        known = _CHARACTERISTICS.get(axiom.object) if isinstance(axiom.object, ox.NamedNode) else None
        return (known or "{0} is in {1}").format(subject, thing)
    return _RELATIONS.get(axiom.predicate, f"{{0}} {curie(axiom.predicate.value)} {{1}}").format(subject, thing)


def expression(schema: Schema, node: object) -> str:
    """Return how a class, a property, a value or an expression reads."""
    if isinstance(node, ox.NamedNode):
        return curie(node.value)
    if isinstance(node, ox.Literal):
        return node.value if node.datatype.value != PREFIXES["xsd"] + "string" else str(node)
    if not isinstance(node, ox.BlankNode):
        return str(node)
    for local, between, around in _LISTS:
        members = schema.items(schema.node(node, owl(local)))
        if members:
            return around.format(between.join(expression(schema, member) for member in members))
    inverse, prop = schema.node(node, owl("inverseOf")), schema.node(node, owl("onProperty"))
    if inverse is not None:
        return f"the inverse of {expression(schema, inverse)}"
    if prop is not None:
        for local, word in _RESTRICTIONS.items():
            value = schema.term(node, owl(local))
            if value is not None:
                return f"({expression(schema, prop)} {word} {expression(schema, value)})"
    return "a class without a name"
