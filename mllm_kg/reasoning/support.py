"""What an ontology says that OWL 2 RL does not draw conclusions from.

Some of it would be *lost*, and the closure refuses it: an author who defines a class by a cardinality would wait in vain
for its members.

- OWL 2 RL has no rule that puts something into ``complementOf``, ``allValuesFrom``, ``hasSelf`` or a cardinality, and
  none for reflexive properties. An expression that lacks a part means nothing.
- Identity (``owl:sameAs``) is not reasoned from: here every IRI stands for something of its own.
- The vocabulary of RDF and OWL itself can't be redefined.
- Restrictions of a datatype that can't be judged put no value into a class.

Other axioms are followed *in part* (:func:`partly`): they are used where they say who is in a class, and nothing is
concluded from being in it. That something has some value of a class, or is in one of several, names nothing that could
be told; OWL 2 RL forbids such axioms on that side, and a reasoner for OWL 2 DL reads them whole.

Axioms that entail nothing but contradictions are no matter for the closure, but for
:mod:`~mllm_kg.reasoning.contradictions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.findings import Sentence, say
from mllm_kg.namespaces import PREFIXES, curie
from mllm_kg.reasoning.classes import NOTHING, THING, by_operand
from mllm_kg.reasoning.patterns import RDF_TYPE, SAME, owl
from mllm_kg.reasoning.properties import TOP
from mllm_kg.reasoning.ranges import unjudged
from mllm_kg.reasoning.schema import (
    DOMAIN,
    EQUIVALENT_CLASS,
    RANGE,
    SUBCLASS,
    SUBPROPERTY,
    Node,
    Schema,
)

__all__ = ["Unfollowed", "partly", "problems", "refused"]

_COUNTING = (
    *("minCardinality", "maxCardinality", "cardinality"),
    *("minQualifiedCardinality", "maxQualifiedCardinality", "qualifiedCardinality"),
)
_RULELESS = ("complementOf", "allValuesFrom", "hasSelf", *_COUNTING, "onProperties")
_SILENT = ("someValuesFrom", "unionOf", "oneOf", "hasSelf", "onProperties", *_COUNTING)
_FILLED = ("someValuesFrom", "allValuesFrom", "hasValue", "hasSelf", *_COUNTING)
_RESERVED = frozenset([RDF_TYPE, SUBCLASS, SUBPROPERTY, DOMAIN, RANGE])


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """An axiom from which not all is concluded that it says.

    :param subject: the IRI of the term that it is about; the N-Triples form of an expression that is about none
    :param predicate: the IRI of what it is made with
    :param reason: why not
    :param axiom: the triple of the closed ontology that it begins with, where one can tell
    """

    subject: str
    predicate: str
    reason: Sentence
    axiom: ox.Triple | None

    def __str__(self) -> str:
        reason = self.reason.rstrip(".")
        return f"{curie(self.subject)}: {reason[0].lower()}{reason[1:]}"


def problems(schema: Schema) -> list[str]:
    """Return one line for each axiom of a closed ontology that would be lost."""
    return list(dict.fromkeys(map(str, refused(schema))))


def refused(schema: Schema) -> list[Unfollowed]:
    """Return the axioms of a closed ontology that would be lost, sorted."""
    return _sorted((*_ruleless(schema), *_fillers(schema), *_axioms(schema), *_vocabulary(schema)))


def partly(schema: Schema) -> list[Unfollowed]:
    """Return the axioms of a closed ontology from which nothing is concluded for those who are in a class, sorted."""
    return _sorted(_silent(schema))


def _sorted(found: Iterator[Unfollowed] | tuple[Unfollowed, ...]) -> list[Unfollowed]:
    return sorted(dict.fromkeys(found), key=lambda each: (str(each), each.predicate, str(each.axiom)))


def _ruleless(schema: Schema) -> Iterator[Unfollowed]:
    """Expressions below a named class that are made of something no rule concludes membership from."""
    for below, above in schema.pairs(SUBCLASS):
        named = isinstance(above, ox.NamedNode) and above not in (THING, NOTHING) and not schema.is_data_range(above)
        if named and isinstance(below, ox.BlankNode) and not by_operand(schema, below, above):
            axiom = ox.Triple(below, SUBCLASS, above)
            for part in _parts(schema, below):
                for predicate, reason in _memberless(schema, part):
                    yield Unfollowed(above.value, predicate.value, reason, axiom)


def _memberless(schema: Schema, part: Node) -> Iterator[tuple[ox.NamedNode, Sentence]]:
    """Go through what keeps everything out of a part of an expression."""
    for predicate in map(owl, _RULELESS):
        if schema.term(part, predicate) is not None:
            yield predicate, say("No rule says what is in {construct}.", construct=curie(predicate.value))
    prop = schema.node(part, owl("onProperty"))
    filled = [owl(local) for local in _FILLED if schema.term(part, owl(local)) is not None]
    if prop is None and filled and schema.node(part, owl("onProperties")) is None:
        yield (
            owl("onProperty"),
            say("A restriction by {construct} names no property.", construct=curie(filled[0].value)),
        )
    if prop is not None and not filled:
        yield owl("onProperty"), say("A restriction names a property and says nothing of its values.")
    filler = schema.node(part, owl("someValuesFrom"))
    if filler is not None and schema.is_data_range(filler):
        for facet in unjudged(schema.data_range(filler)):
            reason = say("No rule says which values meet {construct}.", construct=curie(facet))
            yield ox.NamedNode(facet), reason


def _parts(schema: Schema, node: Node) -> Iterator[Node]:
    """Yield the expression and the expressions that it is made of."""
    yield node
    operands = schema.items(schema.node(node, owl("intersectionOf"))) + schema.items(schema.node(node, owl("unionOf")))
    filler = schema.node(node, owl("someValuesFrom"))
    for part in [*operands, *([filler] if filler is not None else [])]:
        if isinstance(part, ox.BlankNode) and not schema.is_data_range(part):
            yield from _parts(schema, part)


def _fillers(schema: Schema) -> Iterator[Unfollowed]:
    """Values that must be in an expression which matters elsewhere, but from which nothing is concluded."""
    for node, filler in schema.pairs(owl("allValuesFrom")):
        prop = schema.node(node, owl("onProperty"))
        speaks = (owl("intersectionOf"), owl("hasValue"), owl("allValuesFrom"))
        if isinstance(filler, ox.BlankNode) and not any(schema.term(filler, predicate) for predicate in speaks):
            for above in schema.above(filler):
                if isinstance(above, ox.BlankNode):
                    name = curie(prop.value) if isinstance(prop, ox.NamedNode) else "an inverse"
                    reason = say(
                        "What {property} may have only is in an expression below another, which no rule follows.",
                        property=name,
                    )
                    axiom = ox.Triple(node, owl("allValuesFrom"), filler)
                    yield Unfollowed(owl("allValuesFrom").value, SUBCLASS.value, reason, axiom)


def _axioms(schema: Schema) -> Iterator[Unfollowed]:
    for subject, thing in schema.pairs(SAME):
        reason = say("No rule for {construct}.", construct=curie(SAME.value))
        yield Unfollowed(_name(subject), SAME.value, reason, ox.Triple(subject, SAME, thing))
    reflexive = owl("ReflexiveProperty")
    for prop in schema.subjects(RDF_TYPE, reflexive):
        reason = say("No rule for {construct}.", construct=curie(reflexive.value))
        yield Unfollowed(_name(prop), reflexive.value, reason, ox.Triple(prop, RDF_TYPE, reflexive))
    chain = owl("propertyChainAxiom")
    for prop, cell in schema.pairs(chain):
        if not schema.items(cell):
            reason = say("{construct} names no properties.", construct=curie(chain.value))
            yield Unfollowed(_name(prop), chain.value, reason, ox.Triple(prop, chain, cell))


def _vocabulary(schema: Schema) -> Iterator[Unfollowed]:
    for predicate in (SUBPROPERTY, owl("inverseOf"), owl("propertyChainAxiom"), DOMAIN, RANGE):
        for subject, thing in schema.pairs(predicate):
            if predicate == SUBPROPERTY and thing in TOP:
                continue
            for node in (subject,) if predicate in (DOMAIN, RANGE) else (subject, thing):
                reserved = isinstance(node, ox.NamedNode) and node.value.startswith(PREFIXES["owl"])
                if node in _RESERVED or reserved:
                    reason = say("The vocabulary of RDF and OWL can't be redefined.")
                    yield Unfollowed(_name(node), predicate.value, reason, ox.Triple(subject, predicate, thing))


def _silent(schema: Schema) -> Iterator[Unfollowed]:
    """Expressions that a class, a domain or a range is below, from which nothing is concluded; each told once."""
    told: set[tuple[Node, ox.NamedNode]] = set()
    pairs = [(EQUIVALENT_CLASS, pair) for pair in sorted(schema.pairs(EQUIVALENT_CLASS), key=str)]
    pairs += [(SUBCLASS, pair) for pair in schema.direct(SUBCLASS)]
    pairs += [(predicate, pair) for predicate in (DOMAIN, RANGE) for pair in schema.ends(predicate)]
    for predicate, (subject, node) in pairs:
        if isinstance(subject, ox.NamedNode) and isinstance(node, ox.BlankNode) and not schema.is_data_range(node):
            for construct in _inert(schema, node):
                if (subject, construct) not in told and not _is_operand(schema, subject, node):
                    told.add((subject, construct))
                    reason = say("Nothing is concluded from being in {construct}.", construct=curie(construct.value))
                    axiom = ox.Triple(subject, predicate, node)
                    yield Unfollowed(subject.value, construct.value, reason, axiom)


def _inert(schema: Schema, node: Node) -> Iterator[ox.NamedNode]:
    """Go through what an expression, and what those who are in it must be in as well, is made of without effect."""
    for part in _consequential(schema, node):
        for construct in map(owl, _SILENT):
            if schema.term(part, construct) is not None and not _is_counted(schema, part, construct):
                yield construct


def _is_operand(schema: Schema, subject: Node, node: Node) -> bool:
    """Tell whether a class is below a union because it is below an operand: that says nothing."""
    operands = schema.items(schema.node(node, owl("unionOf")))
    return any(operand == subject or operand in schema.above(subject) for operand in operands)


def _consequential(schema: Schema, node: Node) -> Iterator[Node]:
    """Yield the expression and those that whoever is in it, or the values of theirs, must be in."""
    yield node
    filler = schema.node(node, owl("allValuesFrom"))
    for part in [*schema.items(schema.node(node, owl("intersectionOf"))), *([filler] if filler is not None else [])]:
        if isinstance(part, ox.BlankNode) and not schema.is_data_range(part):
            yield from _consequential(schema, part)


def _is_counted(schema: Schema, part: Node, construct: ox.NamedNode) -> bool:
    """Tell whether a cardinality is a matter of contradictions and says no more than those."""
    limit = schema.term(part, construct)
    upper = construct in (owl("maxCardinality"), owl("maxQualifiedCardinality"))
    return upper and isinstance(limit, ox.Literal) and limit.value in ("0", "1")


def _name(node: Node) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)
