"""A SHACL result in plain words: one sentence about the entity and what is wrong with it.

The sentence is made of the entity's name, the shape's ``sh:name`` and the value, by the kind of constraint (SHACL,
section 4). The shape's own message says what would be right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.checks.naming import Naming
from mllm_kg.checks.shapes import Rule, Shapes
from mllm_kg.namespaces import PREFIXES, curie

__all__ = ["RANK", "Result", "sentence"]

XSD, RDF, SH = (PREFIXES[name] for name in ("xsd", "rdf", "sh"))

RANK = (
    "DatatypeConstraintComponent",
    "NodeKindConstraintComponent",
    "ClassConstraintComponent",
    "InConstraintComponent",
    "PatternConstraintComponent",
    "MinInclusiveConstraintComponent",
    "MaxInclusiveConstraintComponent",
)
"""Constraints that one value may break together, the most telling first: a finding speaks of that one."""

_DATATYPES = {
    XSD + "string": "text without a language tag",
    XSD + "integer": "whole number",
    XSD + "decimal": "decimal number",
    XSD + "boolean": "truth value",
    XSD + "date": "date",
    RDF + "langString": "text with a language tag",
}
_NODE_KINDS = {SH + "IRI": "is no IRI", SH + "Literal": "is an IRI and no text"}


@dataclass(frozen=True, slots=True)
class Result:
    """One result of a SHACL validation.

    :param rule: the shape that was not met
    :param component: the local name of the kind of constraint
    :param focus: the IRI of the entity concerned
    :param value: the value concerned, where the kind of constraint is about one
    :param is_iri: whether that value is an IRI
    """

    rule: Rule
    component: str
    focus: str
    value: str | None
    is_iri: bool


Maker: TypeAlias = Callable[[Result, Naming, Shapes], str]


def sentence(result: Result, naming: Naming, shapes: Shapes) -> str:
    """Return what is wrong, in one sentence."""
    maker = _MAKERS.get(result.component)
    if maker is not None:
        return maker(result, naming, shapes)
    return f"{naming.entity(result.focus)}: {result.rule.messages.get('en', result.rule.id)}"


def _missing(result: Result, naming: Naming, shapes: Shapes) -> str:
    return f"{naming.entity(result.focus)} has no {result.rule.name}."


def _too_many(result: Result, naming: Naming, shapes: Shapes) -> str:
    values = sorted(_values(result, naming), key=str)
    shown = ", ".join(_text(value, naming) for value in values)
    return f"{naming.entity(result.focus)} has {len(values)} values as {result.rule.name}: {shown}."


def _languages(result: Result, naming: Naming, shapes: Shapes) -> str:
    tags = Counter(value.language for value in _values(result, naming) if isinstance(value, ox.Literal))
    repeated = ", ".join(sorted(repr(tag) for tag, count in tags.items() if tag and count > 1))
    return f"{naming.entity(result.focus)} has more than one {result.rule.name} in language {repeated}."


def _datatype(result: Result, naming: Naming, shapes: Shapes) -> str:
    wanted = result.rule.parameters["datatype"][0].value
    return _with_value(result, naming, f"is no {_DATATYPES.get(wanted, curie(wanted))}")


def _node_kind(result: Result, naming: Naming, shapes: Shapes) -> str:
    return _with_value(result, naming, _NODE_KINDS[result.rule.parameters["nodeKind"][0].value])


def _class(result: Result, naming: Naming, shapes: Shapes) -> str:
    return _with_value(result, naming, f"is no {naming.noun(result.rule.parameters['class'][0].value)}")


def _in(result: Result, naming: Naming, shapes: Shapes) -> str:
    allowed = ", ".join(_text(value, naming).strip("'") for value in result.rule.parameters["in"])
    return _with_value(result, naming, f"is none of {allowed}")


def _pattern(result: Result, naming: Naming, shapes: Shapes) -> str:
    return _with_value(result, naming, "is not written like one")


def _low(result: Result, naming: Naming, shapes: Shapes) -> str:
    return _with_value(result, naming, f"is below {result.rule.parameters['minInclusive'][0].value}")


def _high(result: Result, naming: Naming, shapes: Shapes) -> str:
    return _with_value(result, naming, f"is above {result.rule.parameters['maxInclusive'][0].value}")


def _disjoint(result: Result, naming: Naming, shapes: Shapes) -> str:
    """Two properties share a value; with an inverse path that is a circle of one or two."""
    rule = result.rule
    other = rule.parameters["disjoint"][0].value
    if not rule.inverse:
        return _with_value(result, naming, f"repeats its {shapes.name_of(other) or curie(other)}")
    if result.value == result.focus:
        return f"{naming.entity(result.focus)} has itself as {rule.name}."
    return f"{naming.entity(result.focus)} and {naming.short(result.value or '')} have each other as {rule.name}."


def _with_value(result: Result, naming: Naming, flaw: str) -> str:
    value = result.value or ""
    shown = naming.short(value) if result.is_iri else f"'{value}'"
    return f"{naming.entity(result.focus)} has the {result.rule.name} {shown}, which {flaw}."


def _values(result: Result, naming: Naming) -> set[object]:
    """Return the values at the end of the path."""
    store, focus, path = naming.dataset.store, ox.NamedNode(result.focus), ox.NamedNode(result.rule.path)
    if result.rule.inverse:
        return {quad.subject for quad in store.quads_for_pattern(None, path, focus, None)}
    return {quad.object for quad in store.quads_for_pattern(focus, path, None, None)}


def _text(value: object, naming: Naming) -> str:
    if isinstance(value, ox.NamedNode):
        return naming.short(value.value)
    return f"'{value.value}'" if isinstance(value, ox.Literal) else str(value)


_MAKERS: Mapping[str, Maker] = {
    "MinCountConstraintComponent": _missing,
    "QualifiedMinCountConstraintComponent": _missing,
    "MaxCountConstraintComponent": _too_many,
    "UniqueLangConstraintComponent": _languages,
    "DatatypeConstraintComponent": _datatype,
    "NodeKindConstraintComponent": _node_kind,
    "ClassConstraintComponent": _class,
    "InConstraintComponent": _in,
    "PatternConstraintComponent": _pattern,
    "MinInclusiveConstraintComponent": _low,
    "MaxInclusiveConstraintComponent": _high,
    "DisjointConstraintComponent": _disjoint,
}
