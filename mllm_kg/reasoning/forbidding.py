"""Axioms that forbid something, in one plain sentence each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pyoxigraph as ox

from mllm_kg.findings.sentence import Sentence, say
from mllm_kg.reasoning.patterns import RDF_TYPE, owl
from mllm_kg.reasoning.schema import Schema

__all__ = ["forbids"]

_SHOWN = 6
"""How many members of a group are named."""

_CHARACTERISTICS: Mapping[ox.NamedNode, Callable[[str], Sentence]] = {
    owl("FunctionalProperty"): lambda name: say("nothing has two values for {property}", property=name),
    owl("InverseFunctionalProperty"): lambda name: say("no two things share a value for {property}", property=name),
    owl("AsymmetricProperty"): lambda name: say("{property} holds in one direction only", property=name),
    owl("IrreflexiveProperty"): lambda name: say("{property} relates nothing to itself", property=name),
}
_PAIRS: Mapping[ox.NamedNode, Callable[[str, str], Sentence]] = {
    owl("disjointWith"): lambda one, other: say("nothing is both {one} and {other}", one=one, other=other),
    owl("complementOf"): lambda one, other: say("nothing is both {one} and {other}", one=one, other=other),
    owl("propertyDisjointWith"): lambda one, other: say(
        "{one} and {other} never hold between the same things", one=one, other=other
    ),
    owl("differentFrom"): lambda one, other: say("{one} and {other} are two things", one=one, other=other),
}


def forbids(schema: Schema, axiom: ox.Triple, read: Callable[[object], str]) -> Sentence | None:
    """Return an axiom in one sentence, without a full stop; ``None`` when it is not one that only forbids.

    :param schema: the ontology that it is from
    :param axiom: its triple, with blank nodes for expressions
    :param read: tells how a class, a property, a value or an expression reads
    """
    thing = axiom.object
    if axiom.predicate == RDF_TYPE and isinstance(thing, ox.NamedNode) and thing in _CHARACTERISTICS:
        return _CHARACTERISTICS[thing](read(axiom.subject))
    if axiom.predicate in _PAIRS:
        return _PAIRS[axiom.predicate](read(axiom.subject), read(thing))
    if not isinstance(axiom.subject, ox.NamedNode | ox.BlankNode) or not isinstance(thing, ox.NamedNode | ox.BlankNode):
        return None
    group = axiom.subject
    names = [read(member) for member in schema.items(thing)]
    if axiom.predicate == owl("hasKey"):
        return say("no two of {name} have the same {properties}", name=read(group), properties=_listed(names))
    if axiom.predicate == owl("disjointUnionOf"):
        return say(
            "{name} is made up of {members}, and nothing is two of these", name=read(group), members=_listed(names)
        )
    if axiom.predicate != owl("members"):
        return None
    if group in schema.subjects(RDF_TYPE, owl("AllDisjointProperties")):
        return say("no two of these hold between the same things: {members}", members=_listed(names))
    if group in schema.subjects(RDF_TYPE, owl("AllDisjointClasses")):
        return say("nothing is two of these: {members}", members=_listed(names))
    return say("each of these is a thing of its own: {members}", members=_listed(names))


def _listed(names: Sequence[str]) -> str:
    return ", ".join([*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])])
