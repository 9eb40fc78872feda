"""The order in which statements are written: the same graph always gives the same document.

1. Blank nodes get the labels of RDF Dataset Canonicalization (RDFC-1.0), so that they do not depend on the run.
2. Statements are grouped by subject and property. Subjects come as a reader of an ontology expects them: its header,
   classes, properties, axioms, then everything else by IRI. Types come first in each subject, then its names.
3. A blank node that only one statement points to is written in its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.namespaces import MLLM, PREFIXES
from mllm_kg.results import short_literal

__all__ = [
    "SECTIONS",
    "TYPE",
    "Description",
    "Descriptions",
    "Node",
    "Object",
    "canonical",
    "describe",
    "graph_key",
    "list_items",
    "merged",
    "rank",
    "sort_key",
    "sorted_predicates",
    "top_level",
    "tree_nodes",
]

Node: TypeAlias = ox.NamedNode | ox.BlankNode
Object: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Description: TypeAlias = dict[ox.NamedNode, list[Object]]
Descriptions: TypeAlias = dict[Node, Description]

_RDF, _RDFS, _OWL, _SKOS = (PREFIXES[name] for name in ("rdf", "rdfs", "owl", "skos"))
TYPE = ox.NamedNode(_RDF + "type")
_FIRST = ox.NamedNode(_RDF + "first")
_REST = ox.NamedNode(_RDF + "rest")
_NIL = ox.NamedNode(_RDF + "nil")

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Ontology", (_OWL + "Ontology",)),
    ("Classes", (_OWL + "Class", _RDFS + "Class", _RDFS + "Datatype")),
    ("Object properties", (_OWL + "ObjectProperty",)),
    ("Datatype properties", (_OWL + "DatatypeProperty",)),
    ("Annotation properties", (_OWL + "AnnotationProperty", _RDF + "Property")),
    ("Axioms", (_OWL + "AllDisjointClasses", _OWL + "AllDifferent", _OWL + "AllDisjointProperties", _OWL + "Axiom")),
)
"""The headings of an ontology, in order, with the types of what stands below each; the rest has none."""

_RANKS = {ox.NamedNode(iri): place for place, (_, types) in enumerate(SECTIONS) for iri in types}
_NAMES = (_RDFS + "label", _SKOS + "prefLabel", MLLM + "title", _SKOS + "altLabel")
_PREDICATES = {iri: f"{place:02d}" for place, iri in enumerate((TYPE.value, *_NAMES))}


def merged(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return the statements of all graphs in one, each once."""
    return list(dict.fromkeys(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads))


def canonical(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return the same dataset with canonical labels of its blank nodes."""
    plain: list[ox.Quad] = []
    blank: list[ox.Quad] = []
    for quad in quads:
        terms = (quad.subject, quad.object, quad.graph_name)
        (blank if any(isinstance(term, (ox.BlankNode, ox.Triple)) for term in terms) else plain).append(quad)
    if blank:
        dataset = ox.Dataset(blank)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        plain.extend(dataset)
    return plain


def describe(quads: Iterable[ox.Quad]) -> dict[Node | ox.DefaultGraph, Descriptions]:
    """Group statements by graph, subject and property."""
    graphs: dict[Node | ox.DefaultGraph, Descriptions] = {}
    for quad in quads:
        description = graphs.setdefault(quad.graph_name, {}).setdefault(quad.subject, {})  # type: ignore[arg-type]
        description.setdefault(quad.predicate, []).append(quad.object)
    return graphs


def graph_key(name: Node | ox.DefaultGraph) -> str:
    """Return the key that orders graphs: the default graph first, then by IRI."""
    return "" if isinstance(name, ox.DefaultGraph) else name.value


def tree_nodes(quads: Iterable[ox.Quad]) -> set[ox.BlankNode]:
    """Find the blank nodes that can be written in place: at most one statement points to them, and no circle does."""
    parents: dict[ox.BlankNode, list[Node]] = {}
    graphs: dict[ox.BlankNode, set[str]] = {}
    for quad in quads:
        for term in (quad.subject, quad.object):
            if isinstance(term, ox.BlankNode):
                parents.setdefault(term, [])
                graphs.setdefault(term, set()).add(str(quad.graph_name))
        if isinstance(quad.object, ox.BlankNode):
            parents[quad.object].append(quad.subject)  # type: ignore[arg-type]
    found = {node for node, above in parents.items() if len(above) <= 1 and len(graphs[node]) == 1}
    return found - _circles(found, parents)


def _circles(nodes: set[ox.BlankNode], parents: dict[ox.BlankNode, list[Node]]) -> set[ox.BlankNode]:
    """Find the nodes from which the way up never ends."""
    ends: dict[Node, bool] = {}
    for start in nodes:
        way: list[Node] = []
        node: Node = start
        seen = set()
        while node not in ends and node not in seen:
            way.append(node)
            seen.add(node)
            above = parents[node] if isinstance(node, ox.BlankNode) and node in nodes else []
            if not above:
                ends[node] = True
                break
            node = above[0]
        good = ends.get(node, False)
        ends.update(dict.fromkeys(way, good))
    return {node for node in nodes if not ends[node]}


def rank(description: Description) -> int:
    """Return the place of a subject's section, ``len(SECTIONS)`` when it belongs to none."""
    places = [_RANKS[kind] for kind in description.get(TYPE, ()) if isinstance(kind, ox.NamedNode) and kind in _RANKS]
    return min(places, default=len(SECTIONS))


def sorted_predicates(description: Description) -> list[ox.NamedNode]:
    """Return the properties of a subject: its types, its names, then the others by IRI."""
    return sorted(description, key=lambda predicate: (_PREDICATES.get(predicate.value, "99"), predicate.value))


def sort_key(term: Object, text: str) -> tuple[int, float, str]:
    """Return the key that orders the values of a property: IRIs, then literals (numbers by size), then blank nodes.

    :param text: how the format writes the value
    """
    if not isinstance(term, ox.Literal):
        return 0 if isinstance(term, ox.NamedNode) else 2, 0.0, text
    short = short_literal(term)
    return 1, float("inf") if short in (None, "true", "false") else float(short), text


def list_items(node: Object, descriptions: Descriptions, nested: Collection[ox.BlankNode]) -> list[Object] | None:
    """Return the members of the RDF list that starts at ``node``, or ``None`` when it is no plain list."""
    items: list[Object] = []
    while node != _NIL:
        description = descriptions.get(node, {}) if isinstance(node, ox.BlankNode) and node in nested else {}
        first, rest = description.get(_FIRST, ()), description.get(_REST, ())
        if len(description) != 2 or len(first) != 1 or len(rest) != 1:
            return None
        items.append(first[0])
        node = rest[0]
    return items


def top_level(descriptions: Descriptions, nested: Collection[ox.BlankNode]) -> list[Node]:
    """Return the subjects that are not written in the place of a value."""
    pointed = {
        value
        for description in descriptions.values()
        for values in description.values()
        for value in values
        if isinstance(value, ox.BlankNode)
    }
    return [node for node in descriptions if node not in nested or node not in pointed]
