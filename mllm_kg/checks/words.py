"""A SHACL result in plain words: one sentence about the entity and what is wrong with it.

The sentence is made of the entity's name, the shape's ``sh:name`` and the value, by the kind of constraint (SHACL,
section 4). The shape's own message says what would be right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.checks.naming import Naming, combined
from mllm_kg.checks.shapes import SH, Result, Shapes, Term
from mllm_kg.findings import Sentence, Words, say
from mllm_kg.namespaces import PREFIXES, curie

__all__ = ["RANK", "plain", "sentence"]

XSD, RDF = PREFIXES["xsd"], PREFIXES["rdf"]

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
    XSD + "string": Words("text without a language tag", ko="언어 태그가 없는 글"),
    XSD + "integer": Words("whole number", ko="정수"),
    XSD + "decimal": Words("decimal number", ko="십진수"),
    XSD + "boolean": Words("truth value", ko="참·거짓 값"),
    XSD + "date": Words("date", ko="날짜"),
    RDF + "langString": Words("text with a language tag", ko="언어 태그가 있는 글"),
}
_NODE_KINDS = {SH + "IRI": Words("IRI"), SH + "BlankNode": Words("blank node", ko="빈 노드")}

Maker: TypeAlias = Callable[[Result, Naming, Shapes], Sentence]


def sentence(result: Result, naming: Naming, shapes: Shapes) -> Sentence:
    """Return what is wrong, in one sentence."""
    return _MAKERS.get(result.component, _other)(result, naming, shapes)


def plain(term: Term) -> str:
    """Return a term as findings hold it: an IRI, a literal's lexical form, or a blank node's name after ``_:``."""
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else term.value


def _missing(result: Result, naming: Naming, shapes: Shapes) -> Sentence:
    return say("{entity} has no {property}.", entity=_entity(result, naming), property=result.rule.name)


def _too_many(result: Result, naming: Naming, shapes: Shapes) -> Sentence:
    values = sorted(_values(result, naming), key=str)
    return say(
        "{entity} has {count} values as {property}: {values}.",
        entity=_entity(result, naming),
        count=len(values),
        property=result.rule.name,
        values=_listed(*(_text(value, naming) for value in values)),
    )


def _languages(result: Result, naming: Naming, shapes: Shapes) -> Sentence:
    tags = Counter(value.language for value in _values(result, naming) if isinstance(value, ox.Literal))
    return say(
        "{entity} has more than one {property} in language {languages}.",
        entity=_entity(result, naming),
        property=result.rule.name,
        languages=", ".join(sorted(f"'{tag}'" for tag, count in tags.items() if tag and count > 1)),
    )


def _datatype(result: Result, naming: Naming, shapes: Shapes) -> Sentence:
    wanted = result.rule.parameters["datatype"][0].value
    return _no(result, naming, _DATATYPES.get(wanted, Words(curie(wanted))))


def _node_kind(result: Result, naming: Naming, shapes: Shapes) -> Sentence:
    kind = _NODE_KINDS.get(result.rule.parameters["nodeKind"][0].value)
    if kind is not None:
        return _no(result, naming, kind)
    if isinstance(result.value, ox.NamedNode):
        return say("{entity} has the {property} {value}, which is an IRI and no text.", **_with_value(result, naming))
    return _other(result, naming, shapes)


def _class(result: Result, naming: Naming, shapes: Shapes) -> Sentence:
    return _no(result, naming, naming.noun(result.rule.parameters["class"][0].value))


def _no(result: Result, naming: Naming, kind: Words) -> Sentence:
    return say("{entity} has the {property} {value}, which is no {kind}.", **_with_value(result, naming), kind=kind)


def _in(result: Result, naming: Naming, shapes: Shapes) -> Sentence:
    allowed = _listed(*(_bare(_text(value, naming)) for value in result.rule.parameters["in"]))
    return say(
        "{entity} has the {property} {value}, which is none of {allowed}.",
        **_with_value(result, naming),
        allowed=allowed,
    )


def _pattern(result: Result, naming: Naming, shapes: Shapes) -> Sentence:
    return say("{entity} has the {property} {value}, which is not written like one.", **_with_value(result, naming))


def _low(result: Result, naming: Naming, shapes: Shapes) -> Sentence:
    limit = result.rule.parameters["minInclusive"][0].value
    return say(
        "{entity} has the {property} {value}, which is below {limit}.", **_with_value(result, naming), limit=limit
    )


def _high(result: Result, naming: Naming, shapes: Shapes) -> Sentence:
    limit = result.rule.parameters["maxInclusive"][0].value
    return say(
        "{entity} has the {property} {value}, which is above {limit}.", **_with_value(result, naming), limit=limit
    )


def _disjoint(result: Result, naming: Naming, shapes: Shapes) -> Sentence:
    """Two properties share a value; with an inverse path that is a circle of one or two."""
    rule, other = result.rule, result.rule.parameters["disjoint"][0].value
    if not rule.inverse:
        return say(
            "{entity} has the {property} {value}, which repeats its {other}.",
            **_with_value(result, naming),
            other=shapes.name_of(other) or curie(other),
        )
    entity = _entity(result, naming)
    if result.value is None or result.value == result.focus:
        return say("{entity} has itself as {property}.", entity=entity, property=rule.name)
    return say(
        "{entity} and {other} have each other as {property}.",
        entity=entity,
        other=naming.short(plain(result.value)),
        property=rule.name,
    )


def _other(result: Result, naming: Naming, shapes: Shapes) -> Sentence:
    """Say what must hold, for a kind of constraint that has no sentence of its own."""
    wanted = result.rule.advice or result.rule.id
    if result.value is None or not result.rule.path:
        return say("{entity} breaks a rule: {wanted}", entity=_entity(result, naming), wanted=wanted)
    return say(
        "{entity} has the {property} {value}, which breaks a rule: {wanted}",
        **_with_value(result, naming),
        wanted=wanted,
    )


def _entity(result: Result, naming: Naming) -> Words:
    if isinstance(result.focus, ox.Literal):
        return _text(result.focus, naming)
    return naming.entity(plain(result.focus))


def _with_value(result: Result, naming: Naming) -> dict[str, str]:
    """Return what fills the slots of every sentence about one value."""
    value = "" if result.value is None else _text(result.value, naming)
    return {"entity": _entity(result, naming), "property": result.rule.name, "value": value}


def _values(result: Result, naming: Naming) -> set[Term]:
    """Return the values at the end of the path."""
    store, focus, path = naming.dataset.store, result.focus, ox.NamedNode(result.rule.path)
    if result.rule.inverse:
        found: set[object] = {quad.subject for quad in store.quads_for_pattern(None, path, focus, None)}
    elif isinstance(focus, ox.Literal):
        found = set()
    else:
        found = {quad.object for quad in store.quads_for_pattern(focus, path, None, None)}
    return {value for value in found if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal)}


def _text(value: Term, naming: Naming) -> Words:
    return naming.short(value.value) if isinstance(value, ox.NamedNode) else Words(f"'{plain(value)}'")


def _listed(*texts: Words) -> Words:
    return combined(lambda *parts: ", ".join(parts), *texts)


def _bare(text: Words) -> Words:
    return combined(lambda part: part.strip("'"), text)


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
