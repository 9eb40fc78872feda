"""RDF files as additions to the graph: read without ever fetching anything.

RDF/XML with a document type is refused, because its entities can blow up, and JSON-LD with a remote context, because it
would have to be fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from mllm_kg.errors import UnreadableInput

__all__ = ["SUFFIXES", "read_rdf"]

SUFFIXES: Mapping[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
}
"""The formats that can be added, by the suffix of the file's name."""

_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_NO_REMOTE = "LoadDocumentCallback"


def read_rdf(path: Path, default: ox.NamedNode) -> list[ox.Quad]:
    """Return the statements of an RDF file.

    :param path: the file; its suffix tells the format
    :param default: the named graph for statements that stand in none
    :raises UnreadableInput: when it can't be read, with the line; or when reading it would be dangerous
    """
    kind = SUFFIXES[path.suffix.lower()]
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or str(error)) from None
    except UnicodeDecodeError:
        raise UnreadableInput(str(path), "this is not UTF-8") from None
    if kind == ox.RdfFormat.RDF_XML and _DOCTYPE.search(text):
        raise UnreadableInput(str(path), "RDF/XML with a document type is refused: its entities can blow up")
    try:
        parsed = list(ox.parse(text, kind, base_iri=path.resolve().as_uri(), rename_blank_nodes=True))
    except SyntaxError as error:
        raise _unreadable(path, error) from None
    return [
        ox.Quad(quad.subject, quad.predicate, quad.object, default)
        if isinstance(quad.graph_name, ox.DefaultGraph)
        else quad
        for quad in parsed
    ]


def _unreadable(path: Path, error: SyntaxError) -> UnreadableInput:
    if _NO_REMOTE in error.msg:
        return UnreadableInput(str(path), "JSON-LD with a remote context is refused: nothing is ever fetched")
    return UnreadableInput(str(path), error.msg, line=error.lineno, column=error.offset)
