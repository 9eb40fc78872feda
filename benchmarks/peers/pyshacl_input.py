"""Write what pySHACL's command line needs to judge the graph by the same shapes: two Turtle files.

The types that only follow from domains and ranges are left out: they do not count for the shapes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox

import mllm_kg
from mllm_kg.namespaces import GRAPH, PREFIXES

TYPE = PREFIXES["rdf"] + "type"


def main() -> None:
    """Write ``graph.ttl``, ``graph-and-addition.ttl`` and ``shapes.ttl``.

    Arguments: the folder to write to, the folder of the shapes, and a Turtle file with an addition.
    """
    folder, shapes, addition = (Path(argument) for argument in sys.argv[1:])
    graph = {
        quad.triple
        for quad in mllm_kg.load().quads()
        if quad.predicate.value != TYPE or not str(quad.graph_name).startswith(f"<{GRAPH}inferred")
    }
    added = {quad.triple for quad in ox.parse(path=str(addition))}
    rules = [quad.triple for path in shapes.glob("*.ttl") for quad in ox.parse(path=str(path), rename_blank_nodes=True)]
    ox.serialize(graph, folder / "graph.ttl", ox.RdfFormat.TURTLE)
    ox.serialize(graph | added, folder / "graph-and-addition.ttl", ox.RdfFormat.TURTLE)
    ox.serialize(rules, folder / "shapes.ttl", ox.RdfFormat.TURTLE)


if __name__ == "__main__":
    main()
