"""JSON-LD 1.1 that needs no context from elsewhere: it declares its prefixes and expands everything else."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from mllm_kg.errors import OutputError
from mllm_kg.export.arrange import (
    TYPE,
    Description,
    Descriptions,
    Node,
    Object,
    canonical,
    describe,
    graph_key,
    list_items,
    rank,
    sort_key,
    sorted_predicates,
    top_level,
    tree_nodes,
)
from mllm_kg.export.prefixes import Prefixes
from mllm_kg.namespaces import PREFIXES

__all__ = ["jsonld"]

_WIDTH = 118
_STRING = PREFIXES["xsd"] + "string"


def jsonld(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Write a dataset in JSON-LD: the default graph's nodes, then each named graph with its nodes.

    :raises OutputError: when a statement is about a statement
    """
    statements = canonical(quads)
    writer = _Writer(Prefixes(_schemes(statements)), tree_nodes(statements))
    nodes: list[str] = []
    for name, descriptions in sorted(describe(statements).items(), key=lambda item: graph_key(item[0])):
        inside = writer.nodes(descriptions)
        if isinstance(name, ox.DefaultGraph):
            nodes += inside
        else:
            nodes.append(f'{{"@id": {_dump(writer.id(name))}, "@graph": [\n' + ",\n".join(inside) + "\n]}")
    yield f'{{\n"@context": {json.dumps(writer.context, indent=2)},\n"@graph": [\n'
    yield ",\n".join(nodes)
    yield "\n]\n}\n"


def _schemes(quads: Iterable[ox.Quad]) -> frozenset[str]:
    """Find the schemes of all IRIs: a prefix of the same name would be taken for the scheme, and the other way round."""
    found = set()
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            iri = term.value if isinstance(term, ox.NamedNode) else None
            if isinstance(term, ox.Literal):
                iri = term.datatype.value
            if iri is not None:
                found.add(iri.partition(":")[0])
    return frozenset(found)


class _Writer:
    """Writes nodes, and remembers the prefixes that they need.

    :param nested: the blank nodes to be written where they are pointed at
    """

    def __init__(self, prefixes: Prefixes, nested: Collection[ox.BlankNode]) -> None:
        self._prefixes = prefixes
        self._nested = nested

    @property
    def context(self) -> dict[str, str]:
        """The prefixes used so far."""
        return self._prefixes.used

    def nodes(self, descriptions: Descriptions) -> list[str]:
        """Return every subject as a node object, a property a line, in the order of the other formats."""
        texts = []
        for node in top_level(descriptions, self._nested):
            properties = self._properties(descriptions[node], descriptions)
            if node not in self._nested:
                properties = {"@id": self.id(node), **properties}
            text = "{" + ",\n ".join(f"{_dump(name)}: {_array(values)}" for name, values in properties.items()) + "}"
            texts.append((rank(descriptions[node]), isinstance(node, ox.BlankNode), text))
        return [text for _, _, text in sorted(texts)]

    def id(self, node: Node) -> str:
        """Return the identifier of a node or a graph."""
        return self._short(node.value) if isinstance(node, ox.NamedNode) else str(node)

    def _short(self, iri: str) -> str:
        return self._prefixes.short(iri) or iri

    def _properties(self, description: Description, descriptions: Descriptions) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for predicate in sorted_predicates(description):
            values = description[predicate]
            if predicate == TYPE and all(isinstance(value, ox.NamedNode) for value in values):
                found["@type"] = sorted(self._short(value.value) for value in values if isinstance(value, ox.NamedNode))
                continue
            written = [(value, self._value(value, descriptions)) for value in values]
            written.sort(key=lambda pair: sort_key(pair[0], _dump(pair[1])))
            found[self._short(predicate.value)] = [text for _, text in written]
        return found

    def _value(self, value: Object, descriptions: Descriptions) -> Any:
        if isinstance(value, ox.Triple):
            raise OutputError("JSON-LD can't hold a statement about a statement.", hint="Choose another format.")
        if isinstance(value, ox.Literal):
            return self._literal(value)
        if isinstance(value, ox.BlankNode) and value in self._nested and value in descriptions:
            items = list_items(value, descriptions, self._nested)
            if items is not None:
                return {"@list": [self._value(item, descriptions) for item in items]}
            return self._properties(descriptions[value], descriptions)
        return {"@id": self.id(value)}

    def _literal(self, literal: ox.Literal) -> Any:
        if literal.language:
            return {"@value": literal.value, "@language": literal.language}
        if literal.datatype.value == _STRING:
            return literal.value
        return {"@value": literal.value, "@type": self._short(literal.datatype.value)}


def _array(values: Any) -> str:
    line = _dump(values)
    if len(line) <= _WIDTH or isinstance(values, str):
        return line
    return "[\n  " + ",\n  ".join(_dump(value) for value in values) + "]"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
