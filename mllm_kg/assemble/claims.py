"""Which named graphs make a statement, and in which of them it stands, before a change and after it.

1. A statement is held by the graph it stands in, and by those of which the provenance graph says that it is made there
   too.
2. Some of them go, and some come.
3. It stands in the best that is left (:func:`~mllm_kg.assemble.provenance.rank`), the provenance graph tells the rest,
   and without any it goes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.assemble.names import NAMES_GRAPH
from mllm_kg.assemble.provenance import ALSO_STATED_IN, PROVENANCE_GRAPH, Rank, rank, repeated
from mllm_kg.assemble.provenance import statement as node_of
from mllm_kg.namespaces import GRAPH, MLLM, PREFIXES, graph, term
from mllm_kg.reasoning.standing import INFERRED_GRAPHS

__all__ = ["Claims", "Name"]

Name: TypeAlias = ox.NamedNode | ox.BlankNode
"""The name of a named graph."""

_PARTS = tuple(ox.NamedNode(PREFIXES["rdf"] + part) for part in ("subject", "predicate", "object"))
_ONTOLOGY = graph("ontology")
_FIRST: dict[Name, Rank] = {_ONTOLOGY: (-1, ""), NAMES_GRAPH: (0, "")}
_DERIVED = (*INFERRED_GRAPHS, PROVENANCE_GRAPH)


class Claims:
    """Which graphs make a statement, before and after.

    :param store: the graph before
    :param gone: the named graphs that go
    :param recorded: entities that have a record now, so that their name alone describes them no longer
    :param ranks: the ranks of the named graphs that come
    """

    def __init__(
        self,
        store: ox.Store,
        gone: Collection[ox.NamedNode],
        recorded: Collection[ox.NamedNode],
        ranks: Mapping[Name, Rank],
    ) -> None:
        self._store, self._gone, self._recorded = store, gone, recorded
        self._ranks = {**_FIRST, **ranks}
        self._come: dict[ox.Triple, set[Name]] = {}
        for name in gone:
            for quad in store.quads_for_pattern(None, None, None, name):
                self._come.setdefault(quad.triple, set())
            for quad in store.quads_for_pattern(None, ALSO_STATED_IN, name, PROVENANCE_GRAPH):
                self._come.setdefault(self._told(quad.subject), set())
        for entity in recorded:
            for quad in store.quads_for_pattern(entity, None, None, NAMES_GRAPH):
                self._come.setdefault(quad.triple, set())

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Let graphs make statements."""
        for quad in quads:
            if not isinstance(quad.graph_name, ox.DefaultGraph):
                self._come.setdefault(quad.triple, set()).add(quad.graph_name)

    def settle(self) -> tuple[set[ox.Quad], set[ox.Quad]]:
        """Return the statements that go and those that come, so that each stands in the best graph that makes it."""
        removed: set[ox.Quad] = set()
        added: set[ox.Quad] = set()
        for triple, come in self._come.items():
            hosts = {quad.graph_name for quad in self._standing(triple) if isinstance(quad.graph_name, Name)}
            node = node_of(triple)
            also = self._objects(node, ALSO_STATED_IN) if hosts else set()
            left = {name for name in hosts | also if not self._goes(triple, name)} | come
            host = min(left, key=self._rank, default=None)
            removed |= {_in(triple, name) for name in hosts if name != host}
            added |= {_in(triple, name) for name in (host,) if name is not None and name not in hosts}
            if also or len(left) > 1:
                removed |= set(self._store.quads_for_pattern(node, None, None, PROVENANCE_GRAPH))
                added |= set(repeated(_in(triple, name) for name in sorted(left - {host}, key=str)))
        return removed - added, added - removed

    def _standing(self, triple: ox.Triple) -> Iterator[ox.Quad]:
        for quad in self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None):
            if quad.graph_name not in _DERIVED:
                yield quad

    def _goes(self, triple: ox.Triple, name: Name) -> bool:
        return name in self._gone or (name == NAMES_GRAPH and triple.subject in self._recorded)

    def _objects(self, node: Name, predicate: ox.NamedNode) -> set[Name]:
        found = self._store.quads_for_pattern(node, predicate, None, PROVENANCE_GRAPH)
        return {quad.object for quad in found if isinstance(quad.object, Name)}

    def _told(self, node: object) -> ox.Triple:
        """Return the statement that a node stands for."""
        assert isinstance(node, ox.NamedNode)
        subject, predicate, thing = (self._only(node, part) for part in _PARTS)
        assert not isinstance(subject, ox.Literal)
        assert isinstance(predicate, ox.NamedNode)
        return ox.Triple(subject, predicate, thing)

    def _only(
        self, node: ox.NamedNode, predicate: ox.NamedNode
    ) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
        return next(self._store.quads_for_pattern(node, predicate, None, PROVENANCE_GRAPH)).object

    def _rank(self, name: Name) -> Rank:
        found = self._ranks.get(name)
        if found is None:
            status = sorted(value.value for value in self._objects(name, term("evidenceStatus")))
            known = status[0].removeprefix(MLLM) if status else ""
            found = self._ranks[name] = rank(known, name.value.removeprefix(GRAPH))
        return found


def _in(triple: ox.Triple, name: Name) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, name)
