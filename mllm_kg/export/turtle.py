"""Turtle and TriG for readers, and for whoever compares two releases line by line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from mllm_kg.export.arrange import (
    SECTIONS,
    TYPE,
    Description,
    Descriptions,
    Node,
    Object,
    canonical,
    describe,
    graph_key,
    list_items,
    merged,
    rank,
    sort_key,
    sorted_predicates,
    top_level,
    tree_nodes,
)
from mllm_kg.export.prefixes import Prefixes
from mllm_kg.namespaces import PREFIXES

__all__ = ["trig", "turtle"]

_WIDTH = 120
_STEP = "    "
_XSD = PREFIXES["xsd"]
_STRING = _XSD + "string"
# Numbers that every parser takes for what they are; Turtle allows more, which some parsers rewrite.
_SHORT = {
    _XSD + "integer": re.compile(r"0|-?[1-9][0-9]*"),
    _XSD + "decimal": re.compile(r"-?[0-9]+\.[0-9]+"),
    _XSD + "boolean": re.compile("true|false"),
}


def turtle(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Write the statements of all graphs in Turtle."""
    statements = canonical(merged(quads))
    writer = _Writer(tree_nodes(statements))
    body = [block for descriptions in describe(statements).values() for block in writer.blocks(descriptions, "")]
    yield from writer.header()
    yield from (f"\n{block}" for block in body)


def trig(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Write a dataset in TriG: the default graph, then the named graphs by IRI."""
    statements = canonical(quads)
    writer = _Writer(tree_nodes(statements))
    body: list[str] = []
    for name, descriptions in sorted(describe(statements).items(), key=lambda item: graph_key(item[0])):
        if isinstance(name, ox.DefaultGraph):
            body += writer.blocks(descriptions, "")
        else:
            body.append(f"{writer.node(name)} {{\n" + "\n".join(writer.blocks(descriptions, _STEP)) + "}\n")
    yield from writer.header()
    yield from (f"\n{block}" for block in body)


class _Writer:
    """Writes descriptions, and remembers the prefixes that they need.

    :param nested: the blank nodes to be written where they are pointed at
    """

    def __init__(self, nested: Collection[ox.BlankNode]) -> None:
        self._prefixes = Prefixes()
        self._nested = nested

    def header(self) -> Iterator[str]:
        """Declare the prefixes used so far."""
        for prefix, namespace in self._prefixes.used.items():
            yield f"@prefix {prefix}: <{namespace}> .\n"

    def blocks(self, descriptions: Descriptions, indent: str) -> Iterator[str]:
        """Write every subject, below the headings of an ontology if it has any."""
        texts = []
        for subject in top_level(descriptions, self._nested):
            text = self._block(subject, descriptions, indent)
            texts.append((rank(descriptions[subject]), isinstance(subject, ox.BlankNode), text))
        texts.sort()
        section = None if texts and texts[0][0] < len(SECTIONS) else len(SECTIONS)
        for place, _, text in texts:
            heading = SECTIONS[place][0] if place < len(SECTIONS) else "Individuals"
            yield text if place == section else f"{indent}# {heading}\n\n{text}"
            section = place

    def node(self, node: Node) -> str:
        """Write a subject or the name of a graph."""
        if isinstance(node, ox.NamedNode):
            return self._prefixes.short(node.value) or str(node)
        return str(node)

    def _block(self, subject: Node, descriptions: Descriptions, indent: str) -> str:
        head = "[]" if subject in self._nested else self.node(subject)
        lines = self._properties(descriptions[subject], descriptions, indent + _STEP)
        return f"{indent}{head} " + f" ;\n{indent}{_STEP}".join(lines) + " .\n"

    def _properties(self, description: Description, descriptions: Descriptions, indent: str) -> list[str]:
        lines = []
        for predicate in sorted_predicates(description):
            name = "a" if predicate == TYPE else self.node(predicate)
            values = description[predicate]
            if len(values) == 1:
                lines.append(f"{name} {self._value(values[0], descriptions, indent)}")
                continue
            texts = [(value, self._value(value, descriptions, indent + _STEP)) for value in values]
            texts.sort(key=lambda pair: sort_key(*pair))
            lines.append(_joined(name + " ", ", ", [text for _, text in texts], indent, ""))
        return lines

    def _value(self, value: Object, descriptions: Descriptions, indent: str) -> str:
        if isinstance(value, ox.NamedNode):
            return self._prefixes.short(value.value) or str(value)
        if isinstance(value, ox.Literal):
            return self._literal(value)
        if isinstance(value, ox.BlankNode) and value in self._nested:
            return self._nested_node(value, descriptions, indent)
        return str(value)

    def _literal(self, literal: ox.Literal) -> str:
        datatype = literal.datatype.value
        short = _SHORT.get(datatype)
        if short and short.fullmatch(literal.value):
            return literal.value
        if literal.language or datatype == _STRING:
            return str(literal)
        name = self._prefixes.short(datatype)
        return f"{ox.Literal(literal.value)}^^{name}" if name else str(literal)

    def _nested_node(self, node: ox.BlankNode, descriptions: Descriptions, indent: str) -> str:
        items = list_items(node, descriptions, self._nested)
        if items is not None:
            return _joined("( ", " ", [self._value(item, descriptions, indent + _STEP) for item in items], indent, " )")
        lines = self._properties(descriptions.get(node, {}), descriptions, indent + _STEP)
        return _joined("[ ", " ; ", lines, indent, " ]") if lines else "[]"


def _joined(start: str, separator: str, texts: list[str], indent: str, end: str) -> str:
    """Join texts on one line if it holds them, else on a line each."""
    line = start + separator.join(texts) + end
    if len(indent) + len(line) <= _WIDTH and "\n" not in line:
        return line
    inner = f"\n{indent}{_STEP}"
    return (
        start.rstrip() + inner + (separator.rstrip() + inner).join(texts) + (f"\n{indent}{end.strip()}" if end else "")
    )
