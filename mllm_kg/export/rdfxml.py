"""RDF/XML, for tools that read nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from mllm_kg.errors import OutputError
from mllm_kg.export.arrange import (
    Descriptions,
    Node,
    Object,
    canonical,
    describe,
    list_items,
    merged,
    rank,
    sort_key,
    sorted_predicates,
    top_level,
    tree_nodes,
)
from mllm_kg.namespaces import PREFIXES

__all__ = ["rdfxml"]

_RDF = PREFIXES["rdf"]
_STRING = PREFIXES["xsd"] + "string"
_LOCAL = re.compile(r"[^\W\d][\w.-]*$")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def rdfxml(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Write the statements of all graphs in RDF/XML.

    :raises OutputError: when XML can't hold a text, or has no name for a property
    """
    statements = canonical(merged(quads))
    names = _Names({quad.predicate.value for quad in statements})
    writer = _Writer(names, tree_nodes(statements))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    yield from (f'\n    xmlns:{prefix}="{_attribute(space)}"' for prefix, space in sorted(names.prefixes.items()))
    yield ">\n"
    for descriptions in describe(statements).values():
        yield from writer.blocks(descriptions)
    yield "</rdf:RDF>\n"


class _Names:
    """Qualified names for properties.

    :param predicates: the IRIs of all properties
    """

    def __init__(self, predicates: Collection[str]) -> None:
        self._names: dict[str, str] = {}
        known = {namespace: prefix for prefix, namespace in PREFIXES.items()}
        self.prefixes = {"rdf": _RDF}
        for iri in sorted(predicates):
            local = _LOCAL.search(iri)
            if local is None or local.start() == 0:
                raise OutputError(f"RDF/XML has no name for the property <{iri}>.", hint="Choose another format.")
            namespace = iri[: local.start()]
            prefix = known.setdefault(namespace, f"ns{len(known) - len(PREFIXES) + 1}")
            self.prefixes[prefix] = namespace
            self._names[iri] = f"{prefix}:{local[0]}"

    def of(self, predicate: ox.NamedNode) -> str:
        return self._names[predicate.value]


class _Writer:
    def __init__(self, names: _Names, nested: Collection[ox.BlankNode]) -> None:
        self._names = names
        self._nested = nested

    def blocks(self, descriptions: Descriptions) -> Iterator[str]:
        """Write every subject, in the order of the other formats."""
        texts = []
        for node in top_level(descriptions, self._nested):
            text = self._block(node, descriptions, "  ")
            texts.append((rank(descriptions[node]), isinstance(node, ox.BlankNode), text))
        yield from (text for _, _, text in sorted(texts))

    def _block(self, node: Node, descriptions: Descriptions, indent: str) -> str:
        about = ""
        if isinstance(node, ox.NamedNode):
            about = f' rdf:about="{_attribute(node.value)}"'
        elif node not in self._nested:
            about = f' rdf:nodeID="{node.value}"'
        inner = self._properties(node, descriptions, indent + "  ")
        if not inner:
            return f"{indent}<rdf:Description{about}/>\n"
        return f"{indent}<rdf:Description{about}>\n{inner}{indent}</rdf:Description>\n"

    def _properties(self, node: Node, descriptions: Descriptions, indent: str) -> str:
        description = descriptions.get(node, {})
        lines = []
        for predicate in sorted_predicates(description):
            name = self._names.of(predicate)
            texts = [(value, self._property(name, value, descriptions, indent)) for value in description[predicate]]
            lines += [text for _, text in sorted(texts, key=lambda pair: sort_key(*pair))]
        return "".join(lines)

    def _property(self, name: str, value: Object, descriptions: Descriptions, indent: str) -> str:
        if isinstance(value, ox.NamedNode):
            return f'{indent}<{name} rdf:resource="{_attribute(value.value)}"/>\n'
        if isinstance(value, ox.Literal):
            return f"{indent}<{name}{_kind(value)}>{_text(value.value)}</{name}>\n"
        if not isinstance(value, ox.BlankNode):
            raise OutputError("RDF/XML can't hold a statement about a statement.", hint="Choose another format.")
        if value not in self._nested:
            return f'{indent}<{name} rdf:nodeID="{value.value}"/>\n'
        items = list_items(value, descriptions, self._nested)
        if items and not any(isinstance(item, ox.Literal) for item in items):
            inner = "".join(self._item(item, descriptions, indent + "  ") for item in items)
            return f'{indent}<{name} rdf:parseType="Collection">\n{inner}{indent}</{name}>\n'
        return f"{indent}<{name}>\n{self._block(value, descriptions, indent + '  ')}{indent}</{name}>\n"

    def _item(self, item: Object, descriptions: Descriptions, indent: str) -> str:
        if isinstance(item, ox.NamedNode):
            return f'{indent}<rdf:Description rdf:about="{_attribute(item.value)}"/>\n'
        if isinstance(item, ox.BlankNode) and item in self._nested:
            return self._block(item, descriptions, indent)
        return f'{indent}<rdf:Description rdf:nodeID="{item.value}"/>\n'  # type: ignore[union-attr]


def _kind(literal: ox.Literal) -> str:
    if literal.language:
        return f' xml:lang="{literal.language}"'
    datatype = literal.datatype.value
    return "" if datatype == _STRING else f' rdf:datatype="{_attribute(datatype)}"'


def _text(text: str) -> str:
    wrong = _FORBIDDEN.search(text)
    if wrong:
        character = f"U+{ord(wrong[0]):04X}"
        raise OutputError(f"XML can't hold the character {character} of a text.", hint="Choose another format.")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _attribute(text: str) -> str:
    return _text(text).replace('"', "&quot;")
