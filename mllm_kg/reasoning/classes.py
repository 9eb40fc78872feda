"""Rules from class axioms: OWL 2 Profiles §4.3, Tables 6 (cls-*) and 7 (cax-*).

A class expression is used in two ways.

- As a condition (:func:`conditions`): who is in it? ``hasValue``, ``someValuesFrom``, ``intersectionOf`` and ``oneOf``
  become patterns. ``unionOf`` becomes one inside another expression (:func:`members`); alone it needs none, since its
  operands are its subclasses in the closed schema.
- As a consequence (:func:`consequences`): what follows for those who are in it? A named class gives a type,
  ``hasValue`` a value, ``allValuesFrom`` the types of the values. An intersection needs nothing, since its operands
  are its superclasses in the closed schema; from the other expressions OWL 2 RL concludes nothing.

A rule joins a condition to a consequence over one pair of ``rdfs:subClassOf``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import count
from typing import NamedTuple

import pyoxigraph as ox

from mllm_kg.reasoning import datatypes
from mllm_kg.reasoning.patterns import (
    NEVER,
    RDF_TYPE,
    Pattern,
    all_of,
    any_of,
    in_range,
    literal,
    one_of,
    owl,
    rdfs,
    triple,
    xsd,
)
from mllm_kg.reasoning.rules import Rule
from mllm_kg.reasoning.schema import DOMAIN, RANGE, SUBCLASS, Node, Schema

__all__ = [
    "NOTHING",
    "THING",
    "Fresh",
    "Membership",
    "assertion",
    "by_operand",
    "class_rules",
    "consequences",
    "members",
    "stated_members",
    "step",
    "subclass_members",
    "variables",
]

THING, NOTHING = owl("Thing"), owl("Nothing")
TRIVIAL = frozenset([THING, NOTHING, rdfs("Resource"), rdfs("Class")])

Fresh = Iterator[str]
"""Variables that nothing uses yet."""


def variables() -> Fresh:
    """Return the variables ``?v1``, ``?v2`` and so on."""
    return (f"?v{number}" for number in count(1))


def step(schema: Schema, prop: Node, subject: str, thing: str) -> Pattern:
    """Return the pattern of one property between two terms; the property may be the inverse of another."""
    if isinstance(prop, ox.NamedNode):
        return triple(subject, prop, thing)
    inverse = schema.node(prop, owl("inverseOf"))
    return triple(thing, inverse, subject) if isinstance(inverse, ox.NamedNode) else NEVER


def members(schema: Schema, node: Node, who: str, fresh: Fresh, known: Collection[Node]) -> list[Pattern]:
    """Return all ways in which ``who`` can turn out to be in a class or expression that is part of another.

    :param known: classes whose members need not be asked for
    """
    if node == THING:
        return [all_of(())]
    if isinstance(node, ox.NamedNode):
        return [triple(who, RDF_TYPE, str(node))]
    ways = conditions(schema, node, who, fresh, known)
    for operand in schema.items(schema.node(node, owl("unionOf"))):
        ways += [way.named("cls-uni") for way in members(schema, operand, who, fresh, known)]
    if schema.node(node, owl("someValuesFrom")) is not None:
        ways += _unwitnessed(schema, node, who, fresh, known)
    by_text = {way.text: way for way in ways}
    return [by_text[text] for text in sorted(by_text)]


def _unwitnessed(schema: Schema, node: Node, who: str, fresh: Fresh, known: Collection[Node]) -> Iterator[Pattern]:
    """Yield the ways in which ``who`` is known to have some value without any value of it being known."""
    for below in schema.subjects(SUBCLASS, node):
        if isinstance(below, ox.NamedNode) and below not in known:
            yield triple(who, RDF_TYPE, str(below)).named("cax-sco").because((below, SUBCLASS, node))
    for prop in schema.subjects(DOMAIN, node):
        yield step(schema, prop, who, next(fresh)).named("prp-dom").because((prop, DOMAIN, node))
    for prop in schema.subjects(RANGE, node):
        yield step(schema, prop, next(fresh), who).named("prp-rng").because((prop, RANGE, node))


def _filler(schema: Schema, node: Node, who: str, fresh: Fresh) -> Pattern:
    if not schema.is_data_range(node):
        return any_of(members(schema, node, who, fresh, ()) or [NEVER])
    return literal(who) if node == rdfs("Literal") else in_range(who, schema.data_range(node))


def _spellings(value: Node | ox.Literal) -> list[str]:
    """Return the terms that stand for a value, in N-Triples form and as a store writes them (dt-eq).

    A store writes a number in one way for each datatype, and all datatypes below ``xsd:integer`` as that one.
    """
    found = datatypes.value(value) if isinstance(value, ox.Literal) else None
    if found is None or found[0] != "real" or found[1].denominator != 1:
        return [str(value)]
    return [str(ox.Literal(str(found[1]), datatype=xsd(local))) for local in ("integer", "decimal")]


def conditions(schema: Schema, node: Node, who: str, fresh: Fresh, known: Collection[Node] = ()) -> list[Pattern]:
    """Return the patterns that put ``who`` into a class expression, by what the expression itself says."""
    operands = schema.items(schema.node(node, owl("intersectionOf")))
    if operands:
        ways = [any_of(members(schema, operand, who, fresh, known) or [NEVER]) for operand in operands]
        return [all_of(ways).named("cls-int1")]
    individuals = schema.items(schema.node(node, owl("oneOf")))
    if individuals:
        return [one_of(who, [str(individual) for individual in individuals]).named("cls-oo")]
    prop = schema.node(node, owl("onProperty"))
    value, filler = schema.term(node, owl("hasValue")), schema.node(node, owl("someValuesFrom"))
    if prop is not None and value is not None:
        return [step(schema, prop, who, text).named("cls-hv2") for text in _spellings(value)]
    if prop is not None and filler is not None:
        other = next(fresh)
        reached = step(schema, prop, who, other)
        if filler == THING:
            return [reached.named("cls-svf2")]
        return [all_of([reached, _filler(schema, filler, other, fresh)]).named("cls-svf1")]
    return []


def consequences(schema: Schema, body: Pattern, who: str, node: Node, fresh: Fresh) -> Iterator[Rule]:
    """Yield what follows for ``who``, of whom ``body`` holds, from being in a class or class expression."""
    if isinstance(node, ox.NamedNode):
        if node not in TRIVIAL and not schema.is_data_range(node):
            yield Rule(body, who, str(RDF_TYPE), str(node))
        return
    prop = schema.node(node, owl("onProperty"))
    if prop is None:
        return
    value, filler = schema.term(node, owl("hasValue")), schema.node(node, owl("allValuesFrom"))
    if value is not None:
        yield from assertion(schema, body.named("cls-hv1"), who, prop, str(value))
    if filler is not None:
        other = next(fresh)
        reached = all_of([body, step(schema, prop, who, other)]).named("cls-avf")
        for found in [filler] if isinstance(filler, ox.NamedNode) else [filler, *schema.above(filler)]:
            through = reached if found == filler else reached.because((filler, SUBCLASS, found))
            yield from consequences(schema, through, other, found, fresh)


def assertion(schema: Schema, body: Pattern, subject: str, prop: Node, thing: str) -> Iterator[Rule]:
    """Yield the rule by which one thing has another for a property, which may be the inverse of another."""
    if isinstance(prop, ox.NamedNode):
        yield Rule(body, subject, str(prop), thing)
    else:
        inverse = schema.node(prop, owl("inverseOf"))
        if inverse is not None:
            yield Rule(body, thing, str(inverse), subject)


class Membership(NamedTuple):
    """Who is in a class or class expression, by an axiom.

    :param body: what holds of them
    :param who: the variable that stands for them
    :param node: the class or class expression
    :param fresh: variables that the body does not use
    :param through: for values, the variable of what has them and the property, as one says it
    """

    body: Pattern
    who: str
    node: Node
    fresh: Fresh
    through: tuple[str, str] | None = None


def class_rules(schema: Schema) -> Iterator[Rule]:
    """Yield the rules from subclass axioms, equivalent classes and the class expressions in them."""
    for member in (*subclass_members(schema), *stated_members(schema)):
        yield from consequences(schema, member.body, member.who, member.node, member.fresh)


def subclass_members(schema: Schema) -> Iterator[Membership]:
    """Go through the pairs of the hierarchy of classes: who is in the lower one is in the higher one."""
    for below, above in schema.direct(SUBCLASS):
        fresh = variables()
        if isinstance(below, ox.NamedNode):
            ways = [triple("?x", RDF_TYPE, str(below))]
        elif by_operand(schema, below, above):
            ways = []
        else:
            ways = conditions(schema, below, "?x", fresh, {above, *schema.subjects(SUBCLASS, above)})
        for way in ways:
            yield Membership(way.named("cax-sco").because((below, SUBCLASS, above)), "?x", above, fresh)


def stated_members(schema: Schema) -> Iterator[Membership]:
    """Go through the individuals that the ontology says are in a class expression."""
    for individual, expression in schema.pairs(RDF_TYPE):
        if isinstance(expression, ox.BlankNode) and isinstance(individual, ox.NamedNode):
            body = one_of("?x", [str(individual)]).because((individual, RDF_TYPE, expression))
            yield Membership(body, "?x", expression, variables())
            for above in schema.above(expression):
                through = body.named("cax-sco").because((expression, SUBCLASS, above))
                yield Membership(through, "?x", above, variables())


def by_operand(schema: Schema, below: Node, above: Node) -> bool:
    """Tell whether an intersection is below a class because one of its operands is."""
    operands = schema.items(schema.node(below, owl("intersectionOf")))
    return any(operand == above or above in schema.above(operand) for operand in operands)
