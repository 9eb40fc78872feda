"""Close a graph under OWL 2 RL, as a process of its own: ``close.py ONTOLOGY FACTS OUTPUT``, all of them files.

The facts are N-Triples, or N-Quads, of which the ontology and the provenance are left out, as a build leaves them out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pyoxigraph as ox

from mllm_kg.namespaces import graph
from mllm_kg.reasoning import Closure

APART = (graph("ontology"), graph("provenance"))


def triples(path: str) -> Iterator[ox.Triple]:
    """Go through the statements of a file as triples."""
    form = ox.RdfFormat.N_QUADS if path.endswith(".nq") else ox.RdfFormat.N_TRIPLES
    return (quad.triple for quad in ox.parse(path=path, format=form) if quad.graph_name not in APART)


def main(ontology: str, facts: str, output: str) -> None:
    """Write what follows and is not stated."""
    ox.serialize(Closure(triples(ontology)).add(triples(facts)), output, format=ox.RdfFormat.N_TRIPLES)


if __name__ == "__main__":
    main(*sys.argv[1:])
