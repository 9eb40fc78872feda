"""What the data shows and the ontology does not say.

An axiom that is missing can be seen in the data. A property whose subjects are all papers has, as it seems, papers as
its domain; two properties that always run against each other are, as it seems, inverse. Data can mislead: where there is
little of it, nothing is said.

1. The pairs of each property are read once, with what follows.
2. Domains and ranges: the classes that all subjects or values have in common, defined classes aside; the narrowest is
   the candidate. Values that are literals have their datatype in common.
3. Inverse, symmetric and equal properties are compared by their sets of pairs, classes by their sets of members.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.findings import say
from mllm_kg.lint.model import Breach, Inspected, LintRule
from mllm_kg.namespaces import PREFIXES, curie
from mllm_kg.reasoning.patterns import RDF_TYPE, owl
from mllm_kg.reasoning.schema import DOMAIN, EQUIVALENT_CLASS, EQUIVALENT_PROPERTY, RANGE, SUBCLASS, SUBPROPERTY, Node

__all__ = ["PATTERNS"]

ENOUGH = 5
"""So many members or pairs are needed before two sets that are the same mean anything."""

Pairs: TypeAlias = frozenset[tuple[object, object]]
"""Subject and object of each statement with a property."""

_OBJECT, _DATATYPE = owl("ObjectProperty"), owl("DatatypeProperty")
_INVERSE = owl("inverseOf")
_DATATYPES = frozenset(
    PREFIXES["xsd"] + local for local in ("string", "integer", "decimal", "double", "boolean", "dateTime", "anyURI")
)
"""Datatypes of OWL 2 that a range can name; for the others, such as dates, the shapes are the place."""


def _missing_domain(inspected: Inspected) -> Iterator[Breach]:
    for prop in inspected.declared(_OBJECT, _DATATYPE):
        if not inspected.schema.node(prop, DOMAIN):
            subjects = {quad.subject for quad in inspected.stated(prop)}
            shared = _narrowest(inspected, subjects)
            if shared is not None:
                message = say(
                    "{property} has no domain, and all that has it is in {class_name}.",
                    property=curie(prop.value),
                    class_name=curie(shared.value),
                )
                yield Breach(prop.value, message, DOMAIN.value, shared.value)


def _missing_range(inspected: Inspected) -> Iterator[Breach]:
    for prop in inspected.declared(_OBJECT, _DATATYPE):
        if not inspected.schema.node(prop, RANGE):
            values = {quad.object for quad in inspected.stated(prop)}
            datatypes = {value.datatype if isinstance(value, ox.Literal) else None for value in values}
            shared = _narrowest(inspected, values) if None in datatypes else _known(datatypes)
            if shared is not None:
                message = say(
                    "{property} has no range, and all its values are in {class_name}.",
                    property=curie(prop.value),
                    class_name=curie(shared.value),
                )
                yield Breach(prop.value, message, RANGE.value, shared.value)


def _known(datatypes: Iterable[ox.NamedNode | None]) -> ox.NamedNode | None:
    """Return the only datatype, when OWL 2 has it."""
    found = list(datatypes)
    return found[0] if len(found) == 1 and found[0] is not None and found[0].value in _DATATYPES else None


def _narrowest(inspected: Inspected, things: Iterable[object]) -> ox.NamedNode | None:
    """Return the narrowest class that all things are in; classes that are defined by expressions don't count."""
    classes = set(inspected.declared(owl("Class")))
    shared: set[object] | None = None
    for thing in things:
        own = inspected.types.get(thing, set()) & classes
        shared = own if shared is None else shared & own
    schema = inspected.schema
    named = [
        term for term in shared or () if isinstance(term, ox.NamedNode) and not schema.node(term, EQUIVALENT_CLASS)
    ]
    above = {other for term in named for other in schema.above(term) if other != term}
    return min((term for term in named if term not in above), key=str, default=None)


def _pairs(inspected: Inspected) -> dict[ox.NamedNode, Pairs]:
    """Return the pairs of each property between things that has enough of them, those that follow too."""
    store = inspected.dataset.store
    found = {}
    for prop in inspected.declared(_OBJECT):
        pairs: Pairs = frozenset(
            (quad.subject, quad.object) for quad in store.quads_for_pattern(None, prop, None, None)
        )
        if len(pairs) >= ENOUGH:
            found[prop] = pairs
    return found


def _undeclared_inverse(inspected: Inspected) -> Iterator[Breach]:
    pairs = _pairs(inspected)
    for one, other in combinations(pairs, 2):
        turned = len(pairs[one]) == len(pairs[other]) and {(y, x) for x, y in pairs[one]} == pairs[other]
        if turned and not _tied(inspected, _INVERSE, one, other):
            message = say(
                "{one} and {other} always run against each other, and are not said to be inverse.",
                one=curie(one.value),
                other=curie(other.value),
            )
            yield Breach(one.value, message, _INVERSE.value, other.value)


def _undeclared_symmetry(inspected: Inspected) -> Iterator[Breach]:
    symmetric = set(inspected.schema.subjects(RDF_TYPE, owl("SymmetricProperty")))
    for prop, pairs in _pairs(inspected).items():
        if prop not in symmetric and all((y, x) in pairs for x, y in pairs):
            message = say(
                "{property} always holds both ways, and is not said to be symmetric.", property=curie(prop.value)
            )
            yield Breach(prop.value, message, RDF_TYPE.value)


def _undeclared_same_property(inspected: Inspected) -> Iterator[Breach]:
    pairs = _pairs(inspected)
    for one, other in combinations(pairs, 2):
        if pairs[one] == pairs[other] and not _related(inspected, SUBPROPERTY, EQUIVALENT_PROPERTY, one, other):
            message = say(
                "{one} and {other} always hold of the same things, and nothing says how they are related.",
                one=curie(one.value),
                other=curie(other.value),
            )
            yield Breach(one.value, message, EQUIVALENT_PROPERTY.value, other.value)


def _undeclared_same_class(inspected: Inspected) -> Iterator[Breach]:
    members: dict[ox.NamedNode, set[object]] = {term: set() for term in inspected.declared(owl("Class"))}
    for thing, classes in inspected.types.items():
        for term in classes & members.keys():
            assert isinstance(term, ox.NamedNode)
            members[term].add(thing)
    for one, other in combinations(members, 2):
        same = len(members[one]) >= ENOUGH and members[one] == members[other]
        if same and not _related(inspected, SUBCLASS, EQUIVALENT_CLASS, one, other):
            message = say(
                "{one} and {other} have the same members, and nothing says how they are related.",
                one=curie(one.value),
                other=curie(other.value),
            )
            yield Breach(one.value, message, EQUIVALENT_CLASS.value, other.value)


def _tied(inspected: Inspected, predicate: ox.NamedNode, one: Node, other: Node) -> bool:
    """Whether an axiom with this predicate ties two terms, in either direction."""
    pairs = inspected.schema.pairs(predicate)
    return (one, other) in pairs or (other, one) in pairs


def _related(inspected: Inspected, below: ox.NamedNode, same: ox.NamedNode, one: Node, other: Node) -> bool:
    return _tied(inspected, below, one, other) or _tied(inspected, same, one, other)


_FILE = "mllm_kg/lint/patterns.py"

PATTERNS: tuple[LintRule, ...] = (
    LintRule(
        "missing-domain",
        "OOPS! P11",
        "A property has no domain, and all its subjects are of one class",
        "The data shows what the property holds of, and the ontology does not say it.",
        "Add rdfs:domain with that class, or with a wider one.",
        _FILE,
        _missing_domain,
    ),
    LintRule(
        "missing-range",
        "OOPS! P11",
        "A property has no range, and all its values are of one class or datatype",
        "The data shows what the values are, and the ontology does not say it.",
        "Add rdfs:range with that class or datatype, or with a wider one.",
        _FILE,
        _missing_range,
    ),
    LintRule(
        "undeclared-inverse",
        "OOPS! P13",
        "Two properties always run against each other, and are not said to be inverse",
        "Where only one of the two is stated, the other does not follow.",
        "Add owl:inverseOf, if they are inverse by what they mean.",
        _FILE,
        _undeclared_inverse,
    ),
    LintRule(
        "undeclared-symmetry",
        "OOPS! P13",
        "A property always holds both ways, and is not said to be symmetric",
        "Where only one direction is stated, the other does not follow.",
        "Make it an owl:SymmetricProperty, if it is symmetric by what it means.",
        _FILE,
        _undeclared_symmetry,
    ),
    LintRule(
        "undeclared-same-property",
        "OOPS! P12",
        "Two properties always hold of the same things, and nothing says how they are related",
        "The two may be names of one property, between which data comes to be divided.",
        "Join them, or put the narrower one below the other.",
        _FILE,
        _undeclared_same_property,
    ),
    LintRule(
        "undeclared-same-class",
        "OOPS! P30",
        "Two classes have the same members, and nothing says how they are related",
        "The two may be names of one class, between which data comes to be divided.",
        "Join them, or put the narrower one below the other.",
        _FILE,
        _undeclared_same_class,
    ),
)
"""The rules about what the data shows."""
