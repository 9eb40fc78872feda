"""The dataset for those who work with rdflib."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Identifier

from mllm_kg.namespaces import PREFIXES

__all__ = ["to_rdflib", "to_term"]

Value: TypeAlias = ox.NamedNode | ox.BlankNode | ox.DefaultGraph | ox.Literal | ox.Triple
_STRING = PREFIXES["xsd"] + "string"


def to_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Dataset:
    """Return an rdflib ``Dataset`` with the same statements; its default graph is the union of the named ones."""
    dataset = rdflib.Dataset(default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    terms: dict[object, Identifier] = {}

    def term(value: Value) -> Any:
        found = terms.get(value)
        if found is None:
            found = terms[value] = to_term(value)
        return found

    graphs: dict[object, rdflib.Graph] = {}
    for quad in quads:
        name = quad.graph_name
        if name not in graphs:
            default = isinstance(name, ox.DefaultGraph)
            graphs[name] = dataset.graph(DATASET_DEFAULT_GRAPH_ID if default else term(name))
        graphs[name].add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return dataset


def to_term(value: Value) -> Identifier:
    """Return the rdflib term for an Oxigraph term; a plain string stays a literal without a datatype."""
    if isinstance(value, ox.NamedNode):
        return rdflib.URIRef(value.value)
    if isinstance(value, ox.BlankNode):
        return rdflib.BNode(value.value)
    if not isinstance(value, ox.Literal):
        raise TypeError(f"rdflib has no term for {value}")
    if value.language:
        return rdflib.Literal(value.value, lang=value.language)
    datatype = value.datatype.value
    return rdflib.Literal(
        value.value, datatype=None if datatype == _STRING else rdflib.URIRef(datatype), normalize=False
    )
