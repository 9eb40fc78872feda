"""The syntaxes of RDF that are read, and the names of files that hold them."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

__all__ = ["FORMATS", "SUFFIXES"]

FORMATS: Mapping[str, ox.RdfFormat] = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
"""The formats, by the name that an input carries."""

SUFFIXES: Mapping[str, str] = {
    **{f".{name}": name for name in FORMATS},
    ".owl": "rdf",
    ".xml": "rdf",
}
"""The format of a file, by the suffix of its name."""
