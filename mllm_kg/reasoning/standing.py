"""What stands in a closed store, and how well it is founded.

A statement of a confirmed graph is *sure*, and so is what follows from such statements alone; all else is *unsure*. The
graph of provenance speaks of graphs: rules do not rest on it, unless what it says turns out to follow as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.namespaces import graph, term
from mllm_kg.reasoning.rulebook import Term

__all__ = [
    "INFERRED_GRAPHS",
    "NOT",
    "PROVENANCE",
    "STATUS",
    "SURE",
    "SURE_GRAPH",
    "UNCONFIRMED",
    "UNSURE",
    "UNSURE_GRAPH",
    "Levels",
    "Standing",
    "in_graph",
    "is_premise",
    "normalised",
]

PROVENANCE = graph("provenance")
SURE_GRAPH = graph("inferred")
UNSURE_GRAPH = graph("inferred/unconfirmed")
INFERRED_GRAPHS = (SURE_GRAPH, UNSURE_GRAPH)
"""The named graphs of what follows: from confirmed statements, and only with unconfirmed ones."""
STATUS, UNCONFIRMED = term("evidenceStatus"), term("Unconfirmed")

SURE, UNSURE, NOT = 1, 2, 3
"""How well a triple is founded, the best first; ``NOT`` at all is the worst."""

Name: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Triple | ox.DefaultGraph
Levels: TypeAlias = dict[ox.Triple, int]
_FIXED: dict[Name, int] = {SURE_GRAPH: SURE, UNSURE_GRAPH: UNSURE}


def normalised(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """Return statements as a store gives them back: it writes numbers in its own way."""
    store = ox.Store()
    store.extend(quads)
    return set(store)


def is_premise(quad: ox.Quad) -> bool:
    """Tell whether rules may rest on a statement."""
    return bool(quad.graph_name != PROVENANCE)


def in_graph(triple: ox.Triple, name: ox.NamedNode) -> ox.Quad:
    """Return a triple as a statement of a named graph."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, name)


class Standing:
    """What stands in a store.

    :param store: the store
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self.levels = dict(_FIXED)
        """How well each named graph is founded that was asked about."""
        self.reached: Levels = {}
        """What turned out to follow and stands where a source states it."""

    def forget(self) -> None:
        """Look anew which graphs are confirmed."""
        self.levels = dict(_FIXED)

    def level_of(self, name: Name) -> int:
        """Return how well the statements of a named graph are founded."""
        known = self.levels.get(name)
        if known is None:
            unconfirmed = isinstance(name, ox.NamedNode) and any(
                self._store.quads_for_pattern(name, STATUS, UNCONFIRMED, None)
            )
            known = self.levels[name] = UNSURE if unconfirmed else SURE
        return known

    def look(
        self, subject: ox.NamedNode | ox.BlankNode | ox.Triple | None, predicate: ox.NamedNode, thing: Term | None
    ) -> Iterator[ox.Quad]:
        """Find the statements that rules may rest on."""
        for quad in self._store.quads_for_pattern(subject, predicate, thing, None):
            if is_premise(quad) or quad.triple in self.reached:
                yield quad

    def level(self, quad: ox.Quad) -> int:
        """Return how well a statement is founded as far as its graph tells."""
        return self.level_of(quad.graph_name) if is_premise(quad) else self.reached[quad.triple]

    def standing(self, triple: ox.Triple) -> Iterator[ox.Quad]:
        """Go through the statements of a triple that rules may rest on."""
        return self.look(triple.subject, triple.predicate, triple.object)

    def founded(self, triple: ox.Triple) -> int:
        """Return how well a triple is founded as far as its graph tells."""
        return min((self.level(quad) for quad in self.standing(triple)), default=NOT)

    def stated(self, triple: ox.Triple) -> bool:
        """Tell whether a triple stands in some graph that is not inferred."""
        found = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return any(quad.graph_name not in INFERRED_GRAPHS for quad in found)
