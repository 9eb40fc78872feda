"""What a statement rests on: the named graph it stands in, and those that state it too."""

from __future__ import annotations

import pyoxigraph as ox

from mllm_kg.entity.model import Source
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import PREFIXES, graph, term

__all__ = ["PROVENANCE", "Evidence"]

PROVENANCE = graph("provenance")
_INFERRED = {
    graph("inferred").value: "inferred",
    graph("inferred/unconfirmed").value: "inferred from unconfirmed",
}
_STATUS = {"Confirmed": "confirmed", "Unconfirmed": "unconfirmed", "AsListed": "as listed"}
_RDF = PREFIXES["rdf"]
_PAGES = ox.NamedNode(PREFIXES["prov"] + "hadPrimarySource")
_SEE = ox.NamedNode(PREFIXES["rdfs"] + "seeAlso")
_NOTE = ox.NamedNode(PREFIXES["dcterms"] + "description")


class Evidence:
    """Numbers the named graphs of one card in the order in which they are first asked for.

    :param dataset: the graph
    :param entity: whose statements may be stated again elsewhere
    """

    def __init__(self, dataset: Dataset, entity: ox.NamedNode) -> None:
        self.sources: list[Source] = []
        self._store = dataset.store
        self._numbers: dict[str, int] = {}
        self._again = self._stated_again(entity)

    def of(self, quad: ox.Quad) -> tuple[str, tuple[int, ...]]:
        """Return the status of a statement and the numbers of its sources."""
        name = quad.graph_name
        if not isinstance(name, ox.NamedNode):
            return "unconfirmed", ()
        if name.value in _INFERRED:
            return _INFERRED[name.value], ()
        numbers = [self._number(name), *(self._number(other) for other in self._again.get(quad.triple, ()))]
        return self.sources[numbers[0] - 1].status, tuple(dict.fromkeys(numbers))

    def rank(self, quad: ox.Quad) -> int:
        """Return 0 for what is stated, 1 for what follows from it, 2 for what follows from unconfirmed statements."""
        name = quad.graph_name
        return (
            list(_INFERRED).index(name.value) + 1 if isinstance(name, ox.NamedNode) and name.value in _INFERRED else 0
        )

    def _number(self, name: ox.NamedNode) -> int:
        if name.value not in self._numbers:
            self._numbers[name.value] = len(self.sources) + 1
            self.sources.append(self._source(name, len(self.sources) + 1))
        return self._numbers[name.value]

    def _source(self, name: ox.NamedNode, number: int) -> Source:
        def told(predicate: ox.NamedNode) -> tuple[str, ...]:
            quads = self._store.quads_for_pattern(name, predicate, None, PROVENANCE)
            return tuple(sorted(quad.object.value for quad in quads if not isinstance(quad.object, ox.Triple)))

        status = next(iter(told(term("evidenceStatus"))), "").rpartition("#")[2]
        return Source(
            number,
            name.value,
            _STATUS.get(status, "unconfirmed"),
            told(_PAGES),
            told(_SEE),
            next(iter(told(term("recordFile"))), None),
            next(iter(told(term("checked"))), None),
            told(_NOTE),
            next((int(count) for count in told(term("readInCopies"))), None),
        )

    def _stated_again(self, entity: ox.NamedNode) -> dict[ox.Triple, list[ox.NamedNode]]:
        """Read the reified statements that have the entity as subject or object."""
        again: dict[ox.Triple, list[ox.NamedNode]] = {}
        for side in ("subject", "object"):
            for found in self._store.quads_for_pattern(None, ox.NamedNode(_RDF + side), entity, PROVENANCE):
                parts: dict[str, ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple] = {}
                places = []
                for quad in self._store.quads_for_pattern(found.subject, None, None, PROVENANCE):
                    parts[quad.predicate.value] = quad.object
                    if quad.predicate == term("alsoStatedIn") and isinstance(quad.object, ox.NamedNode):
                        places.append(quad.object)
                triple = _triple(parts)
                if triple is not None:
                    again[triple] = sorted(places, key=str)
        return again


def _triple(parts: dict[str, ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple]) -> ox.Triple | None:
    subject, predicate, value = (parts.get(_RDF + name) for name in ("subject", "predicate", "object"))
    if isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode) and value is not None:
        return ox.Triple(subject, predicate, value)
    return None
