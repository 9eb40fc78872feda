"""The prefixes that a query may use without declaring them, as SHACL declares prefixes (SHACL, section 5.2.1).

They are declared by the ontology: ``sh:prefixes <https://w3id.org/mllm-kg/ontology>`` refers to all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from mllm_kg.namespaces import ONTOLOGY, PREFIXES, graph
from mllm_kg.views.model import Source
from mllm_kg.views.rdf import ref, statements, text, typed, within

__all__ = ["triples"]


def triples(source: Source) -> Iterator[ox.Triple]:
    """Give one ``sh:PrefixDeclaration`` for each prefix."""
    document, ontology = graph("prefixes"), ox.NamedNode(ONTOLOGY)
    for prefix, namespace in PREFIXES.items():
        declaration = within(document, prefix)
        yield from statements(ontology, {"sh:declare": declaration})
        yield from statements(
            declaration,
            {
                "rdf:type": ref("sh:PrefixDeclaration"),
                "sh:prefix": text(prefix),
                "sh:namespace": typed(namespace, "anyURI"),
            },
        )
