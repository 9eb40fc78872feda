"""The graph of provenance: what is known about each named graph, and where else a statement is made.

A statement that several sources make stands in one graph, that of the best of them: see :func:`rank`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from mllm_kg.namespaces import PREFIXES, graph, iri, slugify, term
from mllm_kg.records.model import SourceGraph

__all__ = [
    "ALSO_STATED_IN",
    "CURATORS_SLUG",
    "PROVENANCE_GRAPH",
    "Rank",
    "described",
    "fixed",
    "provenance",
    "rank",
    "repeated",
    "statement",
]

PROVENANCE_GRAPH = graph("provenance")
CURATORS_SLUG = "mllm-kg"
CURATORS = iri("organization", CURATORS_SLUG)
ALSO_STATED_IN = term("alsoStatedIn")
_RDF, _RDFS, _PROV, _DCTERMS = (PREFIXES[name] for name in ("rdf", "rdfs", "prov", "dcterms"))
_TYPE = ox.NamedNode(_RDF + "type")
_DATE = ox.NamedNode(PREFIXES["xsd"] + "date")
_ORDER = {"Confirmed": 0, "AsListed": 1, "Unconfirmed": 2}
_FIXED = {"ontology": "Confirmed", "names": "Confirmed", "inferred": "Inferred", "inferred/unconfirmed": "Unconfirmed"}

Rank = tuple[int, str]


def rank(status: str, name: str) -> Rank:
    """Return the place of a named graph among all that make a statement: the first is where the statement stands.

    :param status: how well its statements are supported, as the local name of the ontology's term
    :param name: its name below ``https://w3id.org/mllm-kg/graph/``
    """
    return _ORDER.get(status, 0), name


def fixed() -> list[ox.Quad]:
    """Describe the graphs that every dataset has."""
    return [quad for name, status in _FIXED.items() for quad in described(graph(name), {"status": status})]


def provenance(graphs: Iterable[SourceGraph]) -> list[ox.Quad]:
    """Describe named graphs with PROV-O (W3C Recommendation, 30 April 2013)."""
    return [quad for source in graphs for quad in _source(source)]


def _source(source: SourceGraph) -> list[ox.Quad]:
    node = graph(source.name)
    quads = described(node, {"status": source.status, "file": source.file, "note": source.note})
    quads.append(_about(node, term("describes"), ox.NamedNode(source.entity)))
    quads.extend(_about(node, ox.NamedNode(_PROV + "hadPrimarySource"), ox.NamedNode(p)) for p in source.sources)
    quads.extend(_about(node, ox.NamedNode(_RDFS + "seeAlso"), ox.NamedNode(page)) for page in source.see)
    curators = [iri("person", slugify(name)) for name in source.checked_by] or [CURATORS]
    quads.extend(_about(node, ox.NamedNode(_PROV + "wasAttributedTo"), agent) for agent in curators)
    if source.checked:
        quads.append(_about(node, term("checked"), ox.Literal(source.checked, datatype=_DATE)))
    if source.read_in_copies:
        quads.append(_about(node, term("readInCopies"), ox.Literal(source.read_in_copies)))
    return quads


def described(node: ox.NamedNode, told: Mapping[str, str | None]) -> list[ox.Quad]:
    """Say what a named graph is; ``told`` may have its ``status``, the ``file`` that it is from, and a ``note``."""
    quads = [_about(node, _TYPE, ox.NamedNode(_PROV + "Entity"))]
    if status := told.get("status"):
        quads.append(_about(node, term("evidenceStatus"), term(status)))
    if file := told.get("file"):
        quads.append(_about(node, term("recordFile"), ox.Literal(file)))
    if note := told.get("note"):
        quads.append(_about(node, ox.NamedNode(_DCTERMS + "description"), ox.Literal(note)))
    return quads


def statement(triple: ox.Triple) -> ox.NamedNode:
    """Return the node that stands for a statement, made of a digest of it."""
    return iri("statement", hashlib.blake2b(str(triple).encode(), digest_size=8).hexdigest())


def repeated(repeats: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Say where else a statement is made, by RDF reification (RDF Schema 1.1, section 5.3)."""
    quads: list[ox.Quad] = []
    for quad in repeats:
        node = statement(quad.triple)
        quads.append(_about(node, _TYPE, ox.NamedNode(_RDF + "Statement")))
        quads.append(_about(node, ox.NamedNode(_RDF + "subject"), quad.subject))
        quads.append(_about(node, ox.NamedNode(_RDF + "predicate"), quad.predicate))
        quads.append(_about(node, ox.NamedNode(_RDF + "object"), quad.object))
        quads.append(_about(node, ALSO_STATED_IN, quad.graph_name))  # type: ignore[arg-type]
    return list(dict.fromkeys(quads))


def _about(
    node: ox.NamedNode, predicate: ox.NamedNode, value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
) -> ox.Quad:
    return ox.Quad(node, predicate, value, PROVENANCE_GRAPH)
