"""Rules from property axioms: OWL 2 Profiles §4.3, Table 5 (prp-*)."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from mllm_kg.reasoning.classes import Membership, assertion, consequences, step, variables
from mllm_kg.reasoning.patterns import RDF_TYPE, all_of, owl
from mllm_kg.reasoning.rules import Rule
from mllm_kg.reasoning.schema import DOMAIN, RANGE, SUBPROPERTY, Schema
from mllm_kg.reasoning.wording import expression

__all__ = ["TOP", "end_members", "property_rules"]

TOP = frozenset([owl("topObjectProperty"), owl("topDataProperty")])
"""The properties by which everything is related to everything: that is not told."""


def property_rules(schema: Schema) -> Iterator[Rule]:
    """Yield the rules from the axioms that relate properties to each other and to classes."""
    yield from _hierarchy(schema)
    yield from _inverses(schema)
    yield from _characteristics(schema)
    yield from _chains(schema)
    yield from _ends(schema)


def _hierarchy(schema: Schema) -> Iterator[Rule]:
    """prp-spo1, and prp-eqp1 and prp-eqp2, since equivalent properties are below each other in the closed schema."""
    for below, above in schema.direct(SUBPROPERTY):
        if above in TOP:
            continue
        body = step(schema, below, "?x", "?y").named("prp-spo1").because((below, SUBPROPERTY, above))
        yield from assertion(schema, body, "?x", above, "?y")


def _inverses(schema: Schema) -> Iterator[Rule]:
    """prp-inv1 and prp-inv2. Where the subject is a blank node, it is an expression: the inverse of a property."""
    for one, other in schema.pairs(owl("inverseOf")):
        if isinstance(one, ox.NamedNode):
            axiom = (one, owl("inverseOf"), other)
            body = step(schema, one, "?x", "?y").named("prp-inv1").because(axiom)
            yield from assertion(schema, body, "?y", other, "?x")
            body = step(schema, other, "?x", "?y").named("prp-inv2").because(axiom)
            yield from assertion(schema, body, "?y", one, "?x")


def _characteristics(schema: Schema) -> Iterator[Rule]:
    """prp-symp and prp-trp."""
    for prop in schema.subjects(RDF_TYPE, owl("SymmetricProperty")):
        body = step(schema, prop, "?x", "?y").named("prp-symp").because((prop, RDF_TYPE, owl("SymmetricProperty")))
        yield from assertion(schema, body, "?y", prop, "?x")
    for prop in schema.subjects(RDF_TYPE, owl("TransitiveProperty")):
        steps = all_of([step(schema, prop, "?x", "?y"), step(schema, prop, "?y", "?z")])
        body = steps.named("prp-trp").because((prop, RDF_TYPE, owl("TransitiveProperty")))
        yield from assertion(schema, body, "?x", prop, "?z")


def _chains(schema: Schema) -> Iterator[Rule]:
    """prp-spo2: a chain of properties, of any length, is below a property."""
    for prop, chain in schema.pairs(owl("propertyChainAxiom")):
        links = schema.items(chain)
        steps = [step(schema, link, f"?x{number}", f"?x{number + 1}") for number, link in enumerate(links)]
        body = all_of(steps).named("prp-spo2").because((prop, owl("propertyChainAxiom"), chain))
        yield from assertion(schema, body, "?x0", prop, f"?x{len(links)}")


def _ends(schema: Schema) -> Iterator[Rule]:
    """prp-dom and prp-rng."""
    for member in end_members(schema):
        yield from consequences(schema, member.body, member.who, member.node, member.fresh)


def end_members(schema: Schema) -> Iterator[Membership]:
    """Go through the domains and ranges: who has a property is in its domain, what is a value of it in its range."""
    for prop, domain in schema.ends(DOMAIN):
        body = step(schema, prop, "?x", "?y").named("prp-dom").because((prop, DOMAIN, domain))
        yield Membership(body, "?x", domain, variables())
    for prop, range_ in schema.ends(RANGE):
        body = step(schema, prop, "?x", "?y").named("prp-rng").because((prop, RANGE, range_))
        yield Membership(body, "?y", range_, variables(), ("?x", expression(schema, prop)))
