"""Axioms in one plain sentence, class expressions in the words of the Manchester syntax."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from mllm_kg.findings.sentence import Sentence, Slot, say
from mllm_kg.namespaces import PREFIXES, curie
from mllm_kg.reasoning.forbidding import forbids
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

_LISTS = (("intersectionOf", " and ", "({})"), ("unionOf", " or ", "({})"), ("oneOf", ", ", "{{{}}}"))
_RESTRICTIONS = {"someValuesFrom": "some", "allValuesFrom": "only", "hasValue": "value"}


def sentence(schema: Schema, axiom: ox.Triple) -> Sentence:
    """Return an axiom in one sentence, without a full stop.

    :param schema: the ontology that it is from
    :param axiom: its triple, with blank nodes for expressions
    """
    forbidden = forbids(schema, axiom, lambda node: expression(schema, node))
    if forbidden is not None:
        return forbidden
    first, second = expression(schema, axiom.subject), expression(schema, axiom.object)
    if axiom.predicate == owl("propertyChainAxiom") and isinstance(axiom.object, ox.NamedNode | ox.BlankNode):
        links = [expression(schema, link) for link in schema.items(axiom.object)]
        return say("{links} makes {property}", links=_followed(links), property=first)
    for local, between, around in _LISTS:
        if axiom.predicate == owl(local) and isinstance(axiom.object, ox.NamedNode | ox.BlankNode):
            members = between.join(expression(schema, member) for member in schema.items(axiom.object))
            return say("{first} is the same as {second}", first=first, second=around.format(members))
    if axiom.predicate == RDF_TYPE:
        if axiom.object == owl("SymmetricProperty"):
            return say("{property} is symmetric", property=first)
        if axiom.object == owl("TransitiveProperty"):
            return say("{property} is transitive", property=first)
        return say("{first} is in {second}", first=first, second=second)
    return _relation(axiom.predicate, first, second)


def _relation(predicate: ox.NamedNode, first: str, second: str) -> Sentence:
    if predicate == SUBCLASS:
        return say("{first} is a sub-class of {second}", first=first, second=second)
    if predicate == SUBPROPERTY:
        return say("{first} is a sub-property of {second}", first=first, second=second)
    if predicate in (EQUIVALENT_CLASS, EQUIVALENT_PROPERTY):
        return say("{first} is the same as {second}", first=first, second=second)
    if predicate == DOMAIN:
        return say("the domain of {first} is {second}", first=first, second=second)
    if predicate == RANGE:
        return say("the range of {first} is {second}", first=first, second=second)
    if predicate == owl("inverseOf"):
        return say("{first} is the inverse of {second}", first=first, second=second)
    return say("{first} {relation} {second}", first=first, relation=curie(predicate.value), second=second)


def _followed(links: Sequence[str]) -> Slot:
    first, *rest = links
    return say("{first} followed by {rest}", first=first, rest=_followed(rest)) if rest else first


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
    return _rest(schema, node)


def _rest(schema: Schema, node: ox.BlankNode) -> str:
    """Return how a complement or a data range with restrictions reads."""
    other = schema.node(node, owl("complementOf")) or schema.node(node, owl("datatypeComplementOf"))
    if other is not None:
        return f"not {expression(schema, other)}"
    base = schema.node(node, owl("onDatatype"))
    if base is None:
        return "a class without a name"
    facets = [
        f"{quad.predicate.value.rpartition('#')[2]} {expression(schema, quad.object)}"
        for cell in schema.items(schema.node(node, owl("withRestrictions")))
        for quad in schema.store.quads_for_pattern(cell, None, None)
    ]
    return f"({' '.join([expression(schema, base), *sorted(facets)])})"
