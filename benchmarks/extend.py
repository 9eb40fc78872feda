"""Add one record to the built graph, in process: the closure of what it touches, and of everything, side by side.

Prints a JSON object: the median seconds of both, of processor time, and whether they came to the same.
"""

from __future__ import annotations

import json
import statistics
import sys
import time

import pyoxigraph as ox
from validation import TURTLE

import mllm_kg
from mllm_kg.checks.additions import rulebook
from mllm_kg.namespaces import graph
from mllm_kg.overlay import Overlay
from mllm_kg.reasoning import Closure, Incremental
from mllm_kg.reasoning.standing import INFERRED_GRAPHS

RUNS = 9
APART = (graph("ontology"), graph("provenance"), *INFERRED_GRAPHS)


def incremental(kg: mllm_kg.KnowledgeGraph, record: list[ox.Quad]) -> tuple[float, set[ox.Triple]]:
    """Return how long it takes to close the graph after an addition, and what it then concludes."""
    with Overlay(kg) as after:
        start = time.process_time()
        Incremental(after.store, rulebook(kg)).change([], record)
        took = time.process_time() - start
        return took, {quad.triple for quad in after.quads(INFERRED_GRAPHS)}


def full(kg: mllm_kg.KnowledgeGraph, record: list[ox.Quad]) -> tuple[float, set[ox.Triple]]:
    """Return how long it takes to close everything, and what that concludes."""
    stated = [*kg.quads(), *record]
    axioms = [quad.triple for quad in stated if quad.graph_name == APART[0]]
    facts = [quad.triple for quad in stated if quad.graph_name not in APART]
    told = {quad.triple for quad in stated if quad.graph_name not in INFERRED_GRAPHS}
    start = time.process_time()
    found = Closure(axioms).add(facts)
    return time.process_time() - start, set(found) - told


def main() -> None:
    """Measure both in turn."""
    kg = mllm_kg.load()
    record = [ox.Quad(*quad.triple, graph("addition/0")) for quad in ox.parse(TURTLE, ox.RdfFormat.TURTLE)]
    times: dict[str, list[float]] = {"touched": [], "everything": []}
    same = True
    for _ in range(RUNS):
        took, one = incremental(kg, record)
        times["touched"].append(took)
        took, other = full(kg, record)
        times["everything"].append(took)
        same = same and one == other
    json.dump({**{name: statistics.median(found) for name, found in times.items()}, "same": same}, sys.stdout)


if __name__ == "__main__":
    main()
