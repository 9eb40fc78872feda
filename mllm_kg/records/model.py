"""What a record becomes: statements in named graphs, and what is known about each of those graphs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from mllm_kg.findings import Location

__all__ = ["Mention", "RecordGraphs", "Reference", "SourceGraph"]


@dataclass(frozen=True, slots=True)
class SourceGraph:
    """A named graph and where its statements come from.

    :param name: its name below ``https://w3id.org/mllm-kg/graph/``
    :param status: ``Confirmed``, ``Unconfirmed``, ``Inferred`` or ``AsListed``
    :param file: the file that states it, relative to the sources
    :param entity: the IRI of the entity that the file describes
    :param sources: the pages that carry the statements
    :param see: pages that were not read for them but may carry them
    :param note: what the source says, in the curators' words
    :param checked: the date on which the statements were checked
    :param checked_by: who checked them; empty for the project's own curators
    :param read_in_copies: how many sources were read in a copy instead of the page itself
    """

    name: str
    status: str
    file: str
    entity: str
    sources: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    note: str | None = None
    checked: str | None = None
    checked_by: tuple[str, ...] = ()
    read_in_copies: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity that is known by name alone: its kind, and the name a record gives it."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Reference:
    """An entity that a record refers to, and where."""

    iri: str
    location: Location


@dataclass(slots=True)
class RecordGraphs:
    """Everything that one record says.

    :param entity: the IRI of the entity it describes
    :param quads: its statements
    :param graphs: its named graphs
    :param mentions: entities it names without a record of their own
    :param references: entities it refers to by slug
    :param listed_keys: keys of the survey's list that stand for this entity
    :param declared: the entities that it describes, nested ones included
    """

    entity: str
    quads: list[ox.Quad] = field(default_factory=list)
    graphs: list[SourceGraph] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    listed_keys: list[str] = field(default_factory=list)
    declared: list[Reference] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON data, for the build's cache."""
        return {
            "entity": self.entity,
            "quads": (ox.serialize(self.quads, format=ox.RdfFormat.N_QUADS) or b"").decode(),
            "graphs": [
                [
                    g.name,
                    g.status,
                    g.file,
                    g.entity,
                    g.sources,
                    g.see,
                    g.note,
                    g.checked,
                    g.checked_by,
                    g.read_in_copies,
                ]
                for g in self.graphs
            ],
            "mentions": [[m.kind, m.name] for m in self.mentions],
            "references": [_reference_json(r) for r in self.references],
            "listed_keys": self.listed_keys,
            "declared": [_reference_json(r) for r in self.declared],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any], quads: list[ox.Quad] | None = None) -> RecordGraphs:
        """Return what :meth:`to_json` kept; ``quads`` are taken as they are when already parsed."""
        return cls(
            entity=data["entity"],
            quads=list(ox.parse(data["quads"], ox.RdfFormat.N_QUADS)) if quads is None else quads,
            graphs=[
                SourceGraph(n, s, f, e, tuple(so), tuple(se), no, c, tuple(cb), r)
                for n, s, f, e, so, se, no, c, cb, r in data["graphs"]
            ],
            mentions=[Mention(*m) for m in data["mentions"]],
            references=[_reference(r) for r in data["references"]],
            listed_keys=data["listed_keys"],
            declared=[_reference(r) for r in data["declared"]],
        )


def _reference_json(reference: Reference) -> list[Any]:
    place = reference.location
    return [reference.iri, place.path, place.line, place.column, place.end]


def _reference(data: list[Any]) -> Reference:
    iri, path, line, column, end = data
    return Reference(iri, Location(path, line, column, end))
