"""The named graphs: those that are always there one by one, those of records by kind and evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.graph import Dataset
from mllm_kg.namespaces import GRAPH, KINDS, MLLM, graph, term

__all__ = ["Family", "Graph", "Graphs", "graphs_of"]

_STATUS = term("evidenceStatus")
_FIXED = ("ontology", "survey-list", "names", "inferred", "inferred/unconfirmed", "provenance")


@dataclass(frozen=True, slots=True)
class Graph:
    """A named graph.

    :param iri: its name
    :param key: the part of it after ``…/graph/``
    :param status: the IRI of its evidence status; empty when it has none
    :param statements: how many statements it holds
    """

    iri: str
    key: str
    status: str
    statements: int


@dataclass(frozen=True, slots=True)
class Family:
    """The named graphs of all records of one kind.

    :param kind: the kind
    :param term: the IRI of its class
    :param graphs: how many graphs there are
    :param statements: how many statements they hold, by the IRI of their evidence status
    """

    kind: str
    term: str
    graphs: int
    statements: dict[str, int]


@dataclass(frozen=True, slots=True)
class Graphs:
    """All named graphs.

    :param fixed: those that are always there
    :param families: those of records
    :param entities: how many entities are told apart
    """

    fixed: tuple[Graph, ...]
    families: tuple[Family, ...]
    entities: int

    @property
    def number(self) -> int:
        """How many named graphs there are."""
        return len(self.fixed) + sum(family.graphs for family in self.families)

    @property
    def statements(self) -> int:
        """How many statements they hold together; each stands in one of them."""
        return sum(each.statements for each in self.fixed) + sum(
            number for family in self.families for number in family.statements.values()
        )

    @property
    def statuses(self) -> tuple[str, ...]:
        """The evidence statuses of the graphs of records, the most frequent one first."""
        found: Counter[str] = Counter()
        for family in self.families:
            found.update(family.statements)
        return tuple(sorted(found, key=lambda status: (-found[status], status)))


def graphs_of(dataset: Dataset, entities: int) -> Graphs:
    """Count the statements of all named graphs.

    :param dataset: the graph
    :param entities: how many entities are told apart
    """
    sizes: Counter[str] = Counter()
    for quad in dataset.quads():
        if isinstance(quad.graph_name, ox.NamedNode):
            sizes[quad.graph_name.value] += 1
    status = {
        quad.subject.value: quad.object.value
        for quad in dataset.store.quads_for_pattern(None, _STATUS, None, graph("provenance"))
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    }
    fixed = [GRAPH + key for key in _FIXED if GRAPH + key in sizes]
    records = [name for name in sizes if name not in fixed]
    return Graphs(
        tuple(Graph(name, name.removeprefix(GRAPH), status.get(name, ""), sizes[name]) for name in fixed),
        tuple(_families(records, sizes, status)),
        entities,
    )


def _families(records: Iterable[str], sizes: Counter[str], status: dict[str, str]) -> Iterable[Family]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in records:
        found[name.removeprefix(GRAPH).partition("/")[0]].append(name)
    for kind in sorted(found, key=lambda kind: (list(KINDS).index(kind) if kind in KINDS else len(KINDS), kind)):
        statements: Counter[str] = Counter()
        for name in found[kind]:
            statements[status.get(name, "")] += sizes[name]
        local = KINDS[kind].class_name if kind in KINDS else ""
        yield Family(kind, MLLM + local if local else "", len(found[kind]), dict(statements))
