"""All records at once.

A record's statements are taken in the order: what its own evidence carries, what other pages carry, what nothing
confirmed. A statement that comes again stays where it stood first; the provenance graph says where else it is stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from mllm_kg.assemble.mistakes import mistakes
from mllm_kg.assemble.names import named
from mllm_kg.assemble.provenance import fixed, provenance, rank, repeated
from mllm_kg.errors import RecordErrors
from mllm_kg.namespaces import KG, graph, term
from mllm_kg.records.listing import Listing
from mllm_kg.records.model import RecordGraphs

__all__ = ["assemble", "listed", "strategies_by_code"]


def strategies_by_code(records: Iterable[RecordGraphs]) -> dict[str, ox.NamedNode]:
    """Return which alignment strategy each code of the survey's list stands for."""
    code = term("listCode")
    return {
        quad.object.value: quad.subject
        for record in records
        for quad in record.quads
        if quad.predicate == code and isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode)
    }


def assemble(records: Sequence[RecordGraphs], listing: Listing) -> list[ox.Quad]:
    """Return the statements of all records, of the list, of the names, and of the provenance graph.

    :raises RecordErrors: for an entity with two records, a reference to no entity, a key that the list does not have
    """
    findings = mistakes(records, _Around(listing))
    if findings:
        raise RecordErrors(findings)
    stated = [*listing.quads, *named(records)]
    for record in records:
        stated.extend(record.quads)
        stated.extend(listed(record, [entry for key in record.listed_keys for entry in listing.entries[key]]))
    graphs = [listing.graph, *(known for record in records for known in record.graphs)]
    ranks: dict[object, tuple[int, str]] = {graph(known.name): rank(known.status, known.name) for known in graphs}
    stated.sort(key=lambda quad: ranks.get(quad.graph_name, (0, "")))
    quads, repeats = _once(stated)
    return [*quads, *fixed(), *provenance(graphs), *repeated(repeats)]


class _Around:
    """What is known besides the records: the survey's list."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._rows = {declared.iri for declared in listing.declared}

    def knows(self, entity: str) -> bool:
        return entity in self._rows

    def has_record(self, entity: str, record: str) -> str | None:
        return None

    def peers(self, kind: str) -> Iterable[str]:
        return [row.removeprefix(KG) for row in self._rows if row.startswith(f"{KG}{kind}/")]

    def entries(self, key: str) -> Sequence[ox.NamedNode]:
        return self._listing.entries.get(key, ())

    def keys(self) -> Iterable[str]:
        return self._listing.entries


def listed(record: RecordGraphs, entries: Iterable[ox.NamedNode]) -> list[ox.Quad]:
    """State that a record's entity stands in rows of the survey's list."""
    entity, own = ox.NamedNode(record.entity), graph(record.graphs[0].name)
    return [ox.Quad(entity, term("listEntry"), entry, own) for entry in entries]


def _once(stated: Iterable[ox.Quad]) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """Keep each triple where it comes first; return the rest apart."""
    first: dict[ox.Triple, ox.Quad] = {}
    repeats: dict[ox.Quad, None] = {}
    for quad in stated:
        before = first.setdefault(quad.triple, quad)
        if before.graph_name != quad.graph_name:
            repeats[quad] = None
    return list(first.values()), list(repeats)
