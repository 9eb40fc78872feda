"""Records on their way into the graph, and the slugs that are given out to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from mllm_kg.curation.slugs import mint
from mllm_kg.curation.things import Known
from mllm_kg.findings import Location
from mllm_kg.inputs.model import Input
from mllm_kg.namespaces import KG
from mllm_kg.records.comments import Comments

__all__ = ["Draft", "Taken", "label_of"]


def label_of(record: Mapping[str, Any]) -> str:
    """Return what people call the entity of a record: its title, its label, its name in English; else its id."""
    for key in ("title", "label", "pref_label", "names"):
        value = record.get(key)
        if isinstance(value, Mapping):
            value = value.get("en") or next(iter(value.values()), None)
        if value:
            return str(value[0] if isinstance(value, list) else value)
    return str(record.get("id", ""))


@dataclass(slots=True)
class Draft:
    """A record that is to be installed.

    :param id: its ``kind/slug``
    :param record: its content, as plain data
    :param origin: the file it comes from
    :param place: where that file begins to speak of it
    :param partial: whether these are statements to be joined to a record that the graph has, rather than a whole record
    :param comments: the comments of a YAML record
    :param node: what an RDF file calls the entity, in N-Triples form; empty for a YAML record
    :param minted: whether the entity got its slug here
    """

    id: str
    record: dict[str, Any]
    origin: Input
    place: Location
    partial: bool = False
    comments: Comments = field(default_factory=Comments)
    node: str = ""
    minted: bool = False

    @property
    def label(self) -> str:
        """What people call it."""
        return label_of(self.record)


class Taken:
    """Tells which ``kind/slug`` are in use: those of the graph, and those that were given out here."""

    def __init__(self, known: Known, used: set[str]) -> None:
        self.known, self.used = known, used

    def __call__(self, entity: str) -> bool:
        """Whether a ``kind/slug`` is in use."""
        return entity in self.used or self.known.exists(ox.NamedNode(KG + entity))

    def mint(self, kind: str, record: Mapping[str, Any]) -> str | None:
        """Return a new ``kind/slug`` for a record."""
        slug = mint(kind, record, lambda made: self(f"{kind}/{made}"))
        if slug is None:
            return None
        self.used.add(f"{kind}/{slug}")
        return f"{kind}/{slug}"
