"""A few records and other statements within the graph that there is: what that adds to it and takes from it.

The result is what assembling everything anew would give, at the cost of the additions:

1. A record takes the place of the one that its entity has: the named graphs of that one go.
2. Each statement that comes or goes is held by the graphs that make it: the one it stands in, and those of which the
   provenance graph says that it is made there too. Some of them go, others come; it stands in the best that is left.
3. Names that the graph knows keep their label; new ones are described.

What follows from it all is not drawn here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from mllm_kg.assemble.claims import Claims, Name
from mllm_kg.assemble.dataset import listed
from mllm_kg.assemble.mistakes import mistakes
from mllm_kg.assemble.names import named
from mllm_kg.assemble.provenance import PROVENANCE_GRAPH, Rank, described, provenance, rank
from mllm_kg.findings import Finding
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import GRAPH, KG, KINDS, PREFIXES, graph, term
from mllm_kg.reasoning.standing import INFERRED_GRAPHS, normalised
from mllm_kg.records.model import RecordGraphs

__all__ = ["Restatement", "graphs_of", "within"]

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_LIST = graph("survey-list")


@dataclass(slots=True)
class Restatement:
    """How some files change what is stated.

    :param removed: statements of the graph that go
    :param added: statements that come
    :param told: everything that the records state, whether it is new or not
    :param replaced: the IRIs of what is described by records that stand in for others
    :param findings: what the records say of each other and of the graph that can't be
    """

    removed: list[ox.Quad] = field(default_factory=list)
    added: list[ox.Quad] = field(default_factory=list)
    told: list[ox.Quad] = field(default_factory=list)
    replaced: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def within(dataset: Dataset, records: Sequence[RecordGraphs], statements: Iterable[ox.Quad] = ()) -> Restatement:
    """Return how records, and statements of other files, change what a graph states.

    :param dataset: the graph
    :param records: the records; of two about one entity only the first counts
    :param statements: the statements; those about named graphs stand in the provenance graph, those that stand in a
        graph of inferred ones are passed over
    """
    store = dataset.store
    own = {record.entity: record for record in reversed(records)}
    kept = [record for record in records if own[record.entity] is record]
    gone = {name for record in kept for name in graphs_of(dataset, record.entity)}
    others = [quad for quad in statements if quad.graph_name not in INFERRED_GRAPHS]
    around = _Around(store, gone, {quad.subject for quad in others if quad.predicate == _TYPE})
    change = Restatement(findings=mistakes(records, around))
    ranks: dict[Name, Rank] = {
        graph(source.name): rank(source.status, source.name) for record in kept for source in record.graphs
    }
    change.told = sorted(normalised(_stated(kept, around)), key=str)
    claims = Claims(store, gone, {ox.NamedNode(record.entity) for record in kept}, ranks)
    claims.add(change.told)
    claims.add(normalised(quad for quad in others if quad.graph_name != PROVENANCE_GRAPH))
    removed, added = claims.settle()
    removed |= {q for name in gone for q in store.quads_for_pattern(name, None, None, PROVENANCE_GRAPH)}
    added |= normalised([*_about_graphs(kept, others), *(q for q in others if q.graph_name == PROVENANCE_GRAPH)])
    change.removed = sorted(removed - added, key=str)
    change.added = sorted((quad for quad in added - removed if quad not in store), key=str)
    replaced = (record for record in kept if graphs_of(dataset, record.entity))
    change.replaced = {str(quad.subject).strip("<>") for record in replaced for quad in record.quads}
    return change


def graphs_of(dataset: Dataset, entity: str) -> set[ox.NamedNode]:
    """Return the named graphs that the record of an entity was made into."""
    found = dataset.store.quads_for_pattern(None, term("describes"), ox.NamedNode(entity), PROVENANCE_GRAPH)
    return {quad.subject for quad in found if isinstance(quad.subject, ox.NamedNode)} - {_LIST}


def _stated(records: Sequence[RecordGraphs], around: _Around) -> Iterator[ox.Quad]:
    """Go through what the records state, with the names that are new."""
    for record in records:
        yield from record.quads
        yield from listed(record, [entry for key in record.listed_keys for entry in around.entries(key)])
    for quad in named(records):
        if not isinstance(quad.subject, ox.NamedNode) or not around.knows(quad.subject.value):
            yield quad


def _about_graphs(records: Iterable[RecordGraphs], others: Sequence[ox.Quad]) -> Iterator[ox.Quad]:
    """Describe the named graphs of the records, and those that are made for statements without one."""
    yield from provenance(source for record in records for source in record.graphs)
    made = {quad.graph_name for quad in others if str(quad.graph_name).startswith(f"<{GRAPH}addition/")}
    for name in made:
        if isinstance(name, ox.NamedNode):
            yield from described(name, {"status": "Confirmed"})


class _Around:
    """What the graph knows, without what goes.

    :param store: the graph
    :param gone: the named graphs that go
    :param typed: what other files give a type
    """

    def __init__(self, store: ox.Store, gone: Collection[ox.NamedNode], typed: Iterable[object]) -> None:
        self._store, self._gone, self._typed = store, gone, {str(thing) for thing in typed}

    def _typing(self, entity: str) -> Iterator[ox.Quad]:
        for quad in self._store.quads_for_pattern(ox.NamedNode(entity), _TYPE, None, None):
            if quad.graph_name not in self._gone and quad.graph_name not in INFERRED_GRAPHS:
                yield quad

    def knows(self, entity: str) -> bool:
        return f"<{entity}>" in self._typed or any(self._typing(entity))

    def has_record(self, entity: str, record: str) -> str | None:
        for quad in self._typing(entity):
            if isinstance(quad.graph_name, ox.NamedNode):
                files = self._store.quads_for_pattern(quad.graph_name, term("recordFile"), None, PROVENANCE_GRAPH)
                for told in files:
                    return str(getattr(told.object, "value", ""))
        return None

    def peers(self, kind: str) -> Iterable[str]:
        if kind not in KINDS:
            return
        for quad in self._store.quads_for_pattern(None, _TYPE, term(KINDS[kind].class_name), None):
            if isinstance(quad.subject, ox.NamedNode) and quad.graph_name not in INFERRED_GRAPHS:
                yield quad.subject.value.removeprefix(KG)

    def entries(self, key: str) -> Sequence[ox.NamedNode]:
        found = self._store.quads_for_pattern(None, term("listedKey"), ox.Literal(key), _LIST)
        return sorted((quad.subject for quad in found if isinstance(quad.subject, ox.NamedNode)), key=str)

    def keys(self) -> Iterable[str]:
        found = self._store.quads_for_pattern(None, term("listedKey"), None, _LIST)
        return {quad.object.value for quad in found if isinstance(quad.object, ox.Literal)}
