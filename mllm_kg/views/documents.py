"""JSON-LD documents whose layout their readers expect, and the RDF that they are.

A document has its context within itself, so that reading it asks nobody for anything. Its statements are read off it
with Oxigraph's parser: what a search engine is told and what the RDF says can't differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from mllm_kg.views.model import File, Source

__all__ = ["address", "held", "pretty", "statements_of"]

_WIDTH = 120


def statements_of(document: Mapping[str, Any], name: ox.NamedNode) -> Iterator[ox.Triple]:
    """Give the statements of a document.

    :param document: the document
    :param name: the name of its graph; the names within the document that are no IRIs are below it
    """
    text = json.dumps(document, ensure_ascii=False).encode()
    for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD, base_iri=f"{name.value}/"):
        yield quad.triple


def held(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return those facts that say something."""
    return {name: value for name, value in facts.items() if value not in (None, "", [], {})}


def address(source: Source, file: File) -> str:
    """Return where a file can be had: its address, or its name beside the document when no address is known."""
    return source.base + file.name


def pretty(value: Any, indent: str = "") -> str:
    """Return a document as a person reads it: what fits on a line stands on one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= _WIDTH or not isinstance(value, (dict, list)):
        return line
    inner = indent + "  "
    if isinstance(value, dict):
        items = [f"{json.dumps(key, ensure_ascii=False)}: {pretty(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(inner + item for item in items) + f"\n{indent}}}"
    return "[\n" + ",\n".join(inner + pretty(item, inner) for item in value) + f"\n{indent}]"
