"""Finds the statement that a person means who types a subject, a predicate and an object.

1. The subject is an entity (:func:`mllm_kg.lookup.resolve`), else a term: by its IRI, its CURIE, the local part of its
   name (``OpenModel``) or a label (``open model``).
2. The predicate is a property: by IRI, CURIE, local name or label, whatever the case and the signs between words, or
   ``a`` or ``type``. Of several, that of our own ontology is meant, else the one that the subject has.
3. The object is what the subject has for that predicate, if the text names it; else a literal when it is written as in
   N-Triples (``"text"@en``); else a class after ``a``, an entity of the property's range, or any entity or term; else, for a property with data as values, a
   literal without a datatype.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator

import pyoxigraph as ox

from mllm_kg import lookup
from mllm_kg.errors import AmbiguousName, UnknownName
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, KINDS, MLLM, PREFIXES, curie, expand, graph, term
from mllm_kg.nearest import nearest

__all__ = ["asked", "objects", "predicate_named", "subject_named"]

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_SUBCLASS, _SUBPROPERTY = (ox.NamedNode(PREFIXES["rdfs"] + name) for name in ("subClassOf", "subPropertyOf"))
_RANGE = ox.NamedNode(PREFIXES["rdfs"] + "range")
_ONTOLOGY = graph("ontology")
_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")
_DATA = ox.NamedNode(PREFIXES["owl"] + "DatatypeProperty")
_PROPERTIES = (
    *(ox.NamedNode(PREFIXES["owl"] + f"{kind}Property") for kind in ("Object", "Datatype", "Annotation")),
    ox.NamedNode(PREFIXES["rdf"] + "Property"),
)

Thing = ox.NamedNode | ox.Literal


def asked(dataset: Dataset, subject: str, predicate: str, thing: str, language: str = "en") -> ox.Triple:
    """Return the statement that is meant, whether it holds or not.

    :param language: the BCP 47 tag of the language of the labels that an error offers
    :raises UnknownName: when nothing has one of the names; offers the nearest
    :raises AmbiguousName: when several things have one of them
    """
    who = subject_named(dataset, subject, language)
    prop = predicate_named(dataset, predicate, who)
    return ox.Triple(who, prop, _object(dataset, who, prop, thing.strip(), language))


def objects(dataset: Dataset, who: ox.NamedNode, prop: ox.NamedNode) -> list[Thing]:
    """Return what a thing has for a property, sorted."""
    found = {quad.object for quad in dataset.store.quads_for_pattern(who, prop, None, None)}
    return sorted((node for node in found if isinstance(node, Thing)), key=str)


def subject_named(dataset: Dataset, text: str, language: str = "en") -> ox.NamedNode:
    """Return the entity or the term that a person means.

    :raises UnknownName: when there is none; offers the nearest
    :raises AmbiguousName: when there are several
    """
    try:
        return lookup.resolve(dataset, text, None, language)
    except UnknownName as error:
        found = _best("term", text, _matching(dataset, text, set(_terms(dataset))), ())
        if found is None:
            raise error
        return found


def predicate_named(dataset: Dataset, text: str, who: ox.NamedNode | None = None) -> ox.NamedNode:
    """Return the property that a person means.

    :param who: the subject; its own properties are preferred
    :raises UnknownName: when there is none; offers the nearest
    :raises AmbiguousName: when there are several
    """
    if text.strip().casefold() in ("a", "type", "is a"):
        return _TYPE
    own = {quad.predicate for quad in dataset.store.quads_for_pattern(who, None, None, None)} if who else set()
    known = own.union(quad.subject for kind in _PROPERTIES for quad in _of_type(dataset, kind))
    properties = {prop for prop in (*known, _SUBCLASS, _SUBPROPERTY) if isinstance(prop, ox.NamedNode)}
    found = _best("property", text, _matching(dataset, text, properties), own)
    if found is None:
        names = [
            curie(prop.value) for prop in sorted(properties, key=lambda prop: (MLLM not in prop.value, prop.value))
        ]
        raise UnknownName("property", text, nearest(text, names))
    return found


def _object(dataset: Dataset, who: ox.NamedNode, prop: ox.NamedNode, text: str, language: str) -> Thing:
    had = objects(dataset, who, prop)
    found: set[Thing] = {node for node in had if text in _spellings(node)}
    if not found:
        found |= _matching(dataset, text, {node for node in had if isinstance(node, ox.NamedNode)})
    if found:
        if len(found) > 1:
            raise AmbiguousName("value", text, sorted(map(_written, found)))
        return next(iter(found))
    literal = _literal(text)
    if literal is not None:
        return literal
    if prop == _TYPE:
        return _class_named(dataset, text)
    with contextlib.suppress(UnknownName):
        kinds = _kinds(dataset, prop)
        if kinds:
            return lookup.resolve(dataset, text, kinds, language)
    try:
        return subject_named(dataset, text, language)
    except UnknownName:
        if any(isinstance(node, ox.Literal) for node in had) or ox.Quad(prop, _TYPE, _DATA, _ONTOLOGY) in dataset.store:
            return ox.Literal(text)
        raise


def _class_named(dataset: Dataset, text: str) -> ox.NamedNode:
    properties = {quad.subject for kind in _PROPERTIES for quad in _of_type(dataset, kind)}
    classes = {node for node in _terms(dataset) if node not in properties and not node.value.startswith(KG)}
    found = _best("class", text, _matching(dataset, text, classes), ())
    if found is None:
        names = {name: node for node in sorted(classes, key=str) for name in _names(dataset, node)}
        near = dict.fromkeys(curie(names[name].value) for name in nearest(text, names))
        raise UnknownName("class", text, list(near))
    return found


def _kinds(dataset: Dataset, prop: ox.NamedNode) -> list[str]:
    """Return the kinds of entities that a property is said to lead to."""
    ranges = {quad.object for quad in dataset.store.quads_for_pattern(prop, _RANGE, None, None)}
    return [kind.name for kind in KINDS.values() if term(kind.class_name) in ranges]


def _spellings(node: Thing) -> tuple[str, ...]:
    """Return the ways to write a value exactly."""
    if isinstance(node, ox.Literal):
        return str(node), node.value
    return str(node), node.value, curie(node.value), node.value.removeprefix(KG)


def _written(node: Thing) -> str:
    return curie(node.value) if isinstance(node, ox.NamedNode) else str(node)


def _literal(text: str) -> ox.Literal | None:
    """Return what is written as a literal of N-Triples; a datatype may be a CURIE."""
    if not text.startswith('"'):
        return None
    full = re.sub(r'(?<="\^\^)([\w-]+:[\w-]+)\Z', lambda match: f"<{expand(match[1]) or match[1]}>", text)
    try:
        (quad,) = ox.parse(f"<x:x> <x:x> {full} .", ox.RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError):
        return None
    return quad.object if isinstance(quad.object, ox.Literal) else None


def _of_type(dataset: Dataset, kind: ox.NamedNode) -> Iterator[ox.Quad]:
    yield from dataset.store.quads_for_pattern(None, _TYPE, kind, None)


def _terms(dataset: Dataset) -> Iterator[ox.NamedNode]:
    """Go through the ontology's terms, and the classes of others that it uses."""
    for quad in dataset.quads([_ONTOLOGY]):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject
        if quad.predicate in (_SUBCLASS, _SUBPROPERTY) and isinstance(quad.object, ox.NamedNode):
            yield quad.object


def _key(text: str) -> str:
    """Return a name without case, accents, and the signs between its words."""
    return re.sub(r"[\s_-]+", "", lookup.fold(text))


def _matching(dataset: Dataset, text: str, nodes: Collection[ox.NamedNode]) -> set[ox.NamedNode]:
    """Return those of some things that a text names: by IRI or CURIE, else by local name, slug or label."""
    exact = {node for node in nodes if text.strip("<>") == node.value or expand(text) == node.value}
    if exact:
        return exact
    wanted = _key(text)
    return {node for node in nodes if wanted and wanted in (_key(name) for name in _names(dataset, node))}


def _names(dataset: Dataset, node: ox.NamedNode) -> Iterator[str]:
    yield re.split(r"[#/]", node.value)[-1]
    for quad in dataset.store.quads_for_pattern(node, _LABEL, None, None):
        if isinstance(quad.object, ox.Literal):
            yield quad.object.value


def _best(
    what: str, text: str, found: Collection[ox.NamedNode], preferred: Collection[ox.NamedNode]
) -> ox.NamedNode | None:
    """Return the one that is meant; ``None`` when nothing was found.

    :raises AmbiguousName: when it can't be told
    """
    ours = [node for node in found if node.value.startswith(MLLM)]
    had = [node for node in found if node in preferred]
    for some in (found, ours, had):
        if len(some) == 1:
            return next(iter(some))
    if found:
        raise AmbiguousName(what, text, sorted(curie(node.value) for node in found))
    return None
