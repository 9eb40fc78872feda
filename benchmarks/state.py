"""Write what the sources state: ``state.py ONTOLOGY.nt FACTS.nt ALL.nq``.

The facts are those from which a build draws conclusions: all but the ontology and the provenance. Keys are left out of
the ontology, since owlrl ignores the last property of each and takes all members of a class for one.
"""

from __future__ import annotations

import sys

import pyoxigraph as ox

from mllm_kg.assets import find_assets
from mllm_kg.build import source_dataset
from mllm_kg.namespaces import PREFIXES, graph

KEY = ox.NamedNode(PREFIXES["owl"] + "hasKey")


def main(ontology: str, facts: str, everything: str) -> None:
    """Write the three files, and print how many statements the last one has."""
    quads = source_dataset(find_assets())
    apart = (graph("ontology"), graph("provenance"))
    axioms = (quad.triple for quad in quads if quad.graph_name == apart[0] and quad.predicate != KEY)
    ox.serialize(axioms, ontology, format=ox.RdfFormat.N_TRIPLES)
    stated = (quad.triple for quad in quads if quad.graph_name not in apart)
    ox.serialize(stated, facts, format=ox.RdfFormat.N_TRIPLES)
    ox.serialize(quads, everything, format=ox.RdfFormat.N_QUADS)
    print(len(quads))


if __name__ == "__main__":
    main(*sys.argv[1:])
